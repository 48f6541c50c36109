package face

import (
	"fmt"
	"unicode/utf8"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// MissingGlyphError says that a face has no glyph for a rune. Text that holds one is never set.
type MissingGlyphError struct {
	Face string
	Rune rune
}

func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("%s has no glyph for %U", e.Face, e.Rune)
}

// features leaves out the ligatures of the typeface (ff, ft): a sans needs none, and every glyph then has a code point of its own,
// a place to hyphenate on either side, and text that can be found.
var features = []harfbuzz.Feature{
	{Tag: opentype.MustNewTag("liga"), Value: 0, Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd},
}

// shaper is what one shaping at a time needs: neither part is safe for concurrent use.
type shaper struct {
	font   *harfbuzz.Font
	buffer *harfbuzz.Buffer
	runes  []rune
	starts []int // of the runes in the text, and its end
}

// Covers reports whether the face has a glyph for r. Line ends and control characters have none.
func (f *Face) Covers(r rune) bool {
	if r < ' ' {
		return false
	}
	_, ok := f.tables.NominalGlyph(r)
	return ok
}

// Shape returns the glyphs of text, kerned, from left to right. Text is Latin, Greek or Cyrillic; a base with combining marks that has no
// letter of its own becomes several glyphs, of which the first has the text. The error is a *MissingGlyphError.
//
// U+00AD is drawn as the hyphen it stands for, since the layout leaves it only at the end of a line.
func (f *Face) Shape(text string) ([]Glyph, error) {
	s := f.shapers.Get().(*shaper)
	defer f.shapers.Put(s)
	s.runes, s.starts = s.runes[:0], s.starts[:0]
	for i, r := range text {
		if r == '\u00ad' {
			r = '-'
		}
		if !f.Covers(r) {
			return nil, &MissingGlyphError{Face: f.Name, Rune: r}
		}
		s.runes, s.starts = append(s.runes, r), append(s.starts, i)
	}
	s.starts = append(s.starts, len(text))
	s.shape()
	return f.glyphs(s, text)
}

func (s *shaper) shape() {
	s.buffer.Clear()
	s.buffer.AddRunes(s.runes, 0, -1)
	s.buffer.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.Latin, Language: "und"}
	s.buffer.Shape(s.font, features)
}

func (f *Face) glyphs(s *shaper, text string) ([]Glyph, error) {
	em := float64(f.UnitsPerEm)
	glyphs := make([]Glyph, len(s.buffer.Info))
	for i, info := range s.buffer.Info {
		position := s.buffer.Pos[i]
		g := &glyphs[i]
		g.ID, g.Advance = uint16(info.Glyph), float64(position.XAdvance)/em
		if info.Glyph == 0 {
			r, _ := utf8.DecodeRuneInString(text[s.starts[info.Cluster]:])
			return nil, &MissingGlyphError{Face: f.Name, Rune: r}
		}
		if i == 0 || info.Cluster != s.buffer.Info[i-1].Cluster {
			g.Text = text[s.starts[info.Cluster]:s.starts[clusterEnd(s, i)]]
		}
		// A mark has no advance and stands left of where the pen is: the glyph before it takes the pen there and the mark takes it back.
		if offset := float64(position.XOffset) / em; offset != 0 && i > 0 {
			glyphs[i-1].Advance += offset
			g.Advance -= offset
		}
	}
	return glyphs, nil
}

// clusterEnd returns the index of the first rune after the cluster of glyph i.
func clusterEnd(s *shaper, i int) int {
	for _, info := range s.buffer.Info[i+1:] {
		if info.Cluster != s.buffer.Info[i].Cluster {
			return info.Cluster
		}
	}
	return len(s.runes)
}
