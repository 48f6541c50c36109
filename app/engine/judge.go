package engine

import (
	"context"
	"slices"
	"time"

	"verwoord/app/locale"
	"verwoord/app/review"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// Judgement is all that is known of a file: of the signatures, and of the text that they are under. Three questions are answered apart, each
// good, bad or not established: integrity and identity in the report, and the text. Its JSON form is stable.
type Judgement struct {
	// No better than the weakest of the three. Its sentence is the message "verdict.headline." + Code.
	Headline verify.Verdict `json:"headline"`
	// The moment that it is judged for, when that is another than the present.
	At time.Time `json:"at,omitzero"`
	*verify.Report
	Text *review.Proof `json:"text,omitempty"` // nil when it was not asked for
}

// Judge tells all that is known of a file, which is opened once. text asks whether these are the recorded words as well, and here is
// what is known of them where it is asked. The error is an *sign.Error for what is no readable PDF.
func (e *Engine) Judge(ctx context.Context, file []byte, o verify.Options, text bool, here Here) (*Judgement, error) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	o.Issuers = e.issuers
	j := &Judgement{Report: verify.File(f, o)}
	if err := sign.Done(f); err != nil {
		return nil, err
	}
	if text {
		p, err := e.prove(ctx, f, here)
		if err != nil {
			return nil, err
		}
		j.Text = &p
	}
	j.Headline = j.headline()
	return j, nil
}

// headline is the weakest of the verdicts. The text of a file that is none of ours is nobody's question.
func (j *Judgement) headline() verify.Verdict {
	mark := verify.Weaker(j.Integrity.Mark, j.Identity.Mark)
	if j.Text != nil && j.Text.Verdict != review.Unknown {
		mark = verify.Weaker(mark, verify.Mark(j.Text.Mark))
	}
	unsure := func(s verify.Signature) bool {
		return slices.ContainsFunc(s.Notes, func(f verify.Finding) bool { return f.Code == verify.NoteUnsure })
	}
	if mark == verify.Good && (len(j.Notes) > 0 || slices.ContainsFunc(j.Signatures, unsure)) {
		return verify.Verdict{Mark: verify.Open, Code: verify.Remarks}
	}
	if mark == verify.Open && len(j.Signatures) == 0 {
		return verify.Verdict{Mark: mark, Code: verify.Unsigned}
	}
	return verify.Verdict{Mark: mark, Code: string(mark)}
}

// Holds tells whether a program may go on with the file: every signature holds, nothing that matters follows or was drawn over it, and the text
// is proven or the file carries none of ours. Who signed is asked only with identity.
func (j *Judgement) Holds(identity bool) bool {
	return j.OK && j.Integrity.Mark == verify.Good && (j.Text == nil || j.Text.Verdict.Mark() == string(verify.Good) || j.Text.Verdict == review.Unknown) &&
		(!identity || j.Identity.Mark == verify.Good)
}

// Sentences puts a judgement in the reader's words: the headline, the three verdicts, and then what else is known. Times are printed in zone.
func (j *Judgement) Sentences(l *locale.Locale, zone *time.Location) []string {
	when := func(t time.Time) string { return l.Moment(t.In(zone)) }
	var out []string
	if !j.At.IsZero() {
		out = append(out, l.T("verdict.at", locale.Args{"When": when(j.At)}))
	}
	out = append(out, l.T("verdict.headline."+j.Headline.Code, nil))
	integrity, identity := j.Verdicts()
	for _, s := range []verify.Sentence{integrity, identity} {
		out = append(out, l.T(s.Key, s.Args))
	}
	if len(j.Signatures) > 0 {
		for _, party := range j.Unsigned {
			out = append(out, l.T("await.sign."+party, nil))
		}
	}
	if j.Text != nil {
		out = append(out, ProofSentences(l, *j.Text)...)
	}
	about := 0
	tell := func() {
		if about > 0 {
			if said := fingerprintSentence(l, &j.Signatures[about-1]); said != "" {
				out = append(out, said)
			}
		}
	}
	for _, s := range j.Report.Sentences(when) {
		if s.Signature != about {
			tell()
			about = s.Signature
		}
		out = append(out, l.T(s.Key, s.Args))
	}
	tell()
	return out
}
