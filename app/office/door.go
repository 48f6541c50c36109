package office

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"
	"unicode/utf8"

	"verwoord/app/engine"
	"verwoord/app/store"
)

// Keeper is the side of the machine where things are kept, and the key to them.
type Keeper interface {
	// Backend opens the place where records are kept.
	Backend() (store.Backend, error)
	// Vacate has Backend open an empty place from now on. What is kept, and is not open, stays on the machine.
	Vacate() error
	// LoadSecret returns the key that the machine keeps; its errors are store.ErrNoSecret and store.ErrKeyring. Safe tells whether a
	// keyring keeps it.
	LoadSecret() (key store.Key, safe bool, err error)
	// SaveSecret has the machine keep a key: in a keyring when there is one. A key that it has already stays, and is the one it returns:
	// there may be records that nothing else opens.
	SaveSecret(key store.Key) (kept store.Key, safe bool, err error)
	// DropSecret makes the machine forget the key. It is no error when there is none.
	DropSecret() error
	// LoadMark returns how far the store was when SaveMark was called last; none when the machine has no place for it but the store's own.
	LoadMark() (store.Mark, error)
	SaveMark(store.Mark) error
}

// What opens a door.
const (
	ByPassphrase = "passphrase"
	ByKeyring    = "keyring"
	ByDevice     = "device" // the key lies beside the data, and keeps nobody out
)

// keyAway is the code of a store that wants the machine's key, which cannot be had.
const keyAway = "key-away"

// minPassphrase is the length of the shortest passphrase, in characters: what NIST SP 800-63B, 5.1.1.1 asks of one that people choose.
const minPassphrase = 8

// strong refuses a passphrase that is too short.
func strong(passphrase string) error {
	if n := utf8.RuneCountInString(passphrase); n < minPassphrase {
		return Refuse("passphrase-short", "", "count", fmt.Sprint(n), "minimum", fmt.Sprint(minPassphrase))
	}
	return nil
}

// Door opens what is kept, with the key of the machine or with a passphrase. It is safe for concurrent use.
type Door struct {
	keeper Keeper
	engine func() *engine.Engine
	world  World

	mu      sync.Mutex
	office  *Office       // nil while locked
	sealed  *store.Sealed // what it stands on
	keep    store.Backend
	guarded string
	mark    store.Mark // the last that the machine was given
	marked  time.Time  // when
}

// NewDoor is a door that was not opened yet. The engine is asked for when there is an office to be.
func NewDoor(k Keeper, e func() *engine.Engine, w World) *Door {
	return &Door{keeper: k, engine: e, world: w}
}

// Office is what is behind the door, or ErrLocked. When another window has sealed the store anew, it is opened again with the machine's key;
// where a passphrase is needed it is locked.
func (d *Door) Office() (*Office, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.office != nil && d.sealed.Stale() {
		d.office = nil
		if err := d.open(context.Background()); err != nil {
			return nil, err
		}
	}
	if d.office == nil {
		return nil, ErrLocked
	}
	if d.world.Now().Sub(d.marked) > remark {
		d.remember(context.Background())
	}
	return d.office, nil
}

// remark is how often the machine is told how far the store is, at most: it asks another program and takes some milliseconds.
const remark = time.Minute

// Guarded tells what opens the door.
func (d *Door) Guarded() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.guarded
}

// Open opens the store with the machine's key, or makes it at the first start. One that a passphrase protects stays locked, which is no error.
// The error has the code "key-away" when the store wants the machine's key, which cannot be had now.
func (d *Door) Open(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open(ctx)
}

func (d *Door) open(ctx context.Context) error {
	if d.office != nil {
		return nil
	}
	if d.keep == nil {
		keep, err := d.keeper.Backend()
		if err != nil {
			return err
		}
		d.keep = keep
	}
	key, safe, lack := d.keeper.LoadSecret()
	missing := errors.Is(lack, store.ErrNoSecret) || errors.Is(lack, store.ErrKeyring)
	if lack != nil && !missing {
		return lack
	}
	var err error
	if missing {
		// A key that opens nothing tells an empty store from a locked one.
		if key, err = store.NewSecret(d.world.Rand); err != nil {
			return err
		}
	}
	opened, err := store.Open(ctx, d.keep, d.outside(), key)
	switch {
	case errors.Is(err, store.ErrKey):
		return d.closed(ctx)
	case errors.Is(err, store.ErrEmpty):
		if missing {
			if key, safe, err = d.keeper.SaveSecret(key); err != nil {
				return err
			}
		}
		opened, err = store.Create(ctx, d.keep, d.outside(), key)
		if errors.Is(err, store.ErrExists) { // another window was first, with the same key
			opened, err = store.Open(ctx, d.keep, d.outside(), key)
		}
	}
	if err != nil {
		return err
	}
	d.enter(ctx, opened)
	d.guarded = ByDevice
	if safe {
		d.guarded = ByKeyring
	}
	return nil
}

