package layout

import "verwoord/app/layout/face"

// baseline returns where the baseline of a line stands, from its top: capitals stand in the middle.
func baseline(leading, size float64, f *face.Face) float64 {
	return float64((leading + float64(f.CapHeight*size)) / 2)
}

// place adds the runs of a line of the composed paragraph to the galley. The box counts as in galley.runs.
func (c *composer) place(l line, ragged bool, x, y float64, box int) {
	p := c.par
	from, to := &p.breaks[l.from], &p.breaks[l.to]
	stretch := 0.0
	switch {
	case ragged, l.last && l.ratio == 0:
	case l.ratio > 0:
		stretch = l.ratio * spaceStretch
	default:
		stretch = l.ratio * spaceShrink
	}
	tracking := float64(l.tracking) / 1000
	atoms := p.atoms[from.next:to.next]
	end := len(atoms) // of the letters: a space behind them is outside the line
	if end > 0 && atoms[end-1].space {
		end--
	}
	for i := 0; i < len(atoms); {
		look := c.read[atoms[i].passage].look
		n, count := i, 0
		for n < len(atoms) && c.read[atoms[n].passage].joins(look) {
			count += len(atoms[n].glyphs)
			n++
		}
		last := n == len(atoms)
		if last && to.cut != nil {
			count += len(to.cut.hyphen)
		}
		run := Run{Node: look.node, Face: look.face, Size: look.size, X: x, Y: y, Ink: look.ink, Box: box, Tracking: l.tracking, Glyphs: c.room.take(count)}
		for k := i; k < n; k++ {
			first := len(run.Glyphs)
			run.Glyphs = append(run.Glyphs, atoms[k].glyphs...)
			if k >= end || stretch == 0 && tracking == 0 {
				continue
			}
			justify(run.Glyphs[first:], atoms[k].space, stretch, tracking)
			if k == end-1 && to.space {
				run.Glyphs[len(run.Glyphs)-1].Advance -= tracking
			}
		}
		if i == 0 && from.cut != nil && from.cut.letter != nil {
			run.Glyphs[0] = from.cut.letter[0]
			run.Glyphs[0].Advance += tracking
		}
		if last && to.cut != nil && to.cut.hyphen != nil {
			run.Glyphs[len(run.Glyphs)-1].Advance += to.cut.kern
			run.Glyphs = append(run.Glyphs, to.cut.hyphen...)
		}
		x += float64(advance(run.Glyphs) * run.Size)
		c.galley.runs = append(c.galley.runs, run)
		i = n
	}
}

// justify widens the glyphs of an atom. A space takes back what the letter before it has, so that letters are apart from letters only.
func justify(glyphs []face.Glyph, space bool, stretch, tracking float64) {
	for i := range glyphs {
		g := &glyphs[i]
		if space {
			g.Advance += float64(g.Advance*stretch) - tracking
		} else {
			g.Advance += tracking
		}
	}
}

// joins reports whether text with two looks is one run.
func (l look) joins(m look) bool {
	return l.node == m.node && l.face == m.face && l.size == m.size && l.ink == m.ink
}
