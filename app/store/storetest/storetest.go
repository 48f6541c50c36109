// Package storetest is the contract of a store.Store, as far as it can be tried: every store passes Run.
package storetest

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"verwoord/app/store"
)

// Open opens the store of one place as another program of that person would. Whoever gives it closes it when the test ends.
type Open func(login string) store.Store

// The people of the tests. A server knows both, as members of store.Sales and store.Legal.
const (
	Anna = "anna"
	Bram = "bram"
)

// Run tries a store. Place makes a new, empty place for each test.
func Run(t *testing.T, place func(t *testing.T) Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"a record", record}, {"versions", versions}, {"tombstones", tombstones}, {"all or none", allOrNone}, {"twice in one act", twice},
		{"the same again", again}, {"not the same again", notAgain}, {"a lost answer", lostAnswer}, {"refused", refused},
		{"lists", lists}, {"pages while others write", pages}, {"a feed", feed}, {"a feed of some", narrowFeed},
		{"twenty writers", writers}, {"twenty writers of three records", contenders}, {"two spaces", spaces},
		{"watch", watch}, {"a watch that misses", watchMisses}, {"a context that has ended", ended}, {"a context that ends", ends},
		{"two programs", programs}, {"a record that leaves", leaving}, {"the last page", lastPage}, {"names", names}, {"sizes", sizes}, {"otherwise", otherwise},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, place(t)) })
	}
}

var ctx = context.Background()

var ops atomic.Uint64

// NewOp is an Op that no test has had.
func NewOp() (op store.Op) {
	op[0] = 1
	binary.BigEndian.PutUint64(op[8:], ops.Add(1))
	return op
}

func by(login string) store.By { return store.By{Login: login, Op: NewOp()} }

func ref(id string) store.Ref { return store.Ref{Space: store.Sales, Kind: store.Dossier, ID: id} }

func change(id string, base int, data string) store.Change {
	return store.Change{Ref: ref(id), Base: base, Client: id, Head: json.RawMessage(`{"name":"` + id + `"}`), Data: []byte(data)}
}

func gone(id string, base int) store.Change {
	return store.Change{Ref: ref(id), Base: base, Client: id, Deleted: true}
}

