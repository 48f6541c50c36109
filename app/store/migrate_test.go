package store_test

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/store"
)

// format1 is what a program of the first format exported: a store of that format. Its dossier zorggroep-de-linde had the contents 1, 2, 3,
// was undone to 2, had 5, 6 and 7, was undone to 2 and redone to 5; bouwbedrijf-eik is there, and weg was deleted with its document.
//
//go:embed testdata/format-1.verwoord
var format1 []byte

const passphrase = "correct horse battery staple"

var key1 = store.Key{Passphrase: passphrase}

// brought is a backend that holds a store of the first format.
func brought(t testing.TB, b store.Backend) store.Backend {
	t.Helper()
	var m store.Memory
	if err := m.Load(format1); err != nil {
		t.Fatal(err)
	}
	err := m.View(ctx, func(from store.Tx) error {
		return b.Update(ctx, func(to store.Tx) error {
			for _, bucket := range m.Buckets() {
				items, err := from.Range(bucket, "", "", 1<<20)
				if err != nil {
					return err
				}
				for _, item := range items {
					if err := to.Put(bucket, item.Key, item.Value); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func whole(t testing.TB, s *store.Sealed) {
	t.Helper()
	for _, err := range s.Check(ctx) {
		t.Error(err)
	}
}

func get(t testing.TB, s store.Store, kind store.Kind, id string) store.Record {
	t.Helper()
	r, err := s.Get(ctx, store.Ref{Space: store.Sales, Kind: kind, ID: id})
	if err != nil {
		t.Errorf("%s %s: %v", kind, id, err)
	}
	return r
}

// migrated checks that a store holds all that the first format's did.
func migrated(t *testing.T, s *store.Sealed) {
	t.Helper()
	whole(t, s)
	linde := get(t, s, store.Dossier, "zorggroep-de-linde")
	if string(linde.Data) != `{"id":"zorggroep-de-linde","n":5}` || linde.Version != 11 || linde.Client != linde.ID || !strings.Contains(string(linde.Head), `"n":5`) {
		t.Errorf("zorggroep-de-linde is at %d: %s, %s", linde.Version, linde.Head, linde.Data)
	}
	if eik := get(t, s, store.Dossier, "bouwbedrijf-eik"); eik.Version != 1 || string(eik.Data) != `{"id":"bouwbedrijf-eik","n":1}` {
		t.Errorf("bouwbedrijf-eik is %+v", eik)
	}
	if r := get(t, s, store.Setting, "language"); r.Version != 2 || string(r.Data) != `"en"` {
		t.Errorf("language is %+v", r)
	}
	if r := get(t, s, store.Notice, "notice-1"); r.Client != "zorggroep-de-linde" || string(r.Data) != `{"n":1}` {
		t.Errorf("notice-1 is %+v", r)
	}
	if r := get(t, s, store.Identity, "identity-1"); string(r.Data) != "\x30\x82\x00" || string(r.Head) != `{"name":"JEX"}` {
		t.Errorf("identity-1 is %+v", r)
	}
	documents, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Document})
	if err != nil || len(documents.Records) != 1 {
		t.Fatalf("documents: %+v, %v", documents, err)
	}
	if r := get(t, s, store.Document, documents.Records[0].ID); string(r.Data) != "%PDF-1.7 of zorggroep-de-linde" || !strings.Contains(string(r.Head), "overeenkomst.pdf") {
		t.Errorf("document is %+v", r)
	}
	dossiers, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier})
	if err != nil || len(dossiers.Records) != 2 {
		t.Errorf("dossiers: %+v, %v", dossiers, err)
	}
	var conflict *store.Conflict
	_, err = s.Put(ctx, store.By{Op: store.Op{1}}, store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Dossier, ID: "weg"}})
	if !errors.As(err, &conflict) || !conflict.Kept.Deleted || conflict.Kept.Version != 3 {
		t.Errorf("what was deleted: %v", err)
	}
	want := []string{"1 undo 1", "2 undo 2", "9 redo 7", "10 redo 6"} // the top of each stack is the nearest
	if got := history(t, s, "zorggroep-de-linde"); !slices.Equal(got, want) {
		t.Errorf("history is %q, want %q", got, want)
	}
	trailed(t, s)
}

// history names version, side and content of each record.
func history(t *testing.T, s store.Store, dossier string) (all []string) {
	t.Helper()
	p, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.History, Client: dossier})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(p.Records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range p.Records {
		var version, n int
		var side string
		data := string(get(t, s, store.History, r.ID).Data)
		fmt.Sscanf(strings.TrimPrefix(r.ID, dossier+"/"), "%d", &version)
		fmt.Sscanf(data[strings.Index(data, `"n":`):], `"n":%d`, &n)
		fmt.Sscanf(string(r.Head), `{"side":%q}`, &side)
		all = append(all, fmt.Sprintf("%d %s %d", version, side, n))
	}
	return all
}

