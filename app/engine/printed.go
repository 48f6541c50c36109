package engine

import (
	"fmt"

	"verwoord/app/doc"
	"verwoord/app/dossier"
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
	return s.carried(tree).Dossier, nil
}

// printedPaths collects the JSON Pointers of the values that a tree prints.
func printedPaths(tree *doc.Doc) map[string]bool {
	paths := map[string]bool{}
	for _, path := range tree.Beside {
		paths[path] = true
	}
	for _, section := range tree.Sections {
		doc.Walk(section, func(n doc.Node) {
			if v, ok := n.(*doc.Value); ok && v.Path != "" {
				paths[v.Path] = true
			}
		})
	}
	return paths
}
