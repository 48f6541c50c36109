package doc

import "strings"

// Walk calls f for n and everything in it, in the order of reading.
func Walk(n Node, f func(Node)) {
	f(n)
	switch n := n.(type) {
	case *Section:
		walk(n.Blocks, f)
	case *Heading:
		if n.Label != nil {
			f(n.Label)
		}
		walk(n.Inlines, f)
	case *Paragraph:
		walk(n.Inlines, f)
	case *List:
		walk(n.Items, f)
	case *Item:
		if n.Label != nil {
			f(n.Label)
		}
		walk(n.Blocks, f)
	case *Table:
		if n.Head != nil {
			Walk(n.Head, f)
		}
		walk(n.Rows, f)
	case *Row:
		walk(n.Cells, f)
	case *Cell:
		walk(n.Inlines, f)
	case *Strong:
		walk(n.Inlines, f)
	case *Emphasis:
		walk(n.Inlines, f)
	case *Link:
		walk(n.Inlines, f)
	case *Span:
		walk(n.Inlines, f)
	}
}

func walk[N Node](nodes []N, f func(Node)) {
	for _, n := range nodes {
		Walk(n, f)
	}
}

// Plain is the words of inlines on one line.
func Plain(inlines []Inline) string { return plain(inlines, " ") }

// plain is the words of inlines, with lineEnd for every Break.
func plain(inlines []Inline, lineEnd string) string {
	var b strings.Builder
	for _, i := range inlines {
		Walk(i, func(n Node) {
			switch n := n.(type) {
			case *Text:
				b.WriteString(n.Text)
			case *Value:
				b.WriteString(n.Text)
			case *Break:
				b.WriteString(lineEnd)
			}
		})
	}
	return b.String()
}

// ID is the id of a node that is a part of a document; "" of another, and of a part without one.
func ID(n Node) string {
	switch n := n.(type) {
	case *Section:
		return n.ID
	case *Heading:
		return n.ID
	case *Paragraph:
		return n.ID
	case *Item:
		return n.ID
	case *Table:
		return n.ID
	}
	return ""
}
