package pdf

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/go-pdf/fpdf"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// generated is the plain file that fpdf makes of the pages, and what its tags and annotations are to be.
type generated struct {
	file  []byte
	pages []imprint
	faces faces

	attachment Attachment
	attached   *cos.Stream // its data; nil when there is none
}

// imprint is what stays of a page that was drawn.
type imprint struct {
	height float64
	drawn  []byte      // what it draws, after as much of that as fpdf is expected to draw
	ahead  int         // how much that is
	packed *cos.Stream // drawn, once the packer has finished
	marks  []*element
	areas  []area // in the order of fpdf's annotations
	fields []layout.Field
}

// generate draws the pages. Fonts, tags, fields and everything else that fpdf does not write come later, in assemble.
func generate(d *doc.Doc, pages iter.Seq[*layout.Page], m Meta, s *structure, pack *packer) (*generated, error) {
	var f *fpdf.Fpdf
	g := &generated{}
	links := linker{structure: s}
	paint, ahead := painter{structure: s, faces: faces{spare: m.Spare}}, newForesight()
	for page := range pages {
		if f == nil {
			f = newFile(page)
			links.file = f
		}
		text, err := drawPage(f, &paint, page, len(g.pages))
		if err != nil {
			return nil, err
		}
		for _, a := range paint.areas {
			if err := links.add(a); err != nil {
				return nil, err
			}
		}
		i := imprint{height: page.Height, marks: paint.marks, areas: paint.areas, fields: slices.Clone(page.Fields)}
		i.drawn = ahead.appendPage(make([]byte, 0, 128+40*len(page.Rules)+len(text)), page)
		i.ahead = len(i.drawn)
		i.drawn = append(i.drawn, text...)
		i.packed = pack.deflate(cos.Dict{}, i.drawn)
		g.pages = append(g.pages, i)
	}
	if f == nil {
		return nil, &Refusal{"ISO 32000-1, 7.7.3.2", "the document has no pages"}
	}
	describe(f, d, m)
	g.faces = paint.faces
	for _, font := range g.faces.fonts {
		if err := font.cut(pack.deflate); err != nil {
			return nil, err
		}
	}
	if err := s.complete(); err != nil {
		return nil, err
	}
	if err := links.resolve(); err != nil {
		return nil, err
	}
	bookmarks(f, s, g.pages)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	g.file = out.Bytes()
	return g, nil
}

// describe says what the file is.
func describe(f *fpdf.Fpdf, d *doc.Doc, m Meta) {
	f.SetCreationDate(m.Date)
	f.SetModificationDate(m.Date)
	f.SetTitle(string(cos.Text(d.Title)), false)
	f.SetSubject(string(cos.Text(d.Subject)), false)
	f.SetAuthor(string(cos.Text(d.Author)), false)
	f.SetKeywords(string(cos.Text(strings.Join(d.Keywords, ", "))), false)
	f.SetProducer(producer, false)
	f.SetXmpMetadata(xmp(d, m))
}

// newFile begins a file whose pages are mostly of the size of one.
func newFile(page *layout.Page) *fpdf.Fpdf {
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: page.Width, Ht: page.Height}})
	f.SetCompression(false)
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	return f
}

// drawPage adds a page with its rules, and gives its text, which holds until the next: that goes behind them once the file is read, so that it
// is not carried to and fro.
func drawPage(f *fpdf.Fpdf, paint *painter, page *layout.Page, index int) ([]byte, error) {
	f.AddPageFormat("P", fpdf.SizeType{Wd: page.Width, Ht: page.Height})
	drawRules(f, page.Rules)
	if err := paint.text(page, index); err != nil {
		return nil, err
	}
	paint.out = append(paint.out, '\n')
	return paint.out, nil
}

// drawRules draws the rules of a page, artifacts all of them.
func drawRules(f *fpdf.Fpdf, rules []layout.Rule) {
	if len(rules) == 0 {
		return
	}
	f.RawWriteStr("/Artifact<</Type/Layout>>BDC")
	width, ink := -1.0, layout.Ink(-1)
	for _, r := range rules {
		if r.Ink != ink {
			ink = r.Ink
			f.SetDrawColor(int(inks[ink][0]), int(inks[ink][1]), int(inks[ink][2]))
		}
		if r.Width != width {
			width = r.Width
			f.SetLineWidth(width)
		}
		f.Line(r.X1, r.Y1, r.X2, r.Y2)
	}
	f.RawWriteStr("EMC")
}

// linker adds the links; those within the document are resolved when every page is known.
type linker struct {
	file      *fpdf.Fpdf
	structure *structure
	internal  []destination
}

type destination struct {
	link   int
	target *element
}

func (l *linker) add(a area) error {
	to := a.link.link.URL
	id, internal := strings.CutPrefix(to, "#")
	if !internal {
		l.file.LinkString(a.X, a.Y, a.Width, a.Height, asciiURL(to))
		return nil
	}
	target := l.structure.targets[id]
	if target == nil {
		return &Refusal{"ISO 32000-1, 12.3.2", fmt.Sprintf("a link to %q, which is not in the document", to)}
	}
	link := l.file.AddLink()
	l.file.Link(a.X, a.Y, a.Width, a.Height, link)
	l.internal = append(l.internal, destination{link, target})
	return nil
}

func (l *linker) resolve() error {
	for _, d := range l.internal {
		if !d.target.seen {
			return &Refusal{"ISO 32000-1, 12.3.2", fmt.Sprintf("a link to a %s that stands on no page", d.target.tag)}
		}
		l.file.SetLink(d.link, d.target.top, int(d.target.page)+1)
	}
	return nil
}

// asciiURL escapes what a URI action cannot hold (ISO 32000-1, table 206).
func asciiURL(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			fmt.Fprintf(&b, "%%%02X", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// bookmarks makes the outline of the headings, whose levels check has found to be without gaps.
func bookmarks(f *fpdf.Fpdf, s *structure, pages []imprint) {
	last := pages[len(pages)-1].height // fpdf measures every bookmark on the last page
	for _, h := range s.headings {
		f.SetPage(int(h.page) + 1)
		f.Bookmark(string(cos.Text(h.text)), h.level-1, h.top+last-pages[h.page].height)
	}
	f.SetPage(len(pages))
}
