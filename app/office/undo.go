package office

import (
	"context"
	"encoding/json"
	"errors"

	"verwoord/app/store"
)

// Undo takes back the last change of a dossier, also one of an earlier session. The error is ErrNothing when there is none, and a
// *store.Conflict as for Change.
func (o *Office) Undo(ctx context.Context, by By, client string, version int) (Opened, error) {
	return o.move(ctx, by, client, version, store.Undo)
}

// Redo makes a change again that was taken back, with the same errors.
func (o *Office) Redo(ctx context.Context, by By, client string, version int) (Opened, error) {
	return o.move(ctx, by, client, version, store.Redo)
}

// ErrNothing: there is nothing to undo or redo.
var ErrNothing = errors.New("nothing to undo or redo")

// move takes an earlier version off one side, and keeps what it succeeds on the other.
func (o *Office) move(ctx context.Context, by By, client string, version int, from store.Side) (Opened, error) {
	before, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return Opened{}, err
	}
	if before.Version != version {
		return Opened{}, &store.Conflict{Kept: before, Other: store.Change{Ref: before.Ref, Base: version, Client: client}}
	}
	s := o.summaryOf(before)
	p, err := o.past(ctx, before, s)
	if err != nil {
		return Opened{}, err
	}
	off, onto, to := &p.Undo, &p.Redo, store.Redo
	if from == store.Redo {
		off, onto, to = &p.Redo, &p.Undo, store.Undo
	}
	if off.size() == 0 {
		return Opened{}, ErrNothing
	}
	var top int
	top, *off = off.pop()
	*onto = onto.push(before.Version)
	earlier, err := o.store.Get(ctx, historyRef(client, top))
	if err != nil {
		return Opened{}, err
	}
	next, err := o.read(earlier.Data)
	if err != nil {
		return Opened{}, err
	}
	later, err := keepPast(before, s, to)
	if err != nil {
		return Opened{}, err
	}
	summary, problems := o.summarize(&next)
	summary.Past, summary.Was = &p, s.Was
	summary.Version, summary.Files = versionOf(earlier)
	head, err := json.Marshal(summary)
	if err != nil {
		return Opened{}, err
	}
	changes := []store.Change{
		{Ref: before.Ref, Base: before.Version, Client: client, Head: head, Data: earlier.Data},
		later,
		{Ref: earlier.Ref, Base: earlier.Version, Client: client, Deleted: true},
	}
	records, err := o.put(ctx, by, changes...)
	if err != nil {
		return Opened{}, err
	}
	o.tell(store.Dossier, client, records[0].Version)
	return o.told(ctx, records[0], next, problems)
}
