package face

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"verwoord/locales"
	"verwoord/templates"
)

// judge is a face in HarfBuzz, without the ligatures that Shape leaves out.
type judge struct {
	t      *testing.T
	face   *Face
	font   *harfbuzz.Font
	buffer *harfbuzz.Buffer
}

func newJudge(t *testing.T, f *Face) *judge {
	t.Helper()
	read, err := font.ParseTTF(bytes.NewReader(withLists(t, f.Data)))
	if err != nil {
		t.Fatal(err)
	}
	extents, _ := read.FontHExtents()
	em := float64(read.Upem())
	if f.UnitsPerEm != int(read.Upem()) || f.Ascent != float64(extents.Ascender)/em || f.Descent != float64(extents.Descender)/em ||
		f.CapHeight != float64(read.LineMetric(font.CapHeight))/em {
		t.Errorf("%s: other metrics", f.Name)
	}
	return &judge{t: t, face: f, font: harfbuzz.NewFont(read), buffer: harfbuzz.NewBuffer()}
}

// withLists is a font file whose kerning names every glyph that it covers: of ranges, HarfBuzz as it is in Go forgets those that follow a
// long one (go-text/typesetting, issue 278).
func withLists(t *testing.T, data []byte) []byte {
	t.Helper()
	file, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var out []opentype.Table
	for _, tag := range file.Tables() {
		content, err := file.RawTable(tag)
		if err != nil {
			t.Fatal(err)
		}
		if tag.String() == "GPOS" {
			content = listCoverage(t, content)
		}
		out = append(out, opentype.Table{Tag: tag, Content: content})
	}
	return opentype.WriteTTF(out)
}

// listCoverage puts a copy of every subtable of the one lookup, with its coverage as a list, after the table.
func listCoverage(t *testing.T, gpos []byte) []byte {
	t.Helper()
	list := int(u16(gpos, 8))
	lookup := list + int(u16(gpos, list+2))
	out := slices.Clone(gpos)
	for i, s := range subtablesOf(gpos, 0, 9) {
		coverage, _, err := tables.ParseCoverage(s.data[u16(s.data, 2):])
		if err != nil {
			t.Fatal(err)
		}
		copied := slices.Clone(s.data)
		binary.BigEndian.PutUint16(copied[2:], uint16(len(copied)))
		copied = binary.BigEndian.AppendUint16(copied, 1)
		copied = binary.BigEndian.AppendUint16(copied, uint16(coverage.Len()))
		for glyph := range uint16(math.MaxUint16) {
			if _, ok := coverage.Index(glyph); ok {
				copied = binary.BigEndian.AppendUint16(copied, glyph)
			}
		}
		extension := lookup + int(u16(gpos, lookup+6+2*i))
		binary.BigEndian.PutUint32(out[extension+4:], uint32(len(out)-extension))
		out = append(out, copied...)
	}
	return out
}

// same shapes a text both ways.
func (j *judge) same(text string) {
	j.t.Helper()
	glyphs, err := j.face.Shape(text)
	if err != nil {
		j.t.Fatalf("%q: %v", text, err)
	}
	j.buffer.Clear()
	j.buffer.AddRunes([]rune(strings.ReplaceAll(text, "\u00ad", "-")), 0, -1)
	j.buffer.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.Latin, Language: "nl"}
	j.buffer.Shape(j.font, []harfbuzz.Feature{{Tag: opentype.MustNewTag("liga"), Value: 0, Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd}})
	if len(glyphs) != len(j.buffer.Info) {
		j.t.Fatalf("%s: %q has %d glyphs, in HarfBuzz %d", j.face.Name, around(text, 0), len(glyphs), len(j.buffer.Info))
	}
	at := 0
	for i, g := range glyphs {
		info, position := j.buffer.Info[i], j.buffer.Pos[i]
		if uint16(info.Glyph) != g.ID || info.Cluster != at {
			j.t.Fatalf("%s: %q: glyph %d is %d of character %d, in HarfBuzz %d of %d", j.face.Name, around(text, at), i, g.ID, at, info.Glyph, info.Cluster)
		}
		if float64(position.XAdvance)/float64(j.face.UnitsPerEm) != g.Advance || position.XOffset != 0 || position.YOffset != 0 {
			j.t.Fatalf("%s: %q: glyph %d is %g wide, in HarfBuzz %d", j.face.Name, around(text, at), i, g.Advance, position.XAdvance)
		}
		at += len([]rune(g.Text))
	}
}

// around is the part of a text to report.
func around(text string, at int) string {
	runes := []rune(text)
	return string(runes[max(0, at-4):min(len(runes), at+20)])
}

// eachFace asks every face of the family about texts.
func eachFace(t *testing.T, ask func(t *testing.T, j *judge)) {
	family, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range family.Faces() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			ask(t, newJudge(t, f))
		})
	}
}

// repertoire is every character of a face.
func repertoire(f *Face) []rune {
	var out []rune
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if f.glyph(r) != 0 {
			out = append(out, r)
		}
	}
	return out
}

// Every pair of what Dutch, English and their neighbours are written with, in both orders, is kerned as HarfBuzz kerns it.
func TestPairs(t *testing.T) {
	eachFace(t, func(t *testing.T, j *judge) {
		all := slices.DeleteFunc(repertoire(j.face), func(r rune) bool { return 0x180 <= r && r < 0x2000 })
		if len(all) < 350 {
			t.Fatalf("%d characters", len(all))
		}
		for i, left := range all {
			var b strings.Builder
			for _, right := range all[i:] {
				b.WriteRune(left)
				b.WriteRune(right)
			}
			j.same(b.String())
		}
	})
}

// The texts that documents are made of.
func TestTexts(t *testing.T) {
	eachFace(t, func(t *testing.T, j *judge) {
		texts := 0
		for _, files := range []fs.FS{templates.FS, locales.FS} {
			err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				text, err := fs.ReadFile(files, name)
				for line := range strings.Lines(strings.ReplaceAll(string(text), "\t", " ")) {
					j.same(strings.TrimSuffix(line, "\n"))
					texts++
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if texts < 1000 {
			t.Errorf("%d texts", texts)
		}
	})
}

// What letters become beside each other: points, dots and fractions, in every order.
func TestCompositions(t *testing.T) {
	eachFace(t, func(t *testing.T, j *judge) {
		for _, text := range []string{"l·l", "L·L", "col·legi", "l·L", "l··l", "її", "Марії", "ЇЇЇ", "ІЇ", "іїі", "1⁄2", "⁄", "1⁄", "⁄2", "12⁄345", "1⁄2⁄3", "a1⁄2b", "1 1⁄2"} {
			j.same(text)
		}
		random := rand.New(rand.NewPCG(1, 2))
		letters, all := []rune("l·LїЇіІ⁄0189a (.,) "), repertoire(j.face)
		for i := range 2000 {
			from := letters
			if i%2 == 0 {
				from = all
			}
			text := make([]rune, 1+random.IntN(24))
			for i := range text {
				text[i] = from[random.IntN(len(from))]
			}
			j.same(string(text))
		}
	})
}
