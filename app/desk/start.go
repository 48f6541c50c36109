package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"verwoord/app/dossier"
	store "verwoord/app/vault"
)

// What opens the store.
const (
	byPassphrase = "passphrase"
	byKeyring    = "keyring"
	byDevice     = "device"
)

// keyAway is the code of a store that wants the machine's key, which cannot be had.
const keyAway = "key-away"

// minPassphrase is the length of the shortest passphrase, in characters: what NIST SP 800-63B, 5.1.1.1 asks of one that people choose.
const minPassphrase = 8

// strong refuses a passphrase that is too short.
func strong(passphrase string) error {
	if n := utf8.RuneCountInString(passphrase); n < minPassphrase {
		return refuse("passphrase-short", "", "count", fmt.Sprint(n), "minimum", fmt.Sprint(minPassphrase))
	}
	return nil
}

// Start opens the store, or makes it at the first start. It is the first call of a window, and may be repeated. The error has the code
// "key-away" when the store wants the machine's key, which cannot be had now.
func (d *Desk) Start() (s State, err error) {
	defer d.guard(&err)
	if err := d.start(); err != nil {
		return State{}, err
	}
	s, err = d.state()
	s.Files = append([]File{}, d.host.Waiting()...)
	return s, err
}

func (d *Desk) start() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.store != nil {
		return nil
	}
	if d.keep == nil {
		keep, err := d.host.Backend()
		if err != nil {
			return err
		}
		d.keep = keep
	}
	key, safe, lack := d.host.LoadSecret()
	missing := errors.Is(lack, store.ErrNoSecret) || errors.Is(lack, store.ErrKeyring)
	if lack != nil && !missing {
		return lack
	}
	var err error
	if missing {
		// A key that opens nothing tells an empty store from a locked one.
		if key, err = store.NewSecret(d.host.Rand()); err != nil {
			return err
		}
	}
	opened, err := store.Open(d.keep, d.world(), key)
	switch {
	case errors.Is(err, store.ErrKey):
		asks, e := store.ByPassphrase(d.keep)
		if e != nil {
			return e
		}
		if !asks {
			return refuse(keyAway, "")
		}
		d.guarded = byPassphrase
		return nil
	case errors.Is(err, store.ErrEmpty):
		if missing {
			if key, safe, err = d.host.SaveSecret(key); err != nil {
				return err
			}
		}
		opened, err = store.Create(d.keep, d.world(), key)
		if errors.Is(err, store.ErrExists) { // another window was first, with the same key
			opened, err = store.Open(d.keep, d.world(), key)
		}
	}
	if err != nil {
		return err
	}
	d.store, d.guarded = opened, byDevice
	if safe {
		d.guarded = byKeyring
	}
	return nil
}

func (d *Desk) world() store.World { return store.World{Rand: d.host.Rand(), Now: d.host.Now} }

// state tells where things stand, and makes the user's language known.
func (d *Desk) state() (State, error) {
	can := d.host.Can()
	d.mu.Lock()
	s := State{Locked: d.store == nil, Protection: d.guarded, Can: can, Files: []File{}}
	d.mu.Unlock()
	settings, err := d.settings()
	if errors.Is(err, errLocked) {
		settings, err = d.fresh(), nil
	}
	s.Settings = settings
	return s, err
}

// Unlock opens a store that a passphrase protects.
func (d *Desk) Unlock(passphrase string) (s State, err error) {
	defer d.guard(&err)
	d.mu.Lock()
	if d.store == nil {
		d.store, err = store.Open(d.keep, d.world(), store.Key{Passphrase: passphrase})
	}
	d.mu.Unlock()
	if err != nil {
		return State{}, err
	}
	return d.state()
}

// StartAnew starts with nothing kept when what is kept cannot be opened: its passphrase is forgotten, its key is gone or it is damaged. It is
// set aside, not removed. The error is that of Start when it is anything else.
func (d *Desk) StartAnew() (s State, err error) {
	defer d.guard(&err)
	if err := d.start(); !lost(err) {
		return State{}, err
	}
	if err := d.setAside(); err != nil {
		return State{}, err
	}
	return d.Start()
}

// lost tells whether an error of start, or none when there is a passphrase, may be for good.
func lost(err error) bool {
	var own *refusal
	return err == nil || errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrForeign) || errors.As(err, &own) && own.code == keyAway
}

func (d *Desk) setAside() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.store != nil {
		return nil // it can be opened
	}
	if d.keep != nil {
		if err := d.keep.Close(); err != nil {
			return err
		}
		d.keep = nil
	}
	return d.host.SetAside()
}

// Lock closes a store that a passphrase protects. One that the machine's own key opens stays open.
func (d *Desk) Lock() (s State, err error) {
	defer d.guard(&err)
	d.mu.Lock()
	if d.guarded == byPassphrase {
		d.store = nil
	}
	d.mu.Unlock()
	return d.state()
}

