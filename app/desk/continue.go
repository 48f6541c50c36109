package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	store "verwoord/app/vault"
)

// ContinueFrom takes the dossier out of a PDF or JSON file. One of a client that is not here becomes a new client. Of one that is here, what
// was changed in the file only is taken over, what was changed here only stays, and what both changed in another way is returned to be
// settled as by Merge; nothing is saved before that. When it is not known what both were made from, that is all in which they differ. Undo
// goes back to what was not chosen. A PDF that is signed is kept among the client's documents. The error has the code "no-dossier", or
// "bad-dossier" with the first problem.
func (d *Desk) ContinueFrom(f File, settled map[string]string) (m Merged, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("ContinueFrom")
	defer done()
	db, err := d.open()
	if err != nil {
		return Merged{}, err
	}
	in, err := d.arrival(f)
	if err != nil {
		return Merged{}, err
	}
	kept, err := db.Get(store.Dossier, in.dossier.ID)
	switch {
	case err == nil:
		m, err = d.join(db, kept, in, settled)
	case errors.Is(err, store.ErrNotFound):
		m, err = d.added(db, in)
	}
	if err != nil || m.Open == nil || in.file == nil {
		return m, err
	}
	if err := d.keepSigned(ctx, db, *m.Open, in); err != nil {
		return Merged{}, err
	}
	o, err := d.Open(m.Client)
	m.Open = &o
	return m, err
}

// arrival is a dossier that came in a file.
type arrival struct {
	dossier dossier.Dossier
	names   []string // of the versions that it went through, as far as the file says; its own at the end
	file    []byte   // the PDF that it came in, which has no more of it than it shows; nil when it came as JSON
}

// maxID is the longest id of a client that came in a file, in bytes: it is a part of those of its documents.
const maxID = 200

// arrival takes the dossier out of a file.
func (d *Desk) arrival(f File) (arrival, error) {
	data, err := f.bytes()
	if err != nil {
		return arrival{}, err
	}
	next, problems, err := d.inside(data)
	if err != nil {
		return arrival{}, err
	}
	if next == nil {
		p := d.worded(problems)[0]
		return arrival{}, refuse("bad-dossier", p.Path, "name", f.Name, "reason", p.Message)
	}
	if next.ID == "" {
		if next.ID, err = d.newID("client-"); err != nil {
			return arrival{}, err
		}
	}
	if len(next.ID) > maxID || strings.ContainsFunc(next.ID, unicode.IsControl) {
		return arrival{}, refuse("bad-id", "/id", "name", f.Name, "maximum", fmt.Sprint(maxID))
	}
	in := arrival{names: next.Versions}
	if next.Versions = nil; len(in.names) == 0 {
		in.names = []string{next.Version()}
	}
	in.dossier = *next
	if engine.IsPDF(data) {
		in.file = data
	}
	return in, nil
}

// added keeps a dossier as that of a new client.
func (d *Desk) added(db *store.Store, in arrival) (Merged, error) {
	o, err := d.put(db, store.Record{}, step{in.dossier, in.names[len(in.names)-1]})
	return Merged{Client: o.ID, Open: &o, Added: true, Differences: []Difference{}, Taken: []string{}}, err
}

// join brings a dossier that came in a file together with the one that is kept.
func (d *Desk) join(db *store.Store, kept store.Record, in arrival, settled map[string]string) (Merged, error) {
	ours, err := read(kept.Data)
	if err != nil {
		return Merged{}, err
	}
	base, name, err := d.origin(db, kept, in)
	if err != nil {
		return Merged{}, err
	}
	merge := func(sides map[string]dossier.Side) dossier.Merged {
		return dossier.Merge(*base, ours, in.dossier, sides)
	}
	if base == nil {
		shown, err := d.shownBy(in, ours)
		if err != nil {
			return Merged{}, err
		}
		merge = func(sides map[string]dossier.Side) dossier.Merged {
			return dossier.Compare(shown, ours, in.dossier, sides)
		}
	}
	chosen := sides(settled)
	merged := merge(chosen)
	m := d.told(merged, in.dossier)
	m.Client = kept.ID
	if len(m.Differences) > 0 {
		return m, nil
	}
	steps := []step{{dossier: notChosen(ours, merged.Dossier, merge(opposite(chosen)).Dossier)}, {dossier: merged.Dossier}}
	switch {
	case name == "":
	case same(in.dossier, merged.Dossier):
		steps[1].file = name
	default: // the file is a version too: a later one is known to go on from it
		steps = slices.Insert(steps, 0, step{in.dossier, name})
	}
	o, err := d.follow(db, kept, steps...)
	m.Open = &o
	return m, err
}

// shownBy is what a file of the kind that came would have of a dossier.
func (d *Desk) shownBy(in arrival, of dossier.Dossier) (dossier.Dossier, error) {
	if in.file == nil {
		return of, nil
	}
	carried, err := d.engine().Carried(&of, engine.Request{Document: engine.Agreement, Date: d.today()})
	if err != nil {
		return dossier.Dossier{}, err
	}
	return *carried, nil
}

// keepSigned keeps a signed file that came from elsewhere among the documents of a client.
func (d *Desk) keepSigned(ctx context.Context, db *store.Store, o Open, in arrival) error {
	report, err := d.report(ctx, in.file)
	if err != nil || len(report.Signatures) == 0 {
		return err
	}
	m, err := d.originOf(db, o, in)
	if err != nil {
		return err
	}
	if m.Signatures, err = signatures(report); err != nil {
		return err
	}
	_, err = d.keepBytes(db, o.ID, m, in.file, m.Prints, prints(o.Dossier))
	return err
}

// originOf is what is known of the document that a signed file was before that: when it is none of ours, that it is an agreement.
func (d *Desk) originOf(db *store.Store, o Open, in arrival) (m documentMeta, err error) {
	m = documentMeta{DocumentInfo: store.DocumentInfo{
		Document: engine.Agreement, Language: o.Dossier.Language, Template: d.engine().Catalogue().Version, Dossier: o.Version, Made: d.host.Now(),
		File: d.fileName(o.Dossier, Request{Document: engine.Agreement}),
	}}
	shown, err := d.shownBy(in, o.Dossier)
	if err != nil {
		return m, err
	}
	if m.Prints = prints(in.dossier); same(shown, in.dossier) {
		m.Prints = prints(o.Dossier)
	}
	begun := false
	err = d.carrying(db, o.ID, func(r store.Record, _ dossier.Dossier) {
		if old, err := metaOf(r); err == nil && !begun && bytes.HasPrefix(in.file, r.Data) {
			m, begun = old, true
		}
	})
	return m, err
}

// same tells whether two dossiers say the same.
func same(a, b dossier.Dossier) bool { return string(a.Encode()) == string(b.Encode()) }
