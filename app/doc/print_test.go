package doc_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/doc"
)

var update = flag.Bool("update", false, "write the golden files anew")

// every holds each kind of node, and words that each printer has to escape.
var every = &doc.Doc{
	Title:   `Alles & "nog" wat`,
	Subject: "Elke soort knoop",
	Author:  "JEX",
	Lang:    "nl",
	Foot:    []string{"Alles", "2025"},
	PageOf:  "pagina {page} van {pages}",
	Sections: []*doc.Section{{ID: "all", Blocks: []doc.Block{
		&doc.Heading{ID: "all", Level: 1, Inlines: text("Alles")},
		&doc.Paragraph{Style: doc.Lead, Inlines: text("Onder de titel.")},
		&doc.Paragraph{Style: doc.Note, Inlines: []doc.Inline{&doc.Text{Text: "Een kanttekening,"}, &doc.Break{}, &doc.Text{Text: "- op twee regels."}}},
		&doc.Paragraph{ID: "all.1", Inlines: []doc.Inline{
			&doc.Text{Text: "Voor "},
			&doc.Value{Path: "/controller/name", Text: `*<b>De|Linde</b>* [x](y) \`},
			&doc.Text{Text: ", "},
			&doc.Strong{Inlines: text("sterk")},
			&doc.Text{Text: " en "},
			&doc.Emphasis{Inlines: text("schuin")},
			&doc.Break{},
			&doc.Link{URL: "https://example.com/?a=1&b=(2)", Inlines: text("elders")},
			&doc.Text{Text: " of "},
			&doc.Span{Lang: "en", Inlines: text("elsewhere")},
		}},
		&doc.Section{ID: "rules", Columns: 2, NewPage: true, Keep: true, Small: true, Blocks: []doc.Block{
			&doc.Heading{ID: "rules", Level: 2, Label: &doc.Label{Text: "1"}, Inlines: text("Regels")},
			&doc.List{Kind: doc.Clauses, Items: []*doc.Item{
				{ID: "rules.1", Label: &doc.Label{Text: "1.1"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text("Een regel.")}}},
				{ID: "rules.2", Label: &doc.Label{Text: "1.2"}, Blocks: []doc.Block{
					&doc.Paragraph{Style: doc.Caption, Inlines: text("Met een titel")},
					&doc.Paragraph{Inlines: text("1. en een lijst:")},
					&doc.List{Items: []*doc.Item{
						{Label: &doc.Label{Text: "–"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text("een;")}}},
						{Label: &doc.Label{Text: "–"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text("twee,")}, &doc.Paragraph{Inlines: text("in twee alinea’s.")}}},
					}},
				}},
			}},
			&doc.List{Kind: doc.Terms, Items: []*doc.Item{
				{ID: "terms.1", Blocks: []doc.Block{&doc.Paragraph{Inlines: []doc.Inline{&doc.Strong{Inlines: text("Klant")}, &doc.Text{Text: ": wie koopt."}}}}},
				{ID: "terms.2", Blocks: []doc.Block{&doc.Paragraph{Inlines: []doc.Inline{&doc.Strong{Inlines: text("Wij")}, &doc.Text{Text: ": wie verkoopt."}}}}},
			}},
		}},
		&doc.Table{ID: "facts", Columns: []doc.Align{doc.Left, doc.Left}, RowHead: true, Rows: []*doc.Row{
			row(text("Naam"), []doc.Inline{&doc.Text{Text: "een"}, &doc.Break{}, &doc.Text{Text: "twee"}}),
			row(text("Datum"), nil),
		}},
		&doc.Table{Columns: []doc.Align{doc.Left, doc.Right, doc.Left}, RowHead: true, Head: row(nil, text("Aantal"), text("Waarvan")), Rows: []*doc.Row{
			row(text("Ja"), text("1"), text("a | b")),
			row(text("Nee"), text("20"), []doc.Inline{&doc.Text{Text: "c"}, &doc.Break{}, &doc.Text{Text: "d"}}),
		}},
		&doc.Signature{Field: "processor", Description: `Handtekening van "JEX"`},
	}}},
}

func text(s string) []doc.Inline { return []doc.Inline{&doc.Text{Text: s}} }

func row(cells ...[]doc.Inline) *doc.Row {
	r := &doc.Row{}
	for _, c := range cells {
		r.Cells = append(r.Cells, &doc.Cell{Inlines: c})
	}
	return r
}

// One tree in every form.
func TestPrint(t *testing.T) {
	got := &txtar.Archive{Files: []txtar.File{
		{Name: "dump", Data: every.Dump()},
		{Name: "text", Data: every.Text()},
		{Name: "markdown", Data: every.Markdown()},
		{Name: "html", Data: every.HTML()},
	}}
	const name = "testdata/every.txtar"
	if *update {
		if err := os.WriteFile(name, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Files) != len(got.Files) {
		t.Fatalf("%d forms in %s, want %d", len(want.Files), name, len(got.Files))
	}
	for i, f := range got.Files {
		if string(f.Data) != string(want.Files[i].Data) {
			t.Errorf("%s is\n%s\nwant\n%s", f.Name, f.Data, want.Files[i].Data)
		}
	}
}

// The plain text has the words of the tree in the order of the walk, which is that of the tags.
func TestTextOrder(t *testing.T) {
	var want []string
	for _, s := range every.Sections {
		doc.Walk(s, func(n doc.Node) {
			switch n := n.(type) {
			case *doc.Label:
				want = append(want, n.Text)
			case *doc.Text:
				want = append(want, n.Text)
			case *doc.Value:
				want = append(want, n.Text)
			}
		})
	}
	joined := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if got := joined(strings.Trim(string(every.Text()), "_\n")); got != joined(strings.Join(want, "")) {
		t.Errorf("got  %s\nwant %s", got, joined(strings.Join(want, "")))
	}
}

func TestPage(t *testing.T) {
	page := string(every.HTMLPage())
	for _, want := range []string{
		"<!DOCTYPE html>\n<html lang=\"nl\">", "<meta charset=\"utf-8\">", "<title>Alles &amp; &quot;nog&quot; wat</title>", string(every.HTML()),
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	if strings.Contains(page, " style=") {
		t.Error("style inside an element")
	}
}
