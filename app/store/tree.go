package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
)

// A tree says of every record of a space, deleted ones too, at which Seq its head is kept, and its pin. Its top is pinned in the root of
// the store, together with the end of the trail: so a head, once it has been replaced, is never taken for the present one again, whoever
// puts it back. It has three levels; the first six bits of a record's hash choose among 64 nodes, the next six among 64 leaves of such a
// node. A leaf has one entry of 40 bytes for each of its records, sorted by hash: with a million records some 250.
//
// What a tree holds follows from the trail; one that is damaged is made again from there.
type tree struct {
	t      *transaction
	space  Space
	top    *node
	middle map[byte]*node
	leaves map[leafAt]*leaf
	anew   bool              // nothing is taken from memory that can be read
	sealed map[string][]byte // what is kept, by key, when it was read at once; else nil
}

const fanOut = 64

type leafAt [2]byte

// node has the pins of its children; a zero pin is a child that is not there.
type node struct {
	children [fanOut]pin
	changed  bool
}

type leaf struct {
	entries []entry
	changed bool
}

// entry is where the head of a record is kept.
type entry struct {
	hash [16]byte
	seq  int64
	pin  pin
}

const entrySize = 16 + 8 + 16

func treeBucket(space Space) string { return string(space) + ".tree" }

func treeKey(at ...byte) string { return "n" + hex.EncodeToString(at) }

// hash is the place of a record in the tree, from its sealed name.
func hash(name string) [16]byte {
	sum := sha256.Sum256([]byte(name))
	return [16]byte(sum[:16])
}

func at64(hash [16]byte) leafAt {
	return leafAt{hash[0] >> 2, (hash[0]&3)<<4 | hash[1]>>4}
}

func (t *transaction) tree(space Space) *tree {
	if t.trees[space] == nil {
		t.trees[space] = &tree{t: t, space: space, middle: map[byte]*node{}, leaves: map[leafAt]*leaf{}}
	}
	return t.trees[space]
}

// find returns where the head of a record is kept; an entry with seq 0 when there never was one.
func (r *tree) find(name string) (entry, error) {
	h := hash(name)
	l, err := r.leaf(at64(h))
	if err != nil {
		return entry{}, err
	}
	if i, ok := l.search(h); ok {
		return l.entries[i], nil
	}
	return entry{}, nil
}

func (r *tree) set(name string, seq int64, p pin) error {
	h := hash(name)
	l, err := r.leaf(at64(h))
	if err != nil {
		return err
	}
	i, ok := l.search(h)
	if !ok {
		l.entries = slices.Insert(l.entries, i, entry{})
	}
	l.entries[i] = entry{h, seq, p}
	l.changed = true
	return nil
}

func (l *leaf) search(h [16]byte) (int, bool) {
	return slices.BinarySearchFunc(l.entries, h, func(e entry, h [16]byte) int { return bytes.Compare(e.hash[:], h[:]) })
}

// leaf reads a leaf and the nodes above it, unless that was done before.
func (r *tree) leaf(at leafAt) (*leaf, error) {
	if l := r.leaves[at]; l != nil {
		return l, nil
	}
	l, err := r.read(at)
	if err == nil || !damaged(err) {
		return l, err
	}
	if err := r.mend(); err != nil {
		return nil, err
	}
	if r.leaves[at] == nil {
		r.leaves[at] = &leaf{}
	}
	return r.leaves[at], nil
}

func (r *tree) read(at leafAt) (*leaf, error) {
	if r.top == nil {
		top, err := r.node(r.t.chain(r.space).Tree)
		if err != nil {
			return nil, err
		}
		r.top = top
	}
	m := r.middle[at[0]]
	if m == nil {
		var err error
		if m, err = r.node(r.top.children[at[0]], at[0]); err != nil {
			return nil, err
		}
		r.middle[at[0]] = m
	}
	plain, err := r.open(m.children[at[1]], at[:]...)
	if err != nil {
		return nil, err
	}
	l := &leaf{}
	if err := l.decode(plain); err != nil {
		return nil, err
	}
	r.leaves[at] = l
	return l, nil
}

func (r *tree) node(p pin, at ...byte) (*node, error) {
	n := &node{}
	plain, err := r.open(p, at...)
	if err != nil || p == (pin{}) {
		return n, err
	}
	if len(plain) != fanOut*len(p) {
		return nil, &ChainError{Space: r.space, Reason: errInside}
	}
	for i := range n.children {
		n.children[i] = pin(plain[i*len(p):])
	}
	return n, nil
}

// open returns what is pinned at a place, nothing for a zero pin.
func (r *tree) open(p pin, at ...byte) ([]byte, error) {
	if p == (pin{}) {
		return nil, nil
	}
	bucket, key := treeBucket(r.space), treeKey(at...)
	if plain, ok := r.t.pinned.get(p); ok && !r.anew {
		return plain, nil
	}
	sealed := r.sealed[key]
	if r.sealed == nil {
		var err error
		if sealed, err = r.t.tx.Get(bucket, key); err != nil {
			return nil, err
		}
	}
	plain, _, err := r.t.openPinned(bucket, key, sealed, p)
	if err != nil {
		return nil, &ChainError{Space: r.space, Reason: fmt.Errorf("node %s: %w", key, err)}
	}
	r.t.pinned.put(p, plain)
	return plain, nil
}

