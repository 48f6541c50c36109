package desk_test

import (
	"strings"
	"testing"

	"verwoord/app/desk"
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
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Hanneke de Jong", Organization: "JEX", Country: "NL", Password: "appelboom-in-mei"}))(t)
	signed := good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "appelboom-in-mei", Party: "legal"}))(t)
	for _, line := range signed.Report.Lines {
		if line.Mark != "good" {
			t.Errorf("%+v", line)
		}
	}
}
