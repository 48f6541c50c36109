//go:build unix

package postgres

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

// database is one test's own: a copy of the template, with the rights that README.md gives. Logins are of the whole server, so each
// test has its own there too.
type database struct {
	*server
	testing.TB
	name string
	keys map[store.Space][]byte
}

func newDatabase(t testing.TB) *database {
	t.Helper()
	s := theServer(t)
	d := &database{s, t, fmt.Sprintf("test%d", s.databases.Add(1)), map[store.Space][]byte{}}
	for _, space := range []store.Space{store.Sales, store.Legal, store.Breach} {
		d.keys[space] = make([]byte, KeySize)
		rand.Read(d.keys[space])
	}
	create := strings.ReplaceAll(readme("CREATE DATABASE"), "DATABASE verwoord", "DATABASE "+d.name)
	create = strings.Replace(create, "TEMPLATE template0", "TEMPLATE template_verwoord STRATEGY file_copy", 1)
	d.must(s.exec(create))
	t.Cleanup(func() { d.must(s.exec("DROP DATABASE " + d.name + " WITH (FORCE)")) })
	return d
}

func (d *database) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// login makes a person who may read some spaces, with a name that no other test has, and returns it and the address.
func (d *database) login(name string, spaces ...store.Space) (login, address string) {
	d.Helper()
	login = name + "." + d.name
	return login, d.person(login, spaces...)
}

// person makes a login, or lets one that there is into this database, and returns its address.
func (d *database) person(login string, spaces ...store.Space) (address string) {
	d.Helper()
	if !value[bool](d, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", login) {
		d.must(d.server.exec(strings.ReplaceAll(readme(`CREATE ROLE "a.person"`), "a.person", login)))
	}
	root := d.connect()
	for _, space := range spaces {
		statements := strings.ReplaceAll(readme("INSERT INTO verwoord.member"), "a.person", login)
		_, err := root.Exec(context.Background(), strings.ReplaceAll(statements, "sales", string(space)))
		d.must(err)
	}
	return d.server.address(url.PathEscape(login), "choose-another", d.name)
}

// open opens the store as a new person who may read all spaces.
func (d *database) open(name string) *Store {
	d.Helper()
	_, address := d.login(name, store.Sales, store.Legal, store.Breach)
	return d.openAt(address)
}

func (d *database) openAt(address string) *Store {
	d.Helper()
	s, err := Open(context.Background(), address, d.keys)
	d.must(err)
	s.poll = 200 * time.Millisecond
	d.Cleanup(func() { s.Close() })
	return s
}

// connect connects to the database as the superuser, for as long as the test runs.
func (d *database) connect() *pgx.Conn {
	d.Helper()
	conn, err := d.server.root(d.name)
	d.must(err)
	d.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// value asks as the superuser.
func value[T any](d *database, query string, args ...any) (v T) {
	d.Helper()
	conn, err := d.server.root(d.name)
	d.must(err)
	defer conn.Close(context.Background())
	d.must(conn.QueryRow(context.Background(), query, args...).Scan(&v))
	return v
}

func (s *Store) by() store.By {
	op, err := store.NewOp(rand.Reader)
	if err != nil {
		panic(err)
	}
	return store.By{Login: s.login, Op: op}
}

func change(id string, base int, data string) store.Change {
	return store.Change{Ref: store.Ref{Space: store.Sales, Kind: store.Dossier, ID: path.Clean(id)}, Base: base, Client: id, Head: []byte(`{"name":"` + id + `"}`), Data: []byte(data)}
}
