package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/organisation"
	"verwoord/app/pdf/cos"
	"verwoord/app/review"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// A file is reviewed as what it is: only when its words are proven does an element have a verdict of its own, and only when both parties signed
// and it is known who they are is it in writing. What is no agreement of this program is refused.
func TestReviewOfAFile(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier"))
	p := testpki.New("http://pki.example.com", now)
	us, them := p.Signer("Sander de Voorbeeld", testpki.Key("processor")), p.Signer("Marijke van der Linde", testpki.Key("controller"))
	signed := signedBy(t, e, them, signedBy(t, e, us, made.Data, Processor), Controller)
	known := verify.Options{Now: now, Known: []verify.Known{{Fingerprint: verify.Fingerprint(us.Certificate), Field: Processor}, {Fingerprint: verify.Fingerprint(them.Certificate), Field: Controller}}}
	white := rewritten(t, made.Data, painted("1 1 1 rg", ""))
	for _, c := range []struct {
		name              string
		file              []byte
		o                 verify.Options
		writing, security review.Answer
	}{
		{"signed by both, who are known", signed, known, review.Yes, review.Yes},
		{"signed by somebody", signed, verify.Options{Now: now}, review.ToAssess, review.Yes},
		{"not signed", made.Data, known, review.ToAssess, review.Yes},
		{"painted white", white, known, review.ToAssess, review.ToAssess},
	} {
		inside, file, err := e.Reviewed(context.Background(), c.file, c.o, Here{})
		if err != nil {
			t.Fatal(c.name, err)
		}
		r, problems := e.Review(Request{Dossier: inside.Dossier.Encode(), Reviewed: file, Lang: "nl", Date: "2027-01-04"})
		if r == nil {
			t.Fatal(c.name, problems)
		}
		if got := answer(t, r, "C-27"); got.Verdict != c.writing {
			t.Errorf("%s: in writing is %s", c.name, got.Verdict)
		}
		if got := answer(t, r, "C-25"); (got.Verdict == review.ToAssess) != (r.Terms[0].Set == nil) {
			t.Errorf("%s: audits are %s", c.name, got.Verdict)
		}
		got := answer(t, r, "C-12")
		if c.security == review.Yes && got.Otherwise != review.Yes || c.security == review.ToAssess && got.Why != review.WhyFile {
			t.Errorf("%s: security is %+v", c.name, got)
		}
		// The review of a file is a document like another: made again of what is inside it, it is the same.
		request := Request{Document: ReviewDocument, Dossier: inside.Dossier.Encode(), Reviewed: file, Lang: "nl", Date: "2027-01-04"}
		document, problems, err := e.Make(context.Background(), request)
		if err != nil || document == nil {
			t.Fatal(c.name, err, problems)
		}
		if proof, err := e.Prove(context.Background(), document.Data); err != nil || proof.Verdict != review.Proven {
			t.Errorf("%s: %v, %+v", c.name, err, proof)
		}
	}
	notice, _, err := e.Make(context.Background(), e.Specimen("breach-notice").Request("breach-notice", "nl", ""))
	if err != nil || notice == nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"a notice": notice.Data, "somebody else's paper": cosFile()} {
		if _, _, err := e.Reviewed(context.Background(), file, known, Here{}); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The warnings of a file are those of its own day, which somebody passed; what came after it is told as that, and stops nothing any more. That a
// day came on which something was to begin is no warning.
func TestLaterReview(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier"))
	inside, file, err := e.Reviewed(t.Context(), made.Data, verify.Options{Now: now}, Here{})
	if err != nil {
		t.Fatal(err)
	}
	warnings := func(date string) map[string]bool {
		r, problems := e.Review(Request{Dossier: inside.Dossier.Encode(), Reviewed: file, Lang: "nl", Date: date})
		if r == nil {
			t.Fatal(problems)
		}
		out := map[string]bool{}
		for _, w := range r.Warnings {
			if out[w.Code] = w.Since; w.Blocks {
				t.Errorf("%s stands in the way of what was made", w.Code)
			}
		}
		return out
	}
	at, later := warnings(today), warnings("2032-02-01")
	for code, since := range at {
		if after, told := later[code]; since || !told || after {
			t.Errorf("%s: since then is %v on its own day, and %v later", code, since, after)
		}
	}
	if since, told := later["adequacy-expired"]; !told || !since {
		t.Errorf("that a decision ended since is not told: %v", later)
	}
	for _, code := range []string{"start-past", "planned-past"} {
		if _, told := later[code]; told {
			t.Errorf("%s is told of an agreement of before", code)
		}
	}
}

// cosFile is a PDF of one page that is none of this program.
func cosFile() []byte {
	var b cos.Builder
	pages := b.Add(nil)
	page := b.Add(cos.Dict{"Type": cos.Name("Page"), "Parent": pages, "Contents": b.Add(&cos.Stream{Dict: cos.Dict{}, Data: []byte("")})})
	b.Set(pages, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
	return b.Bytes(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages}), cos.Ref{})
}

