package verify_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	. "verwoord/app/sign/verify"
)

// Files as other programs sign them, each with one thing that the whole field writes so. They are good, and no more so once a byte is another
// that the last signature covers.
func TestOutside(t *testing.T) {
	for name, data := range outside(t) {
		report, err := verifyBytes(data, Options{Now: outsideMoment})
		if err != nil || !report.OK {
			t.Errorf("%s: %v %+v", name, err, report)
			continue
		}
		r := rand.New(rand.NewPCG(1, 1))
		hole := regexp.MustCompile(`/Contents ?<[0-9a-fA-F]+>`).FindAllIndex(data, -1)
		last := hole[len(hole)-1]
		for range 500 {
			at := r.IntN(len(data) - (last[1] - last[0]))
			if at >= last[0] {
				at += last[1] - last[0]
			}
			bad := bytes.Clone(data)
			if bad[at] ^= 1 << r.IntN(8); at >= len(bytes.TrimRight(data, "\r\n")) {
				continue // the line end behind the file need not be signed
			}
			if report, err := verifyBytes(bad, Options{Now: outsideMoment}); err == nil && report.OK {
				t.Errorf("%s: byte %d may be another", name, at)
			}
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
