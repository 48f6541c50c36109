package office

import (
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
}

// Record is a record that is being worked on.
type Record struct {
	About
	Data []byte // JSON, as its kind writes it
}

// aboutHead is what is kept beside a record, for lists.
type aboutHead struct {
	Title   string   `json:"title,omitempty"`
	Clients []string `json:"clients"`
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
	a, err := aboutOf(r)
	return Record{a, r.Data}, err
}

// aboutOf is a record as it is listed.
func aboutOf(r store.Record) (About, error) {
	var head aboutHead
	if err := json.Unmarshal(r.Head, &head); err != nil {
		return About{}, fmt.Errorf("read head of %s %s: %w", r.Kind, r.ID, err)
	}
	return About{string(r.Kind), r.ID, r.Version, head.Title, head.Clients, r.At}, nil
}

// SaveRecord keeps a record as the successor of the version given, 0 for a new one. The error is a *BadRecord when it cannot be read, and a
// *store.Conflict when another version is kept.
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
	c := store.Change{Ref: ref, Base: version, Data: k.Encode(v)}
	head := headOf(c.Data)
	if len(head.Clients) == 1 {
		c.Client = head.Clients[0]
	}
	if c.Head, err = json.Marshal(head); err != nil {
		return Record{}, err
	}
	records, err := o.put(ctx, by, c)
	if err != nil {
		return Record{}, err
	}
	o.tell(ref.Kind, c.Client, 0)
	a, err := aboutOf(records[0])
	return Record{a, c.Data}, err
}

// headOf is what lists need of a record: every kind says in the same places what it is called and whom it concerns.
func headOf(data []byte) aboutHead {
	var says struct {
		Title    string                    `json:"title"`
		Client   string                    `json:"client"`
		Affected []struct{ Client string } `json:"affected"`
	}
	_ = json.Unmarshal(data, &says) // it was just written
	head := aboutHead{Title: says.Title, Clients: []string{}}
	for _, row := range append(says.Affected, struct{ Client string }{says.Client}) {
		if row.Client != "" && !slices.Contains(head.Clients, row.Client) {
			head.Clients = append(head.Clients, row.Client)
		}
	}
	return head
}

// RemoveRecord removes a record, for good. What was made about it stays. The version is the one the user looked at.
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
	if _, err := o.put(ctx, by, store.Change{Ref: ref, Base: version, Deleted: true}); err != nil {
		return err
	}
	o.tell(ref.Kind, "", 0)
	return nil
}

// Asked is a request for a document as the engine takes it, but for the dossier: dated now, and with the record that it is about.
func (o *Office) Asked(ctx context.Context, r Request) (engine.Request, error) {
	out := engine.Request{Document: r.Document, Lang: r.Language, Date: o.today()}
	d, known := o.engine.Document(r.Document)
	if d.Dated == draft.ByMoment {
		out.Date = o.world.Now().Format(time.RFC3339)
	}
	if !known || d.About == "" || r.About == "" {
		return out, nil // the engine tells what is missing
	}
	about, err := o.Record(ctx, d.About, r.About)
	if errors.Is(err, store.ErrNotFound) {
		return out, Refuse("no-record", "/about", "id", r.About)
	}
	out.About = about.Data
	return out, err
}
