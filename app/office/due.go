package office

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"verwoord/app/engine"
	store "verwoord/app/vault"
)

// Due is something to do by a day.
type Due struct {
	engine.Due
	Client   string // empty when it is about an identity
	Name     string // of the client
	Document string // id of the document to sign; empty when it is something else
	Late     bool   // that day has passed
}

// standing is how far the newest agreement among a client's documents is, and the id of that document.
func (o *Office) standing(s summary, changed time.Time, documents []store.Record) (out engine.Standing, document string) {
	out.Start = s.Start
	for _, r := range documents {
		m, err := metaOf(r)
		if err != nil || m.Document != engine.Agreement {
			continue
		}
		out.Made, out.Template = o.day(m.Made), m.Template
		for _, signatory := range m.signatories() {
			at, err := time.Parse(time.RFC3339, signatory.Time)
			switch {
			case !signatory.OK || err != nil:
			case signatory.Party == engine.Processor:
				out.Processor = o.day(at)
			case signatory.Party == engine.Controller:
				out.Controller = o.day(at)
			}
		}
		if m.Prints != s.Prints {
			out.Changed = o.day(changed)
		}
		return out, r.ID
	}
	return out, ""
}

// due is what is to be done for a client, the first first. As long as nothing was made, what its dates ask for is said by Check.
func (o *Office) due(client string, s summary, changed time.Time, documents []store.Record) []Due {
	standing, document := o.standing(s, changed, documents)
	out := []Due{}
	for _, x := range engine.DueOn(o.engine.Due(standing), o.today()) {
		due := o.dueOf(client, s.Name, x)
		if x.Code == engine.Processor || x.Code == engine.Controller {
			due.Document = document
		}
		out = append(out, due)
	}
	if standing.Made != "" {
		for _, x := range engine.DueOn(s.Due, o.today()) {
			out = append(out, o.dueOf(client, s.Name, x))
		}
	}
	sortDue(out)
	return out
}

func (o *Office) dueOf(client, name string, x engine.Due) Due {
	return Due{Due: x, Client: client, Name: name, Late: x.Day < o.today()}
}

// dueIdentities are the certificates that are about to end. Of those that have, only the one that was used last is worth a word.
func (o *Office) dueIdentities(ctx context.Context) ([]Due, error) {
	records, err := o.store.List(store.Identity)
	if _, err := damaged(err); err != nil {
		return nil, err
	}
	settings, err := o.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var out []Due
	for _, r := range records {
		var m identityMeta
		if err := json.Unmarshal(r.Meta, &m); err != nil {
			return nil, err
		}
		for _, x := range engine.DueOn(engine.DueIdentity(m.Name, o.day(m.Until)), o.today()) {
			if due := o.dueOf("", "", x); !due.Late || r.ID == settings.Identity {
				out = append(out, due)
			}
		}
	}
	return out, nil
}

func sortDue(due []Due) {
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
}
