package desk_test

import (
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/organisation"
	"verwoord/app/review"
)

// The review crosses as the engine says it, of a dossier that need not be complete, and the document that is made of it stays with JEX: its mail
// goes to the one who answers for privacy there, and who read it signs it.
func TestReview(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	found := good(d.Review(o.Dossier, "en"))(t)
	if len(found.Rows) != 34 || found.Rows[11].Verdict != review.Yes || found.Rows[11].Source != "GDPR, art. 28(3)(c)" {
		t.Errorf("%d rows, security is %+v", len(found.Rows), found.Rows[11])
	}
	if empty := good(d.Review(good(d.NewClient(false))(t).Dossier, "nl"))(t); empty.OpenWarnings == 0 || empty.Rows[1].Verdict != review.No {
		t.Errorf("of a client of whom nothing is known: %d warnings, the duration is %s", empty.OpenWarnings, empty.Rows[1].Verdict)
	}
	made := good(d.Make(o.ID, desk.Request{Document: "review"}))(t)
	if made.Document == nil {
		t.Fatalf("no document: %+v", made.Problems)
	}
	if to := parse(t, decode(t, good(d.Mail(made.Document.ID))(t))).to; !strings.Contains(to, "privacy@example.com") || strings.Contains(to, "example.nl") {
		t.Errorf("it is mailed to %s", to)
	}
	next := o.Dossier
	next.Processing.Start = "2027-02-01"
	good(d.Change(o.ID, o.Version, next))(t)
	if list := good(d.Documents(o.ID))(t); len(list) != 1 || !list[0].Outdated {
		t.Errorf("it is of another agreement by now, and does not say so: %+v", list)
	}
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Hanneke de Jong", Organisation: "JEX", Country: "NL", Password: "appelboom-in-mei"}))(t)
	signed := good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "appelboom-in-mei", Party: "legal"}))(t)
	for _, line := range signed.Report.Lines {
		if line.Mark != "good" {
			t.Errorf("%+v", line)
		}
	}
}

// A file is reviewed as a dossier is: one that is kept here, with what legal set aside in the dossier, and one that somebody brought. Of a client
// that is kept here the document of it is kept too, and is of that file whatever the dossier says later.
func TestReviewOfAFile(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Organisation: "JEX", Country: "NL", Password: "appelboom-in-mei"}))(t)
	signed := good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "appelboom-in-mei", Party: "processor"}))(t)
	file := good(d.Document(signed.Document.ID))(t)

	found := good(d.ReviewFile(file, "nl"))(t)
	if f := found.Review.File; f == nil || f.SHA256 != signed.Document.SHA256 || !slices.Equal(f.Signed, []string{"processor"}) || f.Text != review.Proven || found.Client != o.ID {
		t.Errorf("%+v of %s", f, found.Client)
	}
	if found.Review.Rows[11].Verdict != review.Yes || found.Review.OpenFindings == len(found.Review.Findings) {
		t.Errorf("what legal set aside does not count: security is %s, %d findings are open", found.Review.Rows[11].Verdict, found.Review.OpenFindings)
	}
	document := good(d.MakeReview(file, "nl"))(t)
	if document.Document == nil || document.File != nil {
		t.Fatalf("not kept: %+v", document.Problems)
	}
	next := o.Dossier
	next.Processing.Start = "2027-02-01"
	good(d.Change(o.ID, good(d.Open(o.ID))(t).Version, next))(t)
	for _, kept := range good(d.Documents(o.ID))(t) {
		if kept.ID == document.Document.ID && kept.Outdated {
			t.Error("a review of a file is outdated by a dossier that it is not of")
		}
	}

	other, _ := started(t)
	found = good(other.ReviewFile(file, "nl"))(t)
	if found.Client != "" || found.Review.Rows[11].Verdict != review.ToAssess {
		t.Errorf("where the client is not kept: of %q, security is %s", found.Client, found.Review.Rows[11].Verdict)
	}
	brought := good(other.MakeReview(file, "nl"))(t)
	if brought.Document != nil || brought.File == nil || !engine.IsPDF(decode(t, *brought.File)) {
		t.Errorf("%+v", brought)
	}
	notice := good(d.Document(document.Document.ID))(t)
	for name, foreign := range map[string]desk.File{"a review": notice, "a model of the client": file} {
		if name != "a review" {
			foreign.Data = "JVBERi0xLjQKJSVFT0YK"
		}
		if _, err := d.ReviewFile(foreign, "nl"); err == nil {
			t.Errorf("%s is reviewed", name)
		} else if name == "a review" {
			refused(t, err, "review-foreign")
		}
	}
}

