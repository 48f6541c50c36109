package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// Each implements Store. It reads in the order in which a backend gives much at once: the names of the kinds, the tree, and then the heads
// by Seq. Each head is verified as by List.
func (s *Sealed) Each(ctx context.Context, space Space, kinds []Kind, f func(Record)) error {
	for _, kind := range kinds {
		if err := (Filter{Space: space, Kind: kind}).Check(); err != nil {
			return err
		}
	}
	return s.view(ctx, func(t *transaction) error {
		e := walk{transaction: t, space: space, f: f}
		for _, kind := range kinds {
			if err := e.names(kind); err != nil {
				return err
			}
		}
		if len(e.heads) > fanOut*fanOut/4 {
			if err := t.tree(space).fetch(); err != nil {
				return err
			}
		}
		if err := e.places(); err != nil {
			return err
		}
		if err := e.read(); err != nil {
			return err
		}
		return errors.Join(e.damage...)
	})
}

// EachByPage is Each for a store that reads a page as fast as all.
func EachByPage(ctx context.Context, s Store, space Space, kinds []Kind, f func(Record)) error {
	var damage []error
	for _, kind := range kinds {
		for after, more := "", true; more; {
			p, err := s.List(ctx, Filter{Space: space, Kind: kind, After: after})
			if err != nil && !damaged(err) {
				return err
			}
			damage = append(damage, err)
			for _, r := range p.Records {
				f(r)
				after = r.ID
			}
			more = p.More && len(p.Records) > 0
		}
	}
	return errors.Join(damage...)
}

// walk is an Each under way.
type walk struct {
	*transaction
	space  Space
	f      func(Record)
	heads  []spot
	damage []error
}

// spot is where the head of a record is.
type spot struct {
	ref  Ref
	name string
	seq  int64
	pin  pin
}

// names finds what there is of a kind.
func (w *walk) names(kind Kind) error {
	return each(w.tx, kindBucket(w.space, kind), func(item Item) error {
		id, err := w.seal.openName(nameBucket(w.space, kind), item.Key)
		if err != nil {
			w.damage = append(w.damage, &CorruptError{Ref: Ref{w.space, kind, item.Key}, Reason: err})
			return nil
		}
		w.heads = append(w.heads, spot{ref: Ref{w.space, kind, id}, name: item.Key})
		return nil
	})
}

// places finds where the heads are, and puts them in order of Seq.
func (w *walk) places() error {
	kept := w.heads[:0]
	for _, p := range w.heads {
		e, err := w.tree(w.space).find(p.name)
		if damaged(err) {
			w.damage = append(w.damage, err)
			continue
		}
		if err != nil {
			return err
		}
		if e.seq == 0 {
			w.hurt(p, errTrail)
			continue
		}
		p.seq, p.pin, p.name = e.seq, e.pin, ""
		kept = append(kept, p)
	}
	w.heads = kept
	slices.SortFunc(w.heads, func(a, b spot) int { return cmp.Compare(a.seq, b.seq) })
	return nil
}

func (w *walk) hurt(p spot, reason error) {
	w.damage = append(w.damage, &CorruptError{Ref: p.ref, Reason: reason})
}

// read reads the heads: those that are near each other at once, with what is between them.
func (w *walk) read() error {
	for len(w.heads) > 0 {
		next := w.heads[:min(chunk, len(w.heads))]
		w.heads = w.heads[len(next):]
		first, last := next[0].seq, next[len(next)-1].seq
		var items []Item
		near := last-first < int64(4*len(next))
		if near {
			var err error
			if items, err = w.tx.Range(feedBucket(w.space), seqKey(first-1), seqKey(last+1), 4*chunk); err != nil {
				return err
			}
		}
		for _, p := range next {
			sealed, err := w.at(&items, p.seq, near)
			if err != nil {
				return err
			}
			h, err := w.decodeHead(w.space, p.seq, sealed, p.pin)
			switch {
			case err == nil && h.ref(w.space) != p.ref:
				err = errInside
			case err == nil && !h.live():
				err = errTrail
			}
			if err != nil {
				w.hurt(p, err)
				continue
			}
			w.f(h.record(w.space))
		}
	}
	return nil
}

// at is what is kept at a Seq: the first of items from there on, when they were read.
func (w *walk) at(items *[]Item, seq int64, read bool) ([]byte, error) {
	key := seqKey(seq)
	if !read {
		return w.tx.Get(feedBucket(w.space), key)
	}
	for len(*items) > 0 && (*items)[0].Key < key {
		*items = (*items)[1:]
	}
	if len(*items) == 0 || (*items)[0].Key != key {
		return nil, nil
	}
	return (*items)[0].Value, nil
}
