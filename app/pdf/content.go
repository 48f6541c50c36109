package pdf

import (
	"fmt"
	"math"
	"strconv"

	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// inks are the colours of the sheet, in sRGB. Those of text have at least 4.5:1 against white (WCAG 2.1, 1.4.3).
var inks = [...][3]uint8{
	layout.Black:  {0x00, 0x00, 0x00},
	layout.Quiet:  {0x59, 0x59, 0x59},
	layout.Accent: {0x0B, 0x4F, 0x6C},
	layout.Hair:   {0xA6, 0xA6, 0xA6},
}

// painter writes the text of one page after another.
type painter struct {
	structure *structure
	faces     faces
	bare      bool // without marks: what is drawn belongs as a whole to something else, or there is no structure

	page  *layout.Page
	index int
	out   []byte
	marks []*element // the owners of the page's marked-content sequences
	areas []area

	// The state of the text object. Positions are those written, not those asked for, so that rounding does not add up.
	font         *font
	size         float64
	tracking     int16 // thousandths of the em
	ink          layout.Ink
	open         bool     // a sequence of marked content is
	of           *element // whose it is
	lineX, lineY float64  // start of the line, from the bottom left corner

	// The string that is being shown: from where, and how far the pen is, in thousandths of the em.
	showing  bool
	inString bool
	pen      int
	run      *layout.Run // the last one shown
}

// area is a part of a page that a link is on: a rectangle with the origin at the top left.
type area struct {
	link *element
	layout.Box
}

// text writes the runs of a page as one text object: runs of one element that follow each other are one marked-content sequence,
// and furniture is an artifact (ISO 32000-1, 14.6 and 14.8.2.2).
func (p *painter) text(page *layout.Page, index int) error {
	p.page, p.index = page, index
	if p.out == nil {
		p.out = make([]byte, 0, 16<<10)
	}
	p.out, p.marks, p.areas = p.out[:0], make([]*element, 0, len(page.Boxes)+16), nil
	p.font, p.size, p.tracking, p.ink = nil, 0, 0, layout.Black
	p.lineX, p.lineY = 0, 0
	p.showing, p.run = false, nil
	if len(page.Runs) == 0 {
		return nil
	}
	foot := p.lowest()
	p.out = append(p.out, "BT\n"...)
	runs := page.Runs
	for len(runs) > 0 {
		owner, err := p.owner(&runs[0])
		if err != nil {
			return err
		}
		p.begin(owner, &runs[0], foot)
		n := 0
		for n < len(runs) && p.open {
			if o, err := p.owner(&runs[n]); err != nil || o != owner {
				break // an error comes back at the start of the next sequence
			}
			if owner == nil && (runs[n].Y > foot) != (runs[0].Y > foot) {
				break
			}
			if err := p.show(&runs[n]); err != nil {
				return err
			}
			if owner != nil && runs[n].Node == owner.number {
				if err := p.space(&runs[n]); err != nil {
					return err
				}
			}
			p.link(owner, &runs[n])
			n++
		}
		p.end()
		runs = runs[n:]
	}
	p.out = append(p.out, "ET"...)
	return nil
}

// lowest is the last baseline of the page that belongs to the document; furniture below it is the foot.
func (p *painter) lowest() float64 {
	y := 0.0
	for i := range p.page.Runs {
		if r := &p.page.Runs[i]; r.Node != nil {
			y = max(y, r.Y)
		}
	}
	return y
}

func (p *painter) owner(r *layout.Run) (*element, error) {
	if r.Node == nil {
		return nil, nil
	}
	e := p.structure.owners[r.Node]
	if e == nil {
		return nil, &Refusal{"ISO 14289-1, 7.1", fmt.Sprintf("page %d has text of a %T that is not in the document", p.index+1, r.Node)}
	}
	return e, nil
}

// begin opens a sequence of marked content.
func (p *painter) begin(owner *element, r *layout.Run, foot float64) {
	p.open, p.of = true, owner
	switch {
	case p.bare:
	case owner != nil:
		p.mark(owner.tag, r)
		p.out = append(p.out, ">>BDC\n"...)
	case r.Y > foot:
		p.out = append(p.out, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"...)
	default:
		p.out = append(p.out, "/Artifact<</Type/Pagination>>BDC\n"...)
	}
}

// mark writes the beginning of a sequence that is of the owner of what is shown.
func (p *painter) mark(tag cos.Name, r *layout.Run) {
	p.of.mark(p.index, len(p.marks), r.Y-float64(r.Face.Ascent*r.Size))
	p.out = append(p.out, '/')
	p.out = append(p.out, tag...)
	p.out = append(p.out, "<</MCID "...)
	p.out = strconv.AppendInt(p.out, int64(len(p.marks)), 10)
	p.marks = append(p.marks, p.of)
}

// end closes the sequence that is open.
func (p *painter) end() {
	if !p.open {
		return
	}
	p.open = false
	p.flush()
	if !p.bare {
		p.out = append(p.out, "EMC\n"...)
	}
}

// show writes the glyphs of a run, as a part of the string before it when it goes on where that stopped.
func (p *painter) show(r *layout.Run) error {
	if len(r.Glyphs) == 0 {
		return fmt.Errorf("pdf: page %d has a run without glyphs", p.index+1)
	}
	f, err := p.faces.of(r)
	if err != nil {
		return err
	}
	if !p.showing || f != p.font || r.Size != p.size || r.Ink != p.ink || r.Y != p.run.Y || r.Tracking != p.tracking {
		p.moveTo(f, r)
	}
	p.run = r
	want := (r.X - p.lineX) / r.Size * 1000 // where the pen must be
	for _, g := range r.Glyphs {
		added := g.Text == softHyphen
		if added {
			g.Text = "-"
		}
		code, err := f.code(g)
		if err != nil {
			return err
		}
		if off := float64(p.pen) - want; off >= 0.5 || off <= -0.5 {
			off := int(math.Round(off))
			p.endString()
			p.out = strconv.AppendInt(p.out, int64(off), 10)
			p.pen -= off
		}
		if added && r.Node != nil && !p.bare {
			p.hyphen(code, r)
			break // it ends the line
		}
		if !p.inString {
			p.inString = true
			p.out = append(p.out, '(')
		}
		p.out = append(p.out, byte(code>>8), byte(code))
		p.pen += f.width[code] + int(p.tracking)
		want += float64(g.Advance * 1000)
	}
	return nil
}

// softHyphen is the text of a hyphen that the layout added at a line end.
const softHyphen = "\u00ad"

// hyphen shows a hyphen that is not in the document's text. To who reads the tags it stands for a soft hyphen (ISO 32000-1, 14.8.2.2.3); its own
// text is a hyphen, since some viewers join the parts of a word for a search only at that. It is a sequence by itself, between two others of its
// element: some readers lose what follows a sequence inside another.
func (p *painter) hyphen(code uint16, r *layout.Run) {
	p.end()
	p.mark("Span", r)
	p.out = append(p.out, "/ActualText<FEFF00AD>>>BDC[("...)
	p.out = append(p.out, byte(code>>8), byte(code))
	p.out = append(p.out, ")]TJ\nEMC\n"...)
}

// space shows a space after a heading's number: layout keeps the two apart by their places, which who hears them does not see.
func (p *painter) space(r *layout.Run) error {
	if r.Glyphs[len(r.Glyphs)-1].Text == " " {
		return nil
	}
	glyphs, err := r.Face.Shape(" ")
	if err != nil {
		return err
	}
	after := *r
	after.Glyphs = glyphs
	for _, g := range r.Glyphs {
		after.X += float64(g.Advance * r.Size)
	}
	return p.show(&after)
}

// moveTo ends the string and starts another at a run.
func (p *painter) moveTo(f *font, r *layout.Run) {
	p.flush()
	if t := r.Tracking; t != p.tracking || t != 0 && r.Size != p.size {
		p.tracking = t
		p.out = strconv.AppendFloat(p.out, float64(t)*r.Size/1000, 'f', -1, 64)
		p.out = append(p.out, " Tc\n"...)
	}
	if f != p.font || r.Size != p.size {
		p.font, p.size = f, r.Size
		p.out = append(p.out, '/')
		p.out = append(p.out, f.name...)
		p.out = append(p.out, ' ')
		p.out = strconv.AppendFloat(p.out, r.Size, 'f', -1, 64)
		p.out = append(p.out, " Tf\n"...)
	}
	if r.Ink != p.ink {
		p.ink = r.Ink
		p.out = appendInk(p.out, r.Ink)
	}
	x, y := hundredth(r.X), hundredth(p.page.Height-r.Y)
	p.out = appendHundredths(p.out, x-p.lineX)
	p.out = append(p.out, ' ')
	p.out = appendHundredths(p.out, y-p.lineY)
	p.out = append(p.out, " Td["...)
	p.lineX, p.lineY = x, y
	p.pen, p.showing = 0, true
}

func (p *painter) endString() {
	if p.inString {
		p.inString = false
		p.out = append(p.out, ')')
	}
}

func (p *painter) flush() {
	p.endString()
	if p.showing {
		p.showing = false
		p.out = append(p.out, "]TJ\n"...)
	}
}

// link notes where a run of a link stands: one area for what is on one line.
func (p *painter) link(owner *element, r *layout.Run) {
	link := owner.linked()
	if link == nil {
		return
	}
	glyphs := r.Glyphs
	if glyphs[len(glyphs)-1].Text == " " {
		glyphs = glyphs[:len(glyphs)-1]
	}
	width := 0.0
	for _, g := range glyphs {
		width += float64(g.Advance * r.Size)
	}
	box := layout.Box{X: r.X, Y: r.Y - float64(r.Face.Ascent*r.Size), Width: width, Height: (r.Face.Ascent - r.Face.Descent) * r.Size}
	if n := len(p.areas); n > 0 {
		if last := &p.areas[n-1]; last.link == link && last.Y == box.Y && last.X <= box.X {
			last.Width = box.X + box.Width - last.X
			return
		}
	}
	for i := range p.areas {
		p.areas[i].endAbove(box)
	}
	p.areas = append(p.areas, area{link, box})
}

// endAbove ends an area where one on the next line begins: validators of signatures take annotations that overlap for an attack.
func (a *area) endAbove(b layout.Box) {
	if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y && b.Y < a.Y+a.Height {
		a.Height = b.Y - a.Y
	}
}

func hundredth(f float64) float64 { return math.Round(f*100) / 100 }

// appendHundredths writes a number with as many of two decimals as it needs.
func appendHundredths(dst []byte, f float64) []byte {
	n := int64(math.Round(f * 100))
	if n < 0 {
		dst = append(dst, '-')
		n = -n
	}
	if n >= 100 || n == 0 {
		dst = strconv.AppendInt(dst, n/100, 10)
	}
	if n %= 100; n != 0 {
		dst = append(dst, '.', byte('0'+n/10))
		if n%10 != 0 {
			dst = append(dst, byte('0'+n%10))
		}
	}
	return dst
}

// appendInk sets the colour of text.
func appendInk(dst []byte, ink layout.Ink) []byte {
	c := inks[ink]
	if c[0] == c[1] && c[1] == c[2] {
		return append(appendShade(dst, c[0]), " g\n"...)
	}
	for _, v := range c {
		dst = append(appendShade(dst, v), ' ')
	}
	return append(dst, "rg\n"...)
}

func appendShade(dst []byte, v uint8) []byte {
	return strconv.AppendFloat(dst, math.Round(float64(v)/255*1000)/1000, 'f', -1, 64)
}

// resources are the fonts of all pages.
func (f *faces) resources(to adder, stream func(cos.Dict, []byte) *cos.Stream) (cos.Dict, error) {
	fonts := cos.Dict{}
	for _, font := range f.fonts {
		ref, err := font.embed(to.Add, stream)
		if err != nil {
			return nil, err
		}
		fonts[cos.Name(font.name)] = ref
	}
	return cos.Dict{"Font": fonts}, nil
}
