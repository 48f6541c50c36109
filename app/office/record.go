package office

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"verwoord/app/draft"
	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

// A record is what documents can be about beside a dossier: an incident, a change, a request, a transfer. It is of the organisation, and a
// client sees of it what is its own.

// About is a record as it is listed.
type About struct {
	Kind    string
	ID      string
	Version int
	Title   string   // what it is called inside the organisation; may be empty
	Clients []string // the ids of those that it concerns
	Changed time.Time
	Drill   bool   // it is an exercise
	Stage   string // how far it is, of a kind that says so
	aware   string // from when its limits run, RFC 3339
	role    string // the part that JEX has in it
	hours   int    // the fewest that were agreed with one of the clients; 0 for none
}

// Record is a record that is being worked on.
type Record struct {
	About
	Data     []byte // JSON, as its kind writes it
	Undo     bool
	Redo     bool
	Problems record.Problems // of the record as such
}

// aboutHead is what is kept beside a record, for lists.
type aboutHead struct {
	Title   string   `json:"title,omitempty"`
	Clients []string `json:"clients"`
	Drill   bool     `json:"drill,omitempty"`
	Stage   string   `json:"stage,omitempty"`
	Aware   string   `json:"aware,omitempty"`
	Role    string   `json:"role,omitempty"`
	Hours   int      `json:"hours,omitempty"`
	Past    *past    `json:"past,omitempty"` // earlier versions that are kept
}

// spaces are where records are kept: those that not everyone may read have a space of their own.
var spaces = map[string]store.Space{"incident": store.Breach}

// recordRef names a record. The error has the code "no-record-kind".
func recordRef(kind, id string) (record.Kind, store.Ref, error) {
	k, ok := engine.KindOf(kind)
	if !ok {
		return nil, store.Ref{}, Refuse("no-record-kind", "", "kind", kind)
	}
	return k, store.Ref{Space: cmp.Or(spaces[kind], store.Sales), Kind: store.Kind(kind), ID: id}, nil
}

// BadRecord is a record that cannot be read.
type BadRecord struct {
	Problems record.Problems // at least one
}

func (b *BadRecord) Error() string { return "office: the record cannot be read: " + b.Problems[0].Code }

// Records lists the records that concern a client, or all of them when the id is empty, the last changed first.
func (o *Office) Records(ctx context.Context, client string) ([]About, error) {
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	var list []About
	for _, a := range x.about {
		if client == "" || slices.Contains(a.Clients, client) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b About) int {
		return cmp.Or(b.Changed.Compare(a.Changed), strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID))
	})
	return list, nil
}

// Record returns a record as it is kept.
func (o *Office) Record(ctx context.Context, kind, id string) (Record, error) {
	_, ref, err := recordRef(kind, id)
	if err != nil {
		return Record{}, err
	}
	if id == "" {
		return Record{}, store.ErrNotFound
	}
	r, err := o.store.Get(ctx, ref)
	if err != nil {
		return Record{}, err
	}
	return o.record(r)
}

// record is a record as one works on it.
func (o *Office) record(r store.Record) (Record, error) {
	a, err := aboutOf(r)
	if err != nil {
		return Record{}, err
	}
	p := pastOf(r)
	problems, _ := o.engine.CheckRecord(r.Data, o.today())
	return Record{About: a, Data: r.Data, Undo: p.Undo.size() > 0, Redo: p.Redo.size() > 0, Problems: problems}, nil
}

// aboutOf is a record as it is listed.
func aboutOf(r store.Record) (About, error) {
	var head aboutHead
	if err := json.Unmarshal(r.Head, &head); err != nil {
		return About{}, fmt.Errorf("read head of %s %s: %w", r.Kind, r.ID, err)
	}
	return About{
		Kind: string(r.Kind), ID: r.ID, Version: r.Version, Title: head.Title, Clients: head.Clients, Changed: r.At,
		Drill: head.Drill, Stage: head.Stage, aware: head.Aware, role: head.Role, hours: head.Hours,
	}, nil
}

// SaveRecord keeps a record as the successor of the version given, 0 for a new one; what it succeeds is kept for UndoRecord. The error is a
// *BadRecord when it cannot be read, and a *store.Conflict when another version is kept.
func (o *Office) SaveRecord(ctx context.Context, by By, kind string, version int, data []byte) (Record, error) {
	k, _, err := recordRef(kind, "")
	if err != nil {
		return Record{}, err
	}
	v, problems := k.Decode(data)
	if v == nil {
		return Record{}, &BadRecord{problems}
	}
	_, ref, err := recordRef(kind, k.ID(v))
	if err != nil {
		return Record{}, err
	}
	if ref.ID == "" {
		return Record{}, &BadRecord{record.Problems{record.Codes.Problem("/id", "required", "id")}}
	}
	data = k.Encode(v)
	before, err := o.store.Get(ctx, ref)
	switch {
	case errors.Is(err, store.ErrNotFound):
		before = store.Record{Ref: ref}
	case err != nil:
		return Record{}, err
	case before.Version == version && bytes.Equal(before.Data, data): // that it is saved was not heard, or what was typed was taken back
		return o.record(before)
	}
	if before.Version != version {
		return Record{}, &store.Conflict{Kept: before, Other: store.Change{Ref: ref, Base: version, Data: data}}
	}
	return o.putRecord(ctx, by, before, data, succeeding(before, len(data)))
}

