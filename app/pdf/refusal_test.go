package pdf

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
)

// What could not be a conforming file is not written, and the error names the clause.
func TestRefusal(t *testing.T) {
	for _, c := range []struct {
		name   string
		clause string
		doc    func(*doc.Doc)
		pages  func([]*layout.Page)
		meta   func(*Meta)
	}{
		{name: "title", clause: "ISO 14289-1, 7.1", doc: func(d *doc.Doc) { d.Title = " " }},
		{name: "language", clause: "ISO 14289-1, 7.2", doc: func(d *doc.Doc) { d.Lang = "Nederlands?" }},
		{name: "date", clause: "ISO 19005-3, 6.6.2.3", meta: func(m *Meta) { m.Date = time.Time{} }},
		{name: "level", clause: "ISO 14289-1, 7.4.2", doc: func(d *doc.Doc) { d.Sections[1].Blocks[0].(*doc.Heading).Level = 3 }},
		{name: "first level", clause: "ISO 14289-1, 7.4.2", doc: func(d *doc.Doc) { d.Sections[0].Blocks[0].(*doc.Heading).Level = 2 }},
		{name: "string", clause: "ISO 19005-3, 6.1.13", doc: func(d *doc.Doc) { d.Title = strings.Repeat("é", 20000) }},
		{name: "table", clause: "ISO 14289-1, 7.5", doc: func(d *doc.Doc) {
			r := d.Sections[1].Blocks[3].(*doc.Table).Rows[0]
			r.Cells = r.Cells[:2]
		}},
		{name: "target", clause: "ISO 32000-1, 12.3.2", doc: func(d *doc.Doc) { d.Sections[1].Blocks[0].(*doc.Heading).ID = "" }},
		{name: "description", clause: "ISO 14289-1, 7.18.1", doc: func(d *doc.Doc) { d.Sections[1].Blocks[5].(*doc.Signature).Description = "" }},
		{name: "same field", clause: "ISO 32000-1, 12.7.3.2", doc: func(d *doc.Doc) { d.Sections[1].Blocks[5].(*doc.Signature).Field = "controller" }},
		{name: "foreign words", clause: "ISO 14289-1, 7.2", doc: func(d *doc.Doc) {
			d.Sections[0].Blocks[1].(*doc.Paragraph).Inlines[9].(*doc.Span).Lang = ""
		}},
		{name: "twice", clause: "ISO 32000-1, 14.7.2", doc: func(d *doc.Doc) { d.Sections = append(d.Sections, d.Sections[1]) }},
		{name: "stray run", clause: "ISO 14289-1, 7.1", pages: func(p []*layout.Page) { p[0].Runs[0].Node = &doc.Paragraph{} }},
		{name: "text left out", clause: "ISO 14289-1, 7.1", pages: func(p []*layout.Page) { p[0].Runs = p[0].Runs[1:] }},
		{name: "field left out", clause: "ISO 14289-1, 7.1", pages: func(p []*layout.Page) { p[0].Fields = p[0].Fields[:1] }},
		{name: "stray field", clause: "ISO 14289-1, 7.18.4", pages: func(p []*layout.Page) { p[0].Fields[0].Signature = &doc.Signature{} }},
		{name: "missing glyph", clause: "ISO 19005-3, 6.2.11.8", pages: func(p []*layout.Page) {
			p[0].Runs[0].Glyphs = []face.Glyph{{ID: 0, Text: "😀", Advance: 1}}
		}},
		{name: "bad text", clause: "ISO 19005-3, 6.2.11.7.2", pages: func(p []*layout.Page) { p[0].Runs[0].Glyphs[0].Text = "\xff" }},
		{name: "forbidden text", clause: "ISO 19005-3, 6.2.11.7.2", pages: func(p []*layout.Page) { p[0].Runs[0].Glyphs[0].Text = "\ufeff" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, m := sample(), meta()
			if c.doc != nil {
				c.doc(d)
			}
			pages := set(t, d)
			if c.pages != nil {
				c.pages(pages)
			}
			if c.meta != nil {
				c.meta(&m)
			}
			file, err := Write(d, slices.Values(pages), m)
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Clause != c.clause || file != nil {
				t.Errorf("%d bytes, %v; want a refusal by %s", len(file), err, c.clause)
			}
		})
	}
}
