//go:build unix

package postgres

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

// lines counts what the audit trail says of an act.
func (d *database) lines(op store.Op) int {
	d.Helper()
	return value[int](d, "SELECT count(*) FROM verwoord.audit WHERE op = $1", [16]byte(op))
}

// until waits for what must come.
func (d *database) until(what string, f func() bool) {
	d.Helper()
	for begun := time.Now(); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > 20*time.Second {
			d.Fatalf("%s never came", what)
		}
	}
}

// A connection that dies in the middle of an act leaves nothing of it, and lets go of what it held.
func TestAConnectionDiesInTheMiddle(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	by := s.by()
	act, err := store.NewAct(by, []store.Change{change("one", 0, "first"), change("two", 0, "second")})
	d.must(err)
	b, err := s.batch(act)
	d.must(err)
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	d.must(err)
	tx, err := conn.Begin(ctx)
	d.must(err)
	var n int
	d.must(tx.QueryRow(ctx, "SELECT count(*) FROM verwoord.put($1, $2, $3, $4, $5, $6, $7, $8)",
		by.Op, b.spaces, b.names, b.kinds, b.clients, b.bases, b.heads, b.bodies).Scan(&n))
	if n != 2 {
		t.Fatalf("%d changes", n)
	}
	value[bool](d, "SELECT pg_terminate_backend($1)", conn.PgConn().PID())
	if err := tx.Commit(ctx); err == nil {
		t.Fatal("a dead connection committed")
	}
	if page, err := s.List(ctx, store.Filter{Space: store.Sales, Feed: true}); err != nil || len(page.Records) != 0 || page.Seq != 0 {
		t.Errorf("kept: %v %v", page, err)
	}
	put, err := s.Put(ctx, by, act.Changes...)
	if err != nil || put[0].Seq != 1 || put[1].Seq != 2 {
		t.Errorf("the same act again: %v %v", put, err)
	}
}

// A server that crashes and comes back has everything that it answered, and what was under way is done once.
func TestTheServerCrashes(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s, victim := d.open("a"), d.open("victim")
	for n := range 20 {
		if n%5 == 2 {
			pid := value[int](d, "SELECT pid FROM pg_stat_activity WHERE usename = $1 LIMIT 1", victim.login)
			d.must(syscall.Kill(pid, syscall.SIGKILL))
		}
		by := s.by()
		d.until("the server", func() (back bool) { // on a slow machine it takes longer than Put waits
			put, err := s.Put(ctx, by, change("one", n, fmt.Sprint(n)))
			return err == nil && put[0].Version == n+1 && put[0].Seq == int64(n+1)
		})
		if n%5 == 2 { // or there would be nobody to kill the next time
			d.must(victim.greet(ctx))
		}
	}
	if head, err := s.Check(ctx, store.Sales, Head{}); err != nil || head.Seq != 20 {
		t.Errorf("%v %v", head, err)
	}
}

// through is a store whose connections run over a proxy.
func (d *database) through(address string) (*Store, *proxy) {
	p := newProxy(d, "127.0.0.1:"+d.port)
	return d.openAt(strings.Replace(address, ":"+d.port, ":"+p.port, 1)), p
}

// outcome is what a Put came to.
type outcome struct {
	records []store.Record
	err     error
}

// unheard lets an act commit on the server while its answer is lost on the way.
func (d *database) unheard(ctx context.Context, s *Store, p *proxy, by store.By, changes ...store.Change) <-chan outcome {
	d.Helper()
	holder, err := d.connect().Begin(context.Background())
	d.must(err)
	_, err = holder.Exec(context.Background(), "SELECT FROM verwoord.space WHERE space = 'sales' FOR UPDATE")
	d.must(err)
	answered := make(chan outcome, 1)
	go func() {
		records, err := s.Put(ctx, by, changes...)
		answered <- outcome{records, err}
	}()
	d.until("the act", func() bool {
		return value[bool](d, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = $1 AND wait_event_type = 'Lock')", s.login)
	})
	p.swallow(true)
	d.must(holder.Rollback(context.Background()))
	d.until("the commit", func() bool { return d.lines(by.Op) == len(changes) })
	select {
	case o := <-answered:
		d.Fatalf("answered without an answer: %v", o)
	default:
	}
	return answered
}

// An answer that is lost after the commit is asked for again, and the act is not done twice.
func TestAnAnswerIsLost(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	_, address := d.login("a", store.Sales)
	s, p := d.through(address)
	by := s.by()
	answered := d.unheard(ctx, s, p, by, change("one", 0, "first"), change("two", 0, "second"))
	p.swallow(false)
	p.cut()
	o := <-answered
	if o.err != nil || len(o.records) != 2 || o.records[0].Seq != 1 || o.records[1].Seq != 2 || o.records[0].Version != 1 {
		t.Errorf("answered: %+v", o)
	}
	if n := d.lines(by.Op); n != 2 {
		t.Errorf("done with %d changes", n)
	}
}

