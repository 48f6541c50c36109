package office

import (
	"context"
	"encoding/json"
	"errors"

	"verwoord/app/store"
)

// What is kept of the earlier versions of a record is kept as for a dossier: see history.go.

// succession is where the earlier versions of a record go when another one succeeds it.
type succession struct {
	past    past
	changes []store.Change
}

// pastOf is what is kept of the earlier versions of a record.
func pastOf(r store.Record) past {
	var head aboutHead
	if r.Deleted || json.Unmarshal(r.Head, &head) != nil || head.Past == nil {
		return past{}
	}
	return *head.Past
}

// earlierRef names an earlier version of a record.
func earlierRef(of store.Ref, version int) store.Ref {
	return store.Ref{Space: of.Space, Kind: store.History, ID: store.HistoryID(string(of.Kind)+"/"+of.ID, version)}
}

// forgotten is the change that deletes an earlier version.
func forgotten(of store.Ref, version int) store.Change {
	return store.Change{Ref: earlierRef(of, version), Base: 1, Client: of.ID, Deleted: true}
}

// remembered is the change that keeps the content of a record as an earlier version of it.
func remembered(r store.Record, side store.Side) store.Change {
	head, err := json.Marshal(historyHead{HistoryHead: store.HistoryHead{Side: side}})
	if err != nil {
		panic(err) // it is a word
	}
	return store.Change{Ref: earlierRef(r.Ref, r.Version), Client: r.ID, Head: head, Data: r.Data}
}

// succeeding keeps a record for Undo, and forgets what could be redone.
func succeeding(before store.Record, size int) (s succession) {
	if before.Version == 0 || before.Deleted {
		return s
	}
	p := pastOf(before)
	s.changes = append(s.changes, remembered(before, store.Undo))
	undo := p.Undo.push(before.Version)
	dropped, undo := undo.dropped(surplus(undo.size(), size))
	for _, v := range dropped {
		s.changes = append(s.changes, forgotten(before.Ref, v))
	}
	for _, run := range p.Redo {
		for v := run[0]; v <= run[1]; v++ {
			s.changes = append(s.changes, forgotten(before.Ref, v))
		}
	}
	s.past.Undo = undo
	return s
}

// UndoRecord takes back the last change of a record, also one of an earlier session. The error is ErrNothing when there is none, and a
// *store.Conflict as for SaveRecord.
func (o *Office) UndoRecord(ctx context.Context, by By, kind, id string, version int) (Record, error) {
	return o.moveRecord(ctx, by, kind, id, version, store.Undo)
}

// RedoRecord makes a change again that was taken back, with the same errors.
func (o *Office) RedoRecord(ctx context.Context, by By, kind, id string, version int) (Record, error) {
	return o.moveRecord(ctx, by, kind, id, version, store.Redo)
}

// moveRecord takes an earlier version off one side, and keeps what it succeeds on the other.
func (o *Office) moveRecord(ctx context.Context, by By, kind, id string, version int, from store.Side) (Record, error) {
	_, ref, err := recordRef(kind, id)
	if err != nil {
		return Record{}, err
	}
	before, err := o.store.Get(ctx, ref)
	if err != nil {
		return Record{}, err
	}
	if before.Version != version {
		return Record{}, &store.Conflict{Kept: before, Other: store.Change{Ref: ref, Base: version}}
	}
	s := succession{past: pastOf(before)}
	off, onto, to := &s.past.Undo, &s.past.Redo, store.Redo
	if from == store.Redo {
		off, onto, to = &s.past.Redo, &s.past.Undo, store.Undo
	}
	if off.size() == 0 {
		return Record{}, ErrNothing
	}
	var top int
	top, *off = off.pop()
	*onto = onto.push(before.Version)
	earlier, err := o.store.Get(ctx, earlierRef(ref, top))
	if errors.Is(err, store.ErrNotFound) { // the record came from another machine, without its past
		return Record{}, ErrNothing
	}
	if err != nil {
		return Record{}, err
	}
	s.changes = []store.Change{remembered(before, to), {Ref: earlier.Ref, Base: earlier.Version, Client: id, Deleted: true}}
	return o.putRecord(ctx, by, before, earlier.Data, s)
}
