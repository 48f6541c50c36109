package office

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/record"
	"verwoord/app/store"
)

// Look is what of all clients one looks at.
type Look struct {
	Search string // in the name, the city, the KvK number and the names of sub-processors; empty for all
	State  string // empty for every state
	By     Order
	Down   bool   // the last first
	After  string // Next of the look before; empty for the first page
	Limit  int    // rows of a page; 0 is 50
	Due    int    // how much of what is due; 0 is 10
	Kind   string // one of DueKinds; empty for all that was not ticked off
}

// Overview is a page of clients, and what is due first.
type Overview struct {
	Clients []Client
	Next    string // After of the next page; empty when there is none
	Found   int    // how many clients there are that one looks for
	All     int    // how many clients there are
	Due     []Due  // of all clients, the next first
	More    bool   // there is more due than that
	Damage  []error
}

// Client is one line of the overview.
type Client struct {
	ID       string
	Name     string // empty as long as nobody filled it in
	City     string // to tell two of one name apart
	State    string
	Errors   int // problems that stand in the way
	Warnings int // problems to look at
	Changed  time.Time
	Due      *Due // what is next; nil for nothing
}

// summary is what the overview needs of a dossier, kept as its head so that a list opens none.
type summary struct {
	Name   string `json:"name"`
	City   string `json:"city"`
	KvK    string `json:"kvk,omitempty"`
	Prints string `json:"prints"`          // digest of what the agreement prints
	Was    *was   `json:"was,omitempty"`   // the digest of the same, as an earlier format had it
	Start  string `json:"start,omitempty"` // first day of the processing
	counts
	Version string `json:"version"` // a name that only this version has, on whatever machine it is
	// The names of the versions that came in files and that this one was made from.
	Files []string `json:"files,omitempty"`
	Past  *past    `json:"past,omitempty"` // earlier versions that are kept; nil when that is not known
}

// was is a digest of what an agreement prints, by an earlier format of the dossier and by this one.
type was struct {
	Was string `json:"was"`
	Is  string `json:"is"`
}

// counts are what Check and the days say of a dossier, on whatever day.
type counts struct {
	Rules    string       `json:"rules,omitempty"` // by which they were counted: Engine.Rules
	Errors   int          `json:"errors"`
	Warnings int          `json:"warnings"`
	Timed    []timed      `json:"timed,omitempty"` // problems of some days only, which are not in the counts
	Due      []engine.Due `json:"due,omitempty"`   // what the dates in the dossier ask for
	// Names of its sub-processors, and the rows of the register that they were taken from.
	Subprocessors []string              `json:"subprocessors,omitempty"`
	Agreed        []dossier.RegisterRow `json:"agreed,omitempty"`
}

// timed is a problem that comes or goes with time.
type timed struct {
	record.Span
	Error bool `json:"error,omitempty"`
}

// current tells whether a row was counted by the rules of now, or is of no client.
func (o *Office) current(r *row) bool { return r.version == 0 || r.counts().Rules == o.rules() }

// rules are what counts are made by: those of the engine, in the form that they are kept in here.
func (o *Office) rules() string { return o.engine.Rules() + "/2" }

// summarize says of a dossier what the overview needs, and its problems of today.
func (o *Office) summarize(next *dossier.Dossier) (summary, record.Problems) {
	problems := o.engine.CheckEveryDay(next, engine.Request{Document: engine.Agreement, Date: o.today(), Organisation: o.itself.Load()})
	s := summary{
		Name: next.Controller.Name, City: next.Controller.Address.City, KvK: next.Controller.KvK, Prints: o.prints(next), Start: next.Processing.Start,
		counts: counts{Rules: o.rules(), Due: o.engine.DueInDossier(next)},
	}
	for _, sub := range next.Subprocessors {
		s.Subprocessors = append(s.Subprocessors, sub.Name)
		if sub.Register != nil {
			s.Agreed = append(s.Agreed, *sub.Register)
		}
	}
	for _, p := range problems {
		switch wrong := p.Severity == record.Error; {
		case p.Span != record.Span{}:
			s.Timed = append(s.Timed, timed{p.Span, wrong})
		case wrong:
			s.Errors++
		default:
			s.Warnings++
		}
	}
	return s, problems.On(o.today())
}

// Overview shows a page of clients and what is due first. It costs the same however many there are; a search costs a look at each name. By is
// who keeps what had to be counted anew, after a change of the program.
func (o *Office) Overview(ctx context.Context, by By, l Look) (Overview, error) {
	settings, err := o.Settings(ctx)
	if err != nil {
		return Overview{}, err
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return Overview{}, err
	}
	defer done()
	today := o.today()
	rows, next, found := x.page(l, today)
	if err := o.recount(ctx, by, x, rows); err != nil {
		return Overview{}, err
	}
	out := Overview{Next: next, Found: found, All: len(x.byName), Damage: x.damaged()}
	for _, r := range rows {
		if x.damage[kept(store.Dossier, r.id)] == nil {
			out.Clients = append(out.Clients, o.client(r, o.world.Now()))
		}
	}
	limit := cmp.Or(l.Due, 10)
	now := o.world.Now()
	out.Due = o.dues(x, now, l.Kind, limit+1)
	identities, err := o.dueIdentities(x.identities, settings.Identity)
	if err != nil {
		return Overview{}, err
	}
	if l.Kind == "" || l.Kind == DueOther {
		out.Due = append(out.Due, identities...)
	}
	sortDue(out.Due)
	if out.More = len(out.Due) > limit; out.More {
		out.Due = out.Due[:limit]
	}
	return out, nil
}

