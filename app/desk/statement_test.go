//go:build !js

package desk_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/dossier"
	"verwoord/app/engine"
)

// The text for a privacy statement through the window: looked at, filled in, printed in every format, mailed, published, and outdated by a change.
func TestStatement(t *testing.T) {
	m := newMachine()
	d := desk.New(m)
	good(d.Start())(t)
	e := good(engine.New())(t)
	o := good(d.NewClient(true))(t)
	s := good(d.Statement(o.Dossier, ""))(t)
	if !s.Draft || len(s.Parts) != 2 || !strings.Contains(s.Parts[1].HTML, "<mark>[VUL IN: ") || len(s.Items) != 17 || len(s.Failed) == 0 || !s.Asks.Advertises || !s.Asks.Chatbot {
		t.Fatalf("%+v", s)
	}
	if made := good(d.Make(o.ID, desk.Request{Document: engine.PrivacyText}))(t); made.Document != nil {
		t.Error("a draft is kept as if it could be published")
	}
	mail := string(good(base64.StdEncoding.DecodeString(good(d.StatementMail(o.Dossier, "en"))(t).Data))(t))
	if !strings.Contains(mail, "X-Unsent: 1") || !strings.Contains(mail, `filename=privacy-text-zorggroep-de-linde.html`) {
		t.Errorf("mail:\n%s", mail[:300])
	}

	filled := o.Dossier
	filled.PrivacyText = e.Specimen(engine.PrivacyText).Dossier.PrivacyText
	saved := good(d.Change(o.ID, o.Version, filled))(t)
	s = good(d.Statement(filled, "nl"))(t)
	if s.Draft || len(s.Failed) > 0 || s.Outdated {
		t.Fatalf("%+v", s.Problems)
	}
	for _, format := range []string{"html", "md", "txt", "pdf"} {
		f := good(d.StatementFile(filled, "nl", "", format))(t)
		if data := good(base64.StdEncoding.DecodeString(f.Data))(t); len(data) < 1000 || !strings.HasSuffix(f.Name, "."+format) || strings.Contains(string(data), "VUL IN") {
			t.Errorf("%s has %d bytes", f.Name, len(data))
		}
	}
	_, err := d.StatementFile(filled, "nl", "", "docx")
	refused(t, err, "not-made")
	_, err = d.StatementFile(filled, "nl", "middle", "html")
	refused(t, err, "not-made")

	if made := good(d.Make(o.ID, desk.Request{Document: engine.PrivacyText, Language: "nl"}))(t); made.Document == nil {
		t.Fatalf("%+v", made.Problems)
	}
	text := *filled.PrivacyText
	text.Published = &dossier.Publication{Day: s.Today, Mark: s.Mark, Language: "nl"}
	filled.PrivacyText = &text
	good(d.Change(o.ID, saved.Version, filled))(t)
	if s = good(d.Statement(filled, "nl"))(t); s.Outdated || len(s.Changes) > 0 {
		t.Errorf("what was published now is outdated: %+v", s.Changes)
	}
	filled.Subprocessors = filled.Subprocessors[:3] // the company in India leaves
	s = good(d.Statement(filled, "nl"))(t)
	if !s.Outdated || len(s.Changes) < 2 || !s.Changes[0].Gone || !strings.Contains(s.Changes[0].Line, "Namuna") {
		t.Errorf("outdated is %v: %+v", s.Outdated, s.Changes)
	}
	filled.Subprocessors[0].Locations = []string{"NL"}
	s = good(d.Statement(filled, "nl"))(t)
	for _, want := range []desk.StatementChange{
		{Gone: true, Under: "Wie krijgt de gegevens?", Line: "Voorbeeld Hosting B.V. – Hosting en reservekopieën – Nederland en Duitsland"},
		{Under: "Wie krijgt de gegevens?", Line: "Voorbeeld Hosting B.V. – Hosting en reservekopieën – Nederland"},
	} {
		if !slices.Contains(s.Changes, want) {
			t.Errorf("a cell that changed does not come with its row: %+v", s.Changes)
		}
	}
}
