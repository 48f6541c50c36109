//go:build !js

package store

import (
	"path/filepath"
	"testing"
)

// A change is kept when the disk has it, and what is deleted is overwritten: on every connection, or the end of power takes what was said to be kept.
func TestSQLiteWaits(t *testing.T) {
	b, err := SQLite(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for pragma, want := range map[string]int{"synchronous": 3, "fullfsync": 1, "secure_delete": 1} {
		var got int
		if err := b.(*sqliteFile).db.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %d, want %d (%v)", pragma, got, want, err)
		}
	}
}
