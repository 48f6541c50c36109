package layout

import "slices"

// divider finds the division of a width over the columns of a table that makes the table least high. Widths are whole numbers of a unit, so
// that what a column needs at a width is found out once.
type divider struct {
	needs    *needs
	unit     float64
	set      func(row, column int, width float64) float32 // how many lines a cell has; nil where that is guessed
	rows     []int                                        // that are looked at: of a long table some, evenly spread
	floors   [3][]int                                     // of each column: with whole words, with nothing cut, with room for a few letters
	most     []int
	profiles [][divisions + 1]*profile // of each column, by its width
	blank    []profile                 // for those that follow, with room for their lines
}

// profile is what the cells of a column need at a width.
type profile struct {
	lines  []float32 // by row
	broken float32   // the words broken in it, in lines
}

// floors of a divider.
const (
	whole = iota
	uncut
	narrow
)

const (
	divisions = 120 // of the width
	sample    = 48  // rows
	// narrowColumn is the least width of a column, in points.
	narrowColumn = 24.0
	// What a line in a cell counts that makes its row no higher: of two divisions as high the one with the fewer is the more even.
	slackLine = 0.05
)

func newDivider(n *needs, available float64) *divider {
	columns := len(n.least)
	d := &divider{needs: n, unit: available / divisions, most: make([]int, columns), profiles: make([][divisions + 1]*profile, columns)}
	rows := len(n.cells) / columns
	every := (rows + sample - 1) / sample
	for r := 0; r < rows; r += every {
		d.rows = append(d.rows, r)
	}
	for j := range columns {
		floor := func(points float64) int { return max(1, min(int(points/d.unit)+1, divisions/columns)) }
		d.floors[whole] = append(d.floors[whole], floor(max(n.whole[j], n.least[j])))
		d.floors[uncut] = append(d.floors[uncut], floor(n.least[j]))
		d.floors[narrow] = append(d.floors[narrow], floor(min(n.least[j], narrowColumn)))
		d.most[j] = max(int(n.most[j]/d.unit)+1, d.floors[whole][j])
	}
	return d
}

// best looks for the least high division, and among those that are about as high for the one that looks best: with no word hyphenated for want of
// room if that can be, and no number or address cut unless the table is much higher for it.
func (d *divider) best() (lowest, best division) {
	narrow := d.lowest(d.floors[narrow])
	base := d.lowest(d.floors[uncut])
	for _, v := range []division{d.lift(narrow.widths, d.floors[uncut]), d.start(d.floors[uncut], d.needs.most)} {
		if v = d.lower(v); v.height < base.height {
			base = v
		}
	}
	if base.height > narrow.height*uncutHigh {
		base = narrow
	}
	lowest = base.clone()
	limit := float32(base.height*asHigh) - guess
	looks := func(v division) division {
		return d.improve(v, func(o, than outcome) bool {
			return o.height <= limit && o.ugly+float32(o.height/4) < than.ugly+float32(than.height/4)-0.01
		})
	}
	best = looks(base.clone())
	for j, least := range d.floors[whole] {
		wider := slices.Clone(base.floor)
		if wider[j] = max(wider[j], least); total(wider) > divisions {
			continue
		}
		if v := d.lowest(wider); v.height <= limit {
			base = v
		}
	}
	if v := looks(base); v.ugly < best.ugly {
		best = v
	}
	return lowest, best
}

// What a table may be higher for the sake of its looks, and so that no number or address in it is cut; and by how many lines a guess may be wrong.
const asHigh, uncutHigh, guess = 1.1, 1.3, 0.3

// lowest looks for the least high division over columns no narrower than a floor from two sides: by what the words need and by how much text
// there is.
func (d *divider) lowest(floor []int) division {
	text := make([]float64, len(floor))
	for i, e := range d.needs.cells {
		text[i%len(text)] += e.all
	}
	var best division
	for _, shares := range [][]float64{d.needs.whole, text} {
		v := d.lower(d.start(floor, shares))
		if best.widths == nil || v.height < best.height {
			best = v
		}
	}
	return best
}

