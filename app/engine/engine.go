// Package engine is the one way through, and what every shell calls: a dossier goes in, with the record that a document is about, and
// documents and what is known of them come out. Start with New, then Make. It is pure: the clock, files, network and randomness come in as
// arguments.
package engine

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"verwoord/app/deadline"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/locale"
	"verwoord/app/organisation"
	"verwoord/app/pdf"
	"verwoord/app/plain"
	"verwoord/app/record"
	"verwoord/app/sign/verify"
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
	atlas     func() *dossier.Atlas
	laws      func() dossier.Laws
	// Rules of plain language, by language.
	plainRules func() map[string]*plain.Rules
	deadlines  func() *deadline.Tables
	issuers    func() []verify.Issuer
	templates  *draft.Templates
	terms      func() []dossier.Term             // the library of prepared terms, in its order
	recorded   func() map[string]*draft.Recorded // by document and version
	matrix     func() *matrix                    // that reviews are made with
	files      fs.FS
	press      func() *press
	rules      func() string
}

// press is what documents are set with.
type press struct {
	family *face.Family
	setter *layout.Setter
	spare  []pdf.Spare
}

// New makes an engine of the program's own texts. Making one is cheap and its first document is not: keep it.
func New() (*Engine, error) { return Load(templates.FS, locales.FS) }

// Load makes an engine of other texts: templates as the package draft has them, with the catalogue and the tables beside them, and messages as
// the package locale has them.
func Load(templates, locales fs.FS) (*Engine, error) {
	e := Engine{files: templates}
	var err error
	if e.locales, err = locale.Load(locales); err != nil {
		return nil, err
	}
	if e.templates, err = draft.Load(templates); err != nil {
		return nil, err
	}
	e.catalogue = part(func() (*dossier.Catalogue, error) { return dossier.ParseCatalogue(e.file("catalogue.json")) })
	e.atlas = part(func() (*dossier.Atlas, error) {
		return dossier.ParseAtlas(e.file("countries.json"), e.file("adequacy.json"))
	})
	e.plainRules = part(e.readPlain)
	e.laws = part(func() (dossier.Laws, error) { return dossier.ParseLaws(e.file("laws.json")) })
	e.deadlines = part(func() (*deadline.Tables, error) { return deadline.Load(e.files) })
	e.issuers = part(func() ([]verify.Issuer, error) { return verify.ParseIssuers(e.file("issuers.json")) })
	e.terms = part(e.readTerms)
	e.recorded = part(e.readRecorded)
	e.matrix = part(e.readMatrix)
	e.rules = part(e.readRules)
	e.press = part(func() (*press, error) {
		family, err := face.Load()
		if err != nil {
			return nil, err
		}
		spare, err := spareOf(family)
		if err != nil {
			return nil, err
		}
		return &press{family, layout.NewSetter(family), spare}, nil
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
func (e *Engine) file(name string) []byte {
	data, err := fs.ReadFile(e.files, name)
	if err != nil {
		panic(err)
	}
	return data
}

// readRecorded reads which words were recorded of each document.
func (e *Engine) readRecorded() (map[string]*draft.Recorded, error) {
	names, err := fs.Glob(e.files, "approved/*.json")
	if err != nil {
		return nil, err
	}
	all := map[string]*draft.Recorded{}
	for _, name := range names {
		r, err := draft.ParseRecorded(e.file(name))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[r.Document+"-"+r.Version] = r
	}
	return all, nil
}

// readTerms reads the library of prepared terms.
func (e *Engine) readTerms() ([]dossier.Term, error) {
	var out []dossier.Term
	for _, id := range e.templates.TermIDs() {
		data, err := e.templates.TermSpec(id)
		if err != nil {
			return nil, err
		}
		t, err := dossier.ParseTerm(id, data)
		if err != nil {
			return nil, err
		}
		recorded := e.recorded()["term-"+id+"-"+t.Version]
		t.Title = record.Text{}
		for _, lang := range e.templates.Languages("agreement") {
			t.Title[lang] = e.templates.TermTitle(id, lang)
		}
		t.Approved = recorded != nil && recorded.Approval != nil && e.termAsRecorded(id, recorded)
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b dossier.Term) int { return cmp.Compare(a.Order, b.Order) })
	return out, nil
}

// termAsRecorded tells whether the words of a prepared term are those that were recorded.
func (e *Engine) termAsRecorded(id string, recorded *draft.Recorded) bool {
	for lang := range recorded.Texts {
		clauses, err := e.templates.TermClauses(id, lang)
		if err != nil || len(recorded.Differences(lang, clauses)) > 0 {
			return false
		}
	}
	return true
}

// Terms are the prepared terms that parties can agree on, in their order, with what the organisation approved; nil when that is not known. They
// are read-only.
func (e *Engine) Terms(o *organisation.Organisation) []dossier.Term {
	if o == nil {
		return e.terms()
	}
	return e.library(o.Approvals)
}

// TermWords are the title and the paragraphs of a prepared term in a language, with the name of each parameter in braces.
func (e *Engine) TermWords(id, lang string) (title string, paragraphs []string) {
	clauses, err := e.templates.TermClauses(id, e.locales.Locale(lang).Lang)
	if err != nil {
		return "", nil
	}
	for _, c := range clauses[1:] {
		paragraphs = append(paragraphs, c.Text)
	}
	return clauses[0].Text, paragraphs
}

// Catalogue returns what a dossier can choose from. It is read-only.
func (e *Engine) Catalogue() *dossier.Catalogue { return e.catalogue() }

// Atlas returns what is known about countries. It is read-only.
func (e *Engine) Atlas() *dossier.Atlas { return e.atlas() }

// Locales returns the messages in every language.
func (e *Engine) Locales() *locale.Bundle { return e.locales }

// Message puts a problem in the reader's words.
func Message(l *locale.Locale, p record.Problem) string {
	args := locale.Args{}
	for name, value := range p.Arguments(l.Lang, l.Message) {
		if record.IsDate(value) {
			value = l.Date(value) // a person reads it; what was entered and is no day stays as it is
		}
		args[name] = value
	}
	return l.T("problem."+p.Code, args)
}
