package desk

import (
	"context"
	"crypto"
	"io"
	"time"

	"verwoord/app/office"
)

// Host is the side of the machine: what a window stands on and the engine may not touch. It is implemented by app/desktop, by
// app/web and by the tests.
type Host interface {
	// Now is the time, in the zone of the user.
	Now() time.Time
	// Rand is a cryptographic source, safe for concurrent use.
	Rand() io.Reader
	// Language is the one that the user chose last or else that of the system, as a BCP 47 tag or like one.
	Language() string
	// SetLanguage has the host speak a language of the app, now and at the next start.
	SetLanguage(lang string)
	// Unsaved tells whether closing the window would lose something.
	Unsaved(unsaved bool)
	// Can tells what this host is able to do.
	Can() Can
	// Emit tells the window of something that happened: one of the events below.
	Emit(event string, data any)
	// Log notes what no user can mend.
	Log(text string)

	// Waiting returns the files that the program was opened with, once, as EventFile has them.
	Waiting() []File
	// Save lets the user choose where a file goes and writes it there. The name it got is "" when the user thought better of it. An
	// *fs.PathError is that it cannot be written there.
	Save(ctx context.Context, f File) (name string, err error)
	// Pick lets the user choose a file of one of the Kinds. Its name is "" when the user thought better of it, and its data when it cannot be
	// read.
	Pick(ctx context.Context, kind string) (File, error)
	// Hand gives a file to the program that the system opens such files with.
	Hand(ctx context.Context, f File) error

	// Keeper is where the records are, and the key to them.
	office.Keeper

	// Derive makes a key of a password as the platform does (PBKDF2); it is nil where the program's own way is as good.
	Derive() func(of crypto.Hash, password string, salt []byte, rounds, length int) ([]byte, error)

	// Timestamp sends an RFC 3161 request to an authority and Fetch gets what stands at an address, by POST when there is a body. Documents
	// name such addresses: those of this machine and of private networks are refused, but for the host of the authority, which the user chose.
	// Neither is called when Can says that there are no timestamps.
	Timestamp(ctx context.Context, authority string, request []byte) ([]byte, error)
	Fetch(ctx context.Context, authority, url string, body []byte) ([]byte, error)
}

// Kinds are the kinds of files that a user can pick.
var Kinds = [...]string{"pdf", "dossier", "identity", "backup", "trust"}

// What a window is told by Emit, with the type of the data.
const (
	EventFile     = "file"     // []File: dropped on the window together, or opened with the program; only the first has data, if it can be read
	EventMenu     = "menu"     // string: an entry of the native menu was chosen, one of Commands
	EventProgress = "progress" // Progress: a call that takes long has come to its next step
	EventKept     = "kept"     // Kept: something else is kept now, for the other windows on the same store to hear
)
