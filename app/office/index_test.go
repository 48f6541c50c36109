//go:build !js

package office

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

// counted is a store that counts what it is asked for.
type counted struct {
	store.Store
	gets, puts, lists, records int // records are those that lists returned
}

func (c *counted) Get(ctx context.Context, ref store.Ref) (store.Record, error) {
	c.gets++
	return c.Store.Get(ctx, ref)
}

func (c *counted) List(ctx context.Context, f store.Filter) (store.Page, error) {
	p, err := c.Store.List(ctx, f)
	c.lists++
	c.records += len(p.Records)
	return p, err
}

func (c *counted) Put(ctx context.Context, by store.By, changes ...store.Change) ([]store.Record, error) {
	c.puts++
	return c.Store.Put(ctx, by, changes...)
}

// counting has an office count what it asks its store for.
func (o *Office) counting() *counted {
	c := &counted{Store: o.store}
	o.store = c
	return c
}

// everything is all that an overview can tell.
func everything(t testing.TB, o *Office) (out []Overview) {
	t.Helper()
	for _, by := range []Order{ByName, ByState, ByNext, ByChanged} {
		v, err := o.Overview(t.Context(), o.act(t), Look{By: by, Limit: 1000, Due: 1000})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	for _, kind := range DueKinds {
		v, err := o.Overview(t.Context(), o.act(t), Look{Kind: kind, Due: 1000})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	for _, down := range []bool{false, true} { // page by page
		l := Look{By: ByNext, Down: down, Limit: 2}
		for {
			v, err := o.Overview(t.Context(), o.act(t), l)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, v)
			if l.After = v.Next; l.After == "" {
				break
			}
		}
	}
	return out
}

// Whatever two programs do, an office that follows them knows what one knows that has just begun.
func TestFollows(t *testing.T) {
	one, c := newOffice(t, &store.Memory{})
	other := New(one.engine, one.store, one.world)
	random := rand.New(rand.NewPCG(1, 2))
	var clients []string
	for step := range 200 {
		o := []*Office{one, other}[step%2]
		if len(clients) < 3 || random.IntN(8) == 0 {
			open, err := o.NewClient(t.Context(), o.act(t), true)
			if err != nil {
				t.Fatal(err)
			}
			clients = append(clients, open.ID)
		}
		client := clients[random.IntN(len(clients))]
		open, err := o.Open(t.Context(), client)
		if err != nil {
			t.Fatal(err)
		}
		switch random.IntN(10) {
		case 8, 9:
			for _, d := range open.Due {
				if d.Key != "" && err == nil {
					err = o.TickOff(t.Context(), o.act(t), client, d.Key, random.IntN(3) > 0)
				}
			}
		case 0:
			err = o.Remove(t.Context(), o.act(t), client, open.Version)
			clients = slices.DeleteFunc(clients, func(id string) bool { return id == client })
		case 1, 2:
			_, err = o.Make(t.Context(), o.act(t), client, Request{Document: engine.Agreement})
		case 3:
			if _, err = o.Undo(t.Context(), o.act(t), client, open.Version); errors.Is(err, ErrNothing) {
				err = nil
			}
		default:
			open.Dossier.Controller.Name = fmt.Sprint(string(rune('A'+random.IntN(26))), " Zorg ", step)
			open.Dossier.Processing.Start = fmt.Sprintf("2026-%02d-01", 1+random.IntN(12))
			_, err = o.Change(t.Context(), o.act(t), client, open.Version, open.Dossier)
		}
		if err != nil {
			t.Fatal(step, err)
		}
		c.now = c.now.Add(time.Duration(random.IntN(60)-10) * time.Hour) // a clock may be put back
		if step%10 != 9 {
			continue
		}
		want := everything(t, New(one.engine, one.store, one.world))
		for name, o := range map[string]*Office{"one": one, "other": other} {
			if got := everything(t, o); !reflect.DeepEqual(got, want) {
				t.Fatalf("after %d steps %s knows\n%+v\nwant\n%+v", step, name, got, want)
			}
		}
	}
}

// A look asks the store for nothing but what has changed, however many clients there are and whatever day it is.
func TestLookCostsTheSame(t *testing.T) {
	var costs []string
	for _, n := range []int{60, 600} {
		o, c := newOffice(t, &store.Memory{})
		staff(t, o, n)
		look(t, o)
		s := o.counting()
		cost := func(f func()) string {
			*s = counted{Store: s.Store}
			f()
			return fmt.Sprintf("%d gets, %d puts, %d lists of %d", s.gets, s.puts, s.lists, s.records)
		}
		again := cost(func() { look(t, o) })
		c.nextDay()
		if midnight := cost(func() { look(t, o) }); midnight != again {
			t.Errorf("%d clients: a look costs %s, and after midnight %s", n, again, midnight)
		}
		open, err := o.Open(t.Context(), "client-7")
		if err != nil {
			t.Fatal(err)
		}
		change := cost(func() {
			open.Dossier.Controller.Name = "Iets anders B.V."
			if open, err = o.Change(t.Context(), o.act(t), open.ID, open.Version, open.Dossier); err != nil {
				t.Fatal(err)
			}
		})
		client := cost(func() {
			if _, err := o.NewClient(t.Context(), o.act(t), false); err != nil {
				t.Fatal(err)
			}
		})
		costs = append(costs, strings.Join([]string{again, change, client}, "; "))
	}
	if costs[0] != costs[1] {
		t.Errorf("with 60 clients a look, a change and a new client cost %s; with 600 %s", costs[0], costs[1])
	}
}

// A row in sight says what is next, and costs the same when more is due behind that.
func TestLookCostsTheSameOnEveryDay(t *testing.T) {
	o, c := newOffice(t, &store.Memory{})
	staff(t, o, 60)
	due := func() int { return len(o.dueOn(o.index.rows["client-7"], c.now)) }
	cost := func() float64 { return testing.AllocsPerRun(20, func() { look(t, o) }) }
	before, few := cost(), due()
	c.now = c.now.AddDate(8, 0, 0)
	after, many := cost(), due()
	if many < 2*few {
		t.Fatalf("%d are due of a client, and eight years later %d", few, many)
	}
	if after > before*1.05 {
		t.Errorf("a look allocates %.0f times when %d are due of each client, and %.0f when %d are", before, few, after, many)
	}
}

// What the overview counts is what Check tells, on each day, and nothing is counted anew for it.
func TestCountsOfEveryDay(t *testing.T) {
	o, c := newOffice(t, &store.Memory{})
	open, err := o.NewClient(t.Context(), o.act(t), true)
	if err != nil {
		t.Fatal(err)
	}
	open.Dossier.Processing.End = "2026-12-31"
	if open, err = o.Change(t.Context(), o.act(t), open.ID, open.Version, open.Dossier); err != nil {
		t.Fatal(err)
	}
	look(t, o)
	s := o.counting()
	seen := map[string]bool{}
	for range 500 {
		c.nextDay()
		client := look(t, o).Clients[0]
		errs, warnings := 0, 0
		for _, p := range o.engine.CheckOpen(&open.Dossier, engine.Request{Document: engine.Agreement, Date: o.today()}) {
			if p.Severity == record.Error {
				errs++
			} else {
				warnings++
			}
		}
		if client.Errors != errs || client.Warnings != warnings {
			t.Fatalf("%s: the overview counts %d errors and %d warnings, Check %d and %d", o.today(), client.Errors, client.Warnings, errs, warnings)
		}
		seen[fmt.Sprint(errs, warnings)] = true
	}
	if len(seen) < 3 {
		t.Errorf("in 500 days only %v came", seen)
	}
	if s.puts > 0 {
		t.Errorf("%d times something was kept", s.puts)
	}
}

// What was counted by other rules is counted again as it is looked at, and the result is kept: of what is in sight at once, of the rest bit by
// bit.
func TestCountedAgain(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	staff(t, o, 120)
	open, err := o.Open(t.Context(), "client-0")
	if err != nil {
		t.Fatal(err)
	}
	x, done, err := o.look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var changes []store.Change
	for _, r := range x.rows { // as a program before this one counted
		changes = append(changes, store.Change{
			Ref: kept(store.Dossier, r.id), Base: r.version, Client: r.id, Head: []byte(`{"name":"` + r.brief.Name + `","errors":99,"rules":"of before"}`),
			Data: open.Dossier.Encode(),
		})
	}
	done()
	if _, err := o.put(t.Context(), o.act(t), changes...); err != nil {
		t.Fatal(err)
	}
	s := o.counting()
	for i := range 8 {
		v := look(t, o)
		for _, c := range v.Clients {
			if c.Errors == 99 {
				t.Fatalf("look %d shows %+v", i, c)
			}
		}
	}
	if s.puts != 4 {
		t.Errorf("%d times something was kept, not 4: 50 in sight and 20, 20, 20, 10", s.puts)
	}
	again := New(o.engine, o.store, o.world)
	*s = counted{Store: s.Store}
	if look(t, again); s.puts > 0 {
		t.Error("what was counted was not kept")
	}
}

// A page is followed by the next, whatever one looks for and in whatever order.
func TestPages(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	staff(t, o, 57)
	for _, l := range []Look{
		{}, {Down: true}, {By: ByState}, {By: ByNext, Down: true}, {By: ByChanged}, {Search: "zorg 1"}, {Search: "zorg 1", Down: true, By: ByNext},
		{State: StateHalf}, {State: StateSigned}, {Search: "niemand"},
	} {
		l.Limit = 1000
		all, err := o.Overview(t.Context(), o.act(t), l)
		if err != nil {
			t.Fatal(err)
		}
		l.Limit = 7
		var pages []Client
		for {
			v, err := o.Overview(t.Context(), o.act(t), l)
			if err != nil || v.Found != all.Found || v.All != 57 {
				t.Fatal(err, v.Found, v.All)
			}
			pages = append(pages, v.Clients...)
			if l.After = v.Next; l.After == "" {
				break
			}
		}
		if !reflect.DeepEqual(pages, all.Clients) || len(pages) != all.Found {
			t.Errorf("%+v: %d on pages, %d at once, %d found", l, len(pages), len(all.Clients), all.Found)
		}
	}
}

// A client is found by its name without the accents, by its city, and by its number in the trade register.
func TestSearch(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	staff(t, o, 20)
	open, err := o.Open(t.Context(), "client-3")
	if err != nil {
		t.Fatal(err)
	}
	open.Dossier.Controller.Name, open.Dossier.Controller.KvK = "Café Één-Twee", "87654321"
	open.Dossier.Controller.Address.City = "’s-Gravenhage"
	open.Dossier.Subprocessors[0].Name = "Zeldzame Hosting B.V."
	if _, err := o.Change(t.Context(), o.act(t), open.ID, open.Version, open.Dossier); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"cafe", "CAFÉ een", "twee café", "een-twee", "765432", "gravenhage cafe", "zeldzame hosting"} {
		v, err := o.Overview(t.Context(), o.act(t), Look{Search: words})
		if err != nil || len(v.Clients) != 1 || v.Clients[0].ID != open.ID {
			t.Errorf("%q finds %+v, %v", words, v.Clients, err)
		}
	}
}
