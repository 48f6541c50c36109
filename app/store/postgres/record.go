package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"
)

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, ref store.Ref) (store.Record, error) {
	r, err := s.kept(ctx, ref)
	if err == nil && r.Deleted {
		return store.Record{}, store.ErrNotFound
	}
	return r, err
}

// kept returns what is kept under a name, a tombstone too. With a CorruptError it returns what can be known without the seal.
func (s *Store) kept(ctx context.Context, ref store.Ref) (store.Record, error) {
	sealer, err := s.sealer(ref.Space)
	if err != nil {
		return store.Record{}, err
	}
	var found row
	var body []byte
	err = s.do(ctx, "get", func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, "SELECT "+rowColumns+", body FROM verwoord.record WHERE space = $1 AND name = $2",
			string(ref.Space), sealer.name(string(ref.Kind), ref.ID))
		if err != nil {
			return err
		}
		_, err = pgx.CollectExactlyOneRow(rows, func(r pgx.CollectableRow) (struct{}, error) {
			return struct{}{}, r.Scan(append(found.fields(), &body)...)
		})
		if errors.Is(err, pgx.ErrNoRows) {
			return store.ErrNotFound
		}
		return err
	})
	if err != nil {
		return store.Record{}, err
	}
	r, err := found.open(sealer)
	if err == nil && r.Ref != ref {
		err = errSeal
	}
	if err == nil && !r.Deleted {
		r.Data, err = sealer.open(found.place('b'), body)
	}
	if err != nil {
		return r, &store.CorruptError{Ref: ref, Reason: err}
	}
	return r, nil
}

// row is a record as it is kept, without its body.
type row struct {
	name    []byte
	version int64
	seq     int64
	author  string
	at      time.Time
	head    []byte
	gone    bool
}

const rowColumns = "name, version, seq, author, at, head, body IS NULL AS gone"

// fields are where a row is scanned into. All but the last may be null, where there is no row.
func (r *row) fields() []any {
	return []any{&r.name, (*zeronull.Int8)(&r.version), (*zeronull.Int8)(&r.seq), (*zeronull.Text)(&r.author),
		(*zeronull.Timestamptz)(&r.at), &r.head, &r.gone}
}

func (r *row) place(part byte) place { return place{r.name, int(r.version), part} }

// sealedHead is the first line of a head before it is sealed; what lists need to know of the record follows it.
type sealedHead struct {
	Kind    store.Kind `json:"kind"`
	ID      string     `json:"id"`
	Client  string     `json:"client,omitempty"`
	Deleted bool       `json:"deleted,omitempty"`
}

func encodeHead(c store.Change) ([]byte, error) {
	first, err := json.Marshal(sealedHead{c.Kind, c.ID, c.Client, c.Deleted})
	if err != nil {
		return nil, fmt.Errorf("encode the head of %s: %w", c.Ref, err)
	}
	return append(append(first, '\n'), c.Head...), nil
}

// open reads a row. With an error, it returns what can be known without the seal.
func (r *row) open(sealer *sealer) (store.Record, error) {
	record := store.Record{Ref: store.Ref{Space: store.Space(sealer.space)}, Version: int(r.version), Seq: r.seq, Author: r.author, At: r.at.UTC(), Deleted: r.gone}
	plain, err := sealer.open(r.place('h'), r.head)
	if err == nil {
		var h sealedHead
		first, rest, _ := bytes.Cut(plain, []byte{'\n'})
		err = json.Unmarshal(first, &h)
		record.Kind, record.ID, record.Client = h.Kind, h.ID, h.Client
		if len(rest) > 0 {
			record.Head = rest
		}
		if err == nil && (h.Deleted != r.gone || !bytes.Equal(r.name, sealer.name(string(h.Kind), h.ID))) {
			err = errSeal
		}
	}
	return record, err
}
