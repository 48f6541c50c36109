//go:build unix

package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL of our own: in a temporary folder, on a port of the loopback and a socket in the folder, with TLS. It is
// Debian's, or another that is on the PATH, and run as an ordinary user, because it refuses to be run by root.
type server struct {
	folder, port string
	ca           string       // file
	databases    atomic.Int64 // made so far
	leave        io.Closer    // when closed, also by our death, the guard stops the server and takes the folder away
	guard        *exec.Cmd
}

// guard runs the server until its standard input ends. That happens when the tests are done, are killed, or crash.
const guard = `bin=$1 folder=$2 port=$3; cd "$folder" || exit
"$bin/postgres" -D data -c config_file="$folder/postgresql.conf" -c port="$port" > log 2>&1 < /dev/null &
server=$!
cat > /dev/null
kill -QUIT $server 2> /dev/null
wait $server
cd / && rm -rf "$folder"`

const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = '%[1]s'
data_directory = '%[1]s/data'
hba_file = '%[1]s/pg_hba.conf'
ssl = on
ssl_cert_file = '%[1]s/server.crt'
ssl_key_file = '%[1]s/server.key'
password_encryption = 'scram-sha-256'
max_connections = 200
fsync = off
full_page_writes = off
`

// The superuser is let in by the socket only; everyone else as README.md says.
const socketOnly = "local all postgres trust\n"

var errNoServer = errors.New("no PostgreSQL on this machine; `build/tools.sh postgres` installs Debian's")

// binaries is where initdb and postgres are.
func binaries() (string, error) {
	if found, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(found), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errNoServer
	}
	newest := found[0]
	for _, f := range found[1:] {
		if len(f) > len(newest) || len(f) == len(newest) && f > newest { // 9.6, 15, 100
			newest = f
		}
	}
	return filepath.Dir(newest), nil
}

// start makes a server and the template that every test's database is a copy of.
func start() (_ *server, err error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	// The path of a socket is at most 107 bytes long, so not in a TMPDIR of any length.
	folder, err := os.MkdirTemp("/tmp", "verwoord-postgres-")
	if err != nil {
		return nil, err
	}
	s := &server{folder: folder, ca: filepath.Join(folder, "ca.pem")}
	defer func() {
		if err != nil {
			s.stop()
			os.RemoveAll(folder)
		}
	}()
	if err := s.write(); err != nil {
		return nil, err
	}
	initdb := s.ordinary(filepath.Join(bin, "initdb"), "-D", "data", "-U", "postgres", "-A", "reject", "-N", "--no-instructions", "--locale=C", "-E", "UTF8")
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	if err := s.run(bin); err != nil {
		return nil, err
	}
	return s, s.prepare()
}

// ordinary is a command in the server's folder, as nobody when we are root.
func (s *server) ordinary(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = s.folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return cmd
}

const nobody = 65534

// write fills the folder with all but the data.
func (s *server) write() error {
	authority, err := newAuthority()
	if err != nil {
		return err
	}
	certificate, key, err := authority.issue("localhost")
	if err != nil {
		return err
	}
	files := map[string]string{
		"ca.pem": string(authority.pem), "server.crt": string(certificate), "server.key": string(key),
		"postgresql.conf": fmt.Sprintf(settings, s.folder),
		"pg_hba.conf":     socketOnly + strings.ReplaceAll(readme("hostssl"), " verwoord ", " all "),
	}
	for name, content := range files {
		file := filepath.Join(s.folder, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			return err
		}
		if os.Getuid() == 0 {
			if err := os.Chown(file, nobody, nobody); err != nil {
				return err
			}
		}
	}
	if os.Getuid() == 0 {
		return os.Chown(s.folder, nobody, nobody)
	}
	return nil
}

// run starts the server under its guard and waits until it answers.
func (s *server) run(bin string) error {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, s.port, _ = net.SplitHostPort(free.Addr().String())
	free.Close()
	s.guard = s.ordinary("/bin/sh", "-c", guard, "guard", bin, s.folder, s.port)
	if s.leave, err = s.guard.StdinPipe(); err != nil {
		return err
	}
	if err := s.guard.Start(); err != nil {
		return err
	}
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		super, err := s.root("postgres")
		if err == nil {
			return super.Close(context.Background())
		}
		if time.Since(begun) > 30*time.Second {
			log, _ := os.ReadFile(filepath.Join(s.folder, "log"))
			return fmt.Errorf("the server does not answer: %w\n%s", err, log)
		}
	}
}

// root connects as the superuser, by the socket.
func (s *server) root(database string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return pgx.Connect(ctx, fmt.Sprintf("host=%s port=%s user=postgres database=%s", s.folder, s.port, database))
}

func (s *server) stop() {
	if s.leave != nil {
		s.leave.Close()
		s.guard.Wait()
	}
}

// prepare does what README.md tells the administrator to do, on the template.
func (s *server) prepare() error {
	if err := s.exec(readme("ROLE verwoord_owner")); err != nil {
		return err
	}
	if err := s.exec(strings.ReplaceAll(readme("CREATE DATABASE"), "DATABASE verwoord", "DATABASE template_verwoord")); err != nil {
		return err
	}
	return Migrate(context.Background(), s.address("verwoord_admin", "choose-one", "template_verwoord"))
}

// exec runs statements as the superuser, one by one: a database is not made within a transaction.
func (s *server) exec(statements string) error {
	super, err := s.root("postgres")
	if err != nil {
		return err
	}
	defer super.Close(context.Background())
	for statement := range strings.SplitSeq(statements, ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := super.Exec(context.Background(), statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

func (s *server) address(login, password, database string) string {
	return fmt.Sprintf("postgres://%s:%s@localhost:%s/%s?sslmode=verify-full&sslrootcert=%s", login, password, s.port, database, s.ca)
}

// readme returns the block of README.md that begins with or holds a word.
func readme(word string) string {
	page, err := os.ReadFile("README.md")
	if err != nil {
		panic(err)
	}
	for _, block := range regexp.MustCompile("(?s)```[a-z]*\n(.*?)```").FindAllSubmatch(page, -1) {
		if bytes.Contains(block[1], []byte(word)) {
			return string(block[1])
		}
	}
	panic("README.md has no block with " + word)
}

var running struct {
	once sync.Once
	*server
	err error
}

// theServer is the one server of these tests. Without PostgreSQL the test is named as not run, and fails where CI is set.
func theServer(t testing.TB) *server {
	t.Helper()
	running.once.Do(func() { running.server, running.err = start() })
	if errors.Is(running.err, errNoServer) && os.Getenv("CI") == "" {
		t.Skipf("not run: %v", running.err)
	}
	if running.err != nil {
		t.Fatal(running.err)
	}
	return running.server
}

func TestMain(m *testing.M) {
	code := m.Run()
	if running.server != nil {
		running.server.stop()
	}
	os.Exit(code)
}
