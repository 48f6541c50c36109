package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"verwoord/app/store"
)

func lists(t *testing.T, open Open) {
	s := open(Anna)
	var changes []store.Change
	for i := range 25 {
		changes = append(changes, change(fmt.Sprintf("client-%d", i), 0, "x"))
		for j := range 3 {
			changes = append(changes, store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Notice, ID: fmt.Sprintf("notice-%d-%d", i, j)},
				Client: fmt.Sprintf("client-%d", i)})
		}
	}
	put(t, s, changes...)
	put(t, s, store.Change{Ref: store.Ref{Space: store.Legal, Kind: store.Dossier, ID: "client-7"}, Client: "client-7"})
	for _, limit := range []int{0, 1, 7, 25, 26, store.MaxPage + 1} {
		ids := map[string]int{}
		for _, r := range all(t, s, store.Filter{Space: store.Sales, Kind: store.Dossier, Limit: limit}) {
			ids[r.ID]++
		}
		if len(ids) != 25 {
			t.Errorf("by %d: %d dossiers", limit, len(ids))
		}
		notices := all(t, s, store.Filter{Space: store.Sales, Kind: store.Notice, Client: "client-7", Limit: limit})
		if len(notices) != 3 {
			t.Errorf("by %d: %d notices", limit, len(notices))
		}
		for _, r := range notices {
			if r.Client != "client-7" || r.Kind != store.Notice || r.Space != store.Sales {
				t.Errorf("a notice of client-7: %+v", r)
			}
		}
	}
	if p := list(t, s, store.Filter{Space: store.Sales, Kind: store.Dossier, Limit: 25}); len(p.Records) != 25 || p.More {
		t.Errorf("a page of all: %d, more: %v", len(p.Records), p.More)
	}
	if p := list(t, s, store.Filter{Space: store.Legal, Kind: store.Dossier}); len(p.Records) != 1 || p.Seq != 1 {
		t.Errorf("the other space: %+v", p)
	}
	var each []store.Record
	err := s.Each(ctx, store.Sales, []store.Kind{store.Notice, store.Setting, store.Dossier}, func(r store.Record) { each = append(each, r) })
	counts := map[store.Kind]int{}
	for _, r := range each {
		if want, err := s.Get(ctx, r.Ref); err != nil {
			t.Error(err)
		} else if want.Data = nil; !same(r, want) {
			t.Errorf("each gives %+v of %+v", r, want)
		}
		counts[r.Kind]++
	}
	if err != nil || counts[store.Dossier] != 25 || counts[store.Notice] != 75 || len(counts) != 2 {
		t.Errorf("each gives %v, %v", counts, err)
	}
	// A record that gets another client changes its list.
	moved := store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Notice, ID: "notice-7-0"}, Base: 1, Client: "client-8"}
	put(t, s, moved)
	for client, want := range map[string]int{"client-7": 2, "client-8": 4, "client-9": 3, "client": 0, "client-77": 0} {
		if got := all(t, s, store.Filter{Space: store.Sales, Kind: store.Notice, Client: client}); len(got) != want {
			t.Errorf("%s has %d notices, want %d", client, len(got), want)
		}
	}
}

// pages goes through a list again and again while others make, change and delete records.
func pages(t *testing.T, open Open) {
	s, other := open(Anna), open(Bram)
	const lasting = 300
	var changes []store.Change
	for i := range lasting {
		changes = append(changes, change(fmt.Sprintf("lasting-%d", i), 0, "x"))
	}
	put(t, s, changes...)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			id := fmt.Sprintf("passing-%d", i)
			var err error
			if _, err = other.Put(ctx, by(Bram), change(id, 0, "x")); err == nil {
				_, err = other.Put(ctx, by(Bram), gone(id, 1), change(fmt.Sprintf("lasting-%d", i%lasting), i/lasting+1, "y"))
			}
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 10 {
		seen := map[string]int{}
		for _, r := range all(t, s, store.Filter{Space: store.Sales, Kind: store.Dossier, Limit: 17}) {
			seen[r.ID]++
		}
		for i := range lasting {
			if n := seen[fmt.Sprintf("lasting-%d", i)]; n != 1 {
				t.Errorf("lasting-%d is %d times in the list", i, n)
			}
		}
		for id, n := range seen {
			if n != 1 {
				t.Errorf("%s is %d times in the list", id, n)
			}
		}
	}
	close(stop)
	wg.Wait()
}

