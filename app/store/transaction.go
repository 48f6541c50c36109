package store

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

const (
	metaBucket  = "meta"
	rootKey     = "root"
	spaceBucket = "spaces"
)

// transaction is a Tx together with the root that it found.
type transaction struct {
	tx     Tx
	seal   sealer
	pinned *cache
	root   map[Space]*chain // the chain of "" is that of the store itself
	trees  map[Space]*tree
	rescue bool  // records are read even where nothing tells any more whether they are the present ones
	broken error // a *ChainError when the root could not be read; it was made again from what there is of the trails
}

// chain is where the trail of a space ends and its tree begins. It is kept apart from both, so that a trail cut short does not pass for
// a whole one.
type chain struct {
	Seq  int64  `json:"seq"`
	Last string `json:"last"` // digest of the last entry
	Tree pin    `json:"tree"`
}

// MarshalText implements encoding.TextMarshaler.
func (p pin) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, p[:]), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *pin) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	if err != nil || len(b) != len(p) {
		return errInside
	}
	*p = pin(b)
	return nil
}

// fresh is a transaction of a store that holds nothing.
func (s *Sealed) fresh(tx Tx) *transaction {
	return &transaction{tx: tx, seal: s.seal, pinned: &s.pinned, root: map[Space]*chain{}, trees: map[Space]*tree{}}
}

func (s *Sealed) begin(tx Tx) (*transaction, error) {
	t := s.fresh(tx)
	sealed, err := tx.Get(metaBucket, rootKey)
	if err != nil {
		return nil, err
	}
	err = t.decodeRoot(sealed)
	if err == nil {
		return t, nil
	}
	// Has another program replaced the data key?
	file, keyErr := readKeys(tx)
	if keyErr == nil && file.Epoch != s.epoch {
		s.stale.Store(true)
		return nil, ErrRotated
	}
	t.broken = &ChainError{Reason: err}
	return t, t.remember()
}

func (t *transaction) decodeRoot(sealed []byte) error {
	if sealed == nil {
		return errMissing
	}
	plain, _, err := t.seal.open(metaBucket, rootKey, sealed)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, &t.root)
}

// remember makes a root from what there is of the trails.
func (t *transaction) remember() error {
	spaces, err := t.tx.Range(spaceBucket, "", "", chunk)
	if err != nil {
		return err
	}
	t.root = map[Space]*chain{}
	for _, space := range append(spaces, Item{}) {
		c := t.chain(Space(space.Key))
		c.Tree = pin{1} // fits nothing: the tree is made again too
		err := t.entries(Space(space.Key), func(e rawEntry) error {
			c.Seq, c.Last = e.Seq, digest(e.plain)
			return nil
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// readable tells by an error that nothing of the store can be opened with the data key that there is.
func (t *transaction) readable() error {
	if t.broken != nil && t.chain("").Seq == 0 {
		return fmt.Errorf("%w (%v)", ErrDamaged, t.broken)
	}
	return nil
}

func (t *transaction) chain(space Space) *chain {
	if t.root[space] == nil {
		t.root[space] = &chain{}
	}
	return t.root[space]
}

// spaces are those that hold anything, sorted.
func (t *transaction) spaces() (all []Space) {
	for space, c := range t.root {
		if space != "" && c.Seq > 0 {
			all = append(all, space)
		}
	}
	slices.Sort(all)
	return all
}

// changes counts all that ever happened.
func (t *transaction) changes() (n int64) {
	for _, c := range t.root {
		n += c.Seq
	}
	return n
}

// end writes the trees and the root.
func (t *transaction) end() (err error) {
	for space, tree := range t.trees {
		if t.chain(space).Tree, err = tree.write(); err != nil {
			return err
		}
	}
	plain, err := json.Marshal(t.root)
	if err != nil {
		return fmt.Errorf("encode root: %w", err)
	}
	sealed, err := t.seal.seal(metaBucket, rootKey, uint64(t.changes()), plain)
	if err != nil {
		return err
	}
	return t.tx.Put(metaBucket, rootKey, sealed)
}

// openPinned opens what has to be the one that was pinned.
func (t *transaction) openPinned(bucket, key string, sealed []byte, p pin) (plain []byte, version uint64, err error) {
	if sealed == nil {
		return nil, 0, errMissing
	}
	plain, version, err = t.seal.open(bucket, key, sealed)
	if err == nil && pinOf(sealed) != p {
		err = errTrail
	}
	return plain, version, err
}

var errTrail = errors.New("it is not the version that the audit trail tells of")

// damaged tells whether an error is of something that cannot be read, and not of the backend.
func damaged(err error) bool {
	var corrupt *CorruptError
	var chain *ChainError
	return errors.As(err, &corrupt) || errors.As(err, &chain)
}

// cache remembers what was under a pin: there is never anything else there. The zero value is empty.
type cache struct {
	mu    sync.Mutex
	plain map[pin][]byte
}

// cached is how many nodes and leaves of trees are remembered, at most: those of 100,000 records take some 6 MB.
const cached = 8192

func (c *cache) get(p pin) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	plain, ok := c.plain[p]
	return plain, ok
}

func (c *cache) put(p pin, plain []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.plain == nil || len(c.plain) >= cached {
		c.plain = map[pin][]byte{}
	}
	c.plain[p] = plain
}

func feedBucket(space Space) string { return string(space) + ".feed" }
func dataBucket(space Space) string { return string(space) + ".data" }

// nameBucket is where a name belongs, for its seal.
func nameBucket(space Space, kind Kind) string { return string(space) + "." + string(kind) }

func kindBucket(space Space, kind Kind) string   { return string(space) + ".kind." + string(kind) }
func clientBucket(space Space, kind Kind) string { return string(space) + ".client." + string(kind) }

// seqKey is a Seq in 16 digits, so that keys are in its order.
func seqKey(seq int64) string {
	digits := strconv.FormatInt(seq, 10)
	return "0000000000000000"[min(len(digits), 16):] + digits
}

func (t *transaction) name(ref Ref) string {
	return t.seal.name(nameBucket(ref.Space, ref.Kind), ref.ID)
}

// clientKeys are the bounds of the keys of a client in its bucket.
func (t *transaction) clientKeys(space Space, kind Kind, client string) (after, before string) {
	tag := t.seal.tag(clientBucket(space, kind), client)
	return tag + ".", tag + "/"
}

func (t *transaction) clientKey(h head, space Space) string {
	after, _ := t.clientKeys(space, h.Kind, h.Client)
	return after + t.name(h.ref(space))
}

// nameOf is the name in a key of a client's bucket.
func nameOf(clientKey string) string {
	_, name, _ := strings.Cut(clientKey, ".")
	return name
}
