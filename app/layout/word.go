package layout

import (
	"unicode/utf8"

	"verwoord/app/layout/face"
	"verwoord/app/layout/hyphen"
)

// word is a shaped word, or the part of one that has one look, with the places where it may be broken. It is never changed.
type word struct {
	text   string
	glyphs []face.Glyph
	width  float64 // of the em
	cuts   []cut   // in order
	kinds  kinds
}

// cut is a place in a word where a line may end.
type cut struct {
	glyph  int // that the next line begins with
	kind   hyphen.Kind
	kern   float64      // of the em: what the last glyph's advance gains when a hyphen follows instead of the next letter
	hyphen []face.Glyph // added at the end of the line; none for a cut that is not hyphen.Soft
	letter []face.Glyph // what the next line begins with instead of its first glyph; nil when they are the same
}

// prepare shapes a word and finds its cuts. Of literal words only addresses have cuts.
func (s *Setter) prepare(k wordKey) (*word, error) {
	glyphs, err := k.face.Shape(k.text)
	if err != nil {
		return nil, err
	}
	w := &word{text: k.text, glyphs: glyphs, width: advance(glyphs), kinds: kindsOf(k.text)}
	if k.literal && !hyphen.IsAddress(k.text) || len(glyphs) < 4 {
		return w, nil
	}
	for _, b := range s.hyphenator(k.lang).Breaks(nil, k.text) {
		c := cut{glyph: glyphAt(glyphs, b.At), kind: b.Kind}
		if c.glyph <= 0 {
			continue
		}
		if b.Kind == hyphen.Soft {
			if err := s.hyphenate(k.face, glyphs, b, &c); err != nil {
				return nil, err
			}
		}
		w.cuts = append(w.cuts, c)
	}
	return w, nil
}

// hyphenate completes a cut at which a hyphen is added.
func (s *Setter) hyphenate(f *face.Face, glyphs []face.Glyph, b hyphen.Break, c *cut) error {
	last := glyphs[c.glyph-1]
	if last.Text == "" {
		return nil
	}
	pair, err := s.word(look{style: style{face: f}, literal: true}, last.Text+"-")
	if err != nil {
		return err
	}
	sign := pair.glyphs[len(pair.glyphs)-1]
	c.kern = pair.width - sign.Advance - last.Advance
	sign.Text = softHyphen
	c.hyphen = []face.Glyph{sign}
	if b.Letter == 0 {
		return nil
	}
	// The next letter is shaped along for its kerning.
	next := string(b.Letter)
	if c.glyph+1 < len(glyphs) {
		next += glyphs[c.glyph+1].Text
	}
	plain, err := s.word(look{style: style{face: f}, literal: true}, next)
	if err != nil {
		return err
	}
	letter := plain.glyphs[0]
	letter.Text = glyphs[c.glyph].Text // it still stands for the letter of the text
	c.letter = []face.Glyph{letter}
	return nil
}

// softHyphen is the text of a hyphen that is not in the document's text.
const softHyphen = "\u00ad"

// glyphAt returns the index of the glyph whose text begins at a byte, -1 when none does.
func glyphAt(glyphs []face.Glyph, at int) int {
	byteAt := 0
	for i := range glyphs {
		if byteAt == at && glyphs[i].Text != "" {
			return i
		}
		byteAt += len(glyphs[i].Text)
	}
	return -1
}

// advance returns the width of glyphs, of the em.
func advance(glyphs []face.Glyph) float64 {
	w := 0.0
	for i := range glyphs {
		w += glyphs[i].Advance
	}
	return w
}

// hang returns how far a glyph at the end of a line stands out.
func hang(g face.Glyph, size float64) float64 {
	return min(protrusion(g)*g.Advance*size, hangRight)
}

// protrusion returns how much of a glyph may stand out of the right edge of a column, of its advance: marks that weigh little, so that the
// edge looks straight.
func protrusion(g face.Glyph) float64 {
	r, _ := utf8.DecodeRuneInString(g.Text)
	switch r {
	case '\u00ad', '-', '\u2010', '.', ',':
		return 0.6
	case ';', ':', '’', '”', '\'', '"':
		return 0.4
	case '–', ')', '!', '?':
		return 0.15
	}
	return 0
}
