package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/store"
)

// leaving takes away, between two pages, the record that the first one ends with, and one that stands on the next.
func leaving(t *testing.T, open Open) {
	s := open(Anna)
	var changes []store.Change
	for i := range 20 {
		changes = append(changes, store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Notice, ID: fmt.Sprintf("n-%02d", i)}, Client: "linde"})
	}
	put(t, s, changes...)
	for name, f := range map[string]store.Filter{"a kind": {Space: store.Sales, Kind: store.Notice}, "a client": {Space: store.Sales, Kind: store.Notice, Client: "linde"}} {
		whole := all(t, s, f)
		f.Limit = 5
		first := list(t, s, f)
		last, next := first.Records[4], whole[5]
		put(t, s, store.Change{Ref: last.Ref, Base: last.Version, Client: "linde", Deleted: true}, store.Change{Ref: next.Ref, Base: next.Version, Client: "linde", Deleted: true})
		f.After = last.ID
		rest := all(t, s, f)
		if len(rest) != len(whole)-6 || !slices.EqualFunc(rest, whole[6:], same) {
			t.Errorf("%s: %d behind a record that is gone, want %d", name, len(rest), len(whole)-6)
		}
	}
	if p := list(t, s, store.Filter{Space: store.Sales, Kind: store.Notice, After: "never there", Limit: 500}); p.More || len(p.Records) > 16 {
		t.Errorf("behind one that never was: %+v", p)
	}
}

// lastPage asks for pages that end exactly where the list does, and of a part of a feed that has others behind it.
func lastPage(t *testing.T, open Open) {
	s := open(Anna)
	for i := range 6 {
		put(t, s, change(fmt.Sprintf("linde-%d", i), 0, "x"), store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Notice, ID: fmt.Sprint(i)}, Client: "eik"})
	}
	for name, f := range map[string]store.Filter{
		"feed of a kind": {Space: store.Sales, Feed: true, Kind: store.Dossier}, "feed of a client": {Space: store.Sales, Feed: true, Client: "eik"},
		"feed of both": {Space: store.Sales, Feed: true, Kind: store.Notice, Client: "eik"}, "kind": {Space: store.Sales, Kind: store.Dossier},
		"client": {Space: store.Sales, Kind: store.Notice, Client: "eik"},
	} {
		for limit, more := range map[int]bool{5: true, 6: false, 7: false} {
			f.Limit = limit
			if p := list(t, s, f); len(p.Records) != min(limit, 6) || p.More != more || p.Seq != 12 {
				t.Errorf("%s by %d: %d records, more: %v, at %d", name, limit, len(p.Records), p.More, p.Seq)
			}
		}
	}
}

// names keeps records whose names are each other's beginnings, patterns or other writings.
func names(t *testing.T, open Open) {
	s := open(Anna)
	ids := []string{"a", "A", "ab", "a%", "a_", "a b", "a/b", "a\\b", "a'b", `a"b`, "é", "e\u0301", "ÿ", "😀", "ａ", "\u00a0", strings.Repeat("x", 300), "a.b", "..", "-", "0", "00", "null"}
	var changes []store.Change
	for i, id := range ids {
		changes = append(changes, store.Change{Ref: ref(id), Client: ids[len(ids)-1-i], Data: []byte(id)})
	}
	put(t, s, changes...)
	if got := all(t, s, store.Filter{Space: store.Sales, Kind: store.Dossier, Limit: 3}); len(got) != len(ids) {
		t.Errorf("%d of %d are listed", len(got), len(ids))
	}
	for i, id := range ids {
		if got, err := s.Get(ctx, ref(id)); err != nil || string(got.Data) != id || got.Client != ids[len(ids)-1-i] {
			t.Errorf("%q: %+v, %v", id, got, err)
		}
		if got := all(t, s, store.Filter{Space: store.Sales, Kind: store.Dossier, Client: id}); len(got) != 1 || got[0].ID != ids[len(ids)-1-i] {
			t.Errorf("of client %q: %+v", id, got)
		}
	}
}

// sizes keeps nothing, much, and many records at once.
func sizes(t *testing.T, open Open) {
	s := open(Anna)
	large := bytes.Repeat([]byte("0123456789abcdef"), 300_000)
	put(t, s, store.Change{Ref: ref("empty")}, store.Change{Ref: ref("large"), Data: large})
	if got, err := s.Get(ctx, ref("empty")); err != nil || len(got.Data) != 0 || len(got.Head) != 0 {
		t.Errorf("nothing: %+v, %v", got, err)
	}
	if got, err := s.Get(ctx, ref("large")); err != nil || !bytes.Equal(got.Data, large) {
		t.Errorf("much: %d bytes, %v", len(got.Data), err)
	}
	var changes []store.Change
	for i := range store.MaxPage + 20 {
		changes = append(changes, change(fmt.Sprint("client-", i), 0, "x"))
	}
	kept := put(t, s, changes...)
	if len(kept) != len(changes) || kept[len(kept)-1].Seq != int64(len(changes)+2) || !kept[0].At.Equal(kept[len(kept)-1].At) {
		t.Errorf("many: %d", len(kept))
	}
	if p := list(t, s, dossiers()); len(p.Records) != store.MaxPage || !p.More {
		t.Errorf("a page of many: %d, more: %v", len(p.Records), p.More)
	}
}

// otherwise puts an act again with its changes in another order, with another head, and of another client.
func otherwise(t *testing.T, open Open) {
	s := open(Anna)
	act := by(Anna)
	a, b := change("linde", 0, "one"), change("eik", 0, "one")
	if _, err := s.Put(ctx, act, a, b); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, act, b, a); !errors.Is(err, store.ErrOp) {
		t.Errorf("in another order: %v", err)
	}
	if kept, err := s.Put(ctx, act, a, b); err != nil || len(kept) != 2 {
		t.Errorf("the same again: %+v, %v", kept, err)
	}
	head := change("eik", 1, "one")
	act = by(Anna)
	if _, err := s.Put(ctx, act, head); err != nil {
		t.Fatal(err)
	}
	head.Head = []byte(`{"name":"other"}`)
	if _, err := s.Put(ctx, act, head); !errors.Is(err, store.ErrOp) {
		t.Errorf("with another head: %v", err)
	}
	head.Head, head.Client = change("eik", 1, "one").Head, "linde"
	if _, err := s.Put(ctx, act, head); !errors.Is(err, store.ErrOp) {
		t.Errorf("of another client: %v", err)
	}
	if p := list(t, s, everything()); len(p.Records) != 2 || p.Seq != 3 {
		t.Errorf("kept is %+v", p)
	}
}
