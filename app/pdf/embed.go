package pdf

import (
	"math"

	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
)

// Font is a face for a file that exists already: to be embedded there as a subset, or one that the file has.
type Font struct{ f *font }

// NewFont takes a face into use.
func NewFont(f *face.Face) (*Font, error) {
	own, err := newFont(f, "")
	if err != nil {
		return nil, err
	}
	return &Font{own}, nil
}

// Show gives the operand of TJ that shows glyphs (ISO 32000-1, 9.4.3). The error is a *Refusal when a glyph may not be embedded.
func (f *Font) Show(glyphs []face.Glyph) (cos.Array, error) {
	var out cos.Array
	var s []byte
	pen, at := 0.0, 0.0 // where the pen is and where it should be, in thousandths of the em
	for _, g := range glyphs {
		code, err := f.f.code(g)
		if err != nil {
			return nil, err
		}
		if move := math.Round(at - pen); move != 0 && len(s) > 0 {
			out = append(out, cos.String(s), -int64(move))
			s, pen = nil, pen+move
		}
		s = append(s, byte(code>>8), byte(code))
		pen += float64(f.f.width[code])
		at += float64(g.Advance * 1000)
	}
	if len(s) > 0 {
		out = append(out, cos.String(s))
	}
	return out, nil
}

// Embed adds the font's objects, with the glyphs shown so far and no others, and gives the reference of the font. Of one that the file has it
// adds nothing.
func (f *Font) Embed(add func(cos.Object) cos.Ref) (cos.Ref, error) {
	if f.f.set != nil {
		return f.f.set.ref, nil
	}
	return f.f.embed(add, cos.Deflate)
}
