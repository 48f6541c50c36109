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
// chosen. The text that is recorded is that of EveryChoice, so that one sum stands for a sentence whatever a client chooses.
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

// EveryChoice is a dossier in which everything in the catalogue is chosen and every part that a document may have is there, made from an
// example of one.
func EveryChoice(example *dossier.Dossier, c *dossier.Catalogue) *dossier.Dossier {
	d := example.Normalized()
	d.Processor.Entities, d.Processing.DataSubjects, d.Processing.PersonalData = nil, nil, nil
	d.Processing.LegalGrounds = map[string]string{}
	for _, e := range c.Entities {
		d.Processor.Entities = append(d.Processor.Entities, e.ID)
	}
	for _, s := range c.DataSubjects {
		d.Processing.DataSubjects = append(d.Processing.DataSubjects, s.ID)
	}
	for _, k := range c.PersonalData {
		d.Processing.PersonalData = append(d.Processing.PersonalData, k.ID)
		if k.NeedsGround {
			d.Processing.LegalGrounds[k.ID] = d.Controller.Name
		}
	}
	if d.Processing.End == "" {
		d.Processing.End = d.Processing.Start
	}
	if d.Processor.DPO == nil {
		dpo := d.Processor.Signatory
		d.Processor.DPO = &dpo
	}
	if len(d.AdditionalTerms) == 0 {
		d.AdditionalTerms = []dossier.AdditionalTerm{{ID: "every", Title: d.Controller.Name, Text: d.Controller.Name}}
	}
	return d
}

// Recorded is the words of one version of a document as they were recorded.
type Recorded struct {
	Document string `json:"document"`
	Version  string `json:"version"`
	// SHA-256 of the text that the words were taken from.
	Source string `json:"source,omitempty"`
	// Who approved the words; nil as long as nobody did. Without it they are recorded, and not approved.
	Approval *Approval                    `json:"approval,omitempty"`
	Texts    map[string]map[string]string `json:"texts"` // sums, by language and id of the clause
	// Sums of the passages of the template, by language and id, of a document whose paragraphs have no ids of their own; nil for others.
	Passages map[string]map[string]string `json:"passages,omitempty"`
	// Sums of words that were recorded before and were then brought nearer to the source, or to the text that they translate. A file that has
	// them was not altered; it has the words of its time.
	Earlier map[string]map[string][]string `json:"earlier,omitempty"`
}

// Approval is who approved words, in which function, on which day (ISO 8601).
type Approval struct {
	By       string `json:"by"`
	Function string `json:"function"`
	Day      string `json:"day"`
}

// ParseRecorded reads approved/<document>-<version>.json.
func ParseRecorded(data []byte) (*Recorded, error) {
	var r Recorded
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("read recorded texts: %w", err)
	}
	if r.Document == "" || r.Version == "" || len(r.Texts) == 0 {
		return nil, fmt.Errorf("read recorded texts: no document, version or texts")
	}
	return &r, nil
}

// Differences lists the ids of clauses that are not as they were recorded, those that are new and those that are gone, sorted. The clauses
// are those of a document made of EveryChoice; nil means that its template says what was recorded, word for word.
func (r *Recorded) Differences(lang string, clauses []Clause) []string {
	return differences(r.Texts[lang], clauses)
}

// Elsewhere lists the ids of passages of the template that are not as they were recorded, as Differences does; none when none were recorded.
func (r *Recorded) Elsewhere(lang string, passages []Clause) []string {
	if r.Passages == nil {
		return nil
	}
	return differences(r.Passages[lang], passages)
}

func differences(sums map[string]string, clauses []Clause) []string {
	recorded := maps.Clone(sums)
	different := map[string]bool{}
	for _, c := range clauses {
		if recorded[c.ID] != c.Sum() {
			different[c.ID] = true
		}
		delete(recorded, c.ID)
	}
	for id := range recorded {
		different[id] = true
	}
	return slices.Sorted(maps.Keys(different))
}

// Before tells whether words of a clause were recorded before.
func (r *Recorded) Before(lang string, c Clause) bool {
	return slices.Contains(r.Earlier[lang][c.ID], c.Sum())
}

// Holds tells whether a text is a prepared term as it was recorded: its title and paragraphs, in their order and nothing else, with the numbers
// that were agreed in the places of its parameters.
func (r *Recorded) Holds(lang, id, text string, numbers map[string]string) bool {
	words := strings.Fields(text)
	for i := range len(r.Texts[lang]) {
		part := id
		if i > 0 {
			part = fmt.Sprintf("%s.%d", id, i)
		}
		n := 1
		for n <= len(words) && !r.says(lang, part, words[:n], numbers) {
			n++
		}
		if n > len(words) {
			return false
		}
		words = words[n:]
	}
	return len(words) == 0 && len(r.Texts[lang]) > 0
}

// says tells whether words are those of one part, each number tried in the place of its parameter.
func (r *Recorded) says(lang, part string, words []string, numbers map[string]string) bool {
	sum := r.Texts[lang][part]
	if (Clause{Text: strings.Join(words, " ")}).Sum() == sum {
		return true
	}
	for name, number := range numbers {
		for i, word := range words {
			if word != number {
				continue
			}
			named := slices.Clone(words)
			named[i] = "{" + name + "}"
			if (Clause{Text: strings.Join(named, " ")}).Sum() == sum {
				return true
			}
		}
	}
	return false
}
