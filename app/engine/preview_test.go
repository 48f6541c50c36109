package engine_test

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/engine"
)

func load(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func preview(t testing.TB, e *engine.Engine, d *dossier.Dossier, lang string) *engine.Made {
	t.Helper()
	made, problems, err := e.Preview(context.Background(), d, engine.Request{Document: engine.Agreement, Lang: lang, Date: "2026-11-22"})
	if err != nil || made == nil || len(problems) > 0 {
		t.Fatal(made, problems, err)
	}
	return made
}

func example(t testing.TB, e *engine.Engine) *dossier.Dossier {
	t.Helper()
	d, problems := dossier.Decode(e.Example("dossier"))
	if d == nil {
		t.Fatal(problems)
	}
	return d
}

// A client of whom nothing is known yet has a document to look at in every language.
func TestPreviewOfNothing(t *testing.T) {
	e := load(t)
	for _, lang := range e.Locales().Languages() {
		made := preview(t, e, &dossier.Dossier{Schema: dossier.Schema, ID: "empty", Language: "nl"}, lang)
		file, err := made.Sheets([]int{1, made.Pages.Len()})
		if err != nil || !engine.IsPDF(file) {
			t.Errorf("%s: no pages to look at: %v", lang, err)
		}
	}
}

// The pages of a preview are those of the document that is made of the same dossier, run by run and rule by rule.
func TestPreviewIsWhatIsMade(t *testing.T) {
	e := load(t)
	for _, lang := range e.Locales().Languages() {
		r := engine.Request{Document: engine.Agreement, Dossier: e.Example("dossier"), Lang: lang, Date: "2026-11-22"}
		made, problems, err := e.Make(context.Background(), r)
		if err != nil || made == nil {
			t.Fatal(problems, err)
		}
		seen := preview(t, e, example(t, e), lang)
		if seen.Pages.Len() != made.Pages.Len() {
			t.Fatalf("%d pages, %d", seen.Pages.Len(), made.Pages.Len())
		}
		same := true
		for i := range made.Pages.Len() {
			same = same && reflect.DeepEqual(seen.Pages.Page(i), made.Pages.Page(i))
		}
		if !same {
			t.Errorf("%s: the pages differ", lang)
		}
	}
}

// A gap is seen where something has to be filled in, and nowhere in a document that can be made: each value that may be left out is.
func TestPreviewOfGaps(t *testing.T) {
	e := load(t)
	empty := preview(t, e, &dossier.Dossier{Schema: dossier.Schema, ID: "empty", Language: "nl"}, "nl")
	if words := string(empty.Tree.Text()); !strings.Contains(words, "voor …, bij … (…) van ….") {
		t.Errorf("what is missing does not show: %.200s", words)
	}
	var whole any
	if err := json.Unmarshal(e.Example("dossier"), &whole); err != nil {
		t.Fatal(err)
	}
	left := 0
	eachText(whole, "", func(path string, blank, restore func()) {
		blank()
		defer restore()
		data, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		made, _, err := e.Make(context.Background(), engine.Request{Document: engine.Agreement, Dossier: data, Date: "2026-11-22"})
		if err != nil {
			t.Fatal(err)
		}
		if made == nil {
			return
		}
		left++
		d, _ := dossier.Decode(data)
		if words := string(preview(t, e, d, "").Tree.Text()); words != string(made.Tree.Text()) {
			t.Errorf("without %s the document can be made, and has a gap in %q", path, lineWith(words, "…"))
		}
	})
	if left < 20 {
		t.Errorf("only %d values can be left out", left)
	}
}

// lineWith is the first line that has some words in it.
func lineWith(text, words string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, words) {
			return line
		}
	}
	return ""
}

// eachText calls f for every text in decoded JSON that is not empty, with its JSON Pointer, what blanks it and what brings it back.
func eachText(v any, path string, f func(path string, blank, restore func())) {
	visit := func(path string, v any, set func(any)) {
		if text, ok := v.(string); ok && text != "" {
			f(path, func() { set("") }, func() { set(text) })
			return
		}
		eachText(v, path, f)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			visit(path+"/"+key, v[key], func(to any) { v[key] = to })
		}
	case []any:
		for i := range v {
			visit(path+"/"+strconv.Itoa(i), v[i], func(to any) { v[i] = to })
		}
	}
}

// What the engine remembers of earlier documents changes nothing: after a name was typed letter by letter the pages are those of an engine
// that never saw another.
func TestPreviewRemembers(t *testing.T) {
	worn := load(t)
	for _, lang := range worn.Locales().Languages() {
		for n := range len("Zorg (I) ab") {
			name := "Zorg (I) ab"[:n]
			d := example(t, worn)
			d.Controller.Name, d.Subprocessors[0].Service = name, name
			if n > 6 {
				d.Subprocessors = d.Subprocessors[:1]
			}
			if seen, fresh := preview(t, worn, d, lang), preview(t, load(t), d, lang); !slices.Equal(seen.Looks(), fresh.Looks()) {
				t.Errorf("%s: pages of %q differ", lang, name)
			}
		}
	}
}

// A page has another look when what it shows is changed, and only then.
func TestLooks(t *testing.T) {
	e := load(t)
	before := preview(t, e, example(t, e), "").Looks()
	if again := preview(t, e, example(t, e), "").Looks(); !slices.Equal(again, before) {
		t.Errorf("the same pages look different: %v, %v", before, again)
	}
	d := example(t, e)
	d.Subprocessors[0].Name += "x" // printed in annex 3 alone
	after := preview(t, e, d, "").Looks()
	differ := 0
	for i := range before {
		if before[i] != after[i] {
			differ++
		}
	}
	if before[0] != after[0] || differ == 0 {
		t.Errorf("%d pages differ: %v, %v", differ, before, after)
	}
	for i, look := range before {
		if slices.Contains(before[:i], look) {
			t.Errorf("different pages look the same: %v", before)
		}
	}
}

// Each mark lies on its page, and the words under the mark of a value are that value.
func TestMarks(t *testing.T) {
	e := load(t)
	made := preview(t, e, example(t, e), "")
	var paths []string
	for _, m := range made.Marks() {
		p := made.Pages.Page(m.Page)
		if m.X < 0 || m.Y < 0 || m.Width <= 0 || m.Height <= 0 || m.X+m.Width > p.Width || m.Y+m.Height > p.Height {
			t.Errorf("mark %+v is not on its page", m)
		}
		if m.Path == "" && m.Clause == "" {
			t.Errorf("mark %+v is of nothing", m)
		}
		paths = append(paths, m.Path)
	}
	for _, want := range []string{"/controller/name", "/controller/signatory/name", "/subprocessors/0/name", "/mainAgreement/reference"} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is printed nowhere: %s", want, strings.Join(paths, " "))
		}
	}
}

// A preview follows the typing: see it in the browser's terms with GOOS=js GOARCH=wasm.
func BenchmarkPreview(b *testing.B) {
	e := load(b)
	d := example(b, e)
	for b.Loop() {
		made := preview(b, e, d, "")
		made.Looks()
		if _, err := made.Sheets([]int{1}); err != nil {
			b.Fatal(err)
		}
	}
}
