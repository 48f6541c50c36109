package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// asideKey1 is where the end of the first format's trail is put. Without it a program of that format that still has the store open can
// read it, and keeps nothing any more that would be lost here.
const asideKey1 = "chain.1"

// before says in the key file what there still is of a store of the first format.
type before string

const (
	beforeKept    before = "kept"    // all of it, until what was made of it has been read and found whole
	beforeDamaged before = "damaged" // all of it, for good: something of it could not be read
)

// errNotWhole tells that what was made of a store of the first format is not all of it.
var errNotWhole = errors.New("store: not everything was brought to this version")

// migrate brings a store of the first format to this one: everything of it is in Sales then. It makes the new store beside the old, in one
// transaction with the key file that tells of it; reads it; and only then, in another, deletes the old. Whenever it is cut off, what it
// had not yet done is done at the next opening.
func (s *Sealed) migrate(ctx context.Context, dataKey []byte) error {
	first := newSealer(dataKey, s.world.Rand, format1)
	err := s.backend.Update(ctx, func(tx Tx) error {
		file, err := readKeys(tx)
		if err != nil || file.Format != keyFormat1 { // another program may have been first
			return err
		}
		m := migration{transaction: s.fresh(tx), old: old{tx: tx, seal: first}, now: s.now()}
		if err := m.run(); err != nil {
			return err
		}
		file.Format, file.Before = keyFormat2, beforeKept
		if len(m.old.damage) > 0 {
			file.Before = beforeDamaged
		}
		return putKeys(tx, file)
	})
	if err != nil {
		return err
	}
	return s.forget(ctx, first)
}

// forget deletes the old store, when all of it is in the new one.
func (s *Sealed) forget(ctx context.Context, first sealer) error {
	return s.update(ctx, func(t *transaction) error {
		file, err := readKeys(t.tx)
		if err != nil || file.Before != beforeKept {
			return err
		}
		o := old{tx: t.tx, seal: first}
		damage, err := t.check()
		if err != nil {
			return err
		}
		if len(damage) == 0 {
			err = t.holds(&o)
		}
		switch {
		case err != nil && !errors.Is(err, errNotWhole):
			return err
		case err != nil, len(damage) > 0, len(o.damage) > 0:
			file.Before = beforeDamaged
			return putKeys(t.tx, file)
		}
		file.Before = ""
		if err := putKeys(t.tx, file); err != nil {
			return err
		}
		return o.clear()
	})
}

// holds tells whether every record of the old store is in this one, at its version and with its content.
func (t *transaction) holds(o *old) error {
	for _, kind := range kinds1 {
		err := o.each(kind, func(was oldHead) error {
			h, err := t.head(Ref{Sales, kind, was.ID})
			if err == nil && (h.Version != was.Version || h.Deleted != was.Deleted || h.Content != was.Content || h.Client != was.Client) {
				err = fmt.Errorf("%w: %s", errNotWhole, h.ref(Sales).words())
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// migration makes a new store beside an old one.
type migration struct {
	*transaction
	old old
	now time.Time
}

func (m *migration) run() error {
	end, err := m.tx.Get(metaBucket, chainKey1)
	if err != nil {
		return err
	}
	if err := m.old.trail(func(seq int64, plain []byte) error { return m.putEntry(Sales, seq, plain) }); err != nil {
		return err
	}
	for _, kind := range kinds1 {
		if err := m.old.each(kind, func(h oldHead) error { return m.record(kind, h) }); err != nil {
			return err
		}
	}
	if err := m.append("", Entry{Time: m.now, Action: ActionMigrate}); err != nil {
		return err
	}
	if err := m.lost(); err != nil {
		return err
	}
	if end != nil {
		if err := m.tx.Put(metaBucket, asideKey1, end); err != nil {
			return err
		}
	}
	if err := m.tx.Delete(metaBucket, chainKey1); err != nil {
		return err
	}
	return m.end()
}

// lost writes down what could not be read, and so is only in what is kept aside.
func (m *migration) lost() error {
	for _, err := range m.old.damage {
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) {
			continue // a break in the trail, which goes on in ours
		}
		e := Entry{Time: m.now, Action: ActionLost, Kind: corrupt.Kind, ID: corrupt.ID}
		if corrupt.Kind == Dossier {
			e.Client = corrupt.ID
		}
		if err := m.append("", e); err != nil {
			return err
		}
	}
	return nil
}

// record takes a record over at the version that it has, and the other versions of a dossier as its history.
func (m *migration) record(kind Kind, was oldHead) error {
	h := head{Kind: kind, ID: was.ID, Client: was.Client, Version: was.Version, At: was.Time.UTC().Truncate(time.Microsecond), Deleted: was.Deleted}
	if was.Deleted {
		return m.add(h, nil)
	}
	c, ok, err := m.old.content(kind, was, was.At)
	if err != nil || !ok {
		return err
	}
	h.Head = c.meta
	if err := m.add(h, c.data); err != nil || kind != Dossier {
		return err
	}
	return m.history(was)
}

// history puts the versions before the present one on the undo stack and those after it on the redo stack, each under the version that
// it would have there (see HistoryID). Those after it were taken back one by one, and each time the dossier got a version of its own: there
// are enough for all of them, the nearest getting the last.
func (m *migration) history(was oldHead) error {
	for step, version := range was.Steps {
		side := Undo
		switch {
		case step == was.At:
			continue
		case step > was.At:
			side, version = Redo, was.Version-(step-was.At)
		}
		c, ok, err := m.old.content(Dossier, was, step)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		place, err := json.Marshal(HistoryHead{Side: side})
		if err != nil {
			return fmt.Errorf("encode place in the history: %w", err)
		}
		h := head{Kind: History, ID: HistoryID(was.ID, version), Client: was.ID, Version: 1, At: was.Time.UTC().Truncate(time.Microsecond), Head: place}
		if err := m.add(h, c.data); err != nil {
			return err
		}
	}
	return nil
}

func (m *migration) add(h head, data []byte) error {
	h.Seq = m.chain(Sales).Seq + 1
	if !h.Deleted {
		h.Content = contentDigest(h.Head, data)
	}
	if err := m.keep(Sales, head{}, h, data); err != nil {
		return err
	}
	return m.append(Sales, Entry{Time: m.now, Action: ActionMigrate, Kind: h.Kind, ID: h.ID, Client: h.Client, Version: h.Version, Content: h.Content})
}
