package office

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
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
	if example {
		if next, err = read(o.engine.Example("dossier")); err != nil {
			return Opened{}, err
		}
		next.ID, err = o.freeID(ctx, next.ID)
	} else {
		next = dossier.Dossier{Schema: dossier.Schema, Language: settings.Language, Processor: settings.Processor}
		next.Controller.Address.Country = "NL"
		next.ID, err = o.newID("client-")
	}
	if err != nil {
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
	next, err := read(r.Data)
	if err != nil {
		return Opened{}, err
	}
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
		out.State, out.Due = row.state, row.dueOn(o.today())
	}
	return out, nil
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
	return read(r.Data)
}

// step is a dossier on its way to be kept.
type step struct {
	dossier dossier.Dossier
	data    []byte // as Encode writes it; nil when that is still to be done
	file    string // the name of the version, when it came in a file
}

// save keeps dossiers one after the other, the first as the successor of what is kept, and each as what Undo comes back to from the next.
func (o *Office) save(ctx context.Context, by By, before store.Record, steps ...step) (Opened, error) {
	var s summary
	if before.Version > 0 && !before.Deleted {
		s = summaryOf(before)
	}
	p, err := o.past(ctx, before, s)
	if err != nil {
		return Opened{}, err
	}
	var (
		changes  []store.Change
		last     *step
		problems record.Problems
	)
	for i := range steps {
		last = &steps[i]
		if last.data == nil {
			last.data = last.dossier.Encode()
		}
		more, next, err := o.succeed(before, s, p, last)
		if err != nil {
			return Opened{}, err
		}
		if err := o.nameVersion(&next, last.file, s.Files); err != nil {
			return Opened{}, err
		}
		problems = next.problems
		head, err := json.Marshal(next.summary)
		if err != nil {
			return Opened{}, err
		}
		record := store.Record{Ref: kept(store.Dossier, last.dossier.ID), Version: before.Version + 1, Head: head, Data: last.data}
		changes = append(changes, store.Change{Ref: record.Ref, Base: before.Version, Client: record.ID, Head: head, Data: last.data})
		changes = append(changes, more...)
		before, s, p = record, next.summary, *next.summary.Past
	}
	records, err := o.put(ctx, by, changes...)
	if err != nil {
		return Opened{}, err
	}
	r := latestOf(records, store.Dossier)
	o.tell(store.Dossier, r.ID, r.Version)
	return o.told(ctx, r, *last.dossier.Full(), problems)
}

// summaryOf is the summary of a dossier that is kept; of one of an earlier format, with what it prints by this one.
func summaryOf(r store.Record) (s summary) {
	_ = json.Unmarshal(r.Head, &s) // one that cannot be read says nothing
	if s.Version == "" {
		s.Version, s.Files = versionOf(r)
	}
	if s.Prints != "" && !bytes.Contains(r.Data, []byte(dossier.Schema)) {
		if next, err := read(r.Data); err == nil {
			s.Was = &was{s.Prints, prints(&next)}
			s.Prints = s.Was.Is
		}
	}
	return s
}

// latestOf is the last record of a kind.
func latestOf(records []store.Record, kind store.Kind) (out store.Record) {
	for _, r := range records {
		if r.Kind == kind {
			out = r
		}
	}
	return out
}

// successor is a dossier that is about to be kept, as far as it is known.
type successor struct {
	summary
	problems record.Problems
}

