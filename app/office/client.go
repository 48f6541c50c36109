package office

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

// Opened is a dossier that is being worked on.
type Opened struct {
	ID       string
	Version  int // to be given to Change, Undo and Redo
	Dossier  dossier.Dossier
	Saved    time.Time
	Undo     bool
	Redo     bool
	Problems record.Problems // with a view to the agreement
	State    string          // of the agreement
	Due      []Due           // the next first
}

// NewClient adds a client: one of whom nothing is known yet, or the example.
func (o *Office) NewClient(ctx context.Context, by By, example bool) (Opened, error) {
	var next dossier.Dossier
	settings, err := o.Settings(ctx)
	if err != nil {
		return Opened{}, err
	}
	org, err := o.Organisation(ctx)
	if err != nil {
		return Opened{}, err
	}
	if example {
		if next, err = o.read(o.engine.Example("dossier")); err != nil {
			return Opened{}, err
		}
		next.ID, err = o.freeID(ctx, next.ID)
	} else {
		next = dossier.Dossier{Schema: dossier.Schema, Language: settings.Language, Processor: org.Processor()}
		next.Controller.Address.Country = "NL"
		next.ID, err = o.newID("client-")
	}
	if err != nil {
		return Opened{}, err
	}
	return o.save(ctx, by, store.Record{}, step{dossier: next})
}

// CopyClient adds a client with what was agreed with another: services, data, sub-processors and terms. Who the client is stays to be said, and
// so does what the other said for itself: the main agreement, its days, who confirmed a role, and the consents.
func (o *Office) CopyClient(ctx context.Context, by By, client string) (Opened, error) {
	from, err := o.latest(ctx, client)
	if err != nil {
		return Opened{}, err
	}
	from = *from.Full()
	next := dossier.Dossier{
		Schema: dossier.Schema, Language: from.Language, Processor: from.Processor, Processing: from.Processing, Subprocessors: from.Subprocessors,
		AdditionalTerms: from.AdditionalTerms,
	}
	next.Controller.Address.Country = from.Controller.Address.Country
	next.Processing.Start, next.Processing.End = "", ""
	for i := range next.Processing.Services {
		next.Processing.Services[i].RoleConfirmed = nil
	}
	for _, s := range next.Subprocessors {
		for i := range s.Transfers {
			s.Transfers[i].Consent, s.Transfers[i].ConsentReference = "", ""
		}
	}
	if next.ID, err = o.newID("client-"); err != nil {
		return Opened{}, err
	}
	return o.save(ctx, by, store.Record{}, step{dossier: next})
}

// freeID is an id, or the first with a number behind it that no client has.
func (o *Office) freeID(ctx context.Context, id string) (string, error) {
	free := id
	for n := 2; ; n++ {
		_, err := o.get(ctx, store.Dossier, free)
		if errors.Is(err, store.ErrNotFound) {
			return free, nil
		}
		if err != nil {
			return "", err
		}
		free = id + "-" + strconv.Itoa(n)
	}
}

// Open opens the dossier of a client.
func (o *Office) Open(ctx context.Context, client string) (Opened, error) {
	r, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return Opened{}, err
	}
	return o.opened(ctx, r)
}

// opened is a record as one works on it.
func (o *Office) opened(ctx context.Context, r store.Record) (Opened, error) {
	next, err := o.read(r.Data)
	if err != nil {
		return Opened{}, err
	}
	_, done, err := o.look(ctx) // what the organisation knows of itself is known then
	if err != nil {
		return Opened{}, err
	}
	done()
	return o.told(ctx, r, next, o.problems(&next))
}

// told is a record as one works on it, of which all is known already.
func (o *Office) told(ctx context.Context, r store.Record, next dossier.Dossier, problems record.Problems) (Opened, error) {
	var s summary
	if err := json.Unmarshal(r.Head, &s); err != nil {
		return Opened{}, fmt.Errorf("read head of %s: %w", r.Ref, err)
	}
	p, err := o.past(ctx, r, s)
	if err != nil {
		return Opened{}, err
	}
	out := Opened{
		ID: r.ID, Version: r.Version, Dossier: next, Saved: r.At, Undo: p.Undo.size() > 0, Redo: p.Redo.size() > 0,
		Problems: problems, State: StateDraft, Due: []Due{},
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return Opened{}, err
	}
	defer done()
	if row := x.rows[r.ID]; row != nil {
		out.State, out.Due = row.state, o.dueOn(row, o.world.Now())
	}
	return out, nil
}

// work is how often a dossier was written and read.
type work struct{ encoded, decoded atomic.Int64 }

// encode writes a dossier.
func (o *Office) encode(d *dossier.Dossier) []byte {
	o.work.encoded.Add(1)
	return d.Encode()
}

// read reads a dossier that is kept, as the function does.
func (o *Office) read(data []byte) (dossier.Dossier, error) {
	o.work.decoded.Add(1)
	return read(data)
}

// read reads a dossier as Encode wrote it: no list in it is nil that is not left out when empty. What this program does not know in it comes
// from a newer one, and would be lost in what is saved next: the error is then store.ErrNewer.
func read(data []byte) (dossier.Dossier, error) {
	var next dossier.Dossier
	if !bytes.Contains(data, []byte(dossier.Schema)) { // of an earlier format
		if old, _ := dossier.Decode(data); old != nil {
			return *old.Full(), nil
		}
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&next); err != nil {
		return dossier.Dossier{}, fmt.Errorf("read dossier: %w (%v)", store.ErrNewer, err)
	}
	if next.Schema != dossier.Schema {
		return dossier.Dossier{}, fmt.Errorf("read dossier of %q: %w", next.Schema, store.ErrNewer)
	}
	return next, nil
}

// latest is the dossier of a client as it is kept now.
func (o *Office) latest(ctx context.Context, client string) (dossier.Dossier, error) {
	r, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return dossier.Dossier{}, err
	}
	return o.read(r.Data)
}

// Remove removes a client with every document made for it and all that is kept of it, for good. The version is the one the user looked at.
func (o *Office) Remove(ctx context.Context, by By, client string, version int) error {
	before, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return err
	}
	if before.Version != version {
		return &store.Conflict{Kept: before, Other: store.Change{Ref: before.Ref, Base: version, Client: client, Deleted: true}}
	}
	changes := []store.Change{{Ref: before.Ref, Base: version, Client: client, Deleted: true}}
	for _, kind := range ofClient {
		records, _, err := o.list(ctx, kind, client) // what cannot be read is damaged already
		if err != nil {
			return err
		}
		for _, r := range records {
			changes = append(changes, store.Change{Ref: r.Ref, Base: r.Version, Client: client, Deleted: true})
		}
	}
	if _, err := o.put(ctx, by, changes...); err != nil {
		return err
	}
	o.tell(store.Dossier, client, 0)
	return nil
}

// ofClient are the kinds of records that go with their client.
var ofClient = []store.Kind{store.Document, store.Notice, answer, mailed, settled, store.History, pinned, tally}

// problems tells what stands in the way of a client's agreement, and what someone should look at.
func (o *Office) problems(next *dossier.Dossier) record.Problems {
	return o.engine.CheckOpen(next, engine.Request{Document: engine.Agreement, Date: o.today(), Organisation: o.itself.Load()})
}
