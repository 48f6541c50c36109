package store_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"verwoord/app/store"
	"verwoord/app/store/storetest"
)

var (
	ctx = context.Background()
	key = store.Key{Secret: bytes.Repeat([]byte{7}, 32)}
)

// world has real randomness and a clock that goes on by a minute each time it is read.
func world() store.World {
	var mu sync.Mutex
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	return store.World{Rand: rand.Reader, Now: func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}}
}

func inMemory(testing.TB) func() store.Backend {
	b := new(store.Memory)
	return func() store.Backend { return b }
}

// open is what a program does when it starts.
func open(t testing.TB, b store.Backend) *store.Sealed {
	t.Helper()
	s, err := openOrCreate(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openOrCreate(b store.Backend) (*store.Sealed, error) {
	s, err := store.Open(ctx, b, world(), key)
	if errors.Is(err, store.ErrEmpty) {
		s, err = store.Create(ctx, b, world(), key)
		if errors.Is(err, store.ErrExists) { // another was first
			s, err = store.Open(ctx, b, world(), key)
		}
	}
	return s, err
}

func TestContract(t *testing.T) {
	for name, backend := range backends {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) storetest.Open {
				place := backend(t)
				return func(string) store.Store { return open(t, place()) }
			})
		})
	}
}

// numbered is one of many keys.
func numbered(n int) store.Key { return store.Key{Secret: fmt.Appendf(nil, "%032d", n)} }

func act() store.By { return store.By{Login: "anna", Op: storetest.NewOp()} }
