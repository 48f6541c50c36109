package draft

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"verwoord/app/doc"
)

// block turns one block of Markdown into the blocks it stands for.
func (b *builder) block(n ast.Node) []doc.Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		p := b.paragraph(n)
		if len(p.Inlines) == 0 {
			return nil
		}
		return []doc.Block{p}
	case *ast.List:
		if l := b.list(n); len(l.Items) > 0 {
			return []doc.Block{l}
		}
		return nil
	case *ast.Blockquote:
		var out []doc.Block
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			out = append(out, b.block(c)...)
		}
		for _, block := range out {
			if p, ok := block.(*doc.Paragraph); ok {
				p.Style = doc.Note
			}
		}
		return out
	case *ast.FencedCodeBlock:
		return []doc.Block{b.signature(n)}
	case *east.Table:
		return []doc.Block{b.table(n)}
	}
	b.fail("%s is not allowed", n.Kind())
	return nil
}

func (b *builder) paragraph(n ast.Node) *doc.Paragraph {
	p := &doc.Paragraph{Inlines: b.inlines(n)}
	if b.lead {
		p.Style, b.lead = doc.Lead, false
	}
	if len(p.Inlines) == 1 {
		if s, ok := p.Inlines[0].(*doc.Strong); ok {
			p.Style, p.Inlines = doc.Caption, s.Inlines
		}
	}
	return p
}

// list makes a list. An item has the id of its anchor; in a section of fixed words one without has its number.
func (b *builder) list(n *ast.List) *doc.List {
	s := b.open[len(b.open)-1]
	l := &doc.List{}
	if n.IsOrdered() {
		l.Kind = doc.Clauses
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := &doc.Item{Label: &doc.Label{Text: "–"}}
		if n.IsOrdered() {
			item.Label.Text = strconv.Itoa(len(l.Items) + 1)
		}
		if name := b.anchor(c); s.mode == fixed || name != "" {
			if name == "" {
				s.clauses++
				name = strconv.Itoa(s.clauses)
			}
			item.ID = s.ID + "." + name
			b.id(item.ID)
		}
		for block := c.FirstChild(); block != nil; block = block.NextSibling() {
			item.Blocks = append(item.Blocks, b.block(block)...)
		}
		if len(item.Blocks) > 0 {
			l.Items = append(l.Items, item)
		}
	}
	return l
}

// anchor is the id that the function anchor gave a list item, "" when it gave none.
func (b *builder) anchor(item ast.Node) string {
	first := item.FirstChild()
	if first == nil || first.Lines().Len() == 0 {
		return ""
	}
	line := first.Lines().At(0)
	for _, p := range b.expand(string(line.Value(b.source))) {
		if p.kind == anchor {
			return p.text
		}
	}
	return ""
}

// table makes a table: with a heading row, or of facts when that row is empty.
func (b *builder) table(n *east.Table) *doc.Table {
	t := &doc.Table{}
	for _, a := range n.Alignments {
		align := doc.Left
		if a == east.AlignRight {
			align = doc.Right
		}
		t.Columns = append(t.Columns, align)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		row := &doc.Row{}
		for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
			row.Cells = append(row.Cells, &doc.Cell{Inlines: b.inlines(cell)})
		}
		if len(row.Cells) != len(t.Columns) {
			b.fail("a row of %d cells in a table of %d columns", len(row.Cells), len(t.Columns))
		}
		if _, ok := c.(*east.TableHeader); !ok {
			t.Rows = append(t.Rows, row)
			continue
		}
		empty := 0
		for _, cell := range row.Cells {
			if len(cell.Inlines) == 0 {
				empty++
			}
		}
		t.RowHead = len(row.Cells[0].Inlines) == 0
		if empty < len(row.Cells) {
			t.Head = row
		}
	}
	return t
}

// signature makes a signature field of a fenced block.
func (b *builder) signature(n *ast.FencedCodeBlock) *doc.Signature {
	info := ""
	if n.Info != nil {
		info = string(n.Info.Segment.Value(b.source))
	}
	field, ok := strings.CutPrefix(info, "signature ")
	if !ok || field == "" || strings.ContainsRune(info, opener) {
		b.fail("a fenced block says %q and not which signature it is", info)
	}
	return &doc.Signature{Field: strings.TrimSpace(field), Description: b.printed(string(n.Lines().Value(b.source)))}
}
