package engine

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/draft"
	"verwoord/app/locale"
	"verwoord/app/record"
	"verwoord/app/review"
)

// paper is the document that a review of a day is of, set on its pages, and the paths of what it prints. A file has the pages of its own day.
func (e *Engine) paper(s *subject, l *locale.Locale, today string) (*review.Paper, map[string]bool) {
	date := today
	if s.reviewed != nil {
		date = s.reviewed.Date
	}
	document, _ := e.templates.Document(s.document.Reviews)
	of := &subject{Subject: draft.Subject{Dossier: s.Dossier}, document: document, approvals: s.approvals}
	r := Request{Document: document.ID, Lang: l.Lang, Date: date, Organisation: s.itself}
	request := e.drafting(of, r)
	_, _ = e.original(context.Background(), of, r, &request) // one that cannot be made is told by the check
	tree, lacks, err := e.templates.Draft(request)
	if err != nil {
		panic(err) // the template is a part of the program, and suits every dossier
	}
	paths := printedPaths(tree)
	b := &papering{l: l, recorded: e.recorded()[document.ID+"-"+document.Version], pages: e.pagesOf(tree), sums: map[string]string{}, labels: map[string]string{}, terms: e.recordedTerms(s, l)}
	for _, c := range draft.Clauses(tree) {
		b.sums[c.ID] = c.Sum()
	}
	for _, section := range tree.Sections {
		b.section(section, "", "")
	}
	p := &review.Paper{Parts: b.parts, Lacks: map[string]bool{}, Labels: b.labels, File: s.reviewed}
	for _, x := range lacks {
		p.Lacks[x.Path] = true
	}
	if p.Approval = e.Approval(document.ID, document.Version, s.approvals); p.Approval != nil {
		p.Approval.Day = l.Date(p.Approval.Day)
	}
	p.Companies = e.companies(s, l)
	for _, id := range s.Dossier.Processor.Entities {
		if company, known := e.catalogue().Entity(id); known {
			p.Named = append(p.Named, company.Name)
		}
	}
	places := placesOf(s.Dossier.Encode())
	p.Terms = e.agreedTerms(s, l, tree)
	shown := record.ShownOf(paths)
	found := e.check(of, r, shown, lacks)
	passed := len(found)
	if s.reviewed != nil {
		r.Date = today
		found = append(found, since(found, e.check(of, r, shown, lacks))...)
	}
	for i, x := range found {
		value, at := places.state(x)
		places.leaves(rowOf(x.Path), paths) // a row that is warned of and not printed is carried too
		after, message := i >= passed, Message(l, x)
		about := e.warnedRow(s, l, x.Path)
		if strings.Contains(message, about) {
			about = ""
		}
		p.Passed = append(p.Passed, review.Passed{
			Code: x.Code, Path: at, Value: value, Message: message, About: about, Blocks: x.Severity == record.Error && !after, Since: after,
		})
	}
	for i, x := range s.Dossier.SetAside {
		p.Set = append(p.Set, review.SetAside{
			Finding: x.Finding, Path: x.Path, Value: x.Value, Rows: x.Rows, By: x.By, Function: x.Function, Reason: x.Reason, Day: l.Date(x.Day),
		})
		for _, name := range []string{"id", "finding", "path", "value", "rows", "by", "function", "reason", "day"} {
			paths[record.At("/setAside", i, name)] = true
		}
	}
	return p, paths
}

// warnedRow is what a row that a path is in is called in the agreement: a sub-processor, an additional term. "" elsewhere.
func (e *Engine) warnedRow(s *subject, l *locale.Locale, path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 3 {
		return ""
	}
	n, err := strconv.Atoi(parts[2])
	switch {
	case err != nil:
	case parts[1] == "subprocessors" && n < len(s.Dossier.Subprocessors):
		return s.Dossier.Subprocessors[n].Name
	case parts[1] == "additionalTerms" && n < len(s.Dossier.AdditionalTerms):
		t := s.Dossier.AdditionalTerms[n]
		return cmp.Or(t.Title, e.templates.TermTitle(t.Term, l.Lang))
	}
	return ""
}

