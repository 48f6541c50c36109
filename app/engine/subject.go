package engine

import (
	"maps"
	"slices"
	"strings"

	"verwoord/app/breachlog"
	"verwoord/app/change"
	"verwoord/app/deadline"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/incident"
	"verwoord/app/locale"
	"verwoord/app/notice"
	"verwoord/app/organisation"
	"verwoord/app/record"
	"verwoord/app/request"
	"verwoord/app/review"
	"verwoord/app/transfer"
)

// kinds are the kinds of records that a document can be about.
var kinds = []record.Kind{incident.Kind, breachlog.Kind, change.Kind, request.Kind, transfer.Kind}

// Kinds are the kinds of records that a document can be about. They are read-only.
func Kinds() []record.Kind { return slices.Clone(kinds) }

// KindOf is the kind of record of a name: incident.
func KindOf(name string) (record.Kind, bool) {
	for _, k := range kinds {
		if k.Name() == name {
			return k, true
		}
	}
	return nil, false
}

// Request is one document to make.
type Request struct {
	Document string
	Dossier  []byte
	About    []byte          // the record that the document is about, whole; nil when it is about none
	Chain    []notice.Notice // the notices that it follows, oldest first
	// What the organisation knows of itself: which of its companies were compared with the trade register, who approved which term, and the
	// versions of its register of sub-processors. Of a document that is made again, what it told of that. Nil when that is not known.
	Organisation *organisation.Organisation
	Before       []byte // the record as the last of them told it; nil when there is none
	Again        bool   // the document was made before: what was computed of its record then is not computed anew
	// The names of all clients, which may not stand in what another reads. Nil when they are not known.
	Clients *record.Names
	// Of a review: the file that it is of; nil when it is of a dossier.
	Reviewed *review.File
	Lang     string // "" for the dossier's own
	Date     string // of the document: a day of ISO 8601, or a moment of RFC 3339
	Format   Format // "" is PDF
	// Of a document to be published: the id of the section that is wanted, without the name of the document before it ("long" for privacy-long); ""
	// is all of them.
	Part string
	// The level of the first heading in HTML to paste, from 1; 0 makes a page of its own when all of it is wanted, and else begins at 2.
	Heading int

	// Blanks may be open in a document to be published: it is a draft then, and says so. The problems still tell of them.
	Draft bool

	everyDay bool // problems of other days are told as well
}

// Codes are the problems that a request can have.
var Codes = record.Rules{
	"document-unknown": {Severity: record.Error, Args: []string{"Document"}},
	"document-part":    {Severity: record.Error, Args: []string{"Part", "Known"}},
	// Only a text to be published can be had in parts, and not as a PDF; only HTML of one has a level to begin at.
	"document-part-format": {Severity: record.Error},
	"document-heading":     {Severity: record.Error},
	"document-format":      {Severity: record.Error, Args: []string{"Format", "Known"}},
	"about-missing":        {Severity: record.Error, Args: []string{"About"}},
	"about-none":           {Severity: record.Error},
	"about-client":         {Severity: record.Error, Args: []string{"About", "Client"}},
	"round-no-dossier":     {Severity: record.Error, Args: []string{"Client"}},
	"round-twice":          {Severity: record.Error, Args: []string{"Client"}},
	"round-earlier":        {Severity: record.Error},
	"round-versions":       {Severity: record.Error, Args: []string{"Reference", "Number"}},
	"round-chains":         {Severity: record.Error},
	"unprintable":          {Severity: record.Error, Args: []string{"Character"}},
}

// subject is what a document is made of, normalized.
type subject struct {
	draft.Subject
	document draft.Document
	kind     record.Kind // nil when the document is about the dossier alone
	// Of a review: the file that it is of, and the paths of what it was found in.
	reviewed *review.File
	beside   map[string]bool
	// Who approved which text, beside what the program has recorded.
	approvals []organisation.Approval
	// What the organisation knows of itself, and what of that a review tells of; nil when that is not known.
	itself, told *organisation.Organisation
}

// subject reads what a document is made of: of the record that it is about only what this client may see.
func (e *Engine) subject(r Request) (*subject, record.Problems) {
	d, problems := dossier.Decode(r.Dossier)
	if d == nil {
		return nil, problems
	}
	s, more := e.with(d.Normalized(), r)
	return s, append(append(problems, dossier.Type.Cleaned(d)...), more...)
}

