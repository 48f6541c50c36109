//go:build unix

package postgres

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"verwoord/app/store"
	"verwoord/app/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		d := newDatabase(t)
		addresses := map[string]string{}
		for _, login := range []string{storetest.Anna, storetest.Bram} {
			addresses[login] = d.person(login, store.Sales, store.Legal)
		}
		return func(login string) store.Store { return d.openAt(addresses[login]) }
	})
}

// What one puts another gets, also when it is deleted, and nobody replaces a version that they did not see.
func TestTwoPeople(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	a, b := d.open("a"), d.open("b")
	put, err := a.Put(ctx, a.by(), change("one", 0, "first"), change("two", 0, ""))
	d.must(err)
	for _, r := range put {
		got, err := b.Get(ctx, r.Ref)
		if len(got.Data) == 0 {
			got.Data, r.Data = nil, nil
		}
		if err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("got %+v, not %+v: %v", got, r, err)
		}
	}
	_, err = b.Put(ctx, b.by(), change("three", 0, "third"), change("one", 0, "again"))
	var conflict *store.Conflict
	if !errors.As(err, &conflict) || !reflect.DeepEqual(conflict.Kept, put[0]) {
		t.Errorf("a conflict brings %+v", conflict)
	}
	gone, err := b.Put(ctx, b.by(), store.Change{Ref: put[0].Ref, Base: 1, Client: "one", Deleted: true})
	d.must(err)
	if _, err := a.Get(ctx, put[0].Ref); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
	now, err := a.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier})
	if err != nil || len(now.Records) != 1 || now.Records[0].ID != "two" || now.Seq != 3 {
		t.Errorf("there is %+v: %v", now, err)
	}
	feed, err := a.List(ctx, store.Filter{Space: store.Sales, Feed: true, Since: 1})
	if err != nil || len(feed.Records) != 2 || !reflect.DeepEqual(feed.Records[1], gone[0]) || gone[0].Author != b.login {
		t.Errorf("there was %+v: %v", feed, err)
	}
}

// Nobody works in a space with a key that is not the one it was written with.
func TestAKeyOfAnotherSpace(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	_, address := d.login("a", store.Sales, store.Legal)
	other := map[store.Space][]byte{store.Sales: d.keys[store.Legal]}
	first, err := Open(ctx, address, other)
	d.must(err) // nothing tells yet
	d.must(first.Close())
	five(d, d.openAt(address))
	if s, err := Open(ctx, address, other); !errors.Is(err, store.ErrKey) {
		t.Errorf("opened %v: %v", s, err)
	}
	d.behind("UPDATE verwoord.record SET head = '\\x00' WHERE seq = (SELECT min(seq) FROM verwoord.record)")
	d.openAt(address) // one that is damaged is no other key
}
