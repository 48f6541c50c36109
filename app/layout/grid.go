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
	} else if !need.fit(g.width, available) {
		if err := c.divide(g, rows, &need, available); err != nil {
			return nil, err
		}
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

// fit gives every column the width in which each of its cells stands on one line, if they have room beside each other.
func (n *needs) fit(width []float64, available float64) bool {
	most := sum(n.most)
	if most > available {
		return false
	}
	// What is left goes to the columns as they are wide, so that the table is as wide as the text.
	for i := range width {
		width[i] = n.most[i]
		if most > 0 {
			width[i] += (available - most) * n.most[i] / most
		}
	}
	return true
}

// What a table may be higher than the lowest was guessed to be before others are tried, and than those to be set as it is; and the rows that it has
// then at most: in more of them guesses even out, and to set them takes time.
const doubtful, setHigh, fewRows = 1.08, 1.05, 8

// divide divides the available width over the columns. How high a table becomes is guessed; where one of few rows becomes higher than that, others
// are tried.
func (c *composer) divide(g *grid, rows []*doc.Row, need *needs, available float64) (err error) {
	d := newDivider(need, available)
	lowest, best := d.best()
	if len(rows) <= fewRows {
		if best, err = c.tried(g, rows, d, lowest, best); err != nil {
			return err
		}
	}
	for i, units := range best.widths {
		g.width[i] = float64(units) * d.unit
	}
	return nil
}

// tried is the best division, or a lower one where that becomes much higher than the lowest was guessed to be.
func (c *composer) tried(g *grid, rows []*doc.Row, d *divider, lowest, best division) (_ division, err error) {
	tried := &divider{needs: d.needs, unit: d.unit, rows: d.rows, floors: d.floors, most: d.most, profiles: make([][divisions + 1]*profile, len(d.most))}
	tried.set = func(row, column int, width float64) float32 {
		cell := rows[row].Cells[column]
		k, e := c.set(cell.Inlines, c.cellLook(g, cell, column, rows[row] == g.table.Head), setting{width: width, size: g.text.size, ragged: true})
		if e != nil {
			err = e
			return 0
		}
		return float32(len(k.lines))
	}
	if height := tried.outcome(best.widths).height; height > doubtful*lowest.height {
		for _, v := range []division{best, lowest} {
			v = v.clone()
			v.outcome = tried.outcome(v.widths)
			if v = tried.lower(v); height > setHigh*v.height {
				best, height = v, v.height
			}
		}
	}
	return best, err
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}
