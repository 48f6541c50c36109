package store

import "context"

// Mark is how far a store was at some moment: the end of each of its trails. Kept where the store is not, as in the keyring of the system
// (see SaveMark), it tells when an older copy of the whole store was put in its place, which nothing in that copy can tell.
type Mark map[Space]End

// End is the end of a trail.
type End struct {
	Seq  int64  `json:"seq"`
	Last string `json:"last"` // digest of the last entry
}

// Mark returns how far the store is.
func (s *Sealed) Mark(ctx context.Context) (Mark, error) {
	m := Mark{}
	err := s.view(ctx, func(t *transaction) error {
		for space, c := range t.root {
			m[space] = End{c.Seq, c.Last}
		}
		return nil
	})
	return m, err
}

// After tells by ErrRolledBack that the store is not the one that was marked, gone on from there: changes are gone that there were. Whoever
// has put a backup in its place knows; the next Mark then takes the place of this one. It costs the same however long ago the mark was
// made.
func (s *Sealed) After(ctx context.Context, m Mark) error {
	return s.view(ctx, func(t *transaction) error {
		for space, end := range m {
			last, err := t.lastAt(space, end.Seq)
			if err != nil {
				return err
			}
			if last != end.Last {
				return ErrRolledBack
			}
		}
		return nil
	})
}

// Admit writes down in the trail of the store that an older copy is gone on from, so that it is not forgotten with the mark that told.
func (s *Sealed) Admit(ctx context.Context) error {
	return s.update(ctx, func(t *transaction) error { return t.append("", Entry{Time: s.now(), Action: ActionRollback}) })
}

// lastAt is the digest of an entry of a trail; empty when the trail is not as long.
func (t *transaction) lastAt(space Space, seq int64) (string, error) {
	c := t.chain(space)
	switch {
	case seq > c.Seq:
		return "", nil
	case seq == c.Seq:
		return c.Last, nil
	}
	sealed, err := t.tx.Get(trailBucket(space), seqKey(seq+1))
	if err != nil {
		return "", err
	}
	if sealed == nil {
		return "", &ChainError{Space: space, Seq: seq + 1, Reason: errMissing}
	}
	next, err := t.decodeEntry(space, Item{seqKey(seq + 1), sealed})
	if err != nil {
		return "", &ChainError{Space: space, Seq: seq + 1, Reason: err}
	}
	return next.Prev, nil
}
