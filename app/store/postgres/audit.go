package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

// Head is how far a space was and what its audit trail came to. It fits in a note or a message: two people who compare theirs know
// whether a server shows both of them the same.
type Head struct {
	Seq   int64
	Chain []byte // SHA-256; empty before the first change
}

var (
	errBehind  = errors.New("the server is behind what was seen before")
	errOther   = errors.New("it is another one than was seen before")
	errFollows = errors.New("it does not follow from the one before")
	errContent = errors.New("what is kept is not what it says")
	errExtra   = errors.New("something is kept that it does not tell of")
)

// Check reads the audit trail of a space since a head that was checked before, or since the zero Head for all of it, and holds it
// against what is kept. It returns the head to check from next time. A *store.ChainError says where the trail is not whole: a line was
// changed or left out, a record is kept otherwise than the trail says, or the server is behind what this program has seen, as when an
// older backup was put back. A trail that was made anew from the beginning shows only to who kept a head.
func (s *Store) Check(ctx context.Context, space store.Space, since Head) (Head, error) {
	var to Head
	err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) (err error) {
		t := trail{tx: tx, space: space, at: since, kept: map[string]int64{}, last: map[string]int64{}}
		to, err = t.check(ctx)
		return err
	})
	if err != nil {
		return Head{}, fmt.Errorf("check: %w", meaning(err))
	}
	return to, nil
}

// trail is a check that has come as far as at.
type trail struct {
	tx         pgx.Tx
	space      store.Space
	at         Head
	kept, last map[string]int64 // by name: the Seq of the record, and of the last line about it
}

func (t *trail) broken(seq int64, reason error) (Head, error) {
	return Head{}, &store.ChainError{Space: t.space, Seq: seq, Reason: reason}
}

func (t *trail) check(ctx context.Context) (Head, error) {
	var now Head
	since := t.at
	if err := t.tx.QueryRow(ctx, "SELECT seq, chain FROM verwoord.space WHERE space = $1", string(t.space)).Scan(&now.Seq, &now.Chain); err != nil {
		return Head{}, err
	}
	if now.Seq < since.Seq {
		return t.broken(now.Seq, errBehind)
	}
	if since.Seq > 0 {
		var link []byte
		err := t.tx.QueryRow(ctx, "SELECT link FROM verwoord.audit WHERE space = $1 AND seq = $2", string(t.space), since.Seq).Scan(&link)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return Head{}, err
		}
		if !bytes.Equal(link, since.Chain) {
			return t.broken(since.Seq, errOther)
		}
	}
	if err := t.walk(ctx); err != nil {
		return Head{}, err
	}
	if t.at.Seq != now.Seq || !bytes.Equal(t.at.Chain, now.Chain) {
		return t.broken(t.at.Seq+1, errFollows)
	}
	for name, seq := range t.last {
		if t.kept[name] != seq {
			return t.broken(seq, errContent)
		}
	}
	var records int
	if err := t.tx.QueryRow(ctx, "SELECT count(*) FROM verwoord.record WHERE space = $1 AND seq > $2", string(t.space), since.Seq).Scan(&records); err != nil {
		return Head{}, err
	}
	if records != len(t.last) {
		return t.broken(now.Seq, errExtra)
	}
	return now, nil
}

// auditLine is a line of the trail, and of the record that it is about what is kept now.
type auditLine struct {
	Seq                         int64
	Op                          [16]byte
	Author                      string
	At                          time.Time
	Name                        []byte
	Version                     int64
	Digest, Link                []byte
	Kept, KeptVersion           *int64
	KeptAuthor                  *string
	KeptAt                      *time.Time
	Kind, Client, Summary, Body []byte
}

// walk follows the lines after t.at.
func (t *trail) walk(ctx context.Context) error {
	rows, err := t.tx.Query(ctx, `SELECT a.seq, a.op, a.author, a.at, a.name, a.version, a.digest, a.link,
		r.seq, r.version, r.author, r.at, r.kind, r.client, CASE WHEN r.seq = a.seq THEN r.head END, CASE WHEN r.seq = a.seq THEN r.body END
		FROM verwoord.audit a LEFT JOIN verwoord.record r ON r.space = a.space AND r.name = a.name
		WHERE a.space = $1 AND a.seq > $2 ORDER BY a.seq`, string(t.space), t.at.Seq)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		l, err := pgx.RowToStructByPos[auditLine](rows)
		if err != nil {
			return err
		}
		if l.Seq != t.at.Seq+1 || !bytes.Equal(l.Link, l.link(t.at.Chain, t.space)) {
			_, err := t.broken(t.at.Seq+1, errFollows)
			return err
		}
		if l.Kept == nil || *l.Kept < l.Seq || *l.Kept == l.Seq && !l.holds() {
			_, err := t.broken(l.Seq, errContent)
			return err
		}
		t.at = Head{l.Seq, l.Link}
		t.kept[string(l.Name)], t.last[string(l.Name)] = *l.Kept, l.Seq
	}
	return rows.Err()
}

// link is that of verwoord.link.
func (l *auditLine) link(before []byte, space store.Space) []byte {
	h := sha256.New()
	number := func(n int64) { h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	text := func(s string) {
		sum := sha256.Sum256([]byte(s))
		h.Write(sum[:])
	}
	h.Write(before)
	text(string(space))
	number(l.Seq)
	h.Write(l.Op[:])
	text(l.Author)
	number(l.At.UnixMicro())
	h.Write(l.Name)
	number(l.Version)
	h.Write(l.Digest)
	return h.Sum(nil)
}

// holds tells whether the record is what the line says that the change left.
func (l *auditLine) holds() bool {
	return *l.KeptVersion == l.Version && *l.KeptAuthor == l.Author && l.KeptAt.Equal(l.At) &&
		bytes.Equal(l.Digest, digest(l.Kind, l.Client, l.Summary, l.Body))
}
