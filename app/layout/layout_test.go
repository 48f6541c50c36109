package layout_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
)

var update = flag.Bool("update", false, "write the golden files")

var family = sync.OnceValues(face.Load)

func setter(t testing.TB) *layout.Setter {
	t.Helper()
	f, err := family()
	if err != nil {
		t.Fatal(err)
	}
	return layout.NewSetter(f)
}

func set(t testing.TB, d *doc.Doc) ([]*layout.Page, layout.Report) {
	t.Helper()
	pages, report, err := setter(t).Set(d)
	if err != nil {
		t.Fatal(err)
	}
	return collect(pages), report
}

// collect makes every page of a document.
func collect(pages *layout.Pages) []*layout.Page {
	out := make([]*layout.Page, pages.Len())
	for i := range out {
		out[i] = pages.Page(i)
	}
	return out
}

func TestGolden(t *testing.T) {
	long := strings.Repeat("Verwerkingsverantwoordelijkheids", 2)[:60]
	for _, c := range []struct {
		name string
		tree *doc.Doc
	}{
		{"agreement", agreement(t, 4)},
		{"names", names(long, strings.Repeat("x", 300))},
		{"table", tableOnly(200)},
		{"memo", memo()},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages, report := set(t, c.tree)
			lawful(t, c.tree, pages)
			inOrder(t, c.tree, pages)
			imbalance := 1.0
			if c.name == "names" {
				imbalance = 2 // one line less in the first column would leave an orphan there
			}
			if report.Widows != 0 || report.Orphans != 0 || report.Ladder > 2 || report.Imbalance > imbalance {
				t.Errorf("not well set:\n%v", report)
			}
			golden(t, c.name+".txt", report.String()+dump(pages, c.tree))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s:%d\nwant %s\ngot  %s", path, i+1, a[i], b[i])
		}
	}
	t.Fatalf("%s: want %d lines, got %d", path, len(a), len(b))
}

// names is a document with words that fit no column.
func names(names ...string) *doc.Doc {
	d := &doc.Doc{Title: "Namen", Lang: "nl", Foot: names, PageOf: "pagina {page} van {pages}"}
	s := &doc.Section{Columns: 2, Small: true}
	table := &doc.Table{Columns: make([]doc.Align, 6), Head: cells(text("Naam"), text("Registratie"), text("Dienst"), text("Gegevens"), text("Land"), text("Sinds"))}
	for i, name := range names {
		s.Blocks = append(s.Blocks,
			&doc.Heading{Level: 2 + i%2, Inlines: value("/name", name)},
			&doc.Paragraph{Inlines: []doc.Inline{&doc.Text{Text: "De verantwoordelijke is "}, &doc.Value{Path: "/name", Text: name}, &doc.Text{Text: ", gevestigd te Utrecht."}}},
			facts(cells(text("Naam"), value("/name", name)), cells(text("Adres"), text("Utrecht"))))
		table.Rows = append(table.Rows, cells(value("/name", name), text("KvK 12345678"), text("Hosting van de sollicitatieomgeving"), value("/email", name+"@voorbeeld.example.nl"), text("Nederland"), text("2025")))
	}
	d.Sections = []*doc.Section{s, {Columns: 1, Small: true, Blocks: []doc.Block{table}}}
	return d
}

func tableOnly(rows int) *doc.Doc {
	return &doc.Doc{Title: "Tabel", Lang: "nl", PageOf: "{page}/{pages}", Sections: []*doc.Section{subprocessorSection(rows)}}
}

