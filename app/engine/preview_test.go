package engine_test

import (
	"context"
	"slices"
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

// A client of whom nothing is known yet has a document to look at in every language, with all that is missing as problems.
func TestPreviewOfNothing(t *testing.T) {
	e := load(t)
	empty := (&dossier.Dossier{Schema: dossier.Schema, ID: "empty", Language: "nl"}).Encode()
	for _, lang := range e.Locales().Languages() {
		made, problems, err := e.Preview(context.Background(), engine.Request{Document: engine.Agreement, Dossier: empty, Lang: lang, Date: "2026-11-22"})
		if err != nil {
			t.Fatal(err)
		}
		if made == nil || len(made.Pages) == 0 || !engine.IsPDF(made.Data) {
			t.Fatalf("%s: no document; problems %v", lang, problems)
		}
		if !problems.Errors() {
			t.Errorf("%s: nothing is missing", lang)
		}
	}
}

// Each mark lies on its page, and the words under the mark of a value are that value.
func TestMarks(t *testing.T) {
	e := load(t)
	made, _, err := e.Preview(context.Background(), engine.Request{Document: engine.Agreement, Dossier: e.Example(), Date: "2026-11-22"})
	if err != nil || made == nil {
		t.Fatal(made, err)
	}
	var paths []string
	for _, m := range made.Marks() {
		p := made.Pages[m.Page]
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
	example := e.Example()
	for b.Loop() {
		made, _, err := e.Preview(context.Background(), engine.Request{Document: engine.Agreement, Dossier: example, Date: "2026-11-22"})
		if err != nil || made == nil {
			b.Fatal(err)
		}
	}
}
