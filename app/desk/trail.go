package desk

import (
	"errors"

	store "verwoord/app/vault"
)

// Trail is the end of the audit trail, and whether what is kept is whole.
type Trail struct {
	Entries int         `json:"entries"` // of the whole trail
	Lines   []TrailLine `json:"lines"`   // the newest first
	Damage  []string    `json:"damage"`  // sentences; none when all is whole
}

// TrailLine is one thing that happened.
type TrailLine struct {
	Seq    int    `json:"seq"`
	At     string `json:"at"`
	Action string `json:"action"` // what was done
	Kind   string `json:"kind"`   // to what; empty when it was to the store
	Name   string `json:"name"`   // of the client; empty when it is about none, or it has none any more
}

// Trail returns the newest lines of the audit trail, at most so many, the newest first, and where its chain is broken. Of the whole it
// also tells every record that cannot be read or is not what the trail tells of: that reads all that is kept.
func (d *Desk) Trail(most int, whole bool) (t Trail, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return Trail{}, err
	}
	t = Trail{Lines: []TrailLine{}, Damage: []string{}}
	entries, err := db.Audit()
	var chain *store.ChainError
	if err != nil && !errors.As(err, &chain) {
		return Trail{}, err
	}
	var damage []error
	if chain != nil {
		damage = append(damage, chain)
	}
	if whole {
		damage = db.Check()
	}
	for _, e := range damage {
		t.Damage = append(t.Damage, d.explain(e).Message)
	}
	t.Entries = len(entries)
	names, err := d.names(db)
	if err != nil {
		return Trail{}, err
	}
	l := d.locale()
	for i := len(entries) - 1; i >= 0 && len(t.Lines) < most; i-- {
		e := entries[i]
		line := TrailLine{Seq: e.Seq, At: stamp(e.Time), Action: l.T("store.action."+string(e.Action), nil), Name: names[e.Client]}
		if e.Kind != "" {
			line.Kind = l.T("store.kind."+string(e.Kind), nil)
		}
		t.Lines = append(t.Lines, line)
	}
	return t, nil
}

// names are those of the clients, by their ids.
func (d *Desk) names(db *store.Store) (map[string]string, error) {
	records, err := db.List(store.Dossier)
	if _, err := d.damage(err); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range records {
		s, err := d.summary(db, r)
		if err != nil {
			continue // Check tells of it
		}
		out[r.ID] = s.Name
	}
	return out, nil
}