// memo is a document of another kind than the agreement: a letter with every sort of block and inline.
func memo() *doc.Doc {
	return &doc.Doc{Title: "Memo", Lang: "en", Foot: []string{"Memo"}, PageOf: "page {page} of {pages}", Sections: []*doc.Section{{Blocks: []doc.Block{
		&doc.Heading{Level: 1, Inlines: text("Notice of a personal data breach")},
		&doc.Paragraph{Style: doc.Lead, Inlines: text("To the controller, within the meaning of article 33 of the General Data Protection Regulation.")},
		&doc.Paragraph{Inlines: []doc.Inline{
			&doc.Text{Text: "On 22 November 2026 we "}, &doc.Emphasis{Inlines: text("became aware")}, &doc.Text{Text: " of a breach at "},
			&doc.Value{Path: "/name", Text: "Zorggroep De Linde B.V."}, &doc.Text{Text: ". More is at "},
			&doc.Link{URL: "https://www.example.nl/a", Inlines: text("https://www.example.nl/privacy/what-we-do-with-your-personal-data-and-why/index.html")},
			&doc.Text{Text: "; in Dutch this is a "}, &doc.Span{Lang: "nl", Inlines: text("inbreuk in verband met persoonsgegevens")}, &doc.Text{Text: "."},
			&doc.Break{}, &doc.Text{Text: "A second line."}}},
		&doc.List{Kind: doc.Clauses, Items: []*doc.Item{
			{Label: &doc.Label{Text: "1"}, Blocks: []doc.Block{
				&doc.Paragraph{Inlines: text("What happened, as far as we know it at this moment, and what follows from it:")},
				&doc.List{Kind: doc.Clauses, Items: []*doc.Item{
					{Label: &doc.Label{Text: "(a)"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text("an address book was sent to the wrong recipient;")}}},
					{Label: &doc.Label{Text: "(b)"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text("the recipient has confirmed that it was deleted.")}}},
				}}}},
			{Label: &doc.Label{Text: "10.12"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text("Who is affected.")}}},
		}},
		&doc.Paragraph{Style: doc.Caption, Inlines: text("Numbers")},
		&doc.Table{Columns: []doc.Align{doc.Left, doc.Right}, RowHead: true, Head: cells(text("Category"), text("People")), Rows: []*doc.Row{
			cells(text("Applicants"), text("1,204")), cells(text("Temporary workers"), text("87"))}},
		&doc.Paragraph{Style: doc.Note, Inlines: text("These numbers are estimates; we will send better ones as soon as we have them.")},
		&doc.Signature{Field: "processor", Description: "Signature of the processor"},
	}}}}
}

// TestAgain sets documents one after the other and at the same time with one setter: what it remembers changes nothing.
func TestAgain(t *testing.T) {
	trees := []*doc.Doc{agreement(t, 4), memo(), agreement(t, 40)}
	var want []string
	for _, tree := range trees {
		pages, _ := set(t, tree)
		want = append(want, dump(pages, tree))
	}
	s := setter(t)
	var wait sync.WaitGroup
	for i := range 12 {
		wait.Go(func() {
			pages, _, err := s.Set(trees[i%3])
			if err != nil || dump(collect(pages), trees[i%3]) != want[i%3] {
				t.Errorf("set %d differs: %v", i, err)
			}
		})
	}
	wait.Wait()
	once, _, _ := s.Set(trees[0])
	twice, _, _ := s.Set(trees[0])
	if !reflect.DeepEqual(collect(once), collect(twice)) {
		t.Error("the same document set twice differs")
	}
}

func TestMissingGlyph(t *testing.T) {
	d := memo()
	d.Sections[0].Blocks[1].(*doc.Paragraph).Inlines = text("漢字")
	_, _, err := setter(t).Set(d)
	var missing *face.MissingGlyphError
	if !errors.As(err, &missing) || missing.Rune != '漢' {
		t.Errorf("got %v", err)
	}
}

// vocabulary is what random documents are made of.
var vocabulary = strings.Fields("de het een van wij jullie Verwerking Persoonsgegevens beëindiging coördinatie geïnformeerd wet- en regelgeving e-mail " +
	"KvK-nummer AVG B.V. II 12345678 (3071 JL) artikel 13 14 dagen informatiebeveiligingsmaatregelen https://www.example.nl/een/heel-lang/adres " +
	"info@voorbeeld.example.nl – categorie(ën) zzp’ers Verwerkingsverantwoordelijkheidsverklaringen Łódź İstanbul Ærøskøbing i.")

func randomInlines(r *rand.Rand, words int) []doc.Inline {
	var list []doc.Inline
	for words > 0 {
		n := 1 + r.Intn(min(words, 12))
		words -= n
		var b strings.Builder
		for range n {
			b.WriteString(vocabulary[r.Intn(len(vocabulary))] + " ")
		}
		switch in := text(b.String()); r.Intn(9) {
		case 0:
			list = append(list, &doc.Strong{Inlines: in})
		case 1:
			list = append(list, &doc.Emphasis{Inlines: in})
		case 2:
			list = append(list, &doc.Link{URL: "#a", Inlines: in})
		case 3:
			list = append(list, &doc.Span{Lang: "en", Inlines: in})
		case 4:
			list = append(list, &doc.Value{Text: b.String()})
		case 5:
			list = append(list, in[0], &doc.Break{})
		default:
			list = append(list, in...)
		}
	}
	return list
}

