// Package engine is the one way through, and what every shell calls: a dossier goes in, documents and what is known of them come out.
// It is pure: the clock, files, network and randomness come in as arguments.
package engine

import (
	"io/fs"
	"sync"

	"verwoord/app/deadline"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/locale"
	"verwoord/locales"
	"verwoord/templates"
)

// Version is the program's. The version of the approved text is the template's.
const Version = "0.1.0"

// Engine makes documents. It is safe for concurrent use; what it remembers between documents makes it faster and changes nothing.
//
// Each of its parts is loaded when it is first needed, once. They are files of the program itself: one that cannot be read is a broken
// program, and panics.
type Engine struct {
	locales   *locale.Bundle
	catalogue func() *dossier.Catalogue
	world     func() *dossier.World
	deadlines func() *deadline.Tables
	templates *draft.Templates
	approvals func() map[string]*draft.Approved // by version
	press     func() *press
}

// press is what documents are set with.
type press struct {
	family *face.Family
	setter *layout.Setter
}

// New makes an engine. Making one is cheap and its first document is not: keep it.
func New() (*Engine, error) {
	var e Engine
	var err error
	if e.locales, err = locale.Load(locales.FS); err != nil {
		return nil, err
	}
	if e.templates, err = draft.Load(templates.FS); err != nil {
		return nil, err
	}
	e.catalogue = part(func() (*dossier.Catalogue, error) { return dossier.ParseCatalogue(file("catalogue.json")) })
	e.world = part(func() (*dossier.World, error) {
		return dossier.ParseWorld(file("countries.json"), file("adequacy.json"))
	})
	e.deadlines = part(func() (*deadline.Tables, error) {
		return deadline.Parse(file("deadlines.json"), file("holidays.json"))
	})
	e.approvals = part(approvals)
	e.press = part(func() (*press, error) {
		family, err := face.Load()
		if err != nil {
			return nil, err
		}
		return &press{family, layout.NewSetter(family)}, nil
	})
	return &e, nil
}

// part is a part of the program that is loaded when it is first needed.
func part[T any](load func() (T, error)) func() T {
	return sync.OnceValue(func() T {
		t, err := load()
		if err != nil {
			panic(err)
		}
		return t
	})
}

// file is a file of the program.
func file(name string) []byte {
	data, err := templates.FS.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return data
}

// approvals reads which words were approved under each version.
func approvals() (map[string]*draft.Approved, error) {
	names, err := fs.Glob(templates.FS, "approved/*.json")
	if err != nil {
		return nil, err
	}
	all := map[string]*draft.Approved{}
	for _, name := range names {
		a, err := draft.ParseApproved(file(name))
		if err != nil {
			return nil, err
		}
		all[a.Version] = a
	}
	return all, nil
}

// Example returns the bundled example dossier.
func (e *Engine) Example() []byte { return file("example/dossier.json") }

// Schema returns the JSON Schema of a dossier.
func (e *Engine) Schema() []byte { return dossier.SchemaJSON() }

// Catalogue returns what a dossier can choose from. It is read-only.
func (e *Engine) Catalogue() *dossier.Catalogue { return e.catalogue() }

// World returns what is known about countries. It is read-only.
func (e *Engine) World() *dossier.World { return e.world() }

// Locales returns the messages in every language.
func (e *Engine) Locales() *locale.Bundle { return e.locales }

// Check tells what a dossier lacks or has wrong for one document on one day (ISO 8601).
func (e *Engine) Check(data []byte, document, today string) dossier.Problems {
	d, problems := dossier.Decode(data)
	if d == nil || problems.Errors() {
		return problems
	}
	return append(problems, d.Check(e.catalogue(), e.world(), document, today)...)
}

// Message puts a problem in the reader's words.
func Message(l *locale.Locale, p dossier.Problem) string {
	args := locale.Args{}
	for name, value := range p.Arguments(l.Lang, l.Message) {
		args[name] = value
	}
	return l.T("problem."+p.Code, args)
}
