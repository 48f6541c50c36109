package office

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/store"
)

// Settings are the user's own, as they are kept.
type Settings struct {
	Language     string `json:"language"`     // of the app
	TimestampURL string `json:"timestampUrl"` // of the authority; empty for none
	Identity     string `json:"identity"`     // the one chosen last
	Place        string `json:"place"`        // where one signs, as last given
	LockAfter    int    `json:"lockAfter"`    // minutes in which nobody does anything; 0 for never. A passphrase is asked then, when there is one
	// Certificates, as PEM, of the issuers that Verify trusts.
	Trusted []string `json:"trusted"`
}

// settingsRecord is how settings are kept.
type settingsRecord struct {
	Settings
	// What a program before there was a record of the organisation knew of it.
	Processor dossier.Processor `json:"processor"`
}

// settingsID is the one record of its kind.
const settingsID = "settings"

// lockAfter is how many minutes nobody has to do anything before what is kept is locked, unless that is set otherwise.
const lockAfter = 15

// Fresh are the settings of who has set nothing, in the language of the system.
func Fresh(e *engine.Engine, language string) Settings {
	return Settings{Language: e.Locales().Locale(language).Lang, LockAfter: lockAfter, Trusted: []string{}}
}

// Settings are those that are kept, or the first ones.
func (o *Office) Settings(ctx context.Context) (Settings, error) {
	s, _, err := o.keptSettings(ctx)
	return s.Settings, err
}

// keptSettings are the settings with their version; the version of the first ones is 0.
func (o *Office) keptSettings(ctx context.Context) (settingsRecord, int, error) {
	s := settingsRecord{Settings: Fresh(o.engine, o.world.Language())}
	r, err := o.get(ctx, store.Setting, settingsID)
	if err == nil {
		err = json.Unmarshal(r.Data, &s)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return settingsRecord{}, 0, err
	}
	if s.Trusted == nil {
		s.Trusted = []string{}
	}
	return s, r.Version, nil
}

// SetSettings keeps what was changed in settings since the base that they were made from, beside what another window kept in the meantime,
// and returns the settings as they are kept. Of a value that both changed the last one stays. The error has the code "no-language".
func (o *Office) SetSettings(ctx context.Context, by By, base, changed Settings) (Settings, error) {
	if !o.engine.Locales().Has(changed.Language) {
		return Settings{}, Refuse("no-language", "/language", "language", changed.Language)
	}
	for {
		old, version, err := o.keptSettings(ctx)
		if err != nil {
			return Settings{}, err
		}
		old.Settings = old.merged(base, changed)
		data, err := json.Marshal(old)
		if err != nil {
			return Settings{}, err
		}
		_, err = o.put(ctx, by, store.Change{Ref: kept(store.Setting, settingsID), Base: version, Data: data})
		if conflict := new(store.Conflict); errors.As(err, &conflict) {
			continue // another window was just before this one
		}
		if err != nil {
			return Settings{}, err
		}
		o.tell(store.Setting, "", 0)
		return o.Settings(ctx)
	}
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
	if changed.LockAfter != base.LockAfter {
		s.LockAfter = max(changed.LockAfter, 0)
	}
	if !slices.Equal(base.Trusted, changed.Trusted) {
		s.Trusted = changed.Trusted
	}
	return s
}
