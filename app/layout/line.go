package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// style is what a passage looks like on the page, and whose it is.
type style struct {
	node doc.Node
	face *face.Face
	size float64
	ink  Ink
}

// baseline returns where the baseline of a line stands, from its top: capitals stand in the middle.
func baseline(leading, size float64, f *face.Face) float64 {
	return float64((leading + float64(f.CapHeight*size)) / 2)
}

// glyphs counts the glyphs of a line.
func (l *placed) glyphs() int {
	n := 0
	set := &l.of.lines[l.line]
	for i := range l.of.atoms[set.from:set.to] {
		n += len(l.of.atoms[int(set.from)+i].glyphs)
	}
	if set.after != nil {
		n += len(set.after.hyphen)
	}
	return n
}

// runs adds the runs of a line, moved by x and y, with glyphs of a store that has room for them.
func (l *placed) runs(out []Run, store []face.Glyph, x, y float64) ([]Run, []face.Glyph) {
	set := &l.of.lines[l.line]
	atoms := l.of.atoms[set.from:set.to]
	stretch, tracking := set.stretch(), float64(set.tracking)/1000
	end := len(atoms) // of the letters: a space behind them is outside the line
	if end > 0 && atoms[end-1].space {
		end--
	}
	at := l.x
	for i := 0; i < len(atoms); {
		s := &l.styles[atoms[i].passage]
		first := len(store)
		n := i
		for ; n < len(atoms) && l.styles[atoms[n].passage] == *s; n++ {
			from := len(store)
			store = append(store, atoms[n].glyphs...)
			if n >= end || stretch == 0 && tracking == 0 {
				continue
			}
			justify(store[from:], atoms[n].space, stretch, tracking)
			if n == end-1 && set.spaced {
				store[len(store)-1].Advance -= tracking
			}
		}
		if i == 0 && set.before != nil && set.before.letter != nil {
			store[first] = set.before.letter[0]
			store[first].Advance += tracking
		}
		if n == len(atoms) && set.after != nil && set.after.hyphen != nil {
			store[len(store)-1].Advance += set.after.kern
			store = append(store, set.after.hyphen...)
		}
		glyphs := store[first:len(store):len(store)]
		out = append(out, Run{Node: s.node, Face: s.face, Size: s.size, X: at + x, Y: l.y + y, Ink: s.ink, Box: int(l.box), Tracking: set.tracking, Glyphs: glyphs})
		at += float64(advance(glyphs) * s.size)
		i = n
	}
	return out, store
}

// stretch is what the spaces of a line get, of their width.
func (l *setLine) stretch() float64 {
	switch {
	case !l.justified:
		return 0
	case l.ratio > 0:
		return l.ratio * spaceStretch
	default:
		return l.ratio * spaceShrink
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
