package desk_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/dossier"
	"verwoord/app/store"
)

func TestPassphrase(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	_, err := d.SetPassphrase("", "kort")
	refused(t, err, "passphrase-short")
	s := good(d.SetPassphrase("", "paard batterij nietje"))(t)
	if s.Protection != "passphrase" || m.secret != nil {
		t.Errorf("protected by %q", s.Protection)
	}
	_, err = d.SetPassphrase("", "")
	refused(t, err, "store.key")
	if s = good(d.Lock())(t); !s.Locked {
		t.Error("not locked")
	}
	_, err = d.Clients(desk.Look{})
	refused(t, err, "locked")

	again := desk.New(m)
	if s = good(again.Start())(t); !s.Locked || s.Protection != "passphrase" || s.Settings.Language != "nl" {
		t.Errorf("started %+v", s)
	}
	_, err = again.Unlock("iets anders")
	refused(t, err, "store.key")
	if s = good(again.Unlock("paard batterij nietje"))(t); s.Locked {
		t.Error("still locked")
	}
	good(again.Open(o.ID))(t)
	if s = good(again.SetPassphrase("paard batterij nietje", ""))(t); s.Protection != "device" || m.secret == nil {
		t.Errorf("protected by %q", s.Protection)
	}
}

// Who never chose a passphrase is not asked for one when the machine has lost its key.
func TestKeyOutOfReach(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	secret := m.secret
	m.secret = nil
	_, err := desk.New(m).Start()
	refused(t, err, "key-away")
	m.secret = secret
	again := desk.New(m)
	good(again.Start())(t)
	good(again.Open(o.ID))(t)
}

// Two windows that are the first, at the same moment, agree on the key: else the store would be one that only the first of them can open.
func TestFirstTwice(t *testing.T) {
	m := newMachine()
	one, other := desk.New(m), desk.New(m)
	m.saving = func() { good(other.Start())(t) }
	good(one.Start())(t)
	o := good(one.NewClient(true))(t)
	good(other.Open(o.ID))(t)
	good(desk.New(m).Start())(t)
}

// A window that does not know that another went back from a passphrase to the machine's key cannot make that key useless.
func TestKeyStays(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	good(d.SetPassphrase("", passphrase))(t)
	other := desk.New(m)
	good(other.Start())(t)
	good(other.Unlock(passphrase))(t)
	good(other.SetPassphrase(passphrase, ""))(t)
	for _, before := range []string{passphrase, "iets anders", ""} {
		_, err := d.SetPassphrase(before, "")
		if before != "" {
			refused(t, err, "store.key")
		}
		again := desk.New(m)
		if s := good(again.Start())(t); s.Locked {
			t.Fatalf("after %q there is a passphrase", before)
		}
		good(again.Open(o.ID))(t)
	}
}

// A passphrase that is set locks the other windows; when it is taken away they go on by themselves.
func TestPassphraseElsewhere(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	other := desk.New(m)
	good(other.Start())(t)
	good(d.SetPassphrase("", passphrase))(t)
	_, err := other.Open(o.ID)
	refused(t, err, "store.rotated")
	_, err = other.Open(o.ID)
	refused(t, err, "locked")
	good(other.Unlock(passphrase))(t)
	good(other.Open(o.ID))(t)
	good(d.SetPassphrase(passphrase, ""))(t)
	_, err = other.Open(o.ID)
	refused(t, err, "store.rotated")
	good(other.Open(o.ID))(t)
}

// When an older copy of all that is kept is in its place, the first screen says so, once; the trail goes on saying it.
func TestOlderCopy(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	older := copyOf(t, m.backend)
	o.Dossier.Controller.Address.City = "Amersfoort"
	good(d.Change(o.ID, o.Version, o.Dossier))(t)
	again := desk.New(m)
	good(again.Start())(t)
	if trail := good(again.Trail(0, false))(t); len(trail.Damage) > 0 {
		t.Fatalf("nothing was put back: %q", trail.Damage)
	}
	m.backend = older
	for _, want := range []int{1, 0} {
		again := desk.New(m)
		good(again.Start())(t)
		if trail := good(again.Trail(0, false))(t); len(trail.Damage) != want || want > 0 && !strings.Contains(trail.Damage[0], "ouder") {
			t.Errorf("an older copy: %q", trail.Damage)
		}
	}
	last := desk.New(m)
	good(last.Start())(t)
	said := false
	for _, line := range good(last.Trail(100, false))(t).Lines {
		said = said || line.Seq == 0 && strings.Contains(line.Action, "eerdere kopie")
	}
	if !said {
		t.Error("the trail does not tell of it")
	}
}