// fetch reads at once what is kept of the tree, for who needs most of it and changes nothing.
func (r *tree) fetch() error {
	all := map[string][]byte{}
	err := each(r.t.tx, treeBucket(r.space), func(item Item) error { all[item.Key] = item.Value; return nil })
	if err == nil {
		r.sealed = all
	}
	return err
}

func (l *leaf) decode(plain []byte) error {
	if len(plain)%entrySize != 0 {
		return &ChainError{Reason: errInside}
	}
	for ; len(plain) > 0; plain = plain[entrySize:] {
		l.entries = append(l.entries, entry{[16]byte(plain), int64(binary.BigEndian.Uint64(plain[16:])), pin(plain[24:])})
	}
	return nil
}

func (l *leaf) encode() []byte {
	plain := make([]byte, 0, len(l.entries)*entrySize)
	for _, e := range l.entries {
		plain = append(plain, e.hash[:]...)
		plain = binary.BigEndian.AppendUint64(plain, uint64(e.seq))
		plain = append(plain, e.pin[:]...)
	}
	return plain
}

func (n *node) encode() []byte {
	plain := make([]byte, 0, fanOut*len(pin{}))
	for _, p := range n.children {
		plain = append(plain, p[:]...)
	}
	return plain
}

// write keeps what has changed, and returns the pin of the top.
func (r *tree) write() (pin, error) {
	changed := false
	for at, l := range r.leaves {
		if !l.changed {
			continue
		}
		p, err := r.seal(l.encode(), at[:]...)
		if err != nil {
			return pin{}, err
		}
		m := r.middle[at[0]]
		m.children[at[1]], m.changed, l.changed, changed = p, true, false, true
	}
	for at, m := range r.middle {
		if !m.changed {
			continue
		}
		p, err := r.seal(m.encode(), at)
		if err != nil {
			return pin{}, err
		}
		r.top.children[at], m.changed = p, false
	}
	if !changed {
		return r.t.chain(r.space).Tree, nil
	}
	return r.seal(r.top.encode())
}

func (r *tree) seal(plain []byte, at ...byte) (pin, error) {
	bucket, key := treeBucket(r.space), treeKey(at...)
	sealed, err := r.t.seal.seal(bucket, key, uint64(r.t.chain(r.space).Seq), plain)
	if err != nil {
		return pin{}, err
	}
	return pinOf(sealed), r.t.tx.Put(bucket, key, sealed)
}

// mend makes the tree again from the trail: of every record the last entry tells at which Seq its head is. A head that is not what that
// entry tells of is left with a pin that fits nothing, so that the record counts as damaged. When the trail is not whole either, nothing
// tells what is the present state of a record, and the error is a *ChainError; a rescue takes the last there is.
func (r *tree) mend() error {
	last := map[string]Entry{}
	var broken *ChainError
	err := r.t.entries(r.space, func(e rawEntry) error {
		if e.Kind != "" {
			last[r.t.seal.name(nameBucket(r.space, e.Kind), e.ID)] = e.Entry
		}
		return nil
	}, func(e *ChainError) { broken = e })
	if err != nil {
		return err
	}
	if broken != nil && !r.t.rescue {
		return broken
	}
	r.empty()
	for name, e := range last {
		if err := r.set(name, e.Seq, pin{1}); err != nil {
			return err
		}
	}
	return each(r.t.tx, feedBucket(r.space), func(item Item) error {
		plain, _, err := r.t.seal.open(feedBucket(r.space), item.Key, item.Value)
		if err != nil {
			return nil
		}
		h, err := parseHead(plain)
		if err != nil {
			return nil
		}
		name := r.t.name(h.ref(r.space))
		e := last[name]
		if e.Seq == h.Seq && e.Version == h.Version && e.Content == h.Content || e.Seq < h.Seq && broken != nil {
			return r.set(name, h.Seq, pinOf(item.Value))
		}
		return nil
	})
}

// check reads all of the tree as it is kept.
func (r *tree) check() error {
	fresh := tree{t: r.t, space: r.space, anew: true, middle: map[byte]*node{}, leaves: map[leafAt]*leaf{}}
	for i := range byte(fanOut) {
		for j := range byte(fanOut) {
			if _, err := fresh.read(leafAt{i, j}); err != nil {
				return err
			}
		}
	}
	return nil
}

// empty makes a tree that needs nothing of what is kept.
func (r *tree) empty() {
	r.top, r.middle, r.leaves = &node{}, map[byte]*node{}, map[leafAt]*leaf{}
	for i := range byte(fanOut) {
		r.middle[i] = &node{}
		for j := range byte(fanOut) {
			r.leaves[leafAt{i, j}] = &leaf{}
		}
	}
}
