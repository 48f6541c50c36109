package layout

import "verwoord/app/doc"

// framePad is the space between a frame and what is in it.
const framePad = 9.0

// inside sets the blocks of a section, in a frame when it stands apart.
func (c *composer) inside(s *doc.Section, blocks []doc.Block, p part) error {
	if !s.Framed {
		return c.blocks(blocks, p)
	}
	left, right := p.indent, c.column
	c.space(p.scale.body.leading)
	c.ruleStrip(p, thinRule, Black)
	first := len(c.galley.strips)
	p.indent, c.column = left+framePad, right-framePad
	err := c.blocks(blocks, p)
	c.column = right
	for i := first; i < len(c.galley.strips); i++ {
		strip := &c.galley.strips[i]
		bottom := strip.height
		if i == len(c.galley.strips)-1 {
			bottom += framePad
			strip.rules = append(strip.rules, Rule{left, bottom, right, bottom, thinRule, Black})
		}
		for _, x := range []float64{left, right} {
			strip.rules = append(strip.rules, Rule{x, -strip.above, x, bottom, thinRule, Black})
		}
	}
	c.space(framePad + p.scale.body.leading)
	return err
}
