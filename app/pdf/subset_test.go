package pdf

import (
	"bytes"
	"testing"

	"verwoord/app/layout/face"
)

// A subset is a font file of its own, with the outlines and widths of the glyphs that it was asked for.
func TestSubset(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range family.Faces() {
		glyphs, err := f.Shape("Aéï Łşň fi – “jullie”")
		if err != nil {
			t.Fatal(err)
		}
		order := []uint16{0}
		for _, g := range glyphs {
			order = append(order, g.ID)
		}
		whole, err := parseTrueType(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		data, err := whole.subset(order)
		if err != nil {
			t.Fatal(err)
		}
		if sum := checksum(data); sum != 0xB1B0AFBA {
			t.Errorf("%s: the checksum is %X", f.Name, sum)
		}
		part, err := parseTrueType(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > len(f.Data)/20 {
			t.Errorf("%s: a subset of %d glyphs has %d bytes", f.Name, len(order), len(data))
		}
		for i, g := range order {
			if got, want := part.advance(uint16(i)), whole.advance(g); got != want {
				t.Errorf("%s: glyph %d is %d wide, want %d", f.Name, g, got, want)
			}
			if got, want := shape(t, part, uint16(i)), shape(t, whole, g); !bytes.Equal(got, want) {
				t.Errorf("%s: glyph %d has another outline", f.Name, g)
			}
		}
	}
}

// shape is the outline of a glyph without instructions, its components in place of their numbers.
func shape(t *testing.T, f *trueType, glyph uint16) []byte {
	t.Helper()
	outline, err := f.outline(glyph)
	if err != nil {
		t.Fatal(err)
	}
	var components []byte
	got, err := appendOutline(nil, outline, func(component uint16) uint16 {
		components = append(components, shape(t, f, component)...)
		return 0
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.TrimRight(got, "\x00"), components...)
}

func FuzzParseTrueType(f *testing.F) {
	family, err := face.Load()
	if err != nil {
		f.Fatal(err)
	}
	whole, err := parseTrueType(family.Italic.Data)
	if err != nil {
		f.Fatal(err)
	}
	small, err := whole.subset([]uint16{0, 1, 2, 30})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small)
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := parseTrueType(data)
		if err != nil {
			return
		}
		font.advance(0)
		font.subset([]uint16{0, 1}) // an error or a file, never a panic
	})
}
