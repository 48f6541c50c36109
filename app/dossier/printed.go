package dossier

import (
	"reflect"
	"slices"
	"strings"
)

// Printed returns a copy with only what a document shows: of the members that may be left out, a text, person or list of which
// nothing was printed is left out, and so is everything about other documents. Paths are the JSON Pointers of what was printed.
//
// A document that is given to someone carries this copy and no more (GDPR, art. 5(1)(c)). It makes the same document again.
func (d *Dossier) Printed(paths map[string]bool) *Dossier {
	shown := map[string]bool{}
	for path := range paths {
		for ; path != ""; path = path[:strings.LastIndexByte(path, '/')] {
			shown[path] = true
		}
	}
	out := copyWith(reflect.ValueOf(d).Elem(), "", true, func(_, s string) string { return s }).Addr().Interface().(*Dossier)
	walk(reflect.ValueOf(out).Elem(), "", "", func(path, _ string, v reflect.Value) {
		if v.Kind() == reflect.Struct {
			leaveOut(v, path, shown)
		}
		if v.Kind() == reflect.Pointer && !v.IsNil() {
			leaveOut(v.Elem(), path, shown)
		}
	})
	out.NotBSN = slices.DeleteFunc(out.NotBSN, func(n NotBSN) bool { return !shown[n.Path] })
	out.SubprocessorChanges, out.TransferRequests = []Record{}, []Record{}
	out.Breaches, out.DataSubjectRequests = []Record{}, []Record{}
	return out
}

// leaveOut empties the optional members of v of which nothing was shown.
func leaveOut(v reflect.Value, path string, shown map[string]bool) {
	for i := range v.NumField() {
		name, optional := member(v.Type().Field(i))
		switch f := v.Field(i); f.Kind() {
		case reflect.String, reflect.Pointer, reflect.Slice:
			if optional && name != "notBsn" && !shown[path+"/"+name] {
				f.SetZero()
			}
		}
	}
}
