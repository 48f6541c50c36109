package sign

import (
	"errors"
	"strconv"
	"strings"

	"verwoord/app/layout/face"
	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
)

// Appearance is what a signed field shows: words, and at their left the drawn signature if there is one. Whoever asks for it says it in
// the document's language; a field whose rectangle has no size shows nothing.
type Appearance struct {
	Lines     []string // the first, the name, stands out; long ones are broken
	Unstamped []string // takes the place of Lines when there is no time-stamp after all; nil leaves them
	Faces     *face.Family
	Drawing   *Drawing // nil for none
}

// Sizes of an appearance, in points.
const (
	inset       = 4.0  // between the edge and what stands in it
	largest     = 8.5  // of the letters
	smallest    = 4.0  // below this the rest is left out
	step        = 0.25 // between sizes tried
	leading     = 1.22 // of the size
	drawnShare  = 0.38 // of the width, for the drawing
	emphasis    = 1.15 // of the size, for the first line
	strokeWidth = 1.1
)

// draw adds the form XObject of an appearance. Its content has no marks of its own: it belongs to the Form element of its field
// (ISO 32000-1, 14.7.4.3; ISO 14289-1, 7.18.4). It uses DeviceGray alone, which every output intent allows.
//
// Errors are of type *Error: no-glyph, drawing.
func (a *Appearance) draw(u *cos.Update, width, height float64) (cos.Ref, error) {
	p := &panel{update: u, resources: cos.Dict{}}
	left := inset
	if a.Drawing != nil {
		room := box{inset, inset, float64(width*drawnShare) - inset, height - 2*inset}
		if err := a.Drawing.draw(p, room); err != nil {
			return cos.Ref{}, err
		}
		left = float64(width*drawnShare) + inset
	}
	if err := p.lines(a, box{left, inset, width - inset - left, height - 2*inset}); err != nil {
		return cos.Ref{}, err
	}
	if err := p.embed(); err != nil {
		return cos.Ref{}, err
	}
	return u.Add(cos.Deflate(cos.Dict{
		"Type":      cos.Name("XObject"),
		"Subtype":   cos.Name("Form"),
		"BBox":      cos.Array{int64(0), int64(0), width, height},
		"Resources": p.resources,
	}, p.out)), nil
}

// box is an area with its lower left corner at X, Y.
type box struct{ X, Y, Width, Height float64 }

// panel is a content stream in the making.
type panel struct {
	update    *cos.Update
	resources cos.Dict
	out       []byte
	faces     []*face.Face // that words were set in
	fonts     map[*face.Face][]*panelFont
}

// panelFont is a font that words can be set in.
type panelFont struct {
	*pdf.Font
	name string // in the resources
	used bool
}

// op writes operands and an operator.
func (p *panel) op(operator string, operands ...float64) {
	for _, v := range operands {
		p.out = strconv.AppendFloat(p.out, rounded(v), 'f', -1, 64)
		p.out = append(p.out, ' ')
	}
	p.out = append(p.out, operator...)
	p.out = append(p.out, '\n')
}

// rounded is a length to the thousandth of a point.
func rounded(v float64) float64 {
	if v < 0 {
		return -rounded(-v)
	}
	return float64(int64(float64(v*1000)+0.5)) / 1000
}

// typeset is a line of glyphs in one face.
type typeset struct {
	face   *face.Face
	size   float64
	glyphs []face.Glyph
}

// lines sets the words as large as they fit, up to the largest size.
func (p *panel) lines(a *Appearance, room box) error {
	var fit []typeset
	for size := largest; size >= smallest; size -= step {
		var err error
		if fit, err = a.set(size, room.Width); err != nil {
			return err
		}
		if heightOf(fit) <= room.Height {
			break
		}
	}
	return p.text(fit, room)
}

func heightOf(lines []typeset) float64 {
	h := 0.0
	for _, l := range lines {
		h += float64(l.size * leading)
	}
	return h
}