// A finding that was set aside names who did it and why; without a name, a function, a reason and a day nothing is set aside. A warning that was
// accepted names who accepted it.
func TestSetAside(t *testing.T) {
	e := engine(t)
	complete := dossier.SetAside{ID: "a", Finding: "S-18", Value: e.matrix().Version, By: "J. Jansen", Function: "jurist", Reason: "zie C-18", Day: today}
	for name, change := range map[string]func(x *dossier.SetAside){
		"by": func(x *dossier.SetAside) { x.By = "" }, "function": func(x *dossier.SetAside) { x.Function = "" }, "reason": func(x *dossier.SetAside) { x.Reason = "" },
		"day": func(x *dossier.SetAside) { x.Day = "" }, "other words": func(x *dossier.SetAside) { x.Value = "2019-1" }, "": func(*dossier.SetAside) {},
	} {
		x := complete
		change(&x)
		r := reviewed(t, e, "nl", func(d *dossier.Dossier) { d.SetAside = []dossier.SetAside{x} })
		i := slices.IndexFunc(r.Findings, func(f review.Finding) bool { return f.ID == "S-18" })
		if f := r.Findings[i]; (f.Set != nil) != (name == "") || f.Lapsed != (name == "other words") {
			t.Errorf("%q: %+v", name, f)
		}
	}
	r := reviewed(t, e, "nl", nil)
	for _, w := range r.Warnings {
		accepted := w.Code == review.FreeWords
		if (w.Set != nil) != accepted || w.Message == "" {
			t.Errorf("%+v", w)
		}
	}
	if len(r.Warnings) != 2 || r.OpenWarnings != 1 {
		t.Errorf("%d warnings, %d open", len(r.Warnings), r.OpenWarnings)
	}
}

// The review is computed anew from what it carries, which has only what is printed: also when rows of the dossier are not printed, and what was
// set aside is about a row behind them.
func TestReviewIsMadeAgain(t *testing.T) {
	e := engine(t)
	d := e.Specimen(Agreement).Dossier
	d.Subprocessors[0].Status, d.Subprocessors[1].Status = "objection", "planned"
	d.AdditionalTerms = append(d.AdditionalTerms, dossier.AdditionalTerm{ID: "audit", Term: "audit", Values: map[string]string{"days": "10"}})
	first, problems := e.Review(Request{Dossier: d.Encode(), Lang: "nl", Date: today})
	if first == nil {
		t.Fatal(problems)
	}
	behind := 0
	for i, w := range first.Warnings {
		d.SetAside = append(d.SetAside, dossier.SetAside{ID: "w" + string(rune('a'+i)), Finding: w.Code, Path: w.Path, Value: w.Value, By: "J. Jansen", Function: "jurist", Reason: "bekeken", Day: today})
		if strings.HasPrefix(w.Path, "/subprocessors/mail-us") {
			behind++
		}
	}
	if behind == 0 {
		t.Fatal("no warning about a row behind one that is not printed")
	}
	for _, lang := range e.Languages(ReviewDocument) {
		made, problems, err := e.Make(context.Background(), Request{Document: ReviewDocument, Dossier: d.Encode(), Lang: lang, Date: today})
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		if proof, err := e.Prove(context.Background(), made.Data); err != nil || proof.Verdict != review.Proven {
			t.Errorf("%s: %v: %+v", lang, err, proof)
		}
	}
	if again, _ := e.Review(Request{Dossier: d.Encode(), Lang: "en", Date: today}); again.OpenWarnings != 0 {
		t.Errorf("%d of %d warnings are accepted by nobody", again.OpenWarnings, len(again.Warnings))
	}
}

