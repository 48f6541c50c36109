// Package draft makes a document out of a template and what it is about: a client's dossier, and for some documents a record and the notices
// before it.
//
// A document is a folder: document.json says what it is about, who signs it and in which version its words are; <lang>.md are its words,
// Markdown with actions of text/template; specimen.json is an example of what it is made of. parts/<lang>.md holds the definitions that all
// documents of a language share. Start with Load, then Draft as often as needed; Check is for a test. A new document or a new language is new
// files only.
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
// The data of a template are the dossier's own keys: .controller.name, range .subprocessors. Beside them stand .about (the record that the
// document is about), .chain (the notices before it), .date (of the document), .original (the SHA-256 of what it is a translation of), .review
// (what a review found) and, of a document to be published, .mark (of its words) and .draft (a blank is open). An empty value is false in a
// condition. One that is printed all the same is a Problem: what may be empty is asked about, with "with" or "if", and {{range
// .list}}…{{else}}{{.list}}{{end}} asks for a list that is not. A map is a list of .key and .value, sorted. In funcs.go are the functions:
// fill prints a value, or a blank that says what somebody has to fill in; date, phone, country and say put a value in the reader's words,
// prose marks free text, which is in a language of its own, foreign tells whether some of it, in the parts that it names, is in another than
// the document, terms are the additional terms with the words of prepared ones, label, labels, chosen, every and group look into the catalogue, list and join make one out
// of many, holds tells whether a name has words in it. A value that passes through them keeps its path.
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
//	.newpage .keep .framed .small, columns=2   as in doc.Section
//
// A paragraph under the heading of level 1 is its lead, a block quote is a note, a paragraph that is all strong is a caption. A table whose
// heading row starts with an empty cell has row headings; when the whole row is empty it is a table of facts. An ordered list is a list of
// clauses. [words](lang:nl) are words in another language. A fenced block with the info string "signature NAME" is a signature field; its
// text describes it.
//
// Beside its text a template defines title, subject, foot (one part a line), version, author and page-of; a shared definition will do. It may define head: what
// stands on top of every page.
package draft

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/app/notice"
	"verwoord/app/record"
)

// Subject is what a document says something of.
type Subject struct {
	Dossier *dossier.Dossier
	// The record that the document is about, a pointer to a struct, as this client may see it; nil when it is about none.
	About any
	// What was sent before about the same, oldest first.
	Chain []notice.Notice
	// What a review found of the document that it is about, a pointer to a struct; nil in every other document.
	Review any
}

// Request is what to draft. The language of the document is that of its Locale.
type Request struct {
	Subject
	Document  string
	Locale    *locale.Locale
	Catalogue *dossier.Catalogue
	Terms     []dossier.Term // the library of prepared terms
	Atlas     *dossier.Atlas // what is known of countries; nil for nothing
	Laws      dossier.Laws   // that come into force on a day
	Date      string         // of the document: a day of ISO 8601 or a moment of RFC 3339
	Original  string         // SHA-256 of the file that this one is a translation of, in hexadecimal; "" when it is none
	Open      bool           // the document is being filled in: a value that is empty shows as a gap
}

// Draft makes a document. The Problems tell which values it cannot print, each replaced so that there is always a document to look at, and
// which would print and are empty: what a document needs is what it prints. In a document that is being filled in those are gaps and no
// Problems. Paths begin at the dossier; those of the record that the document is about begin with /about, those of earlier notices with
// /chain. An error means that the template does not suit the data.
func (t *Templates) Draft(r Request) (*doc.Doc, record.Problems, error) {
	text, err := t.text(r.Document, r.Locale.Lang)
	if err != nil {
		return nil, nil, err
	}
	var known stamp
	if of, _ := t.Document(r.Document); of.Publish {
		bare, problems, err := t.draft(text.Template, r, stamp{bare: true})
		if err != nil {
			return nil, nil, fmt.Errorf("draft %s/%s: %w", r.Document, r.Locale.Lang, err)
		}
		known = stamp{mark: markOf(bare), draft: Blank(problems)}
	}
	d, problems, err := t.draft(text.Template, r, known)
	if err != nil {
		return nil, nil, fmt.Errorf("draft %s/%s: %w", r.Document, r.Locale.Lang, err)
	}
	d.Mark = known.mark
	return d, problems, nil
}

