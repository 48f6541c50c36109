package engine

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/app/organisation"
	"verwoord/app/pdf"
	"verwoord/app/record"
	"verwoord/app/review"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// ReviewDocument is the id of the document that says what an agreement covers.
const ReviewDocument = "review"

// matrix is what an agreement is held against, with its words in every language that there are.
type matrix struct {
	*review.Matrix
	words map[string]*review.Words
}

// readMatrix reads review/matrix.json and its words.
func (e *Engine) readMatrix() (*matrix, error) {
	m, err := review.ParseMatrix(e.file(ReviewDocument + "/matrix.json"))
	if err != nil {
		return nil, err
	}
	out := &matrix{m, map[string]*review.Words{}}
	for _, lang := range e.locales.Languages() {
		data, err := fs.ReadFile(e.files, ReviewDocument+"/"+lang+".json")
		if errors.Is(err, fs.ErrNotExist) {
			continue // then a review in it is in the language of the source
		}
		if err != nil {
			return nil, err
		}
		if out.words[lang], err = review.ParseWords(data); err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
	}
	return out, nil
}

// reviewOf reviews the document that a review is of, and returns the paths of what it was found in.
func (e *Engine) reviewOf(s *subject, l *locale.Locale, date string) (*review.Review, map[string]bool) {
	m := e.matrix()
	s.told = e.telling(s)
	paper, paths := e.paper(s, l, date)
	out := review.Of(m.Matrix, cmp.Or(m.words[l.Lang], m.words[e.locales.Source()]), paper)
	e.offer(s.Dossier, out)
	return out, paths
}

// telling is what a review tells of the organisation: who approved the fixed words and each prepared term that is agreed, which of the companies
// that are named were compared with the trade register, and the newest versions of the sub-processors that were taken from its register.
func (e *Engine) telling(s *subject) *organisation.Organisation {
	if s.itself == nil {
		return nil
	}
	out := &organisation.Organisation{}
	of := func(document, version string) {
		if a := organisation.ApprovalOf(s.approvals, document, version); a != nil {
			out.Approvals = append(out.Approvals, *a)
		}
	}
	document, _ := e.templates.Document(s.document.Reviews)
	of(document.ID, document.Version)
	for _, t := range e.terms() {
		if s.Dossier.Has(t.ID) {
			of("term-"+t.ID, t.Version)
		}
	}
	for _, x := range s.itself.Entities {
		if x.Compared() && slices.Contains(s.Dossier.Processor.Entities, x.ID) {
			out.Entities = append(out.Entities, organisation.Entity{ID: x.ID, Checked: x.Checked})
		}
	}
	if s.itself.Subprocessors == nil {
		return out
	}
	out.Subprocessors = []organisation.Row{}
	for _, x := range s.itself.Subprocessors {
		if slices.ContainsFunc(s.Dossier.Subprocessors, func(row dossier.Subprocessor) bool { return row.Register != nil && row.Register.ID == x.ID }) {
			out.Subprocessors = append(out.Subprocessors, organisation.Row{ID: x.ID, Version: x.Version})
		}
	}
	return out
}

// offer names, beside each element that is not there, the prepared terms that would answer it and are not agreed.
func (e *Engine) offer(d *dossier.Dossier, r *review.Review) {
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Verdict != review.No && row.Verdict != review.Partly {
			continue
		}
		for _, t := range e.terms() {
			if slices.Contains(t.Answers, row.ID) && !d.Has(t.ID) {
				row.Terms = append(row.Terms, t.ID)
			}
		}
	}
}

// Review says what the agreement of a dossier covers; with Reviewed, what that file covers. There is none when the dossier cannot be read.
func (e *Engine) Review(r Request) (*review.Review, record.Problems) {
	r.Document = ReviewDocument
	s, problems := e.subject(r)
	if s == nil {
		return nil, problems
	}
	out, _ := e.reviewOf(s, e.written(r.Document, cmp.Or(r.Lang, s.Dossier.Language)), r.Date)
	return out, problems
}

// ErrForeign is a file that a review cannot be of: it is no agreement of this program.
var ErrForeign = errors.New("no agreement of this program")

// Reviewed opens a file to review: what it carries, and what is known of it as a file. here is what is known of texts where it is asked. The error
// is ErrForeign, ErrUnreadable or a *sign.Error.
func (e *Engine) Reviewed(ctx context.Context, file []byte, o verify.Options, here Here) (*Carried, *review.File, error) {
	c, _, err := e.Inside(ctx, file)
	if errors.Is(err, ErrNoDossier) || err == nil && c == nil {
		return nil, nil, ErrForeign
	}
	if err != nil {
		return nil, nil, err
	}
	f, err := sign.Open(ctx, file)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	r, ok := parseRecipe(pdf.Original(f).Identifier)
	if document, known := e.templates.Document(ReviewDocument); !ok || !known || r.document != document.Reviews {
		return nil, nil, ErrForeign
	}
	proof, err := e.prove(ctx, f, here)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(file)
	out := &review.File{Document: r.document, Version: r.version, Lang: r.lang, Date: r.date, SHA256: hex.EncodeToString(sum[:]), Text: proof.Verdict}
	report := verify.File(f, o)
	out.Known = report.OK && report.Identity.Code == verify.Established
	for _, signature := range report.Signatures {
		if signature.OK && signature.Field != "" && !slices.Contains(out.Signed, signature.Field) {
			out.Signed = append(out.Signed, signature.Field)
		}
	}
	return c, out, sign.Done(f)
}
