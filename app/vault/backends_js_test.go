package vault_test

import (
	"testing"

	store "verwoord/app/vault"
)

// backends is every backend that runs in a browser, each empty. The browser has to start with a new profile.
func backends(t testing.TB) map[string]store.Backend {
	b, err := store.IndexedDB(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return map[string]store.Backend{"memory": new(store.Memory), "indexeddb": b}
}
