package vault

import (
	"errors"
	"fmt"
	"slices"
)

// maxSteps is how many versions of one dossier are kept for undoing: more than a day's work on one client, and at 20 KB each no
// more than 4 MB.
const maxSteps = 200

// Put keeps a record as the successor of version r.Version, and returns it as it is kept now. When another version is kept, the
// error is a *Conflict and nothing has changed. A record equal to the one kept is no change, and never a conflict.
//
// What an undo had taken back can no longer be redone after a Put; the audit trail tells how many changes that ended.
func (s *Store) Put(r Record) (Record, error) { return s.PutAll(r) }

// PutAll keeps contents of one record one after the other, as one change: all of them or none. Each is the successor of the one before,
// whose version it need not know, and Undo goes back through them.
func (s *Store) PutAll(steps ...Record) (Record, error) {
	contents := make([]content, len(steps))
	for i := range steps {
		r := &steps[i]
		if err := r.check(); err != nil {
			return Record{}, err
		}
		if r.Kind == Dossier {
			r.Client = r.ID
		}
		var err error
		if contents[i], err = newContent(r.Meta, r.Data); err != nil {
			return Record{}, fmt.Errorf("encode %s %s: %w", r.Kind, r.ID, err)
		}
	}
	var kept Record
	err := s.backend.Update(func(tx Tx) (err error) {
		for i, r := range steps {
			if i > 0 {
				r.Version = kept.Version
			}
			if kept, err = s.put(tx, r, contents[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return kept, err
}

func (s *Store) put(tx Tx, r Record, c content) (Record, error) {
	h, err := s.head(tx, r.Kind, r.ID)
	if err != nil {
		return Record{}, err
	}
	switch {
	case h.Content == c.sum && h.Client == r.Client:
		return s.record(tx, r.Kind, h)
	case h.Version != r.Version && !(h.Deleted && r.Version == 0):
		return Record{}, s.conflict(tx, r, h)
	}
	h, err = s.advance(tx, r, h, c)
	kept := h.describe(r.Kind)
	kept.Data = r.Data
	return kept, err
}

// advance makes c the present content of a record, and writes that down.
func (s *Store) advance(tx Tx, r Record, h head, c content) (head, error) {
	var dropped []int
	redo := 0
	if !h.Deleted && h.Version > 0 {
		dropped = slices.Clone(h.Steps[h.At+1:])
		redo = len(dropped)
		h.Steps = h.Steps[:h.At+1]
	}
	keep := 1
	if r.Kind == Dossier {
		keep = maxSteps
	}
	if surplus := len(h.Steps) + 1 - keep; surplus > 0 {
		dropped = append(dropped, h.Steps[:surplus]...)
		h.Steps = h.Steps[surplus:]
	}
	for _, version := range dropped {
		if err := tx.Delete(dataBucket(r.Kind), s.dataKey(r.Kind, r.ID, version)); err != nil {
			return h, err
		}
	}
	version := h.Version + 1
	h = head{ID: r.ID, Client: r.Client, Version: version, Time: s.world.Now().UTC(), Meta: c.meta, Content: c.sum,
		Steps: append(slices.Clone(h.Steps), version), At: len(h.Steps)}
	if err := s.putContent(tx, r.Kind, r.ID, version, c); err != nil {
		return h, err
	}
	if err := s.putHead(tx, r.Kind, h); err != nil {
		return h, err
	}
	return h, s.append(tx, Entry{Time: h.Time, Action: ActionPut, Kind: r.Kind, ID: r.ID, Client: r.Client, Version: version,
		Content: h.Content, Dropped: redo})
}

func (s *Store) conflict(tx Tx, r Record, h head) error {
	kept, err := s.record(tx, r.Kind, h)
	var corrupt *CorruptError
	if err != nil && !errors.As(err, &corrupt) {
		return err
	}
	return &Conflict{Kept: kept, Other: r}
}

// Delete removes a record with its whole history, and a dossier with the documents of its client, for good: only the audit trail still knows
// that they were there. It is refused with a *Conflict when another version is kept, and with ErrNotFound when there is none.
func (s *Store) Delete(kind Kind, id string, version int) error {
	return s.backend.Update(func(tx Tx) error {
		h, err := s.head(tx, kind, id)
		if err != nil {
			return err
		}
		if h.Version == 0 || h.Deleted {
			return ErrNotFound
		}
		if h.Version != version {
			return s.conflict(tx, Record{Kind: kind, ID: id, Client: h.Client, Version: version, Deleted: true}, h)
		}
		if err := s.delete(tx, kind, h); err != nil || kind != Dossier {
			return err
		}
		documents, _, err := s.heads(tx, Document) // what is damaged is damaged already
		for _, h := range documents {
			if err == nil && h.Client == id && !h.Deleted {
				err = s.delete(tx, Document, h)
			}
		}
		return err
	})
}

func (s *Store) delete(tx Tx, kind Kind, h head) error {
	if err := s.dropSteps(tx, kind, h); err != nil {
		return err
	}
	h = head{ID: h.ID, Client: h.Client, Version: h.Version + 1, Time: s.world.Now().UTC(), Deleted: true}
	if err := s.putHead(tx, kind, h); err != nil {
		return err
	}
	return s.append(tx, Entry{Time: h.Time, Action: ActionDelete, Kind: kind, ID: h.ID, Client: h.Client, Version: h.Version})
}

func (s *Store) dropSteps(tx Tx, kind Kind, h head) error {
	for _, version := range h.Steps {
		if err := tx.Delete(dataBucket(kind), s.dataKey(kind, h.ID, version)); err != nil {
			return err
		}
	}
	return nil
}

// Undo takes back the last change of a dossier, in this session or an earlier one, and returns it as it is now: a new version with
// an older content. Version is the one the caller knows; when another is kept, the error is a *Conflict. ErrNothing tells that there is
// nothing left to take back.
func (s *Store) Undo(id string, version int) (Record, error) {
	return s.move(id, version, -1, ActionUndo)
}

// Redo makes a change again that Undo took back, with the same errors.
func (s *Store) Redo(id string, version int) (Record, error) {
	return s.move(id, version, +1, ActionRedo)
}

func (s *Store) move(id string, version, by int, action Action) (Record, error) {
	var r Record
	err := s.backend.Update(func(tx Tx) error {
		h, err := s.head(tx, Dossier, id)
		if err != nil {
			return err
		}
		if h.Version == 0 || h.Deleted {
			return ErrNotFound
		}
		if h.Version != version {
			return s.conflict(tx, Record{Kind: Dossier, ID: id, Client: id, Version: version}, h)
		}
		if h.At+by < 0 || h.At+by >= len(h.Steps) {
			return ErrNothing
		}
		h.At += by
		c, err := s.content(tx, Dossier, id, h.Steps[h.At])
		if err != nil {
			return err
		}
		h.Version++
		h.Time, h.Meta, h.Content = s.world.Now().UTC(), c.meta, c.sum
		if err := s.putHead(tx, Dossier, h); err != nil {
			return err
		}
		r = h.describe(Dossier)
		r.Data = c.data
		return s.append(tx, Entry{Time: h.Time, Action: action, Kind: Dossier, ID: id, Client: id, Version: h.Version, Content: h.Content})
	})
	return r, err
}
