package office

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/record"
	"verwoord/app/store"
)

// index is what the heads of all that is kept say, in the order in which it is looked for. It is made at the first look, and follows the
// feed of the store from then on: a look costs what has changed since the one before.
type index struct {
	mu         sync.Mutex
	loaded     bool
	since      map[store.Space]int64 // of its feed
	rows       map[string]*row
	byName     []*row // those that have a dossier
	orders     map[Order]*order
	agenda     agenda
	stale      []*row // perhaps, that were counted by other rules
	identities map[string]store.Record
	own        map[string]string            // ids of the identities, by the fingerprints of their certificates
	pins       map[string]map[string]Pin    // by client, "" for colleagues, and by id
	about      map[store.Ref]About          // the records that documents are about
	running    map[store.Ref][]*appointment // what is due of each of these
	settled    map[string]bool              // what is due and was ticked off, by its key
	names      *record.Names                // of all clients; nil when they are to be gathered anew
	damage     map[store.Ref]error
	scratch    []appointment // for weigh
}

// row is what is known of one client.
type row struct {
	id        string
	version   int       // of the dossier; 0 when there is none
	at        time.Time // when the dossier was kept
	brief     brief
	counted   *tallied // by the rules of now; nil when the summary is
	tallied   int      // version of the tally
	key       string   // what it is filed under
	text      string   // what a search looks in
	documents []keptDocument
	sent      []Sent // by what they are about, the first first
	state     string
	due       []*appointment
}

// keptDocument is the record of a document, without the bytes.
type keptDocument struct {
	store.Record
	meta       documentMeta
	signatures []Signatory
}

// counts are what holds of a row.
func (r *row) counts() *tallies {
	if r.counted != nil && r.counted.dossier == r.version {
		return &r.counted.tallies
	}
	return &r.brief.tallies
}

// tallied is what Check says of a version of a dossier.
type tallied struct {
	tallies
	dossier int // version
}

// look brings the index up to date, and locks it until done is called.
func (o *Office) look(ctx context.Context) (x *index, done func(), err error) {
	x = &o.index
	x.mu.Lock()
	if err := o.catchUp(ctx, x); err != nil {
		x.mu.Unlock()
		return nil, nil, err
	}
	return x, x.mu.Unlock, nil
}

func (o *Office) catchUp(ctx context.Context, x *index) error {
	if !x.loaded {
		if err := o.load(ctx, x); err != nil {
			return err
		}
	}
	for _, space := range looked {
		if err := o.feed(ctx, x, space); err != nil {
			return err
		}
	}
	return nil
}

// looked are the spaces that are looked at.
var looked = []store.Space{store.Sales, store.Legal, store.Breach}

// feed takes over what has changed in a space.
func (o *Office) feed(ctx context.Context, x *index, space store.Space) error {
	for {
		p, err := o.store.List(ctx, store.Filter{Space: space, Feed: true, Since: x.since[space]})
		damage, err := damaged(err)
		if err != nil {
			return err
		}
		x.hurt(damage)
		for _, r := range p.Records {
			o.heed(r)
			if row := x.take(r); row != nil {
				o.settle(x, row)
				if r.Kind == store.Notice {
					o.rerunAll(x, row.id)
				}
			} else if a, ok := x.about[r.Ref]; ok || x.running[r.Ref] != nil {
				o.rerun(x, r.Ref, a)
			} else if x.establishes(r) {
				o.settleAll(x)
			}
		}
		if !p.More || len(p.Records) == 0 {
			x.since[space] = p.Seq
			return nil
		}
		x.since[space] = p.Records[len(p.Records)-1].Seq
	}
}

// load reads the heads of all that is kept. What changes in the meantime is in the feed.
func (o *Office) load(ctx context.Context, x *index) error {
	head, err := o.store.List(ctx, store.Filter{Space: store.Sales, Kind: store.Setting, Limit: 1})
	if _, err := damaged(err); err != nil {
		return err
	}
	x.since = map[store.Space]int64{store.Sales: head.Seq}
	x.rows, x.identities, x.about, x.damage = map[string]*row{}, map[string]store.Record{}, map[store.Ref]About{}, map[store.Ref]error{}
	x.own, x.pins = map[string]string{}, map[string]map[string]Pin{}
	x.byName, x.orders, x.agenda, x.stale = nil, nil, agenda{}, nil
	x.running, x.settled, x.names = map[store.Ref][]*appointment{}, map[string]bool{}, nil
	kinds := []store.Kind{store.Dossier, store.Document, store.Notice, answer, settled, store.Identity, pinned, tally}
	for _, k := range engine.Kinds() {
		if spaces[k.Name()] == "" { // what is in a space of its own is read in its feed
			kinds = append(kinds, store.Kind(k.Name()))
		}
	}
	var answers []store.Record // each after what it answers
	damage, err := damaged(o.store.Each(ctx, store.Sales, kinds, func(r store.Record) {
		if r.Kind == answer {
			answers = append(answers, r)
		} else {
			x.take(r)
		}
	}))
	if err != nil {
		return err
	}
	for _, r := range answers {
		x.take(r)
	}
	x.hurt(damage)
	for _, row := range x.rows {
		o.weigh(x, row)
		if row.version > 0 {
			x.byName = append(x.byName, row)
		} else {
			row.due = nil
		}
		if !o.current(row) {
			x.stale = append(x.stale, row)
		}
	}
	slices.SortFunc(x.byName, byKey)
	x.loaded = true
	return nil
}

