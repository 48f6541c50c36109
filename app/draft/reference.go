package draft

import (
	"fmt"
	"strings"

	"verwoord/app/doc"
)

// checkReferences refuses a link to a place that is not in the document.
func checkReferences(sections []*doc.Section) error {
	ids := map[string]bool{}
	var links []string
	for _, s := range sections {
		doc.Walk(s, func(n doc.Node) {
			switch n := n.(type) {
			case *doc.Section:
				ids[n.ID] = true
			case *doc.Paragraph:
				ids[n.ID] = true
			case *doc.Item:
				ids[n.ID] = true
			case *doc.Table:
				ids[n.ID] = true
			case *doc.Link:
				if id, ok := strings.CutPrefix(n.URL, "#"); ok {
					links = append(links, id)
				}
			}
		})
	}
	for _, id := range links {
		if id == "" || !ids[id] {
			return fmt.Errorf("a link leads to %q, which is not in the document", id)
		}
	}
	return nil
}
