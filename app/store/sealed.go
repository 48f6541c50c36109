package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// World is what a store needs from outside. Both functions are called from whichever goroutine calls the store.
type World struct {
	Rand io.Reader // a cryptographic source, safe for concurrent use: crypto/rand.Reader
	Now  func() time.Time
}

// Sealed is a Store over a Backend. It is safe for concurrent use. In the browser its methods wait for events, so none may be called from
// within a JavaScript callback.
//
// What a backend holds, in these buckets, with S for the name of a space:
//
//	meta      keys: who may open it (readable) · root: where each trail ends and each tree begins
//	spaces    the names of the spaces (readable)
//	S.trail   what happened, by Seq
//	S.feed    the heads of all records, by Seq of their last change; tombstones too
//	S.tree    which head is a record's
//	S.data    the data, by the sealed name of the record
//	S.kind.K  the sealed names of the records of kind K that were not deleted
//	S.client.K  the same, each after a tag of its client
//	op        what an act did, by Op
//
// and for the store itself, in .trail, when it was made and when its keys were changed.
//
// Who can write in the backend but has no key can take things away and put back what was there before, and is found out:
//
//   - A record that is changed, or put back as it was: at Get, Put and List, as damage. What is put back in the tree or the trail to match
//     does not help, as the root pins both.
//   - The root, or the root and all else but some of it: every read and every change is refused, and Export takes what can be read.
//   - All of it, put back as it was at one moment: by After, with a Mark that was kept elsewhere.
//   - A record taken out of a list: by Check. The list itself does not miss it; Get still has it, or says that it is damaged.
//   - The key file put back, for an earlier passphrase: it opens nothing after a Rotate.
//
// Who has a key can write whatever it likes. What a backend sees: spaces, kinds, how many records there are and of what size, which have the
// same client, and what was changed together.
type Sealed struct {
	backend Backend
	world   World
	pinned  cache
	watched watched
	stale   atomic.Bool // another has replaced the data key

	mu    sync.RWMutex // held for reading while seal is in use
	seal  sealer
	epoch int
}

var _ Store = (*Sealed)(nil)

// Create makes a store in an empty backend, to be opened by any of the keys. A store that is there already is left alone, with
// ErrExists. With only a secret, see that the keyring has it before.
func Create(ctx context.Context, backend Backend, world World, keys ...Key) (*Sealed, error) {
	file, dataKey, err := newKeyFile(world.Rand, keys)
	if err != nil {
		return nil, err
	}
	s := &Sealed{backend: backend, world: world, seal: newSealer(dataKey, world.Rand, format2)}
	err = backend.Update(ctx, func(tx Tx) error {
		switch _, err := readKeys(tx); {
		case err == nil:
			return ErrExists
		case !errors.Is(err, ErrEmpty):
			return err
		}
		if err := putKeys(tx, file); err != nil {
			return err
		}
		t := s.fresh(tx)
		if err := t.append("", Entry{Time: s.now(), Action: ActionCreate}); err != nil {
			return err
		}
		return t.end()
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Open opens the store in a backend. One of the first format is first brought to this one: see migrate. Its errors are ErrEmpty, ErrKey,
// ErrForeign, ErrNewer, ErrDamaged, and those of the backend.
func Open(ctx context.Context, backend Backend, world World, key Key) (*Sealed, error) {
	var file keyFile
	err := backend.View(ctx, func(tx Tx) (err error) {
		file, err = readKeys(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	dataKey, err := key.unwrap(file)
	if err != nil {
		return nil, err
	}
	s := &Sealed{backend: backend, world: world, seal: newSealer(dataKey, world.Rand, format2), epoch: file.Epoch}
	if file.Format == keyFormat1 || file.Before == beforeKept {
		if err := s.migrate(ctx, dataKey); err != nil {
			return nil, fmt.Errorf("bring the store to this version: %w", err)
		}
	}
	return s, s.inspect(ctx, func(t *transaction) error { return t.readable() })
}

// Close ends the use of the store and its backend, and every Watch.
func (s *Sealed) Close() error {
	s.watched.close()
	return s.backend.Close()
}

// Stale tells whether a method has found that another program has sealed the store anew: from then on all of them give ErrRotated.
func (s *Sealed) Stale() bool { return s.stale.Load() }

func (s *Sealed) now() time.Time { return s.world.Now().UTC().Truncate(time.Microsecond) }

// view reads what is kept; not when it is no longer known where the trail ends, as then an older record might pass for the present one.
func (s *Sealed) view(ctx context.Context, f func(*transaction) error) error {
	return s.inspect(ctx, func(t *transaction) error {
		if t.broken != nil {
			return t.broken
		}
		t.rescue = false
		return f(t)
	})
}

// inspect reads what can be read, in whatever state the store is, for who tells of that state too.
func (s *Sealed) inspect(ctx context.Context, f func(*transaction) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.backend.View(ctx, func(tx Tx) error {
		t, err := s.begin(tx)
		if err != nil {
			return err
		}
		t.rescue = true
		return f(t)
	})
}

// update changes what is kept; not when it is no longer known where the trail ends, as one that goes on from somewhere else would pass for
// a whole one.
func (s *Sealed) update(ctx context.Context, f func(*transaction) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.backend.Update(ctx, func(tx Tx) error {
		t, err := s.begin(tx)
		if err == nil {
			err = t.broken
		}
		if err == nil {
			err = f(t)
		}
		if err == nil {
			err = t.end()
		}
		if err == nil {
			err = ctx.Err()
		}
		return err
	})
}

// Rekey replaces the keys that open the store. The records stay as they are, sealed with the same data key: whoever has an earlier key and
// an earlier copy of the store can still read this one. Rotate prevents that. Current is one that opens it now; else the error is ErrKey,
// and nothing has changed.
func (s *Sealed) Rekey(ctx context.Context, current Key, keys ...Key) error {
	return s.update(ctx, func(t *transaction) error {
		file, err := readKeys(t.tx)
		if err != nil {
			return err
		}
		dataKey, err := current.unwrap(file)
		if err != nil {
			return err
		}
		if file.Keys, err = wrapAll(s.world.Rand, dataKey, keys); err != nil {
			return err
		}
		if err := putKeys(t.tx, file); err != nil {
			return err
		}
		return t.append("", Entry{Time: s.now(), Action: ActionRekey})
	})
}
