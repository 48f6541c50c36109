package vault

import (
	"maps"
	"slices"
	"sync"
)

// Backend keeps bytes under a bucket and a key. It need not understand what it keeps.
//
// The backends are SQLite, IndexedDB and Memory. A database on a server would be another one: a table of bucket, key and value,
// and transactions that are serializable.
type Backend interface {
	// View calls f with a consistent view of what is kept.
	View(f func(Tx) error) error
	// Update calls f with the only transaction that can write at that time, also among other programs. When f returns nil, all that f wrote is
	// durable by the time that Update returns nil; else nothing of it is kept. An error of f is returned as it is.
	Update(f func(Tx) error) error
	Close() error
}

// Tx is a transaction, for use within View or Update and by one goroutine. Within it, f may wait for nothing but the Tx.
type Tx interface {
	// Get returns nil when nothing is kept there. The caller may not change what it gets.
	Get(bucket, key string) ([]byte, error)
	// Put keeps a value, which the caller does not change afterwards.
	Put(bucket, key string, value []byte) error
	// Delete is no error when nothing is kept there.
	Delete(bucket, key string) error
	// List returns all that a bucket holds, sorted by key.
	List(bucket string) ([]Item, error)
}

// Item is one thing that a bucket holds.
type Item struct {
	Key   string
	Value []byte
}

// Memory is a backend that forgets all when the program ends. The zero value is empty and ready for use.
type Memory struct {
	mu      sync.RWMutex
	buckets map[string]map[string][]byte
}

// View implements Backend.
func (m *Memory) View(f func(Tx) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return f(memoryTx{m.buckets})
}

// Update implements Backend: f works on a copy of the maps, which takes the place of the original when all went well.
func (m *Memory) Update(f func(Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := map[string]map[string][]byte{}
	for bucket, items := range m.buckets {
		next[bucket] = maps.Clone(items)
	}
	if err := f(memoryTx{next}); err != nil {
		return err
	}
	m.buckets = next
	return nil
}

// Close implements Backend. What is kept stays, and the backend may be used again.
func (m *Memory) Close() error { return nil }

type memoryTx struct{ buckets map[string]map[string][]byte }

func (tx memoryTx) Get(bucket, key string) ([]byte, error) { return tx.buckets[bucket][key], nil }

func (tx memoryTx) Put(bucket, key string, value []byte) error {
	if tx.buckets[bucket] == nil {
		tx.buckets[bucket] = map[string][]byte{}
	}
	tx.buckets[bucket][key] = value
	return nil
}

func (tx memoryTx) Delete(bucket, key string) error {
	delete(tx.buckets[bucket], key)
	return nil
}

func (tx memoryTx) List(bucket string) ([]Item, error) {
	var items []Item
	for _, key := range slices.Sorted(maps.Keys(tx.buckets[bucket])) {
		items = append(items, Item{Key: key, Value: tx.buckets[bucket][key]})
	}
	return items, nil
}
