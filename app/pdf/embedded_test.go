package pdf

import (
	"bytes"
	"errors"
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
	m.Spare = []Spare{{last.Face, glyphs(last.Face, "Żółw")}}
	data, err := Write(d, slices.Values(pages), m)
	if err != nil {
		t.Fatal(err)
	}
	file, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	font := FontOf(file, family.Regular)
	if font == nil {
		t.Fatal("the file has no regular font")
	}
	own, err := NewFont(family.Regular)
	if err != nil {
		t.Fatal(err)
	}
	shown := glyphs(family.Regular, "Żółw")
	if _, err := font.Show(shown); err != nil {
		t.Fatal(err)
	}
	if _, err := own.Show(shown); err != nil {
		t.Fatal(err)
	}
	for _, g := range shown {
		theirs, _ := font.f.code(g)
		ours, _ := own.f.code(g)
		if font.f.width[theirs] != own.f.width[ours] || !bytes.Equal(bytes.TrimRight(shape(t, font.f.set.program, theirs), "\x00"), bytes.TrimRight(shape(t, own.f.file, g.ID), "\x00")) {
			t.Errorf("%q would look otherwise", g.Text)
		}
	}
	added := 0
	if _, err := font.Embed(func(cos.Object) cos.Ref { added++; return cos.Ref{} }); err != nil || added > 0 {
		t.Errorf("%d objects are added for a font that is there: %v", added, err)
	}
	if _, err := font.Show(glyphs(family.Regular, "Ω")); !errors.Is(err, ErrNotEmbedded) {
		t.Errorf("a glyph that the file has not: %v", err)
	}
	// A file that says it has the face and shows another.
	font.f.file, err = parseTrueType(family.SemiBold.Data)
	if err != nil {
		t.Fatal(err)
	}
	clear(font.f.codes)
	if _, err := font.Show(shown); !errors.Is(err, ErrNotEmbedded) {
		t.Errorf("another outline is taken for the face's own: %v", err)
	}
}
