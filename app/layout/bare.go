package layout

import "slices"

// barePage is the height of what stands on a page that looks forgotten: a quarter of it.
const barePage = textHeight / 4

// joins tells whether a region that starts a page is better begun on the one that there is: it is almost bare, and that saves one.
func (m *maker) joins(r *region, following []region) bool {
	if m.y-marginTop > barePage {
		return false
	}
	apart, here := m.trial(), m.trial()
	apart.newPage()
	for _, t := range []*maker{apart, here} {
		first := *r
		first.newPage = false
		t.region(&first, following)
		for i := range following {
			if following[i].newPage {
				break
			}
			t.region(&following[i], following[i+1:])
		}
	}
	return len(here.pages) < len(apart.pages)
}

// trial is a maker that goes on from here and changes nothing.
func (m *maker) trial() *maker {
	g := *m.galley
	g.strips = slices.Clone(g.strips)
	return &maker{galley: &g, report: &Report{}, pages: []plate{{filled: m.page().filled}}, y: m.y}
}

// refill moves whole paragraphs and rows from the foot of the page before the last one of a region to that one, when it would be almost bare and
// another page is begun behind it: as much as makes it a third full, or else as leaves the page before it half full.
func (m *maker) refill(r *region, plan [][]column, following []region) [][]column {
	last := len(plan) - 1
	if r.columns > 1 || last == 0 || len(plan[last-1]) == 0 || m.height(plan[last][0]) > barePage || m.goesOn(r, plan, following) {
		return plan
	}
	before, rest := plan[last-1][0], plan[last][0]
	found := rest.from
	for at := rest.from - 1; at > before.from && m.height(column{before.from, at}) >= textHeight/2; at-- {
		s, next := &m.galley.strips[at-1], &m.galley.strips[at]
		if max(s.join, s.leaf) != free || s.paragraph > 0 && s.paragraph == next.paragraph {
			continue
		}
		found = at
		if m.height(column{at, rest.to}) >= textHeight/3 {
			break
		}
	}
	plan[last-1], plan[last] = []column{{before.from, found}}, []column{{found, rest.to}}
	return plan
}

// goesOn tells whether the last page of a plan is the document's or is filled by what follows the region.
func (m *maker) goesOn(r *region, plan [][]column, following []region) bool {
	if len(following) == 0 || !following[0].newPage {
		return true
	}
	t := m.trial()
	t.placeAll(r, plan)
	return t.joins(&following[0], following[1:])
}
