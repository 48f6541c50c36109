package layout

// maker cuts a galley into pages.
type maker struct {
	galley *galley
	report *Report
	pages  []plate

	tried []column // used again
	y     float64  // where the page is free
}

// plate is what stands on a page, and where.
type plate struct {
	columns []standing
	filled  bool // has text or fields
}

// height is how far down the page something stands.
func (p *plate) height() float64 {
	h := 0.0
	for i := range p.columns {
		h = max(h, p.columns[i].y+p.columns[i].height-marginTop)
	}
	return h
}

// standing is a column in its place: of a region, or one of its columns.
type standing struct {
	column
	x, y, height float64
	width        float64
}

// column is strips that stand below each other.
type column struct{ from, to int }

func (m *maker) make(regions []region) {
	m.newPage()
	for i := range regions {
		m.region(&regions[i], regions[i+1:])
	}
	for i := range m.pages {
		p := &m.pages[i]
		if m.short(p) {
			m.report.Short++
		}
		if i < len(m.pages)-1 && p.height() < barePage/2 {
			m.report.Bare++
		}
	}
}

func (m *maker) newPage() {
	m.pages = append(m.pages, plate{})
	m.y = marginTop
}

func (m *maker) page() *plate { return &m.pages[len(m.pages)-1] }

func (m *maker) empty() bool { return !m.page().filled }

// region places a region, over as many pages as it needs.
func (m *maker) region(r *region, following []region) {
	if r.from == r.to {
		return
	}
	if !m.empty() {
		apart := r.newPage && !m.joins(r, following)
		m.y += m.galley.strips[r.from].above
		if apart || m.y+m.need(r, following) > pageHeight-marginBottom+slack {
			m.newPage()
		}
	}
	plan := m.refill(r, m.squeeze(r, m.plan(r)), following)
	m.feather(r, plan[len(plan)-1])
	m.placeAll(r, plan)
	m.imbalance(r, plan[len(plan)-1])
}

// plan divides a region over pages, the first of which is the page that there is; it has no columns when nothing fits there.
func (m *maker) plan(r *region) [][]column {
	var plan [][]column
	for at := r.from; at < r.to; {
		height := textHeight
		if len(plan) == 0 {
			height = pageHeight - marginBottom - m.y
		}
		columns := m.fill(nil, r, at, r.columns, height, len(plan) > 0 || m.empty())
		plan = append(plan, columns)
		if len(columns) > 0 {
			at = columns[len(columns)-1].to
		}
	}
	last := len(plan) - 1
	m.level(r, plan[:last+1])
	return plan
}

// slack forgives what arithmetic loses.
const slack = 1e-6

// short tells whether a page has fewer than three lines of a section that began before it.
func (m *maker) short(p *plate) bool {
	if len(p.columns) == 0 {
		return false
	}
	from, to := p.columns[0].from, p.columns[len(p.columns)-1].to
	for _, s := range m.galley.parts {
		if s.from >= from || s.to <= from {
			continue
		}
		rows := 0
		for i := from; i < min(s.to, to); i++ {
			rows += m.galley.strips[i].rows
		}
		if rows < leastLines {
			return true
		}
	}
	return false
}

// need returns the height that a region needs to begin on a page: up to the first place where it may be left, and if that is its end and it
// is joined to what follows, up to there as well.
func (m *maker) need(r *region, following []region) float64 {
	height := 0.0
	for i := r.from; i < r.to; i++ {
		s := &m.galley.strips[i]
		height += s.height
		if i > r.from {
			height += s.above
		}
		if max(s.join, s.leaf) == free && (i+1 == r.to || height >= leastOnPage*r.leading) {
			return min(height, textHeight)
		}
	}
	if len(following) > 0 && following[0].from < following[0].to && !following[0].newPage {
		height += m.galley.strips[following[0].from].above + m.need(&following[0], following[1:])
	}
	return min(height, textHeight)
}

// fill divides the strips of a region from one on over columns of a height, as many as fit, and puts those in a slice. It gives no columns
// when the first would be empty, or, with force unset, when it could only be filled by parting what is joined.
func (m *maker) fill(filled []column, r *region, from, columns int, height float64, force bool) []column {
	filled = filled[:0]
	for len(filled) < columns && from < r.to {
		end, j := m.fit(from, r.to, height, len(filled) == r.columns-1)
		if j != free && !force && len(filled) == 0 {
			return nil
		}
		filled = append(filled, column{from, end})
		from = end
	}
	return filled
}

// fit returns where a column of a height that begins with a strip ends, and how bad that place is; last is the last column of a page.
func (m *maker) fit(from, to int, height float64, last bool) (end int, at join) {
	var ends [welded + 1]int
	left := height
	for i := from; i < to; i++ {
		s := &m.galley.strips[i]
		left -= s.height
		if i > from {
			left -= s.above
		} else if s.head > 0 && s.head-1 != i {
			left -= m.galley.strips[s.head-1].height
		}
		if left < -slack {
			break
		}
		if i+1 == to {
			return to, free
		}
		if last {
			ends[max(s.join, s.leaf)] = i + 1
		} else {
			ends[s.join] = i + 1
		}
	}
	for j, end := range ends {
		if end > 0 {
			return end, join(j)
		}
	}
	return from + 1, welded
}

// placeAll puts a plan on the page, and on new ones.
func (m *maker) placeAll(r *region, plan [][]column) {
	for i, columns := range plan {
		if i > 0 || columns == nil {
			m.newPage()
		}
		m.place(r, columns)
	}
}

// place puts columns on the page.
func (m *maker) place(r *region, columns []column) {
	width := columnWidth(r.columns)
	page := m.page()
	top := m.y
	for n, c := range columns {
		x := marginLeft + float64(float64(n)*(width+gutter))
		page.columns = append(page.columns, standing{column: c, x: x, y: top, width: width, height: m.height(c)})
		bottom := top
		for i := c.from; i < c.to; i++ {
			s := &m.galley.strips[i]
			bottom += m.galley.over(c, i) + s.height
			page.filled = page.filled || len(s.text) > 0 || len(s.fields) > 0
		}
		m.parted(c)
		m.y = max(m.y, bottom)
	}
}

// over is the space and the repeated head that a strip of a column has above it.
func (g *galley) over(c column, i int) float64 {
	s := &g.strips[i]
	switch {
	case i > c.from:
		return s.above
	case s.head > 0 && s.head-1 != i:
		return g.strips[s.head-1].height
	}
	return 0
}

// parted counts widows and orphans at the foot of a column.
func (m *maker) parted(c column) {
	if c.to >= len(m.galley.strips) {
		return
	}
	last, first := &m.galley.strips[c.to-1], &m.galley.strips[c.to]
	if last.paragraph == 0 || last.paragraph != first.paragraph {
		return
	}
	if last.line == 0 {
		m.report.Orphans++
	}
	if first.line == first.lines-1 {
		m.report.Widows++
	}
}
