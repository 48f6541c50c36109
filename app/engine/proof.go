package engine

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/locale"
	"verwoord/app/organisation"
	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/review"
	"verwoord/app/sign"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/verify"
)

// recipe is how a document was made, beside the dossier inside it. A file bears it as its identifier, so that it can be made again.
type recipe struct {
	document, lang, version, date string
}

func (r recipe) String() string {
	return strings.Join([]string{"verwoord", r.document, r.lang, r.version, r.date}, "/")
}

func parseRecipe(s string) (r recipe, ok bool) {
	parts := strings.Split(strings.TrimSuffix(s, "/"), "/") // the first edition had the id of a record behind the date, which was always empty
	if len(parts) != 5 || parts[0] != "verwoord" {
		return recipe{}, false
	}
	return recipe{parts[1], parts[2], parts[3], parts[4]}, true
}

// mostInside is how many times as long as its file what is inside may be, unpacked, for the document to be made again: it prints all that it
// carries, and so is longer. A small file could hold an agreement of a thousand pages.
const mostInside = 2

// Prove compares a document with the recorded text: it is made anew from what is inside it, and held against what the file was before
// anything was appended, or against what it shows now where more was appended than signatures. Whether those hold, Verify tells.
func (e *Engine) Prove(ctx context.Context, file []byte) (review.Proof, error) {
	f, err := cos.OpenContext(ctx, file)
	if err != nil {
		return judged(review.Proof{Verdict: review.Unknown}), ctx.Err() // whoever reads the report of Verify learns what is wrong with the file
	}
	return e.prove(ctx, f, Here{})
}

// Here is what is known of texts where a file is judged. The zero value is nothing.
type Here struct {
	// Made tells on which day (ISO 8601) a document was made here, by the SHA-256 of its bytes; "" when none of these was.
	Made func(sha256 string) (day string)
	// Who approved which text, beside what the program itself has recorded.
	Approvals []organisation.Approval
}

// Approval is who approved the words of a version; nil when that is not known.
func (e *Engine) Approval(document, version string, here []organisation.Approval) *review.Approval {
	if recorded := e.recorded()[document+"-"+version]; recorded == nil {
		return nil // nobody can say which words those were
	} else if a := recorded.Approval; a != nil {
		return &review.Approval{By: a.By, Function: a.Function, Day: a.Day}
	}
	if a := organisation.ApprovalOf(here, document, version); a != nil {
		return &review.Approval{By: a.By, Function: a.Function, Day: a.Day}
	}
	return nil
}

func judged(p review.Proof) review.Proof {
	p.Mark = p.Verdict.Mark()
	return p
}

func (e *Engine) prove(ctx context.Context, f *cos.File, here Here) (review.Proof, error) {
	p, err := e.compare(ctx, f, here.Approvals)
	if here.Made != nil && (p.Verdict == review.SameWords || p.Verdict == review.Unprovable) && verify.Untouched(f) {
		sum := sha256.Sum256(pdf.Original(f).File)
		if day := here.Made(hex.EncodeToString(sum[:])); day != "" {
			p.Verdict, p.Made = review.Kept, day
		}
	}
	if broken := sign.Done(f); broken != nil { // then what was compared is not all there is
		return judged(review.Proof{Verdict: review.Unknown}), broken
	}
	return judged(p), err
}

