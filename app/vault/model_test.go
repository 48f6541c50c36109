package vault_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	store "verwoord/app/vault"
)

// model is what a store should be, for one kind of record, without anything that makes one hard to write.
type model map[string]*modelRecord

type modelRecord struct {
	version int
	steps   []string
	at      int
	deleted bool
}

func (m model) live(id string) *modelRecord {
	if r := m[id]; r != nil && !r.deleted {
		return r
	}
	return nil
}

// verdicts of an operation.
const (
	fine     = "fine"
	conflict = "conflict"
	missing  = "not found"
	nothing  = "nothing"
)

func (m model) put(id string, version int, data string) string {
	r := m[id]
	switch {
	case r == nil:
		if version != 0 {
			return conflict
		}
		m[id] = &modelRecord{version: 1, steps: []string{data}}
		return fine
	case !r.deleted && r.steps[r.at] == data:
		return fine
	case version != r.version && !(r.deleted && version == 0):
		return conflict
	case r.deleted:
		*r = modelRecord{version: r.version + 1, steps: []string{data}}
		return fine
	}
	r.steps = append(r.steps[:r.at+1], data)
	r.at++
	r.version++
	return fine
}

func (m model) move(id string, version, by int) string {
	r := m.live(id)
	switch {
	case r == nil:
		return missing
	case r.version != version:
		return conflict
	case r.at+by < 0 || r.at+by >= len(r.steps):
		return nothing
	}
	r.at += by
	r.version++
	return fine
}

func (m model) delete(id string, version int) string {
	r := m.live(id)
	switch {
	case r == nil:
		return missing
	case r.version != version:
		return conflict
	}
	r.deleted, r.steps, r.at = true, nil, 0
	r.version++
	return fine
}

func verdict(err error) string {
	var c *store.Conflict
	switch {
	case err == nil:
		return fine
	case errors.As(err, &c):
		return conflict
	case errors.Is(err, store.ErrNotFound):
		return missing
	case errors.Is(err, store.ErrNothing):
		return nothing
	}
	return err.Error()
}

// play does the same with a store and the model, three bytes an operation, and compares. It returns the store.
func play(t *testing.T, b store.Backend, script []byte) *store.Store {
	t.Helper()
	s, m := create(t, b), model{}
	for ; len(script) >= 3; script = script[3:] {
		id := string('a' + script[1]%3)
		version := 0
		if r := m[id]; r != nil {
			version = r.version
		}
		if script[1] >= 200 && version > 0 {
			version-- // somebody who has not seen the last change
		}
		var want, got string
		switch op := script[0] % 16; {
		case op < 7:
			data := fmt.Sprint(script[2] % 8)
			_, err := s.Put(store.Record{Kind: store.Dossier, ID: id, Version: version, Data: []byte(data)})
			want, got = m.put(id, version, data), verdict(err)
		case op < 10:
			_, err := s.Undo(id, version)
			want, got = m.move(id, version, -1), verdict(err)
		case op < 13:
			_, err := s.Redo(id, version)
			want, got = m.move(id, version, +1), verdict(err)
		case op < 14:
			want, got = m.delete(id, version), verdict(s.Delete(store.Dossier, id, version))
		default:
			var err error
			if s, err = store.Open(b, world(), key); err != nil {
				t.Fatal(err)
			}
		}
		if got != want {
			t.Fatalf("% x on %s at version %d: %s, want %s", script[:3], id, version, got, want)
		}
		compare(t, s, m)
	}
	whole(t, s)
	return s
}

func compare(t *testing.T, s *store.Store, m model) {
	t.Helper()
	live := 0
	for id, r := range m {
		got, err := s.Get(store.Dossier, id)
		if r.deleted {
			if !errors.Is(err, store.ErrNotFound) {
				t.Fatalf("%s is deleted: %v", id, err)
			}
			continue
		}
		live++
		if err != nil || got.Version != r.version || string(got.Data) != r.steps[r.at] || got.Undo != r.at || got.Redo != len(r.steps)-1-r.at {
			t.Fatalf("%s is %+v (%s), %v; want %+v", id, got, got.Data, err, r)
		}
	}
	list, err := s.List(store.Dossier)
	if err != nil || len(list) != live {
		t.Fatalf("List: %d records, %v; want %d", len(list), err, live)
	}
}

func TestModel(t *testing.T) {
	for name := range backends(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(10) {
				random := rand.NewChaCha8([32]byte{byte(seed)})
				script := make([]byte, 3*80)
				random.Read(script)
				t.Run(fmt.Sprint(seed), func(t *testing.T) { play(t, backends(t)[name], script) })
			}
		})
	}
}

func FuzzModel(f *testing.F) {
	f.Add([]byte("\x00a1\x00a2\x07a\x00\x0aa\x00\x00a3\x0da\x00\x00a4"))
	f.Add([]byte("\x00a1\x00\xc8a2\x07\xc8\x00"))
	f.Fuzz(func(t *testing.T, script []byte) {
		play(t, new(store.Memory), script[:min(len(script), 300)])
	})
}
