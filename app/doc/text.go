package doc

import (
	"fmt"
	"strings"
)

// Text prints the words in the order of reading: that of the tags. A label stands before its text, a signature is a line to sign on. The
// cells of a table of two columns are apart by tabs, those of a wider one stand under each other.
func (d *Doc) Text() []byte {
	var b strings.Builder
	textBlocks(&b, "", sections(d))
	return []byte(b.String())
}

func sections(d *Doc) []Block {
	out := make([]Block, len(d.Sections))
	for i, s := range d.Sections {
		out[i] = s
	}
	return out
}

// textBlocks prints blocks with an empty line between them.
func textBlocks(b *strings.Builder, indent string, blocks []Block) {
	for i, block := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		textBlock(b, indent, block)
	}
}

func textBlock(b *strings.Builder, indent string, block Block) {
	switch n := block.(type) {
	case *Section:
		textBlocks(b, indent, n.Blocks)
	case *Heading:
		if n.Label != nil {
			b.WriteString(n.Label.Text + " ")
		}
		b.WriteString(textLines(n.Inlines, "") + "\n")
	case *Paragraph:
		b.WriteString(indent + textLines(n.Inlines, indent) + "\n")
	case *List:
		for i, item := range n.Items {
			if i > 0 && n.Kind != Bullets {
				b.WriteByte('\n')
			}
			textItem(b, indent, item)
		}
	case *Table:
		rows := n.Rows
		if n.Head != nil {
			rows = append([]*Row{n.Head}, rows...)
		}
		for i, r := range rows {
			if i > 0 && len(n.Columns) > 2 {
				b.WriteByte('\n')
			}
			textRow(b, indent, r)
		}
	case *Signature:
		b.WriteString(indent + strings.Repeat("_", 40) + "\n")
	default:
		panic(fmt.Sprintf("doc: no such block: %T", n))
	}
}

// textItem prints an item with its label before its first line and the rest under it.
func textItem(b *strings.Builder, indent string, item *Item) {
	if item.Label == nil {
		textBlocks(b, indent, item.Blocks)
		return
	}
	label := item.Label.Text + " "
	inner := indent + strings.Repeat(" ", len([]rune(label)))
	var blocks strings.Builder
	textBlocks(&blocks, inner, item.Blocks)
	b.WriteString(indent + label + strings.TrimPrefix(blocks.String(), inner))
}

func textRow(b *strings.Builder, indent string, r *Row) {
	if len(r.Cells) > 2 {
		for _, c := range r.Cells {
			if text := textLines(c.Inlines, indent); text != "" {
				b.WriteString(indent + text + "\n")
			}
		}
		return
	}
	cells := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		cells[i] = textLines(c.Inlines, indent+"\t")
	}
	b.WriteString(indent + strings.TrimRight(strings.Join(cells, "\t"), "\t") + "\n")
}

// textLines is the words of inlines, with the lines after the first indented.
func textLines(inlines []Inline, indent string) string { return plain(inlines, "\n"+indent) }
