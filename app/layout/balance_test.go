package layout

import (
	"math"
	"math/rand"
	"testing"
)

// TestBalance compares with every way to divide strips over two columns that parts nothing: none on the last page is more even.
func TestBalance(t *testing.T) {
	for seed := range int64(2000) {
		r := rand.New(rand.NewSource(seed))
		g := &galley{strips: make([]strip, 2+r.Intn(150))}
		for i := range g.strips {
			g.strips[i] = strip{height: float64(6 * (2 + r.Intn(2))), above: float64(6 * max(0, r.Intn(6)-3))}
			switch r.Intn(10) {
			case 0:
				g.strips[i].height = float64(6 * (2 + r.Intn(30)))
			case 1, 2, 3:
				g.strips[i].join = bound
			}
		}
		whole := &region{columns: 2, to: len(g.strips), leading: 12}
		m := &maker{galley: g, report: &Report{}}
		m.newPage()
		plan := m.plan(whole)
		last := plan[len(plan)-1]
		best := math.Inf(1)
		for cut := last[0].from + 1; cut < whole.to; cut++ {
			columns := []column{{last[0].from, cut}, {cut, whole.to}}
			if high, _ := m.extremes(columns, 2); m.clean(columns) && high <= textHeight {
				best = min(best, m.uneven(whole, columns))
			}
		}
		if got := m.uneven(whole, last); got > best+1e-9 || !m.clean(last) && !math.IsInf(best, 1) {
			t.Errorf("seed %d: the columns of page %d differ by %.1f lines, they need not by more than %.1f", seed, len(plan), got, best)
		}
	}
}
