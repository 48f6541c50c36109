package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"verwoord/app/pdf/cos"
)

// Passage is the words of a part of a document that has an id: a heading, a clause, a list item.
type Passage struct{ ID, Text string }

// Origin is a file as it was written, before anything was appended to it.
type Origin struct {
	File       []byte
	Identifier string // Meta.Identifier of the file; "" when it has none
	file       *cos.File
}

// Original finds what a file was before it was signed. It reads any file; what it says of one that Write did not make is of no use.
func Original(f *cos.File) *Origin {
	first := f.At(0)
	o := &Origin{File: first.Bytes(), file: first}
	if stream, ok := first.Resolve(first.Dict(first.Trailer["Root"])["Metadata"]).(*cos.Stream); ok {
		if data, err := first.StreamData(stream); err == nil {
			o.Identifier = identifier(data)
		}
	}
	return o
}

// Shown is the same file with all that was appended to it.
func Shown(f *cos.File) *Origin { return &Origin{File: f.Bytes(), file: f} }

// Passages reads the words of a file that Write made back from its pages, in the order of the structure tree: those of each heading,
// item and paragraph that has an id, without labels and soft hyphens, one space between words.
func (o *Origin) Passages() ([]Passage, error) {
	r := wordReader{
		File: o.file, words: map[cos.Ref]map[int64]*strings.Builder{}, fonts: map[cos.Ref]map[uint16]string{}, seen: map[cos.Ref]bool{},
	}
	catalog := r.Dict(r.Trailer["Root"])
	if err := r.element(catalog["StructTreeRoot"], cos.Ref{}, nil, 0); err != nil {
		return nil, err
	}
	for i, text := range r.texts {
		if !o.file.Spend(text.Len()) {
			break
		}
		r.passages[i].Text = strings.Join(strings.Fields(strings.ReplaceAll(text.String(), softHyphen, "")), " ")
	}
	return r.passages, o.file.Err()
}

// Words reads all words of such a file, also those that stand in nothing with an id, in the order of the structure tree.
func (o *Origin) Words() (string, error) {
	r := wordReader{
		File: o.file, words: map[cos.Ref]map[int64]*strings.Builder{}, fonts: map[cos.Ref]map[uint16]string{}, seen: map[cos.Ref]bool{},
		passages: []Passage{{}}, texts: []*strings.Builder{{}},
	}
	catalog := r.Dict(r.Trailer["Root"])
	if err := r.element(catalog["StructTreeRoot"], cos.Ref{}, []int{0}, 0); err != nil {
		return "", err
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(r.texts[0].String(), softHyphen, "")), " "), o.file.Err()
}

// wordReader reads words by way of the structure tree.
type wordReader struct {
	*cos.File
	words    map[cos.Ref]map[int64]*strings.Builder // by page and marked-content identifier
	fonts    map[cos.Ref]map[uint16]string          // what each code of a font stands for
	seen     map[cos.Ref]bool                       // elements
	read     int                                    // bytes of content
	passages []Passage
	texts    []*strings.Builder // of the passages
}

// Bounds on what another may have put into a file. All are far above what Write makes.
const (
	maxNesting = 64       // of the structure tree, which may be bent into a ring
	maxContent = 16 << 20 // bytes of what all pages draw
	maxCode    = 16       // bytes that one code of a font stands for
)

// element adds the words of a structure element to the passages in which it stands. Labels are layout and not text. In a tree each element
// stands once, and so do the words that it marks.
func (r *wordReader) element(o cos.Object, page cos.Ref, within []int, depth int) error {
	if depth > maxNesting {
		return fmt.Errorf("the structure tree is too deep")
	}
	if ref, ok := o.(cos.Ref); ok {
		if r.seen[ref] {
			return fmt.Errorf("the structure tree is none")
		}
		r.seen[ref] = true
	}
	e := r.Dict(o)
	if e == nil || r.Name(e["S"]) == "Lbl" {
		return nil
	}
	if ref, ok := e["Pg"].(cos.Ref); ok {
		page = ref
	}
	if id, ok := r.String(e["T"]); ok {
		r.passages, r.texts = append(r.passages, Passage{ID: string(id)}), append(r.texts, &strings.Builder{})
		within = append(within[:len(within):len(within)], len(r.passages)-1)
	}
	kids := r.Array(e["K"])
	if kids == nil && e["K"] != nil {
		kids = cos.Array{e["K"]}
	}
	for _, kid := range kids {
		if err := r.kid(kid, page, within, depth); err != nil {
			return err
		}
	}
	r.add(within, " ")
	return nil
}

