package engine_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"verwoord/app/engine"
	"verwoord/app/engine/enginetest"
)

// lacking is data without what stands at each path in turn, as far as that is an object or a list: a text that is empty lacks already.
func lacking(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	var whole any
	if err := json.Unmarshal(data, &whole); err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	var walk func(v any, path string)
	walk = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				member := v[key]
				switch member.(type) {
				case map[string]any, []any:
				default:
					continue
				}
				delete(v, key)
				left, err := json.Marshal(whole)
				if err != nil {
					t.Fatal(err)
				}
				out[path+"/"+key] = left
				v[key] = member
				walk(member, path+"/"+key)
			}
		case []any:
			for i, member := range v {
				walk(member, fmt.Sprint(path, "/", i))
			}
		}
	}
	walk(whole, "")
	return out
}

// A document is looked at with any part of what it is made of left out: what it prints of that is a problem with a path, and never a fault of
// its template.
func TestWhateverIsLeftOut(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, d := range e.Documents() {
		for _, lang := range e.Languages(d.ID) {
			whole := e.Specimen(d.ID).Request(d.ID, lang, dated(e, d.ID))
			whole.Again = false
			try := func(what string, r engine.Request) {
				defer func() {
					if wrong := recover(); wrong != nil {
						t.Errorf("%s/%s without %s: %v", d.ID, lang, what, wrong)
					}
				}()
				tried++
				e.Check(r)
			}
			if whole.About == nil {
				for path, data := range lacking(t, whole.Dossier) {
					r := whole
					r.Dossier = data
					try(path, r)
				}
				continue
			}
			for path, data := range lacking(t, whole.About) {
				r := whole
				r.About = data
				try("/about"+path, r)
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d were tried", tried)
	}
}
