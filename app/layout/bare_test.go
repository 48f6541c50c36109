package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout"
)

// TestBare has a table run over its page by some rows, in front of a section that begins a page: of whatever length the two are, no page but the last
// has next to nothing on it, and the section begins a page of its own unless that page would be almost empty.
func TestBare(t *testing.T) {
	joined, apart := 0, 0
	for rows := 20; rows < 60; rows++ {
		for words := 100; words < 2000; words += 400 {
			d := &doc.Doc{Title: "Tabel", Lang: "nl", PageOf: "{page}/{pages}", Sections: []*doc.Section{
				{Small: true, Columns: 1, Blocks: []doc.Block{rowsOf(rows)}},
				{Small: true, NewPage: true, Columns: 2, Blocks: []doc.Block{
					&doc.Heading{Level: 2, Inlines: text("Voorwaarden")},
					&doc.Paragraph{Inlines: text(strings.Repeat("Dit is een zin van acht woorden lang. ", words/8))},
				}},
			}}
			pages, report := set(t, d)
			lawful(t, d, pages)
			inOrder(t, d, pages)
			if report.Bare+report.Short > 0 {
				t.Errorf("%d rows, %d words:\n%s", rows, words, report)
			}
			if begins(pages, "Voorwaarden") {
				apart++
			} else {
				joined++
			}
		}
	}
	if joined == 0 || apart < 4*joined {
		t.Errorf("the section begins its page %d times, %d times it does not", apart, joined)
	}
}

func rowsOf(n int) *doc.Table {
	table := &doc.Table{Columns: make([]doc.Align, 2), Head: cells(text("Naam"), text("Dienst"))}
	for i := range n {
		table.Rows = append(table.Rows, cells(text(fmt.Sprint("Naam ", i)), text("Hosting van de sollicitatieomgeving")))
	}
	return table
}

// begins tells whether a page opens with a text.
func begins(pages []*layout.Page, text string) bool {
	for _, p := range pages {
		if textOf(p.Runs[0]) == text {
			return true
		}
	}
	return false
}

// TestBlankLine: a blank line parts what stands on either side, and no page begins with one or counts it as a line.
func TestBlankLine(t *testing.T) {
	for before := 25; before < 36; before++ {
		var blocks []doc.Block
		for i := range before {
			blocks = append(blocks, &doc.Paragraph{Inlines: text(fmt.Sprint("Regel ", i))})
		}
		blocks = append(blocks, &doc.Paragraph{Inlines: []doc.Inline{
			&doc.Text{Text: "Eerst"}, &doc.Break{}, &doc.Break{}, &doc.Text{Text: "dan"}, &doc.Break{}, &doc.Break{}, &doc.Text{Text: "ten slotte"}}},
			&doc.Paragraph{Inlines: text(strings.Repeat("Daarna komt nog meer. ", 100))})
		d := &doc.Doc{Title: "Wit", Lang: "nl", PageOf: "{page}/{pages}", Sections: []*doc.Section{{Blocks: blocks}}}
		pages, report := set(t, d)
		lawful(t, d, pages)
		if report.Short+report.Widows+report.Orphans > 0 {
			t.Errorf("after %d paragraphs:\n%s", before, report)
		}
		for _, p := range pages {
			if y := p.Runs[0].Y; y > pages[0].Runs[0].Y+1 {
				t.Errorf("after %d paragraphs a page begins at %.0f", before, y)
			}
		}
	}
}

// TestSheet: two blocks to sign in that all but fit on a page stand on one, and what they say stands below each other.
func TestSheet(t *testing.T) {
	block := func(name string, fields ...string) *doc.Section {
		s := &doc.Section{Keep: true, Blocks: []doc.Block{&doc.Heading{Level: 3, Inlines: text(name)}}}
		for _, f := range fields {
			rows := []*doc.Row{cells(text("Naam"), value("/name", "Anna")), cells(text("Functie"), value("/role", "bestuurder"))}
			if len(s.Blocks) == 1 {
				rows = append(rows, cells(text("Bevoegdheid"), value("/basis", "statutair")))
			}
			s.Blocks = append(s.Blocks, facts(rows...), &doc.Signature{Field: f, Description: f})
		}
		return s
	}
	for _, c := range []struct{ lines, pages int }{{10, 1}, {15, 1}, {20, 2}} {
		d := &doc.Doc{Title: "Blad", Lang: "nl", PageOf: "{page}/{pages}", Sections: []*doc.Section{{Blocks: []doc.Block{
			&doc.Paragraph{Inlines: text(strings.Repeat("Dit is een regel die net breed genoeg is voor een hele regel van dit blad, zo. ", c.lines))},
			block("Verwerker", "processor"), block("Verwerkingsverantwoordelijke", "controller", "controller-2"),
		}}}}
		pages, _ := set(t, d)
		lawful(t, d, pages)
		if len(pages) != c.pages {
			t.Errorf("behind %d lines: %d pages, want %d", c.lines, len(pages), c.pages)
		}
		at := map[float64]bool{}
		for _, p := range pages {
			for _, r := range p.Runs {
				if v, is := r.Node.(*doc.Value); is && (v.Path == "/name" || v.Path == "/role") {
					at[r.X] = true
				}
			}
		}
		if len(at) != 1 {
			t.Errorf("what the blocks say stands at %v", at)
		}
	}
}

// TestNameStaysWhole: a name that takes little of a line is on one, wherever in a paragraph it comes.
func TestNameStaysWhole(t *testing.T) {
	for before := range 60 {
		name := &doc.Value{Path: "/name", Text: "JEX Backoffice Noord"}
		d := &doc.Doc{Title: "Naam", Lang: "nl", PageOf: "{page}/{pages}", Sections: []*doc.Section{{Columns: 1 + before%2, Small: true, Blocks: []doc.Block{
			&doc.Paragraph{Inlines: []doc.Inline{&doc.Text{Text: strings.Repeat("en zo ", before)}, name, &doc.Text{Text: " " + strings.Repeat("is het ", 30)}}},
			&doc.Table{Columns: make([]doc.Align, 2), Rows: []*doc.Row{cells(
				[]doc.Inline{&doc.Text{Text: strings.Repeat("of zo ", before)}, &doc.Value{Path: "/name", Text: "Ede Zuid"}}, text(strings.Repeat("nog een woord ", before)))}},
		}}}}
		pages, _ := set(t, d)
		lawful(t, d, pages)
		for _, p := range pages {
			for _, r := range p.Runs {
				if v, is := r.Node.(*doc.Value); is && strings.TrimSpace(textOf(r)) != v.Text {
					t.Errorf("behind %d words: %q of %q", 2*before, textOf(r), v.Text)
				}
			}
		}
	}
}
