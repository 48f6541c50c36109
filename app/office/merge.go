package office

import (
	"context"
	"errors"

	"verwoord/app/dossier"
	"verwoord/app/record"
	"verwoord/app/store"
)

// Merged is what became of two sides' changes of one client.
type Merged struct {
	record.Merged[dossier.Dossier]                 // what is to settle, and the paths of what was changed elsewhere only and is now here too
	Theirs                         dossier.Dossier // the other side
	Client                         string          // its id
	Open                           *Opened         // as it is saved now; nil while there is something to settle
	Gone                           bool            // the client was removed elsewhere
	Added                          bool            // the client was not here yet
	Kept                           string          // id of the document that the file is now, which came signed; empty for none
}

// Merge brings what a window holds together with what was saved elsewhere in the meantime, and saves the result as the next version.
// Base is the version that both were made from. What both changed in another way is returned to be settled, by the key of each
// Conflict and a side, and then nothing is saved yet. A client that was removed elsewhere is one difference, with an empty key: ours keeps it
// after all.
func (o *Office) Merge(ctx context.Context, by By, client string, base, mine dossier.Dossier, chosen map[string]record.Side) (Merged, error) {
	mine.Schema, mine.ID, mine.Versions = dossier.Schema, client, nil
	r, err := o.get(ctx, store.Dossier, client)
	if errors.Is(err, store.ErrNotFound) {
		m := Merged{Client: client}
		if chosen[""] != record.Ours {
			m.Gone = true
			return m, nil
		}
		open, err := o.save(ctx, by, store.Record{}, step{dossier: mine})
		m.Open = &open
		return m, err
	}
	if err != nil {
		return Merged{}, err
	}
	theirs, err := o.read(r.Data)
	if err != nil {
		return Merged{}, err
	}
	merged := dossier.Type.Merge(&base, &mine, &theirs, chosen)
	m := Merged{Merged: merged, Theirs: theirs, Client: client}
	if len(m.Conflicts) > 0 {
		return m, nil
	}
	before := notChosen(theirs, merged.Value, dossier.Type.Merge(&base, &mine, &theirs, opposite(chosen)).Value)
	open, err := o.follow(ctx, by, r, step{dossier: before}, step{dossier: merged.Value})
	m.Open = &open
	return m, err
}

// opposite is what was not chosen.
func opposite(chosen map[string]record.Side) map[string]record.Side {
	out := map[string]record.Side{}
	for key, side := range chosen {
		out[key] = record.Ours
		if side == record.Ours {
			out[key] = record.Theirs
		}
	}
	return out
}

// notChosen is what Undo comes to first after a merge: all that was not chosen, or what was kept when there was nothing to choose.
func notChosen(kept, merged, opposite dossier.Dossier) dossier.Dossier {
	if same(merged, opposite) {
		return kept
	}
	return opposite
}

// same tells whether two dossiers say the same.
func same(a, b dossier.Dossier) bool { return string(a.Encode()) == string(b.Encode()) }
