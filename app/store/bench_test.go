package store_test

import (
	"crypto/rand"
	"fmt"
	"testing"

	"verwoord/app/store"
	"verwoord/app/store/storetest"
)

// sizes are how many dossiers there are. What a benchmark costs must not depend on it.
var sizes = []int{100, 10000}

// dossier is one of many; a dossier with a long table of sub-processors has 20 KB.
func dossier(i, size int) store.Change {
	data := make([]byte, size)
	rand.Read(data)
	id := fmt.Sprintf("client-%d", i)
	return store.Change{Ref: ref(store.Dossier, id), Client: id, Data: data, Head: []byte(`{"name":"Zorggroep De Linde","due":"2027-01-01","state":"signed"}`)}
}

// benchmark runs f with stores of each size over each backend.
func benchmark(b *testing.B, f func(b *testing.B, s *store.Sealed, size int)) {
	for name, backend := range backends {
		for _, size := range sizes {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				s := open(b, backend(b)())
				for i := 0; i < size; i += 100 {
					var changes []store.Change
					for j := range 100 {
						changes = append(changes, dossier(i+j, 2<<10))
					}
					put(b, s, changes...)
				}
				f(b, s, size)
			})
		}
	}
}

func BenchmarkGet(b *testing.B) {
	benchmark(b, func(b *testing.B, s *store.Sealed, size int) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Get(ctx, ref(store.Dossier, fmt.Sprintf("client-%d", i*7919%size))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A change of a dossier: it, the version before, and one that is forgotten.
func BenchmarkPut(b *testing.B) {
	benchmark(b, func(b *testing.B, s *store.Sealed, size int) {
		versions := map[int]int{}
		some := dossier(0, 20<<10)
		for n := 0; b.Loop(); n++ {
			i := n * 7919 % size
			c := some
			versions[i]++
			c.ID, c.Client, c.Base = fmt.Sprintf("client-%d", i), fmt.Sprintf("client-%d", i), versions[i]
			h := c
			h.Ref, h.Base = ref(store.History, store.HistoryID(c.ID, c.Base)), 0
			changes := []store.Change{c, h}
			if c.Base > 1 {
				changes = append(changes, store.Change{Ref: ref(store.History, store.HistoryID(c.ID, c.Base-1)), Base: 1, Client: c.Client, Deleted: true})
			}
			if _, err := s.Put(ctx, store.By{Login: "anna", Op: storetest.NewOp()}, changes...); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A page of 50 records.
func BenchmarkList(b *testing.B) {
	for name, filter := range map[string]store.Filter{
		"kind": {Space: store.Sales, Kind: store.Dossier, Limit: 50}, "client": {Space: store.Sales, Kind: store.Dossier, Client: "client-7", Limit: 50},
		"feed": {Space: store.Sales, Feed: true, Since: 40, Limit: 50},
	} {
		b.Run(name, func(b *testing.B) {
			benchmark(b, func(b *testing.B, s *store.Sealed, size int) {
				for b.Loop() {
					if _, err := s.List(ctx, filter); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// Everything that a program has to read at its start, to have the heads of all clients at hand.
func BenchmarkFeedOfAll(b *testing.B) {
	benchmark(b, func(b *testing.B, s *store.Sealed, size int) {
		for b.Loop() {
			n := 0
			for since, more := int64(0), true; more; {
				p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true, Since: since})
				if err != nil {
					b.Fatal(err)
				}
				n, more = n+len(p.Records), p.More
				since = p.Records[len(p.Records)-1].Seq
			}
			if n != size {
				b.Fatal(n)
			}
		}
	})
}

func BenchmarkRotate(b *testing.B) {
	benchmark(b, func(b *testing.B, s *store.Sealed, size int) {
		for b.Loop() {
			if err := s.Rotate(ctx, key, key); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Opening with a passphrase is slow on purpose: this is what a guess costs.
func BenchmarkOpenPassphrase(b *testing.B) {
	var m store.Memory
	k := store.Key{Passphrase: passphrase}
	if _, err := store.Create(ctx, &m, world(), k); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := store.Open(ctx, &m, world(), k); err != nil {
			b.Fatal(err)
		}
	}
}
