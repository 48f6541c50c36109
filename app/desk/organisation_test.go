package desk_test

import (
	"encoding/base64"
	"slices"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/dossier"
	"verwoord/app/organisation"
	"verwoord/app/record"
)

// Two windows that change what the organisation knows of itself keep what the other changed, and a new client starts with it.
func TestOrganisationTogether(t *testing.T) {
	d, _ := started(t)
	base := good(d.Organisation())(t).Organisation
	one, other := base, base
	one.BreachContact = record.Person{Name: "Meldpunt", Email: "meldpunt@example.nl"}
	one.Entities = slices.Clone(base.Entities)
	one.Entities[1].Apart = true
	other.Signatories = []organisation.Signatory{{ID: "s", Person: record.Person{Name: "Sander de Voorbeeld"}, Basis: "statutory"}}
	other.BreachContact = record.Person{Name: "Piket"}
	good(d.SetOrganisation(base, one))(t)
	kept := good(d.SetOrganisation(base, other))(t).Organisation
	p := good(d.NewClient(false))(t).Dossier.Processor
	if p.Signatory.Name != "Sander de Voorbeeld" || p.BreachContact.Name != "Piket" || p.BreachContact.Email != "meldpunt@example.nl" || len(p.Entities) != len(kept.Entities)-1 {
		t.Errorf("a new client starts with %+v", p)
	}
}

// A row of a client says that the register has moved on, and stays as it was agreed.
func TestRegisterMovesOn(t *testing.T) {
	d, _ := started(t)
	base := good(d.Organisation())(t).Organisation
	next := base
	next.Subprocessors = []organisation.Row{{ID: "hosting", Company: dossier.Subprocessor{Name: "Voorbeeld Hosting B.V."}}}
	next = good(d.SetOrganisation(base, next))(t).Organisation
	row := next.Subprocessors[0]
	if row.Version == "" || row.Changed == "" {
		t.Fatalf("row %+v", row)
	}
	open := good(d.NewClient(false))(t)
	agreed := row.Company
	agreed.Register = &dossier.RegisterRow{ID: row.ID, Version: row.Version}
	open.Dossier.Subprocessors = []dossier.Subprocessor{agreed}
	says := func(problems []desk.Problem) string {
		for _, p := range problems {
			if p.Path == "/subprocessors/0/register" {
				return p.Code
			}
		}
		return ""
	}
	saved := good(d.Change(open.ID, open.Version, open.Dossier))(t)
	if code := says(saved.Problems); code != "" {
		t.Errorf("a row as the register has it: %s", code)
	}
	for _, change := range []struct {
		do   func(*dossier.Subprocessor)
		code string
		city string
	}{
		{func(s *dossier.Subprocessor) { s.LastChecked = "2026-11-20" }, "", ""}, // a check changes nothing that was agreed
		{func(s *dossier.Subprocessor) { s.Address.City = "Utrecht" }, "register-moved", "Utrecht"},
		{func(s *dossier.Subprocessor) { s.Address.City = "" }, "", ""},
	} {
		moved := next
		moved.Subprocessors = slices.Clone(next.Subprocessors)
		change.do(&moved.Subprocessors[0].Company)
		next = good(d.SetOrganisation(next, moved))(t).Organisation
		if city := change.city; city != "" {
			if e := next.Subprocessors[0].Earlier; len(e) != 1 || e[0].Version != row.Version || e[0].Company.Address.City != "" {
				t.Errorf("what the client agreed to is not kept in the register: %+v", e)
			}
		}
		kept := good(d.Open(open.ID))(t)
		if code := says(kept.Problems); code != change.code || kept.Dossier.Subprocessors[0].Address.City != "" {
			t.Errorf("%q, want %q; %+v", code, change.code, kept.Dossier.Subprocessors[0])
		}
	}
	gone := next
	gone.Subprocessors = nil
	good(d.SetOrganisation(next, gone))(t)
	if code := says(good(d.Open(open.ID))(t).Problems); code != "register-gone" {
		t.Errorf("after the row has gone: %q", code)
	}
}