// compare is prove without the mark.
func (e *Engine) compare(ctx context.Context, f *cos.File, approvals []organisation.Approval) (review.Proof, error) {
	original := pdf.Original(f)
	data, err := pdf.Extract(f.At(0))
	r, ok := parseRecipe(original.Identifier)
	if err == nil && len(data) > mostInside*len(original.File) {
		data = nil
	}
	inside, problems := parseCarried(data, nil)
	if !ok && inside == nil {
		return review.Proof{Verdict: review.Unknown}, f.Err()
	}
	p := review.Proof{Verdict: review.Unprovable, Document: r.document, Version: r.version, Lang: r.lang, Date: r.date}
	document, known := e.templates.Document(r.document)
	if inside == nil || problems.Errors() || !known || document.Version != r.version || !slices.Contains(e.templates.Languages(r.document), r.lang) {
		return p, f.Err()
	}
	recorded := e.recordedOf(r)
	if recorded != nil {
		if same, err := e.approved(recorded, r); err != nil || !same {
			p.Verdict = review.NotApproved
			return p, err
		}
	}
	made, err := e.again(ctx, inside.Request(r.document, r.lang, r.date))
	if err != nil || made == nil {
		return p, err
	}
	want := clauses(draft.Clauses(made.Tree))
	p.Clauses = len(want)
	for _, term := range inside.Dossier.AdditionalTerms {
		p.Terms = append(p.Terms, cmp.Or(term.Title, e.templates.TermTitle(term.Term, r.lang), term.ID))
	}
	if recorded != nil {
		p.Approval = e.Approval(r.document, r.version, approvals)
	}
	shown, untouched := original, verify.Untouched(f)
	if !untouched {
		shown = pdf.Shown(f)
	} else if bytes.Equal(made.Data, original.File) {
		if p.Verdict = review.Proven; recorded == nil {
			p.Verdict = review.Remade
		}
		return p, nil
	}
	passages, err := shown.Passages()
	if err != nil {
		return p, ctx.Err()
	}
	got := make([]review.Clause, len(passages))
	for i, passage := range passages {
		got[i] = review.Clause(passage)
	}
	p.Differences = slices.DeleteFunc(review.Compare(want, got), func(d review.Difference) bool {
		return recorded != nil && d.Want != "" && (recorded.Before(r.lang, draft.Clause{ID: d.ID, Text: strings.TrimRight(d.Got, ";.")}) || e.termBefore(inside.Dossier, r.lang, d))
	})
	switch {
	case len(p.Differences) > 0:
		p.Verdict = review.Altered
	case !untouched:
		p.Verdict = review.Appended
	default:
		p.Verdict = review.SameWords
		p.Beside, err = besides(ctx, original, made.Data)
	}
	return p, err
}

// termBefore tells whether a clause has the words of a prepared term as another version of them was recorded: a term that was bettered since
// makes no alteration of a document that has the words of its time.
func (e *Engine) termBefore(of *dossier.Dossier, lang string, d review.Difference) bool {
	for _, term := range of.AdditionalTerms {
		if term.Term == "" || d.ID != "annex-4."+term.Term {
			continue
		}
		for _, recorded := range e.recorded() {
			if recorded.Document == "term-"+term.Term && recorded.Holds(lang, term.Term, d.Got, term.Values) {
				return true
			}
		}
	}
	return false
}

// besides is the first place where all the words of a file differ from those of the document made anew; nil when none do. What is no clause has no
// words that were recorded, so that a difference is no alteration; but it is no equality either.
func besides(ctx context.Context, file *pdf.Origin, made []byte) (*review.Difference, error) {
	f, err := cos.OpenContext(ctx, made)
	if err != nil {
		return nil, err // it was written a moment ago
	}
	want, err := pdf.Original(f).Words()
	if err != nil {
		return nil, err
	}
	got, err := file.Words()
	if err != nil {
		return nil, ctx.Err()
	}
	return review.FirstDifference(want, got), nil
}

// again makes a document of what is inside a file, as it is; nil when that cannot be.
func (e *Engine) again(ctx context.Context, r Request) (*Made, error) {
	s, problems := e.subject(r)
	if s == nil || problems.Errors() {
		return nil, nil
	}
	request := e.drafting(s, r)
	if _, err := e.original(ctx, s, r, &request); err != nil {
		return nil, err
	}
	tree, problems, err := e.templates.Draft(request)
	if err != nil || problems.Errors() {
		return nil, nil // no document of ours: what is inside lacks what each of these has
	}
	made := &Made{Tree: tree}
	problems, err = e.print(ctx, made, s, r, always)
	if err != nil || problems.Errors() {
		return nil, err
	}
	return made, nil
}