// copyOf is another memory with the same in it.
func copyOf(t *testing.T, from store.Backend) *store.Memory {
	t.Helper()
	buckets := []string{"meta", "spaces", "op", ".trail", "sales.trail", "sales.feed", "sales.tree", "sales.data"}
	for _, kind := range []string{"dossier", "document", "setting", "history", "tally"} {
		buckets = append(buckets, "sales.kind."+kind, "sales.client."+kind)
	}
	to := new(store.Memory)
	err := from.View(t.Context(), func(a store.Tx) error {
		return to.Update(t.Context(), func(b store.Tx) error {
			for _, bucket := range buckets {
				items, err := a.Range(bucket, "", "", 10_000)
				if err != nil {
					return err
				}
				for _, item := range items {
					if err := b.Put(bucket, item.Key, item.Value); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func TestBackup(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	file := good(d.Backup(passphrase))(t).File
	other, _ := started(t)
	_, err := other.RestoreBackup(file, "iets anders", nil)
	refused(t, err, "store.key")
	if r := good(other.RestoreBackup(file, passphrase, nil))(t); r.Added == 0 || len(r.Clients) != 1 || len(r.Damage) > 0 {
		t.Errorf("restored %+v", r)
	}
	good(other.Open(o.ID))(t)
}

// A dossier that a newer program kept is not gone on with by an older one, which would leave out what it does not know.
func TestNewerDossier(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	mine := good(d.NewClient(true))(t)
	s, err := store.Open(t.Context(), m.backend, store.World{Rand: m.rand, Now: m.Now}, store.Key{Secret: m.secret})
	if err != nil {
		t.Fatal(err)
	}
	kept := store.Ref{Space: store.Sales, Kind: store.Dossier, ID: o.ID}
	for _, text := range []string{`{"schema":"verwoord/dossier/9"}`, `{"schema":"verwoord/dossier/2","colour":"red"}`} {
		r := good(s.Get(t.Context(), kept))(t)
		by := store.By{Op: good(store.NewOp(m.rand))(t)}
		r = good(s.Put(t.Context(), by, store.Change{Ref: kept, Base: r.Version, Client: o.ID, Data: []byte(text)}))(t)[0]
		_, err = d.Open(o.ID)
		refused(t, err, "store.newer")
		_, err = d.Export(o.ID)
		refused(t, err, "store.newer")
		_, err = d.Change(o.ID, o.Version, o.Dossier) // by a window that had it open
		refused(t, err, "store.conflict")
		_, err = d.Merge(o.ID, o.Dossier, o.Dossier, nil)
		refused(t, err, "store.newer")
		if v := good(d.Clients(desk.Look{}))(t); len(v.Clients) != 1 || len(v.Damage) != 1 {
			t.Errorf("%s: listed %+v, damage %q", text, v.Clients, v.Damage)
		}
		if known := good(d.KnownSubprocessors("x"))(t); len(known) != len(mine.Dossier.Subprocessors) {
			t.Errorf("%s: %d sub-processors are known", text, len(known))
		}
		if now := good(s.Get(t.Context(), kept))(t); now.Version != r.Version {
			t.Errorf("%s was changed", text)
		}
	}
}

// What cannot be opened any more can be set aside, and a backup brings back what it has; what can be opened is left alone.
func TestStartAnew(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	file := good(d.Backup(passphrase))(t).File
	good(d.StartAnew())(t)
	good(d.Open(o.ID))(t)
	spoil := map[string]func(){
		"forgotten": func() { good(d.SetPassphrase("", "wat was het ook weer"))(t) },
		"no key":    func() { m.secret = nil },
		"damaged": func() {
			if err := m.backend.Update(t.Context(), func(tx store.Tx) error { return tx.Delete("meta", "keys") }); err != nil {
				t.Fatal(err)
			}
		},
	}
	for _, name := range []string{"forgotten", "no key", "damaged"} {
		spoil[name]()
		old := m.backend
		d = desk.New(m)
		s := good(d.StartAnew())(t)
		if s.Locked || len(good(d.Clients(desk.Look{}))(t).Clients) != 0 {
			t.Errorf("%s: started %+v", name, s)
		}
		if m.aside[len(m.aside)-1] != old {
			t.Errorf("%s: what was there is gone", name)
		}
		good(d.RestoreBackup(file, passphrase, nil))(t)
		good(d.Open(o.ID))(t)
	}
	if err := m.backend.Update(t.Context(), func(tx store.Tx) error { return tx.Put("meta", "keys", []byte(`{"format":"verwoord/store/9"}`)) }); err != nil {
		t.Fatal(err)
	}
	_, err := desk.New(m).StartAnew()
	refused(t, err, "store.newer")
}

// What cannot be saved can leave as a file all the same, from a store that is locked as well, and come in elsewhere.
func TestExportUnsaved(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	o.Dossier.Controller.Address.City = "Amersfoort"
	good(d.SetPassphrase("", passphrase))(t)
	good(d.Lock())(t)
	file := good(d.ExportUnsaved(o.ID, o.Dossier))(t)
	if file.Name != "zorggroep-de-linde-b-v.verwoord.json" {
		t.Errorf("it is called %q", file.Name)
	}
	other, _ := started(t)
	m := good(other.ContinueFrom(file, nil))(t)
	if m.Client != o.ID || m.Open.Dossier.Controller.Address.City != "Amersfoort" {
		t.Errorf("came in as %+v", m)
	}
}

// An id that came in a file and cannot be one of ours is refused in words; any other is an id, whatever it looks like.
func TestHostileID(t *testing.T) {
	d, _ := started(t)
	in := func(id string) desk.File {
		text := good(json.Marshal(map[string]any{"schema": dossier.Schema, "id": id}))(t)
		return desk.File{Name: "klant.json", Data: base64.StdEncoding.EncodeToString(text)}
	}
	for _, id := range []string{"a\x00b", "zorg\n", strings.Repeat("x", 201)} {
		_, err := d.ContinueFrom(in(id), nil)
		refused(t, err, "bad-id")
	}
	for _, id := range []string{"../../x", "a/b", "a#b?c%2f", "__proto__", strings.Repeat("x", 200)} {
		m := good(d.ContinueFrom(in(id), nil))(t)
		o := good(d.Open(id))(t)
		if !m.Added || o.ID != id {
			t.Errorf("%q came in as %q", id, o.ID)
		}
		o.Dossier.Controller = good(d.NewClient(true))(t).Dossier.Controller
		good(d.Change(id, o.Version, o.Dossier))(t)
		if f := good(d.Export(id))(t); strings.ContainsAny(f.Name, `/\:*?"<>|`) {
			t.Errorf("%q is written to %q", id, f.Name)
		}
	}
}

// Every system takes the names of our files, whatever a client is called.
func TestFileNames(t *testing.T) {
	d, _ := started(t)
	for client, want := range map[string]string{
		`A/B: "C"?`:                 "a-b-c",
		"CON":                       "con-",
		"lpt1.":                     "lpt1-",
		"../../etc":                 "etc",
		"Zorg & Zn. B.V.":           "zorg-zn-b-v",
		"Ünïcode":                   "ünïcode",
		strings.Repeat("lang ", 99): strings.Repeat("lang-", 17) + "lang",
		strings.Repeat("é", 99):     strings.Repeat("é", 45),
	} {
		o := good(d.NewClient(false))(t)
		o.Dossier.Controller.Name = client
		good(d.Change(o.ID, o.Version, o.Dossier))(t)
		if f := good(d.Export(o.ID))(t); f.Name != want+".verwoord.json" {
			t.Errorf("%q is written to %q", client, f.Name)
		}
	}
	o := good(d.NewClient(false))(t)
	o.Dossier.Controller.Name = "?"
	good(d.Change(o.ID, o.Version, o.Dossier))(t)
	if f := good(d.Export(o.ID))(t); f.Name != o.ID+".verwoord.json" {
		t.Errorf("a client without a name is written to %q", f.Name)
	}
}

// Who has damage needs a backup most: it is made of all that can be read, and says what is not in it.
func TestBackupOfDamage(t *testing.T) {
	damages := map[string]func(store.Tx) error{
		"a client": func(tx store.Tx) error {
			items, err := tx.Range("sales.data", "", "", 1)
			return errors.Join(err, tx.Put("sales.data", items[0].Key, items[0].Value[:40]))
		},
		"a line of the trail": func(tx store.Tx) error { return tx.Delete("sales.trail", "0000000000000002") },
		"the end of the trail": func(tx store.Tx) error {
			end, err := tx.Get("meta", "root")
			return errors.Join(err, tx.Put("meta", "root", end[:len(end)-1]))
		},
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			d, m := started(t)
			good(d.NewClient(true))(t)
			good(d.NewClient(true))(t)
			if err := m.backend.Update(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			c := good(d.Backup(passphrase))(t)
			if len(c.Damage) == 0 {
				t.Error("nothing is said of the damage")
			}
			other, _ := started(t)
			r := good(other.RestoreBackup(c.File, passphrase, nil))(t)
			if want := 2; len(r.Clients) < want-1 || name != "a client" && len(r.Clients) != want {
				t.Errorf("%d clients came back", len(r.Clients))
			}
			good(other.NewClient(true))(t)
		})
	}
	d, _ := started(t)
	_, err := d.Backup("kort")
	refused(t, err, "passphrase-short")
}
