package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A file is there whole, or as it was.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.pdf")
	for _, text := range []string{"one", "two"} {
		if err := Write(name, []byte(text), Open); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%q is written as %q: %v", text, got, err)
		}
	}
	folder := filepath.Join(dir, "folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	none := filepath.Join(dir, "none")
	for name, want := range map[string]string{filepath.Join(none, "a.pdf"): none, folder: folder} {
		var refused *fs.PathError
		if err := Write(name, nil, Open); !errors.As(err, &refused) || refused.Path != want {
			t.Errorf("written at %s: %v", name, err)
		}
	}
	os.Remove(folder)
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}
