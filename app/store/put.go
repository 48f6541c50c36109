package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Put implements Store.
func (s *Sealed) Put(ctx context.Context, by By, changes ...Change) ([]Record, error) {
	a, err := NewAct(by, changes)
	if err != nil {
		return nil, err
	}
	var kept []Record
	err = s.update(ctx, func(t *transaction) (err error) {
		kept, err = t.act(a, s.now())
		return err
	})
	if err != nil {
		return nil, err
	}
	s.watched.tell(kept)
	return kept, nil
}

// done is what is remembered of an act.
type done struct {
	Login  string    `json:"login,omitempty"`
	Digest string    `json:"digest"` // of the act
	At     time.Time `json:"at"`
	Seqs   []int64   `json:"seqs"` // one for each of its changes
}

const opBucket = "op"

func (t *transaction) act(a Act, now time.Time) ([]Record, error) {
	before, err := t.done(a.Op)
	switch {
	case err != nil:
		return nil, err
	case before.Seqs != nil && (before.Login != a.Login || before.Digest != hex.EncodeToString(a.Digest[:]) || len(before.Seqs) != len(a.Changes)):
		return nil, ErrOp
	case before.Seqs != nil:
		return a.records(before), nil
	}
	d := done{Login: a.Login, Digest: hex.EncodeToString(a.Digest[:]), At: now}
	for _, c := range a.Changes {
		seq, err := t.change(a.By, now, c)
		if err != nil {
			return nil, err
		}
		d.Seqs = append(d.Seqs, seq)
	}
	return a.records(d), t.putDone(a.Op, d)
}

// records are what an act made, as it was then.
func (a Act) records(d done) []Record {
	kept := make([]Record, len(a.Changes))
	for i, c := range a.Changes {
		kept[i] = Record{Ref: c.Ref, Client: c.Client, Version: c.Base + 1, Seq: d.Seqs[i], Author: d.Login, At: d.At, Head: c.Head, Data: c.Data,
			Deleted: c.Deleted}
	}
	return kept
}

func (t *transaction) done(op Op) (d done, err error) {
	key := hex.EncodeToString(op[:])
	sealed, err := t.tx.Get(opBucket, key)
	if err != nil || sealed == nil {
		return done{}, err
	}
	plain, _, err := t.seal.open(opBucket, key, sealed)
	if err == nil {
		err = json.Unmarshal(plain, &d)
	}
	if err != nil {
		return done{}, &ChainError{Reason: fmt.Errorf("act %s: %w", key, err)}
	}
	return d, nil
}

func (t *transaction) putDone(op Op, d done) error {
	plain, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encode act: %w", err)
	}
	key := hex.EncodeToString(op[:])
	sealed, err := t.seal.seal(opBucket, key, 0, plain)
	if err != nil {
		return err
	}
	return t.tx.Put(opBucket, key, sealed)
}

// change makes one change, and returns its Seq.
func (t *transaction) change(by By, now time.Time, c Change) (int64, error) {
	before, err := t.head(c.Ref)
	if err != nil {
		return 0, err
	}
	if before.Version != c.Base {
		return 0, t.conflict(before, c)
	}
	h := head{Kind: c.Kind, ID: c.ID, Client: c.Client, Version: c.Base + 1, Seq: t.chain(c.Space).Seq + 1, Author: by.Login, At: now, Head: c.Head,
		Deleted: c.Deleted}
	action := ActionDelete
	if !c.Deleted {
		action, h.Content = ActionPut, contentDigest(c.Head, c.Data)
	}
	if err := t.keep(c.Space, before, h, c.Data); err != nil {
		return 0, err
	}
	return h.Seq, t.append(c.Space, Entry{Time: now, Action: action, Kind: h.Kind, ID: h.ID, Client: h.Client, Version: h.Version, Content: h.Content,
		Author: by.Login, Op: hex.EncodeToString(by.Op[:])})
}

func (t *transaction) conflict(before head, c Change) error {
	if before.Version == 0 {
		return &Conflict{Kept: Record{Ref: c.Ref}, Other: c}
	}
	kept, err := t.record(c.Space, before)
	if err != nil && !damaged(err) {
		return err
	}
	return &Conflict{Kept: kept, Other: c}
}
