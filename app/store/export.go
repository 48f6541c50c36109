package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// An exported file is a store of its own, laid flat:
//
//	"verwoord store 2\n" | items | SHA-256 of all before
//
// An item is a bucket, a key and a value, each with its length before it as a varint. The values are sealed as in any store; the
// digest only tells a file that was cut short or damaged on its way. A file that begins with "verwoord store 1\n" holds a store of the
// first format.
const (
	exportMagic1 = "verwoord store 1\n"
	exportMagic  = "verwoord store 2\n"
	exportFamily = "verwoord store "
)

// Export writes everything that is kept to one file, sealed with a passphrase that need not be the one of the store: every record, and
// the trails. When records cannot be read it still writes all others, and returns an error that joins a CorruptError or ChainError for
// each thing that is not in the file as it should be.
func (s *Sealed) Export(ctx context.Context, w io.Writer, passphrase string) error {
	keys, dataKey, err := newKeyFile(s.world.Rand, []Key{{Passphrase: passphrase}})
	if err != nil {
		return err
	}
	var file Memory
	var damage []error
	err = s.inspect(ctx, func(t *transaction) error {
		return file.Update(ctx, func(tx Tx) (err error) {
			to := s.fresh(tx)
			to.seal = newSealer(dataKey, s.world.Rand, format2)
			if damage, err = t.copyTo(to, nil); err != nil {
				return err
			}
			if err := putKeys(tx, keys); err != nil {
				return err
			}
			return to.end()
		})
	})
	if err != nil {
		return err
	}
	if _, err := w.Write(file.dump()); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	err = s.update(ctx, func(t *transaction) error { return t.append("", Entry{Time: s.now(), Action: ActionExport}) })
	return errors.Join(append(damage, err)...)
}

func (m *Memory) dump() []byte {
	b := []byte(exportMagic)
	field := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	for _, bucket := range slices.Sorted(maps.Keys(m.buckets)) {
		for _, item := range m.buckets[bucket].between("", "", math.MaxInt) {
			field(len(bucket))
			b = append(b, bucket...)
			field(len(item.Key))
			b = append(b, item.Key...)
			field(len(item.Value))
			b = append(b, item.Value...)
		}
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// load reads what dump wrote, or returns ErrForeign, ErrNewer or ErrDamaged.
func (m *Memory) load(b []byte) error {
	switch {
	case bytes.HasPrefix([]byte(exportMagic), b), bytes.HasPrefix([]byte(exportMagic1), b):
		return ErrDamaged
	case !bytes.HasPrefix(b, []byte(exportFamily)):
		return ErrForeign
	case !bytes.HasPrefix(b, []byte(exportMagic)) && !bytes.HasPrefix(b, []byte(exportMagic1)):
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
	return m.Update(context.Background(), func(tx Tx) error {
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
