package layout

import "verwoord/app/layout/face"

// galley is the document set in strips, before it is cut into pages. Coordinates are from the left of the column and the top of the strip.
type galley struct {
	strips []strip
	runs   []Run // of a table cell, Box counts the boxes of its strip from 1; 0 is the column
	rules  []Rule
	boxes  []Box
	fields []Field
}

// mark is a place in the slices of a galley.
type mark struct{ runs, rules, boxes, fields int }

func (g *galley) mark() mark {
	return mark{len(g.runs), len(g.rules), len(g.boxes), len(g.fields)}
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
	from, to mark
	height   float64
	above    float64 // space before it, left out at the top of a column
	join     join    // to the next strip
	head     int     // the strip, plus one, that is repeated above this one at the top of a column: the head of its table

	paragraph int // which one it is a line of, from 1; 0 is no line
	line      int // which of its lines, from 0
	lines     int // how many it has
}

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

// room gives out glyphs, many at a time.
type room struct{ free []face.Glyph }

// take returns an empty slice with room for n glyphs.
func (r *room) take(n int) []face.Glyph {
	if len(r.free) < n {
		r.free = make([]face.Glyph, max(n, 4096))
	}
	glyphs := r.free[:0:n]
	r.free = r.free[n:]
	return glyphs
}
