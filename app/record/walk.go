package record

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// shape is one place in the types, with what the table of fields has for it. A list, a map and a pointer have the shape of their elements.
type shape struct {
	name    string // in JSON
	pattern string // of all names from the top, with dots: subprocessors.address.city
	field   Field
	known   bool     // in the table of fields
	omitted bool     // left out of the JSON when it is empty
	members []*shape // of a struct, by the number of the field
}

func shapeOf(t reflect.Type, name, pattern string, fields Fields) *shape {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	s := &shape{name: name, pattern: pattern}
	s.field, s.known = fields[pattern]
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			name := memberName(t.Field(i))
			m := shapeOf(t.Field(i).Type, name, strings.TrimPrefix(pattern+"."+name, "."), fields)
			m.omitted = strings.HasSuffix(t.Field(i).Tag.Get("json"), ",omitempty")
			s.members = append(s.members, m)
		}
	}
	return s
}

// memberName returns a field's name in JSON.
func memberName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// visit is called for every part of a record in the order of its members. The path is its JSON Pointer; it holds only during the call.
type visit func(path []byte, s *shape, v reflect.Value)

// walk visits v and everything in it. The keys of a map are visited in sorted order.
func walk(v reflect.Value, s *shape, path []byte, f visit) {
	if len(path) > 0 {
		f(path, s, v)
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Struct:
		for i, m := range s.members {
			walk(v.Field(i), m, append(append(path, '/'), m.name...), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), s, strconv.AppendInt(append(path, '/'), int64(i), 10), f)
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			walk(v.MapIndex(key), s, append(append(path, '/'), pointer(Show(key.String()))...), f)
		}
	}
}

// Visit is called for every part of a record that stands in a table of fields or holds text, in the order of its members. The pattern is
// that of Fields; value is a text, or nil for what is none.
type Visit func(path, pattern string, value reflect.Value)

// Walk visits v and everything in it, maps by their keys in sorted order.
func (t *Type[T]) Walk(v *T, f Visit) {
	walk(reflect.ValueOf(v).Elem(), t.top, make([]byte, 0, 100), func(path []byte, s *shape, v reflect.Value) { f(string(path), s.pattern, v) })
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// pointer escapes one reference token of a JSON Pointer (RFC 6901, 3).
func pointer(token string) string { return escaper.Replace(token) }

var escaper = strings.NewReplacer("~", "~0", "/", "~1")

// At makes a JSON Pointer of a pointer and further members and places.
func At(path string, more ...any) string {
	for _, m := range more {
		switch m := m.(type) {
		case int:
			path += "/" + strconv.Itoa(m)
		case string:
			path += "/" + pointer(m)
		}
	}
	return path
}

func itoa(n int) string { return strconv.Itoa(n) }

// copyWith returns a deep copy of v in which every string went through f. In a full copy no list is nil; else none is empty.
func copyWith(v reflect.Value, s *shape, full bool, f func(s *shape, text string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	copyInto(out, v, s, full, f)
	return out
}

// copyInto copies v as copyWith does into out, which is zero.
func copyInto(out, v reflect.Value, s *shape, full bool, f func(s *shape, text string) string) {
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(s, v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			copyInto(out.Elem(), v.Elem(), s, full, f)
		}
	case reflect.Struct:
		for i, m := range s.members {
			copyInto(out.Field(i), v.Field(i), m, full, f)
		}
	case reflect.Slice:
		if full || v.Len() > 0 {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			copyInto(out.Index(i), v.Index(i), s, full, f)
		}
	case reflect.Map:
		if v.Len() > 0 {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		}
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, copyWith(v.MapIndex(key), s, full, f))
		}
	default:
		out.Set(v)
	}
}
