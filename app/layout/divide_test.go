package layout

import (
	"math/rand"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// TestDivide holds the widths of columns against chance: no table is higher than a tenth more than the lowest of 50 with widths at random, in
// which, as in ours, nothing is cut that has no place for it.
func TestDivide(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := &composer{s: NewSetter(family), doc: &doc.Doc{Lang: "nl"}, column: columnWidth(1)}
	worst := 0.0
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		table := mixedTable(r)
		g, err := c.grid(table, part{scale: &small, columns: 1})
		if err != nil {
			t.Fatal(err)
		}
		got := tableHeight(t, c, g, g.width)
		lowest, least := got, leastWidths(t, c, g)
		for range 50 {
			lowest = min(lowest, tableHeight(t, c, g, atRandom(r, g.width, least)))
		}
		worst = max(worst, got/lowest)
		if got > 1.1*lowest {
			t.Errorf("table %d is %.0f lines high, by chance %.0f", seed, got, lowest)
		}
	}
	t.Logf("the worst is %.2f times the lowest", worst)
}

// atRandom divides the width of a table otherwise, over columns as wide as what cannot be broken in them, but for what is beyond their share.
func atRandom(r *rand.Rand, widths, least []float64) []float64 {
	available := sum(widths)
	out, free := make([]float64, len(widths)), available
	for i := range out {
		out[i] = min(least[i], available/float64(len(out)))
		free -= out[i]
	}
	shares := make([]float64, len(out))
	for i := range shares {
		shares[i] = r.ExpFloat64()
	}
	for i := range out {
		out[i] += free * shares[i] / sum(shares)
	}
	return out
}

// leastWidths are those of the columns of a table in which nothing has to be cut.
func leastWidths(t *testing.T, c *composer, g *grid) []float64 {
	t.Helper()
	least := make([]float64, len(g.width))
	for _, row := range append([]*doc.Row{g.table.Head}, g.table.Rows...) {
		for i, cell := range row.Cells {
			k, err := c.set(cell.Inlines, c.cellLook(g, cell, i, row == g.table.Head), setting{})
			if err != nil {
				t.Fatal(err)
			}
			least[i] = max(least[i], k.extent.least)
		}
	}
	return least
}

// tableHeight sets a table in columns of some widths, and returns how high it is, in lines.
func tableHeight(t *testing.T, c *composer, g *grid, widths []float64) float64 {
	t.Helper()
	height := 0.0
	for _, row := range append([]*doc.Row{g.table.Head}, g.table.Rows...) {
		high := 0
		for i, cell := range row.Cells {
			k, err := c.set(cell.Inlines, c.cellLook(g, cell, i, row == g.table.Head), setting{width: widths[i], size: g.text.size, ragged: true})
			if err != nil {
				t.Fatal(err)
			}
			high = max(high, len(k.lines))
		}
		height += float64(high) + 0.5
	}
	return height
}

// mixedTable has columns of a word, of a name and of a paragraph, in any mix, and rows of any number.
func mixedTable(r *rand.Rand) *doc.Table {
	vocabulary := strings.Fields("de van en persoonsgegevens sollicitanten verwerkingsverantwoordelijke arbeidsongeschiktheidsverzekering hosting platform beheer " +
		"toegang e-mail ISO/IEC 27001 coördinatie 12345678 naam adres cv leads info@informatiebeveiliging.example.nl")
	n := 2 + r.Intn(5)
	words := make([]int, n)
	for i := range words {
		words[i] = []int{1, 2, 5, 15, 40, 80}[r.Intn(6)]
	}
	row := func(scale float64) *doc.Row {
		row := &doc.Row{}
		for _, w := range words {
			text := make([]string, 1+r.Intn(1+int(2*scale*float64(w))))
			for i := range text {
				text[i] = vocabulary[r.Intn(len(vocabulary))]
			}
			s := strings.Join(text, " ")
			if r.Intn(4) == 0 {
				row.Cells = append(row.Cells, &doc.Cell{Inlines: []doc.Inline{&doc.Value{Text: s}}})
				continue
			}
			row.Cells = append(row.Cells, &doc.Cell{Inlines: []doc.Inline{&doc.Text{Text: s}}})
		}
		return row
	}
	table := &doc.Table{Columns: make([]doc.Align, n), Head: row(0.05)}
	for range []int{1, 2, 5, 12}[r.Intn(4)] {
		table.Rows = append(table.Rows, row(1))
	}
	return table
}
