package desk_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/dossier"
	"verwoord/app/store"
)

// Two windows have one dossier open. What they changed apart comes together by itself, what they changed both is asked, and nothing of
// either is lost.
func TestMerge(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	mine, theirs := good(d.Open(o.ID))(t).Dossier, good(d.Open(o.ID))(t).Dossier
	mine.Controller.KvK, theirs.Controller.Address.City = "87654321", "Amersfoort"
	theirs.Subprocessors[0].Service = "Hosting"
	good(d.Change(o.ID, o.Version, theirs))(t)
	m := good(d.Merge(o.ID, o.Dossier, mine, nil))(t)
	if m.Open == nil || m.Open.Dossier.Controller.KvK != "87654321" || m.Open.Dossier.Controller.Address.City != "Amersfoort" {
		t.Fatalf("merged %+v", m)
	}
	want := []string{"Plaats van de klant", "Voorbeeld Hosting B.V.: Dienst van de subverwerker"}
	if !slices.Equal(m.Taken, want) {
		t.Errorf("taken over: %q, want %q", m.Taken, want)
	}

	base := m.Open
	mine, theirs = good(d.Open(o.ID))(t).Dossier, good(d.Open(o.ID))(t).Dossier
	mine.Controller.LegalForm, theirs.Controller.LegalForm = "foundation", "nv"
	mine.Processing.Start, theirs.Processing.Start = "2027-01-01", ""
	mine.Subprocessors = slices.Delete(mine.Subprocessors, 0, 1)
	theirs.Subprocessors[0].Locations = []string{"NL", "BE"}
	good(d.Change(o.ID, base.Version, theirs))(t)
	m = good(d.Merge(o.ID, base.Dossier, mine, nil))(t)
	var told []string
	settled := map[string]string{}
	for _, x := range m.Differences {
		told = append(told, x.Label+": "+x.Ours+" | "+x.Theirs)
		settled[x.Key] = "theirs"
	}
	want = []string{
		"Rechtsvorm van de klant: stichting | naamloze vennootschap (N.V.)",
		"Begindatum van de verwerking: 1 januari 2027 | ",
		"Lijst van subverwerkers:  | Voorbeeld Hosting B.V.",
	}
	if m.Open != nil || !slices.Equal(told, want) {
		t.Fatalf("to settle:\n%s\nwant:\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
	if kept := good(d.Open(o.ID))(t); kept.Dossier.Controller.LegalForm != "nv" {
		t.Error("something was saved before it was settled")
	}
	settled["/controller/legalForm"] = "ours"
	m = good(d.Merge(o.ID, base.Dossier, mine, settled))(t)
	if m.Open == nil || m.Open.Dossier.Controller.LegalForm != "foundation" || m.Open.Dossier.Processing.Start != "" || len(m.Open.Dossier.Subprocessors) != 4 {
		t.Fatalf("settled: %+v", m)
	}
	// What was not chosen, of either window, is one undo away.
	back := good(d.Undo(o.ID, m.Open.Version))(t)
	if back.Dossier.Controller.LegalForm != "nv" || back.Dossier.Processing.Start != "2027-01-01" || len(back.Dossier.Subprocessors) != 3 {
		t.Errorf("undone to %+v", back.Dossier)
	}
	if back = good(d.Undo(o.ID, back.Version))(t); !reflect.DeepEqual(back.Dossier, theirs) {
		t.Errorf("undone to %+v", back.Dossier)
	}
}

// A client that was removed elsewhere is kept only when one says so.
func TestMergeWithRemoved(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	if err := d.Remove(o.ID, o.Version); err != nil {
		t.Fatal(err)
	}
	if m := good(d.Merge(o.ID, o.Dossier, o.Dossier, nil))(t); !m.Gone || m.Open != nil {
		t.Errorf("merged %+v", m)
	}
	if m := good(d.Merge(o.ID, o.Dossier, o.Dossier, map[string]string{"": "ours"}))(t); m.Open == nil {
		t.Errorf("merged %+v", m)
	}
	good(d.Open(o.ID))(t)
}

// Every difference has a name in words, whatever the place.
func TestDifferencesAreNamed(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	none := good(d.NewClient(false))(t)
	theirs := none.Dossier
	theirs.Processing.Services = []dossier.Service{{ID: "leads", Role: "processor"}}
	good(d.Change(o.ID, o.Version, theirs))(t)
	m := good(d.Merge(o.ID, none.Dossier, o.Dossier, nil))(t)
	for _, x := range m.Differences {
		if x.Label == "" || strings.HasPrefix(x.Label, "field.") {
			t.Errorf("%s is called %q", x.Path, x.Label)
		}
	}
	for _, label := range m.Taken {
		if label == "" {
			t.Error("something without a name was taken over")
		}
	}
}

// The overview says what is due, and the client's own page the same.
func TestDue(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	if len(o.Due) != 1 || o.Due[0].At != "2026-12-01" || o.Due[0].Late || !strings.Contains(o.Due[0].What, "1 december 2026") {
		t.Fatalf("due %+v", o.Due)
	}
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	due := good(d.Clients(desk.Look{}))(t).Due
	if len(due) != 2 || due[0].Document != made.Document.ID || due[0].At != "2026-11-29" {
		t.Errorf("due %+v", due)
	}
	good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Organisation: "JEX", Country: "NL", Password: "geheim genoeg"}))(t)
	m.now = m.now.AddDate(0, 0, 12)
	if c := good(d.Clients(desk.Look{}))(t).Clients[0]; c.Due == nil || !c.Due.Late || c.Due.At != "2026-11-29" {
		t.Errorf("the client's next is %+v", c.Due)
	}
	m.now = m.now.AddDate(3, 0, 0)
	identity := false
	for _, x := range good(d.Clients(desk.Look{}))(t).Due {
		identity = identity || x.Client == "" && strings.Contains(x.What, "Sander de Voorbeeld")
	}
	if identity {
		t.Error("a certificate that ended and was not used last is still spoken of")
	}
}

// The trail tells what was done, and where it is broken.
func TestTrail(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	o.Dossier.Controller.Name = "Iets anders B.V."
	good(d.Change(o.ID, o.Version, o.Dossier))(t)
	trail := good(d.Trail(2, true))(t)
	if trail.Entries != 3 || len(trail.Lines) != 2 || trail.Lines[0].Name != "Iets anders B.V." || len(trail.Damage) > 0 {
		t.Fatalf("trail %+v", trail)
	}
	err := m.backend.Update(t.Context(), func(tx store.Tx) error { return tx.Delete("sales.trail", "0000000000000002") })
	if err != nil {
		t.Fatal(err)
	}
	trail = good(d.Trail(10, false))(t)
	if len(trail.Lines) != 2 || trail.Lines[1].Seq != 0 || len(trail.Damage) == 0 || !strings.Contains(trail.Damage[0], "regel 2") {
		t.Errorf("broken: %+v", trail)
	}
}
