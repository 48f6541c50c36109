// Package vault keeps what must survive: dossiers with their history, every document as it was made, notices, settings and
// signing identities, and an audit trail of all that happened to them.
//
// A Store works over a Backend, which knows only names and bytes: SQLite on the desktop, IndexedDB in the browser, Memory for an
// export and for tests. Everything above the Backend is the same code on each of them. What a Backend gets to see is sealed; names
// too. What a method has acknowledged by returning no error is durable.
//
// Start with Create for a new store and Open for one that is there; Open tells by ErrEmpty that there is none. Two programs may
// have the same store open: a change names the version that it changes, and is refused with a Conflict when that is not the
// version kept.
package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode"
	"unicode/utf8"
)

// Kind is what a record is.
type Kind string

// The kinds of records. The words are a part of the file format.
const (
	Dossier  Kind = "dossier"  // JSON; its changes can be undone
	Document Kind = "document" // the exact bytes that were made; see NewDocument
	Notice   Kind = "notice"   // JSON; one row of the register of notices
	Setting  Kind = "setting"  // JSON
	Identity Kind = "identity" // a PKCS #12 file
)

// kinds in the order in which they are listed, exported and checked.
var kinds = [...]Kind{Dossier, Document, Notice, Setting, Identity}

// Record is one thing that is kept, known by its kind and id.
type Record struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
	// The id of the dossier that this is about; empty for what is about no client. A dossier is about itself.
	Client string `json:"client,omitempty"`
	// The number of changes so far, undoing included; it never goes back. What is given to Put carries the version it was made from, 0 for
	// what is new.
	Version int       `json:"version"`
	Time    time.Time `json:"time"`
	// What a list needs to know of it, as JSON: it is read without the data. Empty for nothing.
	Meta json.RawMessage `json:"meta,omitempty"`
	// The thing itself. List leaves it out.
	Data []byte `json:"data,omitempty"`
	// How many changes can be undone, and how many redone.
	Undo int `json:"undo"`
	Redo int `json:"redo"`
	// Only in a Conflict: the record was deleted at this version.
	Deleted bool `json:"deleted,omitempty"`
}

// World is what a store needs from outside. Both functions are called from whichever goroutine calls the store.
type World struct {
	Rand io.Reader // a cryptographic source, safe for concurrent use: crypto/rand.Reader
	Now  func() time.Time
}

// Store is an open store. It is safe for concurrent use. In the browser its methods wait for events, so none may be called from
// within a JavaScript callback.
type Store struct {
	backend Backend
	world   World
	seal    sealer
}

// Close ends the use of the store and its backend.
func (s *Store) Close() error { return s.backend.Close() }

// Get returns a record with its data, or ErrNotFound.
func (s *Store) Get(kind Kind, id string) (Record, error) {
	var r Record
	err := s.backend.View(func(tx Tx) error {
		h, err := s.head(tx, kind, id)
		if err != nil {
			return err
		}
		if h.Version == 0 || h.Deleted {
			return ErrNotFound
		}
		r, err = s.record(tx, kind, h)
		return err
	})
	return r, err
}

// Versions returns the contents that a dossier went through and that are still kept, those that were undone among them, oldest first:
// what can be read of them.
func (s *Store) Versions(id string) ([]Record, error) {
	var versions []Record
	err := s.backend.View(func(tx Tx) error {
		h, err := s.head(tx, Dossier, id)
		if err != nil {
			return err
		}
		hist, _, err := s.history(tx, Dossier, h)
		versions = hist.versions()
		return err
	})
	return versions, err
}

// List returns the records of a kind, without their data, sorted by id. When some cannot be read it returns the others, and an
// error that joins a CorruptError for each that is missing.
func (s *Store) List(kind Kind) ([]Record, error) {
	var records []Record
	err := s.backend.View(func(tx Tx) error {
		heads, damage, err := s.heads(tx, kind)
		if err != nil {
			return err
		}
		for _, h := range heads {
			if !h.Deleted {
				records = append(records, h.describe(kind))
			}
		}
		return errors.Join(damage...)
	})
	return records, err
}

// Changes counts the changes of all that is kept, whichever program made them: another number than before tells that there is something
// new.
func (s *Store) Changes() (int, error) {
	var c chain
	err := s.backend.View(func(tx Tx) (err error) {
		c, err = s.chain(tx)
		return err
	})
	return c.Entries, err
}

