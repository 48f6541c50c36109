package layout

import (
	"math/rand"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// Tables are the tables of a document.
func Tables(d *doc.Doc) []*doc.Table {
	var tables []*doc.Table
	for _, s := range d.Sections {
		doc.Walk(s, func(n doc.Node) {
			if t, is := n.(*doc.Table); is {
				tables = append(tables, t)
			}
		})
	}
	return tables
}

// Chance measures tables of a language against ones whose columns are as wide as it happens.
type Chance struct{ c *composer }

func NewChance(family *face.Family, lang string) *Chance {
	return &Chance{&composer{s: NewSetter(family), doc: &doc.Doc{Lang: lang}, column: columnWidth(1)}}
}

// Lines is how high a table is, and the lowest of it and some with widths at random, in which as in ours nothing is cut that has no place for it.
func (x *Chance) Lines(t *testing.T, table *doc.Table, r *rand.Rand, times int) (ours, lowest float64) {
	t.Helper()
	g, err := x.c.grid(table, part{scale: &small, columns: 1})
	if err != nil {
		t.Fatal(err)
	}
	ours = tableHeight(t, x.c, g, g.width)
	lowest = ours
	least := leastWidths(t, x.c, g)
	for range times {
		lowest = min(lowest, tableHeight(t, x.c, g, atRandom(r, g.width, least)))
	}
	return ours, lowest
}
