// Package face is the typeface that documents are set in: its font files, and the shaping of text into glyphs.
package face

import (
	"sync"

	"github.com/go-text/typesetting/font"
)

// Face is one style of the typeface. It is immutable and safe for concurrent use.
type Face struct {
	Name       string // PostScript name: "SourceSans3-Regular"
	Data       []byte // the TrueType file; read-only
	UnitsPerEm int
	Ascent     float64 // of the em, positive
	Descent    float64 // of the em, negative
	CapHeight  float64 // of the em

	tables  *font.Font
	shapers *sync.Pool // of *shaper
}

// Glyph is a shaped glyph.
type Glyph struct {
	ID      uint16
	Text    string  // what it stands for, in reading order; "" for a glyph whose text an earlier one of its cluster has
	Advance float64 // of the em
}
