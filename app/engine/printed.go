package engine

import (
	"fmt"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Carried returns what the file of a document that is made on a day has inside of a dossier, which need not be good enough for it: no more
// than the document shows, written as it is printed.
func (e *Engine) Carried(d *dossier.Dossier, r Request) (*dossier.Dossier, error) {
	s, problems := e.with(d.Normalized(), r)
	if s == nil {
		return nil, fmt.Errorf("%s is not made of this: %s", r.Document, problems[0].Code)
	}
	tree, _, err := e.templates.Draft(e.drafting(s, r))
	if err != nil {
		return nil, err
	}
	return s.carried(shownBy(tree)).Dossier, nil
}

// shownAtOnce is how many paths there is room for from the start; an agreement shows some 250.
const shownAtOnce = 300

// shownBy is what a tree prints of the dossier and the record.
func shownBy(tree *doc.Doc) record.Shown {
	shown := make(record.Shown, shownAtOnce)
	eachPrinted(tree, shown.Add)
	return shown
}

// printedPaths collects the JSON Pointers of the values that a tree prints.
func printedPaths(tree *doc.Doc) map[string]bool {
	paths := map[string]bool{}
	eachPrinted(tree, func(path string) { paths[path] = true })
	return paths
}

// eachPrinted calls f with the JSON Pointer of every value that a tree prints.
func eachPrinted(tree *doc.Doc, f func(path string)) {
	for _, path := range tree.Beside {
		f(path)
	}
	for _, section := range tree.Sections {
		doc.Walk(section, func(n doc.Node) {
			if v, ok := n.(*doc.Value); ok && v.Path != "" {
				f(v.Path)
			}
		})
	}
}
