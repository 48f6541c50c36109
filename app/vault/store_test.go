package vault_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	store "verwoord/app/vault"
)

var key = store.Key{Secret: bytes.Repeat([]byte{7}, 32)}

// world has real randomness and a clock that goes on by a minute each time it is read.
func world() store.World {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	return store.World{Rand: rand.Reader, Now: func() time.Time { now = now.Add(time.Minute); return now }}
}

func create(t testing.TB, b store.Backend) *store.Store {
	t.Helper()
	s, err := store.Create(b, world(), key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t testing.TB, s *store.Store, r store.Record) store.Record {
	t.Helper()
	kept, err := s.Put(r)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func whole(t testing.TB, s *store.Store) {
	t.Helper()
	for _, err := range s.Check() {
		t.Error(err)
	}
}

func linde(version int, data string) store.Record {
	return store.Record{Kind: store.Dossier, ID: "zorggroep-de-linde", Version: version, Data: []byte(data),
		Meta: json.RawMessage(`{"name":"Zorggroep <De Linde>"}`)}
}

func TestPutGetList(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) {
			s := create(t, b)
			if _, err := s.Get(store.Dossier, "zorggroep-de-linde"); !errors.Is(err, store.ErrNotFound) {
				t.Fatalf("Get before Put: %v", err)
			}
			first := put(t, s, linde(0, `{"a":1}`))
			second := put(t, s, linde(1, `{"a":2}`))
			if first.Version != 1 || second.Version != 2 || second.Client != "zorggroep-de-linde" {
				t.Errorf("kept %+v, then %+v", first, second)
			}
			put(t, s, store.Record{Kind: store.Setting, ID: "language", Data: []byte(`"nl"`)})

			reopened, err := store.Open(b, world(), key)
			if err != nil {
				t.Fatal(err)
			}
			got, err := reopened.Get(store.Dossier, "zorggroep-de-linde")
			if err != nil || string(got.Data) != `{"a":2}` || got.Version != 2 || got.Undo != 1 || got.Redo != 0 || !got.Time.Equal(second.Time) {
				t.Errorf("Get: %+v, %v", got, err)
			}
			list, err := reopened.List(store.Dossier)
			if err != nil || len(list) != 1 || list[0].Version != 2 || list[0].Data != nil {
				t.Errorf("List: %+v, %v", list, err)
			}
			var meta struct{ Name string }
			if err := json.Unmarshal(list[0].Meta, &meta); err != nil || meta.Name != "Zorggroep <De Linde>" {
				t.Errorf("Meta: %s", list[0].Meta)
			}
			whole(t, reopened)
		})
	}
}

// What is put again unchanged is no change: autosave may call as often as it likes.
func TestPutUnchanged(t *testing.T) {
	s := create(t, new(store.Memory))
	put(t, s, linde(0, "one"))
	put(t, s, linde(1, "two"))
	if _, err := s.Undo("zorggroep-de-linde", 2); err != nil {
		t.Fatal(err)
	}
	kept := put(t, s, linde(3, "one"))
	if kept.Version != 3 || kept.Redo != 1 {
		t.Errorf("kept %+v", kept)
	}
	// An acknowledgement may have been lost: the same change again is no conflict.
	if kept := put(t, s, linde(0, "one")); kept.Version != 3 {
		t.Errorf("kept %+v", kept)
	}
	if entries, err := s.Audit(); err != nil || len(entries) != 4 {
		t.Errorf("Audit: %d entries, %v", len(entries), err)
	}
}

// Contents that are put together are kept together or not at all, and can be undone one by one.
func TestPutAll(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) {
			s := create(t, b)
			put(t, s, linde(0, "one"))
			before, err := s.Changes()
			if err != nil {
				t.Fatal(err)
			}
			var conflict *store.Conflict
			if _, err := s.PutAll(linde(0, "two"), linde(0, "three")); !errors.As(err, &conflict) {
				t.Errorf("PutAll of another version: %v", err)
			}
			if _, err := s.PutAll(linde(1, "two"), store.Record{Kind: store.Dossier}); err == nil {
				t.Error("something without an id was kept")
			}
			if after, err := s.Changes(); err != nil || after != before {
				t.Errorf("%d changes before, %d after what was refused, %v", before, after, err)
			}
			kept, err := s.PutAll(linde(1, "two"), linde(0, "three"), linde(0, "three"))
			if err != nil || kept.Version != 3 || kept.Undo != 2 || string(kept.Data) != "three" {
				t.Errorf("PutAll: %+v, %v", kept, err)
			}
			if after, err := s.Changes(); err != nil || after != before+2 {
				t.Errorf("%d changes before, %d after two, %v", before, after, err)
			}
			if _, err := s.Undo(kept.ID, kept.Version); err != nil {
				t.Fatal(err)
			}
			if versions, err := s.Versions(kept.ID); err != nil || contents(versions) != "one two three" || versions[1].Version != 2 {
				t.Errorf("Versions: %+v, %v", versions, err)
			}
			if versions, err := s.Versions("nobody"); err != nil || len(versions) != 0 {
				t.Errorf("Versions of nobody: %+v, %v", versions, err)
			}
			whole(t, s)
		})
	}
}