func feed(t *testing.T, open Open) {
	s := open(Anna)
	for i := range 30 {
		put(t, s, change(fmt.Sprintf("client-%d", i), 0, "x"))
	}
	put(t, s, change("client-3", 1, "y"), gone("client-5", 1))
	p := list(t, s, store.Filter{Space: store.Sales, Feed: true, Limit: 10})
	if len(p.Records) != 10 || !p.More || p.Seq != 32 || p.Records[9].Seq != 12 {
		t.Errorf("the first ten: %+v", p)
	}
	for _, limit := range []int{0, 1, 29, 30, 31} {
		records := all(t, s, store.Filter{Space: store.Sales, Feed: true, Limit: limit})
		if len(records) != 30 || !slices.IsSortedFunc(records, func(a, b store.Record) int { return int(a.Seq - b.Seq) }) {
			t.Errorf("by %d: %d records", limit, len(records))
		}
		if r := records[28]; r.ID != "client-3" || r.Version != 2 || r.Seq != 31 {
			t.Errorf("by %d: last but one %+v", limit, r)
		}
		if r := records[29]; r.ID != "client-5" || !r.Deleted || r.Seq != 32 {
			t.Errorf("by %d: last %+v", limit, r)
		}
	}
	if p := list(t, s, store.Filter{Space: store.Sales, Feed: true, Since: 32}); len(p.Records) != 0 || p.More || p.Seq != 32 {
		t.Errorf("nothing new: %+v", p)
	}
	if p := list(t, s, store.Filter{Space: store.Sales, Feed: true, Since: 99}); len(p.Records) != 0 || p.More || p.Seq != 32 {
		t.Errorf("since a cursor of another place: %+v", p)
	}
}

func narrowFeed(t *testing.T, open Open) {
	s := open(Anna)
	for i := range 20 {
		notice := store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Notice, ID: fmt.Sprint(i)}, Client: fmt.Sprintf("client-%d", i%2)}
		put(t, s, change(fmt.Sprintf("client-%d", i), 0, "x"), notice)
	}
	put(t, s, store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Notice, ID: "4"}, Base: 1, Client: "client-0", Deleted: true})
	for _, limit := range []int{0, 3, 10} {
		f := store.Filter{Space: store.Sales, Feed: true, Kind: store.Notice, Client: "client-0", Limit: limit}
		records := all(t, s, f)
		if len(records) != 10 || !records[9].Deleted || records[9].ID != "4" {
			t.Errorf("by %d: %+v", limit, records)
		}
		f.Since = records[8].Seq
		if rest := all(t, s, f); len(rest) != 1 {
			t.Errorf("by %d, since %d: %+v", limit, f.Since, rest)
		}
	}
	if p := list(t, s, store.Filter{Space: store.Sales, Feed: true, Client: "client-19"}); len(p.Records) != 1 || p.Seq != 41 {
		t.Errorf("all of client-19: %+v", p)
	}
}

// watchedBy follows a feed until it has seen the space at a Seq.
func follow(t *testing.T, s store.Store, until int64, look func(store.Record)) {
	for since := int64(0); since < until && !t.Failed(); {
		p, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true, Since: since, Limit: 37})
		if err != nil {
			t.Error(err)
			return
		}
		for _, r := range p.Records {
			if r.Seq <= since {
				t.Errorf("after %d comes %d", since, r.Seq)
			}
			look(r)
			since = r.Seq
		}
		if !p.More {
			since = p.Seq
		}
	}
}

