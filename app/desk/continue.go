package desk

import (
	"context"

	"verwoord/app/dossier"
	"verwoord/app/office"
)

// ContinueFrom takes the dossier out of a PDF or JSON file. One of a client that is not here becomes a new client. Of one that is here, what
// was changed in the file only is taken over, what was changed here only stays, and what both changed in another way is returned to be
// settled as by Merge; nothing is saved before that. When it is not known what both were made from, that is all in which they differ. Undo
// goes back to what was not chosen. A PDF that is signed is kept among the client's documents. The error has the code "no-dossier", or
// "bad-dossier" with the first problem.
func (d *Desk) ContinueFrom(f File, settled map[string]string) (m Merged, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("ContinueFrom")
	defer done()
	o, by, err := d.acting()
	if err != nil {
		return Merged{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return Merged{}, err
	}
	return d.merged(o.ContinueFrom(ctx, by, office.File{Name: f.Name, Data: data}, sides(settled)))
}

// Export returns the dossier of a client as a file.
func (d *Desk) Export(client string) (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	return d.sent(o.Export(context.Background(), client))
}

// ExportUnsaved returns the dossier of a client as the window holds it, as a file: the way out when it cannot be saved.
func (d *Desk) ExportUnsaved(client string, next dossier.Dossier) (f File, err error) {
	defer d.guard(&err)
	return d.sent(office.Unsaved(client, next), nil)
}
