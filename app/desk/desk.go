// Package desk is what a window can ask of the program: the one API that the desktop app and the browser share.
//
// A Desk joins the engine, the store and a Host, and decides nothing that they can decide. The exported methods of Desk are the
// API; app/desktop binds them to its window, app/web calls them by name from a worker, and the TypeScript bindings in
// frontend/wailsjs are generated from them. Everything that crosses is plain JSON: no list is null, bytes are base64 in a string,
// times are RFC 3339 and days ISO 8601. An error crosses as an *Error, whose text is JSON too; a panic becomes one.
package desk

import (
	"context"
	"io"
	"sync"
	"time"

	"verwoord/app/store"
)

// Host is the side of the machine: what a window stands on and the engine may not touch. Its implementations are app/desktop,
// app/web and the tests.
type Host interface {
	// Now is the time, in the zone of the user.
	Now() time.Time
	// Rand is a cryptographic source, safe for concurrent use.
	Rand() io.Reader
	// Emit tells the window of something that happened: see Events.
	Emit(event string, data any)
	// Save lets the user choose where a file goes and writes it there. The name it got is "" when the user thought better of it.
	Save(ctx context.Context, f File) (name string, err error)
	// Pick lets the user choose a file of a kind. Its name is "" when the user thought better of it.
	Pick(ctx context.Context, kind string) (File, error)
	// Hand gives a file to the program that the system opens such files with.
	Hand(ctx context.Context, f File) error
	// Backend opens the place where records are kept.
	Backend() (store.Backend, error)
	// LoadSecret returns the key that the machine keeps, or store.ErrNoSecret; safe tells whether it is kept in a keyring.
	LoadSecret() (key store.Key, safe bool, err error)
	// SaveSecret has the machine keep a key: in a keyring when there is one.
	SaveSecret(store.Key) (safe bool, err error)
	// DropSecret makes the machine forget the key. There may be none.
	DropSecret() error
	// Timestamp sends an RFC 3161 request to an authority. It is never called when Can says there are no timestamps.
	Timestamp(ctx context.Context, url string, request []byte) ([]byte, error)
	// Fetch gets what stands at an address, by POST when there is a body.
	Fetch(ctx context.Context, url string, body []byte) ([]byte, error)
	// Can tells what this host is able to do.
	Can() Can
	// Language is the language that the user's system speaks, as a BCP 47 tag or like one.
	Language() string
	// Changed tells the host of new settings or a new state of the window's work.
	Changed(language string, unsaved bool)
}

// Events are the names of what a Host emits. The data of EventFile is a File, of EventMenu a string, of EventProgress a Progress.
var Events = []string{EventFile, EventMenu, EventProgress}

// What a window is told.
const (
	EventFile     = "file"     // a file was dropped on the window, or opened with the program
	EventMenu     = "menu"     // an entry of the native menu was chosen
	EventProgress = "progress" // a call that takes long has come to its next step
)

// Desk is the API. It is safe for concurrent use.
type Desk struct {
	host Host

	mu      sync.Mutex
	store   *store.Store // nil while locked
	waiting []File
	running map[string]context.CancelCauseFunc // by the name of the call
	unsaved bool
	lang    string
}

// New returns a desk that stands on a host. It does nothing yet: the window calls Start.
func New(host Host) *Desk {
	return &Desk{host: host, running: map[string]context.CancelCauseFunc{}}
}
