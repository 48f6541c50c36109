package desk

import (
	"context"

	"verwoord/app/locale"
	"verwoord/app/office"
)

// Copy is a backup that was made.
type Copy struct {
	File   File     `json:"file"`
	Damage []string `json:"damage"` // sentences about what is not in it as it should be, or is not written down
}

// Restored is what a backup brought.
type Restored struct {
	Added   int              `json:"added"`
	Updated int              `json:"updated"`
	Kept    int              `json:"kept"`
	Clients []RestoredClient `json:"clients"` // of the backup, by name
	Others  []string         `json:"others"`  // sentences about what is of no client
	Damage  []string         `json:"damage"`
}

// RestoredClient is a client of a backup.
type RestoredClient struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Said string `json:"said"` // what was done with it, in a sentence or two
	Gone bool   `json:"gone"` // it was removed here, and did not come back
	// Its dossier as it is in the backup, for ContinueFrom, when there is something to settle.
	File *File `json:"file,omitempty"`
}

// Backup returns everything that is kept and can be read, as one file under a passphrase. The error has the code "passphrase-short" when
// that is too easy to guess.
func (d *Desk) Backup(passphrase string) (c Copy, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return Copy{}, err
	}
	f, damage, err := o.Backup(context.Background(), passphrase)
	if err != nil {
		return Copy{}, err
	}
	return Copy{File: newFile(f.Name, f.Data), Damage: d.sentences(damage)}, nil
}

// RestoreBackup merges a backup into what is kept. What was changed here only stays; a client that was changed on both sides is brought
// together as by ContinueFrom, and stays as it is here while there is something to settle. A client that was removed here comes back with its
// documents when it is one of those named.
func (d *Desk) RestoreBackup(f File, passphrase string, back []string) (restored Restored, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Restored{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return Restored{}, err
	}
	r, err := o.RestoreBackup(context.Background(), by, data, passphrase, back)
	if err != nil {
		return Restored{}, err
	}
	restored = Restored{
		Added: r.Added, Updated: r.Updated, Kept: r.Kept, Clients: []RestoredClient{}, Others: []string{}, Damage: d.sentences(r.Damage),
	}
	l := d.locale()
	for _, c := range r.Clients {
		restored.Clients = append(restored.Clients, d.restored(l, c))
	}
	for _, other := range r.Others {
		restored.Others = append(restored.Others, l.T("desk.restored."+other.Kind+"."+other.Done, nil))
	}
	return restored, nil
}

// restored says what was done with a client of a backup.
func (d *Desk) restored(l *locale.Locale, c office.RestoredClient) RestoredClient {
	var fields []string
	for _, path := range c.Taken {
		fields = append(fields, d.label(l, c.Dossier, path))
	}
	out := RestoredClient{ID: c.ID, Name: c.Name, Gone: c.Gone}
	out.Said = l.T("desk.restored."+c.Done, locale.Args{"Count": c.Settle, "Fields": l.List(unique(fields))})
	if c.Documents > 0 {
		out.Said += " " + l.T("desk.restored.documents", locale.Args{"Count": c.Documents})
	}
	if c.File != nil {
		file := newFile(c.File.Name, c.File.Data)
		out.File = &file
	}
	return out
}
