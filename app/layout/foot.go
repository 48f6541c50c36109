package layout

import (
	"strconv"
	"strings"

	"verwoord/app/layout/face"
)

// feet sets the running foot of every page, now that it is known how many there are.
func (c *composer) feet(pages []*Page) error {
	for i, page := range pages {
		if err := c.foot(page, i+1, len(pages)); err != nil {
			return err
		}
	}
	return nil
}

func (c *composer) foot(page *Page, number, of int) error {
	f := c.s.family.Regular
	box := Box{X: marginLeft, Y: footBaseline - 2*footSize, Width: textWidth, Height: 3 * footSize}
	left, right := box.X, box.X+box.Width
	text := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(of)).Replace(c.doc.PageOf)
	if text != "" {
		glyphs, err := c.shape(text, f)
		if err != nil {
			return err
		}
		right -= float64(advance(glyphs) * footSize)
		page.foot(box, f, right, glyphs)
	}
	if line := strings.Join(c.doc.Foot, "  ·  "); line != "" {
		glyphs, err := c.shape(line, f)
		if err != nil {
			return err
		}
		if glyphs, err = c.shorten(glyphs, f, right-left-footGap); err != nil {
			return err
		}
		page.foot(box, f, left, glyphs)
	}
	return nil
}

// shorten cuts glyphs that are too wide, and says so with an ellipsis.
func (c *composer) shorten(glyphs []face.Glyph, f *face.Face, width float64) ([]face.Glyph, error) {
	if advance(glyphs)*footSize <= width {
		return glyphs, nil
	}
	ellipsis, err := c.shape("…", f)
	if err != nil {
		return nil, err
	}
	n := len(glyphs)
	for n > 0 && (advance(glyphs[:n])+advance(ellipsis))*footSize > width {
		n--
	}
	return append(append([]face.Glyph(nil), glyphs[:n]...), ellipsis...), nil
}

func (p *Page) foot(box Box, f *face.Face, x float64, glyphs []face.Glyph) {
	if len(p.Boxes) == 0 || p.Boxes[len(p.Boxes)-1] != box {
		p.Boxes = append(p.Boxes, box)
	}
	p.Runs = append(p.Runs, Run{Face: f, Size: footSize, X: x, Y: footBaseline, Ink: Quiet, Glyphs: glyphs, Box: len(p.Boxes) - 1})
}
