package engine

import (
	"verwoord/app/doc"
	"verwoord/app/layout"
)

// Mark is a rectangle of a page with what is printed there.
type Mark struct {
	Path   string // JSON Pointer of the value; "" for the words of the template
	Clause string // id of the innermost part of the document around it that has one
	Page   int    // from 0
	layout.Box
}

// Marks tells where the values and the clauses of a document are printed: a rectangle for each line of a value, and one for each
// column or cell that a clause has words in. They are in the order of reading.
func (m *Made) Marks() []Mark {
	type place struct {
		path, clause string
		page, box    int
		line         float64 // 0 for a clause, which has one mark for all its lines
	}
	clauses := m.clauses()
	at := map[place]int{}
	var marks []Mark
	n := -1
	for page := range m.Pages.All() {
		n++
		for _, run := range page.Runs {
			if run.Node == nil {
				continue
			}
			p := place{clause: clauses[run.Node], page: n, box: run.Box}
			if v, ok := run.Node.(*doc.Value); ok && v.Path != "" {
				p.path, p.line = v.Path, run.Y
			}
			box := extent(run)
			i, known := at[p]
			if !known {
				at[p] = len(marks)
				marks = append(marks, Mark{Path: p.path, Clause: p.clause, Page: n, Box: box})
				continue
			}
			marks[i].Box = union(marks[i].Box, box)
		}
	}
	return marks
}

// clauses tells for every node the id of the innermost part around it that has one.
func (m *Made) clauses() map[doc.Node]string {
	out := make(map[doc.Node]string, 1<<10)
	for _, s := range m.Tree.Sections {
		doc.Walk(s, func(n doc.Node) {
			id := doc.ID(n)
			if id == "" {
				return
			}
			doc.Walk(n, func(inside doc.Node) {
				if _, words := inside.(*doc.Text); !words { // which no run is of
					out[inside] = id
				}
			})
		})
	}
	return out
}

// extent is the rectangle of a run: its letters with a little air, but no more than there is between two lines.
func extent(r layout.Run) layout.Box {
	width := 0.0
	for _, g := range r.Glyphs {
		width += float64(g.Advance * r.Size)
	}
	above, below := float64((r.Face.CapHeight+0.14)*r.Size), float64(0.26*r.Size)
	return layout.Box{X: r.X, Y: r.Y - above, Width: width, Height: above + below}
}

func union(a, b layout.Box) layout.Box {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return layout.Box{X: x, Y: y, Width: max(a.X+a.Width, b.X+b.Width) - x, Height: max(a.Y+a.Height, b.Y+b.Height) - y}
}
