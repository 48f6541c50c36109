//go:build unix

package postgres

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"verwoord/app/store"
)

// Whoever can do everything on the server changes something behind the program's back. Check says where the trail is not whole any more.
func TestWhatIsChangedBehindTheTrail(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	five(d, s)
	d.behind("CREATE SCHEMA before", "CREATE TABLE before.space AS TABLE verwoord.space", "CREATE TABLE before.record AS TABLE verwoord.record",
		"CREATE TABLE before.audit AS TABLE verwoord.audit")
	for _, c := range []struct {
		name, statement string
		seq             int64
		reason          error
	}{
		{"an author", "UPDATE verwoord.audit SET author = 'someone' WHERE seq = 2", 2, errFollows},
		{"a time", "UPDATE verwoord.audit SET at = at + interval '1 microsecond' WHERE seq = 2", 2, errFollows},
		{"an act", "UPDATE verwoord.audit SET op = gen_random_uuid() WHERE seq = 2", 2, errFollows},
		{"a digest", "UPDATE verwoord.audit SET digest = sha256('') WHERE seq = 2", 2, errFollows},
		{"a link", "UPDATE verwoord.audit SET link = sha256('') WHERE seq = 2", 2, errFollows},
		{"a line left out", "DELETE FROM verwoord.audit WHERE seq = 2", 2, errFollows},
		{"the end left out", "DELETE FROM verwoord.audit WHERE seq = 5", 5, errFollows},
		{"the end of the chain", "UPDATE verwoord.space SET chain = sha256('')", 6, errFollows},
		{"the counter", "UPDATE verwoord.space SET seq = 4", 6, errFollows},
		{"a body", "UPDATE verwoord.record SET body = body || '\\x00' WHERE seq = 3", 3, errContent},
		{"a head", "UPDATE verwoord.record SET head = head || '\\x00' WHERE seq = 3", 3, errContent},
		{"a client", "UPDATE verwoord.record SET client = kind WHERE seq = 3", 3, errContent},
		{"who wrote", "UPDATE verwoord.record SET author = 'someone' WHERE seq = 3", 3, errContent},
		{"when it was written", "UPDATE verwoord.record SET at = now() WHERE seq = 3", 3, errContent},
		{"a deletion undone", "UPDATE verwoord.record SET body = '' WHERE body IS NULL", 5, errContent},
		{"a record withheld", "DELETE FROM verwoord.record WHERE seq = 3", 3, errContent},
		{"an earlier version put back", "UPDATE verwoord.record SET version = 1, seq = 1 WHERE seq = 4", 1, errContent},
		{"a record moved on", "UPDATE verwoord.record SET seq = 9 WHERE seq = 3", 3, errContent},
		{"a record slipped in", "INSERT INTO verwoord.record SELECT space, sha256(name), kind, client, 1, 9, author, at, head, body FROM verwoord.record WHERE seq = 3", 5, errExtra},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole, err := s.Check(ctx, store.Sales, Head{})
			if err != nil || whole.Seq != 5 {
				t.Fatalf("before: %v %v", whole, err)
			}
			d.behind(c.statement)
			_, err = s.Check(ctx, store.Sales, Head{})
			var broken *store.ChainError
			if !errors.As(err, &broken) || broken.Space != store.Sales || broken.Seq != c.seq || !errors.Is(err, c.reason) {
				t.Errorf("%v, not at %d: %v", err, c.seq, c.reason)
			}
			d.behind("TRUNCATE verwoord.record, verwoord.audit", "INSERT INTO verwoord.record TABLE before.record",
				"INSERT INTO verwoord.audit TABLE before.audit", "UPDATE verwoord.space s SET seq = b.seq, chain = b.chain FROM before.space b WHERE b.space = s.space")
		})
	}
}

// five makes five changes: one, two, three, one again, and two deleted.
func five(d *database, s *Store) {
	d.Helper()
	for _, c := range []store.Change{
		change("one", 0, "first"), change("two", 0, "second"), change("three", 0, "third"), change("one", 1, "again"),
		{Ref: change("two", 0, "").Ref, Base: 1, Deleted: true},
	} {
		_, err := s.Put(context.Background(), s.by(), c)
		d.must(err)
	}
}

