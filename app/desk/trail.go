package desk

import "context"

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
	o, err := d.office()
	if err != nil {
		return Trail{}, err
	}
	found, err := o.Trail(context.Background(), most, whole)
	if err != nil {
		return Trail{}, err
	}
	t = Trail{Entries: found.Entries, Lines: []TrailLine{}, Damage: d.sentences(found.Damage)}
	l := d.locale()
	for _, e := range found.Lines {
		line := TrailLine{Seq: e.Seq, At: stamp(e.At), Action: l.T("store.action."+e.Action, nil), Name: e.Name}
		if e.Kind != "" {
			line.Kind = l.T("store.kind."+e.Kind, nil)
		}
		t.Lines = append(t.Lines, line)
	}
	return t, nil
}
