// Package postgres is the store that a company shares: a store.Store over PostgreSQL, for people who work at the same time.
//
// The administrator prepares a server as README.md says and calls Migrate. A program calls Open with the address of the server, which
// holds a person's own login, and the keys of the spaces that this person may read; what is kept is sealed with them before it leaves.
// The server orders the changes and refuses what was made from another version than the one kept. It is trusted with nothing else, and
// the README says what it can see.
//
// Every change runs through one function in the database, verwoord.put: one statement, one transaction, done once for each Op, however
// often it is sent. So every method tries again by itself when a connection dies, and a caller who got an error that left the outcome
// open sends the same Op again. The truth is the feed (List with Feed) since a number that one has seen; Watch says sooner when to look.
package postgres

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"
)

// edition is of the tables and functions that this program works with. A migration that an older program cannot work with raises it.
const edition = 1

// Store is a connection to a shared store. It is safe for concurrent use.
type Store struct {
	pool    *pgxpool.Pool
	login   string
	sealers map[store.Space]*sealer
	poll    time.Duration // how often Watch looks, heard or not
	closed  context.Context
	close   context.CancelFunc
}

// Open connects to the store at an address; parse says how that is written. Keys are those of the spaces that are worked in, KeySize
// bytes each. ErrEmpty: nobody called Migrate there yet; ErrNewer: a newer program did; ErrKey: a key is not its space's.
func Open(ctx context.Context, dsn string, keys map[store.Space][]byte) (*Store, error) {
	config, err := parse(dsn)
	if err != nil {
		return nil, err
	}
	s := &Store{login: config.ConnConfig.User, sealers: map[store.Space]*sealer{}, poll: 5 * time.Second}
	for space, key := range keys {
		if s.sealers[space], err = newSealer(string(space), key); err != nil {
			return nil, err
		}
	}
	// One for the screens and one for what runs beside them; a watch has its own. Fifty people are a hundred and fifty connections.
	config.MaxConns, config.MinConns, config.MaxConnIdleTime = 2, 0, 5*time.Minute
	// When a context ends, the server is told, and its last word awaited: so what was done is known, but where the connection is gone too.
	config.ConnConfig.BuildContextWatcherHandler = func(c *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: c, DeadlineDelay: 2 * time.Second}
	}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	s.closed, s.close = context.WithCancel(context.Background())
	if err = s.greet(ctx); err == nil {
		err = s.fit(ctx)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// greet finds out whether the store is there, and is one that this program knows: an update may add to an edition that is known.
func (s *Store) greet(ctx context.Context) error {
	return s.do(ctx, "connect", func(ctx context.Context) error {
		var found int
		err := s.pool.QueryRow(ctx, "SELECT verwoord.edition()").Scan(&found)
		var refused *pgconn.PgError
		switch {
		case errors.As(err, &refused) && refused.Code == "3F000": // no such schema
			return store.ErrEmpty
		case err != nil:
			return err
		case found > edition:
			return store.ErrNewer
		}
		return nil
	})
}

// fit finds out whether the keys are those of the spaces: who wrote with another one would write what nobody else can read. A space in
// which nothing was written yet takes any key; one whose oldest records are all unreadable takes none.
func (s *Store) fit(ctx context.Context) error {
	heads, err := s.heads(ctx)
	if err != nil {
		return err
	}
	for space := range heads {
		page, err := s.List(ctx, store.Filter{Space: space, Feed: true, Limit: 20})
		var corrupt *store.CorruptError
		switch {
		case errors.As(err, &corrupt) && len(page.Records) == 0:
			return fmt.Errorf("space %s: %w", space, store.ErrKey)
		case err != nil && corrupt == nil:
			return err
		}
	}
	return nil
}

// Close ends the use of the store, and every Watch. It does not wait long for a server that does not answer.
func (s *Store) Close() error {
	s.close()
	done := make(chan struct{})
	go func() {
		s.pool.Close()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
	}
	return nil
}

// sealer returns what seals a space, for who was given its key.
func (s *Store) sealer(space store.Space) (*sealer, error) {
	if sealer := s.sealers[space]; sealer != nil {
		return sealer, nil
	}
	return nil, fmt.Errorf("store: there is no key for space %q", space)
}

// patience is how long a try may take. Between tries, the server has the time that it needs to come back.
const patience = time.Minute

var pauses = [...]time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 300 * time.Millisecond, time.Second, 2 * time.Second}

// do calls f, and again while the connection dies under it. F must be safe to repeat: a look, or a put with its Op.
func (s *Store) do(ctx context.Context, what string, f func(context.Context) error) error {
	for i := 0; ; i++ {
		try, cancel := context.WithTimeout(ctx, patience)
		err := f(try)
		late := try.Err() != nil
		cancel()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return fmt.Errorf("%s: %w", what, ctx.Err())
		case late:
			return fmt.Errorf("%s: %w: no answer in %v", what, store.ErrBusy, patience)
		case i == len(pauses) || !passing(err):
			return fmt.Errorf("%s: %w", what, meaning(err))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", what, ctx.Err())
		case <-time.After(pauses[i]):
		}
	}
}

// passing tells whether trying again may help: the connection died, or none could be made.
func passing(err error) bool {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		switch refused.Code {
		case "57P01", "57P02", "57P03", "53300": // shut down, crashed, not yet up, no room for a connection
			return true
		}
		return refused.Code[:2] == "08" // of the connection
	}
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &certificate) {
		return false
	}
	var network net.Error
	return errors.As(err, &network) || pgconn.SafeToRetry(err) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// meaning is an error of the server as the store knows it.
func meaning(err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		switch refused.Code {
		case "55P03", "40P01", "53300": // a lock was not had in time, a circle of waiting, no room for a connection
			return fmt.Errorf("%w (%s)", store.ErrBusy, refused.Message)
		}
	}
	return err
}

var _ store.Store = (*Store)(nil)
