package doc

import (
	"fmt"
	"strings"
)

// Dump prints the tree, one node a line, each indented under the one it is in. It shows everything that the other printers leave out.
func (d *Doc) Dump() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "doc lang=%s title=%q subject=%q author=%q\n", d.Lang, d.Title, d.Subject, d.Author)
	for _, k := range d.Keywords {
		fmt.Fprintf(&b, "  keyword %q\n", k)
	}
	if d.Head != "" {
		fmt.Fprintf(&b, "  head %q\n", d.Head)
	}
	fmt.Fprintf(&b, "  foot %q %q\n", d.Foot, d.PageOf)
	dump(&b, d.Sections, 1)
	return []byte(b.String())
}

func dump[N Node](b *strings.Builder, nodes []N, depth int) {
	for _, n := range nodes {
		dumpNode(b, n, depth)
	}
}

func dumpNode(b *strings.Builder, n Node, depth int) {
	b.WriteString(strings.Repeat("  ", depth))
	line := func(name string, attributes ...string) {
		b.WriteString(name)
		for _, a := range attributes {
			if a != "" {
				b.WriteString(" " + a)
			}
		}
		b.WriteByte('\n')
	}
	switch n := n.(type) {
	case *Section:
		line("section", n.ID, when(n.Columns > 0, fmt.Sprintf("columns=%d", n.Columns)), when(n.NewPage, "newpage"), when(n.Keep, "keep"), when(n.Framed, "framed"), when(n.Small, "small"))
		dump(b, n.Blocks, depth+1)
	case *Heading:
		line(fmt.Sprintf("h%d", n.Level), n.ID, dumpLabel(n.Label))
		dump(b, n.Inlines, depth+1)
	case *Paragraph:
		line("paragraph", n.ID, [...]string{"", "lead", "note", "caption"}[n.Style])
		dump(b, n.Inlines, depth+1)
	case *List:
		line("list", [...]string{"bullets", "clauses", "terms"}[n.Kind])
		dump(b, n.Items, depth+1)
	case *Item:
		line("item", n.ID, dumpLabel(n.Label))
		dump(b, n.Blocks, depth+1)
	case *Table:
		line("table", n.ID, fmt.Sprintf("columns=%d", len(n.Columns)), when(n.RowHead, "rowhead"))
		if n.Head != nil {
			b.WriteString(strings.Repeat("  ", depth+1) + "head\n")
			dump(b, n.Head.Cells, depth+2)
		}
		dump(b, n.Rows, depth+1)
	case *Row:
		line("row")
		dump(b, n.Cells, depth+1)
	case *Cell:
		line("cell")
		dump(b, n.Inlines, depth+1)
	case *Signature:
		line("signature", n.Field, fmt.Sprintf("%q", n.Description))
	case *Text:
		line(fmt.Sprintf("%q", n.Text))
	case *Value:
		line("value", n.Path, fmt.Sprintf("%q", n.Text))
	case *Strong:
		line("strong")
		dump(b, n.Inlines, depth+1)
	case *Emphasis:
		line("emphasis")
		dump(b, n.Inlines, depth+1)
	case *Link:
		line("link", n.URL)
		dump(b, n.Inlines, depth+1)
	case *Span:
		line("span", n.Lang)
		dump(b, n.Inlines, depth+1)
	case *Break:
		line("break")
	default:
		panic(fmt.Sprintf("doc: no such node: %T", n))
	}
}

func dumpLabel(l *Label) string {
	if l == nil {
		return ""
	}
	return fmt.Sprintf("label=%q", l.Text)
}

func when(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}
