package engine

import (
	"math"
	"math/bits"
	"strconv"

	"verwoord/app/layout"
)

// Looks gives for each page a text that is another one when the page shows something else, or shows it elsewhere, and the same when it does
// not. It says nothing of the pages beside it, and costs little beside drawing one.
func (m *Made) Looks() []string {
	out := make([]string, len(m.Pages))
	for i, page := range m.Pages {
		out[i] = look(page)
	}
	return out
}

func look(page *layout.Page) string {
	var s sum
	s.lengths(page.Width, page.Height)
	for _, r := range page.Rules {
		s.lengths(r.X1, r.Y1, r.X2, r.Y2, r.Width, float64(r.Ink))
	}
	for i := range page.Runs {
		r := &page.Runs[i]
		s.text(r.Face.Name)
		s.lengths(r.Size, r.X, r.Y, float64(r.Ink))
		for j := range r.Glyphs {
			s.add(uint64(r.Glyphs[j].ID))
			s.add(math.Float64bits(r.Glyphs[j].Advance))
		}
	}
	return strconv.FormatUint(uint64(s), 36)
}

// sum is a hash of the numbers that were added, in their order: a rotation, a multiplication by the golden ratio of 64 bits.
type sum uint64

func (s *sum) add(n uint64) {
	*s = sum((bits.RotateLeft64(uint64(*s), 27) ^ n) * 0x9E3779B97F4A7C15)
}

func (s *sum) lengths(points ...float64) {
	for _, p := range points {
		s.add(math.Float64bits(p))
	}
}

func (s *sum) text(words string) {
	for i := range len(words) {
		s.add(uint64(words[i]))
	}
}
