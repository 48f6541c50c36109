package office

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"verwoord/app/store"
)

// Trail is the end of the audit trail, and whether what is kept is whole.
type Trail struct {
	Entries int         // of the whole trail
	Lines   []TrailLine // the newest first
	Damage  []error     // none when all is whole
}

// TrailLine is one thing that happened.
type TrailLine struct {
	Seq    int // 0 when it was done to the store, which counts apart
	At     time.Time
	Action string // what was done
	Kind   string // to what; empty when it was to the store
	Name   string // of the client; empty when it is about none, or it has none any more
}

// Trail returns the newest lines of the audit trail, at most so many, the newest first, and where its chain is broken. Of the whole it
// also tells every record that cannot be read or is not what the trail tells of: that reads all that is kept. What is kept beside something
// for its sake, as an earlier version, has no line.
func (o *Office) Trail(ctx context.Context, most int, whole bool) (Trail, error) {
	s, err := o.sealed()
	if err != nil {
		return Trail{}, err
	}
	entries, total, damage, err := newest(ctx, s, most)
	if err != nil {
		return Trail{}, err
	}
	t := Trail{Entries: total, Damage: damage}
	own, err := ofStore(ctx, s, most)
	if err != nil {
		return Trail{}, err
	}
	entries = append(entries, own...)
	slices.SortStableFunc(entries, func(a, b store.Entry) int { return b.Time.Compare(a.Time) })
	entries = entries[:min(len(entries), most)]
	if whole {
		t.Damage = s.Check(ctx)
	}
	t.Damage = append(slices.Clone(o.found), t.Damage...)
	x, done, err := o.look(ctx)
	if err != nil {
		return Trail{}, err
	}
	defer done()
	for _, e := range entries {
		line := TrailLine{Seq: int(e.Seq), At: e.Time, Action: string(e.Action), Kind: string(e.Kind)}
		if r := x.rows[e.Client]; r != nil && r.version > 0 {
			line.Name = r.brief.Name
		}
		t.Lines = append(t.Lines, line)
	}
	return t, nil
}

// newest are the last entries of the trail of what is kept of clients, the newest first, and how many there are.
func newest(ctx context.Context, s *store.Sealed, most int) (out []store.Entry, total int, damage []error, err error) {
	head, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true, Since: math.MaxInt64, Limit: 1})
	if err != nil {
		return nil, 0, nil, err
	}
	for end := head.Seq; end > 0 && len(out) < most; {
		n := min(end, store.MaxPage)
		entries, err := s.Audit(ctx, store.Sales, end-n, int(n))
		if chain := new(store.ChainError); errors.As(err, &chain) {
			damage, err = append(damage, err), nil
		}
		if err != nil {
			return nil, 0, nil, err
		}
		for _, e := range slices.Backward(entries) {
			if e.Kind != store.History && e.Kind != tally && len(out) < most {
				out = append(out, e)
			}
		}
		end -= n
	}
	return out, int(head.Seq), damage, nil
}

// ofStore are the last entries of the trail of the store itself: when it was made, copied, and given other keys. They have no number.
func ofStore(ctx context.Context, s *store.Sealed, most int) ([]store.Entry, error) {
	mark, err := s.Mark(ctx)
	if err != nil || most <= 0 {
		return nil, err
	}
	entries, err := s.Audit(ctx, "", max(0, mark[""].Seq-int64(most)), most)
	if chain := new(store.ChainError); errors.As(err, &chain) {
		err = nil // Check tells of it
	}
	for i := range entries {
		entries[i].Seq = 0
	}
	return entries, err
}

// sealed is the store of one person, which can be copied and followed as a whole.
func (o *Office) sealed() (*store.Sealed, error) {
	s, ok := o.store.(*store.Sealed)
	if !ok {
		return nil, fmt.Errorf("this store is not one person's: %w", errors.ErrUnsupported)
	}
	return s, nil
}
