package verify

import (
	"math"
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// Annotation flags (ISO 32000-1, table 165) are held against whole values: a flag that is not thought of here, such as ToggleNoView, which
// shows an annotation to who points at it, is not allowed.
const (
	hidden         = 1 << 1
	printed        = 1 << 2
	readOnly       = 1 << 6
	locked         = 1 << 7
	lockedContents = 1 << 9
)

// unseenFlags are those of an annotation that no program shows.
var unseenFlags = []int64{hidden, hidden | printed, hidden | locked, hidden | printed | locked}

// fieldFlags are those that a new field for a signature may have.
var fieldFlags = slices.Concat(unseenFlags, []int64{
	0, printed, readOnly, locked, printed | readOnly, printed | locked, readOnly | locked, printed | readOnly | locked,
	printed | lockedContents, printed | locked | lockedContents, printed | readOnly | lockedContents, printed | readOnly | locked | lockedContents,
})

// flags are those of an annotation; -1 when they are no number.
func flags(f *cos.File, annotation cos.Dict) int64 {
	if annotation["F"] == nil {
		return 0
	}
	n, ok := f.Int(annotation["F"])
	if !ok {
		return -1
	}
	return n
}

// isVisible tells whether a widget may be seen: whether it has an area, and no flags that hide it for good.
func (t *change) isVisible(widget cos.Ref) bool {
	d := t.new.Dict(widget)
	return !slices.Contains(unseenFlags, flags(t.new, d)) && hasArea(t.new, d["Rect"])
}

// hasArea tells whether something is seen in a rectangle. One that is none may be seen anywhere.
func hasArea(f *cos.File, o cos.Object) bool {
	if len(f.Array(o)) == 0 {
		return false
	}
	r, ok := form.Rectangle(f, o)
	return !ok || r.Width() != 0 && r.Height() != 0
}

// patch is a part of a page that was made visible after something was signed, or may show something else since.
type patch struct {
	form.Rect
	field string
	known bool // it is a place that was there, empty, when the file was first signed
}

// show notes what a widget covers, on each page that has it.
func (t *change) show(s *signed, widget cos.Ref) {
	if !t.isVisible(widget) {
		return
	}
	rect, ok := form.Rectangle(t.new, t.new.Dict(widget)["Rect"])
	if !ok { // programs differ in what they make of that
		rect = form.Rect{X1: math.Inf(-1), Y1: math.Inf(-1), X2: math.Inf(1), Y2: math.Inf(1)}
	}
	for _, page := range t.homes(widget) {
		t.shown = append(t.shown, placed{page, patch{rect, s.Field, t.stood(widget)}})
	}
}

// stood tells whether a widget stood where it stands when the file was first signed: who signed knew of the place.
func (t *change) stood(widget cos.Ref) bool {
	f := t.v.at(t.v.first)
	_, was := f.Location(widget.Number)
	return was && equal(f.Dict(widget)["Rect"], t.new.Dict(widget)["Rect"])
}

// placed is a patch on a page.
type placed struct {
	page int // its index
	patch
}

// homes are the pages, by index, that have a widget among their annotations. One that is on none may be shown on the page that it names.
func (t *change) homes(widget cos.Ref) []int {
	if t.pagesOf == nil {
		t.pagesOf = map[cos.Ref][]int{}
		for i, page := range t.v.pagesAt(t.revision) {
			for _, ref := range form.References(t.new.Array(t.new.Dict(page)["Annots"])) {
				t.pagesOf[ref] = append(t.pagesOf[ref], i)
			}
			t.pagesOf[page] = []int{i}
		}
	}
	if on := t.pagesOf[widget]; len(on) > 0 {
		return on
	}
	page, _ := t.new.Dict(widget)["P"].(cos.Ref)
	return t.pagesOf[page]
}

// pagesAt lists the pages of the file as of a revision.
func (v *verifier) pagesAt(revision int) []cos.Ref {
	if v.pages == nil {
		v.pages = map[int][]cos.Ref{}
	}
	pages, known := v.pages[revision]
	if !known {
		pages = form.Pages(v.at(revision))
		v.pages[revision] = pages
	}
	return pages
}

// mostPatches bounds how many patches a page may have. Nobody signs that often on one page.
const mostPatches = 64

// cover is what later revisions made visible, by page: all of them together, for many small fields hide as much as a large one.
type cover map[int][]patch

// add adds what one revision made visible. A page that is hidden in a quarter or more of what it shows by fields that were made since it was
// signed, or in half by these and by those that were waiting for a signature, is another page than the one that was signed.
func (c cover) add(t *change) {
	touched := map[int]string{}
	for _, p := range t.shown {
		c[p.page] = append(c[p.page], p.patch)
		touched[p.page] = p.field
	}
	pages := t.v.pagesAt(t.revision)
	for _, i := range sortedKeys(touched) {
		made := slices.DeleteFunc(slices.Clone(c[i]), func(p patch) bool { return p.known })
		seen, ok := form.Seen(t.new, pages[i])
		if !ok || len(c[i]) > mostPatches || union(made, seen) > seen.Area()/4 || union(c[i], seen) > seen.Area()/2 {
			t.problems = append(t.problems, Finding{Code: "field-covers", Page: i + 1, Detail: touched[i]})
		}
	}
}

func sortedKeys(m map[int]string) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// union is the area that patches cover together of what is seen: strip by strip from left to right.
func union(patches []patch, seen form.Rect) (area float64) {
	var rects []form.Rect
	var edges []float64
	for _, p := range patches {
		if r := p.Meet(seen); r.Area() > 0 {
			rects = append(rects, r)
			edges = append(edges, r.X1, r.X2)
		}
	}
	slices.Sort(edges)
	slices.SortFunc(rects, func(a, b form.Rect) int {
		switch {
		case a.Y1 < b.Y1:
			return -1
		case a.Y1 > b.Y1:
			return 1
		}
		return 0
	})
	for i := 1; i < len(edges); i++ {
		left, right := edges[i-1], edges[i]
		high, top := 0.0, seen.Y1
		for _, r := range rects {
			if r.X1 <= left && right <= r.X2 && r.Y2 > top {
				high += r.Y2 - max(r.Y1, top)
				top = r.Y2
			}
		}
		area += float64(high * (right - left))
	}
	return area
}
