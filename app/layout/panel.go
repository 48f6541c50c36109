package layout

import (
	"strings"

	"verwoord/app/layout/face"
)

// Sizes of the words on a panel, in points.
const (
	panelLargest  = 8.5
	panelSmallest = 4.0  // below this the rest is left out
	panelStep     = 0.25 // between sizes tried
	panelLeading  = 1.22 // of the size
	panelFirst    = 1.15 // of the size, for the first line
)

// Panel sets a few lines in a part of a small page, as large as they fit and in the middle of its height: what the block of a signature says.
// The first line stands out; long ones are broken between words. The error is a *face.MissingGlyphError.
func (s *Setter) Panel(lines []string, width, height float64, at Box) (*Page, error) {
	page := &Page{Width: width, Height: height, Boxes: []Box{at}}
	for size := panelLargest; size >= panelSmallest; size -= panelStep {
		runs, high, err := s.panel(lines, size, at)
		if err != nil {
			return nil, err
		}
		if high <= at.Height || size-panelStep < panelSmallest {
			page.Runs = runs
			lift := float64(max(0, at.Height-high) / 2)
			for i := range runs {
				runs[i].Y += lift
			}
			break
		}
	}
	floor := at.Y + at.Height + panelLeading
	for i, r := range page.Runs {
		if r.Y+float64(r.Size*(panelLeading-1)) > floor {
			page.Runs = page.Runs[:i]
			break
		}
	}
	return page, nil
}

// panel sets the lines at a size, from the top, and tells how high they are.
func (s *Setter) panel(lines []string, size float64, at Box) (runs []Run, high float64, err error) {
	for i, line := range lines {
		f, size := s.family.Regular, size
		if i == 0 {
			f, size = s.family.SemiBold, size*panelFirst
		}
		broken, err := greedy(f, line, at.Width/size)
		if err != nil {
			return nil, 0, err
		}
		for _, glyphs := range broken {
			high += float64(size * panelLeading)
			runs = append(runs, Run{Face: f, Size: size, X: at.X, Y: at.Y + high - float64(size*(panelLeading-1)), Glyphs: glyphs})
		}
	}
	return runs, high, nil
}

// greedy puts as many words on a line as its width in ems allows: all of them, as mostly they do, or else one by one.
func greedy(f *face.Face, line string, width float64) ([][]face.Glyph, error) {
	whole, err := f.Shape(strings.Join(strings.Fields(line), " "))
	if err != nil {
		return nil, err
	}
	if len(whole) == 0 {
		return nil, nil
	}
	if advance(whole) <= width {
		return [][]face.Glyph{whole}, nil
	}
	var out [][]face.Glyph
	var have string
	var last []face.Glyph
	words, err := heldWords(f, line, width)
	if err != nil {
		return nil, err
	}
	for _, word := range words {
		next := strings.TrimSpace(have + " " + word)
		glyphs, err := f.Shape(next)
		if err != nil {
			return nil, err
		}
		if have != "" && advance(glyphs) > width {
			out = append(out, last)
			next = word
			if glyphs, err = f.Shape(next); err != nil {
				return nil, err
			}
		}
		have, last = next, glyphs
	}
	if len(last) > 0 {
		out = append(out, last)
	}
	return out, nil
}

// heldWords are the words of a line, those that are held together as one where a width has room for them.
func heldWords(f *face.Face, line string, width float64) ([]string, error) {
	var out []string
	var before kinds
	for _, word := range strings.Fields(line) {
		now := kindsOf(word)
		penalty, _ := tie(before, now)
		before = now
		if last := len(out) - 1; last >= 0 && penalty >= tiePenalty {
			both := out[last] + " " + word
			glyphs, err := f.Shape(both)
			if err != nil {
				return nil, err
			}
			if advance(glyphs) <= width {
				out[last] = both
				continue
			}
		}
		out = append(out, word)
	}
	return out, nil
}
