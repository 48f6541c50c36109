package store

import (
	"context"
	"sync"
	"time"
)

// poll is how often a Watch looks whether another program has changed something. A look reads one small value.
const poll = time.Second

// watched is who watches a store. The zero value is nobody.
type watched struct {
	mu   sync.Mutex
	all  map[*watch]bool
	over bool
}

// watch is one Watch. What it does not take in time it misses.
type watch struct {
	hints chan Ref
	end   context.CancelFunc
	seen  map[Space]int64 // the last Seq that was told of, or was there at the beginning
}

// Watch implements Store. Changes made through this Sealed are told when they are committed, those of others within a second or so, by
// their Space alone.
func (s *Sealed) Watch(ctx context.Context) (<-chan Ref, error) {
	seqs, err := s.seqs(ctx)
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(ctx)
	w := &watch{hints: make(chan Ref, 64), end: end, seen: seqs}
	s.watched.mu.Lock()
	defer s.watched.mu.Unlock()
	if s.watched.over {
		end()
		return nil, ErrClosed
	}
	if s.watched.all == nil {
		s.watched.all = map[*watch]bool{}
	}
	s.watched.all[w] = true
	go s.look(ctx, w)
	return w.hints, nil
}

// look tells of what others have changed until the context ends.
func (s *Sealed) look(ctx context.Context, w *watch) {
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			s.watched.mu.Lock()
			delete(s.watched.all, w)
			close(w.hints)
			s.watched.mu.Unlock()
			return
		case <-ticker.C:
		}
		seqs, err := s.seqs(ctx)
		if err != nil {
			continue // it is a hint; whoever asks the store itself hears of the trouble
		}
		s.watched.mu.Lock()
		for space, seq := range seqs {
			if seq > w.seen[space] {
				w.tell(Ref{Space: space}, seq)
			}
		}
		s.watched.mu.Unlock()
	}
}

// seqs is the last Seq of every space.
func (s *Sealed) seqs(ctx context.Context) (map[Space]int64, error) {
	seqs := map[Space]int64{}
	err := s.view(ctx, func(t *transaction) error {
		for _, space := range t.spaces() {
			seqs[space] = t.chain(space).Seq
		}
		return nil
	})
	return seqs, err
}

func (w *watch) tell(ref Ref, seq int64) {
	select {
	case w.hints <- ref:
	default: // whoever is so far behind has hints enough to look
	}
	w.seen[ref.Space] = max(seq, w.seen[ref.Space])
}

// tell tells all who watch of records that were kept.
func (s *watched) tell(kept []Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for w := range s.all {
		for _, r := range kept {
			w.tell(r.Ref, r.Seq)
		}
	}
}

func (s *watched) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	for w := range s.all {
		w.end()
	}
}