// lower makes a division less high as long as that can be.
func (d *divider) lower(v division) division {
	return d.improve(v, func(o, than outcome) bool {
		return o.height+float32(o.ugly/16) < than.height+float32(than.ugly/16)-0.01
	})
}

// lift makes columns as wide as a floor, out of the ones that have most above theirs.
func (d *divider) lift(widths, floor []int) division {
	out := make([]int, len(widths))
	for j := range out {
		out[j] = max(widths[j], floor[j])
	}
	for range total(out) - divisions {
		most := 0
		for j := range out {
			if out[j]-floor[j] > out[most]-floor[most] {
				most = j
			}
		}
		out[most]--
	}
	return division{out, floor, d.outcome(out)}
}

// start divides the width by shares, as far as a floor and the most of the columns allow.
func (d *divider) start(floor []int, shares []float64) division {
	widths := slices.Clone(floor)
	for range divisions - total(widths) {
		at, ratio := 0, -1.0
		for j, w := range widths {
			if r := shares[j] / float64(w); w < d.most[j] && r > ratio {
				at, ratio = j, r
			}
		}
		widths[at]++
	}
	return division{widths, floor, d.outcome(widths)}
}

// outcome is how high a table is in lines, and how much in it does not look well.
type outcome struct{ height, ugly float32 }

// division is the widths of the columns, what they are not narrower than, and what comes of them.
type division struct {
	widths, floor []int
	outcome
}

func (v division) clone() division { return division{slices.Clone(v.widths), v.floor, v.outcome} }

// improve moves width from one column to another as long as that is better.
func (d *divider) improve(v division, better func(o, than outcome) bool) division {
	widths := v.widths
	for step := divisions / 10; step > 0; {
		from, to, best := -1, -1, v.outcome
		for i := range widths {
			for j := range widths {
				if i == j || widths[i]-step < v.floor[i] || widths[j] >= d.most[j] {
					continue
				}
				widths[i], widths[j] = widths[i]-step, widths[j]+step
				if o := d.outcome(widths); better(o, best) {
					from, to, best = i, j, o
				}
				widths[i], widths[j] = widths[i]+step, widths[j]-step
			}
		}
		if from < 0 {
			step /= 2
			continue
		}
		widths[from], widths[to], v.outcome = widths[from]-step, widths[to]+step, best
	}
	return v
}

func (d *divider) outcome(widths []int) outcome {
	var o outcome
	var room [16]*profile
	columns := room[:0]
	for j, w := range widths {
		p := d.profile(j, w)
		columns = append(columns, p)
		o.ugly += p.broken
	}
	for r := range d.rows {
		high := float32(0)
		for _, p := range columns {
			high = max(high, p.lines[r])
			o.ugly += float32(slackLine * p.lines[r])
		}
		o.height += high
	}
	return o
}

func (d *divider) profile(column, width int) *profile {
	if p := d.profiles[column][width]; p != nil {
		return p
	}
	p := d.newProfile()
	for i, r := range d.rows {
		lines, broken := d.needs.cells[r*len(d.most)+column].lines(float64(width) * d.unit)
		if d.set != nil {
			lines = d.set(r, column, float64(width)*d.unit)
		}
		p.lines[i] = lines
		if p.broken += broken; r == 0 && d.needs.head {
			p.broken += float32(3 * broken) // it is read most, and on every page
		}
	}
	d.profiles[column][width] = p
	return p
}

// newProfile makes room for many at a time.
func (d *divider) newProfile() *profile {
	const many = 24
	if len(d.blank) == 0 {
		d.blank = make([]profile, many)
		lines := make([]float32, many*len(d.rows))
		for i := range d.blank {
			d.blank[i].lines = lines[i*len(d.rows) : (i+1)*len(d.rows)]
		}
	}
	p := &d.blank[0]
	d.blank = d.blank[1:]
	return p
}

func total(widths []int) int {
	n := 0
	for _, w := range widths {
		n += w
	}
	return n
}
