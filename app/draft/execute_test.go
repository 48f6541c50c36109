package draft

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"testing"
	"testing/fstest"

	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/locales"
	"verwoord/templates"
)

// subjects are what templates are written out for here: the example, all that there is to choose, and nothing.
func subjects(t *testing.T) (requests []Request) {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, "catalogue.json")
	if err != nil {
		t.Fatal(err)
	}
	known, err := dossier.ParseCatalogue(data)
	if err != nil {
		t.Fatal(err)
	}
	var specimen struct{ Dossier dossier.Dossier }
	if data, err = fs.ReadFile(templates.FS, "agreement/specimen.json"); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &specimen); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*dossier.Dossier{&specimen.Dossier, EveryChoice(&specimen.Dossier, known), new(dossier.Dossier).Normalized()} {
		requests = append(requests, Request{Subject: Subject{Dossier: d}, Catalogue: known, Date: "2026-11-22"})
	}
	return requests
}

// writtenOut is what a template says of a request, as f writes it.
func writtenOut(t *testing.T, from *Templates, r Request, f func(x *execution, data object) error) string {
	t.Helper()
	text, err := from.text(r.Document, r.Locale.Lang)
	if err != nil {
		t.Fatal(err)
	}
	run := &run{Request: r, library: from}
	var out bytes.Buffer
	if err := f(&execution{text: text.Template, funcs: run.funcs(), out: &out}, run.data()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Whatever a template says, it is written out as text/template writes it: with the same values, asked for in the same order.
func TestExecution(t *testing.T) {
	b, err := locale.Load(locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	requests := subjects(t)
	same := func(t *testing.T, from *Templates, document, lang string) {
		t.Helper()
		for _, r := range requests {
			if d, _ := from.Document(document); d.Publish {
				r.Dossier.PrivacyText = &dossier.PrivacyText{}
			}
			r.Document, r.Locale = document, b.Locale(lang)
			got := writtenOut(t, from, r, func(x *execution, data object) error { return x.run(x.text.Name(), data) })
			want := writtenOut(t, from, r, func(x *execution, data object) error {
				own, err := x.text.Clone()
				if err != nil {
					return err
				}
				return own.Funcs(x.funcs).Execute(x.out, data)
			})
			if got != want {
				t.Errorf("%s/%s is written out as\n%s\nwant\n%s", document, lang, got, want)
			}
		}
	}
	all, err := Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all.Documents() {
		for _, lang := range all.Languages(d.ID) {
			if d.About == "" && d.Reviews == "" { // the others are of records that no test here makes
				t.Run(d.ID+"/"+lang, func(t *testing.T) { same(t, all, d.ID, lang) })
			}
		}
	}
	for _, text := range []string{
		`{{$a := .controller}}{{with .processing}}{{$a := .end}}{{$a}}{{end}}{{$a.name}}{{$.date}}`,
		`{{range $i, $s := .subprocessors}}{{$i}} {{$s.name}}{{with $s.transfers}}{{range .}}{{country .country}}{{end}}{{else}}-{{end}}{{else}}{{.subprocessors}}{{end}}`,
		`{{range $s := .subprocessors}}{{if and .name (not .status)}}{{.name}}{{end}}{{end}}`,
		`{{with $x := .controller.dpo}}{{$x.name}}{{else with .controller.signatory}}{{.name}}{{else}}nobody{{end}}`,
		`{{if or .controller.kvk .controller.rsin}}a{{else if eq 1 (len .subprocessors)}}b{{else}}c{{end}}{{or .controller.rsin .controller.kvk .date}}{{and .controller.kvk .date}}`,
		`{{define "d"}}{{.name}}{{$.name}}{{end}}{{template "d" .controller}}{{(first .subprocessors).name}}{{group.address.city}}{{true}}{{len .subprocessors}}{{"x"}}{{/* nothing */}}{{- " y " -}}`,
		`{{$out := 1}}{{with .controller}}{{$out = 2}}{{range $.subprocessors}}{{$out = .name}}{{$new := 3}}{{end}}{{$out}}{{end}}{{$out}}`,
		`{{with row "key" .processing.legalGrounds "x"}}{{.key}}{{else}}none{{end}}{{join ", " (pluck "name" (having "status" .subprocessors "active"))}}`,
	} {
		fsys := fstest.MapFS{"memo/document.json": {Data: []byte(`{"version": "1", "formats": ["pdf"]}`)}, "memo/nl.md": {Data: []byte(text)}, "parts/nl.md": {Data: []byte(
			`{{define "title"}}T{{end}}{{define "subject"}}S{{end}}{{define "foot"}}F{{end}}{{define "author"}}A{{end}}{{define "page-of"}}P{{end}}`)}}
		from, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(text, func(t *testing.T) { same(t, from, "memo", "nl") })
	}
}