// with is subject of a dossier that was read already.
func (e *Engine) with(d *dossier.Dossier, r Request) (*subject, record.Problems) {
	s := &subject{Subject: draft.Subject{Dossier: d, Chain: r.Chain}, reviewed: r.Reviewed, approvals: r.approvals(), itself: r.Organisation}
	var known bool
	if s.document, known = e.templates.Document(r.Document); !known {
		return nil, record.Problems{Codes.Problem("", "document-unknown", r.Document)}
	}
	switch {
	case s.document.About == "" && r.About != nil:
		return nil, record.Problems{Codes.Problem("/about", "about-none")}
	case s.document.About == "":
		if s.document.Publish && d.PrivacyText == nil {
			d.PrivacyText = &dossier.PrivacyText{} // nothing was answered
		}
		return s, nil
	case r.About == nil:
		return nil, record.Problems{Codes.Problem("/about", "about-missing", s.document.About)}
	}
	if s.kind, known = KindOf(s.document.About); !known {
		panic("engine: a document is about " + s.document.About) // it is a file of the program
	}
	whole, problems := s.kind.Decode(r.About)
	if whole == nil {
		return nil, under("/about", problems)
	}
	if about, ok := whole.(touching); ok && r.Clients == nil {
		r.Clients = record.NamesOf(others(about.Clients(), d.ID)...) // an id is a name, as far as it goes
	}
	own, concerned := s.kind.For(whole, d.ID)
	if !concerned {
		return nil, record.Problems{Codes.Problem("/about", "about-client", s.kind.ID(whole), d.ID)}
	}
	s.About = s.kind.Normalized(own)
	return s, under("/about", e.compose(s, r))
}

// approvals are who approved which text, as far as that is known where the request is made.
func (r Request) approvals() []organisation.Approval {
	if r.Organisation == nil {
		return nil
	}
	return r.Organisation.Approvals
}

// others are the ids without one.
func others(ids []string, own string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == own })
}

// composed is a record that makes itself one message in a chain, with what is computed for it.
type composed interface {
	Compose(limits *deadline.Tables, at string, chain []notice.Notice, before any) record.Problems
	// Place is where the message stands in its chain, from 1, and in the course of things.
	Place() (number int, phase string)
}

// drilled is a record that may be an exercise: whatever leaves for somebody says so.
type drilled interface{ Drill() bool }

// compared is a record that is held against the client's dossier.
type compared interface {
	Against(*dossier.Dossier, *dossier.Catalogue) record.Problems
}

// discreet is a record in which names of other clients are looked for.
type discreet interface {
	NamesOthers(own string, names *record.Names) record.Problems
}

// compose makes of a record what a document tells of it, and tells what of it does not go with this client.
func (e *Engine) compose(s *subject, r Request) (problems record.Problems) {
	if r.Again {
		return nil
	}
	if about, ok := s.About.(compared); ok {
		problems = append(problems, about.Against(s.Dossier, e.catalogue())...)
	}
	if about, ok := s.About.(discreet); ok && r.Clients != nil {
		problems = append(problems, about.NamesOthers(s.Dossier.Controller.Name, r.Clients)...)
	}
	about, ok := s.About.(composed)
	if !ok {
		return problems
	}
	var before any
	if r.Before != nil {
		earlier, wrong := s.kind.Decode(r.Before)
		if earlier == nil {
			return append(problems, wrong...)
		}
		before = s.kind.Normalized(earlier)
	}
	return append(problems, about.Compose(e.Deadlines(), r.Date, r.Chain, before)...)
}

// under puts the paths of problems below that of what they are in.
func under(prefix string, problems record.Problems) record.Problems {
	out := slices.Clone(problems)
	for i := range out {
		out[i].Path = prefix + out[i].Path
	}
	return out
}

// check tells what is wrong with a subject, for a document that shows some of it and lacks some; nil shown is no document.
func (e *Engine) check(s *subject, r Request, shown record.Shown, lacks record.Problems) record.Problems {
	today := record.Day(r.Date)
	with := dossier.Knowledge{Catalogue: e.catalogue(), Atlas: e.atlas(), Today: today, EveryDay: r.everyDay, Languages: e.locales.Languages(), Terms: e.library(s.approvals), Checked: checked(r.Organisation), EveryRole: s.document.EveryRole}
	if r.Organisation != nil && r.Organisation.Subprocessors != nil {
		with.Register = r.Organisation.Versions()
	}
	var own, about record.Problems
	for _, p := range lacks {
		if path, ok := cutAbout(p.Path); ok {
			p.Path = path
			if field, of := strings.CutPrefix(p.Args["Field"], "about."); of && s.kind != nil {
				p.Args = maps.Clone(p.Args)
				p.Args["Field"] = s.kind.Name() + "." + field // as the messages field.* have it
			}
			about = append(about, p)
		} else {
			own = append(own, p)
		}
	}
	problems := s.Dossier.Check(with, shown, own)
	if s.kind != nil {
		known := record.Known{Today: today, EveryDay: r.everyDay, Languages: with.Languages, Region: with.Atlas.Region}
		problems = append(problems, under("/about", s.kind.Check(s.About, known, shown.Under("/about"), about))...)
	}
	return problems
}

