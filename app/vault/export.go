package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// An exported file is a store of its own, laid flat:
//
//	"verwoord store 1\n" | items | SHA-256 of all before
//
// An item is a bucket, a key and a value, each with its length before it as a varint. The values are sealed as in any store; the
// digest only tells a file that was cut short or damaged on its way.
const (
	exportMagic  = "verwoord store 1\n"
	exportFamily = "verwoord store "
)

// Export writes everything that is kept to one file, sealed with a passphrase that need not be the one of the store: every record
// with its history, and the audit trail. When records cannot be read it still writes all others, and returns an error that joins
// a CorruptError or ChainError for each thing that is not in the file as it should be.
func (s *Store) Export(w io.Writer, passphrase string) error {
	var file Memory
	var damage []error
	copied, err := Create(&file, s.world, Key{Passphrase: passphrase})
	if err != nil {
		return err
	}
	err = s.backend.View(func(from Tx) error {
		return file.Update(func(to Tx) (err error) {
			damage, err = s.copyTo(copied, from, to)
			return err
		})
	})
	if err != nil {
		return err
	}
	if _, err := w.Write(file.dump()); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	err = s.backend.Update(func(tx Tx) error {
		return s.append(tx, Entry{Time: s.world.Now().UTC(), Action: ActionExport})
	})
	return errors.Join(append(damage, err)...)
}

// copyTo seals everything anew for another store. The trail is copied as it is, so that it can be followed there.
func (s *Store) copyTo(copied *Store, from, to Tx) (damage []error, err error) {
	entries, broken, err := s.trail(from)
	if err != nil {
		return nil, err
	}
	if broken != nil {
		damage = append(damage, broken)
	}
	for _, e := range entries {
		if err := copied.putEntry(to, e.Seq, e.plain); err != nil {
			return nil, err
		}
	}
	for _, kind := range kinds {
		heads, d, err := s.heads(from, kind)
		if err != nil {
			return nil, err
		}
		damage = append(damage, d...)
		for _, h := range heads {
			hist, d, err := s.history(from, kind, h)
			if err != nil {
				return nil, err
			}
			damage = append(damage, d...)
			if err := copied.putHistory(to, kind, hist); err != nil {
				return nil, err
			}
		}
	}
	return damage, nil
}

func (m *Memory) dump() []byte {
	b := []byte(exportMagic)
	field := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	for _, bucket := range slices.Sorted(maps.Keys(m.buckets)) {
		for _, key := range slices.Sorted(maps.Keys(m.buckets[bucket])) {
			value := m.buckets[bucket][key]
			field(len(bucket))
			b = append(b, bucket...)
			field(len(key))
			b = append(b, key...)
			field(len(value))
			b = append(b, value...)
		}
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// load reads what dump wrote, or returns ErrForeign, ErrNewer or ErrDamaged.
func (m *Memory) load(b []byte) error {
	switch {
	case bytes.HasPrefix([]byte(exportMagic), b):
		return ErrDamaged
	case !bytes.HasPrefix(b, []byte(exportFamily)):
		return ErrForeign
	case !bytes.HasPrefix(b, []byte(exportMagic)):
		return ErrNewer
	case len(b) < len(exportMagic)+sha256.Size:
		return ErrDamaged
	}
	body, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if sha256.Sum256(body) != [sha256.Size]byte(sum) {
		return ErrDamaged
	}
	body = body[len(exportMagic):]
	field := func() (value []byte, ok bool) {
		n, size := binary.Uvarint(body)
		if size <= 0 || n > uint64(len(body)-size) {
			return nil, false
		}
		value, body = body[size:size+int(n)], body[size+int(n):]
		return value, true
	}
	return m.Update(func(tx Tx) error {
		for len(body) > 0 {
			bucket, ok1 := field()
			key, ok2 := field()
			value, ok3 := field()
			if !ok1 || !ok2 || !ok3 {
				return ErrDamaged
			}
			if err := tx.Put(string(bucket), string(key), value); err != nil {
				return err
			}
		}
		return nil
	})
}
