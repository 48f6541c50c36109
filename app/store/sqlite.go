//go:build !js

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// applicationID marks a file as ours: "VWRD", at offset 68 of the SQLite file header.
const applicationID = 0x56575244

// migrations bring a file from the version that is their index to the next; user_version tells which it has. They are only ever
// added to.
var migrations = [...]string{
	`CREATE TABLE record (bucket TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (bucket, key)) STRICT`,
}

// sqliteFile is a Backend over one SQLite database file.
type sqliteFile struct {
	db                      *sql.DB
	get, put, delete, order *sql.Stmt
}

// SQLite opens the database file at path, or makes it when there is none. It keeps a write-ahead log beside it, and waits for
// the disk at each change (synchronous=EXTRA). Programs may share the file. Those of several machines cannot share a write-ahead log
// (SQLite, "Write-Ahead Logging", 2.2): on a disk across a network there is a rollback journal instead, and it is as good as the locks of
// that disk.
//
// Its errors are ErrForeign, ErrNewer, ErrDamaged, ErrBusy, ErrFull, ErrReadOnly, and those of the file system.
func SQLite(path string) (Backend, error) {
	journal := "wal"
	if remote(filepath.Dir(path)) {
		journal = "delete"
	}
	return openSQLite(path, journal)
}

func openSQLite(path, journal string) (Backend, error) {
	if err := createPrivate(path); err != nil {
		return nil, coded(err)
	}
	name, err := dataSource(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	// One connection, so that a transaction never waits for another of the same program while it holds what that one needs.
	db.SetMaxOpenConns(1)
	b := &sqliteFile{db: db}
	err = b.prepare(journal)
	if err == nil {
		err = b.statements()
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("open %s: %w", path, coded(err))
	}
	return b, nil
}

// createPrivate makes a file that only its owner can read. A file that exists is not opened here: closing it would end the locks
// that this process has on it (POSIX, fcntl).
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return checkSize(path)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// checkSize refuses what SQLite might take for an empty database, and would write over. The smallest page has 512 bytes; a file of
// none at all is one whose making was cut off.
func checkSize(path string) error {
	info, err := os.Stat(path)
	if err == nil && 0 < info.Size() && info.Size() < 512 {
		err = fmt.Errorf("open %s: %w", path, ErrForeign)
	}
	return err
}

// dataSource is the URI of a file, in which no character of its path means anything else.
func dataSource(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // C:/… becomes file:///C:/…
	}
	u := url.URL{Scheme: "file", Path: abs}
	// extra: a rollback journal that is gone stays gone. fullfsync: on macOS, fsync alone does not wait for the disk. secure_delete: what is
	// deleted is overwritten, sealed as it is.
	u.RawQuery = "_busy_timeout=10000&_pragma=synchronous(extra)&_pragma=fullfsync(1)&_pragma=secure_delete(on)&_defensive=1&_txlock=immediate"
	return u.String(), nil
}

// prepare tells whether the file is ours before it changes anything, then brings it up to date.
func (b *sqliteFile) prepare(journal string) error {
	id, version, tables, err := b.identify()
	switch {
	case err != nil:
		return err
	case id != applicationID && (id != 0 || version != 0 || tables != 0):
		return ErrForeign
	case version > len(migrations):
		return ErrNewer
	}
	mode, err := b.start(journal)
	if err != nil {
		return fmt.Errorf("start the journal: %w", err)
	}
	if mode != journal {
		return fmt.Errorf("store: no journal can be kept here but %q", mode)
	}
	if version == len(migrations) {
		return nil
	}
	return b.transaction(context.Background(), nil, b.migrate)
}

// statements are compiled once; that costs more than running them.
func (b *sqliteFile) statements() (err error) {
	for _, s := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&b.get, "SELECT value FROM record WHERE bucket = ? AND key = ?"},
		{&b.put, "INSERT INTO record (bucket, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"},
		{&b.delete, "DELETE FROM record WHERE bucket = ? AND key = ?"},
		{&b.order, "SELECT key, value FROM record WHERE bucket = ? AND key > ? AND key < ? ORDER BY key LIMIT ?"},
	} {
		if *s.to, err = b.db.Prepare(s.query); err != nil {
			return err
		}
	}
	return nil
}

