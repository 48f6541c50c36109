//go:build unix

package postgres

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"verwoord/app/store"
)

// content is as large as a dossier with its history is.
var content = string(bytes.Repeat([]byte("0123456789abcdef"), 20<<10/16))

// BenchmarkPut changes a record of 20 KB, over TLS, on a server that does not wait for its disk.
func BenchmarkPut(b *testing.B) {
	s := newDatabase(b).open("a")
	for _, n := range []int{1, 50} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for round := 0; b.Loop(); round++ {
				var changes []store.Change
				for i := range n {
					changes = append(changes, change(fmt.Sprintf("%d-%d", n, i), round, content))
				}
				if _, err := s.Put(context.Background(), s.by(), changes...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRead reads in a space of 10,000 records: one, a page of 50 from the middle, and the feed when there is nothing new.
func BenchmarkRead(b *testing.B) {
	ctx := context.Background()
	s := newDatabase(b).open("a")
	for i := 0; i < 10000; {
		var changes []store.Change
		for range 500 {
			changes = append(changes, change(fmt.Sprintf("client-%d", i), 0, "short"))
			i++
		}
		if _, err := s.Put(ctx, s.by(), changes...); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Get(ctx, change("client-77", 0, "").Ref); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, list := range []struct {
		name string
		store.Filter
	}{
		{"page of 50", store.Filter{Space: store.Sales, Kind: store.Dossier, After: "client-77", Limit: 50}},
		{"of a client", store.Filter{Space: store.Sales, Kind: store.Dossier, Client: "client-77"}},
		{"feed of 50", store.Filter{Space: store.Sales, Feed: true, Since: 5000, Limit: 50}},
		{"no news", store.Filter{Space: store.Sales, Feed: true, Since: 10000}},
	} {
		b.Run(list.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.List(ctx, list.Filter); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
