package postgres

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

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

// Each implements store.Store.
func (s *Store) Each(ctx context.Context, space store.Space, kinds []store.Kind, f func(store.Record)) error {
	return store.EachByPage(ctx, s, space, kinds, f)
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
		if err == nil && (f.Kind != "" && record.Kind != f.Kind || f.Client != "" && record.Client != f.Client) {
			err = errSeal // its tags are another's
		}
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
