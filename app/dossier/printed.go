package dossier

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Printed returns a copy with only what a document shows: of the members that may be left out, a text, person or list of which
// nothing was printed is left out, and so are a sub-processor that the document does not name and everything about other documents.
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
	leaveOut(reflect.ValueOf(out).Elem(), "", shown)
	out.NotBSN = slices.DeleteFunc(out.NotBSN, func(n NotBSN) bool { return !shown[n.Path] })
	out.leaveOutSubprocessors(shown)
	out.SubprocessorChanges, out.TransferRequests = []Event{}, []Event{}
	out.Breaches, out.DataSubjectRequests = []Event{}, []Event{}
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

// leaveOut empties the optional members of v, and of everything in it, of which nothing was shown.
func leaveOut(v reflect.Value, path string, shown map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			leaveOut(v.Elem(), path, shown)
		}
	case reflect.Slice:
		for i := range v.Len() {
			leaveOut(v.Index(i), path+"/"+strconv.Itoa(i), shown)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f, tag := v.Field(i), v.Type().Field(i).Tag.Get("json")
			name, options, _ := strings.Cut(tag, ",")
			optional := options == "omitempty"
			if f.IsZero() || !optional && f.Kind() == reflect.String {
				continue
			}
			at := path + "/" + name
			printable := f.Kind() == reflect.String || f.Kind() == reflect.Pointer || f.Kind() == reflect.Slice
			if optional && printable && !shown[at] && at != "/notBsn" {
				f.SetZero()
				continue
			}
			leaveOut(f, at, shown)
		}
	}
}
