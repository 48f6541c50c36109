package pdf

import (
	"strconv"

	"verwoord/app/layout"
)

// foresight knows what fpdf will have written of a page before its text: how it begins one, with the width and the colour of lines that the page
// before has ended with, and the rules. So a page is compressed while the next ones are drawn. What counts is what fpdf has written: a page that
// begins otherwise is compressed anew.
type foresight struct {
	width float64
	ink   layout.Ink
}

// newForesight is of the first page.
func newForesight() foresight { return foresight{width: 0.567, ink: layout.Black} } // 0.2 mm

// appendPage appends what fpdf will have written of the next page.
func (s *foresight) appendPage(dst []byte, page *layout.Page) []byte {
	dst = append(dst, "0 J\n0 j\n"...)
	dst = s.appendWidth(dst)
	dst = s.appendInk(dst)
	dst = append(dst, "0.000 g\n"...)
	if len(page.Rules) == 0 {
		return dst
	}
	dst = append(dst, "/Artifact<</Type/Layout>>BDC\n"...)
	for i, r := range page.Rules {
		if i == 0 || r.Ink != s.ink {
			s.ink = r.Ink
			dst = s.appendInk(dst)
		}
		if i == 0 || r.Width != s.width {
			s.width = r.Width
			dst = s.appendWidth(dst)
		}
		dst = append(appendFixed(dst, r.X1, 2), ' ')
		dst = append(appendFixed(dst, page.Height-r.Y1, 2), " m "...)
		dst = append(appendFixed(dst, r.X2, 2), ' ')
		dst = append(appendFixed(dst, page.Height-r.Y2, 2), " l S\n"...)
	}
	return append(dst, "EMC\n"...)
}

func (s *foresight) appendWidth(dst []byte) []byte {
	return append(appendFixed(dst, s.width, 2), " w\n"...)
}

func (s *foresight) appendInk(dst []byte) []byte {
	c := inks[s.ink]
	if c[0] == c[1] && c[1] == c[2] {
		return append(appendFixed(dst, float64(c[0])/255, 3), " G\n"...)
	}
	for _, v := range c {
		dst = append(appendFixed(dst, float64(v)/255, 3), ' ')
	}
	return append(dst, "RG\n"...)
}

func appendFixed(dst []byte, f float64, decimals int) []byte {
	return strconv.AppendFloat(dst, f, 'f', decimals, 64)
}
