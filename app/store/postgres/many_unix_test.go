//go:build unix

package postgres

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verwoord/app/store"
)

// follow reads the feed of a space page by page, as long as there may come more, and returns the ids in its order. It fails when a number
// comes that is not after the one before.
func follow(d *database, s store.Filter, from *Store, done <-chan struct{}) (ids []string) {
	for last := false; ; {
		page, err := from.List(context.Background(), s)
		if err != nil {
			d.Errorf("feed: %v", err)
			return ids
		}
		for _, r := range page.Records {
			if r.Seq <= s.Since {
				d.Errorf("%s at %d, after %d", r.ID, r.Seq, s.Since)
			}
			ids, s.Since = append(ids, r.ID), r.Seq
		}
		if !page.More {
			s.Since = page.Seq
			if last {
				return ids
			}
		}
		select {
		case <-done:
			last = true // one more look, at what came between
		default:
		}
	}
}

// write puts new records in two spaces, one act after another, in an order that clashes with that of other writers: twenty acts, and on
// until it is enough.
func write(s *Store, who int, enough func() bool) (acts int, err error) {
	spaces := []store.Space{store.Sales, store.Legal}
	for ; acts < 20 || !enough(); acts++ {
		var changes []store.Change
		for i := range 2 {
			c := change(fmt.Sprintf("%d-%d", who, acts), 0, "content")
			c.Space = spaces[(i+who)%2]
			changes = append(changes, c)
		}
		by := s.by()
		put, err := s.Put(context.Background(), by, changes...)
		for passing(err) { // who is killed again and again asks again and again
			put, err = s.Put(context.Background(), by, changes...)
		}
		if err != nil {
			return acts, fmt.Errorf("writer %d, act %d: %w", who, acts, err)
		}
		if put[0].Version != 1 {
			return acts, fmt.Errorf("writer %d, act %d: %v", who, acts, put)
		}
	}
	return acts, nil
}

// twenty lets twenty people write at once until it is enough, while f runs and a reader follows each space. Every change must be read
// once, none missed.
func twenty(t *testing.T, f func(d *database, done <-chan struct{}), enough func() bool) {
	d := newDatabase(t)
	reader := d.open("reader")
	var writers []*Store
	for i := range 20 {
		writers = append(writers, d.open(fmt.Sprintf("writer%d", i)))
	}
	done := make(chan struct{})
	var writing, reading sync.WaitGroup
	var acts atomic.Int64
	for i, w := range writers {
		writing.Go(func() {
			n, err := write(w, i, enough)
			if err != nil {
				t.Error(err)
			}
			acts.Add(int64(n))
		})
	}
	spaces := []store.Space{store.Sales, store.Legal}
	read := make([][]string, 2)
	for i, space := range spaces {
		reading.Go(func() { read[i] = follow(d, store.Filter{Space: space, Feed: true, Limit: 7}, reader, done) })
	}
	reading.Go(func() { f(d, done) })
	writing.Wait()
	close(done)
	reading.Wait()
	for i, space := range spaces {
		slices.Sort(read[i])
		if once := slices.Compact(slices.Clone(read[i])); len(read[i]) != int(acts.Load()) || len(once) != len(read[i]) {
			t.Errorf("%s: read %d changes, %d different ones, of %d", space, len(read[i]), len(once), acts.Load())
		}
		if head, err := reader.Check(context.Background(), space, Head{}); err != nil || head.Seq != acts.Load() {
			t.Errorf("trail of %s: %d of %d: %v", space, head.Seq, acts.Load(), err)
		}
	}
}

func TestTwentyWritersAndAReader(t *testing.T) {
	twenty(t, func(*database, <-chan struct{}) {}, func() bool { return true })
}

// Connections die all the time, wherever an act is. It is done once all the same.
func TestTwentyWritersWhoseConnectionsDie(t *testing.T) {
	var killed atomic.Int64
	twenty(t, func(d *database, done <-chan struct{}) {
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				if killed.Load() >= 50 {
					return
				}
				killed.Add(value[int64](d, `SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity
					WHERE datname = current_database() AND usename LIKE 'writer%' ORDER BY random() LIMIT 3) AS unlucky`))
			}
		}
	}, func() bool { return killed.Load() >= 50 })
}
