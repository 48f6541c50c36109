package engine

import "verwoord/app/doc"

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
