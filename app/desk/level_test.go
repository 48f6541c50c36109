package desk_test

import (
	"testing"

	"verwoord/app/desk"
	"verwoord/app/sign/testpki"
)

// What is signed while the authority is away is raised when it is back, by signing again as the message says.
func TestRaised(t *testing.T) {
	d, m := started(t)
	m.authority, m.away = testpki.New("http://pki.example.com", m.now), true
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	settings := good(d.Start())(t).Settings
	next := settings
	next.TimestampURL = "http://pki.example.com/tsa"
	good(d.SetSettings(settings, next))(t)
	request := desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "geheim genoeg", Party: "processor", Level: "B-T"}
	lower := good(d.Sign(request))(t)
	if got := lower.Report.Signatures[0].Level; got != "B-B" || lower.Lower == "" {
		t.Fatalf("level %s, %q", got, lower.Lower)
	}
	m.away = false
	request.Document = lower.Document.ID
	raised := good(d.Sign(request))(t)
	if got := raised.Report.Signatures; got[0].Level != "B-T" || len(got) != 2 || raised.Lower != "" {
		t.Errorf("raised to %+v, %q", got, raised.Lower)
	}
	state(t, d, o.ID, "signed-by-processor")
}
