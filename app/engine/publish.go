package engine

import (
	"strings"

	"verwoord/app/doc"
	"verwoord/app/record"
)

// pasteLevel is the level of the first heading of what is pasted into a page that has a title of its own.
const pasteLevel = 2

// publish prints a text that another publishes, or the part of it that was asked for.
func (e *Engine) publish(made *Made, s *subject, r Request) record.Problems {
	tree := made.Tree
	if r.Part != "" {
		part, ok := tree.Part(partID(tree, r.Part))
		if !ok {
			return record.Problems{Codes.Problem("", "document-part", r.Part, strings.Join(Parts(tree), ", "))}
		}
		tree = part
	}
	switch {
	case r.Format == Markdown:
		made.Data = tree.Markdown()
	case r.Format == Text:
		made.Data = tree.TextWithAddresses()
	case r.Part == "" && r.Heading == 0:
		made.Data = tree.PastePage()
	case r.Heading == 0:
		made.Data = tree.Paste("", pasteLevel)
	default:
		made.Data = tree.Paste("", r.Heading)
	}
	return nil
}

// Parts are the parts that a text to be published can be had in: its sections of level 2, without the name that all of them begin with.
func Parts(tree *doc.Doc) []string {
	var out []string
	for _, top := range tree.Sections {
		for _, b := range top.Blocks {
			if s, ok := b.(*doc.Section); ok {
				out = append(out, strings.TrimPrefix(s.ID, top.ID+"-"))
			}
		}
	}
	return out
}

// partID is the id of the section of a part.
func partID(tree *doc.Doc, part string) string {
	if len(tree.Sections) == 0 {
		return part
	}
	return tree.Sections[0].ID + "-" + part
}
