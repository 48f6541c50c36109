package layout

import "verwoord/app/doc"

// grid is where the columns of a table stand.
type grid struct {
	x, width []float64
	text     typeSize
	table    *doc.Table
	rise     float64 // above the first and below the last line of a row
	head     float64 // the height of the head that is repeated
}

// grid measures the cells of a table and gives its columns their widths.
func (c *composer) grid(t *doc.Table, p part) (*grid, error) {
	n := len(t.Columns)
	g := &grid{x: make([]float64, n), width: make([]float64, n), text: p.scale.body, table: t, rise: p.scale.body.leading / 4}
	need := newNeeds(n)
	need.head = t.Head != nil
	rows := t.Rows
	if t.Head != nil {
		rows = append([]*doc.Row{t.Head}, rows...)
	}
	for _, row := range rows {
		for i, cell := range row.Cells {
			k, err := c.set(cell.Inlines, c.cellLook(g, cell, i, row == t.Head), setting{})
			if err != nil {
				return nil, err
			}
			need.add(i, k.extent)
		}
	}
	gap := min(cellGap, (c.column-p.indent)/float64(4*max(n, 1)))
	available := c.column - p.indent - float64(float64(n-1)*gap)
	if t.RowHead && t.Head == nil && n == 2 {
		g.width[0] = min(max(c.labelled, need.most[0]+cellGap), factsLabel*available)
		c.labelled = g.width[0]
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

// needs are the widths that the columns of a table need: with words broken where they may be, with words whole, and with every cell on one
// line; and what each of its cells needs, row by row.
type needs struct {
	least, whole, most []float64
	cells              []extent
	head               bool // the first row is that
}

func newNeeds(columns int) needs {
	return needs{least: make([]float64, columns), whole: make([]float64, columns), most: make([]float64, columns)}
}

func (n *needs) add(column int, e extent) {
	n.least[column] = max(n.least[column], e.least)
	n.whole[column] = max(n.whole[column], e.whole)
	n.most[column] = max(n.most[column], e.most)
	n.cells = append(n.cells, e)
}

// widths divides the available width over the columns.
func (n *needs) widths(width []float64, available float64) {
	most := sum(n.most)
	if most <= available {
		// What is left goes to the columns as they are wide, so that the table is as wide as the text.
		for i := range width {
			width[i] = n.most[i]
			if most > 0 {
				width[i] += (available - most) * n.most[i] / most
			}
		}
		return
	}
	d := newDivider(n, available)
	for i, units := range d.best() {
		width[i] = float64(units) * d.unit
	}
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}
