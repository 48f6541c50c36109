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
		if err := c.hang(h.Label, p.indent, l.face, l.size, l.ink); err != nil {
			return err
		}
	}
	first := len(c.galley.strips)
	if err := c.lines(h.Inlines, l, t.type_, p, c.column-p.indent, true); err != nil {
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
func (c *composer) lines(inlines []doc.Inline, l look, t type_, p part, width float64, ragged bool) error {
	if err := c.compose(inlines, l, width); err != nil {
		return err
	}
	lines, loose := c.breaker.break_(&c.par, setting{width: width, size: t.size, ragged: ragged})
	c.paragraphs++
	c.report.paragraph(&c.par, lines, ragged, loose)
	for i, line := range lines {
		from := c.galley.mark()
		y := baseline(t.leading, t.size, c.s.family.Regular)
		c.placeLabel(y)
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

// hang makes a label that hangs left of the text of the next line.
func (c *composer) hang(node *doc.Label, indent float64, f *face.Face, size float64, ink Ink) error {
	glyphs, err := c.shape(node.Text, f)
	if err != nil {
		return err
	}
	width := advance(glyphs) * size
	c.label = &label{node: node, glyphs: glyphs, x: indent - max(labelHang, width+4), face: f, size: size, ink: ink}
	return nil
}

func (c *composer) placeLabel(y float64) {
	if c.label == nil {
		return
	}
	l := c.label
	c.label = nil
	c.galley.runs = append(c.galley.runs, Run{Node: l.node, Face: l.face, Size: l.size, X: l.x, Y: y, Ink: l.ink, Glyphs: l.glyphs})
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
	half := p.scale.body.leading / 2
	inner := p
	switch list.Kind {
	case doc.Bullets:
		inner.indent += bulletGap
	case doc.Clauses:
		if p.depth > 0 {
			inner.indent += labelHang
		}
		inner.depth++
	case doc.Terms:
	default:
		panic("layout: unknown kind of list")
	}
	starts := make([]int, 0, len(list.Items))
	for _, item := range list.Items {
		if item.Label != nil {
			if err := c.itemLabel(list.Kind, item.Label, inner); err != nil {
				return err
			}
		}
		if list.Kind != doc.Bullets {
			c.space(half)
		}
		starts = append(starts, len(c.galley.strips))
		if err := c.blocks(item.Blocks, inner); err != nil {
			return err
		}
	}
	if list.Kind == doc.Bullets && c.allSingle(starts) {
		for _, i := range starts[1:] {
			c.galley.strips[i].above = 0
		}
	}
	return nil
}

func (c *composer) itemLabel(kind doc.ListKind, node *doc.Label, p part) error {
	f, size := c.s.family.Regular, p.scale.body.size
	if kind == doc.Clauses {
		return c.hang(node, p.indent, f, size, Accent)
	}
	glyphs, err := c.shape(node.Text, f)
	if err != nil {
		return err
	}
	c.label = &label{node: node, glyphs: glyphs, x: p.indent - max(bulletGap, advance(glyphs)*size+3), face: f, size: size, ink: Accent}
	return nil
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
	width := min(fieldWidth, c.column-p.indent)
	f := Field{Box: Box{X: p.indent, Y: 0, Width: width, Height: fieldHeight}, Signature: b}
	c.galley.fields = append(c.galley.fields, f)
	c.frame(f.Box)
	c.strip(from, fieldHeight)
	c.space(p.scale.body.leading)
}

// frame rules the edges of a box, the foot firmly.
func (c *composer) frame(b Box) {
	right, bottom := b.X+b.Width, b.Y+b.Height
	c.galley.rules = append(c.galley.rules,
		Rule{b.X, b.Y, right, b.Y, thinRule, Hair}, Rule{b.X, b.Y, b.X, bottom, thinRule, Hair},
		Rule{right, b.Y, right, bottom, thinRule, Hair}, Rule{b.X, bottom, right, bottom, firmRule, Black})
}
