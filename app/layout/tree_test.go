package layout_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"verwoord/app/doc"
)

// agreement is the tree of an agreement around the terms in testdata/terms.md, with a number of sub-processors.
func agreement(t testing.TB, subprocessors int) *doc.Doc {
	t.Helper()
	text, err := os.ReadFile("testdata/terms.md")
	if err != nil {
		t.Fatal(err)
	}
	terms := termsOf(string(text))
	return &doc.Doc{
		Title: "Verwerkersovereenkomst Zorggroep De Linde B.V.", Lang: "nl",
		Foot:   []string{"Verwerkingsvoorwaarden", "versie 2025", "Zorggroep De Linde B.V."},
		PageOf: "pagina {page} van {pages}",
		Sections: append(append([]*doc.Section{front()}, terms...),
			subprocessorSection(subprocessors), signatures()),
	}
}

func text(s string) []doc.Inline        { return []doc.Inline{&doc.Text{Text: s}} }
func value(path, s string) []doc.Inline { return []doc.Inline{&doc.Value{Path: path, Text: s}} }
func cells(inlines ...[]doc.Inline) *doc.Row {
	r := &doc.Row{}
	for _, in := range inlines {
		r.Cells = append(r.Cells, &doc.Cell{Inlines: in})
	}
	return r
}

func facts(rows ...*doc.Row) *doc.Table {
	return &doc.Table{Columns: []doc.Align{doc.Left, doc.Left}, RowHead: true, Rows: rows}
}

func front() *doc.Section {
	return &doc.Section{ID: "front", Columns: 1, Blocks: []doc.Block{
		&doc.Heading{ID: "title", Level: 1, Inlines: text("Verwerkersovereenkomst")},
		&doc.Paragraph{Style: doc.Lead, Inlines: text("De afspraken over persoonsgegevens tussen de opdrachtgever en JEX bij de Raamovereenkomst van 1 november 2026.")},
		&doc.Paragraph{Inlines: text("Dit voorblad vat samen wie de partijen zijn, waarvoor de persoonsgegevens worden verwerkt en met wie je contact opneemt. De verwerkingsvoorwaarden die erop volgen gelden woord voor woord; de bijlagen horen erbij.")},
		&doc.Heading{ID: "parties", Level: 2, Inlines: text("Partijen")},
		facts(
			cells(text("Verantwoordelijke"), append(value("/controller/name", "Zorggroep De Linde B.V."), append([]doc.Inline{&doc.Break{}}, value("/controller/address/street", "Lindelaan 12")...)...)),
			cells(text("KvK-nummer"), value("/controller/kvk", "12345678")),
			cells(text("Contact bij datalekken"), []doc.Inline{&doc.Value{Path: "/controller/breachContact/name", Text: "A. van den Berg"}, &doc.Text{Text: ", "}, &doc.Link{URL: "mailto:datalek@zorggroepdelinde.example.nl", Inlines: value("/controller/breachContact/email", "datalek@zorggroepdelinde.example.nl")}}),
			cells(text("Verwerker"), text("JEX Nederland B.V., JEX Works B.V., JEX Backoffice B.V., JEX Backoffice B.V. II, JEX Freelance B.V. en JEX International B.V., statutair gevestigd te Rotterdam aan het adres Nassaukade 5")),
			cells(text("Looptijd"), text("Van 1 december 2026 tot het einde van de Raamovereenkomst")),
		),
		&doc.Heading{ID: "services", Level: 2, Inlines: text("Diensten")},
		&doc.Table{Columns: []doc.Align{doc.Left, doc.Left, doc.Left, doc.Right}, Head: cells(text("Dienst"), text("Doel"), text("Aard van de verwerking"), text("Bewaartermijn")), Rows: []*doc.Row{
			cells(text("Doorsturen van leads"), text("Leads van advertentieplatformen naar de verantwoordelijke sturen"), text("Ontvangen, tijdelijk opslaan, doorsturen"), text("30 dagen")),
			cells(text("Campagneoptimalisatie"), text("Campagnes namens de verantwoordelijke verbeteren"), text("Analyseren van gebruiksstatistieken"), text("12 maanden")),
		}},
	}}
}

