package incident_test

import (
	"slices"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/incident"
	"verwoord/templates"
)

// What For returns is held against the agreement with that client.
func TestAgainst(t *testing.T) {
	data, err := templates.FS.ReadFile("catalogue.json")
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := dossier.ParseCatalogue(data)
	if err != nil {
		t.Fatal(err)
	}
	d := &dossier.Dossier{ID: client, Processor: dossier.Processor{Entities: []string{"jex-nederland", "jex-works"}}, Processing: dossier.Processing{
		Services:     []dossier.Service{{ID: "lead-forwarding", Role: "processor"}, {ID: "temporary-employment", Role: "controller"}},
		DataSubjects: []string{"applicants"}, PersonalData: []string{"name"},
	}}
	i := &incident.Incident{Entity: "jex-freelance", MeasuresBefore: []string{"mfa", "logging", "luck"}, Affected: []incident.Affected{{
		Client: client, Services: []string{"lead-forwarding", "payroll", "temporary-employment"},
		DataSubjects: []string{"applicants", "leads", "minors", "cats"}, PersonalData: []string{"name", "credentials", "bsn"},
	}}}
	want := []string{
		"/entity incident-entity", "/affected/0/services/1 incident-service", "/affected/0/services/2 incident-service-own",
		"/affected/0/dataSubjects/1 incident-not-in-agreement", "/affected/0/dataSubjects/3 incident-id-unknown",
		"/affected/0/personalData/2 incident-not-in-agreement", "/measuresBefore/2 incident-id-unknown",
	}
	var got []string
	for _, p := range i.Against(d, catalogue) {
		got = append(got, p.Path+" "+p.Code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	one := &dossier.Dossier{Processor: dossier.Processor{Entities: []string{"jex-works"}}, AdditionalTerms: []dossier.AdditionalTerm{
		{ID: "a", Term: dossier.TermBreachHours, Values: map[string]string{"hours": "12"}},
	}}
	i = &incident.Incident{Affected: []incident.Affected{{Client: "x"}}}
	if problems := i.Against(one, catalogue); len(problems) != 0 || i.Entity != "jex-works" || i.Own().TermHours != 12 {
		t.Errorf("of an agreement with one company: %s, %v", i.Entity, problems)
	}
}
