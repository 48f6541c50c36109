// Package draft makes a document out of a template and a dossier.
//
// A template is a Markdown file <document>/<lang>.md with actions of text/template in it; parts/<lang>.md holds the definitions that all
// documents of a language share. Start with Load, then Draft as often as needed; Check is for a test. A new document or a new language is new files only.
//
// # Values never meet the Markdown parser
//
// An action does not write the words of the dossier: it writes a token, one number between two private characters. The Markdown around
// the tokens is parsed, and values replace tokens in the parsed tree. A client called "*Foo* [x](y) <b>" therefore prints exactly so, in a
// paragraph, emphasis, heading, list item, table cell, link text or the text of a signature. In the destination of a link a value is
// percent-encoded; a value that is the whole destination must be an https, mailto or tel URL. Nowhere else may an action stand: Check
// refuses one in the attributes of a heading or the info string of a block, and with them raw HTML, images, code and bare addresses.
//
// # What an action can say
//
// The data of a template are the dossier's own keys: .controller.name, range .subprocessors. Beside them stand .date (of the document)
// and .item (the record it is about). An empty value is false in a condition. A map is a list of .key and .value, sorted. In funcs.go are
// the functions: date, phone, country and say put a value in the reader's words, prose marks free text, which is in the language of the dossier,
// label, labels, chosen and every look into the catalogue, list and join make one out of many, pick finds the record that the document is
// about, holds tells whether a name has words in it. A value that passes through them keeps its path.
//
// # How Markdown becomes a document
//
// Headings nest into sections, the first is of level 1 and no level is skipped. The attributes behind a heading describe its section:
//
//	{#id}          its id, equal in every language
//	.numbered      the heading has a number, counted among its siblings
//	.clauses       each paragraph is a clause with the id <id>.<n> and a number; other blocks belong to the clause before them
//	.definitions   each paragraph is a definition with the id <id>.<n>; what stands before its colon is the defined term
//	.fixed         approved words: each paragraph has the id <id>.<n>, each list item <id>.<anchor>, see the function anchor
//	.newpage .keep .small, columns=2   as in doc.Section
//
// A paragraph under the heading of level 1 is its lead, a block quote is a note, a paragraph that is all strong is a caption. A table whose
// heading row starts with an empty cell has row headings; when the whole row is empty it is a table of facts. An ordered list is a list of
// clauses. [words](lang:nl) are words in another language. A fenced block with the info string "signature NAME" is a signature field; its
// text describes it.
//
// Beside its text a template defines title, subject, foot (one part a line), version, author and page-of; a shared definition will do.
package draft

import (
	"bytes"
	"fmt"
	"strings"
	"text/template"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/locale"
)

// Request is what to draft. The language of the document is that of its Locale.
type Request struct {
	Document  string
	Locale    *locale.Locale
	Dossier   *dossier.Dossier
	Catalogue *dossier.Catalogue
	Date      string // of the document, ISO 8601
	Item      string // id of the record in the dossier that the document is about; "" when it is about none
	Open      bool   // the document is being filled in: a value that is empty shows as a gap
}

// Draft makes a document. The Problems tell which values it cannot print; each of them is replaced, so that there is always a document to
// look at. An error means that the template does not suit the data.
func (t *Templates) Draft(r Request) (*doc.Doc, dossier.Problems, error) {
	text, err := t.text(r.Document, r.Locale.Lang)
	if err != nil {
		return nil, nil, err
	}
	d, problems, err := t.draft(text.Template, r)
	if err != nil {
		return nil, nil, fmt.Errorf("draft %s/%s: %w", r.Document, r.Locale.Lang, err)
	}
	return d, problems, nil
}

func (t *Templates) draft(text *template.Template, r Request) (*doc.Doc, dossier.Problems, error) {
	run := &run{Request: r, ledger: ledger{open: r.Open}}
	text, err := text.Clone()
	if err != nil {
		return nil, nil, err
	}
	text.Funcs(run.funcs())
	data := run.data()
	said := map[string]string{}
	for _, name := range append([]string{text.Name()}, definitions...) {
		var out bytes.Buffer
		if err := text.ExecuteTemplate(&out, name, data); err != nil {
			return nil, nil, err
		}
		said[name] = out.String()
	}
	b := builder{ledger: &run.ledger, reader: t.reader, source: []byte(said[text.Name()])}
	sections, err := b.document()
	if err != nil {
		return nil, nil, err
	}
	if err := checkReferences(sections); err != nil {
		return nil, nil, err
	}
	d := &doc.Doc{
		Title:    run.plain(said["title"]),
		Subject:  run.plain(said["subject"]),
		Author:   run.plain(said["author"]),
		Lang:     r.Locale.Lang,
		PageOf:   run.plain(said["page-of"]),
		Sections: sections,
	}
	for line := range strings.Lines(said["foot"]) {
		if part := run.plain(line); part != "" {
			d.Foot = append(d.Foot, part)
		}
	}
	if d.Title == "" || d.PageOf == "" {
		return nil, nil, fmt.Errorf("title or page-of is empty")
	}
	return d, run.problems(), nil
}

// run is one request on its way.
type run struct {
	Request
	ledger
	lists   map[string][]choice // of the catalogue, by name
	missing bool                // the record that the document is about is not in the dossier
}

// The codes of what Draft has to say about a value; the messages are problem.<code>.
const (
	codeEncoding  = "draft-encoding"  // not UTF-8
	codeCharacter = "draft-character" // a character that does not print
	codeLink      = "draft-link"      // not a URL that a document may hold
	codeRecord    = "draft-record"    // no record of that id
)

func (r *run) problems() dossier.Problems {
	var out dossier.Problems
	for _, f := range r.refused {
		p := dossier.Problem{Severity: dossier.Error, Path: f.path, Code: f.code}
		if f.code == codeCharacter {
			p.Args = map[string]string{"Character": fmt.Sprintf("U+%04X", f.char)}
		}
		out = append(out, p)
	}
	if r.missing {
		out = append(out, dossier.Problem{Severity: dossier.Error, Code: codeRecord})
	}
	return out
}
