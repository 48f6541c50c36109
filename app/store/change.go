package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// NewOp returns the name of an act that is none yet.
func NewOp(rand io.Reader) (op Op, err error) {
	if _, err := io.ReadFull(rand, op[:]); err != nil {
		return Op{}, fmt.Errorf("read randomness: %w", err)
	}
	return op, nil
}

// maxID is the longest id in bytes. It leaves room for a dossier's id before a document's digest.
const maxID = 300

// Act is a Put that may be done: checked, with every Head in the one form that its JSON has in all that is kept.
type Act struct {
	By
	Changes []Change
	// Digest is equal for two acts exactly when they are the same: Op, author and changes. Stores tell by it whether an Op comes again
	// with what it did before. It is made of what may be secret: keep it sealed, or keyed.
	Digest [sha256.Size]byte
}

// NewAct checks what was given to Put. An act that no store can do is a fault of the program, and said in its words. The changes given are
// not touched.
func NewAct(by By, changes []Change) (Act, error) {
	switch {
	case by.Op == Op{}:
		return Act{}, errors.New("store: an act has no Op")
	case !text(by.Login):
		return Act{}, fmt.Errorf("store: %q cannot be an author", by.Login)
	case len(changes) == 0:
		return Act{}, errors.New("store: an act changes nothing")
	}
	a := Act{By: by, Changes: make([]Change, len(changes))}
	for i, c := range changes {
		if err := c.check(); err != nil {
			return Act{}, err
		}
		if len(c.Head) > 0 {
			short, err := json.Marshal(c.Head)
			if err != nil {
				return Act{}, fmt.Errorf("store: the head of %s is no JSON: %w", c.Ref.words(), err)
			}
			c.Head = short
		}
		a.Changes[i] = c
	}
	a.Digest = a.digest()
	return a, nil
}

func (a Act) digest() (sum [sha256.Size]byte) {
	h := sha256.New()
	field := func(b []byte) {
		h.Write(binary.AppendUvarint(nil, uint64(len(b))))
		h.Write(b)
	}
	field(a.Op[:])
	field([]byte(a.Login))
	for _, c := range a.Changes {
		field([]byte(c.Space))
		field([]byte(c.Kind))
		field([]byte(c.ID))
		field([]byte(c.Client))
		field(c.Head)
		field(c.Data)
		deleted := uint64(0)
		if c.Deleted {
			deleted = 1
		}
		h.Write(binary.AppendUvarint(binary.AppendUvarint(nil, uint64(c.Base)), deleted))
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// check tells whether a change may be made at all.
func (c Change) check() error {
	if err := c.Ref.Check(); err != nil {
		return err
	}
	switch {
	case !text(c.Client):
		return fmt.Errorf("store: %q cannot be a client", c.Client)
	case c.Base < 0:
		return fmt.Errorf("store: %s has no version %d", c.Ref.words(), c.Base)
	case c.Deleted && c.Base == 0:
		return fmt.Errorf("store: %s is deleted and was never there", c.Ref.words())
	case c.Deleted && (len(c.Head) > 0 || len(c.Data) > 0):
		return fmt.Errorf("store: %s is deleted and has content", c.Ref.words())
	case c.Kind == Document && !c.Deleted:
		return c.checkDocument()
	}
	return nil
}

// Check tells whether there can be such a record.
func (r Ref) Check() error {
	switch {
	case !r.Space.valid():
		return fmt.Errorf("store: %q cannot be a space", r.Space)
	case !r.Kind.valid():
		return fmt.Errorf("store: %q cannot be a kind", r.Kind)
	case r.ID == "" || !text(r.ID):
		return fmt.Errorf("store: %q cannot be an id", r.ID)
	}
	return nil
}

// Check tells whether a filter asks for something.
func (f Filter) Check() error {
	switch {
	case !f.Space.valid():
		return fmt.Errorf("store: %q cannot be a space", f.Space)
	case !f.Kind.valid() && !(f.Feed && f.Kind == ""):
		return fmt.Errorf("store: no list of kind %q", f.Kind)
	case f.Feed && f.After != "" || !f.Feed && f.Since != 0:
		return errors.New("store: a feed goes on Since, another list After")
	case f.Since < 0 || f.Limit < 0 || !text(f.Client) || !text(f.After):
		return errors.New("store: no such list")
	}
	return nil
}

// Size is how many records a page of the list has at most.
func (f Filter) Size() int {
	if f.Limit == 0 || f.Limit > MaxPage {
		return MaxPage
	}
	return f.Limit
}

func (s Space) valid() bool { return word(string(s), false) }
func (k Kind) valid() bool  { return word(string(k), true) }

// word tells whether a text is a lower-case word, perhaps with hyphens in it.
func word(s string, hyphens bool) bool {
	for i, c := range s {
		if !('a' <= c && c <= 'z' || hyphens && c == '-' && 0 < i && i < len(s)-1) {
			return false
		}
	}
	return 0 < len(s) && len(s) <= 32
}

// text tells whether a text may be an id.
func text(s string) bool {
	for _, c := range s {
		if unicode.IsControl(c) {
			return false
		}
	}
	return len(s) <= maxID && utf8.ValidString(s)
}

// words names a record in errors.
func (r Ref) words() string { return fmt.Sprintf("%s %s of %s", r.Kind, r.ID, r.Space) }
