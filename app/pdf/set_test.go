package pdf

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
)

// setter sets a tree in one column, word by word, without any grace: pages to write that do not wait for the real layout.
type setter struct {
	testing.TB
	family *face.Family
	pages  []*layout.Page
	page   *layout.Page
	x, y   float64
	left   float64
	size   float64
}

const (
	sheetWidth, sheetHeight = 595.28, 841.89
	margin, measure         = 64.0, 467.0
	leading                 = 1.35
)

func set(t testing.TB, d *doc.Doc) []*layout.Page {
	t.Helper()
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := &setter{TB: t, family: family, size: 10, left: margin}
	s.newPage()
	for _, section := range d.Sections {
		s.blocks(section.Blocks)
	}
	for i, p := range s.pages {
		p.Runs = append(p.Runs, s.run(nil, family.Regular, strings.Join(d.Foot, " · ")+fmt.Sprintf(" %d/%d", i+1, len(s.pages)), margin, 800))
		p.Rules = append(p.Rules, layout.Rule{X1: margin, Y1: 788, X2: margin + measure, Y2: 788, Width: 0.4, Ink: layout.Hair})
	}
	return s.pages
}

func (s *setter) newPage() {
	s.page = &layout.Page{Width: sheetWidth, Height: sheetHeight}
	s.pages = append(s.pages, s.page)
	s.y = margin
}

func (s *setter) newLine() {
	s.x, s.y = s.left, s.y+s.size*leading
	if s.y > 770 {
		s.newPage()
		s.y += s.size * leading
	}
}

func (s *setter) run(n doc.Node, f *face.Face, text string, x, y float64) layout.Run {
	glyphs, err := f.Shape(text)
	if err != nil {
		s.Fatal(err)
	}
	return layout.Run{Node: n, Face: f, Size: s.size, X: x, Y: y, Glyphs: glyphs}
}

func (s *setter) blocks(blocks []doc.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Section:
			s.blocks(b.Blocks)
		case *doc.Heading:
			s.size = []float64{20, 14, 11, 10, 10, 10}[b.Level-1]
			s.newLine()
			if b.Label != nil {
				s.words(b.Label, s.family.SemiBold, b.Label.Text+" ")
			}
			s.inlines(b, s.family.SemiBold, b.Inlines)
			s.size = 10
		case *doc.Paragraph:
			s.newLine()
			s.inlines(b, s.family.Regular, b.Inlines)
		case *doc.List:
			for _, item := range b.Items {
				s.newLine()
				if item.Label != nil {
					s.words(item.Label, s.family.Regular, item.Label.Text+" ")
					s.y -= s.size * leading
				}
				s.left += 24
				s.blocks(item.Blocks)
				s.left -= 24
			}
		case *doc.Table:
			rows := b.Rows
			if b.Head != nil {
				rows = append([]*doc.Row{b.Head}, rows...)
			}
			for _, r := range rows {
				for i, c := range r.Cells {
					if i == 0 {
						s.newLine()
					}
					s.x = s.left + float64(i)*measure/float64(len(r.Cells))
					s.inlines(c, s.family.Regular, c.Inlines)
				}
			}
		case *doc.Signature:
			s.newLine()
			s.page.Fields = append(s.page.Fields, layout.Field{Box: layout.Box{X: s.left, Y: s.y, Width: 200, Height: 60}, Signature: b})
			s.y += 70
		}
	}
}

func (s *setter) inlines(n doc.Node, f *face.Face, inlines []doc.Inline) {
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			s.words(n, f, in.Text)
		case *doc.Value:
			s.words(in, f, in.Text)
		case *doc.Strong:
			s.inlines(n, s.family.SemiBold, in.Inlines)
		case *doc.Emphasis:
			s.inlines(n, s.family.Italic, in.Inlines)
		case *doc.Link:
			s.inlines(in, f, in.Inlines)
		case *doc.Span:
			s.inlines(in, f, in.Inlines)
		case *doc.Break:
			s.newLine()
		}
	}
}

// words sets text, each word with the space after it.
func (s *setter) words(n doc.Node, f *face.Face, text string) {
	for _, word := range strings.SplitAfter(text, " ") {
		if word == "" {
			continue
		}
		run := s.run(n, f, word, s.x, s.y)
		width := 0.0
		for _, g := range run.Glyphs {
			width += g.Advance * s.size
		}
		if s.x+width > margin+measure && s.x > s.left {
			s.newLine()
			run.X, run.Y = s.x, s.y
		}
		s.x += width
		s.page.Runs = append(s.page.Runs, run)
	}
}

func text(s string) []doc.Inline { return []doc.Inline{&doc.Text{Text: s}} }

func para(inlines ...doc.Inline) *doc.Paragraph { return &doc.Paragraph{Inlines: inlines} }

