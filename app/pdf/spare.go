package pdf

import (
	"slices"
	"sync"

	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
)

// Spare is glyphs that a font of a file has, whether its pages show them or not: a later revision can show them without bringing a font along, and
// files whose pages show no others have the same font, which is cut and compressed once, for the first of them. It is read-only.
type Spare struct{ font *font }

// NewSpare makes the spare glyphs of a face. The error is a *Refusal, or says that the face cannot be embedded.
func NewSpare(of *face.Face, glyphs []face.Glyph) (Spare, error) {
	f, err := newFont(of, "")
	if err != nil {
		return Spare{}, err
	}
	for _, g := range glyphs {
		if _, err := f.code(g); err != nil {
			return Spare{}, err
		}
	}
	f.ready = sync.OnceValues(func() (*subset, error) {
		err := f.cut(cos.Deflate)
		return f.subset, err
	})
	return Spare{f}, nil
}

// begin makes a font for one file that begins with the glyphs of a spare one.
func (f *font) begin(name string) *font {
	return &font{
		face: f.face, file: f.file, name: name, spare: f,
		uses: slices.Clip(f.uses), width: slices.Clip(f.width),
		first: slices.Clone(f.first), codes: map[use]uint16{},
	}
}
