package desk

import (
	"slices"
	"strconv"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/locale"
)

// Clause is why a piece of fixed text is in a document.
type Clause struct {
	ID      string        `json:"id"`
	Number  string        `json:"number"`  // as printed; empty without one
	Title   string        `json:"title"`   // of the part it is in
	Version string        `json:"version"` // of the recorded text
	Text    string        `json:"text"`    // which text it is, and who approved that, when somebody did
	Reason  string        `json:"reason"`  // a sentence or two
	Law     string        `json:"law"`     // what asks for it; empty when the parties do
	Fields  []ClauseField `json:"fields"`  // what of the dossier is printed in it
}

// ClauseField is a field that puts something into a clause.
type ClauseField struct {
	Path  string `json:"path"` // JSON Pointer; of a list, in its first row
	Label string `json:"label"`
}

// Place is where a document prints what a field asks.
type Place struct {
	Path   string `json:"path"`   // JSON Pointer; every row of a list is its first
	Clause string `json:"clause"` // id of the part of the document around it
}

// clauseReason says why a clause is there: in its own words, in those of the part that it is in, else that it is a part of what was approved.
func (d *Desk) clauseReason(l *locale.Locale, document string, c Clause) string {
	if text := inherited(l, "desk.clause."+document, c.ID); text != "" {
		return text
	}
	return l.T("desk.clause", locale.Args{"Version": c.Version, "Title": c.Title, "Number": c.Number})
}

// clauseLaw is what asks for a clause; empty when the parties themselves do.
func (d *Desk) clauseLaw(l *locale.Locale, document, clause string) string {
	return inherited(l, "desk.clause-law."+document, clause)
}

// inherited is the message of a part of a document, or of the part around it: that of annex-2 for annex-2.name.
func inherited(l *locale.Locale, prefix, id string) string {
	for {
		if text, ok := l.Message(prefix + "." + id); ok {
			return text
		}
		i := strings.LastIndexByte(id, '.')
		if i < 0 {
			return ""
		}
		id = id[:i]
	}
}

// clauseFields are the fields that a part of a document prints, in its order, without the sections inside it. The fields of all rows of a
// list are one.
func (d *Desk) clauseFields(l *locale.Locale, tree *doc.Doc, clause string) []ClauseField {
	fields := []ClauseField{}
	for _, path := range printedIn(tree, clause) {
		f := ClauseField{Path: strings.TrimSuffix(firstRows(path), "/0")}
		f.Label = d.label(l, dossier.Dossier{}, f.Path)
		if !slices.ContainsFunc(fields, func(known ClauseField) bool { return known.Label == f.Label }) {
			fields = append(fields, f)
		}
	}
	return fields
}

// firstRows is the place of a value in the first row of every list that it is in.
func firstRows(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if _, err := strconv.Atoi(part); err == nil {
			parts[i] = "0"
		}
	}
	return strings.Join(parts, "/")
}

// printedIn are the paths of the values in a part of a document that are in no section inside it.
func printedIn(tree *doc.Doc, clause string) []string {
	var paths []string
	inner := map[doc.Node]bool{}
	for _, section := range tree.Sections {
		doc.Walk(section, func(n doc.Node) {
			if doc.ID(n) != clause {
				return
			}
			doc.Walk(n, func(inside doc.Node) {
				if s, ok := inside.(*doc.Section); ok && inside != n {
					doc.Walk(s, func(deeper doc.Node) { inner[deeper] = true })
				}
				if v, ok := inside.(*doc.Value); ok && v.Path != "" && !inner[inside] {
					paths = append(paths, v.Path)
				}
			})
		})
	}
	return paths
}

// clauseNumber is the number of a clause as printed; empty for the dash of an item.
func clauseNumber(label string) string {
	if !strings.ContainsAny(label, "0123456789") {
		return ""
	}
	return label
}

// placesIn tells in which part of a document each field is printed first, in the order of the document.
func placesIn(tree *doc.Doc) []Place {
	around := map[doc.Node]string{}
	places, known := []Place{}, map[string]bool{"": true}
	for _, section := range tree.Sections {
		doc.Walk(section, func(n doc.Node) {
			if id := doc.ID(n); id != "" {
				doc.Walk(n, func(inside doc.Node) { around[inside] = id })
			}
			if v, ok := n.(*doc.Value); ok && !known[firstRows(v.Path)] {
				known[firstRows(v.Path)] = true
				places = append(places, Place{Path: firstRows(v.Path), Clause: around[n]})
			}
		})
	}
	return places
}