func randomBlocks(r *rand.Rand, n, depth int, inList bool) []doc.Block {
	var blocks []doc.Block
	for range n {
		switch k := r.Intn(12); {
		case k < 5:
			blocks = append(blocks, &doc.Paragraph{Style: doc.Style(r.Intn(4)), Inlines: randomInlines(r, r.Intn(90))})
		case k < 7:
			blocks = append(blocks, &doc.Heading{Level: 1 + r.Intn(6), Inlines: randomInlines(r, 1+r.Intn(8))})
		case k < 9 && depth < 3:
			list := &doc.List{Kind: doc.ListKind(r.Intn(3))}
			for i := range 1 + r.Intn(6) {
				item := &doc.Item{Blocks: randomBlocks(r, 1+r.Intn(2), depth+1, true)}
				if list.Kind != doc.Terms {
					item.Label = &doc.Label{Text: fmt.Sprintf("%d.%d", r.Intn(20), i)}
				}
				list.Items = append(list.Items, item)
			}
			blocks = append(blocks, list)
		case k == 9 && depth < 2:
			blocks = append(blocks, randomTable(r))
		case k == 10 && depth < 2 && !inList:
			blocks = append(blocks, &doc.Section{Columns: r.Intn(4), NewPage: r.Intn(4) == 0, Keep: r.Intn(3) == 0, Small: r.Intn(2) == 0, Blocks: randomBlocks(r, 1+r.Intn(8), depth+1, false)})
		case k == 11 && depth == 0:
			blocks = append(blocks, &doc.Signature{Field: "f"})
		}
	}
	return blocks
}

func randomTable(r *rand.Rand) *doc.Table {
	table := &doc.Table{Columns: make([]doc.Align, 1+r.Intn(6)), RowHead: r.Intn(2) == 0}
	row := func() *doc.Row {
		row := &doc.Row{}
		for range table.Columns {
			row.Cells = append(row.Cells, &doc.Cell{Inlines: randomInlines(r, r.Intn(14))})
		}
		return row
	}
	for i := range table.Columns {
		table.Columns[i] = doc.Align(r.Intn(2))
	}
	if r.Intn(2) == 0 {
		table.Head = row()
	}
	for range r.Intn(20) {
		table.Rows = append(table.Rows, row())
	}
	return table
}

func TestRandom(t *testing.T) {
	s := setter(t)
	for seed := range int64(80) {
		r := rand.New(rand.NewSource(seed))
		d := &doc.Doc{Title: "x", Lang: "nl", PageOf: "{page}", Sections: []*doc.Section{{Columns: r.Intn(4), Small: r.Intn(2) == 0, Blocks: randomBlocks(r, 14, 0, false)}}}
		pages, report, err := s.Set(d)
		if err != nil {
			t.Fatal(err)
		}
		lawful(t, d, collect(pages))
		if t.Failed() {
			t.Fatalf("seed %d\n%v", seed, report)
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add("Wij Verwerken uitsluitend op basis van voorafgaande instructie van jullie.", uint8(2))
	f.Add("info@voorbeeld.example.nl\u00a0 e-mail B.V. II \u00ad", uint8(6))
	f.Add("e\u0301x\u0308 \u200b", uint8(1))
	s := setter(f)
	f.Fuzz(func(t *testing.T, words string, columns uint8) {
		n := 1 + int(columns%8)
		row := &doc.Row{}
		for range n {
			row.Cells = append(row.Cells, &doc.Cell{Inlines: value("", words)})
		}
		d := &doc.Doc{Title: "x", Lang: "nl", Sections: []*doc.Section{{Columns: 1 + n%3, Blocks: []doc.Block{
			&doc.Heading{Level: 1, Inlines: value("", words)}, &doc.Paragraph{Inlines: text(words)},
			&doc.Table{Columns: make([]doc.Align, n), Rows: []*doc.Row{row}}}}}}
		pages, _, err := s.Set(d)
		if err != nil {
			return
		}
		for p := range pages.All() {
			for _, r := range p.Runs {
				if in, out := bounds(r), p.Boxes[r.Box]; in.X < out.X-0.01 || in.X+in.Width > out.X+out.Width+0.01 {
					t.Errorf("%q leaves its box", textOf(r))
				}
			}
		}
	})
}

func benchmark(b *testing.B, tree *doc.Doc) {
	s := setter(b)
	pages, _, err := s.Set(tree)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if pages, _, err = s.Set(tree); err != nil {
			b.Fatal(err)
		}
		for range pages.All() {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*pages.Len()), "µs/page")
}

func BenchmarkAgreement(b *testing.B) { benchmark(b, agreement(b, 4)) }
func BenchmarkTable200(b *testing.B)  { benchmark(b, agreement(b, 200)) }
func BenchmarkCold(b *testing.B) {
	tree := agreement(b, 4)
	b.ReportAllocs()
	for b.Loop() {
		f, err := face.Load()
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := layout.NewSetter(f).Set(tree); err != nil {
			b.Fatal(err)
		}
	}
}