// set breaks the words into lines at a size.
func (a *Appearance) set(size, width float64) ([]typeset, error) {
	var out []typeset
	for i, line := range a.Lines {
		f, s := a.Faces.Regular, size
		if i == 0 {
			f, s = a.Faces.SemiBold, size*emphasis
		}
		broken, err := breakLine(f, line, width/s)
		if err != nil {
			return nil, err
		}
		for _, glyphs := range broken {
			out = append(out, typeset{f, s, glyphs})
		}
	}
	return out, nil
}

// breakLine puts as many words on a line as its width in ems allows.
func breakLine(f *face.Face, line string, width float64) ([][]face.Glyph, error) {
	var out [][]face.Glyph
	var have string
	var last []face.Glyph
	for word := range strings.FieldsSeq(line) {
		next := strings.TrimSpace(have + " " + word)
		glyphs, err := f.Shape(next)
		if err != nil {
			return nil, noGlyph(err)
		}
		if have != "" && advance(glyphs) > width {
			out = append(out, last)
			next = word
			if glyphs, err = f.Shape(next); err != nil {
				return nil, noGlyph(err)
			}
		}
		have, last = next, glyphs
	}
	if len(last) > 0 {
		out = append(out, last)
	}
	return out, nil
}

func noGlyph(err error) error {
	if missing, ok := err.(*face.MissingGlyphError); ok {
		return because("no-glyph", err, "Character", string(missing.Rune))
	}
	return err
}

func advance(glyphs []face.Glyph) float64 {
	w := 0.0
	for _, g := range glyphs {
		w += g.Advance
	}
	return w
}

// text writes the lines, in the middle of the room's height.
func (p *panel) text(lines []typeset, room box) error {
	y := room.Y + room.Height - float64(max(0, room.Height-heightOf(lines))/2)
	p.op("BT")
	p.op("g", 0)
	for _, l := range lines {
		y -= float64(l.size * leading)
		if y < room.Y-leading {
			break
		}
		name, shown, err := p.show(l.face, l.glyphs)
		if err != nil {
			return err
		}
		p.out = append(p.out, "/"+name+" "...)
		p.op("Tf", l.size)
		p.op("Tm", 1, 0, 0, 1, room.X, y+float64(l.size*(leading-1)))
		p.out = cos.Append(p.out, shown)
		p.op("TJ")
	}
	p.op("ET")
	return nil
}

// show gives the font for a line of glyphs, and what shows them: the font that the file has, when it has them all, else one to be embedded.
func (p *panel) show(f *face.Face, glyphs []face.Glyph) (name string, shown cos.Array, err error) {
	if p.fonts[f] == nil {
		if err := p.open(f); err != nil {
			return "", nil, err
		}
	}
	for _, font := range p.fonts[f] {
		if shown, err = font.Show(glyphs); !errors.Is(err, pdf.ErrNotEmbedded) {
			font.used = true
			return font.name, shown, err
		}
	}
	return "", nil, err
}

// open finds the fonts for a face.
func (p *panel) open(f *face.Face) error {
	if p.fonts == nil {
		p.fonts = map[*face.Face][]*panelFont{}
	}
	p.faces = append(p.faces, f)
	name := strings.ReplaceAll(f.Name, "-", "")
	if there := pdf.FontOf(p.update.File(), f); there != nil {
		p.fonts[f] = append(p.fonts[f], &panelFont{Font: there, name: name})
		name += "Own"
	}
	own, err := pdf.NewFont(f)
	p.fonts[f] = append(p.fonts[f], &panelFont{Font: own, name: name})
	return err
}

// embed adds what the words use of their faces.
func (p *panel) embed() error {
	names := cos.Dict{}
	for _, f := range p.faces {
		for _, font := range p.fonts[f] {
			if !font.used {
				continue
			}
			ref, err := font.Embed(p.update.Add)
			if err != nil {
				return err
			}
			names[cos.Name(font.name)] = ref
		}
	}
	if len(names) > 0 {
		p.resources["Font"] = names
	}
	return nil
}
