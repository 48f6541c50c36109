package dossier

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"unicode/utf8"
)

const (
	maxBytes    = 8 << 20 // a dossier with a thousand full sub-processors takes about two
	maxDepth    = 32
	maxProblems = 100 // after so many the rest is not read
)

// Decode reads a dossier. It accepts JSON (RFC 8259) in UTF-8 that holds what the types can hold and nothing else: no member it does
// not know, none twice, no null but for an optional object, no id twice in a list. Members may be missing. With any Problem the
// dossier is nil; every Problem has a path, a line and a column.
func Decode(data []byte) (*Dossier, Problems) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // RFC 8259, 8.1: a parser may ignore it
	if p, refused := scan(data); refused {
		return nil, Problems{p}
	}
	var d Dossier
	r := &reader{data: data}
	r.value(nil, top, reflect.ValueOf(&d).Elem())
	if d.Schema != Schema && !r.stopped() && !slices.ContainsFunc(r.out, func(p Problem) bool { return p.Path == "" || p.Path == "/schema" }) {
		return nil, Problems{r.schema(d.Schema)}
	}
	if twice := duplicates(&d); len(twice) > 0 {
		at := r.offsets()
		for _, p := range twice {
			r.add(p, at[p.Path])
		}
	}
	if len(r.out) > 0 {
		return nil, r.out
	}
	return &d, nil
}

// Encode writes d in its one canonical form: members in the order of the types, two spaces a level, a newline at the end. Decode reads
// it back as it was, except that a list that is empty comes back nil.
func (d *Dossier) Encode() []byte {
	full := d.Full()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(full); err != nil {
		panic(err) // strings, booleans, lists and structs only
	}
	return b.Bytes()
}

// Full returns a copy of d in which a list is nil only where an empty one is left out of the JSON, as encoding/json reads back what Encode
// wrote.
func (d *Dossier) Full() *Dossier {
	full := copyWith(reflect.ValueOf(d).Elem(), top, true, func(_ *shape, text string) string { return text }).Interface().(Dossier)
	return &full
}

// scan returns the first problem with data as JSON, before anything is made of it.
func scan(data []byte) (Problem, bool) {
	at := func(offset int, code string, args ...string) (Problem, bool) {
		return placed(problem("", code, args...), data, offset), true
	}
	if len(data) > maxBytes {
		return at(0, "json-large", itoa(len(data)>>20), itoa(maxBytes>>20))
	}
	if n := invalidUTF8(data); n >= 0 {
		return at(n, "json-encoding")
	}
	if n := tooDeep(data); n >= 0 {
		return at(n, "json-deep", itoa(maxDepth))
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	var raw json.RawMessage
	var syntax *json.SyntaxError
	switch err := dec.Decode(&raw); {
	case err == io.EOF:
		return at(0, "json-empty")
	case err == io.ErrUnexpectedEOF:
		return at(len(data), "json-incomplete")
	case errors.As(err, &syntax):
		return at(max(0, int(syntax.Offset)-1), "json-syntax")
	case err != nil:
		return at(0, "json-syntax")
	}
	end := int(dec.InputOffset())
	if rest := bytes.TrimLeft(data[end:], " \t\r\n"); len(rest) > 0 {
		return at(len(data)-len(rest), "json-trailing")
	}
	return Problem{}, false
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// tooDeep returns the offset of the first bracket that opens a level too many, or -1.
func tooDeep(data []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return i
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return -1
}

// placed returns p at the line and column of an offset in data.
func placed(p Problem, data []byte, offset int) Problem {
	before := data[:offset]
	p.Line = bytes.Count(before, []byte("\n")) + 1
	p.Column = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return p
}
