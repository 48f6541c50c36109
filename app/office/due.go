package office

import (
	"cmp"
	"encoding/json"
	"iter"
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
	About    About  // the record that it is about; of nothing when it is about a client or an identity
	Late     bool   // that day or moment has passed
	Key      string // to be given to TickOff; empty for what only doing it takes off the list
	Settled  bool   // it was ticked off
}

// standing is how far the newest agreement among a client's documents is, and the id of that document.
func (o *Office) standing(r *row) (out engine.Standing, document string) {
	out.Start = r.brief.Start
	for _, d := range r.documents {
		if d.meta.Document != engine.Agreement {
			continue
		}
		out.Made, out.Template = o.day(d.meta.Made), d.meta.Template
		for _, signatory := range d.signatures {
			at, err := time.Parse(time.RFC3339, signatory.Time)
			switch {
			case !signatory.OK || signatory.Alone || err != nil:
			case !signatory.Established:
				out.Claims = append(out.Claims, engine.Claim{Party: signatory.Party, Name: signatory.Name, Day: o.day(at)})
			case signatory.Party == engine.Processor:
				out.Processor = o.day(at)
			case signatory.Party == engine.Controller:
				out.Controller = o.day(at)
			}
		}
		if !r.brief.printed(d.meta.Prints) {
			out.Changed = o.day(r.at)
		}
		return out, d.ID
	}
	return out, ""
}

// dueOn is what is to be done for a client at a moment, the first first.
func (o *Office) dueOn(r *row, now time.Time) []Due {
	out := []Due{}
	for a := range r.open(now) {
		out = append(out, o.due(a, now))
	}
	return out
}

// open are the appointments of a client that are to be done at a moment, the first first.
func (r *row) open(now time.Time) iter.Seq[*appointment] {
	today := now.Format(time.DateOnly)
	return func(yield func(*appointment) bool) {
		for _, a := range r.due {
			if a.On(today) && !a.settled && !yield(a) {
				return
			}
		}
	}
}

// due is an appointment as it is told at a moment.
func (o *Office) due(a *appointment, now time.Time) Due {
	d := Due{Due: a.Due, Document: a.document, Settled: a.settled, Late: a.Day < now.Format(time.DateOnly)}
	if a.Moment != "" {
		d.Late = moment(a.Moment).Before(now)
	}
	if a.about != nil {
		d.About = *a.about
	}
	if a.row != nil {
		d.Args = o.args(a)
		d.Client, d.Name, d.Key = a.row.id, a.row.brief.Name, dueKey(a.row.id, a.Due)
	}
	return d
}

// args are the arguments of what is due for a client.
func (o *Office) args(a *appointment) (args map[string]string) {
	if a.args != "" {
		_ = json.Unmarshal([]byte(a.args), &args) // without them the sentence has gaps
		return args
	}
	standing, _ := o.standing(a.row)
	for _, d := range o.engine.Due(standing) {
		if d.Code == a.Code && d.Day == a.Day {
			return d.Args
		}
	}
	return nil
}

// The kinds of what is due, which one can look at by themselves.
const (
	DueNotices    = "notices"    // what clients of a breach are to be sent
	DueSignatures = "signatures" // of agreements
	DueAgreements = "agreements" // to be made anew, or that end
	DueOther      = "other"
	DueSettled    = "settled" // what was ticked off, of whatever kind
)

// DueKinds are the kinds, in the order in which they are offered.
var DueKinds = []string{DueNotices, DueSignatures, DueAgreements, DueOther, DueSettled}

// kindOf is the kind of what is due, by its code.
func kindOf(code string) string {
	switch code {
	case engine.DueWhom, engine.DueFirst, engine.DueNext, engine.DueLast, engine.DueOwn:
		return DueNotices
	case engine.Processor, engine.Controller, "start", "started":
		return DueSignatures
	case "changed", "text", "end", "ended":
		return DueAgreements
	}
	return DueOther
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
	slices.SortStableFunc(due, func(a, b Due) int { return a.Due.Compare(b.Due) })
}
