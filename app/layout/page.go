package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// Page is a page with everything placed on it. Lengths are points (1/72 inch), the origin is the top left corner and y grows downwards.
type Page struct {
	Width, Height float64
	Boxes         []Box // the areas that text may stand in: columns, table cells, the foot
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
