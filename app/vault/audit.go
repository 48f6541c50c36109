package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Action is what happened. The words are a part of the file format.
type Action string

// What the audit trail tells of.
const (
	ActionCreate Action = "create" // of the store
	ActionRekey  Action = "rekey"  // other keys open the store
	ActionPut    Action = "put"
	ActionDelete Action = "delete"
	ActionUndo   Action = "undo"
	ActionRedo   Action = "redo"
	ActionExport Action = "export"
	ActionImport Action = "import" // a change made elsewhere; see Origin
)

// Entry is one line of the audit trail. It names records and never holds what is in them.
type Entry struct {
	Seq     int       `json:"seq"` // from 1, without gaps
	Time    time.Time `json:"time"`
	Action  Action    `json:"action"`
	Kind    Kind      `json:"kind,omitempty"`
	ID      string    `json:"id,omitempty"`
	Client  string    `json:"client,omitempty"`
	Version int       `json:"version,omitempty"`
	// Digest of the content at that version; empty when the record was deleted.
	Content string `json:"content,omitempty"`
	// How many changes could be redone before this one and cannot any more.
	Dropped int `json:"dropped,omitempty"`
	// What happened where the change was made, for ActionImport.
	Origin *Origin `json:"origin,omitempty"`
	// SHA-256 of the entry before as it is kept, in hex; empty in the first.
	Prev string `json:"prev"`
}

// Origin is what another store wrote down of a change.
type Origin struct {
	Time   time.Time `json:"time"`
	Action Action    `json:"action"`
}

const (
	auditBucket = "audit"
	metaBucket  = "meta"
	chainKey    = "chain"
)

// chain is the end of the trail, kept apart so that a trail cut short does not pass for a whole one.
type chain struct {
	Entries int    `json:"entries"`
	Last    string `json:"last"` // digest of the last entry
}

func auditKey(seq int) string { return fmt.Sprintf("%010d", seq) }

// append adds an entry to the trail, in the transaction that makes the change itself.
func (s *Store) append(tx Tx, e Entry) error {
	c, err := s.chain(tx)
	if err != nil {
		return err
	}
	e.Seq, e.Prev = c.Entries+1, c.Last
	plain, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode audit entry: %w", err)
	}
	return s.putEntry(tx, e.Seq, plain)
}

// putEntry keeps an entry as the last of the trail.
func (s *Store) putEntry(tx Tx, seq int, plain []byte) error {
	sealed, err := s.seal.seal(auditBucket, auditKey(seq), uint64(seq), plain)
	if err != nil {
		return err
	}
	if err := tx.Put(auditBucket, auditKey(seq), sealed); err != nil {
		return err
	}
	return s.putChain(tx, chain{Entries: seq, Last: digest(plain)})
}

func (s *Store) putChain(tx Tx, c chain) error {
	plain, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("encode end of audit trail: %w", err)
	}
	sealed, err := s.seal.seal(metaBucket, chainKey, uint64(c.Entries), plain)
	if err != nil {
		return err
	}
	return tx.Put(metaBucket, chainKey, sealed)
}

func (s *Store) chain(tx Tx) (c chain, err error) {
	sealed, err := tx.Get(metaBucket, chainKey)
	if err != nil {
		return chain{}, err
	}
	if sealed == nil {
		return chain{}, &ChainError{Reason: errMissing}
	}
	plain, version, err := s.seal.open(metaBucket, chainKey, sealed)
	if err == nil {
		err = json.Unmarshal(plain, &c)
	}
	if err == nil && uint64(c.Entries) != version {
		err = errInside
	}
	if err != nil {
		return chain{}, &ChainError{Reason: err}
	}
	return c, nil
}

// Audit returns the audit trail, oldest first. When the trail is not whole, the error is a *ChainError that tells where it first
// breaks, and the entries that can still be read are returned.
func (s *Store) Audit() ([]Entry, error) {
	var entries []Entry
	err := s.backend.View(func(tx Tx) error {
		raw, broken, err := s.trail(tx)
		for _, e := range raw {
			entries = append(entries, e.Entry)
		}
		return errors.Join(err, broken)
	})
	return entries, err
}

