package office

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

// BadDossier is a file whose dossier cannot be read.
type BadDossier struct {
	File     string
	Problems record.Problems // at least one
}

func (b *BadDossier) Error() string { return "office: the dossier in " + b.File + " cannot be read" }

// ContinueFrom takes the dossier out of a PDF or JSON file. One of a client that is not here becomes a new client. Of one that is here, what
// was changed in the file only is taken over, what was changed here only stays, and what both changed in another way is returned to be
// settled as by Merge; nothing is saved before that. When it is not known what both were made from, that is all in which they differ. Undo
// goes back to what was not chosen. A PDF that is signed is kept among the client's documents. The error has the code "no-dossier", or is a
// *BadDossier.
func (o *Office) ContinueFrom(ctx context.Context, by By, f File, chosen map[string]record.Side) (Merged, error) {
	in, err := o.arrival(ctx, f)
	if err != nil {
		return Merged{}, err
	}
	var m Merged
	before, err := o.get(ctx, store.Dossier, in.dossier.ID)
	switch {
	case err == nil:
		m, err = o.join(ctx, by, before, in, chosen)
	case errors.Is(err, store.ErrNotFound):
		m, err = o.added(ctx, by, in)
	}
	if err != nil || m.Open == nil || in.file == nil {
		return m, err
	}
	if m.Kept, err = o.keepSigned(ctx, then(by), *m.Open, in); err != nil {
		return Merged{}, err
	}
	open, err := o.Open(ctx, m.Client)
	m.Open = &open
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
func (o *Office) arrival(ctx context.Context, f File) (arrival, error) {
	next, problems, err := inside(ctx, o.engine, f.Data)
	if err != nil {
		return arrival{}, err
	}
	if next == nil {
		return arrival{}, &BadDossier{f.Name, problems}
	}
	if next.ID == "" {
		if next.ID, err = o.newID("client-"); err != nil {
			return arrival{}, err
		}
	}
	if len(next.ID) > maxID || strings.ContainsFunc(next.ID, unicode.IsControl) {
		return arrival{}, Refuse("bad-id", "/id", "name", f.Name, "maximum", fmt.Sprint(maxID))
	}
	in := arrival{names: next.Versions}
	if next.Versions = nil; len(in.names) == 0 {
		in.names = []string{next.Version()}
	}
	in.dossier = *next
	if engine.IsPDF(f.Data) {
		in.file = f.Data
	}
	return in, nil
}

// inside takes the dossier out of a PDF or JSON file.
func inside(ctx context.Context, e *engine.Engine, data []byte) (*dossier.Dossier, record.Problems, error) {
	if engine.IsPDF(data) {
		attached, err := e.Extract(ctx, data)
		if errors.Is(err, engine.ErrNoDossier) {
			return nil, nil, Refuse("no-dossier", "")
		}
		if err != nil {
			return nil, nil, err
		}
		data = attached
	}
	next, problems := dossier.Decode(data)
	return next, problems, nil
}

// added keeps a dossier as that of a new client.
func (o *Office) added(ctx context.Context, by By, in arrival) (Merged, error) {
	open, err := o.save(ctx, by, store.Record{}, step{dossier: in.dossier, file: in.names[len(in.names)-1]})
	return Merged{Client: open.ID, Open: &open, Added: true}, err
}

// join brings a dossier that came in a file together with the one that is kept.
func (o *Office) join(ctx context.Context, by By, before store.Record, in arrival, chosen map[string]record.Side) (Merged, error) {
	ours, err := o.read(before.Data)
	if err != nil {
		return Merged{}, err
	}
	base, name, err := o.origin(ctx, before.ID, in)
	if err != nil {
		return Merged{}, err
	}
	merge := func(sides map[string]record.Side) record.Merged[dossier.Dossier] {
		return dossier.Type.Merge(base, &ours, &in.dossier, sides)
	}
	if base == nil {
		shown, err := o.shownBy(in, ours)
		if err != nil {
			return Merged{}, err
		}
		merge = func(sides map[string]record.Side) record.Merged[dossier.Dossier] {
			return dossier.Type.Compare(&shown, &ours, &in.dossier, sides)
		}
	}
	m := Merged{Merged: merge(chosen), Theirs: in.dossier, Client: before.ID}
	if len(m.Conflicts) > 0 {
		return m, nil
	}
	steps := []step{{dossier: notChosen(ours, m.Value, merge(opposite(chosen)).Value)}, {dossier: m.Value}}
	switch {
	case name == "":
	case same(in.dossier, m.Value):
		steps[1].file = name
	default: // the file is a version too: a later one is known to go on from it
		steps = slices.Insert(steps, 0, step{dossier: in.dossier, file: name})
	}
	open, err := o.follow(ctx, by, before, steps...)
	m.Open = &open
	return m, err
}

// shownBy is what a file of the kind that came would have of a dossier.
func (o *Office) shownBy(in arrival, of dossier.Dossier) (dossier.Dossier, error) {
	if in.file == nil {
		return of, nil
	}
	return o.carried(of, engine.Agreement)
}

// carried is what a document would carry of a dossier.
func (o *Office) carried(of dossier.Dossier, document string) (dossier.Dossier, error) {
	carried, err := o.engine.Carried(&of, engine.Request{Document: document, Date: o.today()})
	if err != nil {
		return dossier.Dossier{}, err
	}
	return *carried, nil
}

// Changed is where a client's dossier says something else by now than a document that was made of it, as far as such a document prints it: JSON
// Pointers in the dossier that is returned beside them.
func (o *Office) Changed(ctx context.Context, document string) (dossier.Dossier, []string, error) {
	d, err := o.document(ctx, document)
	if err != nil {
		return dossier.Dossier{}, nil, err
	}
	says, _, err := inside(ctx, o.engine, d.Data)
	if err != nil || says == nil {
		return dossier.Dossier{}, nil, err
	}
	now, err := o.latest(ctx, d.Client)
	if err != nil {
		return dossier.Dossier{}, nil, err
	}
	if now, err = o.carried(now, d.meta.Document); err != nil {
		return dossier.Dossier{}, nil, err
	}
	says.Versions, now.Versions = nil, nil
	m := dossier.Type.Merge(says, says, &now, nil)
	return m.Value, m.Taken, nil
}

// keepSigned keeps a signed file that came from elsewhere among the documents of a client: under which id, empty when nobody signed it.
func (o *Office) keepSigned(ctx context.Context, by By, open Opened, in arrival) (string, error) {
	report, err := o.verify(ctx, open.ID, in.file, unsaid)
	if err != nil || len(report.signatories(nil)) == 0 {
		return "", err
	}
	m, err := o.originOf(ctx, open, in)
	if err != nil {
		return "", err
	}
	if m.Signatures, err = o.encodeSignatures(ctx, report); err != nil {
		return "", err
	}
	kept, err := o.keepDocument(ctx, by, open.ID, m, in.file)
	return kept.ID, err
}

// originOf is what is known of the document that a signed file was before that: when it is none of ours, that it is an agreement.
func (o *Office) originOf(ctx context.Context, open Opened, in arrival) (m documentMeta, err error) {
	m = documentMeta{DocumentInfo: store.DocumentInfo{
		Document: engine.Agreement, Language: open.Dossier.Language, Template: o.template(engine.Agreement), Dossier: open.Version, Made: o.world.Now(),
		File: o.fileName(open.Dossier, Request{Document: engine.Agreement}),
	}}
	shown, err := o.shownBy(in, open.Dossier)
	if err != nil {
		return m, err
	}
	if m.Prints = o.prints(&in.dossier); same(shown, in.dossier) {
		m.Prints = o.prints(&open.Dossier)
	}
	begun := false
	err = o.carrying(ctx, open.ID, func(d keptDocument, _ dossier.Dossier) {
		if !begun && bytes.HasPrefix(in.file, d.Data) {
			m, begun = d.meta, true
		}
	})
	return m, err
}

// Export returns the dossier of a client as a file.
func (o *Office) Export(ctx context.Context, client string) (File, error) {
	r, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return File{}, err
	}
	versions, err := o.versions(ctx, client)
	if err != nil {
		return File{}, err
	}
	return portable(r, versions)
}

// Unsaved returns the dossier of a client as a window holds it, as a file: the way out when it cannot be saved.
func Unsaved(client string, next dossier.Dossier) File {
	next.Schema, next.ID, next.Versions = dossier.Schema, client, nil
	return dossierFile(next)
}

// portable is a dossier as a file for another machine, with the names of the versions that it went through.
func portable(r store.Record, versions []store.Record) (File, error) {
	next, err := read(r.Data)
	if err != nil {
		return File{}, err
	}
	own, _ := versionOf(r)
	for _, v := range versions {
		name, files := versionOf(v)
		next.Versions = append(append(next.Versions, files...), name)
	}
	slices.Sort(next.Versions)
	next.Versions = slices.DeleteFunc(slices.Compact(next.Versions), func(name string) bool { return name == "" || name == own })
	next.Versions = append(next.Versions, own)
	return dossierFile(next), nil
}

func dossierFile(next dossier.Dossier) File {
	return File{cmp.Or(plain(next.Controller.Name), plain(next.ID)) + ".verwoord.json", next.Encode()}
}
