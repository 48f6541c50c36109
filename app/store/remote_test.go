//go:build !js

package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// On a disk across a network two machines share a file without a write-ahead log, and overwrite nothing of each other's.
func TestRemote(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	if remote(dir) {
		t.Skip("the tests are on such a disk")
	}
	path := filepath.Join(dir, "store.db")
	world, key := World{Rand: rand.Reader, Now: time.Now}, Key{Secret: make([]byte, SecretSize)}
	text := Ref{Sales, Setting, "text"}
	var stores []*Sealed
	for range 2 {
		b, err := openSQLite(path, "delete")
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		s, err := Create(ctx, b, world, key)
		if errors.Is(err, ErrExists) {
			s, err = Open(ctx, b, world, key)
		}
		if err != nil {
			t.Fatal(err)
		}
		stores = append(stores, s)
	}
	const lines = 20
	var wg sync.WaitGroup
	for n, s := range stores {
		wg.Go(func() {
			for done := 0; done < lines; {
				r, err := s.Get(ctx, text)
				if err != nil && !errors.Is(err, ErrNotFound) {
					t.Error(err)
					return
				}
				op, _ := NewOp(rand.Reader)
				_, err = s.Put(ctx, By{Op: op}, Change{Ref: text, Base: r.Version, Data: fmt.Appendf(r.Data, "%d.%d\n", n, done)})
				var conflict *Conflict
				switch {
				case err == nil:
					done++
				case !errors.As(err, &conflict):
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if r, err := stores[0].Get(ctx, text); err != nil || r.Version != 2*lines {
		t.Errorf("at version %d, want %d: %v", r.Version, 2*lines, err)
	}
	if damage := stores[1].Check(ctx); len(damage) > 0 {
		t.Error(damage)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a write-ahead log: %v", err)
	}
}
