package store_test

import (
	"context"
	"errors"

	"verwoord/app/store"
)

var errBroken = errors.New("the disk is broken")

// faulty is a backend that fails at a step: the reads and writes of all its transactions are counted, and their commits. A failed commit has
// not been done, or, with lost, has been and nobody hears of it.
type faulty struct {
	store.Backend
	at, steps int  // fails at step at, and from then on; 0 for never
	once      bool // fails at that step alone, as a full disk may: the error of one step has to end all of it
	lost      bool
	bytes     int         // read and written
	step      func(n int) // called at each step
}

func (f *faulty) broken() bool {
	f.steps++
	if f.step != nil {
		f.step(f.steps)
	}
	return f.at > 0 && (f.steps == f.at || f.steps > f.at && !f.once)
}

func (f *faulty) View(ctx context.Context, g func(store.Tx) error) error {
	return f.Backend.View(ctx, func(tx store.Tx) error { return g(faultyTx{tx, f}) })
}

func (f *faulty) Update(ctx context.Context, g func(store.Tx) error) error {
	lost := false
	err := f.Backend.Update(ctx, func(tx store.Tx) error {
		if err := g(faultyTx{tx, f}); err != nil {
			return err
		}
		if f.broken() {
			if lost = f.lost; lost {
				return nil
			}
			return errBroken
		}
		return nil
	})
	if err == nil && lost {
		return errBroken
	}
	return err
}

type faultyTx struct {
	store.Tx
	of *faulty
}

func (t faultyTx) Get(bucket, key string) ([]byte, error) {
	if t.of.broken() {
		return nil, errBroken
	}
	value, err := t.Tx.Get(bucket, key)
	t.of.bytes += len(value)
	return value, err
}

func (t faultyTx) Put(bucket, key string, value []byte) error {
	if t.of.broken() {
		return errBroken
	}
	t.of.bytes += len(value)
	return t.Tx.Put(bucket, key, value)
}

func (t faultyTx) Delete(bucket, key string) error {
	if t.of.broken() {
		return errBroken
	}
	return t.Tx.Delete(bucket, key)
}

func (t faultyTx) Range(bucket, after, before string, limit int) ([]store.Item, error) {
	if t.of.broken() {
		return nil, errBroken
	}
	items, err := t.Tx.Range(bucket, after, before, limit)
	for _, item := range items {
		t.of.bytes += len(item.Key) + len(item.Value)
	}
	return items, err
}
