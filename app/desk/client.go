package desk

import (
	"bytes"
	"cmp"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	store "verwoord/app/vault"
)

// The states of a client's agreement.
const (
	stateDraft    = "draft"
	stateMade     = "made"
	stateHalf     = "signed-by-processor"
	stateSigned   = "signed-by-both"
	stateOutdated = "outdated" // it was signed, and the dossier or the approved text says something else by now
)

// summary is what the overview needs of a dossier, kept beside it so that a list opens none.
type summary struct {
	Name     string `json:"name"`
	City     string `json:"city"`
	Prints   string `json:"prints"` // digest of what the agreement prints
	Day      string `json:"day"`    // on which the problems were counted: some come with time
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Start    string `json:"start,omitempty"` // first day of the processing
	Version  string `json:"version"`         // a name that only this version has, on whatever machine it is
	// The names of the versions that came in files and that this one was made from.
	Files []string `json:"files,omitempty"`
	// What the dates in the dossier ask for, on that day.
	Due []engine.Due `json:"due,omitempty"`
}

// Clients lists every client and what is due.
func (d *Desk) Clients() (o Overview, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Overview{}, err
	}
	o = Overview{Clients: []Client{}, Due: []Due{}, Damage: []string{}}
	records, damage := db.List(store.Dossier)
	documents, more := db.List(store.Document)
	if o.Damage, err = d.damage(errors.Join(damage, more)); err != nil {
		return Overview{}, err
	}
	kept := byClient(documents)
	for _, r := range records {
		s, err := d.summary(db, r)
		if err != nil {
			sentences, err := d.damage(err)
			if err != nil {
				return Overview{}, err
			}
			o.Damage = append(o.Damage, sentences...)
			continue
		}
		client := Client{
			ID: r.ID, Name: s.Name, City: s.City, State: d.agreementState(s.Prints, kept[r.ID]),
			Errors: s.Errors, Warnings: s.Warnings, Changed: stamp(r.Time),
		}
		due := d.due(r.ID, s, r.Time, kept[r.ID])
		if len(due) > 0 {
			client.Due = &due[0]
		}
		o.Due = append(o.Due, due...)
		o.Clients = append(o.Clients, client)
	}
	identities, err := d.dueIdentities(db)
	if err != nil {
		return Overview{}, err
	}
	o.Due = append(o.Due, identities...)
	sortDue(o.Due)
	slices.SortStableFunc(o.Clients, func(a, b Client) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return o, nil
}

// damage separates what only cannot be read, in sentences, from what makes going on useless.
func (d *Desk) damage(err error) ([]string, error) {
	out := []string{}
	for _, e := range flat(err) {
		var corrupt *store.CorruptError
		if !errors.As(e, &corrupt) && !errors.Is(e, store.ErrNewer) {
			return out, e
		}
		out = append(out, d.explain(e).Message)
	}
	return out, nil
}

// flat takes errors that were joined apart.
func flat(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, flat(e)...)
	}
	return out
}

// summary is that of a listed record, counted anew when it is of another day.
func (d *Desk) summary(db *store.Store, r store.Record) (summary, error) {
	var s summary
	if err := json.Unmarshal(r.Meta, &s); err == nil && s.Day == d.today() {
		return s, nil
	}
	next, err := latest(db, r.ID)
	if err != nil {
		return summary{}, err
	}
	return d.summarize(next, d.problems(next, engine.Agreement)), nil
}

func (d *Desk) summarize(next dossier.Dossier, problems []Problem) summary {
	s := summary{
		Name: next.Controller.Name, City: next.Controller.Address.City, Prints: prints(next), Day: d.today(),
		Start: next.Processing.Start, Due: d.engine().DueInDossier(&next, d.today()),
	}
	for _, p := range problems {
		if p.Severity == string(dossier.Error) {
			s.Errors++
		} else {
			s.Warnings++
		}
	}
	return s
}

