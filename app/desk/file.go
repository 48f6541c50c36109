package desk

import (
	"cmp"
	"encoding/base64"
	"errors"
	"io/fs"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	store "verwoord/app/vault"
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
	name, err = d.host.Save(ctx, f)
	var refused *fs.PathError
	if errors.As(err, &refused) {
		d.host.Log(err.Error())
		err = refuse("not-saved", "", "name", f.Name)
	}
	return name, err
}

// Pick lets the user choose a file: of kind pdf, dossier (JSON, or a PDF with one inside), identity, backup or trust (a certificate). Its
// name is empty when the user thought better of it. The error has the code "no-file" when there is nothing in it that can be read.
func (d *Desk) Pick(kind string) (f File, err error) {
	defer d.guard(&err)
	if !slices.Contains(Kinds[:], kind) {
		return File{}, refuse("no-kind", "", "kind", kind)
	}
	ctx, done := d.begin("Pick")
	defer done()
	f, err = d.host.Pick(ctx, kind)
	if err == nil && f.Name != "" && f.Data == "" {
		err = refuse("no-file", "", "name", f.Name)
	}
	return f, err
}

// Hand gives a file to the program that the system opens such files with: a message to the mail program, a PDF to its reader. In a
// browser that is a download.
func (d *Desk) Hand(f File) (err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Hand")
	defer done()
	if err := d.host.Hand(ctx, f); err != nil && ctx.Err() == nil {
		d.host.Log(err.Error())
		return refuse("not-handed", "", "name", f.Name)
	}
	return ctx.Err()
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
	versions, err := db.Versions(client)
	if err != nil {
		return File{}, err
	}
	return portable(r, versions)
}

// ExportUnsaved returns the dossier of a client as the window holds it, as a file: the way out when it cannot be saved.
func (d *Desk) ExportUnsaved(client string, next dossier.Dossier) (f File, err error) {
	defer d.guard(&err)
	next.Schema, next.ID, next.Versions = dossier.Schema, client, nil
	return dossierFile(next), nil
}

// portable is a dossier as a file for another machine, with the names of the versions that it went through.
func portable(r store.Record, versions []store.Record) (File, error) {
	next, err := read(r.Data)
	if err != nil {
		return File{}, err
	}
	own, _ := versionOf(r)
	for _, v := range versions {
		name, files := versionOf(v)
		next.Versions = append(append(next.Versions, files...), name)
	}
	slices.Sort(next.Versions)
	next.Versions = slices.DeleteFunc(slices.Compact(next.Versions), func(name string) bool { return name == "" || name == own })
	next.Versions = append(next.Versions, own)
	return dossierFile(next), nil
}

func dossierFile(next dossier.Dossier) File {
	return newFile(cmp.Or(plain(next.Controller.Name), plain(next.ID))+".verwoord.json", next.Encode())
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
