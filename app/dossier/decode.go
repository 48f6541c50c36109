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
	r := &reader{data: data, dec: json.NewDecoder(bytes.NewReader(data)), at: map[string]int{}}
	var d Dossier
	r.value("", reflect.ValueOf(&d).Elem())
	if d.Schema != Schema && !r.stopped() && !slices.ContainsFunc(r.out, func(p Problem) bool { return p.Path == "" || p.Path == "/schema" }) {
		return nil, Problems{r.schema(d.Schema)}
	}
	for _, p := range duplicates(&d) {
		r.add(p, r.at[p.Path])
	}
	if len(r.out) > 0 {
		return nil, r.out
	}
	return &d, nil
}

// Encode writes d in its one canonical form: members in the order of the types, two spaces a level, a newline at the end. Decode reads
// it back as it was, except that a list that is empty comes back nil.
func (d *Dossier) Encode() []byte {
	full := copyWith(reflect.ValueOf(*d), "", true, func(_, s string) string { return s }).Interface().(Dossier)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(&full); err != nil {
		panic(err) // strings, booleans, lists and structs only
	}
	return b.Bytes()
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

// reader makes a dossier of JSON that is known to be well formed.
type reader struct {
	data []byte
	dec  *json.Decoder
	at   map[string]int // offset of the value at each path
	out  Problems
}

func (r *reader) stopped() bool { return len(r.out) >= maxProblems }

func (r *reader) add(p Problem, offset int) {
	if !r.stopped() {
		r.out = append(r.out, placed(p, r.data, offset))
	}
}

// next returns the next token and its offset.
func (r *reader) next() (json.Token, int) {
	offset := int(r.dec.InputOffset())
	offset += len(r.data[offset:]) - len(bytes.TrimLeft(r.data[offset:], " \t\r\n,:"))
	token, err := r.dec.Token()
	if err != nil {
		panic(err) // scan has read it all
	}
	return token, offset
}

// value reads the next value into v.
func (r *reader) value(path string, v reflect.Value) {
	token, offset := r.next()
	r.at[path] = offset
	if v.Kind() == reflect.Pointer {
		if token == nil {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	code := "json-want-text"
	switch v.Kind() {
	case reflect.Struct:
		if token == json.Delim('{') {
			r.object(path, func(name, at string) bool {
				m := memberNamed(v, name)
				if m.IsValid() {
					r.value(at, m)
				}
				return m.IsValid()
			})
			return
		}
		code = "json-want-object"
	case reflect.Map:
		if token == json.Delim('{') {
			r.mapping(path, v)
			return
		}
		code = "json-want-object"
	case reflect.Slice:
		if token == json.Delim('[') {
			r.list(path, v)
			return
		}
		code = "json-want-list"
	case reflect.Bool:
		if b, ok := token.(bool); ok {
			v.SetBool(b)
			return
		}
		code = "json-want-bool"
	case reflect.String:
		if s, ok := token.(string); ok {
			v.SetString(s)
			return
		}
	}
	r.add(problem(path, code), offset)
	r.skip(token)
}

// object reads members up to the closing brace. Read reads the value of a member; it returns false, having read nothing, when there is
// no member of that name.
func (r *reader) object(path string, read func(name, at string) bool) {
	seen := map[string]bool{}
	for r.dec.More() && !r.stopped() {
		token, offset := r.next()
		name := token.(string)
		switch {
		case seen[name]:
			r.add(problem(join(path, show(name)), "json-duplicate-key", name), offset)
			r.skip(r.first())
		case !read(name, join(path, show(name))):
			r.add(problem(join(path, show(name)), "json-unknown-key", name), offset)
			r.skip(r.first())
		}
		seen[name] = true
	}
	r.close()
}

// mapping reads an object of texts.
func (r *reader) mapping(path string, m reflect.Value) {
	r.object(path, func(name, at string) bool {
		v := reflect.New(m.Type().Elem()).Elem()
		r.value(at, v)
		if m.IsNil() {
			m.Set(reflect.MakeMap(m.Type()))
		}
		m.SetMapIndex(reflect.ValueOf(name), v)
		return true
	})
}

// list reads elements up to the closing bracket.
func (r *reader) list(path string, v reflect.Value) {
	for i := 0; r.dec.More() && !r.stopped(); i++ {
		v.Grow(1)
		v.SetLen(i + 1)
		r.value(join(path, i), v.Index(i))
	}
	r.close()
}

func (r *reader) first() json.Token {
	token, _ := r.next()
	return token
}

// close reads the bracket that ends an object or list, unless reading has stopped in the middle of it.
func (r *reader) close() {
	if !r.stopped() {
		r.next()
	}
}

// skip passes over the rest of the value that a token begins.
func (r *reader) skip(token json.Token) {
	depth := 0
	for {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return
		}
		token = r.first()
	}
}

// schema returns the problem with the version of a dossier: what else is wrong with it is for the program that knows that version.
func (r *reader) schema(found string) Problem {
	if offset, present := r.at["/schema"]; present {
		return placed(problem("/schema", "schema-unknown", found, Schema), r.data, offset)
	}
	return placed(problem("/schema", "schema-missing", Schema), r.data, r.at[""])
}

// memberNamed returns the field of a struct with the given name in JSON, letter for letter.
func memberNamed(v reflect.Value, wanted string) reflect.Value {
	for i := range v.NumField() {
		if name, _ := member(v.Type().Field(i)); name == wanted {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}