// putRecord keeps what succeeds a record, and where its earlier versions go.
func (o *Office) putRecord(ctx context.Context, by By, before store.Record, data []byte, s succession) (Record, error) {
	head := headOf(data)
	head.Past = &s.past
	c := store.Change{Ref: before.Ref, Base: before.Version, Data: data}
	if len(head.Clients) == 1 {
		c.Client = head.Clients[0]
	}
	var err error
	if c.Head, err = json.Marshal(head); err != nil {
		return Record{}, err
	}
	records, err := o.put(ctx, by, append([]store.Change{c}, s.changes...)...)
	if err != nil {
		return Record{}, err
	}
	o.tell(c.Kind, c.Client, 0)
	kept := records[0]
	kept.Data, kept.Head = data, c.Head
	return o.record(kept)
}

// affected is what lists need of the row of one client.
type affected struct {
	Client string `json:"client"`
	Hours  int    `json:"termHours"`
}

// headOf is what lists need of a record: every kind says in the same places what it is called and whom it concerns.
func headOf(data []byte) aboutHead {
	var says struct {
		Title    string     `json:"title"`
		Client   string     `json:"client"`
		Exercise bool       `json:"exercise"`
		Stage    string     `json:"stage"`
		AwareAt  string     `json:"awareAt"`
		Role     string     `json:"role"`
		Affected []affected `json:"affected"`
	}
	_ = json.Unmarshal(data, &says) // it was just written
	head := aboutHead{Title: says.Title, Clients: []string{}, Drill: says.Exercise, Stage: says.Stage, Aware: says.AwareAt, Role: says.Role}
	for _, row := range append(says.Affected, affected{Client: says.Client}) {
		if row.Hours > 0 && (head.Hours == 0 || row.Hours < head.Hours) {
			head.Hours = row.Hours
		}
		if row.Client != "" && !slices.Contains(head.Clients, row.Client) {
			head.Clients = append(head.Clients, row.Client)
		}
	}
	return head
}

// RemoveRecord removes a record, for good. What was made about it stays. The version is the one the user looked at. The error has the code
// "record-sent" when a client was sent something about it: what was told stays with what it was told of.
func (o *Office) RemoveRecord(ctx context.Context, by By, kind, id string, version int) error {
	r, err := o.Record(ctx, kind, id)
	if err != nil {
		return err
	}
	_, ref, err := recordRef(kind, id)
	if err != nil {
		return err
	}
	if r.Version != version {
		return &store.Conflict{Kept: store.Record{Ref: ref, Version: r.Version, Data: r.Data}, Other: store.Change{Ref: ref, Base: version, Deleted: true}}
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return err
	}
	sent := x.wasSent(id)
	done()
	if sent {
		return Refuse("record-sent", "", "id", id)
	}
	changes := []store.Change{{Ref: ref, Base: version, Deleted: true}}
	kept, err := o.store.Get(ctx, ref)
	if err != nil {
		return err
	}
	p := pastOf(kept)
	for _, run := range slices.Concat(p.Undo, p.Redo) {
		for v := run[0]; v <= run[1]; v++ {
			changes = append(changes, forgotten(ref, v))
		}
	}
	if _, err := o.put(ctx, by, changes...); err != nil {
		return err
	}
	o.tell(ref.Kind, "", 0)
	return nil
}

// Asked is a request for a document as the engine takes it, but for the dossier: dated now, with the record that it is about as its client may
// see it, with what the client was sent about it before, and with the names that may not stand in it.
func (o *Office) Asked(ctx context.Context, client string, r Request) (engine.Request, error) {
	out := engine.Request{Document: r.Document, Lang: r.Language, Date: o.today(), Organisation: o.itself.Load()}
	d, known := o.engine.Document(r.Document)
	if d.Dated == draft.ByMoment {
		out.Date = o.world.Now().Format(time.RFC3339)
	}
	if !known || d.About == "" || r.About == "" {
		return out, nil // the engine tells what is missing
	}
	_, ref, err := recordRef(d.About, r.About)
	if err != nil {
		return out, err
	}
	about, err := o.store.Get(ctx, ref)
	if errors.Is(err, store.ErrNotFound) {
		return out, Refuse("no-record", "/about", "id", r.About)
	}
	if err != nil {
		return out, err
	}
	out.About = about.Data
	if out.Chain, out.Before, err = o.chain(ctx, client, r.Document, r.About); err != nil {
		return out, err
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return out, err
	}
	defer done()
	out.Clients = x.clientNames()
	return out, nil
}
