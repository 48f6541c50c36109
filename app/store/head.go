package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// head is what is kept of a record beside its data.
type head struct {
	Kind    Kind            `json:"kind"`
	ID      string          `json:"id"`
	Client  string          `json:"client,omitempty"`
	Version int             `json:"version"`
	Seq     int64           `json:"seq"`
	Author  string          `json:"author,omitempty"`
	At      time.Time       `json:"at"`
	Head    json.RawMessage `json:"head,omitempty"`
	Content string          `json:"content,omitempty"` // digest of Head and data
	Deleted bool            `json:"deleted,omitempty"`
}

func (h head) ref(space Space) Ref { return Ref{space, h.Kind, h.ID} }

// live tells whether there is a record.
func (h head) live() bool { return h.Version > 0 && !h.Deleted }

func (h head) record(space Space) Record {
	return Record{Ref: h.ref(space), Client: h.Client, Version: h.Version, Seq: h.Seq, Author: h.Author, At: h.At, Head: h.Head, Deleted: h.Deleted}
}

// contentDigest is the digest of what a version of a record holds: the length of its head as a varint, head, data. The first format had
// the same, so that contents can be compared across formats.
func contentDigest(head json.RawMessage, data []byte) string {
	h := sha256.New()
	h.Write(binary.AppendUvarint(nil, uint64(len(head))))
	h.Write(head)
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

// head returns what is kept of a record; zero, with version 0, when there never was one.
func (t *transaction) head(ref Ref) (head, error) {
	e, err := t.tree(ref.Space).find(t.name(ref))
	if err != nil || e.seq == 0 {
		return head{}, err
	}
	sealed, err := t.tx.Get(feedBucket(ref.Space), seqKey(e.seq))
	if err != nil {
		return head{}, err
	}
	h, err := t.decodeHead(ref.Space, e.seq, sealed, e.pin)
	if err == nil && h.ref(ref.Space) != ref {
		err = errInside
	}
	if err != nil {
		return head{}, &CorruptError{Ref: ref, Reason: err}
	}
	return h, nil
}

func (t *transaction) decodeHead(space Space, seq int64, sealed []byte, p pin) (h head, err error) {
	plain, version, err := t.openPinned(feedBucket(space), seqKey(seq), sealed, p)
	if err == nil {
		h, err = parseHead(plain)
	}
	if err == nil && (uint64(seq) != version || h.Seq != seq) {
		err = errInside
	}
	return h, err
}

// record reads a record with its data.
func (t *transaction) record(space Space, h head) (Record, error) {
	r := h.record(space)
	if !h.live() {
		return r, nil
	}
	key := t.name(r.Ref)
	sealed, err := t.tx.Get(dataBucket(space), key)
	if err != nil {
		return r, err
	}
	data, err := t.decodeData(space, key, h, sealed)
	if err != nil {
		return r, &CorruptError{Ref: r.Ref, Reason: err}
	}
	r.Data = data
	return r, nil
}

func (t *transaction) decodeData(space Space, key string, h head, sealed []byte) ([]byte, error) {
	if sealed == nil {
		return nil, errMissing
	}
	data, version, err := t.seal.open(dataBucket(space), key, sealed)
	switch {
	case err != nil:
		return nil, err
	case version != uint64(h.Version) || contentDigest(h.Head, data) != h.Content:
		return nil, errTrail
	}
	return data, nil
}

// keep writes a record down in the place of what was kept of it before, everywhere but in the trail.
func (t *transaction) keep(space Space, before, h head, data []byte) error {
	if before.Seq != 0 {
		if err := t.tx.Delete(feedBucket(space), seqKey(before.Seq)); err != nil {
			return err
		}
	}
	plain, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("encode %s: %w", h.ref(space).words(), err)
	}
	bucket, key := feedBucket(space), seqKey(h.Seq)
	sealed, err := t.seal.seal(bucket, key, uint64(h.Seq), plain)
	if err != nil {
		return err
	}
	if err := t.tx.Put(bucket, key, sealed); err != nil {
		return err
	}
	name := t.name(h.ref(space))
	if err := t.tree(space).set(name, h.Seq, pinOf(sealed)); err != nil {
		return err
	}
	if err := t.keepData(space, name, h, data); err != nil {
		return err
	}
	return t.index(space, name, before, h)
}

func (t *transaction) keepData(space Space, name string, h head, data []byte) error {
	if h.Deleted {
		return t.tx.Delete(dataBucket(space), name)
	}
	sealed, err := t.seal.seal(dataBucket(space), name, uint64(h.Version), data)
	if err != nil {
		return err
	}
	return t.tx.Put(dataBucket(space), name, sealed)
}

// index keeps the lists by kind and by client.
func (t *transaction) index(space Space, name string, before, h head) error {
	moved := before.live() != h.live() || before.Client != h.Client
	if before.live() && moved {
		if err := t.tx.Delete(clientBucket(space, before.Kind), t.clientKey(before, space)); err != nil {
			return err
		}
	}
	if h.live() && moved {
		if err := t.tx.Put(clientBucket(space, h.Kind), t.clientKey(h, space), []byte{}); err != nil {
			return err
		}
	}
	switch {
	case h.live() && !before.live():
		return t.tx.Put(kindBucket(space, h.Kind), name, []byte{})
	case !h.live() && before.live():
		return t.tx.Delete(kindBucket(space, h.Kind), name)
	}
	return nil
}
