package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"verwoord/app/store"
)

// again puts an act a second time, when other things have happened since.
func again(t *testing.T, open Open) {
	s := open(Anna)
	put(t, s, change("eik", 0, "eik"))
	act := by(Anna)
	changes := []store.Change{change("linde", 0, "one"), change("eik", 1, "eik 2"), change("linde", 1, "two")}
	first, err := s.Put(ctx, act, changes...)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, change("linde", 2, "three"), gone("eik", 2))
	for _, s := range []store.Store{s, open(Anna)} {
		second, err := s.Put(ctx, act, changes...)
		if err != nil || len(second) != len(first) {
			t.Fatalf("again: %+v, %v", second, err)
		}
		for i := range first {
			if !same(first[i], second[i]) {
				t.Errorf("again: %+v, at first %+v", second[i], first[i])
			}
		}
	}
	if p := list(t, s, everything()); p.Seq != 6 {
		t.Errorf("the space is at %d", p.Seq)
	}
	if got, err := s.Get(ctx, ref("linde")); err != nil || string(got.Data) != "three" {
		t.Errorf("kept is %+v, %v", got, err)
	}
}

// notAgain uses the Op of one act for another.
func notAgain(t *testing.T, open Open) {
	s := open(Anna)
	act := by(Anna)
	if _, err := s.Put(ctx, act, change("linde", 0, "one")); err != nil {
		t.Fatal(err)
	}
	for name, changes := range map[string][]store.Change{
		"another record": {change("eik", 0, "one")}, "another version": {change("linde", 1, "one")}, "other data": {change("linde", 0, "two")},
		"more": {change("linde", 0, "one"), change("eik", 0, "eik")},
	} {
		if _, err := s.Put(ctx, act, changes...); !errors.Is(err, store.ErrOp) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := open(Bram).Put(ctx, store.By{Login: Bram, Op: act.Op}, change("linde", 0, "one")); !errors.Is(err, store.ErrOp) {
		t.Errorf("another author: %v", err)
	}
	if p := list(t, s, everything()); p.Seq != 1 || len(p.Records) != 1 {
		t.Errorf("kept is %+v", p)
	}
	// An act that was refused was not done, and may be put right.
	act = by(Anna)
	var e *store.Conflict
	if _, err := s.Put(ctx, act, change("linde", 0, "two")); !errors.As(err, &e) {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, act, change("linde", 1, "two")); err != nil {
		t.Errorf("after a conflict: %v", err)
	}
}

// lostAnswer ends the context of an act at some moment, so that nobody knows whether it was done, and puts it again until it is.
func lostAnswer(t *testing.T, open Open) {
	s, elsewhere := open(Anna), open(Anna)
	const acts = 40
	for i := range acts {
		act, c := by(Anna), change("linde", i, fmt.Sprint(i))
		short, cancel := context.WithCancel(ctx)
		done := make(chan error)
		go func() {
			_, err := s.Put(short, act, c)
			done <- err
		}()
		for range i {
			list(t, elsewhere, store.Filter{Space: store.Legal, Feed: true})
		}
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("act %d: %v", i, err)
		}
		kept, err := elsewhere.Put(ctx, act, c)
		if err != nil || kept[0].Version != i+1 || kept[0].Seq != int64(i+1) {
			t.Fatalf("act %d again: %+v, %v", i, kept, err)
		}
	}
	if p := list(t, s, everything()); p.Seq != acts {
		t.Errorf("%d acts were done %d times", acts, p.Seq)
	}
}

func ended(t *testing.T, open Open) {
	s := open(Anna)
	put(t, s, change("linde", 0, "one"))
	over, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Get(over, ref("linde")); !errors.Is(err, context.Canceled) {
		t.Errorf("Get: %v", err)
	}
	if _, err := s.List(over, everything()); !errors.Is(err, context.Canceled) {
		t.Errorf("List: %v", err)
	}
	if _, err := s.Put(over, by(Anna), change("linde", 1, "two")); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
	if p := list(t, s, everything()); p.Seq != 1 {
		t.Errorf("kept is %+v", p)
	}
}

// ends ends contexts while many changes are under way.
func ends(t *testing.T, open Open) {
	s := open(Anna)
	var changes []store.Change
	for i := range 100 {
		changes = append(changes, change(fmt.Sprintf("client-%d", i), 0, "one"))
	}
	for round := range 20 {
		short, cancel := context.WithCancel(ctx)
		done := make(chan error, 1)
		go func() {
			_, err := s.Put(short, by(Anna), changes...)
			done <- err
		}()
		for range round {
			s.Get(ctx, ref("client-0"))
		}
		cancel()
		if err := <-done; err == nil {
			for i := range changes {
				changes[i].Base++
			}
		} else if !errors.Is(err, context.Canceled) {
			t.Fatalf("round %d: %v", round, err)
		}
		records := all(t, s, everything())
		if len(records) != 0 && len(records) != len(changes) {
			t.Fatalf("round %d: %d of %d changes are kept", round, len(records), len(changes))
		}
		for _, r := range records {
			if r.Version != records[0].Version || r.Version < changes[0].Base {
				t.Fatalf("round %d: %+v and %+v", round, r, records[0])
			}
		}
		if len(records) > 0 && records[0].Version > changes[0].Base { // done, and not heard of
			for i := range changes {
				changes[i].Base = records[0].Version
			}
		}
	}
}

func programs(t *testing.T, open Open) {
	s1, s2 := open(Anna), open(Bram)
	put(t, s1, change("linde", 0, "one"))
	if got, err := s2.Get(ctx, ref("linde")); err != nil || string(got.Data) != "one" || got.Author != Anna {
		t.Fatalf("the other sees %+v, %v", got, err)
	}
	kept, err := s2.Put(ctx, by(Bram), change("linde", 1, "two"))
	if err != nil || kept[0].Author != Bram {
		t.Fatalf("the other puts %+v, %v", kept, err)
	}
	var e *store.Conflict
	if _, err := s1.Put(ctx, by(Anna), change("linde", 1, "another")); !errors.As(err, &e) || string(e.Kept.Data) != "two" || e.Kept.Author != Bram {
		t.Errorf("Put: %v", err)
	}
	put(t, s1, change("linde", 2, "settled"))
	if got, err := s2.Get(ctx, ref("linde")); err != nil || string(got.Data) != "settled" || got.Author != Anna {
		t.Errorf("the other sees %+v, %v", got, err)
	}
}
