package store

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
	// ErrOp: the Op of this act was another act's. It is a fault of the program, or of another that makes up its Ops badly.
	ErrOp = errors.New("store: this operation was another one")
	// ErrRotated: another program, or window, has sealed the store anew with another data key; Open it again. Nothing was changed.
	ErrRotated = errors.New("store: the store was sealed anew elsewhere")
	// ErrRolledBack: what is kept is older than it was; see Mark.
	ErrRolledBack = errors.New("store: an older copy was put in the place of the store")
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

// Conflict is a change refused because the record has changed in the meantime. Nothing of either side is lost: to let Other prevail, put it
// with the version of Kept as its Base.
type Conflict struct {
	Kept  Record // as it is in the store, with its data when that can be read; at version 0 when there is none
	Other Change // as it was to become
}

func (e *Conflict) Error() string {
	return fmt.Sprintf("store: %s is at version %d, not %d", e.Other.Ref.words(), e.Kept.Version, e.Other.Base)
}

// CorruptError is a record that cannot be read. All others still can.
type CorruptError struct {
	Ref
	Reason error
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("store: %s is damaged: %v", e.Ref.words(), e.Reason)
}

func (e *CorruptError) Unwrap() error { return e.Reason }

// ChainError is a trail that is not whole.
type ChainError struct {
	Space  Space // "" for the trail of the store itself
	Seq    int64 // the first entry that is damaged, missing or does not follow from the one before
	Reason error
}

func (e *ChainError) Error() string {
	return fmt.Sprintf("store: the trail of %q is broken at entry %d: %v", e.Space, e.Seq, e.Reason)
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
		return "store.conflict", map[string]any{"Kind": string(conflict.Other.Kind), "ID": conflict.Other.ID,
			"Kept": conflict.Kept.Version, "Other": conflict.Other.Base}
	case errors.As(err, &corrupt):
		return "store.corrupt", map[string]any{"Kind": string(corrupt.Kind), "ID": corrupt.ID}
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
	{ErrOp, "store.op"}, {ErrRolledBack, "store.rolled-back"}, {ErrRotated, "store.rotated"}, {ErrForeign, "store.foreign"}, {ErrNewer, "store.newer"}, {ErrDamaged, "store.damaged"},
	{ErrBusy, "store.busy"}, {ErrFull, "store.full"}, {ErrReadOnly, "store.read-only"}, {ErrAbsent, "store.absent"},
	{ErrClosed, "store.closed"}, {ErrNoSecret, "store.no-secret"}, {ErrKeyring, "store.keyring"},
}

func sortErrors(errs []error) {
	slices.SortFunc(errs, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
}
