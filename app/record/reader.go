package record

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// reader makes a record of JSON that scan has found well formed: it only tells apart what begins and ends where.
type reader struct {
	data []byte
	pos  int
	at   map[string]int // offset of the value at each path; nil when nobody asks
	gone []string       // members at the top that are passed over
	out  Problems
}

func (r *reader) stopped() bool { return len(r.out) >= maxProblems }

func (r *reader) add(p Problem, offset int) {
	if !r.stopped() {
		r.out = append(r.out, placed(p, r.data, offset))
	}
}

// peek returns the first byte of the next value, name or closing bracket.
func (r *reader) peek() byte {
	for {
		switch c := r.data[r.pos]; c {
		case ' ', '\t', '\r', '\n', ',', ':':
			r.pos++
		default:
			return c
		}
	}
}

// value reads the next value into v, which has shape s. The path holds only during the call.
func (r *reader) value(path []byte, s *shape, v reflect.Value) {
	c := r.peek()
	if r.at != nil {
		r.at[string(path)] = r.pos
	}
	if v.Kind() == reflect.Pointer {
		if c == 'n' {
			r.skip()
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch kind := v.Kind(); {
	case kind == reflect.Struct && c == '{':
		r.members(path, s, v)
	case kind == reflect.Map && c == '{':
		r.entries(path, s, v)
	case kind == reflect.Slice && c == '[':
		r.elements(path, s, v)
	case kind == reflect.Bool && (c == 't' || c == 'f'):
		v.SetBool(c == 't')
		r.skip()
	case kind == reflect.String && c == '"':
		v.SetString(r.text())
	case kind == reflect.Int && (c == '-' || c >= '0' && c <= '9'):
		r.number(path, v)
	default:
		r.add(Codes.Problem(string(path), wanted[kind]), r.pos)
		r.skip()
	}
}

// wanted are the codes for a value of another kind than the type has.
var wanted = map[reflect.Kind]string{
	reflect.Struct: "json-want-object", reflect.Map: "json-want-object", reflect.Slice: "json-want-list",
	reflect.Bool: "json-want-bool", reflect.String: "json-want-text", reflect.Int: "json-want-number",
}

// members reads the members of a struct.
func (r *reader) members(path []byte, s *shape, v reflect.Value) {
	seen := make([]bool, len(s.members))
	var unknown map[string]bool
	r.object(func(name string, offset int) {
		i := 0
		for i < len(s.members) && s.members[i].name != name {
			i++
		}
		switch {
		case unknown[name] || i < len(seen) && seen[i]:
			r.add(Codes.Problem(At(string(path), Show(name)), "json-duplicate-key", name), offset)
			r.skip()
		case i == len(seen) && len(path) == 0 && slices.Contains(r.gone, name):
			r.skip()
		case i == len(seen):
			if unknown == nil {
				unknown = map[string]bool{}
			}
			unknown[name] = true
			r.add(Codes.Problem(At(string(path), Show(name)), "json-unknown-key", name), offset)
			r.skip()
		default:
			seen[i] = true
			r.value(append(append(path, '/'), name...), s.members[i], v.Field(i))
		}
	})
}

// entries reads the members of a map of texts.
func (r *reader) entries(path []byte, s *shape, m reflect.Value) {
	r.object(func(name string, offset int) {
		at := append(append(path, '/'), pointer(Show(name))...)
		key := reflect.ValueOf(name)
		if m.MapIndex(key).IsValid() {
			r.add(Codes.Problem(string(at), "json-duplicate-key", name), offset)
			r.skip()
			return
		}
		text := reflect.New(m.Type().Elem()).Elem()
		r.value(at, s, text)
		if m.IsNil() {
			m.Set(reflect.MakeMap(m.Type()))
		}
		m.SetMapIndex(key, text)
	})
}

// object calls member after each name up to the closing brace, to read the value.
func (r *reader) object(member func(name string, offset int)) {
	r.pos++
	for !r.stopped() {
		if r.peek() == '}' {
			r.pos++
			return
		}
		offset := r.pos
		member(r.text(), offset)
	}
}

// elements reads the elements of a list.
func (r *reader) elements(path []byte, s *shape, v reflect.Value) {
	r.pos++
	for i := 0; !r.stopped(); i++ {
		if r.peek() == ']' {
			r.pos++
			return
		}
		v.Grow(1)
		v.SetLen(i + 1)
		r.value(strconv.AppendInt(append(path, '/'), int64(i), 10), s, v.Index(i))
	}
}

// text reads a string.
func (r *reader) text() string {
	from := r.pos
	r.skip()
	quoted := r.data[from:r.pos]
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		panic(err) // scan has read it
	}
	return s
}

// number reads a whole number (RFC 8259, 6) of at most fifteen digits, which every program reads the same (RFC 7493, 2.2).
func (r *reader) number(path []byte, v reflect.Value) {
	from := r.pos
	r.skip()
	text := string(r.data[from:r.pos])
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n > maxNumber || n < -maxNumber {
		r.add(Codes.Problem(string(path), "json-want-number"), from)
		return
	}
	v.SetInt(n)
}

const maxNumber = 999_999_999_999_999

// skip passes over the value that begins here.
func (r *reader) skip() {
	for depth := 0; ; {
		switch c := r.peek(); c {
		case '{', '[':
			depth++
			r.pos++
		case '}', ']':
			depth--
			r.pos++
		case '"':
			for r.pos++; r.data[r.pos] != '"'; r.pos++ {
				if r.data[r.pos] == '\\' {
					r.pos++
				}
			}
			r.pos++
		default: // a number, true, false or null
			for r.pos < len(r.data) && bytes.IndexByte([]byte(" \t\r\n,]}"), r.data[r.pos]) < 0 {
				r.pos++
			}
		}
		if depth == 0 {
			return
		}
	}
}

// schemaOf is the text of the member "schema" at the top, wherever it stands; "" when there is none.
func (r *reader) schemaOf() (schema string) {
	if r.peek() != '{' {
		return ""
	}
	again := &reader{data: r.data, pos: r.pos}
	again.object(func(name string, _ int) {
		if name == "schema" && again.peek() == '"' {
			schema = again.text()
			return
		}
		again.skip()
	})
	return schema
}

// schema returns the problem with the format of a record: what else is wrong with it is for the program that knows that format.
func (r *reader) schema(found, want string, at map[string]int) Problem {
	if offset, present := at["/schema"]; present {
		code := "schema-unknown"
		if kind := kindOf(found); kind != "" && kind != kindOf(want) {
			code = "schema-kind"
		}
		return placed(Codes.Problem("/schema", code, found, want), r.data, offset)
	}
	return placed(Codes.Problem("/schema", "schema-missing", want), r.data, at[""])
}

// kindOf is the kind of record that a format of ours is of, "dossier" of verwoord/dossier/2; "" for what is none of ours.
func kindOf(schema string) string {
	rest, ours := strings.CutPrefix(schema, "verwoord/")
	kind, _, _ := strings.Cut(rest, "/")
	if !ours {
		return ""
	}
	return kind
}
