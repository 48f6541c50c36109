package store_test

import (
	"testing"

	"verwoord/app/store"
)

// backends makes each backend that runs in a browser anew. The browser has to start with a new profile.
var backends = map[string]func(t testing.TB) func() store.Backend{
	"memory": inMemory,
	"indexeddb": func(t testing.TB) func() store.Backend {
		return func() store.Backend {
			b, err := store.IndexedDB(t.Name())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { b.Close() })
			return b
		}
	},
}
