package office

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"verwoord/app/store"
)

// By is who acts, and in which act: see store.By.
type By = store.By

// tally is the kind of a record that says what Check says of a client, counted by other rules than those that the client was kept by.
const tally store.Kind = "tally"

// kept names what is kept of clients and of the user.
func kept(kind store.Kind, id string) store.Ref {
	return store.Ref{Space: store.Sales, Kind: kind, ID: id}
}

func (o *Office) get(ctx context.Context, kind store.Kind, id string) (store.Record, error) {
	if id == "" {
		return store.Record{}, store.ErrNotFound
	}
	return o.store.Get(ctx, kept(kind, id))
}

// list is all there is of a kind, without the data; of one client when it is named. Damage is what cannot be read.
func (o *Office) list(ctx context.Context, kind store.Kind, client string) (all []store.Record, damage []error, err error) {
	f := store.Filter{Space: store.Sales, Kind: kind, Client: client}
	for {
		p, err := o.store.List(ctx, f)
		more, err := damaged(err)
		if err != nil {
			return nil, nil, err
		}
		damage = append(damage, more...)
		all = append(all, p.Records...)
		if !p.More || len(p.Records) == 0 {
			return all, damage, nil
		}
		f.After = p.Records[len(p.Records)-1].ID
	}
}

// put makes changes, all of them or none. A record that is made anew where one was deleted goes on from that one's tombstone.
func (o *Office) put(ctx context.Context, by By, changes ...store.Change) ([]store.Record, error) {
	for {
		records, err := o.store.Put(ctx, by, changes...)
		conflict := new(store.Conflict)
		if !errors.As(err, &conflict) || !conflict.Kept.Deleted {
			return records, err
		}
		gone := slices.IndexFunc(changes, func(c store.Change) bool {
			return c.Ref == conflict.Other.Ref && c.Base == 0 && conflict.Other.Base == 0
		})
		if gone < 0 {
			return nil, err
		}
		changes = slices.Clone(changes)
		changes[gone].Base = conflict.Kept.Version
	}
}

// then is the next act of the same doing, which has an Op of its own.
func then(by By) By {
	sum := sha256.Sum256(by.Op[:])
	copy(by.Op[:], sum[:])
	return by
}
