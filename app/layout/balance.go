package layout

import "math"

// squeeze sets the paragraphs of a region closer together when that saves a page with only a few lines on it, or has what is kept whole go on one
// page that all but has room for it.
func (m *maker) squeeze(r *region, plan [][]column) [][]column {
	last := plan[len(plan)-1]
	if high, _ := m.extremes(last, r.columns); len(plan) == 1 || high > fewLines*r.leading && !m.almost(r, plan) {
		return plan
	}
	strips := m.galley.strips[r.from:r.to]
	above := make([]float64, len(strips))
	for i := range strips {
		above[i] = strips[i].above
	}
	for _, share := range [...]float64{0.875, 0.75, 0.5} {
		for i := range strips {
			strips[i].above = float64(above[i] * share)
		}
		if closer := m.plan(r); len(closer) < len(plan) {
			return closer
		}
	}
	for i := range strips {
		strips[i].above = above[i]
	}
	return plan
}

// almost tells whether a region on two pages has room on one when a quarter is taken from the space between its paragraphs.
func (m *maker) almost(r *region, plan [][]column) bool {
	if r.columns > 1 || len(plan) != 2 {
		return false
	}
	left := textHeight - m.height(column{r.from, r.to})
	if len(plan[0]) > 0 {
		left = pageHeight - marginBottom - m.y - m.height(column{r.from, r.to})
	}
	for i := r.from + 1; i < r.to; i++ {
		left += float64(m.galley.strips[i].above / 4)
	}
	return left >= 0
}

// feather makes columns that differ by more than a line more even: it takes from the space between the paragraphs of the higher ones and adds
// to that of the lower ones, a quarter of it at most.
func (m *maker) feather(r *region, columns []column) {
	if r.columns == 1 || m.uneven(r, columns) <= 1 {
		return
	}
	high, low := m.extremes(columns, r.columns)
	for _, c := range columns {
		space := 0.0
		for i := c.from + 1; i < c.to; i++ {
			space += m.galley.strips[i].above
		}
		if space == 0 {
			continue
		}
		share := 1 + max(-0.25, min((float64((high+low)/2)-m.height(c))/space, 0.25))
		for i := c.from + 1; i < c.to; i++ {
			m.galley.strips[i].above = float64(m.galley.strips[i].above * share)
		}
	}
}

// fewLines is for how many lines in a column no page is begun.
const fewLines = 10

// level makes the columns of the last page of a plan equally high. What the last page has to begin with may not allow that: then the page
// before it is made some lines shorter.
func (m *maker) level(r *region, plan [][]column) {
	if r.columns == 1 {
		return
	}
	last := len(plan) - 1
	height := textHeight
	if last == 0 {
		height = pageHeight - marginBottom - m.y
	}
	plan[last] = m.balance(r, plan[last], height)
	if last == 0 || len(plan[last-1]) == 0 || m.uneven(r, plan[last]) <= 1 {
		return
	}
	before := plan[last-1]
	height = textHeight
	if last == 1 {
		height = pageHeight - marginBottom - m.y
	}
	best := math.Inf(1)
	for shorter := 0; shorter <= 2*mostShorter; shorter++ {
		tried := m.fill(nil, r, before[0].from, r.columns, height-float64(float64(shorter)*r.leading/2), true)
		end := tried[len(tried)-1].to
		rest := m.fill(nil, r, end, r.columns, textHeight, true)
		if !m.clean(tried) || rest[len(rest)-1].to < r.to {
			continue
		}
		rest = m.balance(r, rest, textHeight)
		// More than a line on the last page weighs most, then the columns of the page before it, then the room that it loses.
		cost := float64(10*max(0, m.uneven(r, rest)-1)) + m.uneven(r, tried) + float64(float64(shorter)/4)
		if cost < best {
			best, plan[last-1], plan[last] = cost, tried, rest
		}
	}
}

// mostShorter is by how many lines a page is made shorter for the sake of the next.
const mostShorter = 6

// balance makes the columns of the last page of a region equally high, in their place, as far as lines go. Of two ways that are as good it
// takes the one with the higher first column.
func (m *maker) balance(r *region, columns []column, height float64) []column {
	if r.columns == 1 {
		return columns
	}
	from := columns[0].from
	best, lowest := columns, math.Inf(1)
	even := m.height(column{from, r.to}) / float64(r.columns)
	for _, reach := range [...]float64{near, textHeight} {
		top := min(height, even+reach)
		for h := even - reach; h < top+balanceStep; h += balanceStep {
			tried := m.fill(m.tried, r, from, r.columns-1, min(h, top), true)
			if end := tried[len(tried)-1].to; end < r.to {
				tried = append(tried, column{end, r.to})
			}
			m.tried = tried
			if !m.clean(tried) {
				continue
			}
			if high, low := m.extremes(tried, r.columns); high <= height+slack && high-low < lowest+slack {
				best, lowest = append(best[:0], tried...), high-low
			}
		}
		if lowest <= r.leading {
			break
		}
	}
	return best
}

// How far from the mean a height of balanced columns is looked for first, and in what steps: less than a line is high.
const near, balanceStep = 60.0, 6.0

// clean reports whether columns end only where they may.
func (m *maker) clean(columns []column) bool {
	for _, c := range columns[:len(columns)-1] {
		if m.galley.strips[c.to-1].join != free {
			return false
		}
	}
	return true
}

// extremes returns the heights of the highest and the lowest of a number of columns.
func (m *maker) extremes(columns []column, count int) (high, low float64) {
	low = math.Inf(1)
	for _, c := range columns {
		h := m.height(c)
		high, low = max(high, h), min(low, h)
	}
	if len(columns) < count {
		low = 0
	}
	return high, low
}

// height returns the height of a column.
func (m *maker) height(c column) float64 {
	h := 0.0
	for i := c.from; i < c.to; i++ {
		s := &m.galley.strips[i]
		h += s.height
		if i > c.from {
			h += s.above
		} else if s.head > 0 && s.head-1 != i {
			h += m.galley.strips[s.head-1].height
		}
	}
	return h
}

// imbalance reports how unequal the columns of a region's last page are.
func (m *maker) imbalance(r *region, columns []column) {
	if r.columns == 1 {
		return
	}
	m.report.Imbalance = max(m.report.Imbalance, m.uneven(r, columns))
}

// uneven returns by how many lines the columns of a region differ.
func (m *maker) uneven(r *region, columns []column) float64 {
	high, low := m.extremes(columns, r.columns)
	return (high - low) / r.leading
}