// trailed checks that the trail of the first format goes on in that of this one.
func trailed(t *testing.T, s *store.Sealed) {
	t.Helper()
	entries, err := s.Audit(ctx, store.Sales, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	count := map[store.Action]int{}
	for i, e := range entries {
		if e.Seq != int64(i+1) || e.Time.IsZero() || i > 0 && e.Prev == "" {
			t.Errorf("entry %d is %+v", i+1, e)
		}
		count[e.Action]++
	}
	for action, want := range map[store.Action]int{store.ActionCreate: 1, store.ActionPut: 15, store.ActionUndo: 4, store.ActionRedo: 1, store.ActionDelete: 2,
		store.ActionMigrate: 12} {
		if count[action] != want {
			t.Errorf("%d entries of %s, want %d", count[action], action, want)
		}
	}
}

// old tells which buckets of the first format there still are.
func old(t *testing.T, b store.Backend) (left []string) {
	t.Helper()
	err := b.View(ctx, func(tx store.Tx) error {
		for _, bucket := range []string{"dossier", "dossier.data", "document", "setting", "notice", "identity", "audit"} {
			items, err := tx.Range(bucket, "", "", 1)
			if err != nil {
				return err
			}
			if len(items) > 0 {
				left = append(left, bucket)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func TestMigrate(t *testing.T) {
	for name, backend := range backends {
		t.Run(name, func(t *testing.T) {
			place := backend(t)
			b := brought(t, place())
			if _, err := store.Open(ctx, b, world(), store.Key{Passphrase: "another"}); !errors.Is(err, store.ErrKey) {
				t.Fatalf("with another passphrase: %v", err)
			}
			if left := old(t, b); len(left) != 7 {
				t.Fatalf("with another passphrase it was changed: %v are left", left)
			}
			for range 2 {
				s, err := store.Open(ctx, place(), world(), key1)
				if err != nil {
					t.Fatal(err)
				}
				migrated(t, s)
			}
			if left := old(t, b); len(left) > 0 {
				t.Errorf("still there: %v", left)
			}
		})
	}
}

// The migration fails at every step that it takes, one after the other, and each time the next opening has everything.
func TestMigrateFailsAtEveryStep(t *testing.T) {
	for _, lost := range []bool{false, true} {
		for n := 1; ; n++ {
			b := brought(t, new(store.Memory))
			if err := store.Fast(b, key1, key); err != nil {
				t.Fatal(err)
			}
			_, err := store.Open(ctx, &faulty{Backend: b, at: n, lost: lost}, world(), key)
			if err == nil {
				if n < 100 {
					t.Fatalf("it took only %d steps", n)
				}
				t.Logf("%d steps", n-1)
				break
			}
			if !errors.Is(err, errBroken) {
				t.Fatalf("step %d: %v", n, err)
			}
			s, err := store.Open(ctx, b, world(), key)
			if err != nil {
				t.Fatalf("step %d: opened again: %v", n, err)
			}
			migrated(t, s)
			if left := old(t, b); len(left) > 0 {
				t.Errorf("step %d: still there: %v", n, left)
			}
			if t.Failed() {
				t.Fatalf("at step %d", n)
			}
		}
	}
}

// Of a store of the first format in which something is damaged, all the rest is brought along, and all of it is kept aside.
func TestMigrateDamaged(t *testing.T) {
	for _, bucket := range []string{"dossier", "dossier.data", "setting", "audit", "meta"} {
		t.Run(bucket, func(t *testing.T) {
			b := brought(t, new(store.Memory)).(*store.Memory)
			if err := store.Fast(b, key1, key); err != nil {
				t.Fatal(err)
			}
			all, values := places(t, b)
			i := slices.IndexFunc(all, func(p place) bool { return p.bucket == bucket && p.key != "keys" })
			overwrite(t, b, map[place][]byte{all[i]: values[all[i]][:20]})
			for range 2 {
				s, err := store.Open(ctx, b, world(), key)
				if err != nil {
					t.Fatal(err)
				}
				if left := old(t, b); len(left) != 7 {
					t.Errorf("only %v are kept aside", left)
				}
				p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true})
				if err != nil || len(p.Records) < 11 {
					t.Errorf("%d records, %v", len(p.Records), err)
				}
				put(t, s, change(store.Notice, "new", version(t, s, "new"), "x"))
			}
			s, err := store.Open(ctx, b, world(), key)
			if err != nil {
				t.Fatal(err)
			}
			entries, err := s.Audit(ctx, "", 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			lost := slices.ContainsFunc(entries, func(e store.Entry) bool { return e.Action == store.ActionLost && e.ID != "" })
			if lost != (bucket != "audit" && bucket != "meta") {
				t.Errorf("the trail tells %+v", entries)
			}
			if damage := s.Check(ctx); bucket == "audit" && len(damage) == 0 {
				t.Error("Check finds nothing")
			}
		})
	}
}

// version is that of a notice, 0 for none.
func version(t *testing.T, s store.Store, id string) int {
	t.Helper()
	r, err := s.Get(ctx, ref(store.Notice, id))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	return r.Version
}