// NewClient adds a client: one of whom nothing is known yet, or the example.
func (d *Desk) NewClient(example bool) (o Open, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Open{}, err
	}
	settings, err := d.settings()
	if err != nil {
		return Open{}, err
	}
	var next dossier.Dossier
	if example {
		if next, err = read(d.engine().Example()); err != nil {
			return Open{}, err
		}
		next.ID, err = freeID(db, next.ID)
	} else {
		next = dossier.Dossier{Schema: dossier.Schema, Language: settings.Language, Processor: settings.Processor}
		next.Controller.Address.Country = "NL"
		next.ID, err = d.newID("client-")
	}
	if err != nil {
		return Open{}, err
	}
	return d.put(db, store.Record{}, step{dossier: next})
}

// newID is an id that nothing has yet.
func (d *Desk) newID(prefix string) (string, error) {
	random := make([]byte, 5)
	if _, err := io.ReadFull(d.host.Rand(), random); err != nil {
		return "", err
	}
	return prefix + strings.ToLower(base32.StdEncoding.EncodeToString(random)), nil
}

// freeID is an id, or the first with a number behind it that no client has.
func freeID(db *store.Store, id string) (string, error) {
	free := id
	for n := 2; ; n++ {
		_, err := db.Get(store.Dossier, free)
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
func (d *Desk) Open(client string) (o Open, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Open{}, err
	}
	r, err := db.Get(store.Dossier, client)
	if err != nil {
		return Open{}, err
	}
	return d.opened(db, r)
}

// opened is a record as the window works on it.
func (d *Desk) opened(db *store.Store, r store.Record) (Open, error) {
	next, err := read(r.Data)
	if err != nil {
		return Open{}, err
	}
	problems := d.problems(next, engine.Agreement)
	documents, err := db.List(store.Document)
	if _, err := d.damage(err); err != nil {
		return Open{}, err
	}
	own := byClient(documents)[r.ID]
	return Open{
		ID: r.ID, Version: r.Version, Dossier: next, Saved: stamp(r.Time), Undo: r.Undo > 0, Redo: r.Redo > 0,
		Problems: problems, State: d.agreementState(prints(next), own), Due: d.due(r.ID, d.summarize(next, problems), r.Time, own),
	}, nil
}

// read reads a dossier as Encode wrote it: no list in it is nil that is not left out when empty. What this program does not know in it comes
// from a newer one, and would be lost in what is saved next: the error is then store.ErrNewer.
func read(data []byte) (dossier.Dossier, error) {
	var next dossier.Dossier
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
func latest(db *store.Store, client string) (dossier.Dossier, error) {
	r, err := db.Get(store.Dossier, client)
	if err != nil {
		return dossier.Dossier{}, err
	}
	return read(r.Data)
}

// step is a dossier on its way to be kept.
type step struct {
	dossier dossier.Dossier
	file    string // the name of the version, when it came in a file
}

// put keeps dossiers one after the other, the first as the successor of what is kept.
func (d *Desk) put(db *store.Store, kept store.Record, steps ...step) (Open, error) {
	var records []store.Record
	_, files := versionOf(kept)
	for _, s := range steps {
		summary := d.summarize(s.dossier, d.problems(s.dossier, engine.Agreement))
		if summary.Version = s.file; s.file == "" {
			random := make([]byte, 16)
			if _, err := io.ReadFull(d.host.Rand(), random); err != nil {
				return Open{}, err
			}
			summary.Version = dossier.VersionName(random)
		} else if !slices.Contains(files, s.file) {
			files = append(slices.Clone(files), s.file)
		}
		summary.Files = files
		meta, err := json.Marshal(summary)
		if err != nil {
			return Open{}, err
		}
		records = append(records, store.Record{Kind: store.Dossier, ID: s.dossier.ID, Version: kept.Version, Meta: meta, Data: s.dossier.Encode()})
	}
	r, err := db.PutAll(records...)
	if err != nil {
		return Open{}, err
	}
	d.tell(store.Dossier, r.ID, r.Version)
	return d.opened(db, r)
}

// follow keeps dossiers as put does. One that says what the one before it does is left out.
func (d *Desk) follow(db *store.Store, kept store.Record, steps ...step) (Open, error) {
	last := kept.Data
	steps = slices.DeleteFunc(steps, func(s step) bool {
		data := s.dossier.Encode()
		again := bytes.Equal(data, last)
		last = data
		return again
	})
	if len(steps) == 0 {
		return d.opened(db, kept)
	}
	return d.put(db, kept, steps...)
}

// Change saves a dossier as the successor of the version given. Its id stays what it was. The error has the code "store.conflict" when
// another window saved in the meantime: nothing was overwritten, Open again.
func (d *Desk) Change(client string, version int, next dossier.Dossier) (s Saved, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Saved{}, err
	}
	next.Schema, next.ID, next.Versions = dossier.Schema, client, nil
	var o Open
	kept, none := db.Get(store.Dossier, client)
	if none == nil && bytes.Equal(kept.Data, next.Encode()) {
		o, err = d.opened(db, kept) // that it is saved was not heard, or what was typed was taken back
	} else {
		kept.Version = version
		o, err = d.put(db, kept, step{dossier: next})
	}
	return Saved{Version: o.Version, Saved: o.Saved, Undo: o.Undo, Redo: o.Redo, Problems: o.Problems, State: o.State, Due: o.Due}, err
}

// Undo takes back the last change of a dossier, also one of an earlier session. The error has the code "store.nothing" when there is
// none, and "store.conflict" as for Change.
func (d *Desk) Undo(client string, version int) (o Open, err error) {
	defer d.guard(&err)
	return d.move((*store.Store).Undo, client, version)
}

// Redo makes a change again that was taken back, with the same errors.
func (d *Desk) Redo(client string, version int) (o Open, err error) {
	defer d.guard(&err)
	return d.move((*store.Store).Redo, client, version)
}

func (d *Desk) move(step func(*store.Store, string, int) (store.Record, error), client string, version int) (Open, error) {
	db, err := d.open()
	if err != nil {
		return Open{}, err
	}
	r, err := step(db, client, version)
	if err != nil {
		return Open{}, err
	}
	d.tell(store.Dossier, r.ID, r.Version)
	return d.opened(db, r)
}

// Remove removes a client with every document made for it, for good. The version is the one the user looked at.
func (d *Desk) Remove(client string, version int) (err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return err
	}
	if err := db.Delete(store.Dossier, client, version); err != nil {
		return err
	}
	d.tell(store.Dossier, client, 0)
	return nil
}

