package office

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"verwoord/app/engine"
	"verwoord/app/store"
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
func (o *Office) standing(r *row) (out engine.Standing, document string) {
	out.Start = r.summary.Start
	for _, d := range r.documents {
		if d.meta.Document != engine.Agreement {
			continue
		}
		out.Made, out.Template = o.day(d.meta.Made), d.meta.Template
		for _, signatory := range d.signatures {
			at, err := time.Parse(time.RFC3339, signatory.Time)
			switch {
			case !signatory.OK || err != nil:
			case signatory.Party == engine.Processor:
				out.Processor = o.day(at)
			case signatory.Party == engine.Controller:
				out.Controller = o.day(at)
			}
		}
		if !r.summary.printed(d.meta.Prints) {
			out.Changed = o.day(r.saved.At)
		}
		return out, d.ID
	}
	return out, ""
}

// dueOn is what is to be done for a client on a day, the first first.
func (r *row) dueOn(day string) []Due {
	out := []Due{}
	for _, a := range r.due {
		if a.On(day) {
			out = append(out, a.on(day))
		}
	}
	return out
}

func (a *appointment) on(day string) Due {
	return Due{Due: a.Due, Client: a.row.id, Name: a.row.summary.Name, Document: a.document, Late: a.Day < day}
}

// due is what is to be done for all clients on a day, the first first and no more than so many.
func (x *index) due(today string, most int) []Due {
	out := []Due{}
	for _, a := range x.agenda {
		if len(out) == most {
			break
		}
		if a.On(today) {
			out = append(out, a.on(today))
		}
	}
	return out
}

// dueIdentities are the certificates that are about to end. Of those that have, only the one that was used last is worth a word.
func (o *Office) dueIdentities(records map[string]store.Record, last string) ([]Due, error) {
	var out []Due
	for _, r := range records {
		var m identityMeta
		if err := json.Unmarshal(r.Head, &m); err != nil {
			return nil, err
		}
		for _, x := range engine.DueOn(engine.DueIdentity(m.Name, o.day(m.Until)), o.today()) {
			if due := (Due{Due: x, Late: x.Day < o.today()}); !due.Late || r.ID == last {
				out = append(out, due)
			}
		}
	}
	slices.SortFunc(out, func(a, b Due) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Args["Name"], b.Args["Name"]))
	})
	return out, nil
}

func sortDue(due []Due) {
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
}
