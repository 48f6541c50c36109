package layout

import (
	"slices"
	"strconv"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// foot is the running foot of a document's pages.
type foot struct {
	s      *Setter
	line   []face.Glyph // the same on every page
	pageOf string       // with {page} and {pages} in it
	pages  int
}

// foot prepares the running foot, now that it is known how many pages there are.
func (s *Setter) foot(d *doc.Doc, pages int) (*foot, error) {
	f := &foot{s: s, pageOf: d.PageOf, pages: pages}
	if _, err := s.glyphs(d.PageOf+"0123456789", s.family.Regular); err != nil {
		return nil, err
	}
	var err error
	if line := strings.Join(d.Foot, "  ·  "); line != "" {
		f.line, err = s.glyphs(line, s.family.Regular)
	}
	return f, err
}

// place puts the foot on a page, counted from 1.
func (f *foot) place(page *Page, number int) {
	box := Box{X: marginLeft, Y: footBaseline - 2*footSize, Width: textWidth, Height: 3 * footSize}
	left, right := box.X, box.X+box.Width
	text := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(f.pages)).Replace(f.pageOf)
	if text != "" {
		glyphs := f.shape(text)
		right -= float64(advance(glyphs) * footSize)
		page.foot(box, f.s.family.Regular, right, glyphs)
	}
	if f.line != nil {
		page.foot(box, f.s.family.Regular, left, f.shorten(f.line, right-left-footGap))
	}
}

// shape is for what is known to have glyphs.
func (f *foot) shape(text string) []face.Glyph {
	glyphs, err := f.s.glyphs(text, f.s.family.Regular)
	if err != nil {
		panic(err)
	}
	return glyphs
}

// shorten cuts glyphs that are too wide, and says so with an ellipsis.
func (f *foot) shorten(glyphs []face.Glyph, width float64) []face.Glyph {
	if advance(glyphs)*footSize <= width {
		return glyphs
	}
	ellipsis := f.shape("…")
	n := len(glyphs)
	for n > 0 && (advance(glyphs[:n])+advance(ellipsis))*footSize > width {
		n--
	}
	return slices.Concat(glyphs[:n], ellipsis)
}

func (p *Page) foot(box Box, f *face.Face, x float64, glyphs []face.Glyph) {
	if len(p.Boxes) == 0 || p.Boxes[len(p.Boxes)-1] != box {
		p.Boxes = append(p.Boxes, box)
	}
	p.Runs = append(p.Runs, Run{Face: f, Size: footSize, X: x, Y: footBaseline, Ink: Quiet, Glyphs: glyphs, Box: len(p.Boxes) - 1})
}