// termsOf reads the terms: level 2 headings, paragraphs, bullets and definitions.
func termsOf(source string) []*doc.Section {
	main := &doc.Section{ID: "terms", Columns: 2, NewPage: true, Small: true, Blocks: []doc.Block{
		&doc.Heading{ID: "terms-title", Level: 2, Inlines: text("Verwerkingsvoorwaarden 2025")},
	}}
	sections := []*doc.Section{main}
	current := main
	var list *doc.List
	chapter := 0
	for _, line := range strings.Split(source, "\n") {
		switch {
		case line == "", strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "## Bijlage"):
			current = &doc.Section{ID: "annex" + line[11:12], Columns: 1, NewPage: strings.Contains(line, "Bijlage 1"), Small: true}
			current.Blocks = append(current.Blocks, &doc.Heading{Level: 2, Inlines: text(line[3:])})
			sections, list, chapter = append(sections, current), nil, -1
		case strings.HasPrefix(line, "## "):
			s := &doc.Section{Blocks: []doc.Block{&doc.Heading{Level: 3, Inlines: text(line[3:])}}}
			list = &doc.List{Kind: doc.Terms}
			if line != "## Definities" {
				chapter++
				list.Kind = doc.Clauses
				s.Blocks[0].(*doc.Heading).Label = &doc.Label{Text: fmt.Sprint(chapter)}
			}
			s.Blocks = append(s.Blocks, list)
			main.Blocks = append(main.Blocks, s)
		case strings.HasPrefix(line, "- "):
			if list == nil {
				list = &doc.List{Kind: doc.Bullets}
				current.Blocks = append(current.Blocks, list)
			}
			list.Items = append(list.Items, &doc.Item{Label: &doc.Label{Text: "–"}, Blocks: []doc.Block{&doc.Paragraph{Inlines: text(line[2:])}}})
		case chapter < 0:
			current.Blocks = append(current.Blocks, &doc.Paragraph{Inlines: text(line)})
			list = nil
		default:
			item := &doc.Item{}
			inlines := text(line)
			if list.Kind == doc.Clauses {
				item.Label = &doc.Label{Text: fmt.Sprintf("%d.%d", chapter, len(list.Items)+1)}
			} else {
				term, meaning, _ := strings.Cut(line, ":")
				inlines = []doc.Inline{&doc.Strong{Inlines: text(term)}, &doc.Text{Text: ":" + meaning}}
			}
			item.Blocks = []doc.Block{&doc.Paragraph{Inlines: inlines}}
			list.Items = append(list.Items, item)
		}
	}
	return sections
}

func subprocessorSection(n int) *doc.Section {
	table := &doc.Table{
		ID: "subprocessors", Columns: make([]doc.Align, 6),
		Head: cells(text("Naam"), text("Registratie"), text("Dienst en doel"), text("Persoonsgegevens"), text("Land en doorgifte"), text("Sinds")),
	}
	for i := range n {
		table.Rows = append(table.Rows, cells(
			value(fmt.Sprintf("/subprocessors/%d/name", i), fmt.Sprintf("Voorbeeld Hosting %d B.V.", i+1)),
			value("", fmt.Sprintf("KvK %08d", 87654321-i)),
			text("Hosting van de sollicitatieomgeving"),
			text("naam, e-mailadres, telefoonnummer, cv"),
			text("Nederland; doorgifte aan de Verenigde Staten op grond van een adequaatheidsbesluit"),
			text("1 januari 2025")))
	}
	return &doc.Section{ID: "annex3", Columns: 1, NewPage: true, Small: true, Blocks: []doc.Block{
		&doc.Heading{Level: 2, Inlines: text("Bijlage 3 Subverwerkers")},
		&doc.Paragraph{Inlines: text("De subverwerkers die bij het aangaan van deze overeenkomst zijn ingeschakeld, met wat zij doen en waar.")},
		table,
	}}
}

func signatures() *doc.Section {
	party := func(title, field, name string) *doc.Section {
		return &doc.Section{Keep: true, Blocks: []doc.Block{
			&doc.Heading{Level: 3, Inlines: text(title)},
			facts(cells(text("Naam"), value("/x", name)), cells(text("Functie"), text("bestuurder")), cells(text("Datum"), text("22 november 2026"))),
			&doc.Signature{Field: field, Description: "Handtekening van " + name},
		}}
	}
	return &doc.Section{ID: "signatures", NewPage: true, Columns: 2, Blocks: []doc.Block{
		&doc.Heading{Level: 2, Inlines: text("Ondertekening")},
		&doc.Paragraph{Style: doc.Lead, Inlines: text("Aldus overeengekomen en ondertekend door de partijen.")},
		party("Verantwoordelijke", "controller", "J. de Vries"),
		party("Verwerker", "processor", "M. Jansen"),
	}}
}
