package layout

import (
	"verwoord/app/doc"
)

// grid is where the columns of a table stand.
type grid struct {
	x, width []float64
	type_    type_
	table    *doc.Table
	rise     float64 // above the first and below the last line of a row
	head     float64 // the height of the head that is repeated
}

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
	l := look{node: cell, face: c.s.family.Regular, size: g.type_.size, lang: c.doc.Lang}
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
	leading := g.type_.leading
	first := g.rise + baseline(leading, g.type_.size, c.s.family.Regular)
	c.placeLabels(first)
	tallest := 0
	for i, cell := range row.Cells {
		lines, err := c.cell(g, cell, i, head)
		if err != nil {
			return err
		}
		tallest = max(tallest, len(lines))
		box := Box{X: g.x[i], Y: 0, Width: g.width[i] + hangRight, Height: 2*g.rise + float64(len(lines))*leading}
		c.galley.boxes = append(c.galley.boxes, box)
		for n, line := range lines {
			runs := len(c.galley.runs)
			c.place(line, true, g.x[i], first+float64(n)*leading, len(c.galley.boxes)-from.boxes)
			if g.table.Columns[i] == doc.Right {
				free := g.width[i] - (c.par.breaks[line.to].end - c.par.breaks[line.from].start)
				for k := runs; k < len(c.galley.runs); k++ {
					c.galley.runs[k].X += free
				}
			}
		}
	}
	height := 2*g.rise + float64(tallest)*leading
	if height <= textHeight-g.head-4*leading {
		c.strip(from, height)
		return nil
	}
	c.sliceRow(g, from, tallest)
	return nil
}

// cell composes a cell and breaks it into lines.
func (c *composer) cell(g *grid, cell *doc.Cell, column int, head bool) ([]line, error) {
	if err := c.compose(cell.Inlines, c.cellLook(g, cell, column, head), g.width[column]); err != nil {
		return nil, err
	}
	if len(c.par.atoms) == 0 {
		return nil, nil
	}
	lines, loose := c.breaker.break_(&c.par, setting{width: g.width[column], size: g.type_.size, ragged: true})
	c.report.paragraph(&c.par, lines, true, loose)
	return lines, nil
}

// sliceRow cuts the runs of a row that began at a mark into strips of some lines each.
func (c *composer) sliceRow(table *grid, from mark, lines int) {
	g, leading, rise := &c.galley, table.type_.leading, table.rise
	runs := append([]Run(nil), g.runs[from.runs:]...)
	boxes := append([]Box(nil), g.boxes[from.boxes:]...)
	g.runs, g.boxes = g.runs[:from.runs], g.boxes[:from.boxes]
	const slice = 8 // lines
	for first := 0; first < lines; first += slice {
		count := min(slice, lines-first)
		at := g.mark()
		top := float64(first) * leading
		height := float64(count)*leading + 2*rise
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
			s.height += 2 * rise
		}
	}
}

// grid measures the cells of a table and gives its columns their widths.
func (c *composer) grid(t *doc.Table, p part) (*grid, error) {
	n := len(t.Columns)
	g := &grid{x: make([]float64, n), width: make([]float64, n), type_: p.scale.body, table: t, rise: p.scale.body.leading / 4}
	need := needs{make([]float64, n), make([]float64, n), make([]float64, n)}
	measure := func(row *doc.Row, head bool) error {
		for i, cell := range row.Cells {
			if err := c.compose(cell.Inlines, c.cellLook(g, cell, i, head), 0); err != nil {
				return err
			}
			need.add(i, &c.par)
		}
		return nil
	}
	if t.Head != nil {
		if err := measure(t.Head, true); err != nil {
			return nil, err
		}
	}
	for _, row := range t.Rows {
		if err := measure(row, false); err != nil {
			return nil, err
		}
	}
	gap := min(cellGap, (c.column-p.indent)/float64(4*max(n, 1)))
	available := c.column - p.indent - float64(n-1)*gap
	if t.RowHead && t.Head == nil && n == 2 {
		g.width[0] = min(need.most[0]+cellGap, factsLabel*available)
		g.width[1] = available - g.width[0]
	} else {
		need.widths(g.width, available)
	}
	x := p.indent
	for i := range g.x {
		g.x[i] = x
		x += g.width[i] + gap
	}
	return g, nil
}

// needs are the widths that the columns of a table need: at least, with words broken at syllables; with words whole; and with every cell on
// one line.
type needs struct{ least, whole, most []float64 }

func (n *needs) add(column int, p *paragraph) {
	least, whole, most := p.extent()
	n.least[column] = max(n.least[column], least)
	n.whole[column] = max(n.whole[column], whole)
	n.most[column] = max(n.most[column], most)
}

// widths divides the available width over the columns.
func (n *needs) widths(width []float64, available float64) {
	least := n.whole
	if sum(least) > available {
		least = n.least
	}
	most := n.most
	for i := range most {
		most[i] = min(max(most[i], least[i]), available)
	}
	sumLeast, sumMost := sum(least), sum(most)
	switch {
	case sumMost <= available:
		// What is left goes to the columns as they are wide, so that the table is as wide as the text.
		for i := range width {
			width[i] = most[i]
			if sumMost > 0 {
				width[i] += (available - sumMost) * most[i] / sumMost
			}
		}
	case sumLeast <= available:
		for i := range width {
			width[i] = least[i] + (available-sumLeast)*(most[i]-least[i])/(sumMost-sumLeast)
		}
	default:
		level(width, least, available)
	}
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}

// level gives columns what they need up to a height that makes them fit: only the widest words are split.
func level(width, least []float64, available float64) {
	left, open := available, len(width)
	done := make([]bool, len(width))
	for range width {
		share := left / float64(max(open, 1))
		changed := false
		for i := range width {
			if !done[i] && least[i] <= share {
				width[i], done[i], changed = least[i], true, true
				left -= least[i]
				open--
			}
		}
		if !changed {
			break
		}
	}
	for i := range width {
		if !done[i] {
			width[i] = left / float64(open)
		}
	}
}
