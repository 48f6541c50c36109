package pdf

import (
	"bytes"
	"slices"
	"testing"

	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
)

// A later revision shows with the fonts of the file what it would show with fonts of its own, and knows what they cannot show.
func TestFontOf(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	glyphs := func(f *face.Face, text string) []face.Glyph {
		g, err := f.Shape(text)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	d := sample()
	pages := set(t, d)
	last := pages[0].Runs[len(pages[0].Runs)-1] // the foot
	m := meta()
	spare, err := NewSpare(last.Face, glyphs(last.Face, "Żółw"))
	if err != nil {
		t.Fatal(err)
	}
	m.Spare = []Spare{spare}
	data, err := Write(d, slices.Values(pages), m)
	if err != nil {
		t.Fatal(err)
	}
	file, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	font := fontOf(file, family.Regular)
	if font == nil {
		t.Fatal("the file has no regular font")
	}
	own, err := newFont(family.Regular, "")
	if err != nil {
		t.Fatal(err)
	}
	shown := glyphs(family.Regular, "Żółw")
	if !font.has(shown) || !own.has(shown) {
		t.Fatal("a glyph that is there is not found")
	}
	for _, g := range shown {
		theirs, _ := font.code(g)
		ours, _ := own.code(g)
		if font.width[theirs] != own.width[ours] || !bytes.Equal(bytes.TrimRight(shape(t, font.set.program, theirs), "\x00"), bytes.TrimRight(shape(t, own.file, g.ID), "\x00")) {
			t.Errorf("%q would look otherwise", g.Text)
		}
	}
	added := 0
	if _, err := font.embed(func(cos.Object) cos.Ref { added++; return cos.Ref{} }, cos.Deflate); err != nil || added > 0 {
		t.Errorf("%d objects are added for a font that is there: %v", added, err)
	}
	if font.has(glyphs(family.Regular, "Ω")) {
		t.Error("a glyph that the file has not")
	}
	// A file that says it has the face and shows another.
	font.file, err = parseTrueType(family.SemiBold.Data)
	if err != nil {
		t.Fatal(err)
	}
	clear(font.codes)
	if font.has(shown) {
		t.Error("another outline is taken for the face's own")
	}
}
