package store

import "context"

// Backend keeps bytes under a bucket and a key, both printable ASCII. It need not understand what it keeps. The backends are SQLite,
// IndexedDB and Memory.
type Backend interface {
	// View calls f with a consistent view of what is kept.
	View(ctx context.Context, f func(Tx) error) error
	// Update calls f with the only transaction that can write at that time, also among other programs. When f returns nil, all that f wrote is
	// durable by the time that Update returns nil; else nothing of it is kept, as when the context ends before. An error of f is returned
	// as it is.
	Update(ctx context.Context, f func(Tx) error) error
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
	// Range returns the first items of a bucket, at most limit, whose keys are after one key and before another, sorted by key. An empty
	// before is no bound.
	Range(bucket, after, before string, limit int) ([]Item, error)
}

// Item is one thing that a bucket holds.
type Item struct {
	Key   string
	Value []byte
}

// chunk is how many items are read at once where all of a bucket are needed.
const chunk = 256

// each calls f with every item of a bucket, sorted by key. f may delete or replace the item, and put others before it.
func each(tx Tx, bucket string, f func(Item) error) error {
	for after := ""; ; {
		items, err := tx.Range(bucket, after, "", chunk)
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := f(item); err != nil {
				return err
			}
			after = item.Key
		}
		if len(items) < chunk {
			return nil
		}
	}
}

// clearBucket deletes all that a bucket holds.
func clearBucket(tx Tx, bucket string) error {
	return each(tx, bucket, func(item Item) error { return tx.Delete(bucket, item.Key) })
}
