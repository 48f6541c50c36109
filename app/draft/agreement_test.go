package draft_test

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/locale"
	"verwoord/locales"
	"verwoord/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

// world is what a test needs to draft.
type world struct {
	*draft.Templates
	catalogue *dossier.Catalogue
	locales   *locale.Bundle
	countries *dossier.Atlas
}

func load(t testing.TB) world {
	t.Helper()
	return loadFrom(t, templates.FS)
}

func loadFrom(t testing.TB, fsys fs.FS) world {
	t.Helper()
	texts, err := draft.Load(fsys)
	if err == nil {
		err = texts.Check()
	}
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(templates.FS, "catalogue.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := dossier.ParseCatalogue(data)
	if err != nil {
		t.Fatal(err)
	}
	countries, err := fs.ReadFile(templates.FS, "countries.json")
	if err != nil {
		t.Fatal(err)
	}
	adequacy, err := fs.ReadFile(templates.FS, "adequacy.json")
	if err != nil {
		t.Fatal(err)
	}
	known, err := dossier.ParseAtlas(countries, adequacy)
	if err != nil {
		t.Fatal(err)
	}
	b, err := locale.Load(locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	return world{texts, c, b, known}
}

func example(t testing.TB) *dossier.Dossier {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, "agreement/specimen.json")
	if err != nil {
		t.Fatal(err)
	}
	var specimen struct {
		Dossier dossier.Dossier
	}
	if err := json.Unmarshal(data, &specimen); err != nil {
		t.Fatal(err)
	}
	return &specimen.Dossier
}

func (w world) draft(t testing.TB, document, lang string, d *dossier.Dossier) *doc.Doc {
	t.Helper()
	out, problems, err := w.Draft(w.request(document, lang, d))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s %v", p.Path, p.Code, p.Args)
	}
	return out
}

func (w world) request(document, lang string, d *dossier.Dossier) draft.Request {
	return draft.Request{Subject: draft.Subject{Dossier: d}, Document: document, Locale: w.locales.Locale(lang), Catalogue: w.catalogue, Atlas: w.countries, Date: "2026-11-22"}
}

// golden compares got with a file in testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs; run with -update and look at the difference", name)
	}
}

// The example's agreement in every form.
func TestAgreement(t *testing.T) {
	w := load(t)
	for _, lang := range w.Languages("agreement") {
		d := w.draft(t, "agreement", lang, example(t))
		golden(t, "agreement-"+lang+".dump", d.Dump())
		golden(t, "agreement-"+lang+".txt", d.Text())
		golden(t, "agreement-"+lang+".md", d.Markdown())
		golden(t, "agreement-"+lang+".html", d.HTMLPage())
	}
}