// start asks for a journal and returns the one that there is. SQLite does not wait for another program to change it, and refuses at once when
// one that opens the file at the same moment looks in it: waiting for the file itself is what it does do.
func (b *sqliteFile) start(journal string) (mode string, err error) {
	for range 100 {
		err = b.db.QueryRow("PRAGMA journal_mode = " + journal).Scan(&mode)
		if !errors.Is(coded(err), ErrBusy) {
			break
		}
		if _, err := b.db.Exec("BEGIN EXCLUSIVE; ROLLBACK"); err != nil {
			return "", err
		}
	}
	return mode, err
}

// identify reads the marks of the file in one transaction, as another program may just be making it.
func (b *sqliteFile) identify() (id, version, tables int, err error) {
	err = b.transaction(context.Background(), &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		return errors.Join(
			tx.QueryRow("PRAGMA application_id").Scan(&id),
			tx.QueryRow("PRAGMA user_version").Scan(&version),
			tx.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables))
	})
	return id, version, tables, err
}

func (b *sqliteFile) migrate(tx *sql.Tx) error {
	var version int // again: another program may have been first
	if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for ; version < len(migrations); version++ {
		if _, err := tx.Exec(migrations[version]); err != nil {
			return fmt.Errorf("migrate from version %d: %w", version, err)
		}
	}
	_, err := tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(migrations)))
	return err
}

// View implements Backend.
func (b *sqliteFile) View(ctx context.Context, f func(Tx) error) error {
	return b.transaction(ctx, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error { return f(sqliteTx{b, tx}) })
}

// Update implements Backend.
func (b *sqliteFile) Update(ctx context.Context, f func(Tx) error) error {
	return b.transaction(ctx, nil, func(tx *sql.Tx) error { return f(sqliteTx{b, tx}) })
}

// transaction ends with the error of the context when that has ended, whatever SQLite made of it.
func (b *sqliteFile) transaction(ctx context.Context, options *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := b.db.BeginTx(ctx, options)
	if err != nil {
		return ended(ctx, fmt.Errorf("begin: %w", coded(err)))
	}
	defer tx.Rollback() // does nothing after Commit
	if err := f(tx); err != nil {
		return ended(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return ended(ctx, fmt.Errorf("commit: %w", coded(err)))
	}
	return nil
}

func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// Close implements Backend.
func (b *sqliteFile) Close() error { return b.db.Close() }

type sqliteTx struct {
	file *sqliteFile
	tx   *sql.Tx
}

func (t sqliteTx) Get(bucket, key string) (value []byte, err error) {
	err = t.tx.Stmt(t.file.get).QueryRow(bucket, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil && value == nil {
		value = []byte{}
	}
	return value, coded(err)
}

func (t sqliteTx) Put(bucket, key string, value []byte) error {
	if value == nil {
		value = []byte{}
	}
	_, err := t.tx.Stmt(t.file.put).Exec(bucket, key, value)
	return coded(err)
}

func (t sqliteTx) Delete(bucket, key string) error {
	_, err := t.tx.Stmt(t.file.delete).Exec(bucket, key)
	return coded(err)
}

func (t sqliteTx) Range(bucket, after, before string, limit int) (items []Item, err error) {
	if before == "" {
		before = "\x7f" // after all of printable ASCII
	}
	rows, err := t.tx.Stmt(t.file.order).Query(bucket, after, before, limit)
	if err != nil {
		return nil, coded(err)
	}
	defer rows.Close()
	for rows.Next() {
		var item Item
		if err := rows.Scan(&item.Key, &item.Value); err != nil {
			return nil, coded(err)
		}
		items = append(items, item)
	}
	return items, coded(rows.Err())
}

// coded adds our own error to SQLite's, or the system's, where the user can do something about it. Extended result codes have the primary
// one in their low byte.
func coded(err error) error {
	var e *sqlite.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w (%v)", ErrReadOnly, err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w (%v)", ErrFull, err)
	default:
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w (%v)", ErrForeign, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w (%v)", ErrDamaged, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w (%v)", ErrBusy, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w (%v)", ErrFull, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN: // the last also for the log beside the file
		return fmt.Errorf("%w (%v)", ErrReadOnly, err)
	}
	return err
}