// recordedOf is what was recorded of the words of a document in its language; nil when nothing was, whatever there is of another language.
func (e *Engine) recordedOf(r recipe) *draft.Recorded {
	if recorded := e.recorded()[r.document+"-"+r.version]; recorded != nil && recorded.Texts[r.lang] != nil {
		return recorded
	}
	return nil
}

// approved tells whether the words of a template are those that were recorded under its version.
func (e *Engine) approved(recorded *draft.Recorded, r recipe) (bool, error) {
	tree, err := e.Everything(r.document, r.lang, RecordedOn)
	if err != nil {
		return false, fmt.Errorf("draft the recorded text: %w", err)
	}
	passages, err := e.Passages(r.document, r.lang)
	return len(recorded.Differences(r.lang, draft.Clauses(tree))) == 0 && len(recorded.Elsewhere(r.lang, passages)) == 0, err
}

// Passages are all words of a document that no value can change: those of its template, of the messages that it says, and of the matrix of a
// review.
func (e *Engine) Passages(document, lang string) ([]draft.Clause, error) {
	out, err := e.templates.Passages(document, lang)
	if err != nil {
		return nil, err
	}
	l := e.locales.Locale(lang)
	messages := draft.Clause{ID: "messages"}
	for _, key := range draft.Said(out) {
		messages.Text += strings.Join(l.Under(key), "\n") + "\n"
	}
	out = append(out, messages)
	if d, _ := e.templates.Document(document); d.Reviews != "" {
		for _, name := range []string{"matrix", lang} {
			out = append(out, draft.Clause{ID: name + ".json", Text: string(e.file(document + "/" + name + ".json"))})
		}
	}
	return out, nil
}

// RecordedOn is the day that a document bears where its words are recorded: a clause that says the day of the document has this one there,
// whatever day it is made on. A specimen may have a day of its own.
const RecordedOn = "2026-11-22"

// Everything is the document of its specimen with everything chosen, so that every part that it can have is there.
func (e *Engine) Everything(document, lang, date string) (*doc.Doc, error) {
	c := e.Specimen(document)
	r := c.Request(document, lang, date)
	s, problems := e.with(c.Dossier, r)
	if s == nil {
		return nil, fmt.Errorf("specimen of %s: %v", document, problems)
	}
	s.Dossier = draft.EveryChoice(c.Dossier, e.catalogue())
	tree, _, err := e.templates.Draft(e.drafting(s, r))
	return tree, err
}

func clauses(list []draft.Clause) []review.Clause {
	out := make([]review.Clause, len(list))
	for i, c := range list {
		out[i] = review.Clause(c)
	}
	return out
}

// dated is the day or the moment of a document in the reader's words.
func dated(l *locale.Locale, date string) string {
	if t, err := time.Parse(time.RFC3339, date); err == nil {
		return l.Moment(t)
	}
	return l.Date(date)
}

// ProofSentences puts a proof in the reader's words.
func ProofSentences(l *locale.Locale, p review.Proof) []string {
	args := locale.Args{"Version": p.Version, "Count": p.Clauses, "Date": dated(l, p.Date), "Made": dated(l, p.Made), "By": "", "Function": "", "Day": "", "Terms": ""}
	if a := p.Approval; a != nil {
		args["By"], args["Function"], args["Day"] = a.By, a.Function, l.Date(a.Day)
	}
	if len(p.Terms) > 0 {
		var titles []string
		for _, t := range p.Terms {
			titles = append(titles, chain.Plain(t))
		}
		args["Terms"] = l.List(titles)
	}
	out := []string{l.T("proof."+string(p.Verdict), args)}
	if b := p.Beside; b != nil {
		out = append(out, l.T("proof.beside", locale.Args{"Want": b.Want, "Got": chain.Plain(b.Got)}))
	}
	for _, d := range p.Differences {
		key := "proof.differs"
		if d.Want == "" {
			key = "proof.added"
		} else if d.Got == "" {
			key = "proof.missing"
		}
		out = append(out, l.T(key, locale.Args{"Clause": chain.Plain(d.ID), "Heading": d.Heading, "Want": d.Want, "Got": chain.Plain(d.Got)}))
	}
	return out
}
