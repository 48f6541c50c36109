package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// head is the running head of a document's pages: what no reader of any page may miss. Nil is none.
type head struct {
	face *face.Face
	line []face.Glyph
}

func (s *Setter) head(d *doc.Doc) (*head, error) {
	if d.Head == "" {
		return nil, nil
	}
	line, err := s.glyphs(d.Head, s.family.SemiBold)
	return &head{s.family.SemiBold, line}, err
}

// place puts the head on a page, with a firm rule below it.
func (h *head) place(page *Page) {
	if h == nil {
		return
	}
	page.Boxes = append(page.Boxes, Box{X: marginLeft, Y: headBaseline - headSize, Width: textWidth, Height: 1.5 * headSize})
	page.Runs = append(page.Runs, Run{Face: h.face, Size: headSize, X: marginLeft, Y: headBaseline, Glyphs: h.line, Box: len(page.Boxes) - 1})
	y := headBaseline + headSize/2
	page.Rules = append(page.Rules, Rule{marginLeft, y, marginLeft + textWidth, y, firmRule, Black})
}
