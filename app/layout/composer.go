package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// composer sets one document into a galley.
type composer struct {
	s       *Setter
	doc     *doc.Doc
	galley  galley
	regions []region
	report  Report

	read       []passage // of the paragraph being set
	draft      paragraph // as it is being prepared
	key        []byte
	breaker    breaker
	open       material // of the strip being set
	paragraphs int
	slicedRows int
	blankFace  *face.Face // of the space that was set last
	blankWord  *word

	column   float64 // the width of the column being set
	labelled float64 // the width of the labels of the table of facts before, in the same section: what they say stands below each other
	above    float64 // the space that the next strip has above it
	labels   []label // wait for the line that they stand beside
}

// label is a number or bullet that waits for its line.
type label struct {
	style
	glyphs []face.Glyph
	x      float64
}

// part is what a block takes from what it stands in.
type part struct {
	scale   *scale
	columns int
	indent  float64
	nested  bool // stands beside a label
}

// width is the measure of running text in a part.
func (c *composer) width(p part, size float64) float64 {
	return min(c.column, measure*size) - p.indent
}

func (c *composer) sections(sections []*doc.Section) error {
	for _, s := range sections {
		if err := c.section(s, part{scale: &normal, columns: 1}); err != nil {
			return err
		}
	}
	c.endRegion()
	return nil
}

func (c *composer) section(s *doc.Section, p part) error {
	blocks := s.Blocks
	if s.Small {
		p.scale = &small
	}
	if s.NewPage {
		c.region(1, true, p.scale)
	}
	if s.Columns > 0 && s.Columns != p.columns {
		p.columns = s.Columns
		if p.columns > 1 {
			// What opens the section stands above its columns.
			c.region(1, false, p.scale)
			n := opening(blocks)
			if err := c.blocks(blocks[:n], part{scale: p.scale, columns: 1}); err != nil {
				return err
			}
			blocks = blocks[n:]
		}
	}
	c.region(p.columns, false, p.scale)
	first := len(c.galley.strips)
	part := len(c.galley.parts)
	c.galley.parts = append(c.galley.parts, span{from: first})
	labelled := c.labelled
	c.labelled = 0
	if err := c.inside(s, blocks, p); err != nil {
		return err
	}
	c.labelled = labelled
	c.galley.parts[part].to = len(c.galley.strips)
	if s.Keep || s.Framed {
		c.weld(first, kept)
	}
	c.hold(first)
	return nil
}

// opening counts the headings and the lead that a section begins with.
func opening(blocks []doc.Block) int {
	for i, b := range blocks {
		switch b := b.(type) {
		case *doc.Heading:
			continue
		case *doc.Paragraph:
			if b.Style == doc.Lead {
				continue
			}
		}
		return i
	}
	return len(blocks)
}

// leastLines is how many lines of a section stand on a page at least.
const leastLines = 3

// hold keeps the last lines of the section that began at a strip on one page, and the first ones.
func (c *composer) hold(first int) {
	strips := c.galley.strips[first:]
	for i, rows := len(strips)-1, 0; i > 0; i-- {
		if rows += strips[i].rows; rows >= leastLines {
			break
		}
		strips[i-1].leaf = max(strips[i-1].leaf, bound)
	}
	for i, rows := 0, 0; i < len(strips)-1; i++ {
		if rows += strips[i].rows; rows >= leastLines {
			break
		}
		strips[i].leaf = max(strips[i].leaf, bound)
	}
}

// weld joins the strips from first on.
func (c *composer) weld(first int, j join) {
	for i := first; i < len(c.galley.strips)-1; i++ {
		c.galley.strips[i].join = max(c.galley.strips[i].join, j)
	}
}

// region begins a region, unless the one that there is will do.
func (c *composer) region(columns int, newPage bool, s *scale) {
	if n := len(c.regions); n > 0 {
		last := &c.regions[n-1]
		if last.from == len(c.galley.strips) {
			last.columns, last.newPage, last.leading = columns, last.newPage || newPage, s.body.leading
			c.column = columnWidth(columns)
			return
		}
		if last.columns == columns && !newPage {
			return
		}
	}
	c.endRegion()
	c.regions = append(c.regions, region{columns: columns, from: len(c.galley.strips), newPage: newPage, leading: s.body.leading})
	c.column = columnWidth(columns)
}

func (c *composer) endRegion() {
	if n := len(c.regions); n > 0 {
		c.regions[n-1].to = len(c.galley.strips)
	}
}

func (c *composer) blocks(blocks []doc.Block, p part) error {
	for i, b := range blocks {
		var err error
		first := len(c.galley.strips)
		switch b := b.(type) {
		case *doc.Section:
			err = c.section(b, p)
		case *doc.Heading:
			err = c.heading(b, p)
		case *doc.Paragraph:
			err = c.paragraph(b, p)
			if (introduces(blocks, i) || b.Style == doc.Caption) && len(c.galley.strips) > first {
				c.last().join = bound
			}
		case *doc.List:
			err = c.list(b, p)
		case *doc.Table:
			err = c.table(b, p)
		case *doc.Signature:
			c.signature(b, p)
		default:
			panic("layout: unknown block")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// introduces tells whether a block leads up to the next one, a table or a list, and so stays with it.
func introduces(blocks []doc.Block, i int) bool {
	if i+1 == len(blocks) {
		return false
	}
	switch blocks[i+1].(type) {
	case *doc.Table, *doc.List:
		return true
	}
	return false
}

// strip ends the strip that is being set.
func (c *composer) strip(height float64) *strip {
	g := &c.galley
	g.strips = append(g.strips, strip{material: g.keep(&c.open), height: height, above: c.above})
	c.above = 0
	return &g.strips[len(g.strips)-1]
}

// space asks for space before the next strip; of two spaces the larger stays.
func (c *composer) space(points float64) { c.above = max(c.above, points) }
