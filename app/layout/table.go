package layout

import (
	"slices"

	"verwoord/app/doc"
)

func (c *composer) table(t *doc.Table, p part) error {
	g, err := c.grid(t, p)
	if err != nil {
		return err
	}
	facts := t.RowHead && t.Head == nil
	c.space(p.scale.body.leading / 2)
	if !facts {
		c.ruleStrip(p, firmRule, Black)
	} else {
		c.ruleStrip(p, thinRule, Hair)
	}
	head := 0
	if t.Head != nil {
		first := len(c.galley.strips)
		if err := c.row(g, t.Head, true); err != nil {
			return err
		}
		c.endRule(p, thinRule, Black)
		c.weld(first, bound)
		c.last().join = bound
		// A head that takes much of a page is not repeated.
		if h := c.last().height; first == len(c.galley.strips)-1 && h < textHeight/4 {
			head, g.head = first+1, h
		}
	}
	for i, row := range t.Rows {
		first := len(c.galley.strips)
		if err := c.row(g, row, false); err != nil {
			return err
		}
		switch {
		case i < len(t.Rows)-1:
			c.endRule(p, thinRule, Hair)
		case facts:
			c.endRule(p, thinRule, Hair)
		default:
			c.endRule(p, firmRule, Black)
		}
		for k := first; k < len(c.galley.strips); k++ {
			c.galley.strips[k].head = head
		}
	}
	c.space(p.scale.body.leading)
	return nil
}

func (c *composer) last() *strip { return &c.galley.strips[len(c.galley.strips)-1] }

// ruleStrip sets a rule across the column, joined to what follows.
func (c *composer) ruleStrip(p part, width float64, ink Ink) {
	c.open.rules = append(c.open.rules, Rule{p.indent, 0, c.column, 0, width, ink})
	c.strip(0).join = bound
}

// endRule rules the foot of the last strip.
func (c *composer) endRule(p part, width float64, ink Ink) {
	s := c.last()
	s.rules = append(s.rules, Rule{p.indent, s.height, c.column, s.height, width, ink})
}

// cellLook is how a cell is set.
func (c *composer) cellLook(g *grid, cell *doc.Cell, column int, head bool) look {
	l := look{style: style{node: cell, face: c.s.family.Regular, size: g.text.size}, lang: c.doc.Lang}
	switch {
	case head:
		l.face = c.s.family.SemiBold
	case column == 0 && g.table.RowHead && g.table.Head == nil:
		l.ink = Quiet
	case column == 0 && g.table.RowHead:
		l.face = c.s.family.SemiBold
	}
	return l
}

// row sets a row as one strip, or, when it is taller than a page, line by line.
func (c *composer) row(g *grid, row *doc.Row, head bool) error {
	leading := g.text.leading
	first := g.rise + baseline(leading, g.text.size, c.s.family.Regular)
	c.placeLabels(first)
	tallest := 0
	for i, cell := range row.Cells {
		k, err := c.set(cell.Inlines, c.cellLook(g, cell, i, head), setting{width: g.width[i], size: g.text.size, ragged: true})
		if err != nil {
			return err
		}
		lines := k.lines
		if len(k.atoms) == 0 {
			lines = nil
		} else {
			c.report.paragraph(k)
		}
		tallest = max(tallest, len(lines))
		c.open.boxes = append(c.open.boxes, Box{X: g.x[i], Y: 0, Width: g.width[i] + hangRight, Height: float64(2*g.rise) + float64(float64(len(lines))*leading)})
		styles := c.styles()
		for n := range lines {
			x := g.x[i]
			if g.table.Columns[i] == doc.Right {
				x += g.width[i] - lines[n].width
			}
			c.open.text = append(c.open.text, placed{
				of: k, styles: styles, line: int32(n), box: int32(len(c.open.boxes)), x: x, y: first + float64(float64(n)*leading),
			})
		}
	}
	height := float64(2*g.rise) + float64(float64(tallest)*leading)
	if height <= textHeight-g.head-float64(4*leading) {
		c.strip(height).rows = tallest
		return nil
	}
	c.sliceRow(g, tallest)
	return nil
}

// sliceRow cuts the row that is being set into strips of a line each, which stand on a page in the order of its cells.
func (c *composer) sliceRow(table *grid, lines int) {
	leading, rise := table.text.leading, table.rise
	text, boxes := slices.Clone(c.open.text), slices.Clone(c.open.boxes)
	c.slicedRows++
	for i := range lines {
		c.open.text, c.open.boxes = c.open.text[:0], c.open.boxes[:0]
		for _, b := range boxes {
			b.Height = leading + float64(2*rise)
			c.open.boxes = append(c.open.boxes, b)
		}
		for _, l := range text {
			if int((l.y-rise)/leading) == i {
				l.y -= float64(float64(i) * leading)
				c.open.text = append(c.open.text, l)
			}
		}
		s := c.strip(leading)
		s.slice, s.rows = c.slicedRows, 1
		if i < leastLines-1 || lines-leastLines <= i && i < lines-1 {
			s.join = bound
		}
		if i == lines-1 {
			s.height += float64(2 * rise)
		}
	}
}
