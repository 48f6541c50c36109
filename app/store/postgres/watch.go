package postgres

import (
	"context"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

// Watch implements store.Store. It looks every few seconds, and at once when the server says that there is something: a notification
// that is lost, or a listener that died, makes it late and never deaf. It tells of every change made after it returned.
func (s *Store) Watch(ctx context.Context) (<-chan store.Ref, error) {
	seen, err := s.heads(ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	forget := context.AfterFunc(s.closed, cancel)
	heard := make(chan struct{}, 1)
	go s.listen(ctx, heard)
	refs := make(chan store.Ref)
	go func() {
		defer forget()
		defer cancel()
		defer close(refs)
		tick := time.NewTicker(s.poll)
		defer tick.Stop()
		for {
			s.tell(ctx, seen, refs) // what fails now is told next time
			select {
			case <-ctx.Done():
				return
			case <-heard:
			case <-tick.C:
			}
		}
	}()
	return refs, nil
}

// heads returns how far each space is that this login may read and has a key of.
func (s *Store) heads(ctx context.Context) (map[store.Space]int64, error) {
	heads := map[store.Space]int64{}
	err := s.do(ctx, "look", func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, "SELECT space, seq FROM verwoord.space")
		if err != nil {
			return err
		}
		var space store.Space
		var seq int64
		_, err = pgx.ForEachRow(rows, []any{&space, &seq}, func() error {
			if s.sealers[space] != nil {
				heads[space] = seq
			}
			return nil
		})
		return err
	})
	return heads, err
}

// tell sends what changed since seen, and moves that on as far as it came. A space that is new to this login is told from now on.
func (s *Store) tell(ctx context.Context, seen map[store.Space]int64, refs chan<- store.Ref) {
	heads, err := s.heads(ctx)
	if err != nil {
		return
	}
	for space, head := range heads {
		since, known := seen[space]
		if !known {
			seen[space] = head
		}
		for more := known && head > since; more; {
			page, err := s.List(ctx, store.Filter{Space: space, Feed: true, Since: since})
			if len(page.Records) == 0 && err != nil {
				break
			}
			for _, r := range page.Records {
				select {
				case refs <- r.Ref:
				case <-ctx.Done():
					return
				}
				since = r.Seq
			}
			if more = page.More; !more {
				since = page.Seq
			}
			seen[space] = since
		}
	}
}

// listen says on heard that there may be something new, until the context ends: at each notification, and whenever it begins to listen.
func (s *Store) listen(ctx context.Context, heard chan<- struct{}) {
	for ctx.Err() == nil {
		s.listenOnce(ctx, func() {
			select {
			case heard <- struct{}{}:
			default: // there is a word that was not taken yet
			}
		})
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// listenOnce listens until its connection dies.
func (s *Store) listenOnce(ctx context.Context, say func()) {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN verwoord"); err != nil {
		return
	}
	for {
		say()
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return
		}
	}
}
