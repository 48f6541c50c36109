package face

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
)

// files holds Source Sans 3 as TrueType, under the SIL Open Font License (fonts/OFL.txt).
//
//go:embed fonts/*.ttf
var files embed.FS

// Family is the styles that the sheet uses. It is immutable and safe for concurrent use.
type Family struct {
	Regular  *Face
	SemiBold *Face
	Italic   *Face
}

// Load reads the typeface. It takes some milliseconds: load it once and share it.
func Load() (*Family, error) {
	var family Family
	for _, style := range []struct {
		face **Face
		name string
	}{
		{&family.Regular, "SourceSans3-Regular"},
		{&family.SemiBold, "SourceSans3-SemiBold"},
		{&family.Italic, "SourceSans3-Italic"},
	} {
		f, err := load(style.name)
		if err != nil {
			return nil, fmt.Errorf("load typeface %s: %w", style.name, err)
		}
		*style.face = f
	}
	return &family, nil
}

// Faces returns every face of the family, in a fixed order.
func (f *Family) Faces() []*Face { return []*Face{f.Regular, f.SemiBold, f.Italic} }

// Covers reports whether every face of the family has a glyph for r.
func (f *Family) Covers(r rune) bool {
	return f.Regular.Covers(r) && f.SemiBold.Covers(r) && f.Italic.Covers(r)
}

func load(name string) (*Face, error) {
	data, err := files.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		return nil, err
	}
	tables, err := parse(data)
	if err != nil {
		return nil, err
	}
	face := font.NewFace(tables)
	extents, ok := face.FontHExtents()
	if !ok {
		return nil, fmt.Errorf("no horizontal metrics")
	}
	em := float64(tables.Upem())
	return &Face{
		Name:       name,
		Data:       data,
		UnitsPerEm: int(tables.Upem()),
		Ascent:     float64(extents.Ascender) / em,
		Descent:    float64(extents.Descender) / em,
		CapHeight:  float64(face.LineMetric(font.CapHeight)) / em,
		tables:     tables,
		shapers: &sync.Pool{New: func() any {
			return &shaper{font: harfbuzz.NewFont(font.NewFace(tables)), buffer: harfbuzz.NewBuffer()}
		}},
	}, nil
}

// shaping are the tables of a font file that shaping reads, sorted. Its outlines are not among them: they take longer to read than the rest.
var shaping = []string{"GDEF", "GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp"}

func parse(data []byte) (*font.Font, error) {
	file, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	kept := make([]opentype.Table, len(shaping))
	for i, name := range shaping {
		kept[i].Tag = opentype.MustNewTag(name)
		if kept[i].Content, err = file.RawTable(kept[i].Tag); err != nil {
			return nil, err
		}
	}
	part, err := opentype.NewLoader(bytes.NewReader(opentype.WriteTTF(kept)))
	if err != nil {
		return nil, err
	}
	return font.NewFont(part)
}
