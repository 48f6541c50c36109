//go:build !js

package vault_test

import (
	"path/filepath"
	"testing"

	store "verwoord/app/vault"
)

// backends is every backend that runs here, each empty.
func backends(t testing.TB) map[string]store.Backend {
	return map[string]store.Backend{"memory": new(store.Memory), "sqlite": sqlite(t, filepath.Join(t.TempDir(), "store.db"))}
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
