package desk_test

import (
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
)

// Beside a document stands to whom it was drafted. That makes it no newer, and what is done to it has words in the trail. Once the dossier says
// something else, what that is can be asked.
func TestBesideADocument(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t).Document.ID
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	signed := good(d.Sign(desk.SignRequest{Document: made, Identity: id.ID, Password: "geheim genoeg", Party: "processor"}))(t).Document.ID
	good(d.Mail(made))(t)
	good(d.Mail(made))(t)
	state(t, d, o.ID, "signed-by-processor")
	list := good(d.Documents(o.ID))(t)
	if list[0].ID != signed || len(list[0].Mailed) != 0 || list[1].ID != made || len(list[1].Mailed) != 2 || list[1].Mailed[0].To != "m.vanderlinde@example.nl" {
		t.Errorf("documents %+v", list)
	}
	if names := good(d.Changed(signed))(t); len(names) != 0 {
		t.Errorf("changed at once: %q", names)
	}
	next := good(d.Open(o.ID))(t)
	next.Dossier.Controller.Name, next.Dossier.Processor.Signatory.Name = "Zorggroep De Eik B.V.", "Hanneke de Jong"
	good(d.Change(o.ID, next.Version, next.Dossier))(t)
	if names := good(d.Changed(signed))(t); !slices.Equal(names, []string{"Naam van de klant", "Naam van de ondertekenaar van JEX"}) {
		t.Errorf("changed: %q", names)
	}

	good(d.NewIncident(false))(t)
	due := good(d.Clients(desk.Look{Due: 3}))(t).Due
	if err := d.TickOff(due[0].Client, due[0].Key, true); err != nil {
		t.Fatal(err)
	}
	for _, line := range good(d.Trail(50, false))(t).Lines {
		if strings.Contains(line.Kind+line.Action, "store.") {
			t.Errorf("no words for %+v", line)
		}
	}
}