func TestConflict(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) {
			s := create(t, b)
			put(t, s, linde(0, "one"))
			put(t, s, linde(1, "two"))
			_, err := s.Put(linde(1, "other"))
			var conflict *store.Conflict
			if !errors.As(err, &conflict) {
				t.Fatalf("Put: %v", err)
			}
			if conflict.Kept.Version != 2 || string(conflict.Kept.Data) != "two" || conflict.Other.Version != 1 || string(conflict.Other.Data) != "other" {
				t.Errorf("conflict %+v", conflict)
			}
			for what, err := range map[string]error{
				"new":    func() error { _, err := s.Put(linde(0, "new")); return err }(),
				"undo":   func() error { _, err := s.Undo("zorggroep-de-linde", 1); return err }(),
				"delete": s.Delete(store.Dossier, "zorggroep-de-linde", 1),
			} {
				if !errors.As(err, &conflict) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if got, err := s.Get(store.Dossier, "zorggroep-de-linde"); err != nil || string(got.Data) != "two" || got.Version != 2 {
				t.Errorf("after the conflicts: %+v, %v", got, err)
			}
			if kept := put(t, s, linde(2, "other")); kept.Version != 3 {
				t.Errorf("settled: %+v", kept)
			}
			whole(t, s)
		})
	}
}

func TestUndoAcrossSessions(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) { testUndoAcrossSessions(t, b) })
	}
}

func testUndoAcrossSessions(t *testing.T, b store.Backend) {
	const id = "zorggroep-de-linde"
	create(t, b)
	version := 0
	session := func(f func(s *store.Store)) {
		s, err := store.Open(b, world(), key)
		if err != nil {
			t.Fatal(err)
		}
		f(s)
		whole(t, s)
	}
	step := func(r store.Record, err error, data string, undo, redo int) {
		t.Helper()
		if err != nil || string(r.Data) != data || r.Version != version+1 || r.Undo != undo || r.Redo != redo {
			t.Fatalf("%+v (%s), %v; want %s, version %d, undo %d, redo %d", r, r.Data, err, data, version+1, undo, redo)
		}
		version++
	}
	session(func(s *store.Store) {
		for i, data := range []string{"one", "two", "three"} {
			r, err := s.Put(linde(version, data))
			step(r, err, data, i, 0)
		}
	})
	session(func(s *store.Store) {
		r, err := s.Undo(id, version)
		step(r, err, "two", 1, 1)
		r, err = s.Undo(id, version)
		step(r, err, "one", 0, 2)
		if _, err := s.Undo(id, version); !errors.Is(err, store.ErrNothing) {
			t.Errorf("Undo at the first: %v", err)
		}
	})
	session(func(s *store.Store) {
		r, err := s.Redo(id, version)
		step(r, err, "two", 1, 1)
		r, err = s.Put(linde(version, "four"))
		step(r, err, "four", 2, 0)
		if _, err := s.Redo(id, version); !errors.Is(err, store.ErrNothing) {
			t.Errorf("Redo after a Put: %v", err)
		}
		entries, err := s.Audit()
		if last := entries[len(entries)-1]; err != nil || last.Action != store.ActionPut || last.Dropped != 1 {
			t.Errorf("the trail ends with %+v, %v", last, err)
		}
	})
	session(func(s *store.Store) {
		r, err := s.Undo(id, version)
		step(r, err, "two", 1, 1)
	})
}

func TestUndoLimit(t *testing.T) {
	s := create(t, new(store.Memory))
	var last store.Record
	for i := range 250 {
		last = put(t, s, linde(i, fmt.Sprint(i)))
	}
	if last.Undo != 199 {
		t.Errorf("can undo %d changes", last.Undo)
	}
	for last.Undo > 0 {
		var err error
		if last, err = s.Undo(last.ID, last.Version); err != nil {
			t.Fatal(err)
		}
	}
	if string(last.Data) != "50" {
		t.Errorf("the oldest is %s", last.Data)
	}
	whole(t, s)
}

