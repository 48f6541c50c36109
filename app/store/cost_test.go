package store_test

import (
	"fmt"
	"testing"

	"verwoord/app/store"
)

// cost is what a backend has to do, whichever it is: reads and writes, and the bytes of both.
type cost struct{ steps, bytes int }

// costs of what is done often, in a store of so many clients, by a program that has just opened it.
func costs(t *testing.T, clients int) map[string]cost {
	t.Helper()
	b := new(store.Memory)
	s := open(t, b)
	for i := 0; i < clients; i += 100 {
		var changes []store.Change
		for j := range 100 {
			changes = append(changes, dossier(i+j, 500))
		}
		put(t, s, changes...)
	}
	all := map[string]cost{}
	for name, do := range map[string]func(s *store.Sealed) error{
		"get": func(s *store.Sealed) error { _, err := s.Get(ctx, ref(store.Dossier, "client-42")); return err },
		"put": func(s *store.Sealed) error {
			c := dossier(42, 500)
			c.Base = 1
			_, err := s.Put(ctx, act(), c, change(store.History, store.HistoryID(c.ID, 1), 0, "x"), change(store.Setting, "x", 0, "x"))
			return err
		},
		"new": func(s *store.Sealed) error { _, err := s.Put(ctx, act(), dossier(-1, 500)); return err },
		"page": func(s *store.Sealed) error {
			_, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier, Limit: 50})
			return err
		},
		"client": func(s *store.Sealed) error {
			_, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier, Client: "client-42"})
			return err
		},
		"feed": func(s *store.Sealed) error {
			_, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true, Since: int64(clients) - 50})
			return err
		},
		"trail": func(s *store.Sealed) error { _, err := s.Audit(ctx, store.Sales, int64(clients)-50, 50); return err },
		"open":  func(*store.Sealed) error { return nil },
	} {
		f := &faulty{Backend: copyOf(t, b)}
		if err := do(open(t, f)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = cost{f.steps, f.bytes}
	}
	return all
}

// What is done often takes as much work with five thousand clients as with a hundred. A leaf of the tree, of which there are 4096, has
// one or two clients more.
func TestCostDoesNotGrow(t *testing.T) {
	few, many := costs(t, 100), costs(t, 5000)
	for name, f := range few {
		m := many[name]
		t.Log(fmt.Sprintf("%-6s %3d steps, %6d bytes with 100; %3d steps, %6d bytes with 5000", name, f.steps, f.bytes, m.steps, m.bytes))
		if m.steps > f.steps+f.steps/5+3 || m.bytes > f.bytes*3/2+500 {
			t.Errorf("%s: %+v with 100 clients, %+v with 5000", name, f, m)
		}
	}
}
