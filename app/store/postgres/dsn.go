package postgres

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

// parse reads where the server is and who logs in:
//
//	postgres://LOGIN:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full&sslrootcert=FILE
//
// Nothing of it may be left out. HOST is the name in the server's certificate and FILE the authority that gave it out, or the word
// system for those that this machine trusts. What pgx would take from the environment or from a home folder where the address is
// silent (PGSSLMODE, .pgpass, a service file) must not decide whom a password is told or who may read along: every such key is
// written here. No error repeats the address, which holds a password.
func parse(dsn string) (*pgxpool.Config, error) {
	address, err := url.Parse(dsn)
	if err != nil || address.Scheme != "postgres" || address.User == nil || address.Fragment != "" {
		return nil, errors.New("address of the server: it is not written postgres://LOGIN:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full&sslrootcert=FILE")
	}
	query, err := url.ParseQuery(address.RawQuery)
	if err != nil {
		return nil, errors.New("address of the server: what follows the question mark cannot be read")
	}
	password, _ := address.User.Password()
	keys := map[string]string{
		"host": address.Hostname(), "port": address.Port(), "database": strings.TrimPrefix(address.Path, "/"),
		"user": address.User.Username(), "password": password,
	}
	for _, key := range []string{"sslmode", "sslrootcert"} {
		if len(query[key]) == 1 {
			keys[key] = query[key][0]
		}
		delete(query, key)
	}
	for key := range query {
		return nil, fmt.Errorf("address of the server: %s is not a part of it", key)
	}
	for _, key := range []string{"host", "port", "database", "user", "password", "sslmode", "sslrootcert"} {
		if keys[key] == "" {
			return nil, fmt.Errorf("address of the server: its %s is not there", key)
		}
	}
	if keys["sslmode"] != "verify-full" {
		return nil, errors.New("address of the server: sslmode must be verify-full")
	}
	if strings.ContainsAny(keys["host"], ",/@") {
		return nil, errors.New("address of the server: it names no single host")
	}
	return configure(keys)
}

// fixed is what every connection has, whatever the environment says: the password is only proven, never told, over a channel that
// is bound to the proof (RFC 5802, RFC 5929), and no certificate of the person's is offered.
var fixed = map[string]string{
	"passfile": "", "servicefile": "", "connect_timeout": "10", "sslkey": "", "sslcert": "", "sslcertmode": "disable", "sslpassword": "",
	"sslsni": "1", "sslnegotiation": "postgres", "target_session_attrs": "any", "min_protocol_version": "3.0", "max_protocol_version": "3.0",
	"channel_binding": "require", "require_auth": "scram-sha-256",
}

func configure(keys map[string]string) (*pgxpool.Config, error) {
	var b strings.Builder
	quote := strings.NewReplacer(`\`, `\\`, `'`, `\'`)
	for _, part := range []map[string]string{keys, fixed} {
		for key, value := range part {
			fmt.Fprintf(&b, "%s='%s' ", key, quote.Replace(value))
		}
	}
	config, err := pgxpool.ParseConfig(b.String())
	if err != nil {
		return nil, fmt.Errorf("address of the server: %w", cause(err))
	}
	conn := &config.ConnConfig.Config
	if t := conn.TLSConfig; t == nil || t.InsecureSkipVerify || t.RootCAs == nil || t.ServerName != keys["host"] || len(conn.Fallbacks) != 0 ||
		conn.Host != keys["host"] || conn.User != keys["user"] || conn.ChannelBinding != "require" {
		panic("postgres: an address was read other than it was written")
	}
	conn.TLSConfig.MinVersion = tls.VersionTLS13
	// The session's settings are ours alone. What is answered is on disk. A transaction that a program forgot would hold up everyone. Every list is a range of one index
	// in its own order: a server that does not know its table yet would rather read all of it and sort. Nothing here is worth compiling.
	conn.RuntimeParams = map[string]string{
		"application_name": "verwoord", "timezone": "UTC", "synchronous_commit": "on", "idle_in_transaction_session_timeout": "10s",
		"enable_sort": "off", "jit": "off",
	}
	return config, nil
}

// cause is why an address was refused, without the address.
func cause(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return errors.New("it cannot be read")
}
