package store

import (
	"context"
	"errors"
)

// Rotate replaces the keys that open the store and the data key that everything is sealed with, and seals all of it anew, in one
// transaction. Whoever has an earlier key and an earlier copy of the key file can open nothing any more that is kept from now on. Other
// programs that have the store open get ErrRotated, and have to open it again. Current is a key that opens it now; else the error is ErrKey. When
// something is damaged the error joins a CorruptError or ChainError for each such thing, as it could not be sealed anew; with any error
// nothing has changed.
func (s *Sealed) Rotate(ctx context.Context, current Key, keys ...Key) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next, dataKey, err := newKeyFile(s.world.Rand, keys)
	if err != nil {
		return err
	}
	seal := newSealer(dataKey, s.world.Rand, format2)
	err = s.backend.Update(ctx, func(tx Tx) error {
		file, err := readKeys(tx)
		if err != nil {
			return err
		}
		if _, err := current.unwrap(file); err != nil {
			return err
		}
		t, err := s.begin(tx)
		if err != nil {
			return err
		}
		if err := s.reseal(t, seal); err != nil {
			return err
		}
		if file.Before != "" { // what could be read of it is here; the rest can be read by nobody without the old data key
			if err := (&old{tx: tx}).clear(); err != nil {
				return err
			}
		}
		next.Epoch = file.Epoch + 1
		if err := putKeys(tx, next); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	s.seal, s.epoch = seal, next.Epoch
	return nil
}

// reseal seals everything with another data key, in the place where it is.
func (s *Sealed) reseal(t *transaction, seal sealer) error {
	to := s.fresh(t.tx)
	to.seal = seal
	for _, space := range t.spaces() {
		to.tree(space).empty()
	}
	damage, err := t.copyTo(to, t.tx.Delete)
	if err != nil {
		return err
	}
	if len(damage) > 0 {
		return errors.Join(damage...)
	}
	for _, space := range t.spaces() {
		if err := clearBucket(t.tx, treeBucket(space)); err != nil {
			return err
		}
	}
	if err := to.append("", Entry{Time: s.now(), Action: ActionRotate}); err != nil {
		return err
	}
	return to.end()
}
