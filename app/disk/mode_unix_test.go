//go:build unix

package disk

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A new file is as the umask has it, one that was there stays as it was, and a secret is its owner's alone.
func TestModes(t *testing.T) {
	dir := t.TempDir()
	defer syscall.Umask(syscall.Umask(0o027))
	for _, c := range []struct {
		name        string
		before      fs.FileMode // 0 for none
		given, want fs.FileMode
	}{
		{"new", 0, Open, 0o640}, {"new secret", 0, Secret, 0o600},
		{"private", 0o600, Open, 0o600}, {"shared", 0o664, Open, 0o664},
		{"a secret that was not", 0o644, Secret, 0o600},
	} {
		name := filepath.Join(dir, c.name)
		if c.before != 0 {
			if err := os.WriteFile(name, nil, c.before); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(name, c.before); err != nil {
				t.Fatal(err)
			}
		}
		if err := Write(name, []byte("x"), c.given); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != c.want {
			t.Errorf("%s: %v, want %v (%v)", c.name, info.Mode(), c.want, err)
		}
	}
}
