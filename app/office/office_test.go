package office

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"verwoord/app/engine"
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
