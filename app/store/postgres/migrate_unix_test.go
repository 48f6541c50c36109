//go:build unix

package postgres

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"verwoord/app/store"
)

// Several administrators at once make the tables once, and once more is nothing new.
func TestMigrate(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	d.must(d.server.exec("DROP DATABASE " + d.name))
	d.must(d.server.exec(strings.ReplaceAll(readme("CREATE DATABASE"), "DATABASE verwoord", "DATABASE "+d.name)))
	address := d.server.address("verwoord_admin", "choose-one", d.name)
	if _, err := Open(ctx, address, d.keys); !errors.Is(err, store.ErrEmpty) {
		t.Errorf("before: %v", err)
	}
	var administrators sync.WaitGroup
	for range 3 {
		administrators.Go(func() {
			if err := Migrate(ctx, address); err != nil {
				t.Error(err)
			}
		})
	}
	administrators.Wait()
	s := d.open("a")
	if _, err := s.Put(ctx, s.by(), change("one", 0, "first")); err != nil {
		t.Error(err)
	}
	d.must(Migrate(ctx, address))
	if got, err := s.Get(ctx, change("one", 0, "").Ref); err != nil || string(got.Data) != "first" {
		t.Errorf("after: %v %v", got, err)
	}
	if n := value[int](d, "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'verwoord' AND relowner::regrole::text <> 'verwoord_owner'"); n != 0 {
		t.Errorf("%d things are not verwoord_owner's", n)
	}
}

// Who is not the owner changes no table, and Open makes none.
func TestOnlyTheOwnerMigrates(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	_, address := d.login("a", store.Sales)
	if err := Migrate(ctx, address); err == nil || !strings.Contains(err.Error(), "verwoord_owner") {
		t.Errorf("a client migrated: %v", err)
	}
}

// What a newer program made is left alone.
func TestANewerEdition(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	_, address := d.login("a", store.Sales)
	d.behind("CREATE OR REPLACE FUNCTION verwoord.edition() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2'")
	if _, err := Open(ctx, address, d.keys); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened: %v", err)
	}
}
