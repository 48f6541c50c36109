package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Put implements store.Store. When the connection dies before the answer is there, it asks again with the same Op; when that does not
// help either, the outcome is unknown and the caller's to ask for again.
func (s *Store) Put(ctx context.Context, by store.By, changes ...store.Change) ([]store.Record, error) {
	act, err := store.NewAct(by, changes)
	if err != nil {
		return nil, err
	}
	if by.Login != s.login {
		return nil, fmt.Errorf("store: %q cannot act here, %q is logged in", by.Login, s.login)
	}
	batch, err := s.batch(act)
	if err != nil {
		return nil, err
	}
	var lines []line
	err = s.do(ctx, "put", func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, "SELECT space, seq, at, name, version, digest FROM verwoord.put($1, $2, $3, $4, $5, $6, $7, $8)",
			by.Op, batch.spaces, batch.names, batch.kinds, batch.clients, batch.bases, batch.heads, batch.bodies)
		if err != nil {
			return err
		}
		lines, err = pgx.CollectRows(rows, pgx.RowToStructByPos[line])
		return err
	})
	var refused *pgconn.PgError
	switch {
	case err == nil:
		return s.done(act, batch, lines)
	case errors.As(err, &refused) && refused.Code == "VW001":
		return nil, s.conflict(ctx, act, refused.Detail)
	case errors.As(err, &refused) && refused.Code == "VW002":
		return nil, store.ErrOp
	}
	return nil, err
}

// line is what the audit trail says of a change.
type line struct {
	Space   string
	Seq     int64
	At      time.Time
	Name    []byte
	Version int
	Digest  []byte
}

// batch is an act as it is sent: the changes sealed, column by column. A body that is nil is a tombstone.
type batch struct {
	spaces                               []string
	names, kinds, clients, heads, bodies [][]byte
	bases                                []int
}

func (s *Store) batch(act store.Act) (b batch, err error) {
	for _, c := range act.Changes {
		sealer, err := s.sealer(c.Space)
		if err != nil {
			return batch{}, err
		}
		head, err := encodeHead(c)
		if err != nil {
			return batch{}, err
		}
		name := sealer.name(string(c.Kind), c.ID)
		var body []byte
		if !c.Deleted {
			body = sealer.seal(act.Op, place{name, c.Base + 1, 'b'}, c.Data)
		}
		b.spaces = append(b.spaces, string(c.Space))
		b.names = append(b.names, name)
		b.kinds = append(b.kinds, sealer.tag("kind", string(c.Kind)))
		b.clients = append(b.clients, sealer.tag("client", c.Client))
		b.bases = append(b.bases, c.Base)
		b.heads = append(b.heads, sealer.seal(act.Op, place{name, c.Base + 1, 'h'}, head))
		b.bodies = append(b.bodies, body)
	}
	return b, nil
}

// digest is that of verwoord.digest.
func digest(kind, client, head, body []byte) []byte {
	h := sha256.New()
	headSum, bodySum := sha256.Sum256(head), sha256.Sum256(body)
	for _, part := range [][]byte{kind, client, headSum[:]} {
		h.Write(part)
	}
	if body != nil {
		h.Write(bodySum[:])
	}
	return h.Sum(nil)
}

// done reads what the trail says of an act, done now or before. ErrOp: it was another act.
func (s *Store) done(act store.Act, b batch, lines []line) ([]store.Record, error) {
	if len(lines) != len(act.Changes) {
		return nil, store.ErrOp
	}
	trail := map[string][]line{} // of each space, in the order of the act
	for _, l := range lines {
		trail[l.Space] = append(trail[l.Space], l)
	}
	records := make([]store.Record, len(act.Changes))
	for i, c := range act.Changes {
		left := trail[b.spaces[i]]
		if len(left) == 0 {
			return nil, store.ErrOp
		}
		l := left[0]
		trail[b.spaces[i]] = left[1:]
		if !bytes.Equal(l.Name, b.names[i]) || l.Version != c.Base+1 || !bytes.Equal(l.Digest, digest(b.kinds[i], b.clients[i], b.heads[i], b.bodies[i])) {
			return nil, store.ErrOp
		}
		records[i] = store.Record{Ref: c.Ref, Client: c.Client, Version: l.Version, Seq: l.Seq, Author: s.login, At: l.At.UTC(),
			Head: c.Head, Data: c.Data, Deleted: c.Deleted}
	}
	return records, nil
}

// conflict brings what is kept instead. Which is the number of the change that was refused, from 1.
func (s *Store) conflict(ctx context.Context, act store.Act, which string) error {
	n, err := strconv.Atoi(which)
	if err != nil || n < 1 || n > len(act.Changes) {
		return fmt.Errorf("put: the server refused change %q of %d", which, len(act.Changes))
	}
	other := act.Changes[n-1]
	kept, err := s.kept(ctx, other.Ref)
	var corrupt *store.CorruptError
	if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.As(err, &corrupt) {
		return err
	}
	kept.Ref = other.Ref
	return &store.Conflict{Kept: kept, Other: other}
}
