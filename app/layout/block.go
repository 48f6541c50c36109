package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

func (c *composer) heading(h *doc.Heading, p part) error {
	t := p.scale.heading(h.Level)
	lead := p.scale.body.leading
	c.space(t.before * lead)
	l := look{style: style{node: h, face: c.s.family.SemiBold, size: t.size, ink: t.ink}, lang: c.doc.Lang}
	if h.Label != nil {
		v := l.style
		v.node = h.Label
		// The number is of the same element as the words behind it: without the space a reader would hear them as one word.
		glyphs, err := c.s.glyphs(h.Label.Text+" ", l.face)
		if err != nil {
			return err
		}
		width := float64(advance(glyphs[:len(glyphs)-1]) * l.size)
		p.indent += max(0, width+labelGap-labelHang)
		c.labels = append(c.labels, label{style: v, glyphs: glyphs, x: p.indent - max(labelHang, width+labelGap)})
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
	l := look{style: style{node: b, face: captionFace(c.s.family, b.Style), size: t.size, ink: ink}, lang: c.doc.Lang}
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
	k, err := c.set(inlines, l, setting{width: width, size: t.size, ragged: ragged})
	if err != nil {
		return err
	}
	if len(k.atoms) == 0 && len(c.labels) == 0 {
		return nil
	}
	if k.loose && !ragged { // names are not hyphenated: better an edge that is not straight than holes
		return c.lines(inlines, l, t, p, width, true)
	}
	c.paragraphs++
	c.report.paragraph(k)
	styles := c.styles()
	written := k.written()
	n := 0 // of the lines that are written
	for i := range k.lines {
		if k.lines[i].blank() && written > 0 {
			c.above += t.leading // space, so that no column begins with it
			continue
		}
		y := baseline(t.leading, t.size, c.s.family.Regular)
		c.placeLabels(y)
		c.open.text = append(c.open.text, placed{of: k, styles: styles, line: int32(i), x: p.indent, y: y})
		s := c.strip(t.leading)
		s.rows = 1
		s.paragraph, s.line, s.lines = c.paragraphs, n, max(written, 1)
		// No orphan and no widow: the first two lines stay together, and so do the last two.
		if n < written-1 && (n == 0 || n == written-2) {
			s.join = bound
		}
		n++
	}
	return nil
}

// styles keeps those of the passages that were read last.
func (c *composer) styles() []style {
	styles := c.galley.styles.take(len(c.read))
	for i := range c.read {
		styles = append(styles, c.read[i].style)
	}
	return styles
}

// placeLabels sets the labels that wait beside a line with its baseline at y: those of the items that begin there.
func (c *composer) placeLabels(y float64) {
	for _, l := range c.labels {
		styles := append(c.galley.styles.take(1), l.style)
		c.open.text = append(c.open.text, placed{of: fixed(l.glyphs), styles: styles, x: l.x, y: y})
	}
	c.labels = c.labels[:0]
}

// glyphs returns those of a text on one line, spaces and all.
func (s *Setter) glyphs(text string, f *face.Face) ([]face.Glyph, error) {
	w, err := s.word(look{style: style{face: f}, literal: true}, text)
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
			c.placeLabels(baseline(p.scale.body.leading, p.scale.body.size, c.s.family.Regular))
			c.strip(p.scale.body.leading).rows = 1
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
		l.style = style{node: item.Label, face: c.s.family.Regular, size: p.scale.body.size, ink: Accent}
		if l.glyphs, err = c.s.glyphs(item.Label.Text, l.face); err != nil {
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
	c.placeLabels(baseline(p.scale.body.leading, p.scale.body.size, c.s.family.Regular))
	width := min(fieldWidth, c.column-p.indent)
	f := Field{Box: Box{X: p.indent, Y: 0, Width: width, Height: fieldHeight}, Signature: b}
	c.open.fields = append(c.open.fields, f)
	c.frame(f.Box)
	c.strip(fieldHeight).rows = leastLines
	c.space(2 * p.scale.body.leading)
}

// frame rules the edges of a box, the foot firmly.
func (c *composer) frame(b Box) {
	right, bottom := b.X+b.Width, b.Y+b.Height
	c.open.rules = append(c.open.rules,
		Rule{b.X, b.Y, right, b.Y, thinRule, Hair}, Rule{b.X, b.Y, b.X, bottom, thinRule, Hair},
		Rule{right, b.Y, right, bottom, thinRule, Hair}, Rule{b.X, bottom, right, bottom, firmRule, Black})
}
