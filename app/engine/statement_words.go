package engine

import (
	"fmt"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/locale"
)

// StatementWords are the findings about a text for a privacy statement, in the words of a language.
type StatementWords struct {
	Items  []ItemWords
	Plain  string // how plain it reads
	Beside string // what is not in this text at all
}

// ItemWords are one thing that GDPR, art. 13 and 14 ask for.
type ItemWords struct {
	ID, Name, Law string
	State         string // filled, client or none
	StateName     string
	Why           string   // "" when there is nothing to say
	Rows          []string // where in the agreement it comes from
}

// StatementWords puts into words what was found about the text of a dossier.
func (e *Engine) StatementWords(l *locale.Locale, d *dossier.Dossier, s *Statement) StatementWords {
	out := StatementWords{
		Beside: l.T("privacy.cookies", nil),
		Plain: l.T("privacy.plain", locale.Args{
			"Average": l.Decimal(s.Plain.Average()), "Longest": s.Plain.Longest, "Ease": fmt.Sprintf("%.0f", s.Plain.Ease),
		}),
	}
	normal := d.Normalized()
	for _, i := range s.Items {
		item := ItemWords{
			ID: i.ID, Name: l.T("privacy.item."+i.ID, nil), Law: l.T("privacy.law."+i.ID, nil),
			State: string(i.State), StateName: l.T("privacy.state."+string(i.State), nil), Rows: e.rowWords(l, normal, i.Rows),
		}
		if i.Why != "" {
			item.Why = l.T("privacy.why."+i.Why, nil)
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// Pasted is a part of a text that another publishes, as it is pasted.
type Pasted struct {
	ID, Title            string
	HTML, Markdown, Text []byte
}

// Pasted are the parts of the text.
func (s *Statement) Pasted() (out []Pasted) {
	for _, id := range s.Parts {
		part, _ := s.Tree.Part(partID(s.Tree, id))
		out = append(out, Pasted{id, titleOf(part), part.Paste("", pasteLevel), part.Markdown(), part.TextWithAddresses()})
	}
	return out
}

// titleOf is the first heading of a document.
func titleOf(d *doc.Doc) (title string) {
	for _, s := range d.Sections {
		doc.Walk(s, func(n doc.Node) {
			if h, ok := n.(*doc.Heading); ok && title == "" {
				title = doc.Plain(h.Inlines)
			}
		})
	}
	return title
}
