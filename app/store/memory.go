package store

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Memory is a backend that forgets all when the program ends. The zero value is empty and ready for use.
type Memory struct {
	mu      sync.RWMutex
	buckets map[string]*shelf
}

// View implements Backend.
func (m *Memory) View(ctx context.Context, f func(Tx) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return f(&memoryTx{memory: m})
}

// Update implements Backend: f works on what is kept, and what it did is taken back unless all went well.
func (m *Memory) Update(ctx context.Context, f func(Tx) error) (err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	tx := &memoryTx{memory: m}
	done := false
	defer func() {
		if !done {
			tx.rollback()
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	done = true
	return nil
}

// Close implements Backend. What is kept stays, and the backend may be used again.
func (m *Memory) Close() error { return nil }

// memoryTx remembers what was there before each of its writes.
type memoryTx struct {
	memory *Memory
	before []written
}

type written struct {
	bucket string
	Item   // Value is nil for what was not there
}

func (tx *memoryTx) Get(bucket, key string) ([]byte, error) {
	return tx.memory.buckets[bucket].get(key), nil
}

func (tx *memoryTx) Put(bucket, key string, value []byte) error {
	if value == nil {
		value = []byte{}
	}
	tx.set(bucket, key, value)
	return nil
}

func (tx *memoryTx) Delete(bucket, key string) error {
	tx.set(bucket, key, nil)
	return nil
}

func (tx *memoryTx) set(bucket, key string, value []byte) {
	tx.before = append(tx.before, written{bucket, Item{key, tx.memory.shelf(bucket).set(key, value)}})
}

func (tx *memoryTx) rollback() {
	for _, w := range slices.Backward(tx.before) {
		tx.memory.shelf(w.bucket).set(w.Key, w.Value)
	}
}

func (tx *memoryTx) Range(bucket, after, before string, limit int) ([]Item, error) {
	return tx.memory.buckets[bucket].between(after, before, limit), nil
}

func (m *Memory) shelf(bucket string) *shelf {
	if m.buckets == nil {
		m.buckets = map[string]*shelf{}
	}
	if m.buckets[bucket] == nil {
		m.buckets[bucket] = &shelf{}
	}
	return m.buckets[bucket]
}

// shelf holds the items of one bucket, sorted by key, in runs of a length that costs little to move.
type shelf struct{ runs [][]Item }

const longestRun = 256

// run is the last run that may hold a key.
func (s *shelf) run(key string) int {
	return max(0, sort.Search(len(s.runs), func(i int) bool { return s.runs[i][0].Key > key })-1)
}

func at(run []Item, key string) (int, bool) {
	return slices.BinarySearchFunc(run, key, func(i Item, key string) int { return strings.Compare(i.Key, key) })
}

func (s *shelf) get(key string) []byte {
	if s == nil || len(s.runs) == 0 {
		return nil
	}
	run := s.runs[s.run(key)]
	if i, ok := at(run, key); ok {
		return run[i].Value
	}
	return nil
}

// set keeps a value, or nothing for nil, and returns what was there before.
func (s *shelf) set(key string, value []byte) (before []byte) {
	if len(s.runs) == 0 {
		if value != nil {
			s.runs = [][]Item{{{key, value}}}
		}
		return nil
	}
	r := s.run(key)
	i, found := at(s.runs[r], key)
	switch {
	case found && value != nil:
		before, s.runs[r][i].Value = s.runs[r][i].Value, value
	case found:
		before = s.runs[r][i].Value
		s.runs[r] = slices.Delete(s.runs[r], i, i+1)
		if len(s.runs[r]) == 0 {
			s.runs = slices.Delete(s.runs, r, r+1)
		}
	case value != nil:
		s.runs[r] = slices.Insert(s.runs[r], i, Item{key, value})
		if run := s.runs[r]; len(run) > longestRun {
			s.runs[r] = slices.Clone(run[:len(run)/2])
			s.runs = slices.Insert(s.runs, r+1, slices.Clone(run[len(run)/2:]))
		}
	}
	return before
}

func (s *shelf) between(after, before string, limit int) (items []Item) {
	if s == nil || len(s.runs) == 0 {
		return nil
	}
	for r := s.run(after); r < len(s.runs); r++ {
		for _, item := range s.runs[r] {
			switch {
			case item.Key <= after:
				continue
			case before != "" && item.Key >= before, len(items) == limit:
				return items
			}
			items = append(items, item)
		}
	}
	return items
}
