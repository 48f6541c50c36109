//go:build !js

package office

import (
	"os"
	"testing"
	"time"

	"verwoord/app/store"
)

// What a program of the first edition kept is as it was: the names, what can be undone and redone, the documents, and how far the agreement
// is. Its text is of today's version, and nothing was changed since it was signed.
func TestFirstEdition(t *testing.T) {
	data, err := os.ReadFile("testdata/first-edition.verwoord")
	if err != nil {
		t.Fatal(err)
	}
	o, c := newOffice(t, &store.Memory{})
	c.now = c.now.Add(time.Hour)
	r, err := o.RestoreBackup(t.Context(), o.act(t), data, "paard batterij nietje", nil)
	if err != nil || len(r.Clients) != 2 || len(r.Damage) > 0 {
		t.Fatal(r, err)
	}
	v := look(t, o)
	if len(v.Clients) != 2 || v.Clients[1].Name != "Twee B.V." || v.Clients[1].State != StateHalf {
		t.Fatalf("listed %+v", v.Clients)
	}
	documents, err := o.Documents(t.Context(), v.Clients[1].ID)
	if err != nil || len(documents) != 2 {
		t.Fatal(documents, err)
	}
	for _, d := range documents {
		if d.Outdated {
			t.Errorf("%s is called outdated", d.Name)
		}
	}
	open, err := o.Open(t.Context(), v.Clients[1].ID)
	if err != nil || !open.Undo || !open.Redo {
		t.Fatal(open.Undo, open.Redo, err)
	}
	names := ""
	for _, step := range []func() (Opened, error){
		func() (Opened, error) { return o.Redo(t.Context(), o.act(t), open.ID, open.Version) },
		func() (Opened, error) { return o.Undo(t.Context(), o.act(t), open.ID, open.Version) },
		func() (Opened, error) { return o.Undo(t.Context(), o.act(t), open.ID, open.Version) },
		func() (Opened, error) { return o.Undo(t.Context(), o.act(t), open.ID, open.Version) },
		func() (Opened, error) { return o.Redo(t.Context(), o.act(t), open.ID, open.Version) },
		func() (Opened, error) { return o.Redo(t.Context(), o.act(t), open.ID, open.Version) },
	} {
		if open, err = step(); err != nil {
			t.Fatal(err)
		}
		names += open.Dossier.Controller.Name + "; "
	}
	if names != "Drie B.V.; Twee B.V.; Een B.V.; Zorggroep De Linde B.V.; Een B.V.; Twee B.V.; " {
		t.Errorf("it was called %s", names)
	}
	if open.State != StateHalf {
		t.Errorf("back where it was, the agreement is %q", open.State)
	}
	next := open.Dossier
	next.Controller.Name = "Vier B.V."
	if open, err = o.Change(t.Context(), o.act(t), open.ID, open.Version, next); err != nil || open.State != StateOutdated {
		t.Fatal(open.State, err)
	}
	next.Controller.Name = "Twee B.V."
	if open, err = o.Change(t.Context(), o.act(t), open.ID, open.Version, next); err != nil || open.State != StateHalf {
		t.Errorf("called what it was, the agreement is %q, %v", open.State, err)
	}
}