// A file of the organisation fills in what is not known and replaces what it says otherwise; a company is known by its entry in a register,
// whatever its id is elsewhere.
func TestOrganisationFile(t *testing.T) {
	d, _ := started(t)
	base := good(d.Organisation())(t).Organisation
	next := base
	entry := record.Registration{Kind: "kvk", Number: "12345678", Country: "NL"}
	next.Subprocessors = []organisation.Row{{ID: "here", Company: dossier.Subprocessor{Name: "Hosting B.V.", Registration: entry}}, {ID: "other", Company: dossier.Subprocessor{Name: "Blijft"}}}
	good(d.SetOrganisation(base, next))(t)
	file := organisation.Organisation{Schema: organisation.Schema, ID: "x", BreachContact: record.Person{Name: "Meldpunt"}}
	file.Subprocessors = []organisation.Row{{ID: "there", Company: dossier.Subprocessor{Name: "Voorbeeld Hosting B.V.", Registration: entry}}, {ID: "new", Company: dossier.Subprocessor{Name: "Nieuw"}}}
	in := desk.File{Name: "x.json", Data: base64.StdEncoding.EncodeToString(organisation.Type.Encode(&file))}
	out := good(d.ImportOrganisation(in))(t)
	var names []string
	for _, r := range out.Organisation.Subprocessors {
		names = append(names, r.ID+" "+r.Company.Name)
	}
	if want := []string{"here Voorbeeld Hosting B.V.", "other Blijft", "new Nieuw"}; !slices.Equal(names, want) || out.Added != 1 || out.Updated != 1 {
		t.Errorf("%q, %d added, %d updated", names, out.Added, out.Updated)
	}
	back := good(d.ExportOrganisation())(t)
	if again := good(d.ImportOrganisation(back))(t); again.Added != 0 || again.Organisation.BreachContact.Name != "Meldpunt" {
		t.Errorf("its own file: %d added", again.Added)
	}
	_, err := d.ImportOrganisation(desk.File{Name: "x.json", Data: base64.StdEncoding.EncodeToString([]byte(`{"schema":"verwoord/dossier/2"}`))})
	refused(t, err, "bad-record")
}

// A copy of a client has what was agreed, and nothing that the other client is or said.
func TestCopyClient(t *testing.T) {
	d, _ := started(t)
	from := good(d.NewClient(true))(t)
	from.Dossier.Processing.Services[0].RoleConfirmed = &dossier.Confirmation{By: "Jurist"}
	good(d.Change(from.ID, from.Version, from.Dossier))(t)
	was, got := from.Dossier, good(d.CopyClient(from.ID))(t).Dossier
	if got.ID == was.ID || got.Controller.Name != "" || got.Controller.KvK != "" || got.MainAgreement != (dossier.MainAgreement{}) || got.Processing.Start != "" {
		t.Errorf("%+v, %+v, start %q", got.Controller, got.MainAgreement, got.Processing.Start)
	}
	if len(got.Subprocessors) != len(was.Subprocessors) || len(got.AdditionalTerms) != len(was.AdditionalTerms) || !slices.Equal(got.Processing.PersonalData, was.Processing.PersonalData) {
		t.Errorf("%d sub-processors, %d terms", len(got.Subprocessors), len(got.AdditionalTerms))
	}
	for _, s := range got.Processing.Services {
		if s.RoleConfirmed != nil || s.Purpose == "" {
			t.Errorf("%+v", s)
		}
	}
	consents := 0
	for i, s := range was.Subprocessors {
		for j, x := range s.Transfers {
			if x.Consent != "" {
				consents++
			}
			if got.Subprocessors[i].Transfers[j].Consent != "" || got.Subprocessors[i].Transfers[j].Mechanism != x.Mechanism {
				t.Errorf("%+v", got.Subprocessors[i].Transfers[j])
			}
		}
	}
	if consents == 0 {
		t.Error("the example has no consent to leave out")
	}
}