// rawEntry is an entry with its bytes, which the next one has the digest of.
type rawEntry struct {
	Entry
	plain []byte
}

// trail reads the audit trail and follows the chain. Broken is the first break, nil when the chain is whole.
func (s *Store) trail(tx Tx) (entries []rawEntry, broken, err error) {
	items, err := tx.List(auditBucket)
	if err != nil {
		return nil, nil, err
	}
	breaks := func(seq int, reason error) {
		if broken == nil {
			broken = &ChainError{Seq: seq, Reason: reason}
		}
	}
	next, prev := 1, ""
	for _, item := range items {
		e, err := s.decodeEntry(item)
		switch {
		case err != nil:
			breaks(next, err)
			continue
		case e.Seq != next:
			breaks(next, errMissing)
		case e.Prev != prev:
			breaks(next, errLink)
		}
		next, prev = e.Seq+1, digest(e.plain)
		entries = append(entries, e)
	}
	end, err := s.chain(tx)
	var chainErr *ChainError
	switch {
	case errors.As(err, &chainErr):
		breaks(next, chainErr.Reason)
	case err != nil:
		return entries, broken, err
	case end.Entries >= next:
		breaks(next, errMissing)
	case end != chain{next - 1, prev}:
		breaks(next-1, errLink)
	}
	return entries, broken, nil
}

func (s *Store) decodeEntry(item Item) (e rawEntry, err error) {
	plain, seq, err := s.seal.open(auditBucket, item.Key, item.Value)
	if err == nil {
		err = json.Unmarshal(plain, &e.Entry)
	}
	if err == nil && (uint64(e.Seq) != seq || auditKey(e.Seq) != item.Key) {
		err = errInside
	}
	e.plain = plain
	return e, err
}

var errLink = errors.New("it does not follow from the one before")

// Check reads everything that is kept and returns what is damaged: a CorruptError for each record, a ChainError for the trail.
// It is empty when all is whole: every record readable, the trail unbroken, and the last entry of each record telling of exactly
// the version that is kept.
func (s *Store) Check() []error {
	var damage []error
	err := s.backend.View(func(tx Tx) error {
		entries, broken, err := s.trail(tx)
		if err != nil {
			return err
		}
		if broken != nil {
			damage = append(damage, broken)
		}
		last := lastEntries(entries)
		for _, kind := range kinds {
			d, err := s.checkKind(tx, kind, last)
			if err != nil {
				return err
			}
			damage = append(damage, d...)
		}
		return nil
	})
	if err != nil {
		damage = append(damage, err)
	}
	return damage
}

type name struct {
	kind Kind
	id   string
}

func lastEntries(entries []rawEntry) map[name]Entry {
	last := map[name]Entry{}
	for _, e := range entries {
		if e.Kind != "" {
			last[name{e.Kind, e.ID}] = e.Entry
		}
	}
	return last
}

func (s *Store) checkKind(tx Tx, kind Kind, last map[name]Entry) ([]error, error) {
	heads, damage, err := s.heads(tx, kind)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, err := range damage {
		var corrupt *CorruptError
		if errors.As(err, &corrupt) {
			seen[corrupt.ID] = true
		}
	}
	for _, h := range heads {
		seen[h.ID] = true
		if e := last[name{kind, h.ID}]; e.Version != h.Version || e.Content != h.Content {
			damage = append(damage, &CorruptError{Kind: kind, ID: h.ID, Version: h.Version, Reason: errTrail})
		}
		_, d, err := s.history(tx, kind, h)
		if err != nil {
			return nil, err
		}
		damage = append(damage, d...)
	}
	for n := range last {
		if n.kind == kind && !seen[n.id] {
			damage = append(damage, &CorruptError{Kind: kind, ID: n.id, Reason: errMissing})
		}
	}
	sortErrors(damage)
	return damage, nil
}

var errTrail = errors.New("it is not the version that the audit trail tells of")
