package desk

import (
	"context"
	"errors"

	"verwoord/app/office"
)

// Start opens the store, or makes it at the first start. It is the first call of a window, and may be repeated. The error has the code
// "key-away" when the store wants the machine's key, which cannot be had now.
func (d *Desk) Start() (s State, err error) {
	defer d.guard(&err)
	if err := d.door.Open(context.Background()); err != nil {
		return State{}, err
	}
	s, err = d.state()
	s.Files = append([]File{}, d.host.Waiting()...)
	return s, err
}

// state tells where things stand, and makes the user's language known.
func (d *Desk) state() (State, error) {
	o, err := d.office()
	s := State{Locked: errors.Is(err, office.ErrLocked), Protection: d.door.Guarded(), Can: d.host.Can(), Files: []File{}}
	if s.Locked {
		s.Settings = Settings(office.Fresh(d.engine(), d.host.Language()))
		return s, nil
	}
	s.Settings, err = d.settings(o)
	return s, err
}

// settings are those that are kept. The language of the user is known from then on.
func (d *Desk) settings(o *office.Office) (Settings, error) {
	s, err := o.Settings(context.Background())
	if err != nil {
		return Settings{}, err
	}
	d.mu.Lock()
	d.lang = s.Language
	d.mu.Unlock()
	return Settings(s), nil
}

// Unlock opens a store that a passphrase protects.
func (d *Desk) Unlock(passphrase string) (s State, err error) {
	defer d.guard(&err)
	if err := d.door.Unlock(context.Background(), passphrase); err != nil {
		return State{}, err
	}
	return d.state()
}

// StartAnew starts with nothing kept when what is kept cannot be opened: its passphrase is forgotten, its key is gone or it is damaged. It is
// set aside, not removed. The error is that of Start when it is anything else.
func (d *Desk) StartAnew() (s State, err error) {
	defer d.guard(&err)
	if err := d.door.Anew(context.Background()); err != nil {
		return State{}, err
	}
	return d.Start()
}

// Lock closes a store that a passphrase protects. One that the machine's own key opens stays open.
func (d *Desk) Lock() (s State, err error) {
	defer d.guard(&err)
	d.door.Lock()
	return d.state()
}

// SetPassphrase changes what opens the store. An empty old passphrase is the key that the machine keeps; an empty new one goes back to
// such a key. The error has the code "store.key" when the old one is wrong, and "passphrase-short".
func (d *Desk) SetPassphrase(before, after string) (s State, err error) {
	defer d.guard(&err)
	if err := d.door.SetPassphrase(context.Background(), before, after); err != nil {
		return State{}, err
	}
	return d.state()
}

// SetSettings keeps what was changed in settings since the base that they were made from, beside what another window kept in the meantime,
// and returns the settings as they are kept. Of a value that both changed the last one stays.
func (d *Desk) SetSettings(base, changed Settings) (kept Settings, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Settings{}, err
	}
	if _, err := o.SetSettings(context.Background(), by, office.Settings(base), office.Settings(changed)); err != nil {
		return Settings{}, err
	}
	if kept, err = d.settings(o); err == nil {
		d.host.SetLanguage(kept.Language)
	}
	return kept, err
}
