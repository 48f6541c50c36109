package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/dossier"
)

// Clause is a stretch of a document that has an id: a heading, a clause, a definition, a paragraph or list item of fixed words.
//
// Text is its canonical text: the words as they are read, without labels, in Unicode's composed form (NFC, which the templates are written
// in), one space between words. An item of a list ends with its last word: the semicolon or full stop behind it depends on what else was
// chosen. The text that is approved is that of EveryChoice, so that one sum stands for a sentence whatever a client chooses.
type Clause struct{ ID, Text string }

// Sum is the SHA-256 of the canonical text, in hexadecimal.
func (c Clause) Sum() string {
	sum := sha256.Sum256([]byte(c.Text))
	return hex.EncodeToString(sum[:])
}

// Clauses lists the clauses of a document in the order of reading.
func Clauses(d *doc.Doc) []Clause {
	var out []Clause
	add := func(id, text string) {
		if id != "" {
			out = append(out, Clause{id, strings.Join(strings.Fields(text), " ")})
		}
	}
	for _, s := range d.Sections {
		doc.Walk(s, func(n doc.Node) {
			switch n := n.(type) {
			case *doc.Heading:
				add(n.ID, doc.Plain(n.Inlines))
			case *doc.Paragraph:
				add(n.ID, doc.Plain(n.Inlines))
			case *doc.List:
				for _, i := range n.Items {
					text := saying(i)
					if n.Kind == doc.Bullets {
						text = strings.TrimRight(text, ";.")
					}
					add(i.ID, text)
				}
			}
		})
	}
	return out
}

// saying is all that an item says.
func saying(i *doc.Item) string {
	var b strings.Builder
	doc.Walk(i, func(n doc.Node) {
		if p, ok := n.(*doc.Paragraph); ok {
			b.WriteString(doc.Plain(p.Inlines) + " ")
		}
	})
	return strings.TrimSpace(b.String())
}

// EveryChoice is a dossier in which everything in the catalogue is chosen and every part that a document may have is there.
func EveryChoice(c *dossier.Catalogue) *dossier.Dossier {
	d := &dossier.Dossier{
		Schema:          dossier.Schema,
		Processing:      dossier.Processing{LegalGrounds: map[string]string{}},
		Subprocessors:   []dossier.Subprocessor{{ID: "every"}},
		AdditionalTerms: []dossier.AdditionalTerm{{ID: "every", Text: "…"}},
	}
	for _, e := range c.Entities {
		d.Processor.Entities = append(d.Processor.Entities, e.ID)
	}
	for _, s := range c.Services {
		d.Processing.Services = append(d.Processing.Services, dossier.Service{ID: s.ID, Role: s.Role})
	}
	for _, s := range c.DataSubjects {
		d.Processing.DataSubjects = append(d.Processing.DataSubjects, s.ID)
	}
	for _, k := range c.PersonalData {
		d.Processing.PersonalData = append(d.Processing.PersonalData, k.ID)
		if k.NeedsGround {
			d.Processing.LegalGrounds[k.ID] = "…"
		}
	}
	return d
}

// Approved is the words of one version as they were approved.
type Approved struct {
	Version string                                  `json:"version"`
	Texts   map[string]map[string]map[string]string `json:"texts"` // sums, by document, language and id of the clause
}

// ParseApproved reads approved/<version>.json.
func ParseApproved(data []byte) (*Approved, error) {
	var a Approved
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, fmt.Errorf("read approved texts: %w", err)
	}
	if a.Version == "" || len(a.Texts) == 0 {
		return nil, fmt.Errorf("read approved texts: no version or no texts")
	}
	return &a, nil
}

// Differences lists the ids of clauses that are not as they were approved, those that are new and those that are gone, sorted. The clauses
// are those of a document made of EveryChoice; nil means that its template says what was approved, word for word.
func (a *Approved) Differences(document, lang string, clauses []Clause) []string {
	approved := maps.Clone(a.Texts[document][lang])
	different := map[string]bool{}
	for _, c := range clauses {
		if approved[c.ID] != c.Sum() {
			different[c.ID] = true
		}
		delete(approved, c.ID)
	}
	for id := range approved {
		different[id] = true
	}
	return slices.Sorted(maps.Keys(different))
}
