package pdf

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"verwoord/app/doc"
)

var keep = flag.String("keep", "", "directory to keep the files in that the tests write")

func TestWrite(t *testing.T) {
	for name, d := range map[string]func() []byte{
		"sample": func() []byte { return mustWrite(t, sample) },
		"long":   func() []byte { return mustWrite(t, long) },
	} {
		file := d()
		if !bytes.Equal(file, d()) {
			t.Errorf("%s: the same document gives other bytes", name)
		}
		if *keep != "" {
			if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func mustWrite(t testing.TB, make func() *doc.Doc) []byte {
	t.Helper()
	d := make()
	file, err := Write(d, set(t, d), meta())
	if err != nil {
		t.Fatal(err)
	}
	return file
}
