package doc

import (
	"fmt"
	"strings"
)

// Text prints the words in the order of reading: that of the tags. A label stands before its text, a signature is a line to sign on. The
// cells of a table of two columns are apart by tabs, those of a wider one stand under each other.
func (d *Doc) Text() []byte {
	var t text
	t.blocks("", sections(d))
	return []byte(t.String())
}

// TextWithAddresses is Text with, behind each link to the web, where it leads.
func (d *Doc) TextWithAddresses() []byte {
	t := text{addresses: true}
	t.blocks("", sections(d))
	return []byte(t.String())
}

// text prints blocks with an empty line between them.
type text struct {
	strings.Builder
	addresses bool
}

func sections(d *Doc) []Block {
	out := make([]Block, len(d.Sections))
	for i, s := range d.Sections {
		out[i] = s
	}
	return out
}

func (b *text) blocks(indent string, blocks []Block) {
	for i, block := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.block(indent, block)
	}
}

func (b *text) block(indent string, block Block) {
	switch n := block.(type) {
	case *Section:
		b.blocks(indent, n.Blocks)
	case *Heading:
		if n.Label != nil {
			b.WriteString(n.Label.Text + " ")
		}
		b.WriteString(b.lines(n.Inlines, "") + "\n")
	case *Paragraph:
		b.WriteString(indent + b.lines(n.Inlines, indent) + "\n")
	case *List:
		for i, item := range n.Items {
			if i > 0 && n.Kind != Bullets {
				b.WriteByte('\n')
			}
			b.item(indent, item)
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
			b.row(indent, r)
		}
	case *Signature:
		b.WriteString(indent + strings.Repeat("_", 40) + "\n")
	default:
		panic(fmt.Sprintf("doc: no such block: %T", n))
	}
}

// item prints an item with its label before its first line and the rest under it.
func (b *text) item(indent string, item *Item) {
	if item.Label == nil {
		b.blocks(indent, item.Blocks)
		return
	}
	label := item.Label.Text + " "
	inner := indent + strings.Repeat(" ", len([]rune(label)))
	blocks := text{addresses: b.addresses}
	blocks.blocks(inner, item.Blocks)
	b.WriteString(indent + label + strings.TrimPrefix(blocks.String(), inner))
}

func (b *text) row(indent string, r *Row) {
	if len(r.Cells) > 2 {
		for _, c := range r.Cells {
			if text := b.lines(c.Inlines, indent); text != "" {
				b.WriteString(indent + text + "\n")
			}
		}
		return
	}
	cells := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		cells[i] = b.lines(c.Inlines, indent+"\t")
	}
	b.WriteString(indent + strings.TrimRight(strings.Join(cells, "\t"), "\t") + "\n")
}

// lines is the words of inlines, with the lines after the first indented.
func (b *text) lines(inlines []Inline, indent string) string {
	if !b.addresses {
		return plain(inlines, "\n"+indent)
	}
	var out strings.Builder
	for _, i := range inlines {
		said := plain([]Inline{i}, "\n"+indent)
		out.WriteString(said)
		if link, ok := i.(*Link); ok && strings.HasPrefix(link.URL, "https://") && said != link.URL {
			out.WriteString(" (" + link.URL + ")")
		}
	}
	return out.String()
}
