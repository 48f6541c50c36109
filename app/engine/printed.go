package engine

import (
	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/draft"
)

// Carried returns what the file of a document that is made on a day has inside of a dossier, which need not be good enough for it: no more
// than the document shows, written as it is printed.
func (e *Engine) Carried(d *dossier.Dossier, r Request) (*dossier.Dossier, error) {
	d = d.Normalized()
	if r.Lang == "" {
		r.Lang = d.Language
	}
	tree, _, err := e.templates.Draft(draft.Request{
		Document: r.Document, Locale: e.locales.Locale(r.Lang), Dossier: d, Catalogue: e.catalogue(), Date: r.Date, Item: r.Item,
	})
	if err != nil {
		return nil, err
	}
	return carried(tree, d), nil
}

// carried is what of a dossier a tree shows.
func carried(tree *doc.Doc, d *dossier.Dossier) *dossier.Dossier {
	return d.Printed(printedPaths(tree))
}

// printedPaths collects the JSON Pointers of the values that a tree prints.
func printedPaths(tree *doc.Doc) map[string]bool {
	paths := map[string]bool{}
	for _, section := range tree.Sections {
		doc.Walk(section, func(n doc.Node) {
			if v, ok := n.(*doc.Value); ok && v.Path != "" {
				paths[v.Path] = true
			}
		})
	}
	return paths
}
