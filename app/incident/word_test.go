package incident_test

import (
	"strings"
	"testing"

	"verwoord/app/incident"
	"verwoord/app/record"
)

// Names of clients that contain each other, and what may stand in a notice to each.
func TestNamesOfOthers(t *testing.T) {
	names := []string{"Noord B.V.", "Noord Logistiek B.V.", "Stichting Logistiek", "De Kade"}
	for _, c := range []struct {
		own, text string
		found     bool
	}{
		{"Noord B.V.", "Dit raakt Noord.", false},
		{"Noord B.V.", "Dit raakt NOORD B.V. en niemand anders.", false},
		{"Noord B.V.", "Dit raakt Noord Logistiek.", true},
		{"Noord B.V.", "Dit raakt Noord-Logistiek.", true},
		{"Noord B.V.", "de map noord_logistiek_2026.xlsx", true},
		{"Noord Logistiek B.V.", "Dit raakt Noord Logistiek.", false},
		{"Noord Logistiek B.V.", "Dit raakt Noord.", true},
		{"Noord Logistiek B.V.", "Noord Logistiek en Logistiek", true},
		{"Stichting Logistiek", "Dit raakt Logistiek.", false},
		{"Stichting Logistiek", "Noorderlicht en logistieke systemen", false},
		{"De Kade", "Het kantoor aan de kade", false},
		{"Noord B.V.", "Het kantoor aan de kade", true}, // a name is a name, whatever it means
	} {
		i := incident.Incident{ID: "datalek-1", Description: c.text, Affected: []incident.Affected{{Client: "x"}}}
		problems := i.NamesOthers(c.own, record.NamesOf(names...))
		if found := len(problems) > 0; found != c.found {
			t.Errorf("to %s: %q: %v", c.own, c.text, problems)
		}
		for _, p := range problems {
			for _, arg := range p.Args {
				if strings.ContainsAny(arg, "NL") {
					t.Errorf("the problem repeats the name: %+v", p)
				}
			}
		}
	}
	i := incident.Incident{ID: "noord-logistiek-2026", Affected: []incident.Affected{{Client: "x"}}}
	if problems := i.NamesOthers("Noord B.V.", record.NamesOf("Noord B.V.", "Noord Logistiek B.V.")); len(problems) != 1 || problems[0].Path != "/id" {
		t.Errorf("a reference with a name: %v", problems)
	}
}

// What For returns shares nothing with the record and has nothing of another client's row, also when it is filled in further.
func TestForSharesNothing(t *testing.T) {
	limits := tables(t)
	whole, _ := compose(t, limits, nil, firstSent, nil, nil)
	text := string(incident.Type.Encode(whole))
	for _, secret := range []string{"noord-logistiek", "7341", "Postvak van een recruiter"} {
		if strings.Contains(text, secret) {
			t.Errorf("the view holds %q", secret)
		}
	}
	i := incident.Incident{ID: "a", Parties: []incident.Party{{InformedAt: "2026-12-04T00:00:00Z"}}, Affected: []incident.Affected{{Client: "x"}, {Client: "y"}}}
	view, _ := i.For("y")
	view.Compose(limits, firstSent, nil, nil)
	if i.Parties[0].InformedAt != "2026-12-04T00:00:00Z" || i.Affected[1].People.Kind != "" || i.Affected[0].Client != "x" {
		t.Errorf("the record changed: %+v", i)
	}
}
