package vault_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	store "verwoord/app/vault"
)

var buckets = []string{"dossier", "dossier.data", "document", "document.data", "setting", "setting.data", "audit", "meta"}

// filled returns a backend with some of everything, always the same number of items.
func filled(t testing.TB) *store.Memory {
	t.Helper()
	b := new(store.Memory)
	s := create(t, b)
	put(t, s, linde(0, "one"))
	put(t, s, linde(1, "two"))
	if _, err := s.Undo("zorggroep-de-linde", 2); err != nil {
		t.Fatal(err)
	}
	put(t, s, store.Record{Kind: store.Dossier, ID: "bouwbedrijf-eik", Data: []byte("eik")})
	put(t, s, store.Record{Kind: store.Setting, ID: "language", Data: []byte(`"nl"`)})
	r, err := store.NewDocument("bouwbedrijf-eik", store.DocumentInfo{Document: "agreement"}, []byte("%PDF"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, r)
	return b
}

// place is where an item is kept.
type place struct{ bucket, key string }

func places(t testing.TB, b store.Backend) (all []place, values map[place][]byte) {
	values = map[place][]byte{}
	err := b.View(func(tx store.Tx) error {
		for _, bucket := range buckets {
			items, err := tx.List(bucket)
			if err != nil {
				return err
			}
			for _, item := range items {
				p := place{bucket, item.Key}
				all = append(all, p)
				values[p] = item.Value
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, values
}

func overwrite(t testing.TB, b store.Backend, p place, value []byte) {
	t.Helper()
	err := b.Update(func(tx store.Tx) error {
		if value == nil {
			return tx.Delete(p.bucket, p.key)
		}
		return tx.Put(p.bucket, p.key, value)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// readable counts the records that Get can read.
func readable(s *store.Store) int {
	n := 0
	for _, kind := range []store.Kind{store.Dossier, store.Document, store.Setting} {
		records, _ := s.List(kind)
		for _, r := range records {
			if _, err := s.Get(kind, r.ID); err == nil {
				n++
			}
		}
	}
	return n
}

// Whatever single thing is changed, cut or taken away behind our back is noticed, and costs at most the one record that it is in.
func TestEveryDamageIsNoticed(t *testing.T) {
	all, _ := places(t, filled(t))
	if len(all) < 15 {
		t.Fatalf("only %d items to damage", len(all))
	}
	spoil := map[string]func(v []byte) []byte{
		"first byte": func(v []byte) []byte { v[0] ^= 0x40; return v },
		"version":    func(v []byte) []byte { v[8] ^= 1; return v },
		"nonce":      func(v []byte) []byte { v[9] ^= 1; return v },
		"middle":     func(v []byte) []byte { v[len(v)/2] ^= 1; return v },
		"last byte":  func(v []byte) []byte { v[len(v)-1] ^= 1; return v },
		"cut":        func(v []byte) []byte { return v[:len(v)/2] },
		"emptied":    func(v []byte) []byte { return []byte{} },
		"removed":    func(v []byte) []byte { return nil },
	}
	for how, f := range spoil {
		for i := range all {
			b := filled(t)
			all, values := places(t, b)
			p := all[i]
			overwrite(t, b, p, f(slices.Clone(values[p])))
			t.Run(fmt.Sprintf("%s/%s/%d", how, p.bucket, i), func(t *testing.T) { noticed(t, b, p) })
		}
	}
}

func noticed(t *testing.T, b store.Backend, p place) {
	s, err := store.Open(b, world(), key)
	if p == (place{"meta", "keys"}) {
		if !errors.Is(err, store.ErrKey) && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrForeign) {
			t.Errorf("Open: %v", err)
		}
		if _, err := store.Create(b, world(), key); err == nil {
			t.Error("Create made a new store over the old one")
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	damage := s.Check()
	if len(damage) == 0 {
		t.Fatal("Check finds nothing")
	}
	var corrupt *store.CorruptError
	var chain *store.ChainError
	for _, err := range damage {
		if !errors.As(err, &corrupt) && !errors.As(err, &chain) {
			t.Errorf("Check: %v", err)
		}
	}
	want := 3
	if p.bucket == "audit" || p.bucket == "meta" {
		want = 4
		if chain == nil {
			t.Errorf("Check: %v", damage)
		}
	} else if corrupt == nil || corrupt.ID == "" {
		t.Errorf("Check: %v", damage)
	}
	if n := readable(s); n < want {
		t.Errorf("only %d of 4 records can still be read", n)
	}
}

// The chain tells where it breaks, and what follows can still be read.
func TestBrokenChain(t *testing.T) {
	for seq := 1; seq <= 7; seq++ {
		b := filled(t)
		overwrite(t, b, place{"audit", fmt.Sprintf("%010d", seq)}, nil)
		s, err := store.Open(b, world(), key)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := s.Audit()
		var chain *store.ChainError
		if !errors.As(err, &chain) || chain.Seq != seq || len(entries) != 6 {
			t.Errorf("without entry %d: %d entries, %v", seq, len(entries), err)
		}
	}
}

// An older state of a record, sealed by ourselves, does not pass for the present one.
func TestRollback(t *testing.T) {
	var b store.Memory
	s := create(t, &b)
	put(t, s, linde(0, "one"))
	before, old := places(t, &b)
	put(t, s, linde(1, "two"))
	for _, p := range before {
		if p.bucket == "dossier" {
			overwrite(t, &b, p, old[p])
		}
	}
	damage := s.Check()
	var corrupt *store.CorruptError
	if len(damage) != 1 || !errors.As(damage[0], &corrupt) || corrupt.ID != "zorggroep-de-linde" {
		t.Errorf("Check: %v", damage)
	}
}

// Two records, or two versions of one, cannot take each other's place.
func TestSwapped(t *testing.T) {
	all, _ := places(t, filled(t))
	for i := range all[1:] {
		b := filled(t)
		all, values := places(t, b)
		p, q := all[i], all[i+1]
		if p.bucket != q.bucket || p.bucket == "meta" {
			continue
		}
		overwrite(t, b, p, values[q])
		overwrite(t, b, q, values[p])
		s, err := store.Open(b, world(), key)
		if err != nil {
			t.Fatal(err)
		}
		if damage := s.Check(); len(damage) == 0 {
			t.Errorf("%s: items %d and %d changed places unnoticed", p.bucket, i, i+1)
		}
	}
}

// A record beside a damaged one is listed, read and changed as ever.
func TestLifeGoesOn(t *testing.T) {
	b := filled(t)
	all, values := places(t, b)
	i := slices.IndexFunc(all, func(p place) bool { return p.bucket == "dossier" })
	overwrite(t, b, all[i], values[all[i]][:20])
	s, err := store.Open(b, world(), key)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.List(store.Dossier)
	var corrupt *store.CorruptError
	if len(list) != 1 || !errors.As(err, &corrupt) {
		t.Fatalf("List: %v, %v", list, err)
	}
	ids := []string{list[0].ID, corrupt.ID}
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"bouwbedrijf-eik", "zorggroep-de-linde"}) {
		t.Errorf("List names %v", ids)
	}
	if _, err := s.Get(store.Dossier, corrupt.ID); !errors.As(err, &corrupt) {
		t.Errorf("Get of the damaged: %v", err)
	}
	r, err := s.Get(store.Dossier, list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	r.Data = []byte("changed")
	put(t, s, r)
}
