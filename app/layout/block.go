package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

func (c *composer) heading(h *doc.Heading, p part) error {
	t := p.scale.heading(h.Level)
	lead := p.scale.body.leading
	c.space(t.before * lead)
	l := look{node: h, face: c.s.family.SemiBold, size: t.size, ink: t.ink, lang: c.doc.Lang}
	if h.Label != nil {
		v := l
		v.node = h.Label
		// The number is of the same element as the words behind it: without the space a reader would hear them as one word.
		glyphs, err := c.shape(h.Label.Text+" ", l.face)
		if err != nil {
			return err
		}
		width := float64(advance(glyphs[:len(glyphs)-1]) * l.size)
		p.indent += max(0, width+labelGap-labelHang)
		c.labels = append(c.labels, label{look: v, glyphs: glyphs, x: p.indent - max(labelHang, width+labelGap)})
	}
	first := len(c.galley.strips)
	if err := c.lines(h.Inlines, l, t.typeSize, p, c.column-p.indent, true); err != nil {
		return err
	}
	c.weld(first, bound)
	if n := len(c.galley.strips); n > first {
		c.galley.strips[n-1].join = bound
	}
	c.space(t.after * lead)
	return nil
}

func (c *composer) paragraph(b *doc.Paragraph, p part) error {
	t, ink := p.scale.paragraph(b.Style)
	l := look{node: b, face: captionFace(c.s.family, b.Style), size: t.size, ink: ink, lang: c.doc.Lang}
	if b.Style == doc.Caption {
		c.space(p.scale.body.leading)
	}
	width := c.width(p, t.size)
	ragged := b.Style != doc.Body || width < narrowest*t.size
	if err := c.lines(b.Inlines, l, t, p, width, ragged); err != nil {
		return err
	}
	c.space(p.scale.body.leading / 2)
	return nil
}

// lines sets inlines as lines of a column.
func (c *composer) lines(inlines []doc.Inline, l look, t typeSize, p part, width float64, ragged bool) error {
	lines, loose, err := c.set(inlines, l, setting{width: width, size: t.size, ragged: ragged})
	if err != nil {
		return err
	}
	if len(c.par.atoms) == 0 && len(c.labels) == 0 {
		return nil
	}
	if loose && !c.hyphenated {
		c.hyphenated = true
		defer func() { c.hyphenated = false }()
		return c.lines(inlines, l, t, p, width, ragged)
	}
	c.paragraphs++
	c.report.paragraph(c.par, lines, ragged, loose)
	for i, line := range lines {
		from := c.galley.mark()
		y := baseline(t.leading, t.size, c.s.family.Regular)
		c.placeLabels(y)
		c.place(line, ragged, p.indent, y, 0)
		s := c.strip(from, t.leading)
		s.paragraph, s.line, s.lines = c.paragraphs, i, len(lines)
		// No orphan and no widow: the first two lines stay together, and so do the last two.
		if i < len(lines)-1 && (i == 0 || i == len(lines)-2) {
			s.join = bound
		}
	}
	return nil
}

// placeLabels sets the labels that wait beside a line with its baseline at y: those of the items that begin there.
func (c *composer) placeLabels(y float64) {
	for _, l := range c.labels {
		c.galley.runs = append(c.galley.runs, Run{Node: l.node, Face: l.face, Size: l.size, X: l.x, Y: y, Ink: l.ink, Glyphs: l.glyphs})
	}
	c.labels = c.labels[:0]
}

// shape returns the glyphs of a text on one line, spaces and all.
func (c *composer) shape(text string, f *face.Face) ([]face.Glyph, error) {
	w, err := c.s.word(look{face: f, literal: true}, text)
	if err != nil {
		return nil, err
	}
	return w.glyphs, nil
}

func (c *composer) list(list *doc.List, p part) error {
	labels, hang, err := c.listLabels(list, p)
	if err != nil {
		return err
	}
	inner := p
	inner.nested = p.nested || list.Kind != doc.Terms
	if list.Kind == doc.Clauses && !p.nested {
		inner.indent += hang - labelHang // the numbers stand in the margin
	} else {
		inner.indent += hang
	}
	inner.indent = min(inner.indent, c.column*2/3)
	starts := make([]int, 0, len(list.Items))
	for i, item := range list.Items {
		if labels[i].glyphs != nil {
			labels[i].x = inner.indent - hang
			c.labels = append(c.labels, labels[i])
		}
		starts = append(starts, len(c.galley.strips))
		if err := c.blocks(item.Blocks, inner); err != nil {
			return err
		}
		if len(c.labels) > 0 { // nothing to stand beside
			from := c.galley.mark()
			c.placeLabels(baseline(p.scale.body.leading, p.scale.body.size, c.s.family.Regular))
			c.strip(from, p.scale.body.leading)
		}
	}
	if list.Kind == doc.Bullets && c.allSingle(starts) {
		for _, i := range starts[1:] {
			c.galley.strips[i].above = 0
		}
	}
	return nil
}

// listLabels shapes the labels of a list, and returns how far left of the text they stand.
func (c *composer) listLabels(list *doc.List, p part) (labels []label, hang float64, err error) {
	gap := 0.0
	switch list.Kind {
	case doc.Bullets:
		hang, gap = bulletGap, bulletGap/3
	case doc.Clauses:
		hang, gap = labelHang, labelGap
	case doc.Terms:
	default:
		panic("layout: unknown kind of list")
	}
	labels = make([]label, len(list.Items))
	for i, item := range list.Items {
		if item.Label == nil {
			continue
		}
		l := &labels[i]
		l.look = look{node: item.Label, face: c.s.family.Regular, size: p.scale.body.size, ink: Accent}
		if l.glyphs, err = c.shape(item.Label.Text, l.face); err != nil {
			return nil, 0, err
		}
		hang = max(hang, float64(advance(l.glyphs)*l.size)+gap)
	}
	return labels, hang, nil
}

// allSingle reports whether every item that starts at a strip is one line.
func (c *composer) allSingle(starts []int) bool {
	for n, i := range starts {
		end := len(c.galley.strips)
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		if end-i != 1 {
			return false
		}
	}
	return len(starts) > 0
}

// signature sets a signature field: a frame to sign in.
func (c *composer) signature(b *doc.Signature, p part) {
	c.space(p.scale.body.leading / 2)
	from := c.galley.mark()
	c.placeLabels(baseline(p.scale.body.leading, p.scale.body.size, c.s.family.Regular))
	width := min(fieldWidth, c.column-p.indent)
	f := Field{Box: Box{X: p.indent, Y: 0, Width: width, Height: fieldHeight}, Signature: b}
	c.galley.fields = append(c.galley.fields, f)
	c.frame(f.Box)
	c.strip(from, fieldHeight)
	c.space(2 * p.scale.body.leading)
}

// frame rules the edges of a box, the foot firmly.
func (c *composer) frame(b Box) {
	right, bottom := b.X+b.Width, b.Y+b.Height
	c.galley.rules = append(c.galley.rules,
		Rule{b.X, b.Y, right, b.Y, thinRule, Hair}, Rule{b.X, b.Y, b.X, bottom, thinRule, Hair},
		Rule{right, b.Y, right, bottom, thinRule, Hair}, Rule{b.X, bottom, right, bottom, firmRule, Black})
}
