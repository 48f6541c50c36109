package verify

import (
	"verwoord/app/pdf/cos"
)

// Letters reach about this far below and above the line that they stand on, in parts of their size. Those who are a little higher are estimated
// too low rather than that a line above a box would lie in it.
const (
	descent = 0.15
	ascent  = 0.65
)

// typeset follows text (ISO 32000-1, 9.3, 9.4), and tells whether an operator is about it.
func (p *page) typeset(operator string, operands []cos.Object) bool {
	s := &p.state
	one := func() float64 { return p.numbers(operands, 1)[0] }
	switch operator {
	case "BT":
		p.text, p.line = identity, identity
	case "Tm":
		p.line = matrix(p.numbers(operands, 6))
		p.text = p.line
	case "Td", "TD":
		n := p.numbers(operands, 2)
		if operator == "TD" {
			s.lead = -n[1]
		}
		p.next(n[0], n[1])
	case "T*":
		p.next(0, -s.lead)
	case "Tc":
		s.char = one()
	case "Tw":
		s.word = one()
	case "Tz":
		s.scale = one() / 100
	case "TL":
		s.lead = one()
	case "Ts":
		s.rise = one()
	case "Tr":
		s.unseen = one() == 3 || one() == 7
	case "Tf":
		p.choose(operands)
	case "Tj", "TJ", "'", "\"":
		if operator == "\"" && len(operands) == 3 {
			s.word, s.char = p.numbers(operands[:1], 1)[0], p.numbers(operands[1:2], 1)[0]
		}
		if operator == "'" || operator == "\"" {
			p.next(0, -s.lead)
		}
		if len(operands) > 0 {
			p.show(operands[len(operands)-1])
		}
	default:
		return false
	}
	return true
}

func (p *page) next(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.then(p.line)
	p.text = p.line
}

func (p *page) choose(operands []cos.Object) {
	if len(operands) != 2 {
		p.see(unsureLies)
		return
	}
	p.state.size = p.numbers(operands[1:], 1)[0]
	name, _ := operands[0].(cos.Name)
	font := p.f.Dict(p.resources["Font"])[name]
	if ref, ok := font.(cos.Ref); ok {
		if p.fonts[ref] == nil {
			p.fonts[ref] = readWidths(p.f, p.f.Dict(ref))
		}
		p.state.font = p.fonts[ref]
		return
	}
	p.state.font = readWidths(p.f, p.f.Dict(font))
}

// show moves over a text, and looks whether it lies in the box.
func (p *page) show(o cos.Object) {
	switch o := o.(type) {
	case cos.String:
		p.write([]byte(o))
	case cos.Array:
		for _, e := range o {
			switch e := e.(type) {
			case cos.String:
				p.write([]byte(e))
			case int64:
				p.advance(-float64(e) / 1000 * p.state.size)
			case float64:
				p.advance(-e / 1000 * p.state.size)
			}
		}
	}
}

func (p *page) advance(by float64) {
	p.text = matrix{1, 0, 0, 1, by * p.state.scale, 0}.then(p.text)
}

func (p *page) write(text []byte) {
	s := &p.state
	if s.font == nil {
		p.see(unsureLies)
		return
	}
	if s.font.strange {
		p.see(unsureLies)
	}
	width, letters := s.font.of(text)
	by := sum(width/1000*s.size, float64(letters)*s.char)
	for _, c := range text {
		if c == ' ' && !s.font.wide {
			by += s.word
		}
	}
	if blank := isBlankText(text) && !s.font.wide; !blank && !s.unseen &&
		p.meets(p.text.then(s.ctm).bounds(0, sum(s.rise, -descent*s.size), by*s.scale, sum(s.rise, ascent*s.size))) {
		p.see(wordsLie)
	}
	p.advance(by)
}

// widths is how wide the letters of a font are, in thousandths of their size.
type widths struct {
	wide    bool // two bytes make a letter
	first   int
	list    []float64
	by      map[int]float64
	missing float64
	strange bool // letters are drawn by programs of the file, or their codes are not read here
}

func readWidths(f *cos.File, d cos.Dict) *widths {
	w := &widths{missing: 550}
	switch f.Name(d["Subtype"]) {
	case "Type3":
		w.strange = true
	case "Type0":
		w.wide = true
		list := f.Array(d["DescendantFonts"])
		if len(list) != 1 || f.Name(d["Encoding"]) != "Identity-H" {
			w.strange = true
			return w
		}
		below := f.Dict(list[0])
		w.missing = number(f, below["DW"], 1000)
		w.by = wideWidths(f, f.Array(below["W"]))
		return w
	}
	first, _ := f.Int(d["FirstChar"])
	w.first = int(first)
	for _, o := range f.Array(d["Widths"]) {
		w.list = append(w.list, number(f, o, 550))
	}
	return w
}

// wideWidths reads the widths of a font of two bytes a letter (9.7.4.3): a first code and their widths, or two codes and the width of all.
func wideWidths(f *cos.File, a cos.Array) map[int]float64 {
	by := map[int]float64{}
	for i := 0; i+1 < len(a); {
		first, _ := f.Int(a[i])
		if list := f.Array(a[i+1]); list != nil {
			for j, o := range list {
				by[int(first)+j] = number(f, o, 1000)
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			break
		}
		last, _ := f.Int(a[i+1])
		for c := first; c <= last && c-first < 1<<16 && f.Spend(1); c++ {
			by[int(c)] = number(f, a[i+2], 1000)
		}
		i += 3
	}
	return by
}

func number(f *cos.File, o cos.Object, other float64) float64 {
	switch n := f.Resolve(o).(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return other
}

// of is how wide a text is, and of how many letters.
func (w *widths) of(text []byte) (sum float64, letters int) {
	if w.wide {
		for i := 0; i+1 < len(text); i += 2 {
			width, ok := w.by[int(text[i])<<8|int(text[i+1])]
			if !ok {
				width = w.missing
			}
			sum += width
		}
		return sum, len(text) / 2
	}
	for _, c := range text {
		width := w.missing
		if i := int(c) - w.first; i >= 0 && i < len(w.list) {
			width = w.list[i]
		}
		sum += width
	}
	return sum, len(text)
}