func TestDelete(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) {
			s := create(t, b)
			put(t, s, linde(0, "one"))
			put(t, s, linde(1, "two"))
			for _, client := range []string{"zorggroep-de-linde", "bouwbedrijf-eik"} {
				r, err := store.NewDocument(client, store.DocumentInfo{Document: "agreement"}, []byte("%PDF"))
				if err != nil {
					t.Fatal(err)
				}
				put(t, s, r)
			}
			if err := s.Delete(store.Dossier, "zorggroep-de-linde", 2); err != nil {
				t.Fatal(err)
			}
			if list, err := s.List(store.Document); err != nil || len(list) != 1 || list[0].Client != "bouwbedrijf-eik" {
				t.Errorf("documents that are left: %v, %v", list, err)
			}
			if _, err := s.Get(store.Dossier, "zorggroep-de-linde"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("Get: %v", err)
			}
			if _, err := s.Undo("zorggroep-de-linde", 3); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("Undo: %v", err)
			}
			if list, err := s.List(store.Dossier); err != nil || len(list) != 0 {
				t.Errorf("List: %v, %v", list, err)
			}
			b.View(func(tx store.Tx) error {
				if items, err := tx.List("dossier.data"); err != nil || len(items) != 0 {
					t.Errorf("%d contents are left, %v", len(items), err)
				}
				return nil
			})
			whole(t, s)
			// A new dossier of the same name does not pass for the old one.
			if kept := put(t, s, linde(0, "again")); kept.Version != 4 || kept.Undo != 0 {
				t.Errorf("kept %+v", kept)
			}
			whole(t, s)
		})
	}
}

func TestDocument(t *testing.T) {
	s := create(t, new(store.Memory))
	made := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	r, err := store.NewDocument("zorggroep-de-linde", store.DocumentInfo{Document: "agreement", Language: "nl", Template: "2025", Made: made}, []byte("%PDF-1.7 …"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, r)
	list, err := s.List(store.Document)
	if err != nil || len(list) != 1 || list[0].Client != "zorggroep-de-linde" {
		t.Fatalf("List: %+v, %v", list, err)
	}
	var info store.DocumentInfo
	if err := json.Unmarshal(list[0].Meta, &info); err != nil || info.SHA256 != fmt.Sprintf("%x", sha256.Sum256(r.Data)) || info.Template != "2025" || !info.Made.Equal(made) {
		t.Errorf("info %+v, %v", info, err)
	}
	got, err := s.Get(store.Document, r.ID)
	if err != nil || !bytes.Equal(got.Data, r.Data) {
		t.Errorf("Get: %q, %v", got.Data, err)
	}
	r.Version, r.Data = 1, []byte("%PDF-1.7 and one byte more")
	if _, err := s.Put(r); err == nil {
		t.Error("other bytes were kept under the same digest")
	}
}

func TestPutRefuses(t *testing.T) {
	s := create(t, new(store.Memory))
	for _, r := range []store.Record{
		{Kind: "", ID: "x"}, {Kind: "letter", ID: "x"}, {Kind: store.Setting}, {Kind: store.Setting, ID: "a\x00b"}, {Kind: store.Setting, ID: "\xff"},
		{Kind: store.Setting, ID: strings.Repeat("x", 301)}, {Kind: store.Document, ID: "x"}, {Kind: store.Setting, ID: "x", Meta: json.RawMessage("{")},
	} {
		if _, err := s.Put(r); err == nil {
			t.Errorf("kept %+v", r)
		}
	}
	if entries, err := s.Audit(); err != nil || len(entries) != 1 {
		t.Errorf("Audit: %d entries, %v", len(entries), err)
	}
}

// Whoever has the file sees how much there is, and no word of it: neither what is kept nor the names of clients.
func TestNothingReadable(t *testing.T) {
	var b store.Memory
	s := create(t, &b)
	put(t, s, linde(0, "the secret of Zorggroep De Linde"))
	seen := 0
	b.View(func(tx store.Tx) error {
		for _, bucket := range []string{"dossier", "dossier.data", "audit", "meta"} {
			items, _ := tx.List(bucket)
			for _, item := range items {
				seen++
				all := strings.ToLower(item.Key + string(item.Value))
				if strings.Contains(all, "linde") || strings.Contains(all, "secret of") {
					t.Errorf("%s %s shows what is in it", bucket, item.Key)
				}
			}
		}
		return nil
	})
	if seen < 5 {
		t.Errorf("saw only %d items", seen)
	}
}

// An update that fails half-way leaves nothing behind.
func TestUpdateIsAtomic(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) {
			stop := errors.New("stop")
			err := b.Update(func(tx store.Tx) error {
				if err := tx.Put("b", "k", []byte("v")); err != nil {
					return err
				}
				if v, err := tx.Get("b", "k"); err != nil || string(v) != "v" {
					t.Errorf("within: %s, %v", v, err)
				}
				return stop
			})
			if !errors.Is(err, stop) {
				t.Errorf("Update: %v", err)
			}
			b.View(func(tx store.Tx) error {
				if v, err := tx.Get("b", "k"); v != nil || err != nil {
					t.Errorf("kept %s, %v", v, err)
				}
				return nil
			})
		})
	}
}