// closed tells why the machine's key does not open the store.
func (d *Door) closed(ctx context.Context) error {
	asks, err := store.ByPassphrase(ctx, d.keep)
	if err != nil {
		return err
	}
	if !asks {
		return Refuse(keyAway, "")
	}
	d.guarded = ByPassphrase
	return nil
}

func (d *Door) outside() store.World { return store.World{Rand: d.world.Rand, Now: d.world.Now} }

// Unlock opens a store that a passphrase protects. The error is store.ErrKey when it is another one.
func (d *Door) Unlock(ctx context.Context, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.office != nil {
		return nil
	}
	opened, err := store.Open(ctx, d.keep, d.outside(), store.Key{Passphrase: passphrase})
	if err == nil {
		d.enter(ctx, opened)
	}
	return err
}

// enter goes in, and tells when what is there is older than it was.
func (d *Door) enter(ctx context.Context, s *store.Sealed) {
	d.office, d.sealed = New(d.engine(), s, d.world), s
	mark, err := d.keeper.LoadMark()
	if err == nil {
		err = s.After(ctx, mark)
	}
	if errors.Is(err, store.ErrRolledBack) {
		d.office.found = append(d.office.found, err)
		err = s.Admit(ctx)
	}
	if err != nil {
		d.world.Log(err.Error()) // Check tells of damage, and without the mark there is only less to be told
		return
	}
	d.remember(ctx)
}

// remember has the machine keep how far the store is.
func (d *Door) remember(ctx context.Context) {
	d.marked = d.world.Now()
	mark, err := d.sealed.Mark(ctx)
	if err == nil && !maps.Equal(mark, d.mark) {
		err = d.keeper.SaveMark(mark)
	}
	if err != nil {
		d.world.Log(err.Error())
		return
	}
	d.mark = mark
}

// Lock closes a store that a passphrase protects. One that the machine's own key opens stays open.
func (d *Door) Lock() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.guarded == ByPassphrase {
		d.office = nil
	}
}

// Anew starts with nothing kept when what is kept cannot be opened: its passphrase is forgotten, its key is gone or it is damaged. It is set
// aside, not removed. The error is that of Open when it is anything else.
func (d *Door) Anew(ctx context.Context) error {
	if err := d.Open(ctx); !lost(err) {
		return err
	}
	if err := d.vacate(); err != nil {
		return err
	}
	return d.Open(ctx)
}

// lost tells whether an error of Open, or none when there is a passphrase, may be for good.
func lost(err error) bool {
	var own *Refusal
	return err == nil || errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrForeign) || errors.As(err, &own) && own.Code == keyAway
}

func (d *Door) vacate() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.office != nil {
		return nil // it can be opened
	}
	if d.keep != nil {
		if err := d.keep.Close(); err != nil {
			return err
		}
		d.keep = nil
	}
	return d.keeper.Vacate()
}

// SetPassphrase changes what opens the store, and seals all of it anew: an earlier passphrase opens nothing that is kept from then on, not
// even with an earlier copy of the keys. An empty old passphrase is the key that the machine keeps; an empty new one goes back to
// such a key. The error is store.ErrKey when the old one is wrong, and has the code "passphrase-short".
func (d *Door) SetPassphrase(ctx context.Context, before, after string) error {
	if _, err := d.Office(); err != nil {
		return err
	}
	var err error
	if before == "" && after == "" && d.Guarded() != ByPassphrase {
		return nil
	}
	if after != "" {
		if err := strong(after); err != nil {
			return err
		}
	}
	old := store.Key{Passphrase: before}
	if before == "" && d.Guarded() != ByPassphrase {
		if old, _, err = d.keeper.LoadSecret(); err != nil {
			return err
		}
	}
	guarded := ByPassphrase
	next := store.Key{Passphrase: after}
	if after == "" {
		if next, guarded, err = d.machineKey(); err != nil {
			return err
		}
	}
	if err := d.reseal(ctx, old, next); err != nil {
		return err
	}
	d.mu.Lock()
	d.guarded = guarded
	d.mu.Unlock()
	if guarded == ByPassphrase {
		if err := d.keeper.DropSecret(); err != nil {
			d.world.Log(err.Error()) // the key stays, and opens nothing
		}
	}
	return nil
}

// reseal gives the store another key. What is damaged cannot be sealed anew; then the store is as it was, and only its lock is another.
func (d *Door) reseal(ctx context.Context, before, after store.Key) error {
	err := d.sealed.Rotate(ctx, before, after)
	var corrupt *store.CorruptError
	var chain *store.ChainError
	if !errors.As(err, &corrupt) && !errors.As(err, &chain) {
		return err
	}
	d.world.Log(err.Error())
	return d.sealed.Rekey(ctx, before, after)
}

// machineKey has the machine keep a key, a new one when it has none, and tells how it is kept.
func (d *Door) machineKey() (store.Key, string, error) {
	key, err := store.NewSecret(d.world.Rand)
	if err != nil {
		return store.Key{}, "", err
	}
	key, safe, err := d.keeper.SaveSecret(key)
	if safe {
		return key, ByKeyring, err
	}
	return key, ByDevice, err
}