func words(s string) doc.Inline { return &doc.Text{Text: s} }

// sample has one of everything that a tree can have.
func sample() *doc.Doc {
	return &doc.Doc{
		Title: "Verwerkersovereenkomst – Zorggroep De Linde B.V.", Subject: "Artikel 28 AVG", Author: "JEX", Lang: "nl",
		Keywords: []string{"AVG", "verwerker"},
		Foot:     []string{"Verwerkersovereenkomst", "2025"},
		Sections: []*doc.Section{
			{ID: "front", Blocks: []doc.Block{
				&doc.Heading{Level: 1, Inlines: text("Verwerkersovereenkomst")},
				&doc.Paragraph{Style: doc.Lead, Inlines: []doc.Inline{
					words("Tussen "), &doc.Value{Text: "Zorggroep De Linde B.V."}, words(" en "),
					&doc.Strong{Inlines: text("JEX Nederland")}, words(", zie "),
					&doc.Link{URL: "#art-1", Inlines: text("artikel 1")}, words(" of "),
					&doc.Link{URL: "https://example.nl/é?a=(1)", Inlines: text("de website (onze voorwaarden)")}, words("; het "),
					&doc.Span{Lang: "en", Inlines: text("data breach")}, words(" is officiële col·lecció. "),
					&doc.Emphasis{Inlines: text("Łódź, Çeşme, Plzeň.")},
				}},
			}},
			{ID: "terms", Blocks: []doc.Block{
				&doc.Heading{ID: "art-1", Level: 2, Label: &doc.Label{Text: "1"}, Inlines: text("Onderwerp")},
				&doc.List{Kind: doc.Clauses, Items: []*doc.Item{
					{Label: &doc.Label{Text: "1.1"}, Blocks: []doc.Block{para(words("De verwerker verwerkt alleen op instructie."))}},
					{Label: &doc.Label{Text: "1.2"}, Blocks: []doc.Block{para(words("De bijlagen horen erbij:")), &doc.List{Items: []*doc.Item{
						{Label: &doc.Label{Text: "–"}, Blocks: []doc.Block{para(words("Bijlage 1"))}},
						{Label: &doc.Label{Text: "–"}, Blocks: []doc.Block{para(words("Bijlage 2"), &doc.Break{}, words("en verder"))}},
					}}}},
				}},
				&doc.Heading{Level: 3, Inlines: text("Subverwerkers")},
				&doc.Table{ID: "subs", Columns: []doc.Align{doc.Left, doc.Left, doc.Right}, RowHead: true,
					Head: &doc.Row{Cells: []*doc.Cell{{Inlines: text("Naam")}, {Inlines: text("Land")}, {Inlines: text("Sinds")}}},
					Rows: []*doc.Row{
						{Cells: []*doc.Cell{{Inlines: text("Voorbeeld Hosting B.V.")}, {Inlines: text("NL")}, {Inlines: text("2025")}}},
						{Cells: []*doc.Cell{{Inlines: text("Contoso")}, {}, {Inlines: text("2024")}}},
					}},
				&doc.Heading{Level: 2, Label: &doc.Label{Text: "2"}, Inlines: text("Ondertekening")},
				&doc.Signature{Field: "processor", Description: "Handtekening van JEX Nederland B.V."},
				para(words("Naam en datum")),
				&doc.Signature{Field: "controller", Description: "Handtekening van Zorggroep De Linde B.V."},
			}},
		},
	}
}

func meta() Meta {
	return Meta{
		Date:       time.Date(2026, 11, 22, 10, 30, 0, 0, time.FixedZone("CET", 3600)),
		Attachment: func() (Attachment, error) { return carried, nil },
	}
}

var carried = Attachment{
	Name: "dossier.json", Description: "De gegevens van deze overeenkomst", MediaType: "application/json",
	Data: []byte(`{"schema":"verwoord/dossier/1"}` + "\n"),
}

// long is the sample with the words of the agreement as clauses.
func long(t testing.TB) *doc.Doc {
	t.Helper()
	data, err := os.ReadFile("testdata/agreement.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := &doc.List{Kind: doc.Clauses}
	for i, p := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		var inlines []doc.Inline
		for _, line := range strings.Split(p, "\n") {
			inlines = append(inlines, &doc.Value{Text: strings.ReplaceAll(line, "\t", " ") + " "})
		}
		list.Items = append(list.Items, &doc.Item{Label: &doc.Label{Text: fmt.Sprintf("3.%d", i+1)}, Blocks: []doc.Block{para(inlines...)}})
	}
	d := sample()
	d.Sections = append(d.Sections, &doc.Section{Blocks: []doc.Block{
		&doc.Heading{Level: 2, Label: &doc.Label{Text: "3"}, Inlines: text("Voorwaarden")}, list,
	}})
	return d
}