func byKey(a, b *row) int { return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.id, b.id)) }

// hurt notes what cannot be read.
func (x *index) hurt(damage []error) {
	for _, err := range damage {
		var corrupt *store.CorruptError
		if errors.As(err, &corrupt) {
			x.damage[corrupt.Ref] = err
		}
	}
}

// take takes over what a record says, and returns the client that it is about; nil when it is about none that is listed.
func (x *index) take(r store.Record) *row {
	delete(x.damage, r.Ref)
	switch r.Kind {
	case store.Identity:
		x.identify(r)
		return nil
	case pinned:
		return x.pin(r)
	case store.Dossier, store.Document, store.Notice, answer, tally:
	case settled:
		x.settled[r.ID] = !r.Deleted
		return x.rows[r.Client]
	default:
		x.note(r)
		return nil
	}
	client := x.rows[r.Client]
	if client == nil {
		client = &row{id: r.Client}
		x.rows[r.Client] = client
	}
	switch r.Kind {
	case store.Dossier:
		client.take(r)
	case store.Document:
		client.file(r)
	case store.Notice, answer:
		client.post(r)
	case tally:
		client.counted, client.tallied = talliedOf(r.Head), r.Version
	}
	return client
}

// note takes over what a record says that documents are about.
func (x *index) note(r store.Record) {
	if _, known := engine.KindOf(string(r.Kind)); !known {
		return
	}
	delete(x.about, r.Ref)
	if a, err := aboutOf(r); err == nil && !r.Deleted {
		x.about[r.Ref] = a
	}
}

// take takes over what a dossier says.
func (r *row) take(record store.Record) {
	r.at, r.brief, r.version = record.At, brief{}, record.Version
	if record.Deleted {
		r.version = 0
		return
	}
	r.brief = briefOf(record.Head)
}

// file puts a document among those of its client, the newest first.
func (r *row) file(record store.Record) {
	r.documents = slices.DeleteFunc(r.documents, func(d keptDocument) bool { return d.ID == record.ID })
	if record.Deleted {
		return
	}
	meta, err := documentMetaOf(record.Head)
	if err != nil {
		return
	}
	record.Head = nil // it is in the meta
	d := keptDocument{Record: record, meta: meta}
	d.signatures = d.meta.signatories()
	at, _ := slices.BinarySearchFunc(r.documents, d, newestFirst)
	r.documents = slices.Insert(r.documents, at, d)
}

func newestFirst(a, b keptDocument) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) }

// weigh says what follows from what a client's records say.
func (o *Office) weigh(x *index, r *row) {
	x.establish(r)
	r.key, r.text = locale.Fold(r.brief.Name), locale.Fold(r.searched())
	r.state = o.agreementState(&r.brief, r.documents)
	standing, document := o.standing(r)
	all := x.scratch[:0]
	for _, d := range o.engine.Due(standing) {
		d.Args = nil
		due := appointment{dated: dated{Due: d}, row: r, key: r.key}
		switch d.Code {
		case engine.Processor, engine.Controller, "confirm-" + engine.Processor, "confirm-" + engine.Controller:
			due.document = document
		}
		all = append(all, due)
	}
	if standing.Made != "" { // before that Check says it
		r.counts().dues(func(d dated) { all = append(all, appointment{dated: d, row: r, key: r.key}) })
	}
	x.scratch, all = all, slices.Clone(all)
	r.due = make([]*appointment, len(all))
	for i := range all {
		r.due[i] = &all[i]
		all[i].settled = len(x.settled) > 0 && x.settled[dueKey(r.id, all[i].Due)]
	}
	slices.SortFunc(r.due, byDay)
}

// settle puts a client where it belongs after one of its records has changed.
func (o *Office) settle(x *index, r *row) {
	at, listed := slices.BinarySearchFunc(x.byName, r, byKey)
	before, due := r.key, r.due
	if !listed {
		at = -1
	}
	name := r.text
	o.weigh(x, r)
	if r.text != name || r.version == 0 {
		x.names = nil
	}
	if at >= 0 && (r.version == 0 || r.key != before) {
		x.byName = slices.Delete(x.byName, at, at+1)
		at = -1
	}
	if at < 0 && r.version > 0 {
		to, _ := slices.BinarySearchFunc(x.byName, r, byKey)
		x.byName = slices.Insert(x.byName, to, r)
	}
	next := r.due
	if r.version == 0 {
		next, r.due = nil, nil
		if len(r.documents) == 0 {
			delete(x.rows, r.id)
		}
	}
	if !o.current(r) {
		x.stale = append(x.stale, r)
	}
	if slices.EqualFunc(due, next, sameAppointment) {
		r.due = due
	} else {
		for _, a := range due {
			x.agenda.remove(a)
		}
		for _, a := range next {
			x.agenda.add(a)
		}
	}
	x.reorder(r)
}

// clientNames are the names of all clients.
func (x *index) clientNames() *record.Names {
	if x.names == nil {
		var names []string
		for _, r := range x.byName {
			names = append(names, r.brief.Name)
		}
		x.names = record.NamesOf(names...)
	}
	return x.names
}
