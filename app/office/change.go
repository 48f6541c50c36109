package office

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
	"verwoord/app/store"
)

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
		s = o.summaryOf(before)
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
			last.data = o.encode(&last.dossier)
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
func (o *Office) summaryOf(r store.Record) (s summary) {
	_ = json.Unmarshal(r.Head, &s) // one that cannot be read says nothing
	if s.Version == "" {
		s.Version, s.Files = versionOf(r)
	}
	if s.Prints != "" && s.Rules == "" { // the head is of before there were rules
		if next, err := o.read(r.Data); err == nil {
			s.Was = &was{s.Prints, o.prints(&next)}
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
		data := o.encode(&s.dossier)
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
	data := o.encode(&next)
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