// behind does as the superuser what no trigger stops.
func (d *database) behind(statements ...string) {
	d.Helper()
	conn := d.connect()
	for _, s := range append([]string{"SET session_replication_role = replica"}, statements...) {
		_, err := conn.Exec(context.Background(), s)
		d.must(err)
	}
}

// A head that was kept finds a trail that was made anew, whole in itself, and a server on which an older backup was put back.
func TestAHeadIsKept(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	five(d, s)
	head, err := s.Check(ctx, store.Sales, Head{})
	d.must(err)
	if again, err := s.Check(ctx, store.Sales, head); err != nil || fmt.Sprint(again) != fmt.Sprint(head) {
		t.Fatalf("nothing new: %v %v", again, err)
	}
	_, err = s.Put(ctx, s.by(), change("four", 0, "fourth"))
	d.must(err)
	later, err := s.Check(ctx, store.Sales, head)
	if err != nil || later.Seq != 6 {
		t.Fatalf("one more: %v %v", later, err)
	}
	d.behind("TRUNCATE verwoord.audit, verwoord.record", "UPDATE verwoord.space SET seq = 0, chain = ''")
	var broken *store.ChainError
	if _, err := s.Check(ctx, store.Sales, head); !errors.As(err, &broken) || !errors.Is(err, errBehind) {
		t.Errorf("put back: %v", err)
	}
	five(d, s)
	if anew, err := s.Check(ctx, store.Sales, Head{}); err != nil || anew.Seq != 5 {
		t.Fatalf("made anew: %v %v", anew, err)
	}
	if _, err := s.Check(ctx, store.Sales, head); !errors.As(err, &broken) || !errors.Is(err, errOther) {
		t.Errorf("made anew: %v", err)
	}
}

// A record that is given the tags of another does not pass for one of its client or kind.
func TestATagOfAnother(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	five(d, s)
	d.behind("UPDATE verwoord.record SET client = (SELECT client FROM verwoord.record WHERE seq = 3) WHERE seq = 4")
	page, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier, Client: "three"})
	var corrupt *store.CorruptError
	if !errors.As(err, &corrupt) || len(page.Records) != 1 || page.Records[0].ID != "three" {
		t.Errorf("list: %v %v", page.Records, err)
	}
}

// A record that the server damaged is told of by name, and the others are still read.
func TestADamagedRecord(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	five(d, s)
	d.behind("UPDATE verwoord.record SET head = set_byte(head, 20, get_byte(head, 20) # 1) WHERE seq = 3")
	page, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.Dossier})
	var corrupt *store.CorruptError
	if !errors.As(err, &corrupt) || len(page.Records) != 1 || page.Records[0].ID != "one" {
		t.Errorf("list: %v %v", page.Records, err)
	}
	if _, err := s.Get(ctx, change("three", 0, "").Ref); !errors.As(err, &corrupt) || corrupt.Ref != change("three", 0, "").Ref {
		t.Errorf("get: %v", err)
	}
	d.behind("UPDATE verwoord.record SET body = set_byte(body, 20, get_byte(body, 20) # 1) WHERE seq = 4")
	if r, err := s.Get(ctx, change("one", 0, "").Ref); !errors.As(err, &corrupt) || corrupt.Ref != r.Ref || r.Version != 2 || r.Data != nil {
		t.Errorf("get: %v %v", r, err)
	}
	// What is damaged can be put anew, from the version that it had.
	var conflict *store.Conflict
	if _, err := s.Put(ctx, s.by(), change("three", 0, "anew")); !errors.As(err, &conflict) || conflict.Kept.Version != 1 {
		t.Errorf("conflict: %v", err)
	}
	if _, err := s.Put(ctx, s.by(), change("three", 1, "anew")); err != nil {
		t.Errorf("put anew: %v", err)
	}
	if got, err := s.Get(ctx, change("three", 0, "").Ref); err != nil || string(got.Data) != "anew" {
		t.Errorf("put anew: %v %v", got, err)
	}
}
