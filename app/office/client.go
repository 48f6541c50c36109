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
	store "verwoord/app/vault"
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
	return o.put(ctx, by, store.Record{}, step{dossier: next})
}

// freeID is an id, or the first with a number behind it that no client has.
func (o *Office) freeID(_ context.Context, id string) (string, error) {
	free := id
	for n := 2; ; n++ {
		_, err := o.store.Get(store.Dossier, free)
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
	r, err := o.store.Get(store.Dossier, client)
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
	problems := o.problems(next)
	return o.told(ctx, r, next, problems, o.summarize(next, prints(next), problems))
}

// told is a record as one works on it, of which all is known already.
func (o *Office) told(_ context.Context, r store.Record, next dossier.Dossier, problems record.Problems, s summary) (Opened, error) {
	documents, err := o.store.List(store.Document)
	if _, err := damaged(err); err != nil {
		return Opened{}, err
	}
	own := byClient(documents)[r.ID]
	return Opened{
		ID: r.ID, Version: r.Version, Dossier: next, Saved: r.Time, Undo: r.Undo > 0, Redo: r.Redo > 0,
		Problems: problems, State: o.agreementState(s.Prints, own), Due: o.due(r.ID, s, r.Time, own),
	}, nil
}

// read reads a dossier as Encode wrote it: no list in it is nil that is not left out when empty. What this program does not know in it comes
// from a newer one, and would be lost in what is saved next: the error is then store.ErrNewer.
func read(data []byte) (dossier.Dossier, error) {
	var next dossier.Dossier
	if old, _ := dossier.Decode(data); old != nil && !bytes.Contains(data, []byte(dossier.Schema)) {
		return *old.Full(), nil // of an earlier format
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
func (o *Office) latest(_ context.Context, client string) (dossier.Dossier, error) {
	r, err := o.store.Get(store.Dossier, client)
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

// put keeps dossiers one after the other, the first as the successor of what is kept.
func (o *Office) put(ctx context.Context, _ By, kept store.Record, steps ...step) (Opened, error) {
	var (
		records  []store.Record
		last     summary
		problems record.Problems
	)
	_, files := versionOf(kept)
	for i := range steps {
		s := &steps[i]
		problems = o.problems(s.dossier)
		last = o.summarize(s.dossier, prints(s.dossier), problems)
		if last.Version = s.file; s.file == "" {
			random, err := o.random(16)
			if err != nil {
				return Opened{}, err
			}
			last.Version = record.VersionName(random)
		} else if !slices.Contains(files, s.file) {
			files = append(slices.Clone(files), s.file)
		}
		last.Files = files
		meta, err := json.Marshal(last)
		if err != nil {
			return Opened{}, err
		}
		if s.data == nil {
			s.data = s.dossier.Encode()
		}
		records = append(records, store.Record{Kind: store.Dossier, ID: s.dossier.ID, Version: kept.Version, Meta: meta, Data: s.data})
	}
	r, err := o.store.PutAll(records...)
	if err != nil {
		return Opened{}, err
	}
	o.tell(store.Dossier, r.ID, r.Version)
	return o.told(ctx, r, *steps[len(steps)-1].dossier.Full(), problems, last)
}

// follow keeps dossiers as put does. One that says what the one before it does is left out.
func (o *Office) follow(ctx context.Context, by By, kept store.Record, steps ...step) (Opened, error) {
	last := kept.Data
	steps = slices.DeleteFunc(steps, func(s step) bool {
		data := s.dossier.Encode()
		again := bytes.Equal(data, last)
		last = data
		return again
	})
	if len(steps) == 0 {
		return o.opened(ctx, kept)
	}
	return o.put(ctx, by, kept, steps...)
}

// Change saves a dossier as the successor of the version given. Its id stays what it was. The error is a *store.Conflict when another window
// saved in the meantime: nothing was overwritten, Open again.
func (o *Office) Change(ctx context.Context, by By, client string, version int, next dossier.Dossier) (Opened, error) {
	next.Schema, next.ID, next.Versions = dossier.Schema, client, nil
	data := next.Encode()
	kept, none := o.store.Get(store.Dossier, client)
	if none == nil && bytes.Equal(kept.Data, data) {
		return o.opened(ctx, kept) // that it is saved was not heard, or what was typed was taken back
	}
	kept.Version = version
	return o.put(ctx, by, kept, step{dossier: next, data: data})
}

// Undo takes back the last change of a dossier, also one of an earlier session. The error is store.ErrNothing when there is none, and a
// *store.Conflict as for Change.
func (o *Office) Undo(ctx context.Context, _ By, client string, version int) (Opened, error) {
	return o.move(ctx, (*store.Store).Undo, client, version)
}

// Redo makes a change again that was taken back, with the same errors.
func (o *Office) Redo(ctx context.Context, _ By, client string, version int) (Opened, error) {
	return o.move(ctx, (*store.Store).Redo, client, version)
}

func (o *Office) move(ctx context.Context, step func(*store.Store, string, int) (store.Record, error), client string, version int) (Opened, error) {
	r, err := step(o.store, client, version)
	if err != nil {
		return Opened{}, err
	}
	o.tell(store.Dossier, r.ID, r.Version)
	return o.opened(ctx, r)
}

// Remove removes a client with every document made for it, for good. The version is the one the user looked at.
func (o *Office) Remove(_ context.Context, _ By, client string, version int) error {
	if err := o.store.Delete(store.Dossier, client, version); err != nil {
		return err
	}
	o.tell(store.Dossier, client, 0)
	return nil
}

func (o *Office) problems(next dossier.Dossier) record.Problems {
	return o.engine.CheckOpen(&next, engine.Request{Document: engine.Agreement, Date: o.today()})
}

// KnownSubprocessor is a sub-processor of some client.
type KnownSubprocessor struct {
	Client, Name string // of the client
	Subprocessor dossier.Subprocessor
}

// KnownSubprocessors lists the sub-processors of every other client, to copy one from.
func (o *Office) KnownSubprocessors(ctx context.Context, client string) ([]KnownSubprocessor, error) {
	records, err := o.store.List(store.Dossier)
	if _, err := damaged(err); err != nil {
		return nil, err
	}
	var known []KnownSubprocessor
	for _, r := range records {
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