// When the time is up the outcome is unknown. The same act, put by the program as it is started anew, is answered as it was then.
func TestTheOutcomeIsUnknown(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDatabase(t)
	_, address := d.login("a", store.Sales)
	s, p := d.through(address)
	by := s.by()
	short, end := context.WithCancel(ctx)
	answered := d.unheard(short, s, p, by, change("one", 0, "first"))
	end()
	if o := <-answered; !errors.Is(o.err, context.Canceled) {
		t.Fatalf("put: %v", o)
	}
	anew := d.openAt(address)
	if _, err := anew.Put(ctx, anew.by(), change("one", 1, "later")); err != nil {
		t.Fatal(err)
	}
	put, err := anew.Put(ctx, by, change("one", 0, "first"))
	if err != nil || put[0].Version != 1 || put[0].Seq != 1 || string(put[0].Data) != "first" {
		t.Errorf("again: %v %v", put, err)
	}
	if _, err := anew.Put(ctx, by, change("one", 0, "other")); !errors.Is(err, store.ErrOp) {
		t.Errorf("with other content: %v", err)
	}
	other := d.open("other")
	if _, err := other.Put(ctx, store.By{Login: other.login, Op: by.Op}, change("one", 0, "first")); !errors.Is(err, store.ErrOp) {
		t.Errorf("by another: %v", err)
	}
	if got, err := anew.Get(ctx, put[0].Ref); err != nil || string(got.Data) != "later" {
		t.Errorf("kept: %v %v", got, err)
	}
}

// Who cannot have the lock in time is told so, and nothing was done.
func TestAnotherHoldsTheLock(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	holder, err := d.connect().Begin(ctx)
	d.must(err)
	_, err = holder.Exec(ctx, "SELECT FROM verwoord.space WHERE space = 'sales' FOR UPDATE")
	d.must(err)
	by := s.by()
	if _, err := s.Put(ctx, by, change("one", 0, "first")); !errors.Is(err, store.ErrBusy) {
		t.Errorf("put: %v", err)
	}
	if n := d.lines(by.Op); n != 0 {
		t.Errorf("done with %d changes", n)
	}
	d.must(holder.Rollback(ctx))
	if _, err := s.Put(ctx, by, change("one", 0, "first")); err != nil {
		t.Errorf("the same act later: %v", err)
	}
}

// listeners counts the connections that listen.
const listeners = " FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN verwoord'"

// A watch whose listener is dead tells of what was notified meanwhile, and listens again.
func TestAWatchMissesItsNotification(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	d := newDatabase(t)
	s, writer := d.open("a"), d.open("b")
	if _, err := writer.Put(ctx, writer.by(), change("before", 0, "not told")); err != nil {
		t.Fatal(err)
	}
	refs, err := s.Watch(ctx)
	d.must(err)
	for round, tried := 0, 0; tried < 3; round++ {
		d.until("a listener", func() bool { return value[int](d, "SELECT count(*)"+listeners) == 1 })
		value[int](d, "SELECT count(pg_terminate_backend(pid))"+listeners)
		d.until("its end", func() bool { return value[int](d, "SELECT count(*)"+listeners) == 0 })
		put, err := writer.Put(ctx, writer.by(), change(fmt.Sprint("one", round), 0, "first"), change(fmt.Sprint("two", round), 0, "second"))
		d.must(err)
		if value[int](d, "SELECT count(*)"+listeners) == 0 {
			tried++
		} else if round == 50 {
			t.Fatal("a listener was always back before the change: nothing was tried")
		}
		for _, r := range put {
			select {
			case got := <-refs:
				if got != r.Ref {
					t.Errorf("told of %v, not %v", got, r.Ref)
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("not told of %v", r.Ref)
			}
		}
	}
	cancel()
	for range refs { // it is closed when the context ends
		t.Error("told of something more")
	}
}

// A notification is heard at once, long before the next look.
func TestAWatchHears(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	d := newDatabase(t)
	s, writer := d.open("a"), d.open("b")
	s.poll = time.Hour
	refs, err := s.Watch(ctx)
	d.must(err)
	d.until("a listener", func() bool { return value[int](d, "SELECT count(*)"+listeners) == 1 })
	put, err := writer.Put(ctx, writer.by(), change("one", 0, "first"))
	d.must(err)
	select {
	case got := <-refs:
		if !reflect.DeepEqual(got, put[0].Ref) {
			t.Errorf("told of %v", got)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("not told")
	}
	s.Close()
	for range refs { // it is closed with the store
		t.Error("told of something more")
	}
}
