package face

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestCovers(t *testing.T) {
	family, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for r := rune(0xa0); r < 0x180; r++ { // Latin-1 Supplement and Latin Extended-A
		if !family.Covers(r) {
			t.Errorf("no glyph for %U", r)
		}
	}
	for _, r := range "€–—‘’“”•…≥→" {
		if !family.Covers(r) {
			t.Errorf("no glyph for %U", r)
		}
	}
	for _, r := range "漢א\n\x00😀" {
		if family.Covers(r) {
			t.Errorf("a glyph for %U", r)
		}
	}
}

func TestShape(t *testing.T) {
	family, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Verwerking", "Łódź İstanbul", "effectief", "e\u0301", "x\u0308y", "", "a\u00ad"} {
		for _, f := range family.Faces() {
			glyphs, err := f.Shape(text)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, g := range glyphs {
				b.WriteString(g.Text)
				if g.ID == 0 {
					t.Errorf("%s: %q has an empty glyph", f.Name, text)
				}
			}
			if b.String() != text {
				t.Errorf("%s: %q reads %q", f.Name, text, b.String())
			}
		}
	}
	kerned, _ := family.Regular.Shape("AV")
	a, _ := family.Regular.Shape("A")
	if kerned[0].Advance >= a[0].Advance {
		t.Error("A is not kerned before V")
	}
	accented, _ := family.Regular.Shape("e\u0301")
	if len(accented) != 1 {
		t.Errorf("e and its accent are %d glyphs", len(accented))
	}
	// A mark is drawn over its letter and takes no room.
	x, _ := family.Regular.Shape("x")
	marked, _ := family.Regular.Shape("x\u0308")
	if w := marked[0].Advance + marked[1].Advance; math.Abs(w-x[0].Advance) > 1e-9 {
		t.Errorf("x with a mark is %g wide, without it %g", w, x[0].Advance)
	}
	var missing *MissingGlyphError
	if _, err := family.Italic.Shape("a漢"); !errors.As(err, &missing) || missing.Rune != '漢' {
		t.Errorf("got %v", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShape(b *testing.B) {
	family, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := family.Regular.Shape("Verwerkingsvoorwaarden"); err != nil {
			b.Fatal(err)
		}
	}
}
