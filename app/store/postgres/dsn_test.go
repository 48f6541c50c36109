package postgres

import (
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// authorityFile is a file that an address can name.
func authorityFile(t *testing.T) string {
	t.Helper()
	a, err := newAuthority()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, a.pem, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAddressesThatAreRefused(t *testing.T) {
	ca := authorityFile(t)
	for _, c := range []struct{ address, why string }{
		{"", "is not written"},
		{"host=db.example.nl user=a password=secret sslmode=verify-full", "is not written"},
		{"postgresql://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "is not written"},
		{"postgres://a:sec%zzret@db.example.nl:5432/verwoord", "is not written"},
		{"postgres://db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "is not written"},
		{"postgres://:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "its user is not there"},
		{"postgres://a@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "its password is not there"},
		{"postgres://a:secret@:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "its host is not there"},
		{"postgres://a:secret@db.example.nl/verwoord?sslmode=verify-full&sslrootcert=CA", "its port is not there"},
		{"postgres://a:secret@db.example.nl:5432/?sslmode=verify-full&sslrootcert=CA", "its database is not there"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full", "its sslrootcert is not there"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslrootcert=CA", "its sslmode is not there"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=disable&sslrootcert=CA", "must be verify-full"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=prefer&sslrootcert=CA", "must be verify-full"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=require&sslrootcert=CA", "must be verify-full"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-ca&sslrootcert=system", "must be verify-full"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslmode=disable&sslrootcert=CA", "its sslmode is not there"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA&host=/tmp", "host is not a part"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA&channel_binding=disable", "channel_binding is not a part"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA&options=-c%20role%3Dx", "options is not a part"},
		{"postgres://a:secret@one.example.nl,two.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "no single host"},
		{"postgres://a:secret@%2Frun%2Fpostgresql:5432/verwoord?sslmode=verify-full&sslrootcert=CA", "is not written"},
		{"postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=/nowhere", "no such file"},
		{"postgres://a:secret@db.example.nl:99999/verwoord?sslmode=verify-full&sslrootcert=CA", "cannot be read"},
	} {
		_, err := parse(strings.ReplaceAll(c.address, "sslrootcert=CA", "sslrootcert="+ca))
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, not %q", c.address, err, c.why)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells the password: %v", c.address, err)
		}
	}
}

// What is written is what counts: nothing in the environment or in a home folder changes a connection.
func TestNothingButTheAddress(t *testing.T) {
	ca := authorityFile(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	address := `postgres://a.person:it%27s%20%5C@db.example.nl:6543/verwoord?sslmode=verify-full&sslrootcert=` + ca
	want, err := parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string]string{
		".pgpass": "*:*:*:*:other", ".postgresql/postgresql.crt": "x", ".postgresql/postgresql.key": "x", ".postgresql/root.crt": "x",
	} {
		os.MkdirAll(filepath.Dir(filepath.Join(home, file)), 0o700)
		if err := os.WriteFile(filepath.Join(home, file), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range map[string]string{
		"PGHOST": "elsewhere", "PGHOSTADDR": "192.0.2.1", "PGPORT": "1", "PGDATABASE": "other", "PGUSER": "other", "PGPASSWORD": "other",
		"PGPASSFILE": filepath.Join(home, ".pgpass"), "PGAPPNAME": "other", "PGCONNECT_TIMEOUT": "99", "PGSSLMODE": "disable",
		"PGSSLKEY": "/nowhere", "PGSSLCERT": "/nowhere", "PGSSLCERTMODE": "require", "PGSSLSNI": "0", "PGSSLROOTCERT": "/nowhere",
		"PGSSLPASSWORD": "other", "PGSSLNEGOTIATION": "direct", "PGTARGETSESSIONATTRS": "standby", "PGTZ": "Asia/Tokyo",
		"PGOPTIONS": "-c role=postgres", "PGMINPROTOCOLVERSION": "latest", "PGMAXPROTOCOLVERSION": "latest",
		"PGCHANNELBINDING": "disable", "PGREQUIREAUTH": "password",
	} {
		t.Setenv(name, value)
	}
	got, err := parse(address)
	if err != nil {
		t.Fatal(err)
	}
	g, w := got.ConnConfig, want.ConnConfig
	if g.Host != "db.example.nl" || g.Port != 6543 || g.User != "a.person" || g.Password != `it's \` || g.Database != "verwoord" {
		t.Errorf("read as %s:%d %s %q %s", g.Host, g.Port, g.User, g.Password, g.Database)
	}
	if !g.TLSConfig.RootCAs.Equal(w.TLSConfig.RootCAs) {
		t.Error("other authorities")
	}
	if g.SSLNegotiation != w.SSLNegotiation || g.SSLCertMode != w.SSLCertMode || g.MinProtocolVersion != w.MinProtocolVersion ||
		g.MaxProtocolVersion != w.MaxProtocolVersion || g.ChannelBinding != w.ChannelBinding || g.RequireAuth != w.RequireAuth ||
		g.ConnectTimeout != w.ConnectTimeout || !reflect.DeepEqual(g.RuntimeParams, w.RuntimeParams) || g.ValidateConnect != nil ||
		len(g.Fallbacks) != 0 || len(g.TLSConfig.Certificates) != 0 {
		t.Errorf("other than without an environment:\n%+v\n%+v", g.Config, w.Config)
	}
}

// A service that the environment names cannot be kept out by what is written, so that it stops us or adds nothing.
func TestAServiceAddsNothing(t *testing.T) {
	address := "postgres://a:secret@db.example.nl:5432/verwoord?sslmode=verify-full&sslrootcert=" + authorityFile(t)
	file := filepath.Join(t.TempDir(), "services")
	if err := os.WriteFile(file, []byte("[ours]\nhost=elsewhere\nsslmode=disable\nsearch_path=theirs\npool_max_conns=9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PGSERVICE", "ours")
	t.Setenv("PGSERVICEFILE", file)
	config, err := parse(address)
	if err != nil {
		return
	}
	c := config.ConnConfig
	if c.Host != "db.example.nl" || c.TLSConfig == nil || c.RuntimeParams["search_path"] != "" {
		t.Errorf("a service came in: %s %v", net.JoinHostPort(c.Host, "5432"), c.RuntimeParams)
	}
}