// companies are the companies of the agreement that the organisation compared with the trade register, by what it recorded.
func (e *Engine) companies(s *subject, l *locale.Locale) (out []review.Company) {
	if s.itself == nil {
		return nil
	}
	for _, x := range s.itself.Entities {
		if company, known := e.catalogue().Entity(x.ID); known && x.Compared() && slices.Contains(s.Dossier.Processor.Entities, x.ID) {
			out = append(out, review.Company{Name: company.Name, Day: l.Date(x.Checked.Day), Extract: x.Checked.Extract})
		}
	}
	return out
}

// since are the problems of a later day that were none before. That a day came on which something was to begin is none.
func since(before, after record.Problems) record.Problems {
	return slices.DeleteFunc(after, func(x record.Problem) bool {
		return x.Code == "start-past" || x.Code == "planned-past" || slices.ContainsFunc(before, func(y record.Problem) bool { return x.Code == y.Code && x.Path == y.Path })
	})
}

// agreedTerms are the additional terms as they are printed.
func (e *Engine) agreedTerms(s *subject, l *locale.Locale, tree *doc.Doc) (out []review.Term) {
	for _, t := range s.Dossier.AdditionalTerms {
		x := review.Term{ID: t.Term, Path: "/additionalTerms/" + t.ID + "/text", Title: t.Title, Words: t.Text, Value: state(t.Text)}
		if t.Term != "" {
			x.Path, x.Title, x.Value = "/additionalTerms/"+t.ID+"/term", e.templates.TermTitle(t.Term, l.Lang), state(t.Term)
		}
		for _, known := range e.library(s.approvals) {
			if known.ID == t.Term {
				x.Answers, x.Approved = known.Answers, known.Approved
			}
		}
		out = append(out, x)
	}
	return out
}

// recordedTerms are the sums of the prepared terms whose words are those that were recorded, by the ids of their clauses.
func (e *Engine) recordedTerms(s *subject, l *locale.Locale) map[string]string {
	out := map[string]string{}
	for _, t := range e.terms() {
		recorded := e.recorded()["term-"+t.ID+"-"+t.Version]
		if s.Dossier.Has(t.ID) && recorded != nil && e.termAsRecorded(t.ID, recorded) {
			out["annex-4."+t.ID] = recorded.Texts[l.Lang][t.ID+".1"]
		}
	}
	return out
}

// pagesOf tells on which page each part of a tree begins, from 1. One that cannot be set has none.
func (e *Engine) pagesOf(tree *doc.Doc) map[doc.Node]int {
	out := map[doc.Node]int{}
	pages, _, err := e.press().setter.Set(tree)
	if err != nil {
		return out // whoever prints it learns why
	}
	n := 0
	for page := range pages.All() {
		n++
		for _, run := range page.Runs {
			if run.Node != nil && out[run.Node] == 0 {
				out[run.Node] = n
			}
		}
	}
	return out
}

// papering is a tree on its way to become a Paper.
type papering struct {
	l        *locale.Locale
	recorded *draft.Recorded
	pages    map[doc.Node]int
	sums     map[string]string // of the clauses, by their ids
	labels   map[string]string // of the fields, by path
	terms    map[string]string // sums of the prepared terms that are as recorded, by the ids of their clauses
	parts    []review.Part
}

// section adds the parts of a section: where is how a person finds what has no number, number that of the section.
func (b *papering) section(s *doc.Section, where, heading string) {
	for _, block := range s.Blocks {
		switch n := block.(type) {
		case *doc.Section:
			b.section(n, where, heading)
		case *doc.Heading:
			heading = doc.Plain(n.Inlines)
			where = heading
			if strings.HasPrefix(s.ID, "annex-") { // Bijlage 2 says enough
				where = strings.Join(strings.Fields(heading)[:2], " ")
			}
			b.add(n, review.Part{Section: s.ID, ID: n.ID, Where: where, Heading: heading})
		case *doc.Paragraph:
			b.add(n, review.Part{Section: s.ID, ID: n.ID, Where: where, Heading: heading})
		case *doc.List:
			for _, item := range n.Items {
				at := where
				if item.Label != nil && strings.ContainsAny(item.Label.Text, "0123456789") {
					at = strings.TrimRight(item.Label.Text, ".")
					if !strings.Contains(at, ".") {
						at = where + ", " + at
					}
				}
				b.add(item, review.Part{Section: s.ID, ID: item.ID, Where: at, Heading: heading})
			}
		case *doc.Table:
			b.table(n, review.Part{Section: s.ID, Where: where, Heading: heading})
		}
	}
}

