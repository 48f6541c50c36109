package layout

import "verwoord/app/layout/face"

// baseline returns where the baseline of a line stands, from its top: capitals stand in the middle.
func baseline(leading, size float64, f *face.Face) float64 {
	return (leading + f.CapHeight*size) / 2
}

// place adds the runs of a line of the composed paragraph to the galley. The box counts as in galley.runs.
func (c *composer) place(l line, ragged bool, x, y float64, box int) {
	p := &c.par
	from, to := &p.breaks[l.from], &p.breaks[l.to]
	stretch := 0.0
	switch {
	case ragged, l.last && l.ratio == 0:
	case l.ratio > 0:
		stretch = l.ratio * spaceStretch
	default:
		stretch = l.ratio * spaceShrink
	}
	atoms := p.atoms[from.next:to.next]
	end := len(atoms) // of the letters: a space behind them is outside the line
	if end > 0 && atoms[end-1].space {
		end--
	}
	for i := 0; i < len(atoms); {
		look := p.looks[atoms[i].look]
		n, count := i, 0
		for n < len(atoms) && p.looks[atoms[n].look].joins(look) {
			count += len(atoms[n].glyphs)
			n++
		}
		last := n == len(atoms)
		if last && to.cut != nil {
			count += len(to.cut.hyphen)
		}
		run := Run{Node: look.node, Face: look.face, Size: look.size, X: x, Y: y, Ink: look.ink, Box: box, Tracking: l.tracking, Glyphs: c.room.take(count)}
		for k := i; k < n; k++ {
			for _, g := range atoms[k].glyphs {
				switch {
				case k >= end:
				case atoms[k].space: // takes back what the letter before it has
					g.Advance += float64(g.Advance*stretch) - l.tracking
				default:
					g.Advance += l.tracking
				}
				run.Glyphs = append(run.Glyphs, g)
			}
			if k == end-1 && (to.cut == nil || to.cut.hyphen == nil) {
				run.Glyphs[len(run.Glyphs)-1].Advance -= l.tracking
			}
		}
		if i == 0 && from.cut != nil && from.cut.letter != nil {
			run.Glyphs[0] = from.cut.letter[0]
			run.Glyphs[0].Advance += l.tracking
		}
		if last && to.cut != nil && to.cut.hyphen != nil {
			run.Glyphs[len(run.Glyphs)-1].Advance += to.cut.kern
			run.Glyphs = append(run.Glyphs, to.cut.hyphen...)
		}
		x += advance(run.Glyphs) * run.Size
		c.galley.runs = append(c.galley.runs, run)
		i = n
	}
}

// joins reports whether text with two looks is one run.
func (l look) joins(m look) bool {
	return l.node == m.node && l.face == m.face && l.size == m.size && l.ink == m.ink
}