// What the organisation recorded of the trade register and of its own register counts in the review of a dossier and of a signed file, is printed, and
// is carried, so that the review is proven where nobody knows of it.
func TestReviewKnowsTheOrganisation(t *testing.T) {
	e := engine(t)
	itself := &organisation.Organisation{Subprocessors: []organisation.Row{{ID: "voorbeeld-hosting", Version: "2"}}}
	for _, x := range e.Catalogue().Entities {
		itself.Entities = append(itself.Entities, organisation.Entity{ID: x.ID, Checked: &organisation.Extract{Day: "2026-11-02", Extract: "HR-" + x.KvK}})
	}
	d := e.Specimen(Agreement).Dossier
	d.Processor.Entities = []string{"jex-nederland", "jex-works"}
	d.Subprocessors[0].Register = &dossier.RegisterRow{ID: "voorbeeld-hosting", Version: "1"}
	made := agreement(t, e, d.Encode())
	inside, file, err := e.Reviewed(t.Context(), made.Data, verify.Options{Now: now}, Here{})
	if err != nil {
		t.Fatal(err)
	}
	warned := func(r *review.Review, code string) bool {
		return slices.ContainsFunc(r.Warnings, func(w review.Warning) bool { return w.Code == code })
	}
	for name, r := range map[string]Request{
		"a dossier":     {Dossier: d.Encode()},
		"a signed file": {Dossier: inside.Dossier.Encode(), Reviewed: file},
	} {
		r.Document, r.Lang, r.Date = ReviewDocument, "nl", today
		for _, knows := range []bool{false, true} {
			if r.Organisation = nil; knows {
				r.Organisation = itself
			}
			found, problems := e.Review(r)
			if found == nil {
				t.Fatal(name, problems)
			}
			if warned(found, "entity-unchecked") == knows || (len(found.Companies) == 2) != knows {
				t.Errorf("%s: the organisation knows is %v: %+v, %+v", name, knows, found.Companies, found.Warnings)
			}
			// The file carries no row of a register: only of the dossier it is known that the register moved on.
			if warned(found, "register-moved") != (knows && r.Reviewed == nil) {
				t.Errorf("%s: the organisation knows is %v, and the register has moved on", name, knows)
			}
		}
		document, problems, err := e.Make(t.Context(), r)
		if err != nil || document == nil {
			t.Fatal(name, err, problems)
		}
		if text := string(document.Tree.Text()); !strings.Contains(text, "JEX Works B.V., uittreksel HR-85011282 van 2 november 2026") || strings.Contains(text, "HR-76171183") {
			t.Errorf("%s: the companies of the agreement are not told, or others are", name)
		}
		if proof, err := e.Prove(t.Context(), document.Data); err != nil || proof.Verdict != review.Proven {
			t.Errorf("%s: %v, %+v", name, err, proof)
		}
	}
	// Some companies alone.
	itself.Entities[0].Checked = nil
	found, _ := e.Review(Request{Dossier: d.Encode(), Lang: "nl", Date: today, Organisation: itself})
	if len(found.Companies) != 1 || !warned(found, "entity-unchecked") {
		t.Errorf("with one of two compared: %+v", found.Companies)
	}
}
