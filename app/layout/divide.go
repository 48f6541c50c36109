package layout

import "slices"

// divider finds the division of a width over the columns of a table that makes the table least high. Widths are whole numbers of a unit, so
// that what a column needs at a width is found out once.
type divider struct {
	needs    *needs
	unit     float64
	rows     []int // that are looked at: of a long table some, evenly spread
	least    []int // of each column
	most     []int
	profiles []map[int]*profile // of each column, by its width
}

// profile is what the cells of a column need at a width.
type profile struct {
	lines  []float32 // by row
	broken float32   // the words broken in it, in lines
}

const (
	divisions = 120 // of the width
	sample    = 48  // rows
	// What a line in a cell counts that makes its row no higher: of two divisions as high the one with the fewer is the more even.
	slackLine = 0.05
)

func newDivider(n *needs, available float64) *divider {
	columns := len(n.least)
	d := &divider{needs: n, unit: available / divisions, least: make([]int, columns), most: make([]int, columns), profiles: make([]map[int]*profile, columns)}
	rows := len(n.cells) / columns
	every := (rows + sample - 1) / sample
	for r := 0; r < rows; r += every {
		d.rows = append(d.rows, r)
	}
	for j := range columns {
		d.least[j] = max(1, min(int(n.least[j]/d.unit)+1, divisions/columns))
		d.most[j] = max(int(n.most[j]/d.unit)+1, d.least[j])
		d.profiles[j] = map[int]*profile{}
	}
	return d
}

// best improves on two divisions, one by what the words need and one by how much text there is, and takes the better outcome.
func (d *divider) best() []int {
	text := make([]float64, len(d.least))
	for i, e := range d.needs.cells {
		text[i%len(text)] += e.all
	}
	var best []int
	lowest := float32(0)
	for _, shares := range [][]float64{d.needs.whole, text} {
		widths := d.start(shares)
		if height := d.improve(widths); best == nil || height < lowest {
			best, lowest = widths, height
		}
	}
	return best
}

// start divides the width by shares, as far as the least and the most of the columns allow.
func (d *divider) start(shares []float64) []int {
	widths := slices.Clone(d.least)
	for range divisions - total(widths) {
		at, ratio := 0, -1.0
		for j, w := range widths {
			if r := shares[j] / float64(w); w < d.most[j] && r > ratio {
				at, ratio = j, r
			}
		}
		widths[at]++
	}
	return widths
}

// improve moves width from one column to another as long as that makes the table less high.
func (d *divider) improve(widths []int) (height float32) {
	height = d.height(widths)
	for step := divisions / 10; step > 0; {
		from, to, lowest := -1, -1, height-0.01
		for i := range widths {
			for j := range widths {
				if i == j || widths[i]-step < d.least[i] || widths[j] >= d.most[j] {
					continue
				}
				widths[i], widths[j] = widths[i]-step, widths[j]+step
				if h := d.height(widths); h < lowest {
					from, to, lowest = i, j, h
				}
				widths[i], widths[j] = widths[i]+step, widths[j]-step
			}
		}
		if from < 0 {
			step /= 2
			continue
		}
		widths[from], widths[to], height = widths[from]-step, widths[to]+step, lowest
	}
	return height
}

// height is that of the table in lines, and a little for all that does not look well.
func (d *divider) height(widths []int) float32 {
	height := float32(0)
	var room [16]*profile
	columns := room[:0]
	for j, w := range widths {
		p := d.profile(j, w)
		columns = append(columns, p)
		height += p.broken
	}
	for r := range d.rows {
		high := float32(0)
		for _, p := range columns {
			high = max(high, p.lines[r])
			height += slackLine * p.lines[r]
		}
		height += high
	}
	return height
}

func (d *divider) profile(column, width int) *profile {
	if p := d.profiles[column][width]; p != nil {
		return p
	}
	p := &profile{lines: make([]float32, len(d.rows))}
	for i, r := range d.rows {
		lines, broken := d.needs.cells[r*len(d.least)+column].lines(float64(width) * d.unit)
		p.lines[i] = lines
		p.broken += broken
	}
	d.profiles[column][width] = p
	return p
}

func total(widths []int) int {
	n := 0
	for _, w := range widths {
		n += w
	}
	return n
}
