//go:build unix

package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/office"
	"verwoord/app/store"
)

// What people do stands on this store as on any other: two of them at two desks, with one client.
func TestTwoOffices(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	e, err := engine.New()
	d.must(err)
	stores, offices := []*Store{d.open("a"), d.open("b")}, []*office.Office{}
	for _, s := range stores {
		offices = append(offices, office.New(e, s, office.World{
			Now: time.Now, Rand: rand.Reader, Language: func() string { return "nl" }, Reaches: func() bool { return false }, Log: func(s string) { t.Log(s) },
		}))
	}
	a, b := offices[0], offices[1]
	made, err := a.NewClient(ctx, stores[0].by(), true)
	d.must(err)
	seen, err := b.Overview(ctx, stores[1].by(), office.Look{})
	if err != nil || len(seen.Clients) != 1 || seen.Clients[0].ID != made.ID || len(seen.Damage) != 0 {
		t.Fatalf("the other sees %+v: %v", seen, err)
	}
	next := made.Dossier
	next.Controller.Name = "Een andere naam"
	changed, err := b.Change(ctx, stores[1].by(), made.ID, made.Version, next)
	d.must(err)
	var conflict *store.Conflict
	next.Controller.Name = "Nog een andere naam"
	if _, err := a.Change(ctx, stores[0].by(), made.ID, made.Version, next); !errors.As(err, &conflict) || conflict.Kept.Author != stores[1].login {
		t.Errorf("a change of what the other changed: %v", err)
	}
	back, err := a.Undo(ctx, stores[0].by(), made.ID, changed.Version)
	if err != nil || back.Dossier.Controller.Name != made.Dossier.Controller.Name {
		t.Errorf("undone to %q: %v", back.Dossier.Controller.Name, err)
	}
	seen, err = b.Overview(ctx, stores[1].by(), office.Look{})
	if err != nil || seen.Clients[0].Name != made.Dossier.Controller.Name {
		t.Errorf("the other sees %+v: %v", seen, err)
	}
}
