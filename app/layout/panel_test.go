package layout

import (
	"errors"
	"strings"
	"testing"

	"verwoord/app/layout/face"
)

// The words of a panel stay in their box, in order, and get smaller before any is left out.
func TestPanel(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := NewSetter(family)
	at := Box{X: 100, Y: 4, Width: 180, Height: 76}
	few := []string{"J. Jansen", "directeur", "Voorbeeld B.V."}
	many := append(few, strings.Repeat("woord ", 60))
	for name, lines := range map[string][]string{"few": few, "many": many, "too many": {strings.Repeat("woord ", 900)}, "none": nil} {
		page, err := s.Panel(lines, 290, 84, at)
		if err != nil {
			t.Fatal(err)
		}
		last := 0.0
		for _, r := range page.Runs {
			width := float64(advance(r.Glyphs) * r.Size)
			if r.X != at.X || r.X+width > at.X+at.Width || r.Y <= last || r.Y > at.Y+at.Height {
				t.Errorf("%s: a line of %g at %g, %g", name, width, r.X, r.Y)
			}
			last = r.Y
		}
		if size := map[string]float64{"few": panelLargest, "too many": panelSmallest}[name]; size != 0 && page.Runs[len(page.Runs)-1].Size > size*panelFirst {
			t.Errorf("%s: set in %g", name, page.Runs[len(page.Runs)-1].Size)
		}
	}
	if _, err := s.Panel([]string{"山田"}, 290, 84, at); !isMissing(err) {
		t.Errorf("a character that the face has not: %v", err)
	}
}

// A company form is not parted from its name in a block either.
func TestPanelHolds(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	for width := 120.0; width < 280; width += 4 {
		page, err := NewSetter(family).Panel([]string{"Sander", "namens JEX Works B.V., JEX Backoffice B.V., JEX Backoffice B.V. II en JEX Freelance B.V."}, 290, 84, Box{X: 4, Y: 4, Width: width, Height: 76})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Runs {
			if first := r.Glyphs[0].Text + r.Glyphs[1].Text; first == "B." || first == "II" {
				t.Errorf("%g wide: a line begins with %s", width, first)
			}
		}
	}
}

func isMissing(err error) bool {
	_, ok := errors.AsType[*face.MissingGlyphError](err)
	return ok
}