// stamp is what a document to be published says of itself.
type stamp struct {
	bare  bool   // it says nothing of itself yet, nor its day: it is made for its mark
	mark  string // of its words
	draft bool   // somebody has to fill in a blank
}

// markDigits is how many hexadecimal digits of a sum are its mark: enough to tell the versions of a text apart.
const markDigits = 16

// markOf is the mark of a text: the beginning of the SHA-256 of its words.
func markOf(d *doc.Doc) string {
	sum := sha256.Sum256(d.TextWithAddresses())
	return hex.EncodeToString(sum[:])[:markDigits]
}

// Blank tells whether one of the problems is that somebody has to fill in a blank.
func Blank(problems record.Problems) bool {
	return slices.ContainsFunc(problems, func(p record.Problem) bool { return p.Code == codeBlank })
}

// WithoutBlanks are the problems but those that somebody has to fill in a blank.
func WithoutBlanks(problems record.Problems) record.Problems {
	return slices.DeleteFunc(slices.Clone(problems), func(p record.Problem) bool { return p.Code == codeBlank })
}

func (t *Templates) draft(text *template.Template, r Request, known stamp) (*doc.Doc, record.Problems, error) {
	run := &run{Request: r, ledger: ledger{open: r.Open}, library: t, known: known}
	data := run.data()
	said := map[string]string{}
	var source, out bytes.Buffer
	source.Grow(32 << 10)
	x := execution{text: text, funcs: run.funcs(), out: &source}
	if err := x.run(text.Name(), data); err != nil {
		return nil, nil, err
	}
	x.out = &out
	for _, name := range slices.Concat(definitions, optional) {
		if text.Lookup(name) == nil {
			continue
		}
		out.Reset()
		if err := x.run(name, data); err != nil {
			return nil, nil, err
		}
		said[name] = out.String()
	}
	b := builder{ledger: &run.ledger, reader: t.reader, source: source.Bytes()}
	sections, err := b.document()
	if err != nil {
		return nil, nil, err
	}
	if err := checkReferences(sections); err != nil {
		return nil, nil, err
	}
	d := &doc.Doc{
		Title:    run.printed(said["title"]),
		Subject:  run.printed(said["subject"]),
		Author:   run.printed(said["author"]),
		Lang:     r.Locale.Lang,
		Head:     run.printed(said["head"]),
		PageOf:   run.printed(said["page-of"]),
		Sections: sections,
	}
	for line := range strings.Lines(said["foot"]) {
		if part := run.printed(line); part != "" {
			d.Foot = append(d.Foot, part)
		}
	}
	if d.Title == "" || d.PageOf == "" {
		return nil, nil, fmt.Errorf("title or page-of is empty")
	}
	d.Beside = run.beside
	return d, run.problems(), nil
}

// run is one request on its way.
type run struct {
	Request
	ledger
	lists   map[string][]choice     // of the catalogue, by name
	rows    map[string]reflect.Type // what the elements of a list would be that is empty, by its path
	library *Templates              // that the words of prepared terms are in
	known   stamp
}

// Codes are what Draft has to say about a value.
var Codes = record.Rules{
	"draft-encoding":  {Severity: record.Error},                              // not UTF-8
	"draft-character": {Severity: record.Error, Args: []string{"Character"}}, // a character that does not print
	"draft-link":      {Severity: record.Error},                              // not a URL that a document may hold
	"required":        {Severity: record.Error, Args: []string{"Field"}},
	codeBlank:         {Severity: record.Error, Args: []string{"Blank"}}, // to be filled in before the document is published
}

func (r *run) problems() record.Problems {
	var out record.Problems
	for _, f := range r.refused {
		if f.code == codeCharacter {
			out = append(out, Codes.Problem(f.path, f.code, fmt.Sprintf("U+%04X", f.char)))
			continue
		}
		out = append(out, Codes.Problem(f.path, f.code))
	}
	for _, b := range r.blanks {
		out = append(out, Codes.Problem(b.path, codeBlank, b.id))
	}
	if r.Open {
		return out
	}
	for _, path := range r.missing {
		out = append(out, Codes.Problem(path, "required", record.Pattern(path)))
	}
	return out
}

const (
	codeEncoding  = "draft-encoding"
	codeCharacter = "draft-character"
	codeLink      = "draft-link"
	codeBlank     = "blank"
)
