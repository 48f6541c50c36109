package store

// copyTo seals everything anew for another store, or for this one with another data key: from reads, to writes, and may do so in the same
// backend. Trails are copied as they are, so that they can be followed there, and with damage in them. When a record cannot be read it
// is named in damage and left out. It leaves the end of to to its caller. Moved, if any, is called after each item is copied, with the place where it was.
func (t *transaction) copyTo(to *transaction, moved func(bucket, key string) error) (damage []error, err error) {
	if t.broken != nil {
		damage = append(damage, t.broken)
	}
	c := copying{from: t, to: to, moved: moved, damage: damage}
	for _, space := range append([]Space{""}, t.spaces()...) {
		if err := c.space(space); err != nil {
			return nil, err
		}
	}
	if err := c.acts(); err != nil {
		return nil, err
	}
	return c.damage, nil
}

// copying is a copyTo under way.
type copying struct {
	from, to *transaction
	moved    func(bucket, key string) error
	damage   []error
}

func (c *copying) space(space Space) error {
	err := c.from.entries(space, func(e rawEntry) error { return c.to.putEntry(space, e.Seq, e.plain) },
		func(broken *ChainError) { c.damage = append(c.damage, broken) })
	if err != nil || space == "" {
		return err
	}
	return each(c.from.tx, feedBucket(space), func(item Item) error {
		h, err := c.from.present(space, item)
		var r Record
		if err == nil {
			r, err = c.from.record(space, h)
		}
		if damaged(err) {
			c.damage = append(c.damage, err)
			return nil
		}
		if err == nil {
			err = c.to.keep(space, head{}, h, r.Data)
		}
		if err == nil && c.moved != nil {
			err = c.left(space, h)
		}
		return err
	})
}

// left tells where a record was under names that it no longer has.
func (c *copying) left(space Space, h head) error {
	name := c.from.name(h.ref(space))
	if !h.live() {
		return nil
	}
	for bucket, key := range map[string]string{dataBucket(space): name, kindBucket(space, h.Kind): name,
		clientBucket(space, h.Kind): c.from.clientKey(h, space)} {
		if err := c.moved(bucket, key); err != nil {
			return err
		}
	}
	return nil
}

func (c *copying) acts() error {
	return each(c.from.tx, opBucket, func(item Item) error {
		plain, _, err := c.from.seal.open(opBucket, item.Key, item.Value)
		if err != nil {
			c.damage = append(c.damage, &ChainError{Reason: err})
			return nil
		}
		sealed, err := c.to.seal.seal(opBucket, item.Key, 0, plain)
		if err != nil {
			return err
		}
		return c.to.tx.Put(opBucket, item.Key, sealed)
	})
}