// writers has twenty write records of their own, and a reader see every one of them, in order and without a gap.
func writers(t *testing.T, open Open) {
	const people, each = 20, 25
	handles := []store.Store{open(Anna), open(Bram)}
	logins := []string{Anna, Bram}
	var wg sync.WaitGroup
	for n := range people {
		wg.Go(func() {
			for i := range each {
				id := fmt.Sprintf("client-%d-%d", n, i)
				if _, err := handles[n%2].Put(ctx, by(logins[n%2]), change(id, 0, id)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	next := int64(1)
	seen := map[string]bool{}
	follow(t, open(Anna), people*each, func(r store.Record) {
		if r.Seq != next {
			t.Errorf("after %d comes %d", next-1, r.Seq)
		}
		next, seen[r.ID] = r.Seq+1, true
	})
	wg.Wait()
	if len(seen) != people*each {
		t.Errorf("the reader saw %d of %d changes", len(seen), people*each)
	}
}

// contenders has twenty change the same three records, each in acts of two. What the reader has last seen is what is kept.
func contenders(t *testing.T, open Open) {
	const people, each = 20, 10
	handles := []store.Store{open(Anna), open(Bram)}
	logins := []string{Anna, Bram}
	ids := []string{"linde", "eik", "es"}
	put(t, handles[0], change("linde", 0, ""), change("eik", 0, ""), change("es", 0, ""))
	var wg sync.WaitGroup
	var mu sync.Mutex
	seqs := map[int64]bool{1: true, 2: true, 3: true}
	for n := range people {
		wg.Go(func() {
			for i := 0; i < each; {
				a, b := ids[(n+i)%3], ids[(n+i+1)%3]
				kept, err := add(handles[n%2], logins[n%2], a, b)
				var conflict *store.Conflict
				switch {
				case errors.As(err, &conflict):
					continue
				case err != nil:
					t.Error(err)
					return
				}
				i++
				mu.Lock()
				for _, r := range kept {
					if seqs[r.Seq] {
						t.Errorf("%d was given twice", r.Seq)
					}
					seqs[r.Seq] = true
				}
				mu.Unlock()
			}
		})
	}
	const last = 3 + 2*people*each
	seen := map[string]int{}
	follow(t, open(Anna), last, func(r store.Record) {
		if r.Version <= seen[r.ID] {
			t.Errorf("%s at version %d comes after %d", r.ID, r.Version, seen[r.ID])
		}
		seen[r.ID] = r.Version
	})
	wg.Wait()
	if len(seqs) != last || !seqs[last] {
		t.Errorf("%d changes, want %d without a gap", len(seqs), last)
	}
	total := 0
	for _, id := range ids {
		r, err := handles[0].Get(ctx, ref(id))
		if err != nil || r.Version != seen[id] || len(r.Data) != r.Version-1 {
			t.Errorf("%s is at %d with %d marks, last seen at %d: %v", id, r.Version, len(r.Data), seen[id], err)
		}
		total += len(r.Data)
	}
	if total != 2*people*each {
		t.Errorf("%d marks of %d", total, 2*people*each)
	}
}

// add adds a mark to two records in one act.
func add(s store.Store, login, a, b string) ([]store.Record, error) {
	var changes []store.Change
	for _, id := range []string{a, b} {
		r, err := s.Get(ctx, ref(id))
		if err != nil {
			return nil, err
		}
		changes = append(changes, change(id, r.Version, string(r.Data)+"x"))
	}
	return s.Put(ctx, by(login), changes...)
}

// spaces has acts over two spaces, named in clashing orders.
func spaces(t *testing.T, open Open) {
	const people, each = 6, 15
	handles := []store.Store{open(Anna), open(Bram)}
	logins := []string{Anna, Bram}
	var wg sync.WaitGroup
	for n := range people {
		wg.Go(func() {
			for i := range each {
				id := fmt.Sprintf("%d-%d", n, i)
				changes := []store.Change{change(id, 0, "x"), {Ref: store.Ref{Space: store.Legal, Kind: store.Notice, ID: id}}}
				if n%2 == 0 {
					slices.Reverse(changes)
				}
				if _, err := handles[n%2].Put(ctx, by(logins[n%2]), changes...); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	for _, space := range []store.Space{store.Sales, store.Legal} {
		records := all(t, handles[0], store.Filter{Space: space, Feed: true})
		for i, r := range records {
			if r.Seq != int64(i+1) || r.Space != space {
				t.Errorf("%s: record %d is %+v", space, i+1, r)
			}
		}
		if len(records) != people*each {
			t.Errorf("%s has %d records", space, len(records))
		}
	}
}
