package pdf

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
)

// font is a face as one document uses it. Each pair of a glyph and the text it stands for has a code of two bytes, so that a
// ligature, a small capital or the hyphen at a line end says what it means when the text is copied or read aloud.
type font struct {
	face   *face.Face
	file   *trueType
	name   string   // of the resource: F1
	uses   []use    // by code; code 0 is .notdef and never shown
	width  []int    // by code: the advance in thousandths of the em
	first  []uint16 // by glyph: the first code that it got, 0 for none
	codes  map[use]uint16
	spare  *font                   // what it begins with; nil for nothing
	ready  func() (*subset, error) // of a spare one: cuts it, once
	subset *subset                 // what is embedded of it, once it is cut
	set    *embedded               // which codes there are already, of a font that a file has; nil for one that is in the making
}

type use struct {
	glyph uint16
	text  string
}

func newFont(f *face.Face, name string) (*font, error) {
	file, err := parseTrueType(f.Data)
	if err != nil {
		return nil, fmt.Errorf("embed %s: %w", f.Name, err)
	}
	return &font{
		face: f, file: file, name: name,
		uses: []use{{}}, width: []int{0},
		first: make([]uint16, file.glyphs), codes: map[use]uint16{},
	}, nil
}

// code gives a glyph its code, a new one when this text is new to it.
func (f *font) code(g face.Glyph) (uint16, error) {
	if int(g.ID) < len(f.first) {
		if c := f.first[g.ID]; c != 0 && f.uses[c].text == g.Text {
			return c, nil
		}
	}
	key := use{g.ID, g.Text}
	if c, ok := f.codes[key]; ok {
		return c, nil
	}
	if f.spare != nil {
		if c, ok := f.spare.codes[key]; ok {
			return c, nil
		}
	}
	if f.set != nil {
		return f.find(key)
	}
	if err := checkGlyph(f, g); err != nil {
		return 0, err
	}
	for awkward(len(f.uses)) {
		f.add(use{})
	}
	c := uint16(len(f.uses))
	f.add(key)
	f.codes[key] = c
	if f.first[g.ID] == 0 {
		f.first[g.ID] = c
	}
	return c, nil
}

func (f *font) add(u use) {
	f.uses = append(f.uses, u)
	f.width = append(f.width, f.file.width(u.glyph))
}

func checkGlyph(f *font, g face.Glyph) error {
	if g.ID == 0 {
		return &Refusal{"ISO 19005-3, 6.2.11.8", fmt.Sprintf("%s has no glyph for %q", f.face.Name, g.Text)}
	}
	if int(g.ID) >= f.file.glyphs {
		return fmt.Errorf("pdf: %s has no glyph %d", f.face.Name, g.ID)
	}
	if !utf8.ValidString(g.Text) {
		return &Refusal{"ISO 19005-3, 6.2.11.7.2", fmt.Sprintf("text that is not UTF-8: %q", g.Text)}
	}
	for _, r := range g.Text {
		if r == 0 || r == 0xFEFF || r == 0xFFFE {
			return &Refusal{"ISO 19005-3, 6.2.11.7.2", fmt.Sprintf("a glyph that stands for %U", r)}
		}
	}
	if len(f.uses) >= 1<<16-256 {
		return fmt.Errorf("pdf: more than 65,000 glyphs of %s", f.face.Name)
	}
	return nil
}

// awkward tells whether a code has a byte that a literal string would have to escape; such codes are passed over.
func awkward(code int) bool {
	for _, b := range [2]byte{byte(code >> 8), byte(code)} {
		switch b {
		case '(', ')', '\\', '\r', '\n':
			return true
		}
	}
	return false
}

// subset is the part of a font that a document uses.
type subset struct {
	name    cos.Name
	program *cos.Stream
	text    *cos.Stream // what the codes stand for
	widths  cos.Array   // of the codes
}

// cut makes the subset of a font that has all its codes. Its streams are made by stream, which may compress them.
func (f *font) cut(stream func(cos.Dict, []byte) *cos.Stream) error {
	if f.spare != nil && len(f.uses) == len(f.spare.uses) {
		var err error
		f.subset, err = f.spare.ready()
		return err
	}
	order := make([]uint16, len(f.uses))
	tag := sha256.New()
	tag.Write([]byte(f.face.Name))
	for i, u := range f.uses {
		order[i] = u.glyph
		tag.Write([]byte{byte(u.glyph >> 8), byte(u.glyph)})
	}
	program, err := f.file.subset(order)
	if err != nil {
		return fmt.Errorf("embed %s: %w", f.face.Name, err)
	}
	f.subset = &subset{
		name:    cos.Name(subsetTag(tag.Sum(nil)) + "+" + f.face.Name),
		program: stream(cos.Dict{"Length1": int64(len(program))}, program),
		text:    stream(cos.Dict{}, f.toUnicode()),
		widths:  f.widths(),
	}
	return nil
}