// table adds the cells of a table, but for those that head a row.
func (b *papering) table(t *doc.Table, p review.Part) {
	for _, row := range t.Rows {
		for i, cell := range row.Cells {
			if i > 0 || !t.RowHead {
				b.add(cell, p)
			}
		}
	}
}

// add adds a part with its words, its page and its values.
func (b *papering) add(n doc.Node, p review.Part) {
	line, foreign := "", 0
	flush := func() {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			p.Lines = append(p.Lines, line)
		}
		line = ""
	}
	doc.Walk(n, func(inside doc.Node) {
		if page := b.pages[inside]; page > 0 && (p.Page == 0 || page < p.Page) {
			p.Page = page
		}
		switch x := inside.(type) {
		case *doc.Paragraph, *doc.Break, *doc.Cell:
			flush()
		case *doc.Span:
			foreign += len(doc.Plain(x.Inlines))
		case *doc.Text:
			line += x.Text
		case *doc.Value:
			if line += x.Text; x.Path != "" && !slices.Contains(p.Paths, x.Path) {
				p.Paths = append(p.Paths, x.Path)
				b.labels[x.Path] = b.label(x.Path)
			}
		}
	})
	flush()
	p.Foreign = 2*foreign > len(strings.Join(p.Lines, " "))
	if p.ID != "" && b.recorded != nil {
		if want := b.recorded.Texts[b.l.Lang][p.ID]; want != "" {
			p.Sum = b.sums[p.ID]
			p.Recorded = p.Sum == want
		}
	}
	if sum := b.terms[p.ID]; sum != "" {
		p.Sum, p.Recorded = sum, true
	}
	if len(p.Lines) > 0 {
		b.parts = append(b.parts, p)
	}
}

// label names the field of a path.
func (b *papering) label(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "/")[1:], func(part string) bool { _, err := strconv.Atoi(part); return err == nil })
	for n := len(parts); n > 0; n-- {
		if text, ok := b.l.Message("field." + strings.Join(parts[:n], ".")); ok {
			return text
		}
	}
	return ""
}

// state names the state of a value: another one when it is another value.
func state(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:8])
}

// places is a dossier as JSON, to find the value at a path.
type places struct{ root any }

func placesOf(data []byte) (p places) {
	if err := json.Unmarshal(data, &p.root); err != nil {
		panic(err) // it was encoded a moment ago
	}
	return p
}

// rowOf is the row of a list that a path is in, or the path itself.
func rowOf(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 3 {
		if _, err := strconv.Atoi(parts[2]); err == nil {
			return strings.Join(parts[:3], "/")
		}
	}
	return path
}

// leaves adds the paths of all that is in a place.
func (p places) leaves(path string, to map[string]bool) { within(p.at(path), path, to) }

// at is the value at a path; nil when there is none.
func (p places) at(path string) any {
	at := p.root
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		at = member(at, name)
	}
	return at
}

// member is the member of an object or the row of a list by its name in a path.
func member(of any, name string) any {
	switch v := of.(type) {
	case map[string]any:
		return v[name]
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i < len(v) {
			return v[i]
		}
	}
	return nil
}

func within(v any, path string, to map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			within(x, record.At(path, name), to)
		}
	case []any:
		for i, x := range v {
			within(x, record.At(path, i), to)
		}
	case nil:
	default:
		to[path] = true
	}
}

// state names what a problem is about: the text at its path or else the arguments of its message, and the path with ids for the rows, which do
// not move when another row goes.
func (p places) state(x record.Problem) (value, path string) {
	at := p.root
	for name := range strings.SplitSeq(strings.TrimPrefix(x.Path, "/"), "/") {
		_, row := at.([]any)
		at = member(at, name)
		if object, ok := at.(map[string]any); row && ok {
			if id, ok := object["id"].(string); ok && id != "" {
				name = id
			}
		}
		path += "/" + name
	}
	if text, ok := at.(string); ok {
		return state(text), path
	}
	args, err := json.Marshal(x.Args)
	if err != nil {
		panic(err) // a map of texts
	}
	return state(string(args)), path
}
