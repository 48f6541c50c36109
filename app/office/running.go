package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/incident"
	"verwoord/app/store"
)

// settled is the kind of a record that says that something that is due was ticked off, under the key of that.
const settled store.Kind = "settled"

// dueKey names what is due for a client by a day: what is due by another day is something else.
func dueKey(client string, d engine.Due) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{client, d.Code, d.Path, d.Day, d.Moment}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// TickOff takes something that is due for a client off the list, or puts it back: somebody did it, or decided that it need not be done.
func (o *Office) TickOff(ctx context.Context, by By, client, key string, off bool) error {
	if key == "" {
		return Refuse("due-stays", "")
	}
	if _, err := o.get(ctx, store.Dossier, client); err != nil {
		return err
	}
	change := store.Change{Ref: kept(settled, key), Client: client, Deleted: !off}
	switch r, err := o.get(ctx, settled, key); {
	case (err == nil) == off:
		return nil
	case err == nil:
		change.Base = r.Version
	}
	if off {
		change.Head = []byte("{}")
	}
	if _, err := o.put(ctx, by, change); err != nil {
		return err
	}
	o.tell(settled, client, 0)
	return nil
}

// rerunAll says anew what is due of every record that concerns a client.
func (o *Office) rerunAll(x *index, client string) {
	for ref, a := range x.about {
		if slices.Contains(a.Clients, client) {
			o.rerun(x, ref, a)
		}
	}
}

// rerun says what is due of a record, and puts it on the agenda in place of what was due of it.
func (o *Office) rerun(x *index, ref store.Ref, a About) {
	for _, p := range x.running[ref] {
		x.agenda.remove(p)
	}
	delete(x.running, ref)
	for _, d := range o.runs(x, a) {
		p := &appointment{dated: dated{Due: d}, about: &a}
		x.agenda.add(p)
		x.running[ref] = append(x.running[ref], p)
	}
}

// runs is what is due of a breach: the first notices that were not sent, the next one that was promised first, and the last ones once it is
// over. Where JEX is the controller it has to notify the authority itself.
func (o *Office) runs(x *index, a About) (due []engine.Due) {
	if a.Kind != breachKind || a.ID == "" {
		return nil
	}
	name := a.ID
	if a.Title != "" {
		name = a.Title + " (" + a.ID + ")"
	}
	c := o.clock(a, nil)
	if incident.OwnData(a.role) {
		return engine.DueBreach(engine.DueOwn, name, c.Own, a.Drill, 0)
	}
	first, next, last, by := 0, 0, 0, ""
	document := o.breachNotice()
	for _, client := range a.Clients {
		sent := x.rows[client].sentAbout(document, a.ID)
		switch over := a.Stage == "closed" || a.Stage == "withdrawn"; {
		case len(sent) == 0 && a.Stage == "withdrawn": // nobody has to hear of what was none
		case len(sent) == 0:
			first++
		case sent[len(sent)-1].Phase == "closing" || sent[len(sent)-1].Phase == "withdrawal":
		default:
			if over {
				last++
			} else {
				next++
			}
			if at := sent[len(sent)-1].Next; at != "" && (by == "" || moment(at).Before(moment(by))) {
				by = at
			}
		}
	}
	if len(a.Clients) == 0 && a.Stage != "closed" && a.Stage != "withdrawn" {
		due = append(due, engine.DueBreach(engine.DueWhom, name, c.Target, a.Drill, 0)...)
	}
	if first > 0 {
		due = append(due, engine.DueBreach(engine.DueFirst, name, c.Target, a.Drill, first)...)
	}
	if next > 0 {
		due = append(due, engine.DueBreach(engine.DueNext, name, by, a.Drill, next)...)
	}
	if last > 0 {
		due = append(due, engine.DueBreach(engine.DueLast, name, by, a.Drill, last)...)
	}
	return due
}
