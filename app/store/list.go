package store

import (
	"context"
	"errors"
)

// Get implements Store.
func (s *Sealed) Get(ctx context.Context, ref Ref) (r Record, err error) {
	if err := ref.Check(); err != nil {
		return Record{}, err
	}
	err = s.view(ctx, func(t *transaction) error {
		h, err := t.head(ref)
		if err != nil {
			return err
		}
		if !h.live() {
			return ErrNotFound
		}
		r, err = t.record(ref.Space, h)
		return err
	})
	return r, err
}

// List implements Store.
func (s *Sealed) List(ctx context.Context, f Filter) (p Page, err error) {
	if err := f.Check(); err != nil {
		return Page{}, err
	}
	err = s.view(ctx, func(t *transaction) error {
		p.Seq = t.chain(f.Space).Seq
		l := list{transaction: t, Filter: f, limit: f.Size(), page: &p}
		var err error
		if f.Feed {
			err = l.feed()
		} else {
			err = l.names()
		}
		return errors.Join(err, errors.Join(l.damage...))
	})
	return p, err
}

// list is a List under way.
type list struct {
	*transaction
	Filter
	limit  int
	page   *Page
	damage []error
}

// add takes a head into the page, and tells whether the page was full already.
func (l *list) add(h head) (full bool) {
	if len(l.page.Records) == l.limit {
		l.page.More = true
		return true
	}
	l.page.Records = append(l.page.Records, h.record(l.Space))
	return false
}

// note takes damage into account; any other error ends the list.
func (l *list) note(err error) error {
	if !damaged(err) {
		return err
	}
	l.damage = append(l.damage, err)
	return nil
}

// feed goes through the heads in order of Seq.
func (l *list) feed() error {
	for after := seqKey(l.Since); ; {
		items, err := l.tx.Range(feedBucket(l.Space), after, "", min(l.limit+1, chunk))
		if err != nil {
			return err
		}
		for _, item := range items {
			after = item.Key
			h, err := l.present(l.Space, item)
			if err != nil {
				if err := l.note(err); err != nil {
					return err
				}
				continue
			}
			if (l.Kind == "" || l.Kind == h.Kind) && (l.Client == "" || l.Client == h.Client) && l.add(h) {
				return nil
			}
		}
		if len(items) < min(l.limit+1, chunk) {
			return nil
		}
	}
}

// names goes through the names of a kind, or of a client.
func (l *list) names() error {
	bucket, after, before := kindBucket(l.Space, l.Kind), "", ""
	if l.After != "" {
		after = l.name(Ref{l.Space, l.Kind, l.After})
	}
	if l.Client != "" {
		var prefix string
		bucket = clientBucket(l.Space, l.Kind)
		prefix, before = l.clientKeys(l.Space, l.Kind, l.Client)
		after = prefix + after
	}
	for {
		items, err := l.tx.Range(bucket, after, before, min(l.limit+1, chunk))
		if err != nil {
			return err
		}
		for _, item := range items {
			after = item.Key
			name := item.Key
			if l.Client != "" {
				name = nameOf(name)
			}
			h, err := l.named(name)
			if err != nil {
				if err := l.note(err); err != nil {
					return err
				}
				continue
			}
			if l.add(h) {
				return nil
			}
		}
		if len(items) < min(l.limit+1, chunk) {
			return nil
		}
	}
}

// named is the head of the record with a sealed name.
func (l *list) named(name string) (head, error) {
	id, err := l.seal.openName(nameBucket(l.Space, l.Kind), name)
	if err != nil {
		return head{}, &CorruptError{Ref: Ref{l.Space, l.Kind, name}, Reason: err}
	}
	ref := Ref{l.Space, l.Kind, id}
	h, err := l.head(ref)
	if err == nil && (!h.live() || l.Client != "" && h.Client != l.Client) {
		err = &CorruptError{Ref: ref, Reason: errTrail}
	}
	return h, err
}

// present is the head in an item of the feed, if it is the one that its record has now.
func (t *transaction) present(space Space, item Item) (head, error) {
	var h head
	plain, _, err := t.seal.open(feedBucket(space), item.Key, item.Value)
	if err == nil {
		h, err = parseHead(plain)
	}
	if err != nil {
		return head{}, &CorruptError{Ref: t.refAt(space, item.Key), Reason: err}
	}
	e, err := t.tree(space).find(t.name(h.ref(space)))
	if err == nil && (e.seq != h.Seq || seqKey(h.Seq) != item.Key || e.pin != pinOf(item.Value)) {
		err = &CorruptError{Ref: h.ref(space), Reason: errTrail}
	}
	return h, err
}

// refAt is what the trail tells a change was of; with the number of the change for an id when it cannot tell.
func (t *transaction) refAt(space Space, key string) Ref {
	sealed, err := t.tx.Get(trailBucket(space), key)
	if err == nil && sealed != nil {
		if e, err := t.decodeEntry(space, Item{key, sealed}); err == nil {
			return Ref{space, e.Kind, e.ID}
		}
	}
	return Ref{Space: space, ID: key}
}
