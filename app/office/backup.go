package office

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"verwoord/app/dossier"
	store "verwoord/app/vault"
)

// Backup returns everything that is kept and can be read, as one file under a passphrase, and what is not in it as it should be. The error
// has the code "passphrase-short" when that is too easy to guess.
func (o *Office) Backup(_ context.Context, passphrase string) (f File, damage []error, err error) {
	if err := strong(passphrase); err != nil {
		return File{}, nil, err
	}
	var b bytes.Buffer
	err = o.store.Export(&b, passphrase)
	if b.Len() == 0 {
		return File{}, nil, err
	}
	return File{"verwoord-" + o.today() + ".verwoord", b.Bytes()}, flat(err), nil
}

// Restored is what a backup brought.
type Restored struct {
	Added, Updated, Kept int
	Clients              []RestoredClient // of the backup, by name
	Others               []RestoredOther  // what is of no client
	Damage               []error
}

// RestoredOther is a record of no client that a backup changed something about.
type RestoredOther struct {
	Kind string // setting or identity
	Done string // what was done with it
}

// RestoredClient is a client of a backup, and what was done with it.
type RestoredClient struct {
	ID        string
	Name      string
	Done      string // added, updated, same, older, restored, back, removed-here, removed-there, merged or settle
	Settle    int    // how many differences there are to settle
	Taken     []string
	Dossier   dossier.Dossier // that Taken are places in
	Documents int             // that came in
	Gone      bool            // it was removed here, and did not come back
	File      *File           // its dossier as it is in the backup, for ContinueFrom, when there is something to settle
}

// RestoreBackup merges a backup into what is kept. What was changed here only stays; a client that was changed on both sides is brought
// together as by ContinueFrom, and stays as it is here while there is something to settle. A client that was removed here comes back with its
// documents when it is one of those named.
func (o *Office) RestoreBackup(ctx context.Context, by By, data []byte, passphrase string, back []string) (Restored, error) {
	report, err := o.store.Import(bytes.NewReader(data), passphrase)
	if err != nil {
		return Restored{}, err
	}
	defer o.tell("", "", 0)
	out := Restored{Added: report.Added, Updated: report.Updated, Kept: report.Kept, Damage: report.Damage}
	conflicts := map[string]*store.Conflict{}
	documents := map[string]int{} // that came in, by their clients
	for _, c := range report.Conflicts {
		conflicts[c.Other.ID] = c
		if c.Kept.Deleted && slices.Contains(back, c.Other.Client) {
			if err := o.bring(c); err != nil {
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
			client, err := o.restored(ctx, by, r, conflicts[r.ID], slices.Contains(back, r.ID))
			if err != nil {
				return Restored{}, err
			}
			client.Documents = documents[r.ID]
			out.Clients = append(out.Clients, client)
		case store.Setting, store.Identity:
			if r.Done != store.Same && r.Done != store.Older {
				out.Others = append(out.Others, RestoredOther{string(r.Kind), string(r.Done)})
			}
		}
	}
	slices.SortStableFunc(out.Clients, func(a, b RestoredClient) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// bring keeps a record again that was removed here; of a dossier with what can be undone.
func (o *Office) bring(c *store.Conflict) error {
	steps := append(c.Past, c.Other)
	steps[0].Version = 0
	_, err := o.store.PutAll(steps...)
	return err
}

// restored tells what was done with a client of a backup, after what can be brought together by itself has been.
func (o *Office) restored(ctx context.Context, by By, r store.Imported, c *store.Conflict, back bool) (RestoredClient, error) {
	out := RestoredClient{ID: r.ID, Done: string(r.Done)}
	switch {
	case c == nil:
	case c.Kept.Deleted && back:
		out.Done = "back"
	case c.Kept.Deleted:
		next, err := read(c.Other.Data)
		out.Name, out.Gone, out.Done = next.Controller.Name, true, "removed-here"
		return out, err
	case c.Other.Deleted:
		out.Done = "removed-there"
	default:
		if err := o.reconcile(ctx, by, c, &out); err != nil {
			return out, err
		}
	}
	next, err := o.latest(ctx, r.ID)
	out.Name = next.Controller.Name
	return out, err
}

// reconcile brings a client together that was changed here and in a backup.
func (o *Office) reconcile(ctx context.Context, by By, c *store.Conflict, out *RestoredClient) error {
	file, err := portable(c.Other, c.Past)
	if err != nil {
		return err
	}
	in, err := o.arrival(ctx, file)
	if err != nil {
		return err
	}
	m, err := o.join(ctx, by, c.Kept, in, nil)
	out.Dossier, out.Taken = m.Value, m.Taken
	switch {
	case len(m.Conflicts) > 0:
		out.File, out.Done, out.Settle = &file, "settle", len(m.Conflicts)
	case len(m.Taken) > 0:
		out.Done = "merged"
	default:
		out.Done = "older"
	}
	return err
}
