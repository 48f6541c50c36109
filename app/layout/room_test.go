package layout_test

import (
	"runtime"
	"testing"

	"verwoord/app/doc"
)

// What is kept of a long document is where its lines stand, and its pages are made in the room of one. Both are counted, in bytes for each
// page, when the setter has filled its caches: the glyphs of a page alone are a hundred thousand.
func TestRoom(t *testing.T) {
	s := setter(t)
	perPage := func(tree *doc.Doc) (kept, made int) {
		before := heap()
		pages, _, err := s.Set(tree)
		if err != nil {
			t.Fatal(err)
		}
		n := pages.Len()
		kept = int(heap().HeapAlloc-before.HeapAlloc) / n
		before = heap()
		for range pages.All() {
		}
		made = int(heap().TotalAlloc-before.TotalAlloc) / n
		runtime.KeepAlive(pages)
		return kept, made
	}
	tree := tableOnly(1000)
	perPage(tree)
	kept, made := perPage(tree)
	if kept > 32<<10 || made > 8<<10 {
		t.Errorf("%d bytes are kept of a page, and it takes %d to make it", kept, made)
	}
}

func heap() (m runtime.MemStats) {
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}
