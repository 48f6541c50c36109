package desk

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"verwoord/app/locale"
	store "verwoord/app/vault"
)

// Backup returns everything that is kept and can be read, as one file under a passphrase. The error has the code "passphrase-short" when
// that is too easy to guess.
func (d *Desk) Backup(passphrase string) (c Copy, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Copy{}, err
	}
	if err := strong(passphrase); err != nil {
		return Copy{}, err
	}
	var b bytes.Buffer
	err = db.Export(&b, passphrase)
	if b.Len() == 0 {
		return Copy{}, err
	}
	c = Copy{File: newFile("verwoord-"+d.today()+".verwoord", b.Bytes()), Damage: []string{}}
	for _, e := range flat(err) {
		c.Damage = append(c.Damage, d.explain(e).Message)
	}
	return c, nil
}

// RestoreBackup merges a backup into what is kept. What was changed here only stays; a client that was changed on both sides is brought
// together as by ContinueFrom, and stays as it is here while there is something to settle. A client that was removed here comes back with its
// documents when it is one of those named.
func (d *Desk) RestoreBackup(f File, passphrase string, back []string) (restored Restored, err error) {
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
	defer d.tell("", "", 0)
	restored = Restored{
		Added: report.Added, Updated: report.Updated, Kept: report.Kept, Clients: []RestoredClient{}, Others: []string{}, Damage: []string{},
	}
	conflicts := map[string]*store.Conflict{}
	documents := map[string]int{} // that came in, by their clients
	for _, c := range report.Conflicts {
		conflicts[c.Other.ID] = c
		if c.Kept.Deleted && slices.Contains(back, c.Other.Client) {
			if err := bring(db, c); err != nil {
				return Restored{}, err
			}
			if c.Other.Kind == store.Document {
				documents[c.Other.Client]++
			}
		}
	}
	for _, r := range report.Records {
		if r.Kind == store.Document && (r.Done == store.Added || r.Done == store.Restored) {
			documents[r.Client]++
		}
	}
	for _, r := range report.Records {
		switch r.Kind {
		case store.Dossier:
			client, err := d.restored(db, r, conflicts[r.ID], slices.Contains(back, r.ID))
			if err != nil {
				return Restored{}, err
			}
			if n := documents[r.ID]; n > 0 {
				client.Said += " " + d.locale().T("desk.restored.documents", locale.Args{"Count": n})
			}
			restored.Clients = append(restored.Clients, client)
		case store.Setting, store.Identity:
			if r.Done != store.Same && r.Done != store.Older {
				restored.Others = append(restored.Others, d.locale().T("desk.restored."+string(r.Kind)+"."+string(r.Done), nil))
			}
		}
	}
	slices.SortStableFunc(restored.Clients, func(a, b RestoredClient) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	for _, e := range report.Damage {
		restored.Damage = append(restored.Damage, d.explain(e).Message)
	}
	return restored, nil
}

// bring keeps a record again that was removed here; of a dossier with what can be undone.
func bring(db *store.Store, c *store.Conflict) error {
	steps := append(c.Past, c.Other)
	steps[0].Version = 0
	_, err := db.PutAll(steps...)
	return err
}

// restored tells what was done with a client of a backup, after what can be brought together by itself has been.
func (d *Desk) restored(db *store.Store, r store.Imported, c *store.Conflict, back bool) (out RestoredClient, err error) {
	l := d.locale()
	out = RestoredClient{ID: r.ID, Said: l.T("desk.restored."+string(r.Done), nil)}
	switch {
	case c == nil:
	case c.Kept.Deleted && back:
		out.Said = l.T("desk.restored.back", nil)
	case c.Kept.Deleted:
		next, err := read(c.Other.Data)
		out.Name, out.Gone, out.Said = next.Controller.Name, true, l.T("desk.restored.removed-here", nil)
		return out, err
	case c.Other.Deleted:
		out.Said = l.T("desk.restored.removed-there", nil)
	default:
		if err := d.reconcile(db, c, &out); err != nil {
			return out, err
		}
	}
	o, err := db.Get(store.Dossier, r.ID)
	if err != nil {
		return out, err
	}
	next, err := read(o.Data)
	out.Name = next.Controller.Name
	return out, err
}

// reconcile brings a client together that was changed here and in a backup.
func (d *Desk) reconcile(db *store.Store, c *store.Conflict, out *RestoredClient) error {
	file, err := portable(c.Other, c.Past)
	if err != nil {
		return err
	}
	in, err := d.arrival(file)
	if err != nil {
		return err
	}
	m, err := d.join(db, c.Kept, in, nil)
	l := d.locale()
	switch {
	case len(m.Differences) > 0:
		out.File, out.Said = &file, l.T("desk.restored.settle", locale.Args{"Count": len(m.Differences)})
	case len(m.Taken) > 0:
		out.Said = l.T("desk.restored.merged", locale.Args{"Fields": l.List(m.Taken)})
	default:
		out.Said = l.T("desk.restored.older", nil)
	}
	return err
}
