// Package face is the typeface that documents are set in: its font files, and the shaping of text into glyphs.
// Start with Load, then Face.Shape.
//
// The typeface is Source Sans 3 as far as documents need it, under another name as its licence asks; build/fonts.sh makes the files. They
// hold no combining marks and no features but those that are applied here, so that shaping is few steps: substitute, kern.
package face

import "github.com/go-text/typesetting/font/opentype/tables"

// Face is one style of the typeface. It is immutable and safe for concurrent use.
type Face struct {
	Name       string // PostScript name: "VerwoordSans-Regular"
	Data       []byte // the TrueType file; read-only
	UnitsPerEm int
	Ascent     float64 // of the em, positive
	Descent    float64 // of the em, negative
	CapHeight  float64 // of the em

	characters    tables.CmapSubtable4
	metrics       tables.Hmtx
	kerning       kerning
	substitutions func() (*substitutions, error) // read when a text asks for them: few do
}

// Glyph is a shaped glyph.
type Glyph struct {
	ID      uint16
	Text    string  // what it stands for, in reading order
	Advance float64 // of the em
}
