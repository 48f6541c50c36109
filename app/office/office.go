// Package office is what people do: clients and their dossiers, the documents that are made of them and signed, what is due, files that
// come and go. The command line and the windows call it; it speaks no language, but in what leaves the house.
//
// An Office stands on the engine and on what is kept. Start with a Door, which opens what is kept and gives the Office, or with New when it
// is open already. What a method has returned without an error is kept.
package office

import (
	"context"
	"encoding/base32"
	"io"
	"math"
	"strings"
	"sync/atomic"
	"time"

	"verwoord/app/engine"
	"verwoord/app/organisation"
	"verwoord/app/sign"
	"verwoord/app/store"
)

// Office is where the work is done. It is safe for concurrent use.
type Office struct {
	engine *engine.Engine
	store  store.Store
	world  World
	index  index
	itself atomic.Pointer[organisation.Organisation] // what documents are checked against of the organisation; nil before the first look
	found  []error                                   // what was wrong with the store when it was opened, and cannot be seen in it
	work   work
}

// World is what an office needs from outside.
type World struct {
	Now      func() time.Time // in the zone of the user
	Rand     io.Reader        // a cryptographic source, safe for concurrent use
	Language func() string    // of who has chosen none, as a BCP 47 tag or like one
	// Timestamp sends an RFC 3161 request to an authority and Fetch gets what stands at an address, by POST when there is a body. Neither is
	// called when Reaches says that there is nobody to be reached.
	Reaches   func() bool
	Timestamp func(ctx context.Context, authority string, request []byte) ([]byte, error)
	Fetch     func(ctx context.Context, authority, url string, body []byte) ([]byte, error)
	Derive    sign.Derive       // makes a key of a password as the platform does; nil for the program's own way
	Tell      func(Kept)        // is told of what is kept from now on; nil for nobody
	Step      func(step string) // is told how far signing has come: sign, timestamp or evidence; nil for nobody
	Log       func(text string) // notes what no user can mend
}

// Kept is what is told of something that is kept from now on.
type Kept struct {
	Kind    string // dossier, document, setting or identity; empty when it may be anything
	Client  string // whose it is; empty when it is no client's, or may be anyone's
	Version int    // of a dossier; 0 when it is gone
}

// New is an office over what is kept.
func New(e *engine.Engine, s store.Store, w World) *Office {
	return &Office{engine: e, store: s, world: w}
}

func (o *Office) tell(kind store.Kind, client string, version int) {
	if o.world.Tell != nil {
		o.world.Tell(Kept{Kind: string(kind), Client: client, Version: version})
	}
}

func (o *Office) step(step string) {
	if o.world.Step != nil {
		o.world.Step(step)
	}
}

// today is the day where the user is, ISO 8601.
func (o *Office) today() string { return o.world.Now().Format(time.DateOnly) }

// day is the day of a moment, where the user is.
func (o *Office) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(o.world.Now().Location()).Format(time.DateOnly)
}

// newID is an id that nothing has yet.
func (o *Office) newID(prefix string) (string, error) {
	random, err := o.random(5)
	return prefix + strings.ToLower(base32.StdEncoding.EncodeToString(random)), err
}

func (o *Office) random(n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(o.world.Rand, b)
	return b, err
}

// Changes counts the changes of all that is kept, by any window and any program: another number than before tells a window that did not hear
// of it that there is something new.
func (o *Office) Changes(ctx context.Context) (int, error) {
	n := int64(0)
	for _, space := range []store.Space{store.Sales, store.Legal, store.Breach} {
		p, err := o.store.List(ctx, store.Filter{Space: space, Feed: true, Since: math.MaxInt64, Limit: 1})
		if err != nil {
			return 0, err
		}
		n += p.Seq
	}
	return int(n), nil
}
