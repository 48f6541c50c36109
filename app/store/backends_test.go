//go:build !js

package store_test

import (
	"path/filepath"
	"testing"

	"verwoord/app/store"
)

// backends makes each backend that runs here anew: a function that opens the same place again.
var backends = map[string]func(t testing.TB) func() store.Backend{
	"memory": inMemory,
	"sqlite": func(t testing.TB) func() store.Backend {
		path := filepath.Join(t.TempDir(), "store.db")
		return func() store.Backend { return sqlite(t, path) }
	},
}

func sqlite(t testing.TB, path string) store.Backend {
	t.Helper()
	b, err := store.SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}