// Check returns the problems of a dossier with a view to one document, without saving it. It may be a part of one, whose schema is ours then.
func (d *Desk) Check(next dossier.Dossier, document string) (problems []Problem, err error) {
	defer d.guard(&err)
	next.Schema = cmp.Or(next.Schema, dossier.Schema)
	return d.problems(next, document), nil
}

func (d *Desk) problems(next dossier.Dossier, document string) []Problem {
	return d.worded(d.engine().Check(next.Encode(), document, d.today()))
}

// worded puts problems in the user's words.
func (d *Desk) worded(problems dossier.Problems) []Problem {
	l := d.locale()
	out := []Problem{}
	for _, p := range problems {
		out = append(out, Problem{
			Severity: string(p.Severity), Path: p.Path, Code: p.Code, Args: p.Arguments(l.Lang, l.Message), Message: engine.Message(l, p),
		})
	}
	return out
}

// KnownSubprocessors lists the sub-processors of every other client, to copy one from.
func (d *Desk) KnownSubprocessors(client string) (known []KnownSubprocessor, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return nil, err
	}
	records, err := db.List(store.Dossier)
	if _, err := d.damage(err); err != nil {
		return nil, err
	}
	known = []KnownSubprocessor{}
	for _, r := range records {
		if r.ID == client {
			continue
		}
		next, err := latest(db, r.ID)
		if _, err := d.damage(err); err != nil {
			return nil, err
		}
		for _, s := range next.Subprocessors {
			known = append(known, KnownSubprocessor{Client: r.ID, Name: next.Controller.Name, Subprocessor: s})
		}
	}
	return known, nil
}
