package desk

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/store"
)

// bytes are what is in a file.
func (f File) bytes() ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(f.Data)
	if err != nil {
		return nil, refuse("no-file", "/data", "name", f.Name)
	}
	return data, nil
}

func newFile(name string, data []byte) File {
	return File{Name: name, Data: base64.StdEncoding.EncodeToString(data)}
}

// Save lets the user keep a file. It returns the name it got, empty when the user thought better of it.
func (d *Desk) Save(f File) (name string, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Save")
	defer done()
	return d.host.Save(ctx, f)
}

// Pick lets the user choose a file: of kind pdf, dossier (JSON, or a PDF with one inside), identity, backup or trust
// (a certificate). Its name is empty when
// the user thought better of it.
func (d *Desk) Pick(kind string) (f File, err error) {
	defer d.guard(&err)
	if !slices.Contains(Kinds[:], kind) {
		return File{}, refuse("no-kind", "", "kind", kind)
	}
	ctx, done := d.begin("Pick")
	defer done()
	return d.host.Pick(ctx, kind)
}

// Hand gives a file to the program that the system opens such files with: a message to the mail program, a PDF to its reader. In a
// browser that is a download.
func (d *Desk) Hand(f File) (err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Hand")
	defer done()
	return d.host.Hand(ctx, f)
}

// Export returns the dossier of a client as a file.
func (d *Desk) Export(client string) (f File, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return File{}, err
	}
	r, err := db.Get(store.Dossier, client)
	if err != nil {
		return File{}, err
	}
	next, err := read(r.Data)
	name := plain(next.Controller.Name)
	if name == "" {
		name = client
	}
	return newFile(name+".verwoord.json", r.Data), err
}

// inside takes the dossier out of a PDF or JSON file.
func (d *Desk) inside(data []byte) (*dossier.Dossier, dossier.Problems, error) {
	if engine.IsPDF(data) {
		attached, err := d.engine().Extract(data)
		if errors.Is(err, engine.ErrNoDossier) {
			return nil, nil, refuse("no-dossier", "")
		}
		if err != nil {
			return nil, nil, err
		}
		data = attached
	}
	next, problems := dossier.Decode(data)
	return next, problems, nil
}

// ContinueFrom takes the dossier out of a PDF or JSON file. It becomes the next version of the client with that id, which Undo takes
// back, or a new client. A PDF that is signed is kept among the client's documents. The error has the code "no-dossier", or "bad-dossier" with
// the first problem.
func (d *Desk) ContinueFrom(f File) (o Open, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("ContinueFrom")
	defer done()
	db, err := d.open()
	if err != nil {
		return Open{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return Open{}, err
	}
	next, problems, err := d.inside(data)
	if err != nil {
		return Open{}, err
	}
	if next == nil {
		p := d.worded(problems)[0]
		return Open{}, refuse("bad-dossier", p.Path, "name", f.Name, "reason", p.Message)
	}
	if next.ID == "" {
		if next.ID, err = d.newID("client-"); err != nil {
			return Open{}, err
		}
	}
	version := 0
	switch kept, err := db.Get(store.Dossier, next.ID); {
	case err == nil:
		version = kept.Version
		old, err := read(kept.Data)
		if err != nil {
			return Open{}, err
		}
		*next = merged(*next, old)
	case !errors.Is(err, store.ErrNotFound):
		return Open{}, err
	}
	o, err = d.put(db, *next, version)
	if err != nil || !engine.IsPDF(data) {
		return o, err
	}
	if err := d.keepSigned(ctx, db, o, data); err != nil {
		return Open{}, err
	}
	return d.Open(o.ID)
}

// Backup returns everything that is kept as one file under a passphrase.
func (d *Desk) Backup(passphrase string) (f File, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return File{}, err
	}
	if passphrase == "" {
		return File{}, refuse("passphrase-short", "", "count", "0", "minimum", "8")
	}
	var b bytes.Buffer
	if err := db.Export(&b, passphrase); err != nil {
		return File{}, err
	}
	return newFile("verwoord-"+d.today()+".verwoord", b.Bytes()), nil
}

// RestoreBackup merges a backup into what is kept. Nothing is overwritten that was changed here as well.
func (d *Desk) RestoreBackup(f File, passphrase string) (restored Restored, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Restored{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return Restored{}, err
	}
	report, err := db.Import(bytes.NewReader(data), passphrase)
	if err != nil {
		return Restored{}, err
	}
	restored = Restored{Added: report.Added, Updated: report.Updated, Kept: report.Kept, Conflicts: []string{}, Damage: []string{}}
	for _, c := range report.Conflicts {
		restored.Conflicts = append(restored.Conflicts, d.explain(c).Message)
	}
	for _, e := range report.Damage {
		restored.Damage = append(restored.Damage, d.explain(e).Message)
	}
	return restored, nil
}
