//go:build !js

package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

// clock is a clock that is set by hand.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func (c *clock) nextDay() { c.now = c.now.AddDate(0, 0, 1) }

// secret opens every store of these tests.
var secret = store.Key{Secret: []byte("a key for tests, of 32 characters")[:store.SecretSize]}

// newOffice is an office over a backend, which is empty or has one already, at a moment that is known.
func newOffice(t testing.TB, backend store.Backend) (*Office, *clock) {
	t.Helper()
	e, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return officeOf(t, e, backend)
}

// program is the engine with the program's own texts.
var program = sync.OnceValues(engine.New)

// officeOf is newOffice with another engine.
func officeOf(t testing.TB, e *engine.Engine, backend store.Backend) (*Office, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 11, 22, 14, 2, 0, 0, time.FixedZone("", 3600))}
	source := rand.NewChaCha8([32]byte{7})
	s, err := store.Open(t.Context(), backend, store.World{Rand: source, Now: c.Now}, secret)
	if errors.Is(err, store.ErrEmpty) {
		s, err = store.Create(t.Context(), backend, store.World{Rand: source, Now: c.Now}, secret)
	}
	if err != nil {
		t.Fatal(err)
	}
	return New(e, s, World{
		Now: c.Now, Rand: source, Language: func() string { return "nl" }, Reaches: func() bool { return false }, Log: func(text string) { t.Log(text) },
	}), c
}

// act is a new act.
func (o *Office) act(t testing.TB) By {
	t.Helper()
	op, err := store.NewOp(o.world.Rand)
	if err != nil {
		t.Fatal(err)
	}
	return By{Op: op}
}

func sqlite(t testing.TB, path string) store.Backend {
	t.Helper()
	b, err := store.SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// staff fills an office with so many clients, each with an agreement that JEX signed.
func staff(t testing.TB, o *Office, n int) {
	t.Helper()
	example, err := read(o.engine.Example("dossier"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := o.summarize(&example)
	s.Past = &past{}
	signed, err := json.Marshal([]Signatory{{Party: engine.Processor, Name: "Sander de Voorbeeld", Time: stamp(o.world.Now()), Level: "B-B", OK: true}})
	if err != nil {
		t.Fatal(err)
	}
	var changes []store.Change
	for i := range n {
		id := "client-" + strconv.Itoa(i)
		example.ID, example.Controller.Name = id, fmt.Sprintf("%c%c Zorggroep %d B.V.", 'A'+i%26, 'a'+i/26%26, i)
		s.Name, s.Version = example.Controller.Name, record.VersionName([]byte(id))
		head, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, store.Change{Ref: kept(store.Dossier, id), Client: id, Head: head, Data: example.Encode()})
		document, err := store.NewDocument(store.Sales, id, store.DocumentInfo{
			Document: engine.Agreement, Language: "nl", Template: o.template(engine.Agreement), Dossier: 1, Made: o.world.Now(), File: id + ".pdf", Signatures: signed,
		}, []byte("%PDF-1.7 "+id))
		if err != nil {
			t.Fatal(err)
		}
		m := documentMeta{Prints: s.Prints, Size: 100}
		if err := json.Unmarshal(document.Head, &m.DocumentInfo); err != nil {
			t.Fatal(err)
		}
		if document.Head, err = json.Marshal(m); err != nil {
			t.Fatal(err)
		}
		changes = append(changes, document)
		if len(changes) >= 400 || i == n-1 {
			if _, err := o.put(t.Context(), o.act(t), changes...); err != nil {
				t.Fatal(err)
			}
			changes = nil
		}
	}
}

// sizes are how many clients there are.
var sizes = []int{100, 10000}

// filled are the files of offices that were filled, by their size.
var filled = map[int][]byte{}

// copied is the file of an office with so many clients.
func copied(b *testing.B, n int) string {
	b.Helper()
	if filled[n] == nil {
		path := filepath.Join(b.TempDir(), "filled.db")
		backend, err := store.SQLite(path)
		if err != nil {
			b.Fatal(err)
		}
		o, _ := newOffice(b, backend)
		staff(b, o, n)
		if err := backend.Close(); err != nil {
			b.Fatal(err)
		}
		if filled[n], err = os.ReadFile(path); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "verwoord.db")
	if err := os.WriteFile(path, filled[n], 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// staffed runs a benchmark in an office of each size.
func staffed(b *testing.B, f func(b *testing.B, o *Office, c *clock)) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			o, c := newOffice(b, sqlite(b, copied(b, n)))
			look(b, o) // the first one reads all heads
			f(b, o, c)
		})
	}
}

func look(t testing.TB, o *Office) Overview {
	t.Helper()
	v, err := o.Overview(context.Background(), o.act(t), Look{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What a look at the overview costs: however many clients there are, and on whatever day.
func BenchmarkOverview(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			look(b, o)
		}
	})
}

// What the first look of a day costs.
func BenchmarkOverviewAfterMidnight(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, c *clock) {
		for b.Loop() {
			c.nextDay()
			look(b, o)
		}
	})
}

// What a search costs.
func BenchmarkSearch(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			v, err := o.Overview(context.Background(), o.act(b), Look{Search: "zorg 42"})
			if err != nil || v.Found == 0 {
				b.Fatal(err, v.Found)
			}
		}
	})
}

// What it costs to keep a change of one client.
func BenchmarkChange(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		open, err := o.Open(b.Context(), "client-42")
		if err != nil {
			b.Fatal(err)
		}
		for i := 0; b.Loop(); i++ {
			open.Dossier.Controller.Address.City = "Utrecht " + strconv.Itoa(i)
			if open, err = o.Change(context.Background(), o.act(b), open.ID, open.Version, open.Dossier); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// What it costs to begin a client.
func BenchmarkNewClient(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			if _, err := o.NewClient(context.Background(), o.act(b), false); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// What the first look of a program costs.
func BenchmarkFirstLook(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			look(b, New(o.engine, o.store, o.world))
		}
	})
}