// head is the sealed index of one record: what there is of it, and which version is the present one. The data is kept apart, one
// record for each version in Steps. A deleted record leaves a head without steps, so that its versions are not given out again.
type head struct {
	ID      string          `json:"id"`
	Client  string          `json:"client,omitempty"`
	Version int             `json:"version"`
	Time    time.Time       `json:"time"`
	Meta    json.RawMessage `json:"meta,omitempty"`
	Content string          `json:"content,omitempty"` // digest of the present content
	Steps   []int           `json:"steps,omitempty"`   // the versions whose content is kept, oldest first
	At      int             `json:"at,omitempty"`      // which of Steps is the present one
	Deleted bool            `json:"deleted,omitempty"`
}

func (h head) describe(kind Kind) Record {
	r := Record{Kind: kind, ID: h.ID, Client: h.Client, Version: h.Version, Time: h.Time, Meta: h.Meta, Deleted: h.Deleted}
	if !h.Deleted {
		r.Undo, r.Redo = h.At, len(h.Steps)-1-h.At
	}
	return r
}

// head reads the head of a record; it is zero, with version 0, when there never was one.
func (s *Store) head(tx Tx, kind Kind, id string) (head, error) {
	key := s.seal.name(string(kind), id)
	sealed, err := tx.Get(string(kind), key)
	if err != nil || sealed == nil {
		return head{}, err
	}
	return s.decodeHead(kind, id, key, sealed)
}

func (s *Store) decodeHead(kind Kind, id, key string, sealed []byte) (h head, err error) {
	plain, version, err := s.seal.open(string(kind), key, sealed)
	if err == nil {
		err = json.Unmarshal(plain, &h)
	}
	if err == nil && (h.ID != id || uint64(h.Version) != version || !h.Deleted && (h.At < 0 || h.At >= len(h.Steps))) {
		err = errInside
	}
	if err != nil {
		return head{}, &CorruptError{Kind: kind, ID: id, Reason: err}
	}
	return h, nil
}

func (s *Store) putHead(tx Tx, kind Kind, h head) error {
	plain, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("encode %s %s: %w", kind, h.ID, err)
	}
	key := s.seal.name(string(kind), h.ID)
	sealed, err := s.seal.seal(string(kind), key, uint64(h.Version), plain)
	if err != nil {
		return err
	}
	return tx.Put(string(kind), key, sealed)
}

// heads reads all heads of a kind, sorted by id. Damage holds a CorruptError for each that cannot be read.
func (s *Store) heads(tx Tx, kind Kind) (heads []head, damage []error, err error) {
	items, err := tx.List(string(kind))
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items {
		id, err := s.seal.openName(string(kind), item.Key)
		if err != nil {
			damage = append(damage, &CorruptError{Kind: kind, ID: item.Key, Reason: err})
			continue
		}
		h, err := s.decodeHead(kind, id, item.Key, item.Value)
		if err != nil {
			damage = append(damage, err)
			continue
		}
		heads = append(heads, h)
	}
	sortHeads(heads)
	sortErrors(damage)
	return heads, damage, nil
}

// record reads what a head describes, with its data.
func (s *Store) record(tx Tx, kind Kind, h head) (Record, error) {
	r := h.describe(kind)
	if h.Version == 0 || h.Deleted {
		return r, nil
	}
	c, err := s.content(tx, kind, h.ID, h.Steps[h.At])
	if err == nil && c.sum != h.Content {
		err = &CorruptError{Kind: kind, ID: h.ID, Version: h.Steps[h.At], Reason: errInside}
	}
	r.Meta, r.Data = c.meta, c.data
	return r, err
}

// check tells whether a record may be kept at all.
func (r Record) check() error {
	known := false
	for _, k := range kinds {
		known = known || k == r.Kind
	}
	if !known {
		return fmt.Errorf("store: no kind of record is called %q", r.Kind)
	}
	if r.ID == "" || len(r.ID) > maxID || !utf8.ValidString(r.ID) {
		return fmt.Errorf("store: %q cannot be an id", r.ID)
	}
	for _, c := range r.ID {
		if unicode.IsControl(c) {
			return fmt.Errorf("store: %q cannot be an id", r.ID)
		}
	}
	if r.Kind == Document {
		return r.checkDocument()
	}
	return nil
}

// maxID is the longest id in bytes. It leaves room for a dossier's id before a document's digest.
const maxID = 300
