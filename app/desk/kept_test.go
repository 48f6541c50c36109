package desk_test

import (
	"slices"
	"testing"

	"verwoord/app/desk"
)

// Whatever a window does with what is kept, the others are told once it is kept, and a window that did not hear of it can see that there is
// something new. What is only looked at is not told.
func TestKept(t *testing.T) {
	d, m := started(t)
	before := good(d.Changes())(t)
	told := func(what string, want ...string) {
		t.Helper()
		if !slices.Equal(m.kept, want) {
			t.Errorf("%s: told %q, want %q", what, m.kept, want)
		}
		m.kept = nil
		after := good(d.Changes())(t)
		if (after > before) != (len(want) > 0) {
			t.Errorf("%s: %d changes before, %d after", what, before, after)
		}
		before = after
	}
	const client = "zorggroep-de-linde"
	o := good(d.NewClient(true))(t)
	told("a new client", "dossier "+client+" 1")
	next := o.Dossier
	next.Controller.Address.City = "Delft"
	s := good(d.Change(client, o.Version, next))(t)
	told("a change", "dossier "+client+" 2")
	good(d.Change(client, s.Version, next))(t)
	told("a change of nothing")
	mine := o.Dossier
	mine.Controller.KvK = "87654321"
	merged := good(d.Merge(client, o.Dossier, mine, nil))(t).Open
	told("a merge", "dossier "+client+" 3")
	back := good(d.Undo(client, merged.Version))(t)
	told("an undo", "dossier "+client+" 4")
	o = good(d.Redo(client, back.Version))(t)
	told("a redo", "dossier "+client+" 5")
	file := good(d.Export(client))(t)
	good(d.Clients(desk.Look{}))(t)
	good(d.Documents(""))(t)
	told("a look")
	good(d.ContinueFrom(file, nil))(t)
	told("a file with nothing new")
	made := good(d.Make(client, desk.Request{Document: "agreement"}))(t)
	told("a document", "document "+client+" 0")
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Organisation: "JEX", Country: "NL", Password: "geheim genoeg"}))(t)
	told("an identity", "identity  0")
	good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "geheim genoeg", Party: "processor"}))(t)
	told("a signature", "document "+client+" 0")
	if err := d.RemoveIdentity(id.ID); err != nil {
		t.Fatal(err)
	}
	told("an identity that is removed", "identity  0")
	base := good(d.Start())(t).Settings
	good(d.SetSettings(base, base))(t)
	told("settings", "setting  0")
	if err := d.Remove(client, o.Version); err != nil {
		t.Fatal(err)
	}
	told("a client that is removed", "dossier "+client+" 0")
	other, _ := started(t)
	good(other.NewClient(false))(t)
	good(d.RestoreBackup(good(other.Backup(passphrase))(t).File, passphrase, nil))(t)
	told("a backup", "  0")
}
