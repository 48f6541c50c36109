//go:build unix

package postgres

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

// A password is proven to the right server only.
func TestOnlyTheServerThatWasMeant(t *testing.T) {
	d := newDatabase(t)
	_, address := d.login("a", store.Sales)
	stranger, err := newAuthority()
	d.must(err)
	other := filepath.Join(t.TempDir(), "other.pem")
	d.must(os.WriteFile(other, stranger.pem, 0o600))
	for what, c := range map[string]struct{ address, why string }{
		"an unknown authority":            {strings.Replace(address, d.ca, other, 1), "unknown authority"},
		"the authorities of this machine": {strings.Replace(address, d.ca, "system", 1), "unknown authority"},
		"another name":                    {strings.Replace(address, "localhost", "127.0.0.1", 1), "for 127.0.0.1"},
		"a wrong password":                {strings.Replace(address, "choose-another", "guess", 1), "password authentication failed"},
		"another database":                {strings.Replace(address, "/"+d.name, "/postgres", 1), "no store here yet"},
	} {
		s, err := Open(context.Background(), c.address, d.keys)
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, not %q", what, err, c.why)
		}
		if s != nil {
			s.Close()
		}
	}
}

// The server itself lets nobody in without TLS, nor the superuser from afar, as README.md sets it up.
func TestTheServerRefusesToo(t *testing.T) {
	d := newDatabase(t)
	login, address := d.login("a", store.Sales)
	for what, c := range map[string]string{
		"without TLS":   "host=localhost port=" + d.port + " user=" + login + " password=choose-another sslmode=disable dbname=" + d.name,
		"the superuser": "host=localhost port=" + d.port + " user=postgres password=x sslmode=verify-full sslrootcert=" + d.ca + " dbname=" + d.name,
	} {
		conn, err := pgx.Connect(context.Background(), c)
		if err == nil || !strings.Contains(err.Error(), "pg_hba.conf") {
			t.Errorf("%s: %v", what, err)
		}
		if conn != nil {
			conn.Close(context.Background())
		}
	}
	s := d.openAt(address)
	var tls bool
	var version string
	d.must(s.pool.QueryRow(context.Background(), "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").Scan(&tls, &version))
	if !tls || version != "TLSv1.3" {
		t.Errorf("TLS %v %s", tls, version)
	}
}
