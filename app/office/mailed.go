package office

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"verwoord/app/store"
)

// mailed is the kind of a record that says which drafts of messages were made with a document, under the document's id.
const mailed store.Kind = "mailed"

// Mailed is that a draft of a message was made with a document. Whether it was sent is not known here.
type Mailed struct {
	At time.Time `json:"at"`
	To string    `json:"to"` // empty when the client has no such address
}

// drafted keeps that a draft was made. It stands apart from the document, which is as new as it was.
func (o *Office) drafted(ctx context.Context, by By, d keptDocument, to string) error {
	change := store.Change{Ref: kept(mailed, d.ID), Client: d.Client}
	var all []Mailed
	switch before, err := o.get(ctx, mailed, d.ID); {
	case err == nil:
		change.Base = before.Version
		if err := json.Unmarshal(before.Head, &all); err != nil {
			return err
		}
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	head, err := json.Marshal(append(all, Mailed{o.world.Now(), to}))
	if err != nil {
		return err
	}
	change.Head = head
	if _, err := o.put(ctx, by, change); err != nil {
		return err
	}
	o.tell(store.Document, d.Client, 0)
	return nil
}

// drafts are those that were made with the documents of a client, by the ids of these, the oldest first.
func (o *Office) drafts(ctx context.Context, client string) (map[string][]Mailed, error) {
	records, _, err := o.list(ctx, mailed, client) // Trail tells of what cannot be read
	if err != nil {
		return nil, err
	}
	out := map[string][]Mailed{}
	for _, r := range records {
		var all []Mailed
		if err := json.Unmarshal(r.Head, &all); err == nil {
			out[r.ID] = all
		}
	}
	return out, nil
}