// followed leaves out what is lacking of a notice because of an error that is told: nobody enters what Compose computes.
func followed(problems record.Problems) record.Problems {
	computed := func(p record.Problem) bool {
		return p.Code == "required" && strings.HasPrefix(p.Path, "/about/notice/")
	}
	if slices.ContainsFunc(problems, func(p record.Problem) bool { return p.Severity == record.Error && !computed(p) }) {
		return slices.DeleteFunc(problems, computed)
	}
	return problems
}

func cutAbout(path string) (string, bool) {
	if path == "/about" || len(path) > 7 && path[:7] == "/about/" {
		return path[6:], true
	}
	return path, false
}

// checked are the companies that were compared with the trade register.
func checked(o *organisation.Organisation) map[string]bool {
	if o == nil {
		return nil
	}
	out := map[string]bool{}
	for _, e := range o.Entities {
		out[e.ID] = e.Compared()
	}
	return out
}

// library is the library of prepared terms, with what the organisation approved beside what the program recorded.
func (e *Engine) library(approvals []organisation.Approval) []dossier.Term {
	if len(approvals) == 0 {
		return e.terms()
	}
	out := slices.Clone(e.terms())
	for i, t := range out {
		out[i].Approved = t.Approved || e.Approval("term-"+t.ID, t.Version, approvals) != nil
	}
	return out
}

// Check tells what stands in the way of a document and what someone should look at first; with document "" what is wrong with the dossier as
// such.
func (e *Engine) Check(r Request) record.Problems {
	if r.Document == "" {
		d, problems := dossier.Decode(r.Dossier)
		if d == nil {
			return problems
		}
		return append(append(problems, dossier.Type.Cleaned(d)...), e.check(&subject{Subject: draft.Subject{Dossier: d.Normalized()}, approvals: r.approvals()}, r, nil, nil)...)
	}
	s, problems := e.subject(r)
	if s == nil {
		return problems
	}
	return followed(append(problems, e.checkFor(s, r)...))
}

// CheckRecord tells what is wrong with a record that a document can be about, as such; ok is false when it is none.
func (e *Engine) CheckRecord(data []byte, today string) (problems record.Problems, ok bool) {
	kind := kindOfSchema(data)
	if kind == nil {
		return nil, false
	}
	v, problems := kind.Decode(data)
	if v == nil {
		return problems, true
	}
	known := record.Known{Today: record.Day(today), Languages: e.locales.Languages(), Region: e.atlas().Region}
	return append(problems, kind.Check(v, known, nil, nil)...), true
}

// CheckOpen is Check of a dossier that was read already.
func (e *Engine) CheckOpen(d *dossier.Dossier, r Request) record.Problems {
	found := dossier.Type.Cleaned(d)
	d = d.Normalized()
	if r.Document == "" {
		return append(found, e.check(&subject{Subject: draft.Subject{Dossier: d}, approvals: r.approvals()}, r, nil, nil)...)
	}
	s, problems := e.with(d, r)
	if problems = append(found, problems...); s == nil {
		return problems
	}
	return followed(append(problems, e.checkFor(s, r)...))
}

// CheckEveryDay is CheckOpen with the problems of other days as well, each with its Span.
func (e *Engine) CheckEveryDay(d *dossier.Dossier, r Request) record.Problems {
	r.everyDay = true
	return e.CheckOpen(d, r)
}

func (e *Engine) checkFor(s *subject, r Request) record.Problems {
	tree, problems, err := e.templates.Draft(e.drafting(s, r))
	if err != nil {
		panic(err) // the template is a part of the program, and suits every dossier
	}
	problems = e.check(s, r, shownBy(tree), problems)
	if s.document.Publish {
		problems = append(problems, e.published(s, r, tree, problems)...)
	}
	return problems
}

// drafting is the request to draft a subject.
func (e *Engine) drafting(s *subject, r Request) draft.Request {
	lang := r.Lang
	if lang == "" {
		lang = s.Dossier.Language
	}
	l := e.written(r.Document, lang)
	if s.document.Reviews != "" {
		s.Review, s.beside = e.reviewOf(s, l, r.Date)
	}
	return draft.Request{Subject: s.Subject, Document: r.Document, Locale: l, Catalogue: e.catalogue(), Terms: e.terms(), Atlas: e.atlas(), Laws: e.laws(), Date: r.Date}
}

// written is the language that a document is written in: the one asked for, where there is a template in it.
func (e *Engine) written(document, lang string) *locale.Locale {
	l := e.locales.Locale(lang)
	if !slices.Contains(e.templates.Languages(document), l.Lang) {
		return e.locales.Locale(e.locales.Source())
	}
	return l
}