// embed adds the font's objects (ISO 32000-1, 9.7.4): a composite font whose codes are its glyph numbers. Its streams are made by stream, unless it
// has been cut.
func (f *font) embed(add func(cos.Object) cos.Ref, stream func(cos.Dict, []byte) *cos.Stream) (cos.Ref, error) {
	if f.set != nil {
		return f.set.ref, nil // the file has it
	}
	if f.subset == nil {
		if err := f.cut(stream); err != nil {
			return cos.Ref{}, err
		}
	}
	name, file := f.subset.name, add(f.subset.program)
	descendant := add(cos.Dict{
		"Type":           cos.Name("Font"),
		"Subtype":        cos.Name("CIDFontType2"),
		"BaseFont":       name,
		"CIDSystemInfo":  cos.Dict{"Registry": cos.String("Adobe"), "Ordering": cos.String("Identity"), "Supplement": int64(0)},
		"FontDescriptor": add(f.descriptor(name, file)),
		"W":              cos.Array{int64(0), f.subset.widths},
		"CIDToGIDMap":    cos.Name("Identity"),
	})
	return add(cos.Dict{
		"Type":            cos.Name("Font"),
		"Subtype":         cos.Name("Type0"),
		"BaseFont":        name,
		"Encoding":        cos.Name("Identity-H"),
		"DescendantFonts": cos.Array{descendant},
		"ToUnicode":       add(f.subset.text),
	}), nil
}

// subsetTag is six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4).
func subsetTag(sum []byte) string {
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

func (f *font) widths() cos.Array {
	w := make(cos.Array, len(f.width))
	for i, n := range f.width {
		w[i] = int64(n)
	}
	return w
}

func (f *font) descriptor(name cos.Name, file cos.Ref) cos.Dict {
	const symbolic, italic = 4, 64
	flags := symbolic // its codes are its own
	if f.file.italicAngle != 0 {
		flags |= italic
	}
	var box cos.Array
	for _, side := range f.file.box() {
		box = append(box, int64(math.Round(side)))
	}
	thousandths := func(em float64) int64 { return int64(math.Round(em * 1000)) }
	return cos.Dict{
		"Type":        cos.Name("FontDescriptor"),
		"FontName":    name,
		"Flags":       int64(flags),
		"FontBBox":    box,
		"ItalicAngle": int64(math.Round(f.file.italicAngle)),
		"Ascent":      thousandths(f.face.Ascent),
		"Descent":     thousandths(f.face.Descent),
		"CapHeight":   thousandths(f.face.CapHeight),
		"StemV":       int64(50 + f.file.weight*f.file.weight/(65*65)), // TrueType does not say; the usual estimate from the weight
		"FontFile2":   file,
	}
}

// toUnicode tells what text each code stands for (ISO 32000-1, 9.10.3). A glyph whose text an earlier one of its cluster has
// stands for a word joiner, because every code must stand for something (ISO 19005-3, 6.2.11.7.2).
func (f *font) toUnicode() []byte {
	var codes []int
	for c, u := range f.uses {
		if u.glyph != 0 {
			codes = append(codes, c)
		}
	}
	out := []byte("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for len(codes) > 0 {
		n := min(len(codes), 100) // ISO 32000-1, 9.7.5.4
		out = strconv.AppendInt(out, int64(n), 10)
		out = append(out, " beginbfchar\n"...)
		for _, c := range codes[:n] {
			text := f.uses[c].text
			if text == "" {
				text = "\u2060"
			}
			out = appendHex16(append(out, '<'), uint16(c))
			out = append(out, "><"...)
			for _, unit := range utf16.Encode([]rune(text)) {
				out = appendHex16(out, unit)
			}
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
		codes = codes[n:]
	}
	return append(out, "endcmap CMapName currentdict/CMap defineresource pop end end\n"...)
}

func appendHex16(dst []byte, n uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(dst, digits[n>>12], digits[n>>8&15], digits[n>>4&15], digits[n&15])
}

// faces are the fonts of a document, in the order in which it first uses them.
type faces struct {
	fonts []*font
	byRef map[*face.Face]*font
	spare []Spare // what some of them begin with

	file *cos.File // whose fonts are used where they have the glyphs; nil for none
	had  map[*face.Face]*font
}

// of is the font for a run: one that the file has when it has all of the glyphs, else one of its own.
func (f *faces) of(r *layout.Run) (*font, error) {
	if f.file == nil {
		return f.get(r.Face)
	}
	there, asked := f.had[r.Face]
	if !asked {
		if f.had == nil {
			f.had = map[*face.Face]*font{}
		}
		there = fontOf(f.file, r.Face)
		f.had[r.Face] = there
	}
	if there == nil || !there.has(r.Glyphs) {
		return f.get(r.Face)
	}
	if there.name == "" {
		there.name = "F" + strconv.Itoa(len(f.fonts)+1)
		f.fonts = append(f.fonts, there)
	}
	return there, nil
}

// has tells whether a font of a file has all of some glyphs.
func (f *font) has(glyphs []face.Glyph) bool {
	for _, g := range glyphs {
		if g.Text == softHyphen {
			g.Text = "-"
		}
		if _, err := f.code(g); err != nil {
			return false
		}
	}
	return true
}

func (f *faces) get(of *face.Face) (*font, error) {
	if n := f.byRef[of]; n != nil {
		return n, nil
	}
	n, err := f.begin(of, "F"+strconv.Itoa(len(f.fonts)+1))
	if err != nil {
		return nil, err
	}
	f.fonts = append(f.fonts, n)
	if f.byRef == nil {
		f.byRef = map[*face.Face]*font{}
	}
	f.byRef[of] = n
	return n, nil
}

// begin makes a font, with what it has besides the glyphs of the pages.
func (f *faces) begin(of *face.Face, name string) (*font, error) {
	for _, s := range f.spare {
		if s.font.face == of {
			return s.font.begin(name), nil
		}
	}
	return newFont(of, name)
}
