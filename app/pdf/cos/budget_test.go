package cos_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
)

// readEverything looks at all of a file that there is to see, as verifiers do, and tells how many steps were left at the start.
func readEverything(ctx context.Context, data []byte) (f *cos.File, err error) {
	f, err = cos.OpenContext(ctx, data)
	if err != nil {
		return nil, err
	}
	for i := range f.Revisions {
		view := f.At(i)
		view.Flaws()
		for _, number := range view.Numbers() {
			at, _ := view.Location(number)
			view.Links(number)
			if s, ok := view.Get(cos.Ref{Number: number, Generation: at.Generation}).(*cos.Stream); ok {
				if content, err := view.StreamData(s); err == nil {
					view.Instructions(content, func(string, []cos.Object) error { return nil }) // what is no content is an error
				}
			}
			if f.Err() != nil {
				return f, f.Err()
			}
		}
	}
	return f, f.Err()
}

// The law: a file costs at most so many steps for each of its bytes, the fixed part aside; what would be looked at more often is not looked
// at. The kinds here whose reading was quadratic are read to their end, and not broken off. How long a step takes, BenchmarkBombs of package engine tells.
func TestBombs(t *testing.T) {
	const n = 100_000
	cut := map[string]bool{}
	for _, b := range costest.Bombs(n) {
		_, err := readEverything(context.Background(), b.Data)
		cut[b.Name] = errors.Is(err, cos.ErrTooComplex)
	}
	for name, want := range map[string]bool{
		"digits between objects": false, "comments between objects": false, "comments alone": false, "literals that do not end": false,
		"a dictionary of many keys": false, "packed keys": false, "streams that do not end": false, "trees that bite their tails": false,
		"listed objects that do not end": true, "packed dictionaries": true, "packed members in one place": true,
	} {
		if cut[name] != want {
			t.Errorf("%s: broken off %v, want %v", name, cut[name], want)
		}
	}
}

// What is cancelled ends, wherever it is.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, b := range costest.Bombs(10_000) {
		if _, err := readEverything(ctx, b.Data); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", b.Name, err)
		}
	}
	ctx, cancel = context.WithCancel(context.Background())
	f, err := cos.OpenContext(ctx, costest.Bombs(1000)[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for range 1 << 20 {
		f.Get(cos.Ref{Number: 1})
	}
	if !errors.Is(f.Err(), context.Canceled) || f.Get(cos.Ref{Number: 1}) != nil {
		t.Errorf("after it was cancelled: %v", f.Err())
	}
}

// Files that were found to be slow once.
func TestKeptBombs(t *testing.T) {
	names, err := filepath.Glob("testdata/bombs/*.pdf")
	if err != nil || len(names) == 0 {
		t.Fatal("no bombs")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := readEverything(context.Background(), data); f != nil {
			steps, _ := f.Left()
			t.Logf("%s: %d steps left, %v", filepath.Base(name), steps, err)
		}
	}
}
