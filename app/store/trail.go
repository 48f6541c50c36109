package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Action is what happened. The words are a part of the file format.
type Action string

// What a trail tells of. Undo and Redo were actions of a store of the first format.
const (
	ActionCreate   Action = "create"   // of the store
	ActionRekey    Action = "rekey"    // other keys open the store
	ActionRotate   Action = "rotate"   // everything was sealed with a new data key
	ActionRollback Action = "rollback" // an older copy of the store is gone on from; see Mark
	ActionMigrate  Action = "migrate"  // a record as it came from a store of the first format
	ActionLost     Action = "lost"     // something of such a store that could not be read
	ActionPut      Action = "put"
	ActionDelete   Action = "delete"
	ActionUndo     Action = "undo"
	ActionRedo     Action = "redo"
	ActionExport   Action = "export"
	ActionImport   Action = "import" // a change made elsewhere; see Origin
)

// Entry is one line of a trail. It names records and never holds what is in them.
type Entry struct {
	Seq     int64     `json:"seq"` // from 1, without gaps
	Time    time.Time `json:"time"`
	Action  Action    `json:"action"`
	Kind    Kind      `json:"kind,omitempty"`
	ID      string    `json:"id,omitempty"`
	Client  string    `json:"client,omitempty"`
	Version int       `json:"version,omitempty"`
	// Digest of the content at that version; empty when the record was deleted.
	Content string `json:"content,omitempty"`
	// How many changes could be redone before this one and cannot any more; of the first format.
	Dropped int `json:"dropped,omitempty"`
	// Who did it, and in which act, in hex.
	Author string `json:"author,omitempty"`
	Op     string `json:"op,omitempty"`
	// What happened where the change was made, for ActionImport.
	Origin *Origin `json:"origin,omitempty"`
	// SHA-256 of the entry before as it is kept, in hex; empty in the first.
	Prev string `json:"prev"`
}

// Origin is what another store wrote down of a change.
type Origin struct {
	Time   time.Time `json:"time"`
	Action Action    `json:"action"`
	Author string    `json:"author,omitempty"`
}

// rawEntry is an entry with its bytes, which the next one has the digest of.
type rawEntry struct {
	Entry
	plain []byte
}

func trailBucket(space Space) string { return string(space) + ".trail" }

// append adds an entry to a trail, in the transaction that makes the change itself.
func (t *transaction) append(space Space, e Entry) error {
	c := t.chain(space)
	e.Seq, e.Prev = c.Seq+1, c.Last
	plain, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode entry of the trail: %w", err)
	}
	return t.putEntry(space, e.Seq, plain)
}

// putEntry keeps an entry as the last of a trail.
func (t *transaction) putEntry(space Space, seq int64, plain []byte) error {
	c := t.chain(space)
	if c.Seq == 0 && space != "" {
		if err := t.tx.Put(spaceBucket, string(space), []byte{}); err != nil {
			return err
		}
	}
	c.Seq, c.Last = seq, digest(plain)
	sealed, err := t.seal.seal(trailBucket(space), seqKey(seq), uint64(seq), plain)
	if err != nil {
		return err
	}
	return t.tx.Put(trailBucket(space), seqKey(seq), sealed)
}

func (t *transaction) decodeEntry(space Space, item Item) (e rawEntry, err error) {
	plain, seq, err := t.seal.open(trailBucket(space), item.Key, item.Value)
	if err == nil {
		err = json.Unmarshal(plain, &e.Entry)
	}
	if err == nil && (uint64(e.Seq) != seq || seqKey(e.Seq) != item.Key) {
		err = errInside
	}
	e.plain = plain
	return e, err
}

// entries calls f with all of a trail that can be read, oldest first, and follows the chain: breaks, if any, is called at the first
// place where it is not whole.
func (t *transaction) entries(space Space, f func(rawEntry) error, breaks func(*ChainError)) error {
	broken := false
	fail := func(seq int64, reason error) {
		if !broken && breaks != nil {
			breaks(&ChainError{Space: space, Seq: seq, Reason: reason})
		}
		broken = true
	}
	next, prev := int64(1), ""
	err := each(t.tx, trailBucket(space), func(item Item) error {
		e, err := t.decodeEntry(space, item)
		switch {
		case err != nil:
			fail(next, err)
			return nil
		case e.Seq != next:
			fail(next, errMissing)
		case e.Prev != prev:
			fail(next, errLink)
		}
		next, prev = e.Seq+1, digest(e.plain)
		return f(e)
	})
	if err != nil {
		return err
	}
	switch c := t.chain(space); {
	case c.Seq >= next:
		fail(next, errMissing)
	case c.Seq != next-1 || c.Last != prev:
		fail(next-1, errLink)
	}
	return nil
}

var errLink = errors.New("it does not follow from the one before")

// Audit returns a part of the trail of a space, or for "" of the store itself: at most limit entries after one, oldest first. When an
// entry is damaged, missing or does not follow from the one before, the error is a *ChainError that tells the first such place, and the
// entries that can be read are returned. The trail as a whole is followed by Check.
func (s *Sealed) Audit(ctx context.Context, space Space, after int64, limit int) (entries []Entry, err error) {
	if limit <= 0 || limit > MaxPage {
		limit = MaxPage
	}
	err = s.inspect(ctx, func(t *transaction) error {
		items, err := t.tx.Range(trailBucket(space), seqKey(after), "", limit)
		if err != nil {
			return err
		}
		prev, broken := "", t.broken
		for i, item := range items {
			e, err := t.decodeEntry(space, item)
			switch {
			case err != nil:
			case e.Seq != after+int64(i)+1:
				err = errMissing
			case i > 0 && prev != "" && e.Prev != prev:
				err = errLink
			}
			if err != nil && broken == nil {
				broken = &ChainError{Space: space, Seq: after + int64(i) + 1, Reason: err}
			}
			if prev = ""; e.plain != nil {
				prev = digest(e.plain)
				entries = append(entries, e.Entry)
			}
		}
		if last := after + int64(len(items)); broken == nil && len(items) < limit && last < t.chain(space).Seq {
			broken = &ChainError{Space: space, Seq: last + 1, Reason: errMissing}
		}
		return broken
	})
	return entries, err
}
