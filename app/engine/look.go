package engine

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"strconv"

	"verwoord/app/layout"
)

// Look is a page of a document, seen from outside: its size, and a text that is another one when the page shows something else, or shows it
// elsewhere, and the same when it does not. It says nothing of the pages beside it, and costs little beside drawing one.
type Look struct {
	Width, Height float64
	Look          string
}

// Looks gives the look of each page.
func (m *Made) Looks() []Look {
	out := make([]Look, 0, m.Pages.Len())
	var seen []byte
	for page := range m.Pages.All() {
		seen = appendSeen(seen[:0], page)
		sum := fnv.New64a()
		sum.Write(seen) // never fails
		out = append(out, Look{page.Width, page.Height, strconv.FormatUint(sum.Sum64(), 36)})
	}
	return out
}

// appendSeen writes down what a page shows, and where.
func appendSeen(b []byte, page *layout.Page) []byte {
	b = appendLengths(b, page.Width, page.Height)
	for _, r := range page.Rules {
		b = appendLengths(append(b, byte(r.Ink)), r.X1, r.Y1, r.X2, r.Y2, r.Width)
	}
	for i := range page.Runs {
		r := &page.Runs[i]
		b = append(append(b, byte(r.Ink)), r.Face.Name...)
		b = appendLengths(b, r.Size, r.X, r.Y)
		for j := range r.Glyphs {
			b = binary.LittleEndian.AppendUint16(b, r.Glyphs[j].ID)
			b = appendLengths(b, r.Glyphs[j].Advance)
		}
	}
	return b
}

func appendLengths(b []byte, lengths ...float64) []byte {
	for _, l := range lengths {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(l))
	}
	return b
}