// SetPassphrase changes what opens the store. An empty old passphrase is the key that the machine keeps; an empty new one goes back to
// such a key. The error has the code "store.key" when the old one is wrong, and "passphrase-short".
func (d *Desk) SetPassphrase(before, after string) (s State, err error) {
	defer d.guard(&err)
	kept, err := d.open()
	if err != nil {
		return State{}, err
	}
	if before == "" && after == "" && d.guardedBy() != byPassphrase {
		return d.state()
	}
	if after != "" {
		if err := strong(after); err != nil {
			return State{}, err
		}
	}
	old := store.Key{Passphrase: before}
	if before == "" && d.guardedBy() != byPassphrase {
		if old, _, err = d.host.LoadSecret(); err != nil {
			return State{}, err
		}
	}
	guarded := byPassphrase
	next := store.Key{Passphrase: after}
	if after == "" {
		if next, guarded, err = d.machineKey(); err != nil {
			return State{}, err
		}
	}
	if err := kept.Rekey(old, next); err != nil {
		return State{}, err
	}
	d.mu.Lock()
	d.guarded = guarded
	d.mu.Unlock()
	if guarded == byPassphrase {
		if err := d.host.DropSecret(); err != nil {
			d.host.Log(err.Error()) // the key stays, and opens nothing
		}
	}
	return d.state()
}

func (d *Desk) guardedBy() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.guarded
}

// machineKey has the machine keep a key, a new one when it has none, and tells how it is kept.
func (d *Desk) machineKey() (store.Key, string, error) {
	key, err := store.NewSecret(d.host.Rand())
	if err != nil {
		return store.Key{}, "", err
	}
	key, safe, err := d.host.SaveSecret(key)
	if safe {
		return key, byKeyring, err
	}
	return key, byDevice, err
}

// settingsID is the one record of its kind.
const settingsID = "settings"

// SetSettings keeps what was changed in settings since the base that they were made from, beside what another window kept in the meantime,
// and returns the settings as they are kept. Of a value that both changed the last one stays.
func (d *Desk) SetSettings(base, changed Settings) (kept Settings, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Settings{}, err
	}
	if !d.engine().Locales().Has(changed.Language) {
		return Settings{}, refuse("no-language", "/language", "language", changed.Language)
	}
	for conflict := new(store.Conflict); ; {
		old, version, err := d.keptSettings(db)
		if err != nil {
			return Settings{}, err
		}
		data, err := json.Marshal(old.merged(base, changed))
		if err != nil {
			return Settings{}, err
		}
		_, err = db.Put(store.Record{Kind: store.Setting, ID: settingsID, Version: version, Data: data})
		if errors.As(err, &conflict) {
			continue // another window was just before this one
		}
		if err != nil {
			return Settings{}, err
		}
		break
	}
	d.tell(store.Setting, "", 0)
	if kept, err = d.settings(); err == nil {
		d.host.SetLanguage(kept.Language)
	}
	return kept, err
}

// merged is the settings with what was changed in others since their base.
func (s Settings) merged(base, changed Settings) Settings {
	for _, v := range []struct{ now, before, after *string }{
		{&s.Language, &base.Language, &changed.Language},
		{&s.TimestampURL, &base.TimestampURL, &changed.TimestampURL},
		{&s.Identity, &base.Identity, &changed.Identity},
		{&s.Place, &base.Place, &changed.Place},
	} {
		if *v.after != *v.before {
			*v.now = *v.after
		}
	}
	if !slices.Equal(base.Trusted, changed.Trusted) {
		s.Trusted = changed.Trusted
	}
	within := func(p dossier.Processor) dossier.Dossier { return dossier.Dossier{Processor: p} }
	s.Processor = dossier.Merge(within(base.Processor), within(changed.Processor), within(s.Processor), nil).Dossier.Processor
	return s
}

// settings are those that are kept, or the first ones.
func (d *Desk) settings() (Settings, error) {
	db, err := d.open()
	if err != nil {
		return Settings{}, err
	}
	s, _, err := d.keptSettings(db)
	if err != nil {
		return Settings{}, err
	}
	d.mu.Lock()
	d.lang = s.Language
	d.mu.Unlock()
	return s, nil
}

// keptSettings are the settings with their version; the version of the first ones is 0.
func (d *Desk) keptSettings(db *store.Store) (Settings, int, error) {
	s := d.fresh()
	r, err := db.Get(store.Setting, settingsID)
	if err == nil {
		err = json.Unmarshal(r.Data, &s)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Settings{}, 0, err
	}
	if s.Processor.Entities == nil {
		s.Processor.Entities = []string{}
	}
	if s.Trusted == nil {
		s.Trusted = []string{}
	}
	return s, r.Version, nil
}

// fresh are the settings of who has set nothing: all companies of the group, in the language of the system.
func (d *Desk) fresh() Settings {
	s := Settings{Language: d.engine().Locales().Locale(d.host.Language()).Lang, Trusted: []string{},
		Processor: dossier.Processor{Entities: []string{}}}
	for _, e := range d.engine().Catalogue().Entities {
		s.Processor.Entities = append(s.Processor.Entities, e.ID)
	}
	return s
}
