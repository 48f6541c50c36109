package layout

import "verwoord/app/layout/face"

// galley is the document set in strips, before it is cut into pages. Coordinates are from the left of the column and the top of the strip.
// It is what stays of a document: lines that point into paragraphs, whose glyphs are placed when their page is asked for.
type galley struct {
	strips []strip
	parts  []span // sections, those inside others after them
	text   room[placed]
	rules  room[Rule]
	boxes  room[Box]
	fields room[Field]
	styles room[style]
}

// placed is a line of a paragraph in its place. In a table cell, box counts the boxes of its strip from 1; 0 is the column.
type placed struct {
	of     *known
	styles []style // of its passages
	line   int32   // which one of it
	box    int32
	x, y   float64 // of the baseline's start
}

// material is what a strip is made of.
type material struct {
	text   []placed
	rules  []Rule
	boxes  []Box
	fields []Field
}

// join tells how bad it is to end a column between a strip and the next.
type join uint8

const (
	free   join = iota
	kept        // parts a section that is better kept whole
	bound       // makes a widow or an orphan, or parts a heading from what it heads
	welded      // parts what is one thing; only when it is taller than a page
)

// strip is as wide as the column and never cut: a line, a table row, a signature field.
type strip struct {
	material
	height float64
	above  float64 // space before it, left out at the top of a column
	join   join    // to the next strip
	leaf   join    // the same at the end of a page
	head   int     // the strip, plus one, that is repeated above this one at the top of a column: the head of its table

	rows      int // of text, one below the other
	slice     int // which sliced row of a table it is a line of, from 1; 0 is none
	paragraph int // which one it is a line of, from 1; 0 is no line
	line      int // which of its lines, from 0
	lines     int // how many it has
}

// span is the strips of a section.
type span struct{ from, to int }

// region is strips in equal columns.
type region struct {
	columns  int
	from, to int     // strips
	newPage  bool    // starts a page
	leading  float64 // of its lines
}

// columnWidth is the width of one of a number of columns.
func columnWidth(columns int) float64 {
	return (textWidth - float64(float64(columns-1)*gutter)) / float64(columns)
}

// room gives out slices, many at a time and more each time.
type room[T any] struct {
	free []T
	next int // how much is made next
}

// take returns an empty slice with room for n.
func (r *room[T]) take(n int) []T {
	if len(r.free) < n {
		r.next = min(max(2*r.next, 32), 256)
		r.free = make([]T, max(n, r.next))
	}
	taken := r.free[:0:n]
	r.free = r.free[n:]
	return taken
}

// keep returns a copy of a slice.
func (r *room[T]) keep(s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return append(r.take(len(s)), s...)
}

// keep returns a copy of what a strip was made of, and empties it.
func (g *galley) keep(m *material) material {
	kept := material{g.text.keep(m.text), g.rules.keep(m.rules), g.boxes.keep(m.boxes), g.fields.keep(m.fields)}
	m.text, m.rules, m.boxes, m.fields = m.text[:0], m.rules[:0], m.boxes[:0], m.fields[:0]
	return kept
}

// fixed is glyphs that are no paragraph: a label.
func fixed(glyphs []face.Glyph) *known {
	return &known{atoms: []atom{{glyphs: glyphs}}, lines: []setLine{{to: 1}}}
}
