//go:build unix

package postgres

import (
	"context"
	"errors"
	"testing"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5/pgconn"
)

// All that a client may not do is refused by the server, whatever program it uses.
func TestAClientMayOnlyPut(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	if _, err := s.Put(ctx, s.by(), change("one", 0, "first")); err != nil {
		t.Fatal(err)
	}
	other, _ := d.login("other", store.Sales)
	for _, statement := range []string{
		"INSERT INTO verwoord.record SELECT * FROM verwoord.record",
		"UPDATE verwoord.record SET author = 'someone'",
		"DELETE FROM verwoord.record",
		"TRUNCATE verwoord.record",
		"SELECT FROM verwoord.record FOR UPDATE",
		"DO $$ BEGIN LOCK TABLE verwoord.record IN SHARE MODE; END $$",
		"INSERT INTO verwoord.audit SELECT * FROM verwoord.audit",
		"UPDATE verwoord.audit SET author = 'someone'",
		"DELETE FROM verwoord.audit",
		"TRUNCATE verwoord.audit",
		"UPDATE verwoord.space SET seq = 0",
		"SELECT FROM verwoord.space FOR UPDATE",
		"SELECT FROM verwoord.member",
		"INSERT INTO verwoord.member VALUES (session_user, 'legal')",
		"SELECT FROM verwoord.goose_db_version",
		"SELECT verwoord.link('', '', 1, gen_random_uuid(), '', now(), '', 1, '')",
		"CREATE TABLE verwoord.own ()",
		"CREATE TABLE public.own ()",
		"CREATE TEMP TABLE own ()",
		"CREATE SCHEMA own",
		"DROP FUNCTION verwoord.mine",
		"CREATE OR REPLACE FUNCTION verwoord.mine() RETURNS text[] LANGUAGE sql AS $$ SELECT '{legal}'::text[] $$",
		"ALTER TABLE verwoord.record DISABLE ROW LEVEL SECURITY",
		"SET ROLE verwoord_owner",
		"SET SESSION AUTHORIZATION '" + other + "'",
		"SET session_replication_role = replica",
		"CREATE ROLE own",
		"COPY verwoord.record TO PROGRAM 'true'",
		"SELECT pg_read_file('/etc/passwd')",
	} {
		_, err := s.pool.Exec(ctx, statement)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "42501" {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if _, err := s.Check(ctx, store.Sales, Head{}); err != nil {
		t.Error(err)
	}
}

// Not even the owner changes what the audit trail says.
func TestTheTrailIsOnlyAddedTo(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	if _, err := s.Put(ctx, s.by(), change("one", 0, "first")); err != nil {
		t.Fatal(err)
	}
	owner := d.connect()
	for _, statement := range []string{"SET ROLE verwoord_owner", "UPDATE verwoord.audit SET author = 'someone'", "DELETE FROM verwoord.audit", "TRUNCATE verwoord.audit"} {
		_, err := owner.Exec(ctx, statement)
		if (err == nil) != (statement == "SET ROLE verwoord_owner") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// A space is its members': who is none reads nothing of it, writes nothing, and is not told of its changes.
func TestASpaceIsItsMembers(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	member := d.open("member")
	_, address := d.login("guest", store.Legal)
	guest := d.openAt(address)
	put, err := member.Put(ctx, member.by(), change("one", 0, "first"))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := guest.Get(ctx, put[0].Ref); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("get: %v %v", r, err)
	}
	for _, f := range []store.Filter{{Space: store.Sales, Kind: store.Dossier}, {Space: store.Sales, Feed: true}} {
		if page, err := guest.List(ctx, f); err == nil {
			t.Errorf("list: %v", page)
		}
	}
	elsewhere := change("two", 0, "second")
	elsewhere.Space = store.Legal
	var refused *pgconn.PgError
	if _, err := guest.Put(ctx, guest.by(), elsewhere, change("one", 1, "second")); !errors.As(err, &refused) || refused.Code != "42501" {
		t.Errorf("put: %v", err)
	}
	if _, err := guest.Put(ctx, guest.by(), elsewhere); err != nil {
		t.Errorf("put in its own space: %v", err)
	}
	if n := value[int](d, "SELECT count(*) FROM verwoord.audit"); n != 2 {
		t.Errorf("%d changes", n)
	}
	if _, err := guest.Check(ctx, store.Sales, Head{}); err == nil {
		t.Error("a guest checked the space")
	}
}

// The author is who is logged in.
func TestNobodyActsForAnother(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	by := s.by()
	by.Login = "someone"
	if _, err := s.Put(ctx, by, change("one", 0, "first")); err == nil {
		t.Error("another name was taken")
	}
	if got := value[string](d, "SELECT (SELECT count(*) FROM verwoord.record)::text || (SELECT count(*) FROM verwoord.audit)"); got != "00" {
		t.Errorf("kept: %s", got)
	}
}

// What the server keeps holds no word of what was put.
func TestTheServerReadsNothing(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	c := store.Change{Ref: store.Ref{Space: store.Sales, Kind: "plainkind", ID: "plainid"}, Client: "plainclient", Head: []byte(`"plainhead"`), Data: []byte("plaindata")}
	put, err := s.Put(ctx, s.by(), c)
	if err != nil {
		t.Fatal(err)
	}
	if put[0].Author != s.login {
		t.Errorf("author %q", put[0].Author)
	}
	d.readsNothing()
	if _, err := s.Put(ctx, s.by(), store.Change{Ref: c.Ref, Base: 1, Client: c.Client, Deleted: true}); err != nil {
		t.Fatal(err)
	}
	d.readsNothing()
}

// readsNothing looks for plain in all that is kept; bytes are shown in hex.
func (d *database) readsNothing() {
	d.Helper()
	for _, table := range []string{"space", "record", "audit"} {
		if n := value[int](d, "SELECT count(*) FROM verwoord."+table+" t WHERE t::text ~ 'plain|706c61696e'"); n != 0 {
			d.Errorf("table %s holds it", table)
		}
	}
}
