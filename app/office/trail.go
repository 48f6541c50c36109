package office

import (
	"context"
	"errors"
	"time"

	store "verwoord/app/vault"
)

// Trail is the end of the audit trail, and whether what is kept is whole.
type Trail struct {
	Entries int         // of the whole trail
	Lines   []TrailLine // the newest first
	Damage  []error     // none when all is whole
}

// TrailLine is one thing that happened.
type TrailLine struct {
	Seq    int
	At     time.Time
	Action string // what was done
	Kind   string // to what; empty when it was to the store
	Name   string // of the client; empty when it is about none, or it has none any more
}

// Trail returns the newest lines of the audit trail, at most so many, the newest first, and where its chain is broken. Of the whole it
// also tells every record that cannot be read or is not what the trail tells of: that reads all that is kept.
func (o *Office) Trail(ctx context.Context, most int, whole bool) (Trail, error) {
	var t Trail
	entries, err := o.store.Audit()
	var chain *store.ChainError
	if err != nil && !errors.As(err, &chain) {
		return Trail{}, err
	}
	if chain != nil {
		t.Damage = append(t.Damage, chain)
	}
	if whole {
		t.Damage = o.store.Check()
	}
	t.Entries = len(entries)
	names, err := o.names(ctx)
	if err != nil {
		return Trail{}, err
	}
	for i := len(entries) - 1; i >= 0 && len(t.Lines) < most; i-- {
		e := entries[i]
		t.Lines = append(t.Lines, TrailLine{Seq: e.Seq, At: e.Time, Action: string(e.Action), Kind: string(e.Kind), Name: names[e.Client]})
	}
	return t, nil
}

// names are those of the clients, by their ids.
func (o *Office) names(ctx context.Context) (map[string]string, error) {
	records, err := o.store.List(store.Dossier)
	if _, err := damaged(err); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range records {
		s, err := o.summary(ctx, r)
		if err != nil {
			continue // Check tells of it
		}
		out[r.ID] = s.Name
	}
	return out, nil
}
