package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"verwoord/app/store"
)

// patience is how long a hint may take. It is a hint; but one that never comes is none.
const patience = 20 * time.Second

// hinted waits for a hint of a record, or of its space.
func hinted(t *testing.T, hints <-chan store.Ref, want store.Ref) {
	t.Helper()
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		select {
		case got, ok := <-hints:
			if !ok {
				t.Fatal("the watch has ended")
			}
			if got == want || got == (store.Ref{Space: want.Space}) || got == (store.Ref{}) {
				return
			}
		case <-wait.Done():
			t.Fatalf("no hint of %v", want)
		}
	}
}

func watch(t *testing.T, open Open) {
	s, other := open(Anna), open(Bram)
	over, cancel := context.WithCancel(ctx)
	here, err := s.Watch(over)
	if err != nil {
		t.Fatal(err)
	}
	there, err := other.Watch(over)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, change("linde", 0, "one"))
	hinted(t, here, ref("linde"))
	hinted(t, there, ref("linde"))
	if _, err := other.Put(ctx, by(Bram), gone("linde", 1)); err != nil {
		t.Fatal(err)
	}
	hinted(t, here, ref("linde"))
	cancel()
	wait, done := context.WithTimeout(ctx, patience)
	defer done()
	for _, hints := range []<-chan store.Ref{here, there} {
		for open := true; open; {
			select {
			case _, open = <-hints:
			case <-wait.Done():
				t.Fatal("a watch goes on after its context")
			}
		}
	}
	if _, err := s.Watch(over); err == nil {
		t.Error("a watch begins after its context")
	}
	put(t, s, change("linde", 2, "after all"))
}

// watchMisses has a watch that nobody listens to: nobody waits for it, and the feed tells it all.
func watchMisses(t *testing.T, open Open) {
	s := open(Anna)
	over, cancel := context.WithCancel(ctx)
	defer cancel()
	hints, err := s.Watch(over)
	if err != nil {
		t.Fatal(err)
	}
	const changes = 300
	for i := range changes {
		put(t, s, change(fmt.Sprintf("client-%d", i), 0, "x"))
	}
	hinted(t, hints, ref("client-0"))
	if records := all(t, s, everything()); len(records) != changes {
		t.Errorf("the feed has %d of %d changes", len(records), changes)
	}
}
