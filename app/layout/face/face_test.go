package face

import (
	"errors"
	"strings"
	"testing"
)

func TestShape(t *testing.T) {
	family, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Verwerking", "Łódź İstanbul", "effectief", "", "a\u00ad"} {
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
	for _, r := range "漢א\n\t\x00\u0301\u200b😀\ufffd" {
		var missing *MissingGlyphError
		if _, err := family.Italic.Shape("a" + string(r)); !errors.As(err, &missing) || missing.Rune != r {
			t.Errorf("%U: got %v", r, err)
		}
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