// succeed says what is known of a step, and what else is to be changed with it: what it succeeds is kept for Undo, and what could be redone
// no longer can.
func (o *Office) succeed(before store.Record, s summary, p past, to *step) (changes []store.Change, next successor, err error) {
	next.summary, next.problems = o.summarize(&to.dossier)
	next.Past, next.Was = &past{}, s.Was
	if before.Version == 0 || before.Deleted {
		return nil, next, nil
	}
	earlier, err := keepPast(before, s, store.Undo)
	if err != nil {
		return nil, next, err
	}
	undo := p.Undo.push(before.Version)
	dropped, undo := undo.dropped(surplus(undo.size(), len(to.data)))
	if slices.Contains(dropped, before.Version) {
		panic("office: no room for one earlier version") // surplus leaves one
	}
	changes = append(changes, earlier)
	changes = append(changes, forget(before.ID, dropped)...)
	for _, run := range p.Redo {
		for v := run[0]; v <= run[1]; v++ {
			changes = append(changes, forget(before.ID, []int{v})...)
		}
	}
	next.Past.Undo = undo
	return changes, next, nil
}

// nameVersion gives a version its name: that of the file that it came in, or a new one.
func (o *Office) nameVersion(next *successor, file string, files []string) error {
	next.Version, next.Files = file, files
	if file == "" {
		random, err := o.random(16)
		next.Version = record.VersionName(random)
		return err
	}
	if !slices.Contains(files, file) {
		next.Files = append(slices.Clone(files), file)
	}
	return nil
}

// follow keeps dossiers as save does. One that says what the one before it does is left out.
func (o *Office) follow(ctx context.Context, by By, before store.Record, steps ...step) (Opened, error) {
	last := before.Data
	steps = slices.DeleteFunc(steps, func(s step) bool {
		data := s.dossier.Encode()
		again := bytes.Equal(data, last)
		last = data
		return again
	})
	if len(steps) == 0 {
		return o.opened(ctx, before)
	}
	return o.save(ctx, by, before, steps...)
}

// Change saves a dossier as the successor of the version given. Its id stays what it was. The error is a *store.Conflict when another window
// saved in the meantime: nothing was overwritten, Open again.
func (o *Office) Change(ctx context.Context, by By, client string, version int, next dossier.Dossier) (Opened, error) {
	next.Schema, next.ID, next.Versions = dossier.Schema, client, nil
	data := next.Encode()
	before, err := o.get(ctx, store.Dossier, client)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return Opened{}, &store.Conflict{Kept: store.Record{Ref: kept(store.Dossier, client), Deleted: true}, Other: store.Change{Ref: kept(store.Dossier, client), Base: version, Client: client, Data: data}}
	case err != nil:
		return Opened{}, err
	case bytes.Equal(before.Data, data): // that it is saved was not heard, or what was typed was taken back
		full := *next.Full()
		return o.told(ctx, before, full, o.problems(&full))
	case before.Version != version:
		return Opened{}, &store.Conflict{Kept: before, Other: store.Change{Ref: before.Ref, Base: version, Client: client, Data: data}}
	}
	return o.save(ctx, by, before, step{dossier: next, data: data})
}

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
	s := summaryOf(before)
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
	next, err := read(earlier.Data)
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
var ofClient = []store.Kind{store.Document, store.History, tally}

// problems tells what stands in the way of a client's agreement, and what someone should look at.
func (o *Office) problems(next *dossier.Dossier) record.Problems {
	return o.engine.CheckOpen(next, engine.Request{Document: engine.Agreement, Date: o.today()})
}

// KnownSubprocessor is a sub-processor of some client.
type KnownSubprocessor struct {
	Client, Name string // of the client
	Subprocessor dossier.Subprocessor
}

// KnownSubprocessors lists the sub-processors of every other client, to copy one from.
func (o *Office) KnownSubprocessors(ctx context.Context, client string) ([]KnownSubprocessor, error) {
	records, _, err := o.list(ctx, store.Dossier, "")
	if err != nil {
		return nil, err
	}
	var known []KnownSubprocessor
	for _, r := range sorted(records) {
		if r.ID == client {
			continue
		}
		next, err := o.latest(ctx, r.ID)
		if _, err := damaged(err); err != nil {
			return nil, err
		}
		for _, s := range next.Subprocessors {
			known = append(known, KnownSubprocessor{Client: r.ID, Name: next.Controller.Name, Subprocessor: s})
		}
	}
	return known, nil
}
