package desk

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"slices"

	"verwoord/app/office"
)

// File is a file on its way in or out.
type File struct {
	Name string `json:"name"`
	Data string `json:"data"` // base64
}

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

// sent is a file as it crosses: one that the program made or keeps, which it may be asked to open.
func (d *Desk) sent(f office.File, err error) (File, error) {
	if err != nil {
		return File{}, err
	}
	d.give(f.Data)
	return newFile(f.Name, f.Data), nil
}

// give notes that a file goes to the window.
func (d *Desk) give(data []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.given[sha256.Sum256(data)] = true
}

// gave tells whether a file went to the window.
func (d *Desk) gave(data []byte) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.given[sha256.Sum256(data)]
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

// Hand gives a file to the program that the system opens such files with: a message to the mail program, a PDF to its reader, and nothing
// else. It must be one that this desk made and gave, byte for byte: what else is in the page, a script could have put there. The error then
// has the code "not-own". In a browser that is a download.
func (d *Desk) Hand(f File) (err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Hand")
	defer done()
	data, err := f.bytes()
	if err != nil {
		return err
	}
	given, err := office.Handed(office.File{Name: f.Name, Data: data})
	if err != nil {
		return err
	}
	if !d.gave(data) {
		return refuse("not-own", "", "name", given.Name)
	}
	f.Name = given.Name
	if err := d.host.Hand(ctx, f); err != nil && ctx.Err() == nil {
		d.host.Log(err.Error())
		return refuse("not-handed", "", "name", f.Name)
	}
	return ctx.Err()
}
