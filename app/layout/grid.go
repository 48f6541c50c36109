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
	need := needs{columns: n, least: make([]float64, n), whole: make([]float64, n), most: make([]float64, n)}
	need.cells = make([]cellNeed, 0, n*(len(t.Rows)+1))
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

// needs are the widths that the columns of a table need: at least, with words broken where they may be; with words whole; and with every
// cell on one line.
type needs struct {
	columns            int
	least, whole, most []float64
	cells              []cellNeed // row by row
}

// cellNeed is what one cell needs.
type cellNeed struct {
	whole float64 // its widest word
	all   float64 // all of its text on one line
	lines float64 // that it has at any width
}

func (n *needs) add(column int, e extent) {
	n.least[column] = max(n.least[column], e.least)
	n.whole[column] = max(n.whole[column], e.whole)
	n.most[column] = max(n.most[column], e.most)
	n.cells = append(n.cells, cellNeed{whole: e.whole, all: e.all, lines: float64(e.lines)})
}

// height guesses the lines of a cell in a column of a width. A word that has to be broken counts as most of a line.
func (n *cellNeed) height(width float64) float64 {
	h := max(n.lines, float64(n.lines/2)+1.05*n.all/width)
	if width < n.whole {
		h += 0.7
	}
	return h
}

// widths divides the available width over the columns.
func (n *needs) widths(width []float64, available float64) {
	most := sum(n.most)
	switch {
	case most <= available:
		// What is left goes to the columns as they are wide, so that the table is as wide as the text.
		for i := range width {
			width[i] = n.most[i]
			if most > 0 {
				width[i] += (available - most) * n.most[i] / most
			}
		}
	case sum(n.least) <= available:
		copy(width, n.least)
		n.widen(width, available-sum(width))
	default:
		level(width, n.whole, available)
	}
}

// widen gives the width that is left, step by step, to the column that makes the table shortest.
func (n *needs) widen(width []float64, left float64) {
	const steps, sample = 24, 64
	rows := len(n.cells) / n.columns
	every := (rows + sample - 1) / sample
	heights := make([]float64, len(n.cells))
	for i := range n.cells {
		heights[i] = n.cells[i].height(width[i%n.columns])
	}
	for range steps {
		best, gain := 0, -1.0
		for j := range width {
			g := 0.0
			for r := 0; r < rows; r += every {
				g += n.gain(heights[r*n.columns:][:n.columns], &n.cells[r*n.columns+j], j, width[j]+left/steps)
			}
			if g > gain {
				best, gain = j, g
			}
		}
		width[best] += left / steps
		for i := best; i < len(heights); i += n.columns {
			heights[i] = n.cells[i].height(width[best])
		}
	}
}

// gain returns by how much a row gets shorter when column j gets a width; that its cell gets shorter counts for something as well.
func (n *needs) gain(row []float64, cell *cellNeed, j int, width float64) float64 {
	high, other := 0.0, 0.0
	for i, h := range row {
		high = max(high, h)
		if i != j {
			other = max(other, h)
		}
	}
	h := cell.height(width)
	return high - max(other, h) + float64((row[j]-h)/8)
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
