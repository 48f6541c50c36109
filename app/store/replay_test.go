//go:build !js

package store_test

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"verwoord/app/store"
)

// aged returns what a store of one record held at its first three versions, and the store as it is at the last.
func aged(t *testing.T) (b *store.Memory, states []map[place][]byte) {
	t.Helper()
	b = new(store.Memory)
	s := open(t, b)
	put(t, s, change(store.Dossier, "eik", 0, "eik"))
	for i, data := range []string{"one", "two", "three"} {
		put(t, s, change(store.Dossier, "linde", i, data))
		_, values := places(t, b)
		states = append(states, values)
	}
	return b, states
}

// older is what was kept in a state in some buckets, with nothing where there was nothing then.
func older(then, now map[place][]byte, buckets ...string) map[place][]byte {
	back := map[place][]byte{}
	for _, values := range []map[place][]byte{now, then} {
		for p := range values {
			for _, bucket := range buckets {
				if strings.HasSuffix(p.bucket, bucket) {
					back[p] = then[p]
				}
			}
		}
	}
	return back
}

// parts are all that a record is kept in.
var parts = []string{".feed", ".data", ".tree", ".trail", ".kind.dossier", ".client.dossier", "op"}

// Whichever rows of an earlier version are put back, alone or together, the record is not served as it was: it is as it is now, or damaged.
// Nor can it be changed from there, and a change of another record hides nothing from Check.
func TestReplay(t *testing.T) {
	original, states := aged(t)
	now := states[2]
	caught := 0
	for state, then := range states[:2] {
		for set := 1; set < 1<<len(parts); set++ {
			var buckets []string
			for i, part := range parts {
				if set&(1<<i) != 0 {
					buckets = append(buckets, part)
				}
			}
			back := older(then, now, buckets...)
			if maps.EqualFunc(back, older(now, now, buckets...), bytes.Equal) {
				continue // nothing that an earlier version had otherwise
			}
			b := copyOf(t, original)
			overwrite(t, b, back)
			if replayed(t, open(t, b)) {
				caught++
			}
			if t.Failed() {
				t.Fatalf("state %d, put back: %v", state, buckets)
			}
		}
	}
	if caught < 100 {
		t.Errorf("Get or List found it %d times", caught)
	}
}

// replayed tries a store of whose record linde something older was put back, and tells whether Get or List found that.
func replayed(t *testing.T, s *store.Sealed) bool {
	t.Helper()
	r, err := s.Get(ctx, ref(store.Dossier, "linde"))
	if err == nil && string(r.Data) != "three" {
		t.Errorf("Get serves %s", r.Data)
	}
	p, listErr := s.List(ctx, store.Filter{Space: store.Sales, Feed: true})
	for _, r := range p.Records {
		if r.ID == "linde" && r.Version != 3 {
			t.Errorf("List serves version %d", r.Version)
		}
	}
	if len(s.Check(ctx)) == 0 {
		t.Error("Check finds nothing")
	}
	for base := 1; base <= 2; base++ {
		if kept, err := s.Put(ctx, store.By{Op: store.Op{byte(base)}}, change(store.Dossier, "linde", base, "more")); err == nil {
			t.Errorf("version %d was replaced by %+v", base, kept)
		}
	}
	_, putErr := s.Put(ctx, store.By{Op: store.Op{3}}, change(store.Dossier, "es", 0, "es"))
	after, afterErr := s.Get(ctx, ref(store.Dossier, "linde"))
	if afterErr == nil && string(after.Data) != "three" {
		t.Errorf("after a change of another, Get serves %s", after.Data)
	}
	if (putErr != nil || err != nil || listErr != nil && afterErr != nil) && len(s.Check(ctx)) == 0 {
		t.Errorf("after a change of another (%v), Check finds nothing", putErr)
	}
	return err != nil || listErr != nil
}

// When all of an older state is put back but the keys, nothing in it can tell; a mark kept elsewhere does.
func TestRollback(t *testing.T) {
	b, states := aged(t)
	s := open(t, b)
	mark, err := s.Mark(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.After(ctx, mark); err != nil {
		t.Errorf("the store that was marked: %v", err)
	}
	if err := s.After(ctx, nil); err != nil {
		t.Errorf("no mark: %v", err)
	}
	gone := copyOf(t, b)
	put(t, open(t, gone), change(store.Dossier, "linde", 3, "four"), change(store.Dossier, "linde", 4, "five"))
	if err := open(t, gone).After(ctx, mark); err != nil {
		t.Errorf("the store gone on: %v", err)
	}
	for i, then := range states[:2] {
		b := new(store.Memory)
		overwrite(t, b, then)
		s := open(t, b)
		if damage := s.Check(ctx); len(damage) > 0 {
			t.Errorf("state %d is not whole: %v", i, damage)
		}
		if err := s.After(ctx, mark); !errors.Is(err, store.ErrRolledBack) {
			t.Errorf("state %d put back: %v", i, err)
		}
		// Nor does it help to make as many changes as there were.
		for n := range 3 {
			put(t, s, change(store.Dossier, "linde", i+1+n, "another"))
		}
		if err := s.After(ctx, mark); !errors.Is(err, store.ErrRolledBack) {
			t.Errorf("state %d put back and gone on: %v", i, err)
		}
		if err := s.Admit(ctx); err != nil {
			t.Fatal(err)
		}
		if entries, err := s.Audit(ctx, "", 0, 0); err != nil || entries[len(entries)-1].Action != store.ActionRollback {
			t.Errorf("state %d put back and gone on: the trail has %+v, %v", i, entries, err)
		}
	}
}

func TestMarkInKeyring(t *testing.T) {
	keyring.MockInit()
	if m, err := store.LoadMark("verwoord", "store"); m != nil || err != nil {
		t.Errorf("from an empty keyring: %v, %v", m, err)
	}
	s := open(t, filled(t))
	mark, err := s.Mark(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SaveMark("verwoord", "store", mark); err != nil {
		t.Fatal(err)
	}
	got, err := store.LoadMark("verwoord", "store")
	if err != nil || !maps.Equal(got, mark) {
		t.Errorf("came back as %v, %v", got, err)
	}
	if err := s.After(ctx, got); err != nil {
		t.Error(err)
	}
	keyring.MockInitWithError(errors.New("locked"))
	if err := store.SaveMark("verwoord", "store", mark); !errors.Is(err, store.ErrKeyring) {
		t.Errorf("to a keyring that is locked: %v", err)
	}
	if _, err := store.LoadMark("verwoord", "store"); !errors.Is(err, store.ErrKeyring) {
		t.Errorf("from a keyring that is locked: %v", err)
	}
}
