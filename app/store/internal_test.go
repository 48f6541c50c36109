package store

import (
	"context"
	"crypto/rand"
)

// Load reads an exported file as it is, without opening the store in it.
func (m *Memory) Load(b []byte) error { return m.load(b) }

// Buckets names all that a memory holds.
func (m *Memory) Buckets() (names []string) {
	for name, shelf := range m.buckets {
		if len(shelf.runs) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// Fast gives a store of the first format a key that costs nothing to try, beside those that it has.
func Fast(b Backend, has, fast Key) error {
	return b.Update(context.Background(), func(tx Tx) error {
		file, err := readKeys(tx)
		if err != nil {
			return err
		}
		if dataKeys[string(file.Keys[0].Salt)] == nil {
			if dataKeys[string(file.Keys[0].Salt)], err = has.unwrap(file); err != nil {
				return err
			}
		}
		w, err := fast.wrap(rand.Reader, dataKeys[string(file.Keys[0].Salt)])
		if err != nil {
			return err
		}
		file.Keys = append(file.Keys, w)
		return putKeys(tx, file)
	})
}

var dataKeys = map[string][]byte{}
