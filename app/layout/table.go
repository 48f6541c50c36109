package layout

import (
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
	from := c.galley.mark()
	c.galley.rules = append(c.galley.rules, Rule{p.indent, 0, c.column, 0, width, ink})
	c.strip(from, 0).join = bound
}

// endRule rules the foot of the last strip.
func (c *composer) endRule(p part, width float64, ink Ink) {
	s := c.last()
	c.galley.rules = append(c.galley.rules, Rule{p.indent, s.height, c.column, s.height, width, ink})
	s.to = c.galley.mark()
}

// cellLook is how a cell is set.
func (c *composer) cellLook(g *grid, cell *doc.Cell, column int, head bool) look {
	l := look{node: cell, face: c.s.family.Regular, size: g.text.size, lang: c.doc.Lang}
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
	from := c.galley.mark()
	leading := g.text.leading
	first := g.rise + baseline(leading, g.text.size, c.s.family.Regular)
	c.placeLabels(first)
	tallest := 0
	for i, cell := range row.Cells {
		lines, err := c.cell(g, cell, i, head)
		if err != nil {
			return err
		}
		tallest = max(tallest, len(lines))
		box := Box{X: g.x[i], Y: 0, Width: g.width[i] + hangRight, Height: float64(2*g.rise) + float64(float64(len(lines))*leading)}
		c.galley.boxes = append(c.galley.boxes, box)
		for n, line := range lines {
			runs := len(c.galley.runs)
			c.place(line, true, g.x[i], first+float64(float64(n)*leading), len(c.galley.boxes)-from.boxes)
			if g.table.Columns[i] == doc.Right {
				free := g.width[i] - (c.par.breaks[line.to].end - c.par.breaks[line.from].start)
				for k := runs; k < len(c.galley.runs); k++ {
					c.galley.runs[k].X += free
				}
			}
		}
	}
	height := float64(2*g.rise) + float64(float64(tallest)*leading)
	if height <= textHeight-g.head-float64(4*leading) {
		c.strip(from, height)
		return nil
	}
	c.sliceRow(g, from, tallest)
	return nil
}

// cell composes a cell and breaks it into lines.
func (c *composer) cell(g *grid, cell *doc.Cell, column int, head bool) ([]line, error) {
	lines, loose, err := c.set(cell.Inlines, c.cellLook(g, cell, column, head), setting{width: g.width[column], size: g.text.size, ragged: true})
	if err != nil || len(c.par.atoms) == 0 {
		return nil, err
	}
	c.report.paragraph(c.par, lines, true, loose)
	return lines, nil
}

// sliceRow cuts the runs of a row that began at a mark into strips of some lines each.
func (c *composer) sliceRow(table *grid, from mark, lines int) {
	g, leading, rise := &c.galley, table.text.leading, table.rise
	runs := append([]Run(nil), g.runs[from.runs:]...)
	boxes := append([]Box(nil), g.boxes[from.boxes:]...)
	g.runs, g.boxes = g.runs[:from.runs], g.boxes[:from.boxes]
	const slice = 8 // lines
	for first := 0; first < lines; first += slice {
		count := min(slice, lines-first)
		at := g.mark()
		top := float64(float64(first) * leading)
		height := float64(float64(count)*leading) + float64(2*rise)
		for _, b := range boxes {
			b.Height = height
			g.boxes = append(g.boxes, b)
		}
		for _, r := range runs {
			n := int((r.Y - rise) / leading)
			if n >= first && n < first+count {
				r.Y -= top
				g.runs = append(g.runs, r)
			}
		}
		s := c.strip(at, float64(count)*leading)
		if first+count >= lines {
			s.height += float64(2 * rise)
		}
	}
}
