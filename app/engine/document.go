package engine

import (
	"fmt"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/organisation"
	"verwoord/app/record"
)

// Agreement is the id of the document that every client begins with.
const Agreement = "agreement"

// Documents lists the kinds of documents, in the order in which a client meets them.
func (e *Engine) Documents() []draft.Document { return e.templates.Documents() }

// Document is the kind of document of an id.
func (e *Engine) Document(id string) (draft.Document, bool) { return e.templates.Document(id) }

// Recipient is the person of a client's dossier whom a document goes to; nobody when it goes to none.
func (e *Engine) Recipient(document string, of *dossier.Dossier) record.Person {
	d, _ := e.Document(document)
	p, _ := of.Person(d.To)
	return p
}

// Notice is the document that tells a client of a kind of record; "" when there is none.
func (e *Engine) Notice(kind string) string {
	for _, d := range e.Documents() {
		if d.About == kind && d.About != "" && strings.HasPrefix(d.To, "/"+Controller+"/") {
			return d.ID
		}
	}
	return ""
}

// NoticeOf is the document that tells a client of a record; "" when there is none.
func (e *Engine) NoticeOf(about []byte) string {
	if kind := kindOfSchema(about); kind != nil {
		return e.Notice(kind.Name())
	}
	return ""
}

// IsNotice tells whether a document tells a client of a record.
func (e *Engine) IsNotice(document string) bool {
	d, known := e.Document(document)
	return known && e.Notice(d.About) == document
}

// Languages are the languages that a document is written in, sorted.
func (e *Engine) Languages(document string) []string { return e.templates.Languages(document) }

// Specimen is the example of what a document is made of. It is a file of the program: one that cannot be read panics.
func (e *Engine) Specimen(document string) *Carried {
	data, err := e.templates.Specimen(document)
	if err != nil {
		panic(err)
	}
	var example *dossier.Dossier
	if document != Agreement {
		example = e.Specimen(Agreement).Dossier
	}
	c, problems := parseCarried(data, example)
	if c == nil {
		panic(fmt.Sprintf("engine: specimen of %s: %v", document, problems))
	}
	return c
}

// Example returns the bundled example of a kind of record: "dossier", or the name of a Kind of which a document has a specimen; nil when
// there is none.
func (e *Engine) Example(kind string) []byte {
	if kind == "dossier" {
		return e.Specimen(Agreement).Dossier.Encode()
	}
	if kind == "organisation" {
		return e.file("organisation.json")
	}
	for _, d := range e.Documents() {
		if d.About == kind {
			return e.Specimen(d.ID).AboutJSON()
		}
	}
	return nil
}

// Schema is the JSON Schema of a kind of record: "dossier", "organisation" or the name of a Kind; nil when there is none.
func (e *Engine) Schema(kind string) []byte {
	switch kind {
	case "dossier":
		return dossier.SchemaJSON()
	case "organisation":
		return organisation.SchemaJSON()
	}
	if k, ok := KindOf(kind); ok {
		return k.SchemaJSON()
	}
	return nil
}

// Format is what a document is printed as.
type Format string

// The formats.
const (
	PDF      Format = "pdf"
	HTML     Format = "html"
	Markdown Format = "md"
	Text     Format = "txt"
)

// FormatOf returns the format by its name, which is also the ending of a file.
func FormatOf(name string) (f Format, ok bool) {
	switch f = Format(name); f {
	case PDF, HTML, Markdown, Text:
		return f, true
	case "htm", "xhtml":
		return HTML, true
	case "markdown":
		return Markdown, true
	case "text":
		return Text, true
	}
	return "", false
}

// textVersion is the version of a document's words; "" when there is no such document.
func (e *Engine) textVersion(document string) string {
	d, _ := e.templates.Document(document)
	return d.Version
}
