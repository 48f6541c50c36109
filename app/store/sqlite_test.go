//go:build !js

package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"verwoord/app/store"
)

// What is not a store is told apart, and not touched.
func TestSQLiteForeign(t *testing.T) {
	dir := t.TempDir()
	query := func(name string, queries ...string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, q := range queries {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	cases := map[string]struct {
		path string
		want error
	}{
		"a PDF":                     {write("a.pdf", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), 9000)...)), store.ErrForeign},
		"another program's":         {query("places.db", "CREATE TABLE moz_places (id INTEGER)"), store.ErrForeign},
		"another program's, marked": {query("other.db", "PRAGMA application_id = 7", "CREATE TABLE t (id INTEGER)"), store.ErrForeign},
		"a newer program's":         {query("newer.db", "PRAGMA application_id = 0x56575244", "PRAGMA user_version = 99", "CREATE TABLE t (id INTEGER)"), store.ErrNewer},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			before, err := os.ReadFile(c.path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.SQLite(c.path); !errors.Is(err, c.want) {
				t.Errorf("SQLite: %v", err)
			}
			if after, err := os.ReadFile(c.path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was changed, %v", err)
			}
		})
	}
}

// A store cut short says so: when it is opened, or when what is gone is asked for. It is never taken for a whole or an empty one.
func TestSQLiteTruncated(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "store.db")
	b, err := store.SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, b)
	for i := range 30 {
		put(t, s, change(store.Dossier, "linde", i, strings.Repeat(fmt.Sprintf("version %d. ", i), 200)))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 50, 99, 100, 511, 512, 4095, 4096, 8192, len(data) / 2, len(data) - 4096} {
		short := filepath.Join(dir, "short.db")
		if err := os.WriteFile(short, data[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := store.SQLite(short)
		if err == nil {
			_, err = store.Open(ctx, b, world(), key)
			b.Close()
		}
		if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrForeign) {
			t.Errorf("cut to %d of %d bytes: %v", size, len(data), err)
		}
	}
}

// A place that may not be written in is told apart from a broken one.
func TestSQLiteReadOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.SQLite(dir); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("a folder in the place of the file: %v", err)
	}
	if os.Geteuid() <= 0 || runtime.GOOS == "windows" {
		return // who may write everywhere, or is kept out in other ways
	}
	path := filepath.Join(dir, "store.db")
	s, err := openOrCreateFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	for _, name := range []string{path, filepath.Join(dir, "other.db")} {
		if _, err := openOrCreateFile(name); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSQLitePath(t *testing.T) {
	name := "Müller & Zn 100% #1.db"
	if runtime.GOOS != "windows" {
		name = "what? " + name // no name for a file on Windows
	}
	path := filepath.Join(t.TempDir(), name)
	s, err := openOrCreateFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, s, change(store.Dossier, "linde", 0, "one"))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read it: %v", info.Mode())
	}
	if _, err := store.SQLite(filepath.Join(t.TempDir(), "no such folder", "store.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("in no folder: %v", err)
	}
}

// openOrCreateFile is what a program does when it starts.
func openOrCreateFile(path string) (*store.Sealed, error) {
	b, err := store.SQLite(path)
	if err != nil {
		return nil, err
	}
	s, err := openOrCreate(b)
	if err != nil {
		b.Close()
	}
	return s, err
}

// A file as the program of the first format made it, opened by this one.
func TestMigrateFile(t *testing.T) {
	made, err := os.ReadFile(filepath.Join("testdata", "format-1.db"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(path, made, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, sqlite(t, path), world(), store.Key{Passphrase: "another"}); !errors.Is(err, store.ErrKey) {
		t.Fatalf("with another passphrase: %v", err)
	}
	for range 2 {
		b := sqlite(t, path)
		s, err := store.Open(ctx, b, world(), key1)
		if err != nil {
			t.Fatal(err)
		}
		migrated(t, s)
		if left := old(t, b); len(left) > 0 {
			t.Errorf("still there: %v", left)
		}
		s.Close()
	}
}

// The power fails while the log beside the file is written: whatever of it has reached the disk, there are the first changes, each with
// all that belongs to it.
func TestPowerFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "store.db")
	s := open(t, sqlite(t, path))
	start, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	const changes = 12
	for i := range changes {
		put(t, s, change(store.Dossier, "linde", i, strings.Repeat(fmt.Sprintf("version %d. ", i+1), 200)), change(store.Notice, fmt.Sprint(i+1), 0, ""))
	}
	file, err1 := os.ReadFile(path)
	log, err2 := os.ReadFile(path + "-wal")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for cut := len(start); cut <= len(log); cut += 4127 {
		for _, torn := range []bool{false, true} {
			version := afterPowerFailed(t, filepath.Join(dir, fmt.Sprintf("%d-%v.db", cut, torn)), file, log[:cut], torn)
			seen[version] = true
		}
	}
	if len(seen) < changes {
		t.Errorf("of %d changes the last was one of %v", changes, seen)
	}
}

// afterPowerFailed opens a file with what there is of its log, torn at its end, and returns the last version there.
func afterPowerFailed(t *testing.T, path string, file, log []byte, torn bool) (version int) {
	t.Helper()
	log = bytes.Clone(log)
	if torn {
		for i := range min(len(log), 700) {
			log[len(log)-1-i] ^= 0x55
		}
	}
	err := errors.Join(os.WriteFile(path, file, 0o600), os.WriteFile(path+"-wal", log, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, sqlite(t, path))
	defer s.Close()
	whole(t, s)
	r, err := s.Get(ctx, ref(store.Dossier, "linde"))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	if r.Version > 0 && string(r.Data) != strings.Repeat(fmt.Sprintf("version %d. ", r.Version), 200) {
		t.Errorf("version %d is %.20s", r.Version, r.Data)
	}
	p, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Notice})
	if err != nil || len(p.Records) != r.Version || p.Seq != int64(2*r.Version) {
		t.Errorf("at version %d there are %d notices and %d changes, %v", r.Version, len(p.Records), p.Seq, err)
	}
	return r.Version
}

// What was deleted is not in the file any more, not even sealed.
func TestDeletedIsGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	b := sqlite(t, path)
	s := open(t, b)
	put(t, s, change(store.Dossier, "linde", 0, strings.Repeat("a", 50_000)), change(store.Dossier, "eik", 0, "eik"))
	var sealed []byte
	err := b.View(ctx, func(tx store.Tx) error {
		items, err := tx.Range("sales.data", "", "", 10)
		for _, item := range items {
			if len(item.Value) > 50_000 {
				sealed = item.Value[1000:1100]
			}
		}
		return err
	})
	if err != nil || sealed == nil {
		t.Fatalf("what is sealed is not found: %v", err)
	}
	put(t, s, store.Change{Ref: ref(store.Dossier, "linde"), Base: 1, Client: "linde", Deleted: true})
	s.Close()
	for _, name := range []string{path, path + "-wal"} {
		file, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) && name != path {
			continue // the log goes when the last program closes the file
		}
		if err != nil || bytes.Contains(file, sealed) {
			t.Errorf("%s still has it, %v", filepath.Base(name), err)
		}
	}
}