// damaged is what cannot be read, always in the same order.
func (x *index) damaged() (out []error) {
	refs := slices.SortedFunc(maps.Keys(x.damage), func(a, b store.Ref) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	for _, ref := range refs {
		out = append(out, x.damage[ref])
	}
	return out
}

// page is a page of rows, the cursor of the next, and how many there are on all pages.
func (x *index) page(l Look, today string) (rows []*row, next string, found int) {
	limit := cmp.Or(l.Limit, 50)
	all, place := x.byName, func(r *row) string { return ByName.place(r, today) }
	if l.By != ByName {
		o := x.ordered(l.By, today)
		all, place = o.rows, func(r *row) string { return o.places[r] }
	}
	if words := strings.Fields(locale.Fold(l.Search)); len(words) > 0 || l.State != "" {
		var some []*row
		for _, r := range all {
			if (l.State == "" || r.state == l.State) && holds(r.text, words) {
				some = append(some, r)
			}
		}
		all = some
	}
	at, found := 0, len(all)
	if l.After != "" {
		var exact bool
		at, exact = slices.BinarySearchFunc(all, l.After, func(r *row, after string) int { return strings.Compare(place(r), after) })
		switch {
		case l.Down:
			at = found - at
		case exact:
			at++
		}
	}
	end := min(found, at+limit)
	for ; at < end; at++ {
		if l.Down {
			rows = append(rows, all[found-1-at])
		} else {
			rows = append(rows, all[at])
		}
	}
	if end < found {
		next = place(rows[len(rows)-1])
	}
	return rows, next, found
}

// client is a row on a day.
func (o *Office) client(r *row, now time.Time) Client {
	c := Client{ID: r.id, Name: r.brief.Name, City: r.brief.City, State: r.state, Changed: r.at}
	c.Errors, c.Warnings = r.counts().on(now.Format(time.DateOnly))
	for a := range r.open(now) { // the first is told, the others are not made
		due := o.due(a, now)
		c.Due = &due
		break
	}
	return c
}

// stalePerLook is how many clients out of sight are counted anew at a look: few, so that a look stays one.
const stalePerLook = 20

// recount counts what was counted by other rules than those of now, in sight and some more, and keeps the result.
func (o *Office) recount(ctx context.Context, by By, x *index, shown []*row) error {
	done := func(r *row) bool { return o.current(r) || x.damage[kept(store.Dossier, r.id)] != nil }
	open := slices.DeleteFunc(slices.Clone(shown), done)
	for more := 0; len(x.stale) > 0 && more < stalePerLook; {
		r := x.stale[len(x.stale)-1]
		x.stale = x.stale[:len(x.stale)-1]
		if x.rows[r.id] == r && !done(r) && !slices.Contains(open, r) {
			open = append(open, r)
			more++
		}
	}
	if len(open) == 0 {
		return nil
	}
	var changes []store.Change
	for _, r := range open {
		change, err := o.tally(ctx, r)
		damage, err := damaged(err)
		if err != nil {
			return err
		}
		if len(damage) > 0 {
			x.damage[kept(store.Dossier, r.id)] = damage[0]
			continue
		}
		changes = append(changes, change)
		o.settle(x, r)
	}
	if len(changes) == 0 {
		return nil
	}
	if _, err := o.put(ctx, by, changes...); err != nil && !errors.As(err, new(*store.Conflict)) {
		o.world.Log(err.Error()) // it is counted again at the next look
	}
	return nil
}

// tallyHead is what is kept of what Check says of a version of a dossier.
type tallyHead struct {
	counts
	Dossier int `json:"dossier"` // version
}

// tally counts a client by the rules of now.
func (o *Office) tally(ctx context.Context, r *row) (store.Change, error) {
	record, err := o.get(ctx, store.Dossier, r.id)
	if err != nil {
		return store.Change{}, err
	}
	next, err := o.read(record.Data)
	if err != nil {
		return store.Change{}, err
	}
	s, _ := o.summarize(&next)
	head, err := json.Marshal(tallyHead{s.counts, record.Version})
	if err == nil {
		r.counted = talliedOf(head)
	}
	return store.Change{Ref: kept(tally, r.id), Base: r.tallied, Client: r.id, Head: head}, err
}

// holds tells whether all words are in a text.
func holds(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}