func put(t testing.TB, s store.Store, changes ...store.Change) []store.Record {
	t.Helper()
	kept, err := s.Put(ctx, by(Anna), changes...)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func list(t testing.TB, s store.Store, f store.Filter) store.Page {
	t.Helper()
	p, err := s.List(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// all is every page of a list.
func all(t testing.TB, s store.Store, f store.Filter) (records []store.Record) {
	t.Helper()
	for {
		p := list(t, s, f)
		records = append(records, p.Records...)
		if !p.More {
			return records
		}
		last := p.Records[len(p.Records)-1]
		if f.Feed {
			f.Since = last.Seq
		} else {
			f.After = last.ID
		}
	}
}

func everything() store.Filter { return store.Filter{Space: store.Sales, Feed: true} }

func dossiers() store.Filter { return store.Filter{Space: store.Sales, Kind: store.Dossier} }

// same tells whether two records are equal; of their heads, whether the JSON is.
func same(a, b store.Record) bool {
	var x, y any
	json.Unmarshal(a.Head, &x)
	json.Unmarshal(b.Head, &y)
	if !reflect.DeepEqual(x, y) || !a.At.Equal(b.At) || string(a.Data) != string(b.Data) {
		return false
	}
	a.Head, a.Data, a.At, b.Head, b.Data, b.At = nil, nil, time.Time{}, nil, nil, time.Time{}
	return reflect.DeepEqual(a, b)
}

func record(t *testing.T, open Open) {
	s := open(Anna)
	if _, err := s.Get(ctx, ref("linde")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("before there is anything: %v", err)
	}
	if p := list(t, s, everything()); len(p.Records) != 0 || p.More || p.Seq != 0 {
		t.Errorf("an empty store lists %+v", p)
	}
	head := json.RawMessage(`{"name": "Zorggroep <De Linde> ⟨ü⟩", "due": null}`)
	kept := put(t, s, store.Change{Ref: ref("linde"), Client: "linde", Head: head, Data: []byte("\x00\xffone")})
	if len(kept) != 1 {
		t.Fatalf("Put returns %+v", kept)
	}
	r := kept[0]
	if r.Ref != ref("linde") || r.Client != "linde" || r.Version != 1 || r.Seq != 1 || r.Author != Anna || r.Deleted || string(r.Data) != "\x00\xffone" {
		t.Errorf("Put returns %+v", r)
	}
	if r.At.IsZero() || r.At.Location() != time.UTC || !r.At.Equal(r.At.Truncate(time.Microsecond)) {
		t.Errorf("it was put at %v", r.At)
	}
	if got, err := s.Get(ctx, ref("linde")); err != nil || !same(got, r) {
		t.Errorf("Get returns %+v, %v; Put had %+v", got, err, r)
	}
	for name, f := range map[string]store.Filter{"dossiers": dossiers(), "feed": everything()} {
		p := list(t, s, f)
		want := r
		want.Data = nil
		if len(p.Records) != 1 || !same(p.Records[0], want) || p.Seq != 1 || p.More {
			t.Errorf("%s: %+v", name, p)
		}
	}
	put(t, s, store.Change{Ref: store.Ref{Space: store.Sales, Kind: "some-kind", ID: "linde"}})
	if got, err := s.Get(ctx, store.Ref{Space: store.Sales, Kind: "some-kind", ID: "linde"}); err != nil || len(got.Data) != 0 || len(got.Head) != 0 || got.Seq != 2 {
		t.Errorf("a record that holds nothing: %+v, %v", got, err)
	}
	if p := list(t, s, dossiers()); len(p.Records) != 1 {
		t.Errorf("dossiers: %+v", p)
	}
}

func versions(t *testing.T, open Open) {
	s := open(Anna)
	conflict := func(c store.Change, version int, data string) {
		t.Helper()
		_, err := s.Put(ctx, by(Anna), c)
		var e *store.Conflict
		if !errors.As(err, &e) {
			t.Errorf("%s from version %d: %v", c.ID, c.Base, err)
			return
		}
		if e.Kept.Version != version || string(e.Kept.Data) != data || e.Kept.Ref != c.Ref || e.Other.Base != c.Base || string(e.Other.Data) != string(c.Data) {
			t.Errorf("conflict: %+v", e)
		}
	}
	conflict(change("linde", 1, "two"), 0, "")
	put(t, s, change("linde", 0, "one"))
	conflict(change("linde", 0, "another one"), 1, "one")
	if kept := put(t, s, change("linde", 1, "two")); kept[0].Version != 2 || kept[0].Seq != 2 {
		t.Errorf("changed: %+v", kept[0])
	}
	conflict(change("linde", 1, "another two"), 2, "two")
	conflict(change("linde", 3, "four"), 2, "two")
	conflict(gone("linde", 1), 2, "two")
	if kept := put(t, s, change("linde", 2, "two")); kept[0].Version != 3 || kept[0].Seq != 3 {
		t.Errorf("a change that changes nothing: %+v", kept[0])
	}
	if got, err := s.Get(ctx, ref("linde")); err != nil || string(got.Data) != "two" || got.Version != 3 {
		t.Errorf("kept is %+v, %v", got, err)
	}
}

func tombstones(t *testing.T, open Open) {
	s := open(Anna)
	put(t, s, change("linde", 0, "one"), change("eik", 0, "eik"))
	kept := put(t, s, gone("linde", 1))[0]
	if !kept.Deleted || kept.Version != 2 || kept.Seq != 3 || len(kept.Data) != 0 || len(kept.Head) != 0 {
		t.Errorf("Put returns %+v", kept)
	}
	if _, err := s.Get(ctx, ref("linde")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Get: %v", err)
	}
	for _, f := range []store.Filter{dossiers(), {Space: store.Sales, Kind: store.Dossier, Client: "linde"}} {
		for _, r := range all(t, s, f) {
			if r.ID == "linde" {
				t.Errorf("%+v lists %+v", f, r)
			}
		}
	}
	if p := list(t, s, everything()); len(p.Records) != 2 || p.Records[0].ID != "eik" || !same(p.Records[1], kept) {
		t.Errorf("feed: %+v", p)
	}
	var e *store.Conflict
	if _, err := s.Put(ctx, by(Anna), change("linde", 0, "new")); !errors.As(err, &e) || !e.Kept.Deleted || e.Kept.Version != 2 {
		t.Errorf("made again from nothing: %v", err)
	}
	if kept := put(t, s, change("linde", 2, "new"))[0]; kept.Version != 3 || kept.Deleted {
		t.Errorf("made again: %+v", kept)
	}
	if got, err := s.Get(ctx, ref("linde")); err != nil || string(got.Data) != "new" {
		t.Errorf("made again: %+v, %v", got, err)
	}
	if records := all(t, s, dossiers()); len(records) != 2 {
		t.Errorf("made again: %+v", records)
	}
}

func allOrNone(t *testing.T, open Open) {
	s := open(Anna)
	put(t, s, change("linde", 0, "one"))
	var changes []store.Change
	for i := range 50 {
		changes = append(changes, change(fmt.Sprintf("new-%d", i), 0, "new"))
	}
	changes = append(changes, change("linde", 7, "eight"), change("after", 0, "new"))
	var e *store.Conflict
	if _, err := s.Put(ctx, by(Anna), changes...); !errors.As(err, &e) || e.Kept.ID != "linde" || string(e.Kept.Data) != "one" {
		t.Fatalf("Put: %v", err)
	}
	if p := list(t, s, everything()); len(p.Records) != 1 || p.Seq != 1 {
		t.Errorf("kept is %+v", p)
	}
	if records := all(t, s, dossiers()); len(records) != 1 {
		t.Errorf("kept are %d dossiers", len(records))
	}
	changes[50].Base = 1
	kept := put(t, s, changes...)
	for i, r := range kept {
		if r.Seq != int64(i+2) || r.ID != changes[i].ID || !r.At.Equal(kept[0].At) {
			t.Errorf("change %d: %+v", i, r)
		}
	}
}

func twice(t *testing.T, open Open) {
	s := open(Anna)
	kept := put(t, s, change("linde", 0, "one"), change("linde", 1, "two"), gone("linde", 2), change("linde", 3, "four"))
	for i, r := range kept {
		if r.Version != i+1 || r.Seq != int64(i+1) {
			t.Errorf("change %d: %+v", i, r)
		}
	}
	if p := list(t, s, everything()); len(p.Records) != 1 || p.Records[0].Seq != 4 || p.Seq != 4 {
		t.Errorf("feed: %+v", p)
	}
	if got, err := s.Get(ctx, ref("linde")); err != nil || string(got.Data) != "four" {
		t.Errorf("kept is %+v, %v", got, err)
	}
}

func refused(t *testing.T, open Open) {
	s := open(Anna)
	with := func(f func(*store.Change)) store.Change {
		c := change("linde", 0, "one")
		f(&c)
		return c
	}
	for name, c := range map[string]store.Change{
		"no space":            with(func(c *store.Change) { c.Space = "" }),
		"a space in capitals": with(func(c *store.Change) { c.Space = "Sales" }),
		"no kind":             with(func(c *store.Change) { c.Kind = "" }),
		"no id":               with(func(c *store.Change) { c.ID = "" }),
		"a line in an id":     with(func(c *store.Change) { c.ID = "a\nb" }),
		"a version below":     with(func(c *store.Change) { c.Base = -1 }),
		"a head of no JSON":   with(func(c *store.Change) { c.Head = json.RawMessage(`{"a"`) }),
		"a full tombstone":    with(func(c *store.Change) { c.Base, c.Deleted = 1, true }),
		"a tombstone of none": gone("linde", 0),
		"another document":    {Ref: store.Ref{Space: store.Sales, Kind: store.Document, ID: "linde/00"}, Client: "linde", Data: []byte("%PDF")},
	} {
		if kept, err := s.Put(ctx, by(Anna), change("eik", 0, "eik"), c); err == nil {
			t.Errorf("%s: kept as %+v", name, kept)
		}
	}
	if _, err := s.Put(ctx, store.By{Login: Anna}, change("linde", 0, "one")); err == nil {
		t.Error("an act without an Op")
	}
	if _, err := s.Put(ctx, by(Anna)); err == nil {
		t.Error("an act without a change")
	}
	if p := list(t, s, everything()); p.Seq != 0 || len(p.Records) != 0 {
		t.Errorf("kept is %+v", p)
	}
	document, err := store.NewDocument(store.Sales, "linde", store.DocumentInfo{Document: "agreement"}, []byte("%PDF"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, document)
	for name, f := range map[string]store.Filter{
		"no space": {Kind: store.Dossier}, "no kind": {Space: store.Sales}, "since without feed": {Space: store.Sales, Kind: store.Dossier, Since: 1},
		"after in a feed": {Space: store.Sales, Feed: true, After: "a"}, "a limit below": {Space: store.Sales, Feed: true, Limit: -1},
	} {
		if _, err := s.List(ctx, f); err == nil {
			t.Errorf("%s: listed", name)
		}
	}
}