// Who approved the text, and a prepared term, is said wherever the text is judged: in the verdict on a file, beside a clause and in the review.
func TestApprovalsReachTheVerdict(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	next := o.Dossier
	next.AdditionalTerms = []dossier.AdditionalTerm{{ID: "audit", Term: "audit", Values: map[string]string{"days": "10"}}}
	next.SetAside = nil
	good(d.Change(o.ID, o.Version, next))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	if made.Document == nil {
		t.Fatalf("no document: %+v", made.Problems)
	}
	file := good(d.Document(made.Document.ID))(t)
	say := func() (verdict, clause, review, approval string) {
		for _, line := range good(d.Verify(file))(t).Lines {
			if line.About == "text" {
				verdict = line.Text
			}
		}
		r := good(d.Review(next, "nl"))(t)
		for _, row := range r.Rows {
			if row.ID == "C-25" {
				review = string(row.Verdict) + " " + row.Why
			}
		}
		if r.Approval != nil {
			approval = r.Approval.By
		}
		return verdict, good(d.Clause(desk.Request{Document: "agreement"}, "subject.2"))(t).Text, review, approval
	}
	verdict, clause, row, approval := say()
	if !strings.Contains(verdict, "vastgelegde tekst 2025") || clause != "Vastgelegde tekst, versie 2025" || approval != "" {
		t.Errorf("nobody approved anything: %q, %q, %q, %q", verdict, clause, row, approval)
	}
	base := good(d.Organisation())(t).Organisation
	approved := base
	approved.Approvals = []organisation.Approval{
		{ID: "a", Document: "agreement", Version: "2025", By: "Hanneke de Jong", Function: "jurist", Day: "2026-11-20"},
		{ID: "b", Document: "term-audit", Version: "1", By: "Hanneke de Jong", Function: "jurist", Day: "2026-11-20"},
	}
	approved.Entities = slices.Clone(base.Entities)
	for i := range approved.Entities {
		approved.Entities[i].Checked = &organisation.Extract{Day: "2026-11-02", Extract: "HR-0001"}
	}
	if r := good(d.Review(next, "nl"))(t); len(r.Companies) != 0 || r.Warnings[0].Code != "entity-unchecked" {
		t.Errorf("nothing was compared with the trade register: %+v, %+v", r.Companies, r.Warnings)
	}
	good(d.SetOrganisation(base, approved))(t)
	for name, r := range map[string]review.Review{"the dossier": good(d.Review(next, "nl"))(t), "the file": good(d.ReviewFile(file, "nl"))(t).Review} {
		if len(r.Companies) != 6 || slices.ContainsFunc(r.Warnings, func(w review.Warning) bool { return w.Code == "entity-unchecked" }) {
			t.Errorf("%s: all companies were compared with the trade register: %+v, %+v", name, r.Companies, r.Warnings)
		}
	}
	verdict, clause, after, approval := say()
	if !strings.Contains(verdict, "tekst 2025 die Hanneke de Jong (jurist) op 20 november 2026 heeft goedgekeurd") {
		t.Errorf("the verdict: %q", verdict)
	}
	if clause != "Tekst 2025, goedgekeurd door Hanneke de Jong (jurist) op 20 november 2026" || approval != "Hanneke de Jong" {
		t.Errorf("the clause: %q; the review: %q", clause, approval)
	}
	if row == after {
		t.Errorf("the term that was approved turns nothing: %q", row)
	}
	// The review that is kept says so too, and is proven by what it carries where nobody knows of the approval.
	paper := good(d.Make(o.ID, desk.Request{Document: "review"}))(t)
	if paper.Document == nil {
		t.Fatalf("no review: %+v", paper.Problems)
	}
	file = good(d.Document(paper.Document.ID))(t)
	elsewhere, _ := started(t)
	for _, line := range good(elsewhere.Verify(file))(t).Lines {
		if line.About == "text" && line.Mark != "good" {
			t.Errorf("elsewhere the review is %+v", line)
		}
	}
}
