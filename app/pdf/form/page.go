package form

import "verwoord/app/pdf/cos"

// Rect is a rectangle on a page, in points from its lower left corner.
type Rect struct{ X1, Y1, X2, Y2 float64 }

// Width is never negative.
func (r Rect) Width() float64 { return r.X2 - r.X1 }

// Height is never negative.
func (r Rect) Height() float64 { return r.Y2 - r.Y1 }

// Area is in square points.
func (r Rect) Area() float64 { return r.Width() * r.Height() }

// Meet is what two rectangles have in common; its area is zero when that is nothing.
func (r Rect) Meet(s Rect) Rect {
	m := Rect{max(r.X1, s.X1), max(r.Y1, s.Y1), min(r.X2, s.X2), min(r.Y2, s.Y2)}
	if m.X1 >= m.X2 || m.Y1 >= m.Y2 {
		return Rect{}
	}
	return m
}

// Rectangle reads one, whichever corners it names (ISO 32000-1, 7.9.5).
func Rectangle(f *cos.File, o cos.Object) (Rect, bool) {
	a := f.Array(o)
	if len(a) != 4 {
		return Rect{}, false
	}
	var v [4]float64
	for i, o := range a {
		switch n := f.Resolve(o).(type) {
		case int64:
			v[i] = float64(n)
		case float64:
			v[i] = n
		default:
			return Rect{}, false
		}
	}
	return Rect{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}, true
}

// maxPages bounds the walk through a page tree.
const maxPages = 1 << 16

// Pages lists the pages of a file in their order.
func Pages(f *cos.File) []cos.Ref {
	var pages []cos.Ref
	seen := map[cos.Ref]bool{}
	var walk func(o cos.Object, depth int)
	walk = func(o cos.Object, depth int) {
		ref, ok := o.(cos.Ref)
		if !ok || seen[ref] || len(seen) > maxPages || depth > 64 {
			return
		}
		seen[ref] = true
		d := f.Dict(ref)
		if kids := f.Array(d["Kids"]); kids != nil {
			for _, kid := range kids {
				walk(kid, depth+1)
			}
			return
		}
		pages = append(pages, ref)
	}
	walk(f.Dict(f.Trailer["Root"])["Pages"], 0)
	return pages
}

// Inherited is an entry of a page, or of the nodes above it (ISO 32000-1, 7.7.3.4).
func Inherited(f *cos.File, page cos.Ref, key cos.Name) cos.Object {
	node := f.Dict(page)
	for range 64 {
		if o := f.Resolve(node[key]); o != nil {
			return o
		}
		node = f.Dict(node["Parent"])
	}
	return nil
}

// Seen is the part of a page that is shown: what its CropBox and its MediaBox have in common (ISO 32000-1, 14.11.2). Without a MediaBox
// programs take that of a letter; there it is false.
func Seen(f *cos.File, page cos.Ref) (Rect, bool) {
	media, ok := Rectangle(f, Inherited(f, page, "MediaBox"))
	if !ok || media.Area() == 0 {
		return Rect{}, false
	}
	if crop, ok := Rectangle(f, Inherited(f, page, "CropBox")); ok {
		if both := crop.Meet(media); both.Area() > 0 {
			return both, true
		}
	}
	return media, true
}
