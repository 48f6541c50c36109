package record

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Shown is what a document shows: the JSON Pointers of its values, and of everything that they are in. The zero value shows nothing.
type Shown map[string]bool

// ShownOf makes a Shown of the paths of values.
func ShownOf(paths map[string]bool) Shown {
	shown := make(Shown, 2*len(paths))
	for path := range paths {
		shown.Add(path)
	}
	return shown
}

// Add adds the path of a value, and what it is in.
func (s Shown) Add(path string) {
	for ; path != "" && !s[path]; path = path[:strings.LastIndexByte(path, '/')] {
		s[path] = true
	}
}

// Moved tells where in a printed copy a part of the original is; ok is false for one that is not in it.
type Moved func(path string) (to string, ok bool)

// Printed returns a copy with only what a document shows: a person, list or other group of members of which nothing was printed is left
// out, and so are a text that may be left out and a row of a list of which nothing was printed.
//
// A document that is given to someone carries this copy and no more (GDPR, art. 5(1)(c)). It makes the same document again.
func (t *Type[T]) Printed(v *T, shown Shown) (*T, Moved) {
	out := copyWith(reflect.ValueOf(v).Elem(), t.top, true, func(_ *shape, text string) string { return text }).Addr().Interface().(*T)
	p := printing{shown: shown, rows: map[string]int{}}
	p.leaveOut(reflect.ValueOf(out).Elem(), t.top, "")
	return out, p.moved
}

// printing leaves out what a document does not show.
type printing struct {
	shown Shown
	rows  map[string]int // the place of a row in the copy by its path in the original; -1 for one that was left out
}

// leaveOut empties the members of v, and of everything in it, of which nothing was shown: persons, lists and other groups, and the texts
// that may be left out. A text that may not stays beside one that was shown, since what was printed can depend on it.
func (p *printing) leaveOut(v reflect.Value, s *shape, path string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			p.leaveOut(v.Elem(), s, path)
		}
	case reflect.Slice:
		p.leaveOutRows(v, s, path)
	case reflect.Struct:
		for i, m := range s.members {
			f, at := v.Field(i), path+"/"+m.name
			switch kind := f.Kind(); {
			case p.shown[at] || kind == reflect.Struct && m.always() || kind == reflect.Slice && m.kept():
				p.leaveOut(f, m, at)
			case kind == reflect.Bool || m.field.Always || m.field.Kept:
			case kind == reflect.Slice:
				f.Set(reflect.MakeSlice(f.Type(), 0, 0))
			case kind != reflect.String && kind != reflect.Int || m.omitted:
				f.SetZero()
			}
		}
	}
}

// leaveOutRows removes the rows of a list of which nothing was shown. A list of words is one thing.
func (p *printing) leaveOutRows(v reflect.Value, s *shape, path string) {
	kept := 0
	for i := range v.Len() {
		at := path + "/" + strconv.Itoa(i)
		if len(s.members) > 0 && !p.shown[at] && !s.kept() {
			p.rows[at] = -1
			continue
		}
		p.leaveOut(v.Index(i), s, at)
		p.rows[at] = kept
		v.Index(kept).Set(v.Index(i))
		kept++
	}
	v.Set(v.Slice3(0, kept, kept))
}

// moved implements Moved.
func (p *printing) moved(path string) (string, bool) {
	from, to := "", ""
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		from += "/" + name
		if row, isRow := p.rows[from]; isRow && row < 0 {
			return "", false
		} else if isRow {
			name = strconv.Itoa(row)
		}
		to += "/" + name
	}
	return to, p.shown[path]
}

// always tells whether no record can do without something in a group of members.
func (s *shape) always() bool {
	return s.field.Always || slices.ContainsFunc(s.members, (*shape).always)
}

// kept tells whether the rows of a list stay whatever is shown of them.
func (s *shape) kept() bool {
	return slices.ContainsFunc(s.members, func(m *shape) bool { return m.field.Kept })
}
