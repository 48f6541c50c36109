package dossier

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Printed returns a copy with only what a document shows: a person, list or other group of members of which nothing was printed is left
// out, and so are a text that may be left out, a sub-processor that the document does not name and everything about other documents.
// Paths are the JSON Pointers of what was printed.
//
// A document that is given to someone carries this copy and no more (GDPR, art. 5(1)(c)). It makes the same document again.
func (d *Dossier) Printed(paths map[string]bool) *Dossier {
	shown := map[string]bool{}
	for path := range paths {
		for ; path != "" && !shown[path]; path = path[:strings.LastIndexByte(path, '/')] {
			shown[path] = true
		}
	}
	out := copyWith(reflect.ValueOf(d).Elem(), top, true, func(_ *shape, text string) string { return text }).Addr().Interface().(*Dossier)
	leaveOut(reflect.ValueOf(out).Elem(), top, "", shown)
	out.NotBSN = slices.DeleteFunc(out.NotBSN, func(n NotBSN) bool { return !shown[n.Path] })
	out.leaveOutSubprocessors(shown)
	out.SubprocessorChanges, out.TransferRequests = []Event{}, []Event{}
	out.Breaches, out.DataSubjectRequests = []Event{}, []Event{}
	out.Versions = nil
	return out
}

// leaveOutSubprocessors removes the sub-processors of which nothing was shown, and moves the exceptions for texts of the others along.
func (d *Dossier) leaveOutSubprocessors(shown map[string]bool) {
	kept := []Subprocessor{}
	for i, s := range d.Subprocessors {
		from, to := join("/subprocessors", i), join("/subprocessors", len(kept))
		if !shown[from] {
			continue
		}
		kept = append(kept, s)
		for j, n := range d.NotBSN {
			if rest, ok := strings.CutPrefix(n.Path, from+"/"); ok {
				d.NotBSN[j].Path = to + "/" + rest
			}
		}
	}
	d.Subprocessors = kept
}

// leaveOut empties the members of v, and of everything in it, of which nothing was shown: persons, lists and other groups, and the texts
// that may be left out. A text that may not stays beside one that was shown, since what was printed can depend on it.
func leaveOut(v reflect.Value, s *shape, path string, shown map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			leaveOut(v.Elem(), s, path, shown)
		}
	case reflect.Slice:
		for i := range v.Len() {
			leaveOut(v.Index(i), s, path+"/"+strconv.Itoa(i), shown)
		}
	case reflect.Struct:
		for i, m := range s.members {
			f, at := v.Field(i), path+"/"+m.name
			switch kind := f.Kind(); {
			case shown[at] || at == "/notBsn" || kind == reflect.Struct && m.always():
				leaveOut(f, m, at, shown)
			case kind == reflect.Bool || m.field.always:
			case kind == reflect.Slice:
				f.Set(reflect.MakeSlice(f.Type(), 0, 0))
			case kind != reflect.String || strings.HasSuffix(v.Type().Field(i).Tag.Get("json"), ",omitempty"):
				f.SetZero()
			}
		}
	}
}

// always tells whether no document can do without something in a group of members.
func (s *shape) always() bool {
	return s.field.always || slices.ContainsFunc(s.members, (*shape).always)
}