func (r *wordReader) kid(kid cos.Object, page cos.Ref, within []int, depth int) error {
	id, marked := r.Int(kid)
	if d := r.Dict(kid); d != nil && r.Name(d["Type"]) == "MCR" {
		id, marked = r.Int(d["MCID"])
		if ref, ok := d["Pg"].(cos.Ref); ok {
			page = ref
		}
	} else if d != nil && r.Name(d["Type"]) != "OBJR" {
		return r.element(kid, page, within, depth+1)
	}
	if !marked {
		return nil
	}
	if r.words[page] == nil {
		if err := r.page(page); err != nil {
			return err
		}
	}
	if words := r.words[page][id]; words != nil {
		r.add(within, words.String())
		delete(r.words[page], id)
	}
	return nil
}

func (r *wordReader) add(within []int, text string) {
	for _, i := range within {
		if r.Hold(len(text)) { // the words of a part stand in each part around it too
			r.texts[i].WriteString(text)
		}
	}
}

// page reads the words of a page's marked content.
func (r *wordReader) page(ref cos.Ref) error {
	words := map[int64]*strings.Builder{}
	r.words[ref] = words
	page := r.Dict(ref)
	stream, ok := r.Resolve(page["Contents"]).(*cos.Stream)
	if !ok {
		return fmt.Errorf("a page has no single content stream")
	}
	content, err := r.StreamData(stream)
	if err != nil {
		return err
	}
	if r.read += len(content); r.read > maxContent {
		return fmt.Errorf("the pages hold too much")
	}
	fonts := r.Dict(r.Dict(page["Resources"])["Font"])
	var font map[uint16]string
	id, marked, hyphen := int64(0), false, false
	return r.Instructions(content, func(operator string, operands []cos.Object) error {
		switch operator {
		case "BDC":
			var properties cos.Dict
			if len(operands) == 2 {
				properties = r.Dict(operands[1])
			}
			text, _ := r.String(properties["ActualText"])
			hyphen = text == "\xfe\xff\x00\xad"
			id, marked = r.Int(properties["MCID"])
		case "EMC":
			marked = false
		case "Tf":
			if len(operands) == 2 {
				font, err = r.font(fonts[r.Name(operands[0])])
				return err
			}
		case "Tj", "TJ":
			if marked && len(operands) == 1 {
				if words[id] == nil {
					words[id] = &strings.Builder{}
				}
				var b strings.Builder
				r.decode(&b, operands[0], font)
				shown := b.String()
				if hyphen && shown == "-" { // and nothing else that is seen is left out
					shown = softHyphen
				}
				words[id].WriteString(shown)
			}
		}
		return nil
	})
}

// decode adds the words of what Tj or TJ shows.
func (r *wordReader) decode(words *strings.Builder, o cos.Object, font map[uint16]string) {
	switch o := o.(type) {
	case cos.String:
		for i := 0; i+1 < len(o); i += 2 {
			text := font[uint16(o[i])<<8|uint16(o[i+1])]
			if !r.Hold(len(text)) {
				return
			}
			words.WriteString(text)
		}
	case cos.Array:
		for _, part := range o {
			if s, ok := part.(cos.String); ok {
				r.decode(words, s, font)
			}
		}
	}
}

// font reads what the codes of a font stand for (ISO 32000-1, 9.10.3), as toUnicode writes it.
func (r *wordReader) font(o cos.Object) (map[uint16]string, error) {
	ref, _ := o.(cos.Ref)
	if texts := r.fonts[ref]; texts != nil {
		return texts, nil
	}
	texts := map[uint16]string{}
	r.fonts[ref] = texts
	stream, ok := r.Resolve(r.Dict(o)["ToUnicode"]).(*cos.Stream)
	if !ok {
		return nil, fmt.Errorf("a font does not tell what its codes stand for")
	}
	data, err := r.StreamData(stream)
	if err != nil {
		return nil, err
	}
	return texts, r.Instructions(data, func(operator string, operands []cos.Object) error {
		if operator != "endbfchar" {
			return nil
		}
		for i := 0; i+1 < len(operands); i += 2 {
			code, _ := operands[i].(cos.String)
			text, _ := operands[i+1].(cos.String)
			if len(text) > maxCode {
				return fmt.Errorf("a code stands for too much")
			}
			if len(code) == 2 && text != "\x20\x60" { // the word joiner stands for nothing of its own
				texts[uint16(code[0])<<8|uint16(code[1])] = utf16Text(text)
			}
		}
		return nil
	})
}

func utf16Text(s cos.String) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
