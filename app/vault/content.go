package vault

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// content is what one version of a record holds.
type content struct {
	meta  json.RawMessage
	data  []byte
	plain []byte // the length of meta as a varint, meta, data: what is sealed
	sum   string // digest of plain
}

// newContent brings meta into the form in which the head will keep it, so that equal contents have equal digests.
func newContent(meta json.RawMessage, data []byte) (content, error) {
	var canonical []byte
	if len(meta) > 0 {
		var err error
		if canonical, err = json.Marshal(meta); err != nil {
			return content{}, err
		}
	}
	plain := make([]byte, 0, binary.MaxVarintLen64+len(canonical)+len(data))
	plain = binary.AppendUvarint(plain, uint64(len(canonical)))
	return parseContent(append(append(plain, canonical...), data...))
}

func parseContent(plain []byte) (content, error) {
	n, size := binary.Uvarint(plain)
	if size <= 0 || n > uint64(len(plain)-size) {
		return content{}, errInside
	}
	meta, data := plain[size:size+int(n):size+int(n)], plain[size+int(n):]
	if n == 0 {
		meta = nil
	}
	return content{meta: meta, data: data, plain: plain, sum: digest(plain)}, nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func dataBucket(kind Kind) string { return string(kind) + ".data" }

func (s *Store) dataKey(kind Kind, id string, version int) string {
	return fmt.Sprintf("%s.%010d", s.seal.name(dataBucket(kind), id), version)
}

func (s *Store) putContent(tx Tx, kind Kind, id string, version int, c content) error {
	bucket, key := dataBucket(kind), s.dataKey(kind, id, version)
	sealed, err := s.seal.seal(bucket, key, uint64(version), c.plain)
	if err != nil {
		return err
	}
	return tx.Put(bucket, key, sealed)
}

func (s *Store) content(tx Tx, kind Kind, id string, version int) (content, error) {
	bucket, key := dataBucket(kind), s.dataKey(kind, id, version)
	sealed, err := tx.Get(bucket, key)
	if err != nil {
		return content{}, err
	}
	c, err := s.decodeContent(bucket, key, uint64(version), sealed)
	if err != nil {
		return content{}, &CorruptError{Kind: kind, ID: id, Version: version, Reason: err}
	}
	return c, nil
}

func (s *Store) decodeContent(bucket, key string, version uint64, sealed []byte) (content, error) {
	if sealed == nil {
		return content{}, errMissing
	}
	plain, v, err := s.seal.open(bucket, key, sealed)
	if err == nil && v != version {
		err = errInside
	}
	if err != nil {
		return content{}, err
	}
	return parseContent(plain)
}

// history is a record with all its versions that can be read.
type history struct {
	head     head
	contents []content // of head.Steps
}

// lost tells whether the present content of a record cannot be read.
func (h history) lost() bool { return len(h.head.Steps) == 0 && !h.head.Deleted }

// versions are the contents as records, oldest first.
func (h history) versions() []Record {
	var out []Record
	for i, c := range h.contents {
		out = append(out, Record{Kind: Dossier, ID: h.head.ID, Client: h.head.Client, Version: h.head.Steps[i], Meta: c.meta, Data: c.data})
	}
	return out
}

// history reads all versions of a record. Those that cannot be read are left out and named in damage.
func (s *Store) history(tx Tx, kind Kind, h head) (hist history, damage []error, err error) {
	hist.head = h
	hist.head.Steps, hist.head.At = nil, -1
	for i, version := range h.Steps {
		c, err := s.content(tx, kind, h.ID, version)
		if err == nil && i == h.At && c.sum != h.Content {
			err = &CorruptError{Kind: kind, ID: h.ID, Version: version, Reason: errInside}
		}
		var corrupt *CorruptError
		if errors.As(err, &corrupt) {
			damage = append(damage, err)
			continue
		}
		if err != nil {
			return history{}, nil, err
		}
		if i == h.At {
			hist.head.At = len(hist.contents)
		}
		hist.head.Steps = append(hist.head.Steps, version)
		hist.contents = append(hist.contents, c)
	}
	if hist.head.At < 0 {
		hist.head.Steps, hist.head.At, hist.contents = nil, 0, nil
	}
	return hist, damage, nil
}

// putHistory keeps a record with all its versions, or nothing of one whose present content is lost.
func (s *Store) putHistory(tx Tx, kind Kind, h history) error {
	if h.lost() {
		return nil
	}
	for i, version := range h.head.Steps {
		if err := s.putContent(tx, kind, h.head.ID, version, h.contents[i]); err != nil {
			return err
		}
	}
	return s.putHead(tx, kind, h.head)
}
