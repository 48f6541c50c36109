package face

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MissingGlyphError says that a face has no glyph for a rune. Text that holds one is never set.
type MissingGlyphError struct {
	Face string
	Rune rune
}

func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("%s has no glyph for %U", e.Face, e.Rune)
}

// Shape returns the glyphs of text, kerned, from left to right, as HarfBuzz does. Text is Latin, Greek or Cyrillic, each letter with its
// accents one character (NFC). A character without a glyph is a *MissingGlyphError.
//
// Ligatures (ff, ft) are left out: a sans needs none, and almost every glyph then has a code point of its own, a place to hyphenate on
// either side, and text that can be found. U+00AD is drawn as the hyphen it stands for, since the layout leaves it only at the end of a
// line.
func (f *Face) Shape(text string) ([]Glyph, error) {
	glyphs := make([]Glyph, 0, utf8.RuneCountInString(text))
	composed := false
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == '\u00ad' {
			r = '-'
		}
		id := f.glyph(r)
		if id == 0 {
			return nil, &MissingGlyphError{Face: f.Name, Rune: r}
		}
		glyphs = append(glyphs, Glyph{ID: id, Text: text[i : i+size]})
		composed = composed || r > '~' && strings.ContainsRune(composing, r)
	}
	if composed {
		s, err := f.substitutions()
		if err != nil {
			return nil, fmt.Errorf("read the substitutions of %s: %w", f.Name, err)
		}
		glyphs = s.apply(glyphs)
	}
	em := float64(f.UnitsPerEm)
	for i := range glyphs {
		units := int(f.metrics.Advance(glyphs[i].ID))
		if i+1 < len(glyphs) {
			units += f.kerning.between(glyphs[i].ID, glyphs[i+1].ID)
		}
		glyphs[i].Advance = float64(units) / em
	}
	return glyphs, nil
}
