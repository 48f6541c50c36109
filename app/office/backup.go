package office

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/store"
)

// Backup returns everything that is kept and can be read, as one file under a passphrase, and what is not in it as it should be. The error
// has the code "passphrase-short" when that is too easy to guess.
func (o *Office) Backup(ctx context.Context, passphrase string) (f File, damage []error, err error) {
	if err := strong(passphrase); err != nil {
		return File{}, nil, err
	}
	own, err := o.sealed()
	if err != nil {
		return File{}, nil, err
	}
	var b bytes.Buffer
	err = own.Export(ctx, &b, passphrase)
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
	Kind string // setting, identity or pin
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
	own, err := o.sealed()
	if err != nil {
		return Restored{}, err
	}
	report, err := own.Import(ctx, by.Login, bytes.NewReader(data), passphrase)
	if err != nil {
		return Restored{}, err
	}
	defer o.tell("", "", 0)
	out := Restored{Added: report.Added, Updated: report.Updated, Kept: report.Kept, Damage: report.Damage}
	conflicts := map[store.Ref]*store.Divergence{}
	documents := map[string]int{} // that came in, by their clients
	for _, c := range report.Conflicts {
		conflicts[c.Other.Ref] = c
		if c.Kept.Deleted && slices.Contains(back, c.Other.Client) {
			by = then(by)
			if err := o.bring(ctx, by, c); err != nil {
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
			by = then(by)
			client, err := o.restored(ctx, by, r, conflicts[r.Ref], slices.Contains(back, r.ID))
			if err != nil {
				return Restored{}, err
			}
			client.Documents = documents[r.ID]
			out.Clients = append(out.Clients, client)
		case store.Setting, store.Identity, pinned:
			if r.Done != store.Same && r.Done != store.Older {
				out.Others = append(out.Others, RestoredOther{string(r.Kind), string(r.Done)})
			}
		}
	}
	slices.SortStableFunc(out.Clients, func(a, b RestoredClient) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// bring keeps a record again that was removed here; of a dossier with what can be undone.
func (o *Office) bring(ctx context.Context, by By, c *store.Divergence) error {
	if c.Other.Kind != store.Dossier {
		_, err := o.put(ctx, by, store.Change{Ref: c.Other.Ref, Base: c.Kept.Version, Client: c.Other.Client, Head: c.Other.Head, Data: c.Other.Data})
		return err
	}
	var steps []step
	for _, r := range append(undoable(c.Past), c.Other) {
		next, err := o.read(r.Data)
		if err != nil {
			return err
		}
		name, _ := versionOf(r)
		steps = append(steps, step{dossier: next, data: r.Data, file: name})
	}
	_, err := o.save(ctx, by, c.Kept, steps...)
	return err
}

// undoable are the earlier versions that Undo comes to, the last it comes to first.
func undoable(past []store.Record) []store.Record {
	return slices.DeleteFunc(sorted(slices.Clone(past)), func(r store.Record) bool {
		var head historyHead
		return json.Unmarshal(r.Head, &head) != nil || head.Side == store.Redo
	})
}

// restored tells what was done with a client of a backup, after what can be brought together by itself has been.
func (o *Office) restored(ctx context.Context, by By, r store.Imported, c *store.Divergence, back bool) (RestoredClient, error) {
	out := RestoredClient{ID: r.ID, Done: string(r.Done)}
	switch {
	case c == nil:
	case c.Kept.Deleted && back:
		out.Done = "back"
	case c.Kept.Deleted:
		next, err := o.read(c.Other.Data)
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
func (o *Office) reconcile(ctx context.Context, by By, c *store.Divergence, out *RestoredClient) error {
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
