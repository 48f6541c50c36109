package postgres

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
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

// List implements store.Store.
func (s *Store) List(ctx context.Context, f store.Filter) (store.Page, error) {
	if err := f.Check(); err != nil {
		return store.Page{}, err
	}
	sealer, err := s.sealer(f.Space)
	if err != nil {
		return store.Page{}, err
	}
	query, args := list(f, sealer)
	var page store.Page
	var damage []error
	err = s.do(ctx, "list", func(ctx context.Context) error {
		page, damage = store.Page{}, nil
		rows, err := s.pool.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		page, damage, err = read(rows, f, sealer)
		return err
	})
	if err != nil {
		return store.Page{}, err
	}
	return page, errors.Join(damage...)
}

// list is the query for a page and one row more, which tells whether there is one. One statement sees one moment: the head of the space
// and its records fit together.
//
// A list is a range of one index in its own order, written so that no other index has that order: it costs what is on the page. A feed
// that is narrowed to a kind or a client reads past what it leaves out.
func list(f store.Filter, sealer *sealer) (query string, args []any) {
	arg := func(v any) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	var where, order string
	kind := func() string { return arg(sealer.tag("kind", string(f.Kind))) }
	client := func() string { return arg(sealer.tag("client", f.Client)) }
	after := []byte{}
	if f.After != "" {
		after = sealer.name(string(f.Kind), f.After)
	}
	switch {
	case f.Feed:
		where, order = "seq > "+arg(f.Since), "seq"
		if f.Kind != "" {
			where += " AND kind = " + kind()
		}
		if f.Client != "" {
			where += " AND client = " + client()
		}
	case f.Client != "":
		c, k := client(), kind()
		where = fmt.Sprintf("body IS NOT NULL AND (client, kind, name) > (%s, %s, %s) AND (client, kind) <= (%[1]s, %[2]s)", c, k, arg(after))
		order = "client, kind, name"
	default:
		where = fmt.Sprintf("body IS NOT NULL AND (kind, name) > (%s, %s) AND kind <= %[1]s", kind(), arg(after))
		order = "kind, name"
	}
	return fmt.Sprintf(`SELECT s.seq, r.name, r.version, r.seq, r.author, r.at, r.head, r.gone IS NOT FALSE FROM verwoord.space s
		LEFT JOIN LATERAL (SELECT %s FROM verwoord.record WHERE space = s.space AND %s ORDER BY %s LIMIT %s) r ON true
		WHERE s.space = %s ORDER BY r.%s`, rowColumns, where, order, arg(limit(f)+1), arg(string(f.Space)), last(order)), args
}

// last is by what a page is ordered, within its one kind and client.
func last(order string) string { return order[strings.LastIndexByte(order, ' ')+1:] }

func limit(f store.Filter) int {
	if f.Limit == 0 || f.Limit > store.MaxPage {
		return store.MaxPage
	}
	return f.Limit
}

// read reads the rows of a page. What cannot be read is left out and told as damage.
func read(rows pgx.Rows, f store.Filter, sealer *sealer) (page store.Page, damage []error, err error) {
	defer rows.Close()
	known := false
	for n := 0; rows.Next(); n++ {
		known = true
		if n == limit(f) {
			page.More = true
			continue
		}
		var r row
		if err := rows.Scan(append([]any{&page.Seq}, r.fields()...)...); err != nil {
			return page, nil, err
		}
		if r.name == nil { // a space without any
			continue
		}
		record, err := r.open(sealer)
		if err != nil {
			// What is it called? The name that it is kept under is all that there is.
			ref := store.Ref{Space: f.Space, Kind: f.Kind, ID: hex.EncodeToString(r.name)}
			damage = append(damage, &store.CorruptError{Ref: ref, Reason: err})
			continue
		}
		page.Records = append(page.Records, record)
	}
	if rows.Err() == nil && !known {
		return page, nil, fmt.Errorf("space %s is not there for this login", sealer.space)
	}
	return page, damage, rows.Err()
}
