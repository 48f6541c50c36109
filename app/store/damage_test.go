package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/store"
	"verwoord/app/store/storetest"
)

func ref(kind store.Kind, id string) store.Ref {
	return store.Ref{Space: store.Sales, Kind: kind, ID: id}
}

func change(kind store.Kind, id string, base int, data string) store.Change {
	return store.Change{Ref: ref(kind, id), Base: base, Client: "linde", Head: json.RawMessage(`{"name":"Zorggroep <De Linde>"}`), Data: []byte(data)}
}

func put(t testing.TB, s store.Store, changes ...store.Change) []store.Record {
	t.Helper()
	kept, err := s.Put(ctx, store.By{Login: "anna", Op: storetest.NewOp()}, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// records are those of filled, with what they hold.
var records = map[store.Ref]string{
	ref(store.Dossier, "linde"):                                    "two",
	ref(store.Dossier, "eik"):                                      "eik",
	ref(store.Setting, "language"):                                 `"nl"`,
	{Space: store.Legal, Kind: "organisation", ID: "organisation"}: "JEX",
}

// filled returns a backend with some of everything.
func filled(t testing.TB) *store.Memory {
	t.Helper()
	b := new(store.Memory)
	s := open(t, b)
	put(t, s, change(store.Dossier, "linde", 0, "one"), change(store.Dossier, "weg", 0, "weg"))
	put(t, s, change(store.Dossier, "linde", 1, "two"), change(store.Dossier, "eik", 0, "eik"), change(store.Setting, "language", 0, `"nl"`))
	put(t, s, store.Change{Ref: store.Ref{Space: store.Legal, Kind: "organisation", ID: "organisation"}, Data: []byte("JEX")},
		store.Change{Ref: ref(store.Dossier, "weg"), Base: 1, Deleted: true})
	return b
}

// place is where an item is kept.
type place struct{ bucket, key string }

func places(t testing.TB, b *store.Memory) (all []place, values map[place][]byte) {
	values = map[place][]byte{}
	buckets := b.Buckets()
	slices.Sort(buckets)
	err := b.View(ctx, func(tx store.Tx) error {
		for _, bucket := range buckets {
			items, err := tx.Range(bucket, "", "", 1<<20)
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

// copyOf is another memory with the same in it.
func copyOf(t testing.TB, b *store.Memory) *store.Memory {
	t.Helper()
	c := new(store.Memory)
	_, values := places(t, b)
	overwrite(t, c, values)
	return c
}

func overwrite(t testing.TB, b store.Backend, values map[place][]byte) {
	t.Helper()
	err := b.Update(ctx, func(tx store.Tx) error {
		for p, value := range values {
			var err error
			if value == nil {
				err = tx.Delete(p.bucket, p.key)
			} else {
				err = tx.Put(p.bucket, p.key, value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// readable counts the records that Get can read, and finds those that it reads otherwise than they are.
func readable(t testing.TB, s *store.Sealed) (n int) {
	t.Helper()
	for ref, want := range records {
		r, err := s.Get(ctx, ref)
		if err == nil {
			n++
			if string(r.Data) != want {
				t.Errorf("%v is %s, want %s", ref, r.Data, want)
			}
		}
	}
	return n
}

// Whatever single thing is changed, cut or taken away behind our back is noticed, and costs at most the one record that it is in.
func TestEveryDamageIsNoticed(t *testing.T) {
	original := filled(t)
	all, _ := places(t, original)
	if len(all) < 30 {
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
			b := copyOf(t, original)
			all, values := places(t, b)
			p := all[i]
			if len(values[p]) == 0 && how != "removed" {
				continue // only its key says something
			}
			overwrite(t, b, map[place][]byte{p: f(slices.Clone(values[p]))})
			t.Run(fmt.Sprintf("%s/%s/%d", how, p.bucket, i), func(t *testing.T) { noticed(t, b, p) })
		}
	}
}

func noticed(t *testing.T, b store.Backend, p place) {
	s, err := store.Open(ctx, b, world(), key)
	if p == (place{"meta", "keys"}) {
		if !errors.Is(err, store.ErrKey) && !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrForeign) {
			t.Errorf("Open: %v", err)
		}
		if _, err := store.Create(ctx, b, world(), key); err == nil {
			t.Error("Create made a new store over the old one")
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	damage := s.Check(ctx)
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
	if p == (place{"meta", "root"}) {
		rescued(t, s)
		return
	}
	want := len(records)
	if strings.HasSuffix(p.bucket, ".feed") || strings.HasSuffix(p.bucket, ".data") {
		want--
		if corrupt == nil || corrupt.ID == "" || corrupt.Kind == "" {
			t.Errorf("Check: %v", damage)
		}
	}
	if n := readable(t, s); n < want {
		t.Errorf("only %d of %d records can still be read", n, len(records))
	}
}

// rescued brings everything of a store that no longer knows where its trails end to a new one. It is not read or changed any more itself:
// what is there may be older than it was.
func rescued(t *testing.T, s *store.Sealed) {
	t.Helper()
	var chain *store.ChainError
	if _, err := s.Get(ctx, ref(store.Dossier, "linde")); !errors.As(err, &chain) {
		t.Errorf("Get: %v", err)
	}
	if _, err := s.Put(ctx, store.By{Op: store.Op{1}}, change(store.Dossier, "linde", 2, "three")); !errors.As(err, &chain) {
		t.Errorf("Put: %v", err)
	}
	var file bytes.Buffer
	if err := s.Export(ctx, &file, passphrase); !errors.As(err, &chain) {
		t.Errorf("Export: %v", err)
	}
	fresh := open(t, new(store.Memory))
	if _, err := fresh.Import(ctx, "anna", &file, passphrase); err != nil {
		t.Fatal(err)
	}
	whole(t, fresh)
	if n := readable(t, fresh); n != len(records) {
		t.Errorf("%d of %d records were rescued", n, len(records))
	}
}

// What the tree says follows from the trail: without the tree everything is read, and the next change mends it.
func TestTreeIsMended(t *testing.T) {
	b := filled(t)
	all, _ := places(t, b)
	for _, p := range all {
		if strings.HasSuffix(p.bucket, ".tree") {
			overwrite(t, b, map[place][]byte{p: nil})
		}
	}
	s := open(t, b)
	if n := readable(t, s); n != len(records) {
		t.Errorf("%d of %d records can be read", n, len(records))
	}
	put(t, s, change(store.Dossier, "es", 0, "es"), store.Change{Ref: store.Ref{Space: store.Legal, Kind: "text", ID: "a"}})
	whole(t, s)
}

// Two items of a bucket cannot take each other's place.
func TestSwapped(t *testing.T) {
	original := filled(t)
	all, _ := places(t, original)
	for i := range all[1:] {
		b := copyOf(t, original)
		all, values := places(t, b)
		p, q := all[i], all[i+1]
		if p.bucket != q.bucket || p.bucket == "meta" || len(values[p]) == 0 {
			continue
		}
		overwrite(t, b, map[place][]byte{p: values[q], q: values[p]})
		s := open(t, b)
		readable(t, s)
		if damage := s.Check(ctx); len(damage) == 0 {
			t.Errorf("%s: items %d and %d changed places unnoticed", p.bucket, i, i+1)
		}
	}
}

// A record beside a damaged one is listed, read and changed as ever.
func TestLifeGoesOn(t *testing.T) {
	b := filled(t)
	all, values := places(t, b)
	i := slices.IndexFunc(all, func(p place) bool { return p.bucket == "sales.feed" })
	overwrite(t, b, map[place][]byte{all[i]: values[all[i]][:20]})
	s := open(t, b)
	for _, f := range []store.Filter{{Space: store.Sales, Kind: store.Dossier}, {Space: store.Sales, Kind: store.Dossier, Client: "linde"}, {Space: store.Sales, Feed: true}} {
		page, err := s.List(ctx, f)
		var corrupt *store.CorruptError
		if !errors.As(err, &corrupt) || corrupt.ID != "linde" || corrupt.Kind != store.Dossier {
			t.Fatalf("List %+v: %v, %v", f, page, err)
		}
		if eik := slices.IndexFunc(page.Records, func(r store.Record) bool { return r.ID == "eik" }); eik < 0 {
			t.Errorf("List %+v: %v", f, page)
		}
	}
	if _, err := s.Get(ctx, ref(store.Dossier, "linde")); err == nil {
		t.Error("the damaged one was read")
	}
	put(t, s, change(store.Dossier, "eik", 1, "changed"))
}

// An entry of the trail that is gone is told by its number.
func TestBrokenChain(t *testing.T) {
	for seq := int64(1); seq <= 6; seq++ {
		b := filled(t)
		overwrite(t, b, map[place][]byte{{"sales.trail", fmt.Sprintf("%016d", seq)}: nil})
		s := open(t, b)
		var chain *store.ChainError
		if damage := errors.Join(s.Check(ctx)...); !errors.As(damage, &chain) || chain.Seq != seq || chain.Space != store.Sales {
			t.Errorf("without entry %d, Check: %v", seq, damage)
		}
		chain = nil
		if entries, err := s.Audit(ctx, store.Sales, 0, 0); !errors.As(err, &chain) || chain.Seq != seq || len(entries) != 5 {
			t.Errorf("without entry %d, Audit: %d entries, %v", seq, len(entries), err)
		}
	}
}

// Whoever has the file sees how much there is, and no word of it: neither what is kept nor the names of clients.
func TestNothingReadable(t *testing.T) {
	b := filled(t)
	all, values := places(t, b)
	for _, p := range all {
		text := strings.ToLower(p.key + " " + string(values[p]))
		for _, word := range []string{"linde", "language", "zorggroep", "organisation"} {
			if strings.Contains(text, word) {
				t.Errorf("%v shows %s", p, word)
			}
		}
	}
}
