package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"verwoord/app/store"
)

// model is what a store should be, without anything that makes one hard to write: what there is of each record, and the records in the
// order of their last change.
type model struct {
	records map[store.Ref]store.Record
	feed    []store.Ref
	seq     int64
	done    map[store.Op][]store.Record
}

// put does what a Put should, and tells whether it is a conflict.
func (m *model) put(by store.By, changes []store.Change) (kept []store.Record, conflict bool) {
	if before := m.done[by.Op]; before != nil {
		return before, false
	}
	next := map[store.Ref]int{}
	for _, c := range changes {
		version, ok := next[c.Ref]
		if !ok {
			version = m.records[c.Ref].Version
		}
		if version != c.Base {
			return nil, true
		}
		next[c.Ref] = version + 1
	}
	for _, c := range changes {
		m.seq++
		r := store.Record{Ref: c.Ref, Client: c.Client, Version: c.Base + 1, Seq: m.seq, Author: by.Login, Data: c.Data, Deleted: c.Deleted}
		m.records[c.Ref] = r
		m.feed = append(slices.DeleteFunc(m.feed, func(ref store.Ref) bool { return ref == c.Ref }), c.Ref)
		kept = append(kept, r)
	}
	m.done[by.Op] = kept
	return kept, false
}

// script makes an act of bytes: of one of eight Ops, with one to three changes.
func (m *model) act(b []byte) (store.By, []store.Change) {
	by := store.By{Login: string('a' + b[0]%2), Op: store.Op{1, b[0]}}
	var changes []store.Change
	for i := range 1 + int(b[1]%3) {
		c := store.Change{Ref: ref(store.Dossier, string('a'+b[2+i]%4)), Client: string('x' + b[2+i]>>2%2), Data: []byte{b[5]}}
		c.Base = m.records[c.Ref].Version
		for _, other := range changes {
			if other.Ref == c.Ref {
				c.Base++
			}
		}
		switch {
		case b[2+i] > 240 && c.Base > 0: // somebody who has not seen the last change
			c.Base--
		case b[2+i]%16 > 12 && c.Base > 0:
			c.Deleted, c.Data = true, nil
		}
		changes = append(changes, c)
	}
	return by, changes
}

// play does the same with a store and the model, six bytes an act, and compares.
func play(t *testing.T, b store.Backend, script []byte) {
	t.Helper()
	s, k := open(t, b), key
	m := &model{records: map[store.Ref]store.Record{}, done: map[store.Op][]store.Record{}}
	for n := 0; len(script) >= 6; n++ {
		by, changes := m.act(script)
		again := m.done[by.Op] != nil
		switch script[5] % 16 {
		case 0:
			var err error
			if s, err = store.Open(ctx, b, world(), k); err != nil {
				t.Fatal(err)
			}
		case 1:
			if err := s.Rotate(ctx, k, numbered(n)); err != nil {
				t.Fatal(err)
			}
			k = numbered(n)
		}
		script = script[6:]
		kept, err := s.Put(ctx, by, changes...)
		if again && errors.Is(err, store.ErrOp) {
			continue // another act by the same name
		}
		want, clash := m.put(by, changes)
		var conflict *store.Conflict
		if errors.As(err, &conflict) != clash || !clash && (err != nil || !alike(kept, want)) {
			t.Fatalf("act %d: %+v, %v; want %+v, conflict %v", n, kept, err, want, clash)
		}
		compare(t, s, m)
	}
	whole(t, s)
}

// alike compares records but for the moment.
func alike(got, want []store.Record) bool {
	return slices.EqualFunc(got, want, func(a, b store.Record) bool {
		return a.Ref == b.Ref && a.Client == b.Client && a.Version == b.Version && a.Seq == b.Seq && a.Author == b.Author && a.Deleted == b.Deleted && bytes.Equal(a.Data, b.Data)
	})
}

func compare(t *testing.T, s *store.Sealed, m *model) {
	t.Helper()
	live := map[string]int{}
	for ref, want := range m.records {
		got, err := s.Get(ctx, ref)
		if want.Deleted {
			if !errors.Is(err, store.ErrNotFound) {
				t.Fatalf("%v is deleted: %v", ref, err)
			}
			continue
		}
		live[""]++
		live[want.Client]++
		if err != nil || !alike([]store.Record{got}, []store.Record{want}) {
			t.Fatalf("%+v, %v; want %+v", got, err, want)
		}
	}
	for _, client := range []string{"", "x", "y"} {
		p, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier, Client: client})
		if err != nil || len(p.Records) != live[client] {
			t.Fatalf("%d records of %q, %v; want %d", len(p.Records), client, err, live[client])
		}
	}
	p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true})
	if err != nil || p.Seq != m.seq || len(p.Records) != len(m.feed) {
		t.Fatalf("feed: %+v, %v; want %v", p, err, m.feed)
	}
	for i, r := range p.Records {
		if r.Ref != m.feed[i] {
			t.Fatalf("feed: %+v, want %v", p, m.feed)
		}
	}
}

func TestModel(t *testing.T) {
	for name, backend := range backends {
		for seed := range 10 {
			script := make([]byte, 6*80)
			rand.NewChaCha8([32]byte{byte(seed)}).Read(script)
			t.Run(fmt.Sprintf("%s/%d", name, seed), func(t *testing.T) { play(t, backend(t)(), script) })
		}
	}
}

func FuzzModel(f *testing.F) {
	f.Add([]byte("\x00\x00a0001\x01\x01ab0\x01\x02\x02\xffabc0"))
	f.Fuzz(func(t *testing.T, script []byte) { play(t, new(store.Memory), script[:min(len(script), 300)]) })
}
