package store_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"verwoord/app/store"
)

// deeds are all that changes a store. Each is done to a copy of filled.
var deeds = map[string]func(*store.Sealed) error{
	"put": func(s *store.Sealed) error {
		_, err := s.Put(ctx, store.By{Login: "anna", Op: store.Op{9}}, change(store.Dossier, "linde", 2, "three"), change(store.Dossier, "es", 0, "es"),
			store.Change{Ref: ref(store.Dossier, "eik"), Base: 1, Client: "linde", Deleted: true},
			store.Change{Ref: store.Ref{Space: store.Breach, Kind: "incident", ID: "1"}})
		return err
	},
	"rekey":  func(s *store.Sealed) error { return s.Rekey(ctx, key, key) },
	"rotate": func(s *store.Sealed) error { return s.Rotate(ctx, key, key) },
	"export": func(s *store.Sealed) error { return s.Export(ctx, new(bytes.Buffer), passphrase) },
}

// Each deed fails at every step that it takes, one after the other, reads and writes: then nothing of it is kept, or, when only the
// answer was lost, all of it; and it can be done again.
func TestFailsAtEveryStep(t *testing.T) {
	original := filled(t)
	for name, deed := range deeds {
		for _, way := range []string{"from there on", "once", "the answer is lost"} {
			t.Run(name+"/"+way, func(t *testing.T) {
				lost := way == "the answer is lost"
				stride, steps := 1, 0
				if name == "export" { // which makes a key from a passphrase each time; that is slow on purpose
					stride = 5
				}
				for n := 1; ; n += stride {
					b := copyOf(t, original)
					f := &faulty{Backend: b, once: way == "once"}
					s, err := store.Open(ctx, f, world(), key)
					if err != nil {
						t.Fatal(err)
					}
					f.steps, f.at, f.lost = 0, n, lost
					err = deed(s)
					steps = f.steps
					f.at = 0
					if err == nil && steps >= n {
						t.Fatalf("step %d of %d failed, and nobody was told", n, steps)
					}
					if err == nil {
						break
					}
					if !errors.Is(err, errBroken) {
						t.Fatalf("step %d: %v", n, err)
					}
					allOrNothing(t, original, b, name)
					// The same program goes on, and another finds everything whole.
					if again := deed(s); again != nil && !(errors.Is(again, store.ErrRotated) && name == "rotate" && lost) {
						t.Errorf("step %d: done again: %v", n, again)
					}
					whole(t, open(t, b))
					if t.Failed() {
						t.Fatalf("at step %d of %d", n, steps)
					}
				}
				t.Logf("%d steps", steps)
			})
		}
	}
}

// allOrNothing tells whether a store holds all that a deed does, or is as it was to the last byte.
func allOrNothing(t *testing.T, before, after *store.Memory, deed string) {
	t.Helper()
	_, was := places(t, before)
	_, is := places(t, after)
	same := len(was) == len(is)
	for p, v := range was {
		same = same && bytes.Equal(v, is[p])
	}
	if same {
		return
	}
	s := open(t, after)
	whole(t, s)
	if deed != "put" {
		if n := readable(t, s); n != len(records) {
			t.Errorf("%d of %d records can be read", n, len(records))
		}
		return
	}
	for id, want := range map[string]string{"linde": "three", "es": "es"} {
		if r, err := s.Get(ctx, ref(store.Dossier, id)); err != nil || string(r.Data) != want {
			t.Errorf("%s is %s, %v", id, r.Data, err)
		}
	}
	if _, err := s.Get(ctx, ref(store.Dossier, "eik")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("eik: %v", err)
	}
}

// An import fails at every step in the same way.
func TestImportFailsAtEveryStep(t *testing.T) {
	var file bytes.Buffer
	from := open(t, copyOf(t, filled(t)))
	put(t, from, change(store.History, "linde/0000000001", 0, "one"))
	if err := from.Export(ctx, &file, passphrase); err != nil {
		t.Fatal(err)
	}
	for n := 1; ; n += 7 { // each time a passphrase is tried, which is slow on purpose
		b := new(store.Memory)
		f := &faulty{Backend: b}
		s, err := openOrCreate(f)
		if err != nil {
			t.Fatal(err)
		}
		f.steps, f.at = 0, n
		_, err = s.Import(ctx, "anna", bytes.NewReader(file.Bytes()), passphrase)
		f.at = 0
		if err == nil {
			t.Logf("%d steps", f.steps)
			break
		}
		if !errors.Is(err, errBroken) {
			t.Fatalf("step %d: %v", n, err)
		}
		if p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true}); err != nil || p.Seq != 0 || len(p.Records) != 0 {
			t.Fatalf("step %d: kept is %+v, %v", n, p, err)
		}
		whole(t, s)
	}
}

// A context ends at every step of a Put: nothing of it is kept.
func TestContextEndsAtEveryStep(t *testing.T) {
	for name, backend := range backends {
		t.Run(name, func(t *testing.T) {
			f := &faulty{Backend: backend(t)()}
			s, err := openOrCreate(f)
			if err != nil {
				t.Fatal(err)
			}
			put(t, s, change(store.Dossier, "linde", 0, "one"))
			for n := 1; ; n++ {
				short, cancel := context.WithCancel(ctx)
				f.steps, f.step = 0, func(step int) {
					if step == n {
						cancel()
					}
				}
				_, err := s.Put(short, store.By{Op: store.Op{1}}, change(store.Dossier, "linde", 1, "two"), change(store.Dossier, "es", 0, "es"))
				steps := f.steps
				f.step = nil
				cancel()
				if n > steps {
					if err != nil {
						t.Errorf("with a context that does not end: %v", err)
					}
					t.Logf("%d steps", steps)
					break
				}
				if !errors.Is(err, context.Canceled) {
					t.Fatalf("step %d: %v", n, err)
				}
				if p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true}); err != nil || p.Seq != 1 || len(p.Records) != 1 {
					t.Fatalf("step %d: kept is %+v, %v", n, p, err)
				}
			}
			whole(t, s)
		})
	}
}

// A Put fails at every step over each backend: nothing of it is kept, and the same act can be done again.
func TestPutFailsAtEveryStep(t *testing.T) {
	for name, backend := range backends {
		t.Run(name, func(t *testing.T) {
			f := &faulty{Backend: backend(t)(), once: true}
			s, err := openOrCreate(f)
			if err != nil {
				t.Fatal(err)
			}
			put(t, s, change(store.Dossier, "linde", 0, "one"))
			for n := 1; ; n++ {
				f.steps, f.at = 0, n
				_, err := s.Put(ctx, store.By{Op: store.Op{1}}, change(store.Dossier, "linde", 1, "two"), change(store.Dossier, "es", 0, "es"))
				f.at = 0
				if err == nil && f.steps >= n {
					t.Fatalf("step %d of %d failed, and nobody was told", n, f.steps)
				}
				if err == nil {
					t.Logf("%d steps", f.steps)
					break
				}
				if !errors.Is(err, errBroken) {
					t.Fatalf("step %d: %v", n, err)
				}
				if p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true}); err != nil || p.Seq != 1 || len(p.Records) != 1 {
					t.Fatalf("step %d: kept is %+v, %v", n, p, err)
				}
			}
			whole(t, s)
		})
	}
}
