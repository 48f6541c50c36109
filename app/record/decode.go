package record

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxBytes    = 8 << 20 // a dossier with a thousand full sub-processors takes about two
	maxDepth    = 32
	maxValues   = 250_000 // a thousand full sub-processors are some 40,000
	maxProblems = 100     // after so many the rest is not read
)

// Decode reads a record. It accepts JSON (RFC 8259) in UTF-8 that holds what the type can hold and nothing else: no member it does not
// know, none twice, no null but for an optional object, no number but a whole one, no id twice in a list. Members may be missing. With any
// Problem the record is nil; every Problem has a path, a line and a column. What an older format has and the type has no more is left out,
// and the schema is that of the type then.
func (t *Type[T]) Decode(data []byte) (*T, Problems) {
	data = UTF8(data)
	if p, refused := scan(data); refused {
		return nil, Problems{p}
	}
	v := new(T)
	r := &reader{data: data}
	schema := r.schemaOf()
	for _, o := range t.older {
		if o.Schema == schema {
			r.gone, schema = o.Gone, t.schema
		}
	}
	r.value(nil, t.top, reflect.ValueOf(v).Elem())
	if schema != t.schema && !r.stopped() && !slices.ContainsFunc(r.out, func(p Problem) bool { return p.Path == "" || p.Path == "/schema" }) {
		return nil, Problems{r.schema(schema, t.schema, t.offsets(data))}
	}
	if twice := duplicates(reflect.ValueOf(v).Elem(), t.top); len(twice) > 0 {
		at := t.offsets(data)
		for _, p := range twice {
			r.add(p, at[p.Path])
		}
	}
	if len(r.out) > 0 {
		return nil, r.out
	}
	if f, ok := member(reflect.ValueOf(v).Elem(), t.top, "schema"); ok {
		f.SetString(t.schema)
	}
	return v, nil
}

// UTF8 is a text without a mark of its encoding (RFC 8259, 8.1: a parser may ignore it), from UTF-16 where the mark says so, as a shell of Windows
// writes what a program prints.
func UTF8(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff"))
	}
	if len(data)%2 != 0 || len(data) > 2*maxBytes {
		return data
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// binaries are how files begin that people take for a dossier: pictures, archives and what Office saves as one, programs.
var binaries = []string{"\x89PNG", "\xFF\xD8\xFF", "GIF8", "PK\x03\x04", "\xD0\xCF\x11\xE0", "MZ", "\x1F\x8B", "\x7FELF"}

// offsets reads the data once more, for the place of every value.
func (t *Type[T]) offsets(data []byte) map[string]int {
	again := &reader{data: data, at: map[string]int{}}
	again.value(nil, t.top, reflect.New(reflect.TypeFor[T]()).Elem())
	return again.at
}

// member is the member of a struct by its name in JSON.
func member(v reflect.Value, s *shape, name string) (reflect.Value, bool) {
	for i, m := range s.members {
		if m.name == name {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// scan returns the first problem with data as JSON, before anything is made of it.
func scan(data []byte) (Problem, bool) {
	at := func(offset int, code string, args ...string) (Problem, bool) {
		return placed(Codes.Problem("", code, args...), data, offset), true
	}
	if len(data) > maxBytes {
		return at(0, "json-large", itoa((len(data)+1<<20-1)>>20), itoa(maxBytes>>20))
	}
	if slices.ContainsFunc(binaries, func(b string) bool { return bytes.HasPrefix(data, []byte(b)) }) {
		return at(0, "json-binary")
	}
	if n := invalidUTF8(data); n >= 0 {
		return at(n, "json-encoding")
	}
	if n := tooDeep(data); n >= 0 {
		return at(n, "json-deep", itoa(maxDepth))
	}
	if n := tooMany(data); n >= 0 { // before room is made for them: an empty row of three bytes takes hundreds
		return at(n, "json-many", itoa(maxValues))
	}
	if json.Valid(data) { // as nearly always: what comes now tells what is wrong and where, and copies it all twice for that
		return Problem{}, false
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
	depth := 0
	return firstMark(data, func(c byte) bool {
		switch c {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		return depth > maxDepth
	})
}

// tooMany returns the offset of the first value too many, or -1.
func tooMany(data []byte) int {
	if bytes.Count(data, []byte{','})+bytes.Count(data, []byte{'{'})+bytes.Count(data, []byte{'['}) <= maxValues {
		return -1 // nor with those within texts
	}
	values := 0
	return firstMark(data, func(c byte) bool {
		if c == ',' || c == '{' || c == '[' {
			values++
		}
		return values > maxValues
	})
}

// firstMark returns the offset of the first byte outside the texts in JSON of which something holds, or -1.
func firstMark(data []byte, holds func(byte) bool) int {
	quoted := false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && holds(c):
			return i
		}
	}
	return -1
}

// Sound returns what is wrong with data as JSON, of a record or around some, before anything is made of it; none when nothing is.
func Sound(data []byte) Problems {
	if p, refused := scan(data); refused {
		return Problems{p}
	}
	return nil
}

// placed returns p at the line and column of an offset in data.
func placed(p Problem, data []byte, offset int) Problem {
	before := data[:offset]
	p.Line = bytes.Count(before, []byte("\n")) + 1
	p.Column = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return p
}
