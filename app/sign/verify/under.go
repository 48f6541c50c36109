package verify

import (
	"bytes"
	"errors"
	"math"
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// What lies under something that is drawn later. Paper that is filled and lines that are drawn count as nothing: a place for a signature has
// them.
type lies int

const (
	nothingLies lies = iota
	unsureLies       // pictures, outlines, other annotations, or what is not read here
	wordsLie
)

// reaches is how far, in points, something may reach into a rectangle without lying under it: the size of letters is an estimate.
const reaches = 1.5

// under tells what a page shows in a rectangle.
func (v *verifier) under(f *cos.File, page cos.Ref, box form.Rect, but cos.Ref) lies {
	w := painter{f: f, box: box, fonts: map[cos.Object]*widths{}}
	var content []byte
	switch o := f.Resolve(f.Dict(page)["Contents"]).(type) {
	case nil:
	case *cos.Stream:
		content = w.data(o)
	case cos.Array:
		for _, e := range o {
			s, _ := f.Resolve(e).(*cos.Stream)
			content = append(append(content, w.data(s)...), '\n')
		}
	default:
		w.found = unsureLies
	}
	w.paint(content, f.Dict(form.Inherited(f, page, "Resources")), identity, 0)
	for _, ref := range form.References(f.Array(f.Dict(page)["Annots"])) {
		d := f.Dict(ref)
		if r, ok := form.Rectangle(f, d["Rect"]); ref != but && d["AP"] != nil && !slices.Contains(unseenFlags, flags(f, d)) && (!ok || w.meets(r)) {
			w.see(unsureLies)
		}
	}
	return w.found
}

// NoteOver and NoteUnsure are of something that is drawn since a signature: over words that it is of, and over what cannot be told here.
const (
	NoteOver   = "field-over-words"
	NoteUnsure = "field-over"
)

// over notes what a widget that draws something lies over, on each page that has it: who reads the page now does not see what was signed.
func (t *change) over(widget cos.Ref, name string) {
	d := t.new.Dict(widget)
	if !t.isVisible(widget) || t.isBlank(d["AP"]) && d["MK"] == nil { // a program may draw the paper of a field that has no look
		return
	}
	box, ok := form.Rectangle(t.new, d["Rect"])
	pages := t.v.pagesAt(t.revision - 1)
	for _, i := range t.homes(widget) {
		found := unsureLies
		if ok && i < len(pages) {
			found = t.v.under(t.old, pages[i], box, widget)
		}
		switch found {
		case wordsLie:
			t.drawn = append(t.drawn, Finding{Code: NoteOver, Page: i + 1, Detail: name})
		case unsureLies:
			t.drawn = append(t.drawn, Finding{Code: NoteUnsure, Page: i + 1, Detail: name})
		}
	}
}

// matrix is a transformation as the operator cm has it (ISO 32000-1, 8.3.4).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then is m, and after it n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		sum(m[0]*n[0], m[1]*n[2]), sum(m[0]*n[1], m[1]*n[3]), sum(m[2]*n[0], m[3]*n[2]), sum(m[2]*n[1], m[3]*n[3]),
		sum(m[4]*n[0], m[5]*n[2]) + n[4], sum(m[4]*n[1], m[5]*n[3]) + n[5],
	}
}

// sum adds two products that were rounded before, on every processor alike.
func sum(a, b float64) float64 { return float64(a) + float64(b) }

// bounds is the smallest upright rectangle around a transformed one.
func (m matrix) bounds(x1, y1, x2, y2 float64) form.Rect {
	r := form.Rect{X1: math.Inf(1), Y1: math.Inf(1), X2: math.Inf(-1), Y2: math.Inf(-1)}
	for _, p := range [][2]float64{{x1, y1}, {x1, y2}, {x2, y1}, {x2, y2}} {
		x, y := sum(p[0]*m[0], p[1]*m[2])+m[4], sum(p[0]*m[1], p[1]*m[3])+m[5]
		r = form.Rect{X1: min(r.X1, x), Y1: min(r.Y1, y), X2: max(r.X2, x), Y2: max(r.Y2, y)}
	}
	return r
}

// painter follows the content of a page as far as it has to in order to tell what lies in a box.
type painter struct {
	f     *cos.File
	box   form.Rect
	found lies
	fonts map[cos.Object]*widths
	forms int
}

// graphics is the state that q keeps and Q brings back.
type graphics struct {
	ctm               matrix
	font              *widths
	size, char, word  float64
	scale, lead, rise float64
	unseen            bool
}

func (w *painter) see(l lies) { w.found = max(w.found, l) }

// meets tells whether a rectangle reaches into the box.
func (w *painter) meets(r form.Rect) bool {
	if math.IsNaN(r.X1 + r.Y1 + r.X2 + r.Y2) {
		return true
	}
	return min(r.X2, w.box.X2)-max(r.X1, w.box.X1) > reaches && min(r.Y2, w.box.Y2)-max(r.Y1, w.box.Y1) > reaches
}

