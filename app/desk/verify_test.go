package desk_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/pdf/cos"
)

// A page that was turned after signing is told once, with its number.
func TestChangedPage(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	signed := good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "geheim genoeg", Party: "processor"}))(t)
	f := good(cos.Open(decode(t, good(d.Document(signed.Document.ID))(t))))(t)
	u := good(f.Update())(t)
	page := f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])[1].(cos.Ref)
	turned := u.Dict(page)
	turned["Rotate"] = int64(180)
	u.Set(page, turned)
	data := base64.StdEncoding.EncodeToString(good(u.Bytes())(t))
	r := good(d.Verify(desk.File{Name: "gedraaid.pdf", Data: data}))(t)
	s := r.Signatures[0]
	if len(s.Problems) != 1 || !strings.HasPrefix(s.Problems[0], "Na deze handtekening is pagina 2 gewijzigd") {
		t.Errorf("problems %q", s.Problems)
	}
	for _, note := range s.Notes {
		if strings.Contains(note, "pagina 2") {
			t.Errorf("said again: %q", note)
		}
	}
}

// What may make a file show something else is told where one looks first, and not among what is for the lawyer.
func TestToldOfTheFile(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	f := good(cos.Open(decode(t, good(d.Document(made.Document.ID))(t))))(t)
	u := good(f.Update())(t)
	root := f.Trailer["Root"].(cos.Ref)
	catalog := u.Dict(root)
	catalog["OpenAction"] = cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("app.alert(1)")}
	u.Set(root, catalog)
	r := good(d.Verify(desk.File{Name: "script.pdf", Data: base64.StdEncoding.EncodeToString(good(u.Bytes())(t))}))(t)
	if len(r.Told) == 0 || !strings.Contains(r.Told[0], "script") {
		t.Errorf("told %q", r.Told)
	}
	for _, sentence := range r.Findings {
		if strings.Contains(sentence, "script") {
			t.Errorf("said again: %q", sentence)
		}
	}
}

// Where nothing is kept, or the client is not known, a fingerprint can be compared all the same; and it is said how it could be recorded.
func TestCompareElsewhere(t *testing.T) {
	here, _ := started(t)
	o := good(here.NewClient(true))(t)
	made := good(here.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(here.NewIdentity(desk.NewIdentity{Name: "Marijke van der Linde", Country: "NL", Password: "geheim genoeg"}))(t)
	signed := good(here.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "geheim genoeg", Party: "controller", Mandate: true}))(t)
	file := good(here.Document(signed.Document.ID))(t)

	elsewhere, _ := started(t)
	r := good(elsewhere.Verify(file))(t)
	s := r.Signatures[0]
	if s.Confirm != nil || len(s.Told) == 0 || !strings.Contains(s.Told[len(s.Told)-1], "zodra deze klant hier bekend is") {
		t.Errorf("confirm %v, told %q", s.Confirm, s.Told)
	}
	words := 0
	for _, detail := range s.Details {
		if detail.Name == "Vingerafdruk in woorden" {
			words = len(strings.Fields(detail.Value))
		}
	}
	if words != 12 || !strings.HasPrefix(r.Next, "Bel de ondertekenaar") {
		t.Errorf("%d words; next %q", words, r.Next)
	}
}
