package incident_test

import (
	"strings"
	"testing"

	"verwoord/app/incident"
	"verwoord/app/record"
)

// What does not belong in a text is found and told by its place: no problem repeats it.
func TestSecretsAreNotEchoed(t *testing.T) {
	limits := tables(t)
	for _, secret := range []struct{ text, code, part string }{
		{"Het gaat om BSN 111222333 van een kandidaat in het bestand.", "bsn-certain", "1112"},
		{"Het gaat om nummer 123456782 van een kandidaat in het bestand.", "bsn-likely", "1234"},
		{"Het gaat om nummer 1234.56.782 van een kandidaat in het bestand.", "bsn-likely", "1234"},
		{"Er is betaald op NL91ABNA0417164300, en verder niets.", "iban", "0417"},
		{"De berichten gingen naar piet.de.boer@example.nl, en naar niemand anders.", "incident-email", "piet"},
	} {
		_, problems := compose(t, limits, []string{`/description "` + secret.text + `"`, `/affected/0/note "` + secret.text + `"`}, firstSent, nil, nil)
		found := 0
		for _, p := range problems {
			if p.Code == secret.code {
				found++
			}
			for name, arg := range p.Args {
				if strings.Contains(arg, secret.part) {
					t.Errorf("%s: %s repeats it: %s", p.Code, name, arg)
				}
			}
		}
		if found != 2 {
			t.Errorf("%s is told %d times in %q: %v", secret.code, found, secret.text, problems)
		}
	}
}

// In a printed copy an excuse goes with its text, or goes away with it.
func TestExcusesGoWithTheirTexts(t *testing.T) {
	i := &incident.Incident{
		Schema: incident.Schema, ID: "a", Systems: []incident.System{{Name: "een"}, {Name: "order 123456782"}},
		NotBSN:   []incident.NotBSN{{Path: "/systems/1/name", Reason: "order"}, {Path: "/discovery", Reason: "order"}},
		Affected: []incident.Affected{{Client: "x"}},
	}
	printed := incident.Kind.Printed(i, record.ShownOf(map[string]bool{"/systems/1/name": true})).(*incident.Incident)
	if len(printed.NotBSN) != 1 || printed.NotBSN[0].Path != "/systems/0/name" || len(printed.Systems) != 1 {
		t.Errorf("%+v %+v", printed.NotBSN, printed.Systems)
	}
	if len(i.NotBSN) != 2 {
		t.Error("the record itself changed")
	}
}
