// Package desk is what a window can ask of the program: the one API that the desktop app and the browser share.
//
// Start with New. A Desk puts into words what the office and the engine say, and decides nothing. The exported methods of Desk are the
// API; app/desktop binds them to its window, app/web calls them by name from a worker, and the TypeScript bindings in
// frontend/wailsjs are generated from them. Everything that crosses is plain JSON: no list is null, bytes are base64 in a string,
// times are RFC 3339 and days ISO 8601. An error crosses as an *Error, whose text is JSON too; a panic becomes one.
package desk

import (
	"context"
	"crypto/sha256"
	"io"
	"sync"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/office"
)

// Desk is the API. It is safe for concurrent use.
type Desk struct {
	host Host
	load func() (*engine.Engine, error)

	door *office.Door

	mu      sync.Mutex
	lang    string // of the user; empty until known
	running map[string]*call
	given   map[[sha256.Size]byte]bool // what was sent to the window: see Hand
}

// call is a method under way that can be cancelled.
type call struct{ cancel context.CancelFunc }

// New returns a desk that stands on a host, with the program's own texts. It does nothing yet: the first call of a window is Start.
func New(host Host) *Desk { return With(host, engine.New) }

// With is New with an engine of other texts.
func With(host Host, load func() (*engine.Engine, error)) *Desk {
	d := &Desk{host: host, load: sync.OnceValues(load), running: map[string]*call{}, given: map[[sha256.Size]byte]bool{}}
	d.door = office.NewDoor(host, d.engine, d.world())
	return d
}

// world is what the office needs of the host.
func (d *Desk) world() office.World {
	return office.World{
		Now: d.host.Now, Rand: randomness{d.host}, Language: d.host.Language, Log: d.host.Log, Derive: d.host.Derive(),
		Tell:    func(k office.Kept) { d.host.Emit(EventKept, Kept(k)) },
		Step:    func(step string) { d.progress("Sign", "desk.step."+step) },
		Reaches: func() bool { return d.host.Can().Timestamps }, Timestamp: d.host.Timestamp, Fetch: d.host.Fetch,
	}
}

// randomness is that of the host at the moment that it is needed.
type randomness struct{ host Host }

func (r randomness) Read(b []byte) (int, error) { return io.ReadFull(r.host.Rand(), b) }

// superseded is the method of which only the newest call is worth its time.
const superseded = "Preview"

// begin gives a method a context that Cancel ends by the method's name. The function it returns is called at the end.
func (d *Desk) begin(name string) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	c := &call{cancel}
	d.mu.Lock()
	defer d.mu.Unlock()
	if old := d.running[name]; old != nil && name == superseded {
		old.cancel()
	}
	d.running[name] = c
	return ctx, func() {
		cancel()
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.running[name] == c {
			delete(d.running, name)
		}
	}
}

// Cancel ends the call of a method that is under way, by its name: that call fails with the code "cancelled".
func (d *Desk) Cancel(method string) (err error) {
	defer d.guard(&err)
	d.mu.Lock()
	defer d.mu.Unlock()
	if c := d.running[method]; c != nil {
		c.cancel()
	}
	return nil
}

// Unsaved tells whether the window holds work that Change has not acknowledged yet: closing the window then asks first.
func (d *Desk) Unsaved(unsaved bool) (err error) {
	defer d.guard(&err)
	d.host.Unsaved(unsaved)
	return nil
}

// office is where the work is done; the error is office.ErrLocked.
func (d *Desk) office() (*office.Office, error) { return d.door.Office() }

// by is who acts: a new act, of the only user that there is.
func (d *Desk) by() (by office.By, err error) {
	_, err = io.ReadFull(d.host.Rand(), by.Op[:])
	return by, err
}

// acting is the office, and who acts in it.
func (d *Desk) acting() (*office.Office, office.By, error) {
	o, err := d.office()
	if err != nil {
		return nil, office.By{}, err
	}
	by, err := d.by()
	return o, by, err
}

// locale is the language of the user.
func (d *Desk) locale() *locale.Locale {
	e, err := d.load()
	if err != nil {
		panic(err) // it reads nothing but what is part of the program
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lang == "" {
		return e.Locales().Locale(d.host.Language())
	}
	return e.Locales().Locale(d.lang)
}

// engine returns the engine, which is made at its first use.
func (d *Desk) engine() *engine.Engine {
	e, err := d.load()
	if err != nil {
		panic(err)
	}
	return e
}

func (d *Desk) today() string { return d.host.Now().Format(time.DateOnly) }

// stamp is a time as it crosses.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
