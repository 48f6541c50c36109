// Package engine is the one way through, and what every shell calls: a dossier goes in, documents and what is known of them come out.
// It loads the texts, the typeface and the patterns once. It is pure: the clock, files, network and randomness come in as arguments.
package engine

import (
	"fmt"
	"io/fs"
	"sync"

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
type Engine struct {
	locales   *locale.Bundle
	catalogue *dossier.Catalogue
	world     *dossier.World
	press     func() *press // loaded when the first document is made: a window shows its clients without
}

// press is what documents are set with.
type press struct {
	templates *draft.Templates
	approvals map[string]*draft.Approved // by version
	family    *face.Family
	setter    *layout.Setter
}

// New loads everything that documents are about. It takes some tens of milliseconds: make one and keep it.
func New() (*Engine, error) {
	var e Engine
	var err error
	if e.locales, err = locale.Load(locales.FS); err != nil {
		return nil, err
	}
	data := map[string][]byte{}
	for _, name := range []string{"catalogue.json", "countries.json", "adequacy.json"} {
		if data[name], err = templates.FS.ReadFile(name); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	if e.catalogue, err = dossier.ParseCatalogue(data["catalogue.json"]); err != nil {
		return nil, err
	}
	if e.world, err = dossier.ParseWorld(data["countries.json"], data["adequacy.json"]); err != nil {
		return nil, err
	}
	e.press = sync.OnceValue(loadPress)
	return &e, nil
}

// loadPress loads the texts and the typeface, which are a part of the program.
func loadPress() *press {
	var p press
	var err error
	if p.templates, err = draft.Load(templates.FS); err != nil {
		panic(err)
	}
	if p.approvals, err = approvals(); err != nil {
		panic(err)
	}
	if p.family, err = face.Load(); err != nil {
		panic(err)
	}
	p.setter = layout.NewSetter(p.family)
	return &p
}

// approvals reads which words were approved under each version.
func approvals() (map[string]*draft.Approved, error) {
	names, err := fs.Glob(templates.FS, "approved/*.json")
	if err != nil {
		return nil, err
	}
	all := map[string]*draft.Approved{}
	for _, name := range names {
		data, err := templates.FS.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		a, err := draft.ParseApproved(data)
		if err != nil {
			return nil, err
		}
		all[a.Version] = a
	}
	return all, nil
}

// Example returns the bundled example dossier.
func (e *Engine) Example() []byte {
	data, err := templates.FS.ReadFile("example/dossier.json")
	if err != nil {
		panic(err) // it is part of the program
	}
	return data
}

// Schema returns the JSON Schema of a dossier.
func (e *Engine) Schema() []byte { return dossier.SchemaJSON() }

// Catalogue returns what a dossier can choose from. It is read-only.
func (e *Engine) Catalogue() *dossier.Catalogue { return e.catalogue }

// World returns what is known about countries. It is read-only.
func (e *Engine) World() *dossier.World { return e.world }

// Locales returns the messages in every language.
func (e *Engine) Locales() *locale.Bundle { return e.locales }

// Check tells what a dossier lacks or has wrong for one document on one day (ISO 8601).
func (e *Engine) Check(data []byte, document, today string) dossier.Problems {
	d, problems := dossier.Decode(data)
	if d == nil || problems.Errors() {
		return problems
	}
	return append(problems, d.Check(e.catalogue, e.world, document, today)...)
}

// Message puts a problem in the reader's words.
func Message(l *locale.Locale, p dossier.Problem) string {
	args := locale.Args{}
	for name, value := range p.Arguments(l.Lang, l.Message) {
		args[name] = value
	}
	return l.T("problem."+p.Code, args)
}
