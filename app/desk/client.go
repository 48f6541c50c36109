package desk

import (
	"cmp"
	"context"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/office"
	"verwoord/app/record"
)

// Clients shows a page of clients and what is due first.
func (d *Desk) Clients(l Look) (out Overview, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Overview{}, err
	}
	page, err := o.Overview(context.Background(), by, office.Look{
		Search: l.Search, State: l.State, By: office.Order(l.By), Down: l.Down, After: l.After, Limit: l.Limit, Due: l.Due, Kind: l.Kind,
	})
	if err != nil {
		return Overview{}, err
	}
	out = Overview{
		Clients: []Client{}, Next: page.Next, Found: page.Found, All: page.All, Due: d.dues(page.Due), More: page.More, Damage: d.sentences(page.Damage),
		Kinds: office.DueKinds, States: office.States,
	}
	for _, c := range page.Clients {
		client := Client{
			ID: c.ID, Name: c.Name, City: c.City, State: c.State, Errors: c.Errors, Warnings: c.Warnings, Changed: stamp(c.Changed),
		}
		if c.Due != nil {
			due := d.due(*c.Due)
			client.Due = &due
		}
		out.Clients = append(out.Clients, client)
	}
	return out, nil
}

// sentences are errors, each in a sentence.
func (d *Desk) sentences(errs []error) []string {
	out := []string{}
	for _, e := range errs {
		out = append(out, d.explain(e).Message)
	}
	return out
}

func (d *Desk) dues(list []office.Due) []Due {
	out := []Due{}
	for _, x := range list {
		out = append(out, d.due(x))
	}
	return out
}

func (d *Desk) due(x office.Due) Due {
	return Due{
		Client: x.Client, Name: x.Name, Path: x.Path, Document: x.Document, At: cmp.Or(x.Moment, x.Day), What: x.Sentence(d.locale()), Late: x.Late,
		About: x.About.ID, Key: x.Key, Settled: x.Settled,
	}
}

// NewClient adds a client: one of whom nothing is known yet, or the example.
func (d *Desk) NewClient(example bool) (out Open, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Open{}, err
	}
	return d.opened(o.NewClient(context.Background(), by, example))
}

// CopyClient adds a client with what was agreed with another. Who the client is stays to be said, and what the other said for itself.
func (d *Desk) CopyClient(client string) (out Open, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Open{}, err
	}
	return d.opened(o.CopyClient(context.Background(), by, client))
}

// Open opens the dossier of a client.
func (d *Desk) Open(client string) (out Open, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return Open{}, err
	}
	return d.opened(o.Open(context.Background(), client))
}

// opened is a dossier as the window works on it.
func (d *Desk) opened(o office.Opened, err error) (Open, error) {
	if err != nil {
		return Open{}, err
	}
	return Open{
		ID: o.ID, Version: o.Version, Dossier: o.Dossier, Saved: stamp(o.Saved), Undo: o.Undo, Redo: o.Redo,
		Problems: d.worded(o.Problems), State: o.State, Due: d.dues(o.Due),
	}, nil
}

// Change saves a dossier as the successor of the version given. Its id stays what it was. The error has the code "store.conflict" when
// another window saved in the meantime: nothing was overwritten, Open again.
func (d *Desk) Change(client string, version int, next dossier.Dossier) (s Saved, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Saved{}, err
	}
	out, err := d.opened(o.Change(context.Background(), by, client, version, next))
	return Saved{Version: out.Version, Saved: out.Saved, Undo: out.Undo, Redo: out.Redo, Problems: out.Problems, State: out.State, Due: out.Due}, err
}

// Undo takes back the last change of a dossier, also one of an earlier session. The error has the code "store.nothing" when there is
// none, and "store.conflict" as for Change.
func (d *Desk) Undo(client string, version int) (out Open, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Open{}, err
	}
	return d.opened(o.Undo(context.Background(), by, client, version))
}

// Redo makes a change again that was taken back, with the same errors.
func (d *Desk) Redo(client string, version int) (out Open, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Open{}, err
	}
	return d.opened(o.Redo(context.Background(), by, client, version))
}

// Remove removes a client with every document made for it, for good. The version is the one the user looked at.
func (d *Desk) Remove(client string, version int) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.Remove(context.Background(), by, client, version)
}

// Check returns the problems of a dossier with a view to one document, without saving it. It may be a part of one, whose schema is ours then.
func (d *Desk) Check(next dossier.Dossier, document string) (problems []Problem, err error) {
	defer d.guard(&err)
	next.Schema = cmp.Or(next.Schema, dossier.Schema)
	return d.worded(d.engine().CheckOpen(&next, engine.Request{Document: document, Date: d.today(), Organisation: d.itself()})), nil
}

// worded puts problems in the user's words.
func (d *Desk) worded(problems record.Problems) []Problem {
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
	o, err := d.office()
	if err != nil {
		return nil, err
	}
	list, err := o.KnownSubprocessors(context.Background(), client)
	known = []KnownSubprocessor{}
	for _, k := range list {
		known = append(known, KnownSubprocessor(k))
	}
	return known, err
}
