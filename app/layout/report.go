package layout

import (
	"fmt"
	"math"
)

// Report tells how well a document is set, so that a loose page is seen in a diff.
type Report struct {
	Pages     int
	Lines     int     // all
	Justified int     // lines of which the spaces were stretched or shrunk
	Mean      float64 // of the absolute adjustment ratios of the justified lines
	Worst     float64 // the ratio furthest from 0
	Hyphens   int     // lines that end with a hyphen
	Ladder    int     // the most of them in a row
	Loose     int     // paragraphs that had to be looser than the tolerances
	Widows    int
	Orphans   int
	Short     int     // pages with fewer than three lines of a section that began before them
	Bare      int     // pages before the last with next to nothing on them
	Imbalance float64 // of the columns on the last page of a part, in lines

	sum float64
}

// paragraph adds a paragraph to the report.
func (r *Report) paragraph(k *known) {
	ladder := 0
	for i := range k.lines {
		l := &k.lines[i]
		r.Lines++
		if l.flagged {
			r.Hyphens++
			ladder++
			r.Ladder = max(r.Ladder, ladder)
		} else {
			ladder = 0
		}
		if !l.justified {
			continue
		}
		r.Justified++
		r.sum += math.Abs(l.ratio)
		r.Mean = r.sum / float64(r.Justified)
		if math.Abs(l.ratio) > math.Abs(r.Worst) {
			r.Worst = l.ratio
		}
	}
	if k.loose {
		r.Loose++
	}
}

// Hyphenated is the share of lines that end with a hyphen.
func (r Report) Hyphenated() float64 {
	if r.Lines == 0 {
		return 0
	}
	return float64(r.Hyphens) / float64(r.Lines)
}

// String returns the report as lines of text.
func (r Report) String() string {
	return fmt.Sprintf("pages %d\nlines %d, justified %d\nadjustment ratio mean %.2f, worst %.2f\nhyphenated %.1f%%, longest ladder %d\n"+
		"loose paragraphs %d\nwidows %d, orphans %d, short pages %d, bare pages %d\ncolumn imbalance %.1f lines\n",
		r.Pages, r.Lines, r.Justified, r.Mean, r.Worst, 100*r.Hyphenated(), r.Ladder, r.Loose, r.Widows, r.Orphans, r.Short, r.Bare, r.Imbalance)
}
