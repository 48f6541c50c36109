package office

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/dossier/testset"
	"verwoord/app/organisation"
	"verwoord/app/record"
	"verwoord/app/store"
)

// A client that goes to another machine as a file is there what it was, and goes back as it came.
func TestClientElsewhere(t *testing.T) {
	here, _ := newOffice(t, &store.Memory{})
	there, _ := newOffice(t, &store.Memory{})
	example := here.engine.Example("dossier")
	for n := range 40 {
		made, err := testset.Generate(example, n)
		if err != nil {
			t.Fatal(err)
		}
		in := good(here.ContinueFrom(t.Context(), here.act(t), File{Name: "x.json", Data: made}, nil))(t)
		out := good(here.Export(t.Context(), in.Client))(t)
		back := good(there.ContinueFrom(t.Context(), there.act(t), out, nil))(t)
		again := good(there.Export(t.Context(), back.Client))(t)
		first, versions := bare(t, out.Data)
		second, later := bare(t, again.Data)
		if !bytes.Equal(first, second) || again.Name != out.Name {
			t.Fatalf("client %d is another on another machine", n)
		}
		for _, v := range versions {
			if !slices.Contains(later, v) {
				t.Errorf("client %d: version %s is gone", n, v)
			}
		}
		if home := good(here.ContinueFrom(t.Context(), here.act(t), again, nil))(t); len(home.Conflicts) > 0 || home.Added {
			t.Errorf("client %d comes back as another", n)
		}
	}
}

// bare is a dossier without the names of its versions, and these.
func bare(t *testing.T, data []byte) ([]byte, []string) {
	t.Helper()
	d, problems := dossier.Decode(data)
	if d == nil {
		t.Fatal(problems)
	}
	versions := d.Versions
	d.Versions = nil
	return d.Encode(), versions
}

// What the organisation knows of itself is on another machine what it was, each member of it.
func TestOrganisationElsewhere(t *testing.T) {
	full := organisation.Organisation{}
	fill(reflect.ValueOf(&full).Elem(), new(int))
	full.Schema = organisation.Schema
	here, _ := newOffice(t, &store.Memory{})
	there, _ := newOffice(t, &store.Memory{})
	_, taken, err := here.ImportOrganisation(t.Context(), here.act(t), File{Data: organisation.Type.Encode(&full)})
	if err != nil || taken.Added == 0 {
		t.Fatal(err, taken)
	}
	out := good(here.ExportOrganisation(t.Context()))(t)
	if _, _, err := there.ImportOrganisation(t.Context(), there.act(t), out); err != nil {
		t.Fatal(err)
	}
	if again := good(there.ExportOrganisation(t.Context()))(t); !bytes.Equal(out.Data, again.Data) {
		t.Errorf("it was\n%s\nand is\n%s", out.Data, again.Data)
	}
	_, taken, err = here.ImportOrganisation(t.Context(), here.act(t), out)
	if err != nil || taken != (organisation.Taken{}) {
		t.Errorf("its own file changes it: %+v, %v", taken, err)
	}
}

// What a file does not know of a company does not take away what is known here: a day on which its number was compared with the register.
func TestOrganisationKeepsExtracts(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	known := good(o.Organisation(t.Context()))(t)
	id := known.Entities[0].ID
	with, without := known, known
	with.Entities = []organisation.Entity{{ID: id, Checked: &organisation.Extract{Day: "2026-11-01", Extract: "A-1"}}}
	with.Services = []organisation.Service{{ID: "lead-forwarding", Purpose: "Doel", Nature: "Aard", Approved: &organisation.Consent{By: "Hanneke de Jong", Function: "jurist", Day: "2026-11-02"}}}
	without.Entities = []organisation.Entity{{ID: id, Apart: true}}
	without.Services = []organisation.Service{{ID: "lead-forwarding", Purpose: "Doel", Nature: "Aard"}}
	for _, file := range []organisation.Organisation{with, without} {
		if _, _, err := o.ImportOrganisation(t.Context(), o.act(t), File{Data: organisation.Type.Encode(&file)}); err != nil {
			t.Fatal(err)
		}
	}
	now := good(o.Organisation(t.Context()))(t)
	at := slices.IndexFunc(now.Entities, func(e organisation.Entity) bool { return e.ID == id })
	if e := now.Entities[at]; !e.Compared() || !e.Apart {
		t.Errorf("the company is %+v", e)
	}
	if s := now.Services[0]; s.Approved == nil {
		t.Error("words that stayed as they were are no longer approved")
	}
	without.Services[0].Nature = "Andere aard"
	if _, _, err := o.ImportOrganisation(t.Context(), o.act(t), File{Data: organisation.Type.Encode(&without)}); err != nil {
		t.Fatal(err)
	}
	if s := good(o.Organisation(t.Context()))(t).Services[0]; s.Approved != nil || s.Nature != "Andere aard" {
		t.Errorf("other words are approved: %+v", s)
	}
}

// A file in which a company stands twice brings both: somebody has to look which is right.
func TestOrganisationTwice(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	file := organisation.Organisation{Schema: organisation.Schema, Subprocessors: []organisation.Row{
		{ID: "a", Company: dossier.Subprocessor{Name: "Example Hosting Ltd.", Service: "Mail"}},
		{ID: "b", Company: dossier.Subprocessor{Name: "Example Hosting Limited", Service: "Hosting"}},
	}}
	in := File{Data: organisation.Type.Encode(&file)}
	org, taken, err := o.ImportOrganisation(t.Context(), o.act(t), in)
	if err != nil || taken.Added != 2 || len(org.Subprocessors) != 2 {
		t.Fatal(err, taken, len(org.Subprocessors))
	}
	if ps := o.OrganisationProblems(org); !slices.ContainsFunc(ps, func(p record.Problem) bool { return p.Code == "register-twice" }) {
		t.Error("nobody is told")
	}
}

// fill puts something else into each place of a value.
func fill(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.String:
		*n++
		v.SetString(fmt.Sprint("w", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		*n++
		v.SetInt(int64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Map:
		*n++
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value, n)
		v.SetMapIndex(reflect.ValueOf(fmt.Sprint("k", *n)).Convert(v.Type().Key()), value)
	}
}

// good ends the test when something that must go well does not.
func good[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