func (w *painter) data(s *cos.Stream) []byte {
	if s == nil {
		w.see(unsureLies)
		return nil
	}
	data, err := w.f.StreamData(s)
	if err != nil {
		w.see(unsureLies)
	}
	return data
}

// mostForms and deepest bound the forms that a page draws.
const (
	mostForms = 200
	deepest   = 8
)

var errSeen = errors.New("words were seen")

// paint follows a content stream (ISO 32000-1, 8.2).
func (w *painter) paint(content []byte, resources cos.Dict, ctm matrix, depth int) {
	p := page{painter: w, resources: resources, depth: depth, state: graphics{ctm: ctm, scale: 1}}
	err := w.f.Instructions(content, func(operator string, operands []cos.Object) error {
		p.do(operator, operands)
		if w.found == wordsLie {
			return errSeen
		}
		return nil
	})
	if err != nil && err != errSeen {
		w.see(unsureLies)
	}
}

// page is one content stream on its way.
type page struct {
	*painter
	resources  cos.Dict
	depth      int
	state      graphics
	kept       []graphics
	text, line matrix
	path       form.Rect // around the points of the path
	drawn      bool      // it has points
	outline    bool      // it is more than rectangles
}

func (p *page) numbers(operands []cos.Object, n int) []float64 {
	out := make([]float64, n)
	if len(operands) < n {
		p.see(unsureLies)
		return out
	}
	for i, o := range operands[len(operands)-n:] {
		switch v := o.(type) {
		case int64:
			out[i] = float64(v)
		case float64:
			out[i] = v
		default:
			p.see(unsureLies)
		}
	}
	return out
}

func (p *page) do(operator string, operands []cos.Object) {
	switch operator {
	case "q":
		if len(p.kept) < 100 {
			p.kept = append(p.kept, p.state)
		} else {
			p.see(unsureLies)
		}
	case "Q":
		if n := len(p.kept); n > 0 {
			p.state, p.kept = p.kept[n-1], p.kept[:n-1]
		}
	case "cm":
		p.state.ctm = matrix(p.numbers(operands, 6)).then(p.state.ctm)
	case "Do":
		p.object(operands)
	case "sh":
		p.see(unsureLies)
	default:
		if !p.typeset(operator, operands) {
			p.draw(operator, operands)
		}
	}
}

// draw follows paths (8.5).
func (p *page) draw(operator string, operands []cos.Object) {
	switch operator {
	case "re":
		n := p.numbers(operands, 4)
		p.point(n[0], n[1])
		p.point(n[0]+n[2], n[1]+n[3])
	case "m":
		n := p.numbers(operands, 2)
		p.point(n[0], n[1])
	case "l", "c", "v", "y":
		n := p.numbers(operands, map[string]int{"l": 2, "c": 6, "v": 4, "y": 4}[operator])
		for i := 0; i+1 < len(n); i += 2 {
			p.point(n[i], n[i+1])
		}
		p.outline = true
	case "f", "F", "f*", "B", "B*", "b", "b*":
		if p.drawn && p.outline && p.meets(p.path) {
			p.see(unsureLies) // letters may be drawn as outlines
		}
		fallthrough
	case "S", "s", "n":
		p.drawn, p.outline = false, false
	}
}

func (p *page) point(x, y float64) {
	r := p.state.ctm.bounds(x, y, x, y)
	if p.drawn {
		r = form.Rect{X1: min(r.X1, p.path.X1), Y1: min(r.Y1, p.path.Y1), X2: max(r.X2, p.path.X2), Y2: max(r.Y2, p.path.Y2)}
	}
	p.path, p.drawn = r, true
}

// object draws a picture or a form (8.9, 8.10).
func (p *page) object(operands []cos.Object) {
	if len(operands) != 1 {
		p.see(unsureLies)
		return
	}
	name, _ := operands[0].(cos.Name)
	s, ok := p.f.Resolve(p.f.Dict(p.resources["XObject"])[name]).(*cos.Stream)
	switch {
	case !ok:
	case p.f.Name(s.Dict["Subtype"]) == "Form":
		if p.forms++; p.forms > mostForms || p.depth >= deepest {
			p.see(unsureLies)
			return
		}
		m := identity
		if a := p.f.Array(s.Dict["Matrix"]); len(a) == 6 {
			m = matrix(p.numbers(a, 6))
		}
		resources := p.resources
		if s.Dict["Resources"] != nil {
			resources = p.f.Dict(s.Dict["Resources"])
		}
		p.paint(p.data(s), resources, m.then(p.state.ctm), p.depth+1)
	case p.meets(p.state.ctm.bounds(0, 0, 1, 1)):
		p.see(unsureLies)
	}
}

// isBlankText tells whether a text is of spaces and the dots and lines that one writes on.
func isBlankText(s []byte) bool { return len(bytes.Trim(s, " \t\r\n\xa0._-")) == 0 }
