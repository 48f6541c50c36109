package verify_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	. "verwoord/app/sign/verify"
)

// Files as other programs sign them, each with one thing that the whole field writes so. They are good, and bad once a byte that matters is
// another: TestMutations changes them too.
func TestOutside(t *testing.T) {
	for name, data := range outside(t) {
		report, err := verifyBytes(data, Options{Now: outsideMoment})
		if err != nil || !report.OK {
			t.Errorf("%s: %v %+v", name, err, report)
		}
	}
}

// outsideMoment is when the files of testdata/outside were good.
var outsideMoment = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func outside(t testing.TB) map[string][]byte {
	names, err := filepath.Glob("testdata/outside/*.pdf")
	if err != nil || len(names) == 0 {
		t.Fatal("no files")
	}
	files := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = data
	}
	return files
}
