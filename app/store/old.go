package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// old reads a store of the first format: a bucket of heads for each kind, one of contents beside it, and one trail. What it cannot read is
// added to damage and passed over.
type old struct {
	tx     Tx
	seal   sealer
	damage []error
}

const (
	auditBucket1 = "audit"
	chainKey1    = "chain"
)

// kinds1 are the kinds that it knew.
var kinds1 = [...]Kind{Dossier, Document, Notice, Setting, Identity}

func dataBucket1(kind Kind) string { return string(kind) + ".data" }

// oldHead is the head of a record: the data is kept apart, once for each version in Steps. A deleted record has no steps.
type oldHead struct {
	ID      string          `json:"id"`
	Client  string          `json:"client"`
	Version int             `json:"version"`
	Time    time.Time       `json:"time"`
	Meta    json.RawMessage `json:"meta"`
	Content string          `json:"content"` // digest of the present content
	Steps   []int           `json:"steps"`   // the versions whose content is kept, oldest first
	At      int             `json:"at"`      // which of Steps is the present one
	Deleted bool            `json:"deleted"`
}

// oldContent is what a version of a record held.
type oldContent struct {
	meta json.RawMessage
	data []byte
}

// each calls f with every head of a kind.
func (o *old) each(kind Kind, f func(oldHead) error) error {
	return each(o.tx, string(kind), func(item Item) error {
		id, err := o.seal.openName(string(kind), item.Key)
		if err != nil {
			o.lost(kind, item.Key, err)
			return nil
		}
		h, err := o.head(kind, id, item)
		if err != nil {
			o.lost(kind, id, err)
			return nil
		}
		return f(h)
	})
}

func (o *old) lost(kind Kind, id string, reason error) {
	o.damage = append(o.damage, &CorruptError{Ref: Ref{Sales, kind, id}, Reason: reason})
}

func (o *old) head(kind Kind, id string, item Item) (h oldHead, err error) {
	plain, version, err := o.seal.open(string(kind), item.Key, item.Value)
	if err == nil {
		err = json.Unmarshal(plain, &h)
	}
	if err == nil && (h.ID != id || uint64(h.Version) != version || !h.Deleted && (h.At < 0 || h.At >= len(h.Steps))) {
		err = errInside
	}
	return h, err
}

// content returns one version of a record; ok tells whether it can be read.
func (o *old) content(kind Kind, h oldHead, step int) (c oldContent, ok bool, err error) {
	bucket, version := dataBucket1(kind), h.Steps[step]
	key := fmt.Sprintf("%s.%010d", o.seal.name(bucket, h.ID), version)
	sealed, err := o.tx.Get(bucket, key)
	if err != nil {
		return oldContent{}, false, err
	}
	c, err = o.decode(bucket, key, uint64(version), sealed)
	if err == nil && step == h.At && contentDigest(c.meta, c.data) != h.Content {
		err = errInside
	}
	if err != nil {
		o.lost(kind, h.ID, fmt.Errorf("version %d: %w", version, err))
		return oldContent{}, false, nil
	}
	return c, true, nil
}

func (o *old) decode(bucket, key string, version uint64, sealed []byte) (oldContent, error) {
	if sealed == nil {
		return oldContent{}, errMissing
	}
	plain, v, err := o.seal.open(bucket, key, sealed)
	if err != nil {
		return oldContent{}, err
	}
	n, size := binary.Uvarint(plain)
	if v != version || size <= 0 || n > uint64(len(plain)-size) {
		return oldContent{}, errInside
	}
	c := oldContent{data: plain[size+int(n):]}
	if n > 0 {
		c.meta = slices.Clone(plain[size : size+int(n)])
	}
	return c, nil
}

// trail calls f with every entry of the trail, as it was kept.
func (o *old) trail(f func(seq int64, plain []byte) error) error {
	next, prev := int64(1), ""
	err := each(o.tx, auditBucket1, func(item Item) error {
		e, err := o.entry(item)
		if err == nil && (e.Seq != next || e.Prev != prev) {
			err = errLink
		}
		if err != nil {
			o.damage = append(o.damage, &ChainError{Space: Sales, Seq: next, Reason: err})
		}
		if e.plain == nil {
			return nil
		}
		next, prev = e.Seq+1, digest(e.plain)
		return f(e.Seq, e.plain)
	})
	if err != nil {
		return err
	}
	return o.end(next-1, prev)
}

// entry is an entry of the trail; with its bytes when it can be read.
func (o *old) entry(item Item) (e rawEntry, err error) {
	plain, seq, err := o.seal.open(auditBucket1, item.Key, item.Value)
	if err == nil {
		err = json.Unmarshal(plain, &e.Entry)
	}
	if err == nil && (uint64(e.Seq) != seq || fmt.Sprintf("%010d", e.Seq) != item.Key) {
		err = errInside
	}
	if err == nil {
		e.plain = plain
	}
	return e, err
}

// end holds the trail against where it has to end.
func (o *old) end(seq int64, last string) error {
	sealed, err := o.tx.Get(metaBucket, chainKey1)
	if err != nil {
		return err
	}
	var end struct {
		Entries int64  `json:"entries"`
		Last    string `json:"last"`
	}
	reason := errMissing
	if sealed != nil {
		var plain []byte
		plain, _, reason = o.seal.open(metaBucket, chainKey1, sealed)
		if reason == nil {
			reason = json.Unmarshal(plain, &end)
		}
	}
	if reason == nil && (end.Entries != seq || end.Last != last) {
		reason = errors.New("it does not end where it should")
	}
	if reason != nil {
		o.damage = append(o.damage, &ChainError{Space: Sales, Seq: seq, Reason: reason})
	}
	return nil
}

// clear deletes all that is kept of it.
func (o *old) clear() error {
	for _, kind := range kinds1 {
		for _, bucket := range []string{string(kind), dataBucket1(kind)} {
			if err := clearBucket(o.tx, bucket); err != nil {
				return err
			}
		}
	}
	if err := clearBucket(o.tx, auditBucket1); err != nil {
		return err
	}
	return o.tx.Delete(metaBucket, asideKey1)
}
