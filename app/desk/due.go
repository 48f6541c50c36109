package desk

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"verwoord/app/engine"
	store "verwoord/app/vault"
)

// standing is how far the newest agreement among a client's documents is, and the id of that document.
func (d *Desk) standing(s summary, changed time.Time, documents []store.Record) (out engine.Standing, document string) {
	out.Start = s.Start
	for _, r := range documents {
		m, err := metaOf(r)
		if err != nil || m.Document != engine.Agreement {
			continue
		}
		out.Made, out.Template = d.day(m.Made), m.Template
		for _, signatory := range m.signatories() {
			at, err := time.Parse(time.RFC3339, signatory.Time)
			switch {
			case !signatory.OK || err != nil:
			case signatory.Party == engine.Processor:
				out.Processor = d.day(at)
			case signatory.Party == engine.Controller:
				out.Controller = d.day(at)
			}
		}
		if m.Prints != s.Prints {
			out.Changed = d.day(changed)
		}
		return out, r.ID
	}
	return out, ""
}

// day is the day of a moment, where the user is.
func (d *Desk) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(d.host.Now().Location()).Format(time.DateOnly)
}

// due is what is to be done for a client, the first first. As long as nothing was made, what its dates ask for is said by Check.
func (d *Desk) due(client string, s summary, changed time.Time, documents []store.Record) []Due {
	standing, document := d.standing(s, changed, documents)
	out := []Due{}
	for _, x := range d.engine().Due(standing, d.today()) {
		due := d.dueOf(client, s.Name, x)
		if x.Code == "processor" || x.Code == "controller" {
			due.Document = document
		}
		out = append(out, due)
	}
	if standing.Made != "" {
		for _, x := range s.Due {
			out = append(out, d.dueOf(client, s.Name, x))
		}
	}
	sortDue(out)
	return out
}

func (d *Desk) dueOf(client, name string, x engine.Due) Due {
	return Due{Client: client, Name: name, Path: x.Path, At: x.Day, What: x.Sentence(d.locale()), Late: x.Day < d.today()}
}

// dueIdentities are the certificates that are about to end. Of those that have, only the one that was used last is worth a word.
func (d *Desk) dueIdentities(db *store.Store) ([]Due, error) {
	records, err := db.List(store.Identity)
	if _, err := d.damage(err); err != nil {
		return nil, err
	}
	settings, err := d.settings()
	if err != nil {
		return nil, err
	}
	var out []Due
	for _, r := range records {
		var m identityMeta
		if err := json.Unmarshal(r.Meta, &m); err != nil {
			return nil, err
		}
		x, ok := engine.DueIdentity(m.Name, d.day(m.Until), d.today())
		if due := d.dueOf("", "", x); ok && (!due.Late || r.ID == settings.Identity) {
			out = append(out, due)
		}
	}
	return out, nil
}

func sortDue(due []Due) {
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Compare(a.At, b.At) })
}
