package vault

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

var (
	// ErrEmpty: there is no store yet; Create makes one.
	ErrEmpty = errors.New("store: there is no store here yet")
	// ErrExists: Create found a store.
	ErrExists = errors.New("store: there is a store here already")
	// ErrKey: the passphrase or key is not one that opens the store. Nothing was changed.
	ErrKey = errors.New("store: this passphrase or key does not open the store")
	// ErrNotFound: no such record is kept.
	ErrNotFound = errors.New("store: no such record")
	// ErrNothing: there is nothing to undo or redo.
	ErrNothing = errors.New("store: nothing to undo or redo")
	// ErrForeign: the file is not one of ours. It was not touched.
	ErrForeign = errors.New("store: the file is something else")
	// ErrNewer: a newer program wrote this. It was not touched.
	ErrNewer = errors.New("store: a newer version of the program wrote this")
	// ErrDamaged: the file is cut short, or its structure is broken.
	ErrDamaged = errors.New("store: the file is damaged")
	// ErrBusy: another program did not let go of the store in time.
	ErrBusy = errors.New("store: another program is using the store")
	// ErrFull: there is no room left for the change; all before it is kept.
	ErrFull = errors.New("store: there is no room left")
	// ErrReadOnly: the place where the store is may not be written in.
	ErrReadOnly = errors.New("store: this place may not be written in")
	// ErrAbsent: the browser keeps nothing for this site.
	ErrAbsent = errors.New("store: this browser keeps nothing")
	// ErrClosed: the browser took the store away: for a newer version of the program, or because it was told to forget the site.
	ErrClosed = errors.New("store: the browser has closed the store")
	// ErrNoSecret: the system keyring holds no key for this store.
	ErrNoSecret = errors.New("store: the keyring holds no key")
	// ErrKeyring: the system has no keyring, or does not let us use it.
	ErrKeyring = errors.New("store: no use of the system keyring")
)

// Conflict is a change refused because the record has changed in the meantime. Nothing of either side is lost: to let Other
// prevail, Put it with the version of Kept.
type Conflict struct {
	Kept  Record // as it is in the store, with its data when that can be read
	Other Record // as it was to become
	// The versions of Other, as Versions has them where it comes from; only from Import, and of a dossier.
	Past []Record
}

func (e *Conflict) Error() string {
	return fmt.Sprintf("store: %s %s is at version %d, not %d", e.Kept.Kind, e.Kept.ID, e.Kept.Version, e.Other.Version)
}

// CorruptError is a record that cannot be read. All others still can.
type CorruptError struct {
	Kind    Kind
	ID      string // the name under which it is kept, when that is damaged too
	Version int    // whose content is damaged; 0 for the record as a whole
	Reason  error
}

func (e *CorruptError) Error() string {
	if e.Version == 0 {
		return fmt.Sprintf("store: %s %s is damaged: %v", e.Kind, e.ID, e.Reason)
	}
	return fmt.Sprintf("store: %s %s, version %d, is damaged: %v", e.Kind, e.ID, e.Version, e.Reason)
}

func (e *CorruptError) Unwrap() error { return e.Reason }

// ChainError is an audit trail that is not whole.
type ChainError struct {
	Seq    int // the first entry that is damaged, missing or does not follow from the one before
	Reason error
}

func (e *ChainError) Error() string {
	return fmt.Sprintf("store: the audit trail is broken at entry %d: %v", e.Seq, e.Reason)
}

func (e *ChainError) Unwrap() error { return e.Reason }

// Message returns what to say to people about an error of this package: the key of a message and its arguments. An error that
// joins several is told by the first. What is not one of ours is trouble with its own words as Reason.
func Message(err error) (key string, args map[string]any) {
	var conflict *Conflict
	var corrupt *CorruptError
	var chain *ChainError
	switch {
	case errors.As(err, &conflict):
		return "store.conflict", map[string]any{"Kind": string(conflict.Kept.Kind), "ID": conflict.Kept.ID,
			"Kept": conflict.Kept.Version, "Other": conflict.Other.Version}
	case errors.As(err, &corrupt):
		return "store.corrupt", map[string]any{"Kind": string(corrupt.Kind), "ID": corrupt.ID, "Version": corrupt.Version}
	case errors.As(err, &chain):
		return "store.chain", map[string]any{"Seq": chain.Seq}
	}
	for _, m := range messages {
		if errors.Is(err, m.err) {
			return m.key, nil
		}
	}
	return "store.trouble", map[string]any{"Reason": err.Error()}
}

// messages is never written to.
var messages = [...]struct {
	err error
	key string
}{
	{ErrEmpty, "store.empty"}, {ErrExists, "store.exists"}, {ErrKey, "store.key"}, {ErrNotFound, "store.not-found"},
	{ErrNothing, "store.nothing"}, {ErrForeign, "store.foreign"}, {ErrNewer, "store.newer"}, {ErrDamaged, "store.damaged"},
	{ErrBusy, "store.busy"}, {ErrFull, "store.full"}, {ErrReadOnly, "store.read-only"}, {ErrAbsent, "store.absent"},
	{ErrClosed, "store.closed"}, {ErrNoSecret, "store.no-secret"}, {ErrKeyring, "store.keyring"},
}

func sortErrors(errs []error) {
	slices.SortFunc(errs, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
}

func sortHeads(heads []head) {
	slices.SortFunc(heads, func(a, b head) int { return cmp.Compare(a.ID, b.ID) })
}
