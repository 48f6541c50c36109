package vault

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func auditedStore(t *testing.T) *Store {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
	s, err := Create(new(Memory), World{Rand: rand.Reader, Now: now}, Key{Secret: make([]byte, keySize)})
	if err != nil {
		t.Fatal(err)
	}
	for version, data := range []string{"one", "two", "three"} {
		if _, err := s.Put(Record{Kind: Dossier, ID: "linde", Version: version, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// Who has the key can seal another entry in the place of one, but not without breaking the chain after it.
func TestForgedEntry(t *testing.T) {
	for seq, want := range map[int]int{1: 2, 2: 3, 3: 4, 4: 4} {
		s := auditedStore(t)
		err := s.backend.Update(func(tx Tx) error {
			entries, broken, err := s.trail(tx)
			if err != nil || broken != nil {
				return errors.Join(err, broken)
			}
			e := entries[seq-1].Entry
			e.Client = "somebody else"
			plain, err := json.Marshal(e)
			if err != nil {
				return err
			}
			sealed, err := s.seal.seal(auditBucket, auditKey(seq), uint64(seq), plain)
			if err != nil {
				return err
			}
			return tx.Put(auditBucket, auditKey(seq), sealed)
		})
		if err != nil {
			t.Fatal(err)
		}
		var chain *ChainError
		if entries, err := s.Audit(); !errors.As(err, &chain) || chain.Seq != want || len(entries) != 4 {
			t.Errorf("entry %d forged: %d entries, %v; want a break at %d", seq, len(entries), err, want)
		}
	}
}

func TestAuditTells(t *testing.T) {
	s := auditedStore(t)
	if _, err := s.Undo("linde", 3); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(Record{Kind: Dossier, ID: "linde", Version: 4, Data: []byte("four")}); err != nil {
		t.Fatal(err)
	}
	entries, err := s.Audit()
	if err != nil || len(entries) != 6 {
		t.Fatalf("Audit: %d entries, %v", len(entries), err)
	}
	for i, want := range []Entry{
		{Action: ActionCreate}, {Action: ActionPut, Version: 1}, {Action: ActionPut, Version: 2}, {Action: ActionPut, Version: 3},
		{Action: ActionUndo, Version: 4}, {Action: ActionPut, Version: 5, Dropped: 1},
	} {
		got := entries[i]
		if got.Seq != i+1 || got.Action != want.Action || got.Version != want.Version || got.Dropped != want.Dropped {
			t.Errorf("entry %d is %+v, want %+v", i+1, got, want)
		}
		if i > 0 && (got.Client != "linde" || got.Content == "" || got.Prev == "" || got.Time.IsZero()) {
			t.Errorf("entry %d is %+v", i+1, got)
		}
	}
	if entries[4].Content != entries[2].Content {
		t.Error("the undo came to another content than there was")
	}
}

// trailOf is the trail of a record that went through contents, version by version from the first.
func trailOf(contents string) (h head, trail []Entry) {
	for i, c := range contents {
		h = head{Version: i + 1, Content: string(c), Deleted: c == '-'}
		if h.Deleted {
			h.Content = ""
		}
		trail = append(trail, Entry{Version: h.Version, Content: h.Content})
	}
	return h, trail
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		why, ours, theirs string
		want              descent
	}{
		{"only they have it", "", "a", newer},
		{"they deleted what we never had", "", "a-", same},
		{"the same", "ab", "ab", same},
		{"they went on", "ab", "abc", newer},
		{"we went on", "abc", "ab", older},
		{"both went on", "abc", "abd", diverged},
		{"both went on, further", "abcx", "abdef", diverged},
		{"both made one of that name", "a", "b", diverged},
		{"we came back to where they never left", "aba", "ab", older},
		{"they came back to where we never left", "ab", "aba", newer},
		{"the same in the end", "abc", "axyc", same},
		{"settled alike at other versions, then they went on", "abc", "axycd", newer},
		{"settled alike at other versions, then we went on", "abcd", "axyc", older},
		{"each went back to what the other left", "abcab", "cba", diverged},
		{"we deleted it", "a-", "a", diverged},
		{"they deleted it", "a", "a-", diverged},
		{"both deleted it", "a-", "ab-", same},
	} {
		ours, ourTrail := trailOf(c.ours)
		theirs, theirTrail := trailOf(c.theirs)
		if got := compare(ours, theirs, ourTrail, theirTrail); got != c.want {
			t.Errorf("%s: %d, want %d", c.why, got, c.want)
		}
		mirror := map[descent]descent{same: same, diverged: diverged, older: newer, newer: older}
		if got := compare(theirs, ours, theirTrail, ourTrail); ours.Version > 0 && got != mirror[c.want] {
			t.Errorf("%s, seen from there: %d, want %d", c.why, got, mirror[c.want])
		}
	}
}
