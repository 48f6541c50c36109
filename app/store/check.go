package store

import (
	"context"
	"errors"
	"fmt"
)

// Check reads everything that is kept and returns what is damaged: a CorruptError for each record, a ChainError for each trail. It is empty
// when all is whole: every record readable and in every list where it belongs, the trails unbroken, and the last entry of each record
// telling of exactly the version that is kept.
func (s *Sealed) Check(ctx context.Context) (damage []error) {
	err := s.inspect(ctx, func(t *transaction) (err error) {
		damage, err = t.check()
		return err
	})
	if err != nil {
		damage = append(damage, err)
	}
	return damage
}

func (t *transaction) check() (damage []error, err error) {
	if t.broken != nil {
		damage = append(damage, t.broken)
	}
	acts := map[string]bool{}
	for _, space := range append([]Space{""}, t.spaces()...) {
		c := check{transaction: t, space: space, last: map[Ref]Entry{}, kinds: map[Kind]int{}, acts: acts}
		if err := c.run(); err != nil {
			return nil, err
		}
		sortErrors(c.damage)
		damage = append(damage, c.damage...)
	}
	more, err := t.checkActs(acts)
	return append(damage, more...), err
}

// checkActs tells which acts that the trails tell of would not be known again.
func (t *transaction) checkActs(acts map[string]bool) (damage []error, err error) {
	fail := func(op string, reason error) {
		damage = append(damage, &ChainError{Reason: fmt.Errorf("act %s: %w", op, reason)})
	}
	err = each(t.tx, opBucket, func(item Item) error {
		delete(acts, item.Key)
		if _, _, err := t.seal.open(opBucket, item.Key, item.Value); err != nil {
			fail(item.Key, err)
		}
		return nil
	})
	for op := range acts {
		fail(op, errMissing)
	}
	return damage, err
}

// check is the Check of one space.
type check struct {
	*transaction
	space  Space
	last   map[Ref]Entry // of each record, until it was found
	kinds  map[Kind]int  // how many records of each are live
	acts   map[string]bool
	damage []error
}

func (c *check) run() error {
	err := c.entries(c.space, func(e rawEntry) error {
		if e.Kind != "" {
			c.last[Ref{c.space, e.Kind, e.ID}] = e.Entry
		}
		if e.Op != "" {
			c.acts[e.Op] = true
		}
		return nil
	}, func(broken *ChainError) { c.damage = append(c.damage, broken) })
	if err != nil || c.space == "" {
		return err
	}
	if v, err := c.tx.Get(spaceBucket, string(c.space)); err != nil {
		return err
	} else if v == nil {
		c.damage = append(c.damage, &ChainError{Space: c.space, Reason: errors.New("its name is missing")})
	}
	if err := c.tree(c.space).check(); err != nil {
		if !damaged(err) {
			return err
		}
		c.damage = append(c.damage, err)
	}
	if err := each(c.tx, feedBucket(c.space), c.head); err != nil {
		return err
	}
	for ref := range c.last {
		c.fail(ref, errMissing)
	}
	for kind, n := range c.kinds {
		if err := c.counted(kind, n); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) fail(ref Ref, reason error) {
	c.damage = append(c.damage, &CorruptError{Ref: ref, Reason: reason})
}

// head checks one record, from its head.
func (c *check) head(item Item) error {
	h, err := c.present(c.space, item)
	if err != nil {
		return c.note(err)
	}
	ref := h.ref(c.space)
	e, known := c.last[ref]
	delete(c.last, ref)
	if !known || e.Seq != h.Seq || e.Version != h.Version || e.Content != h.Content {
		c.fail(ref, errTrail)
	}
	if !h.live() {
		return nil
	}
	c.kinds[h.Kind]++
	if _, err := c.record(c.space, h); err != nil {
		return c.note(err)
	}
	return c.listed(h)
}

// note takes damage into account, once for each record; any other error ends the check.
func (c *check) note(err error) error {
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		delete(c.last, corrupt.Ref)
	} else if !damaged(err) {
		return err
	}
	c.damage = append(c.damage, err)
	return nil
}

// listed tells whether a record is where lists look for it.
func (c *check) listed(h head) error {
	for bucket, key := range map[string]string{kindBucket(c.space, h.Kind): c.name(h.ref(c.space)), clientBucket(c.space, h.Kind): c.clientKey(h, c.space)} {
		v, err := c.tx.Get(bucket, key)
		if err != nil {
			return err
		}
		if v == nil {
			c.fail(h.ref(c.space), errors.New("it is missing in a list"))
		}
	}
	return nil
}

// counted tells whether the lists of a kind name anything else.
func (c *check) counted(kind Kind, want int) error {
	for _, bucket := range []string{kindBucket(c.space, kind), clientBucket(c.space, kind)} {
		n := 0
		if err := each(c.tx, bucket, func(Item) error { n++; return nil }); err != nil {
			return err
		}
		if n > want {
			c.fail(Ref{c.space, kind, bucket}, errors.New("a list names what is not there"))
		}
	}
	return nil
}
