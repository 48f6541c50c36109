package layout

import (
	"cmp"
	"iter"
	"slices"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// Pages are the pages of a document. What is kept of them is where everything stands; a page is made when it is asked for, so that writing a
// long document takes no more room than one page at a time. They are safe for concurrent use.
type Pages struct {
	setter *Setter
	galley *galley
	plates []plate
	head   *head
	foot   *foot
}

// Len is how many pages there are: of nil Pages, none.
func (p *Pages) Len() int {
	if p == nil {
		return 0
	}
	return len(p.plates)
}

// All makes one page after another, all in the same room: a page is gone when the next one comes.
func (p *Pages) All() iter.Seq[*Page] {
	return func(yield func(*Page) bool) {
		b, _ := p.setter.binders.Get().(*binder)
		if b == nil {
			b = &binder{}
		}
		b.galley, b.head, b.foot = p.galley, p.head, p.foot
		defer p.setter.release(b)
		for i := range p.plates {
			if !yield(b.bind(&p.plates[i], i+1)) {
				return
			}
		}
	}
}

// release keeps the room of a binder for the next document, and nothing of this one.
func (s *Setter) release(b *binder) {
	b.galley, b.head, b.foot = nil, nil, nil
	for _, runs := range [][]Run{b.page.Runs, b.furniture} {
		clear(runs[:cap(runs)])
	}
	clear(b.page.Fields[:cap(b.page.Fields)])
	s.binders.Put(b)
}

// Page makes a page, counted from 0, to keep.
func (p *Pages) Page(i int) *Page {
	b := binder{galley: p.galley, head: p.head, foot: p.foot}
	return b.bind(&p.plates[i], i+1)
}

// binder makes pages.
type binder struct {
	galley    *galley
	head      *head
	foot      *foot
	page      Page
	glyphs    []face.Glyph // free ones
	furniture []Run        // comes after the text
}

// bind makes a page in the room of the one before it.
func (b *binder) bind(p *plate, number int) *Page {
	b.measure(p)
	for _, s := range p.columns {
		b.column(s)
	}
	b.page.Runs = append(b.page.Runs, b.furniture...)
	b.head.place(&b.page)
	b.foot.place(&b.page, number)
	return &b.page
}

// measure makes room for what a page holds.
func (b *binder) measure(p *plate) {
	var text, rules, boxes, glyphs int
	add := func(m *material) {
		text, rules, boxes = text+len(m.text), rules+len(m.rules), boxes+len(m.boxes)
		for i := range m.text {
			glyphs += m.text[i].glyphs()
		}
	}
	for _, c := range p.columns {
		if head := b.galley.strips[c.from].head; head > 0 {
			add(&b.galley.strips[head-1].material)
		}
		for i := c.from; i < c.to; i++ {
			add(&b.galley.strips[i].material)
		}
	}
	b.glyphs, b.furniture = emptied(b.glyphs, glyphs), b.furniture[:0]
	b.page = Page{
		Width: pageWidth, Height: pageHeight,
		Boxes: emptied(b.page.Boxes, boxes+len(p.columns)+1), Runs: emptied(b.page.Runs, text+text/4+4),
		Rules: emptied(b.page.Rules, rules), Fields: b.page.Fields[:0],
	}
}

// emptied is a slice without what it holds, and with room for n.
func emptied[T any](s []T, n int) []T { return slices.Grow(s[:0], n) }

// column places the strips of a column.
func (b *binder) column(s standing) {
	box := len(b.page.Boxes)
	b.page.Boxes = append(b.page.Boxes, Box{X: s.x - gutter + hangRight, Y: s.y, Width: s.width + gutter, Height: s.height})
	y, row, sliced := s.y, 0, 0 // the sliced row that is being placed, and its first run
	for i := s.from; i < s.to; i++ {
		strip := &b.galley.strips[i]
		if strip.slice != row {
			b.byCell(row, sliced)
			row, sliced = strip.slice, len(b.page.Runs)
		}
		if i == s.from && strip.head > 0 && strip.head-1 != i {
			b.strip(&b.galley.strips[strip.head-1], s.x, y, box, true)
		}
		y += b.galley.over(s.column, i)
		b.strip(strip, s.x, y, box, false)
		y += strip.height
	}
	b.byCell(row, sliced)
}

// byCell puts the runs of a sliced row, from the first one on, in the order of its cells.
func (b *binder) byCell(row, first int) {
	if row == 0 {
		return
	}
	slices.SortStableFunc(b.page.Runs[first:], func(r, s Run) int { return cmp.Compare(b.page.Boxes[r.Box].X, b.page.Boxes[s.Box].X) })
}

// strip places a strip in the column whose box has a number. One that is repeated is furniture.
func (b *binder) strip(s *strip, x, y float64, column int, repeated bool) {
	p := &b.page
	base := len(p.Boxes) - 1
	for _, box := range s.boxes {
		box.X, box.Y = box.X+x, box.Y+y
		p.Boxes = append(p.Boxes, box)
	}
	for i := range s.text {
		var runs []Run
		first := len(p.Runs)
		p.Runs, b.glyphs = s.text[i].runs(p.Runs, b.glyphs, x, y)
		for runs = p.Runs[first:]; len(runs) > 0; runs = runs[1:] {
			if runs[0].Box == 0 {
				runs[0].Box = column
			} else {
				runs[0].Box += base
			}
			if repeated {
				runs[0].Node = nil
			}
		}
		if repeated {
			b.furniture = append(b.furniture, p.Runs[first:]...)
			p.Runs = p.Runs[:first]
		}
	}
	for _, r := range s.rules {
		p.Rules = append(p.Rules, Rule{r.X1 + x, r.Y1 + y, r.X2 + x, r.Y2 + y, r.Width, r.Ink})
	}
	for _, f := range s.fields {
		f.X, f.Y = f.X+x, f.Y+y
		p.Fields = append(p.Fields, f)
	}
}

// Page is a page with everything placed on it. Lengths are points (1/72 inch), the origin is the top left corner and y grows downwards.
type Page struct {
	Width, Height float64
	Boxes         []Box // the areas that text may stand in: columns, table cells, the head, the foot
	Runs          []Run // in reading order: the order of the tree, then the furniture
	Rules         []Rule
	Fields        []Field
}

// Box is an area of a page. A column's box takes in what hangs out of it: clause numbers to the left, hyphens and points to the right.
type Box struct{ X, Y, Width, Height float64 }

// Ink is a colour of the sheet.
type Ink int8

const (
	Black  Ink = iota
	Quiet      // secondary text; at least 4.5:1 on white
	Accent     // the one accent colour; at least 4.5:1 on white
	Hair       // the grey of thin rules; never text
)

// Run is glyphs on one baseline, in one face and size, of one node. It stays within its box, but for a space that is kept at the end of a
// wrapped line, so that the words on either side of the line end are two. A hyphen that the layout adds is a glyph with the text U+00AD; a
// letter that loses its diaeresis after it still has the text of the letter with it.
type Run struct {
	Node     doc.Node // the innermost Label, Value, Link, Span, Heading, Paragraph or Cell (never Text, Strong or Emphasis); nil for furniture
	Face     *face.Face
	Size     float64
	X, Y     float64 // of the baseline's start
	Ink      Ink
	Tracking int16        // thousandths of the em that are added to every letter's advance for the sake of the line
	Glyphs   []face.Glyph // never empty; Advance includes kerning, tracking and the justification of spaces
	Box      int          // index in the page's Boxes
}

// Rule is a straight line, always horizontal or vertical, always furniture.
type Rule struct {
	X1, Y1, X2, Y2 float64
	Width          float64
	Ink            Ink
}

// Field is the rectangle of a signature field.
type Field struct {
	Box
	Signature *doc.Signature
}
