package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verwoord/app/incident"
	"verwoord/app/locale"
	"verwoord/app/office"
)

// NewIncident begins a breach, or a drill of one: JEX knows of it from now, unless that is changed.
func (d *Desk) NewIncident(drill bool) (r OpenRecord, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return OpenRecord{}, err
	}
	return d.received(o.NewIncident(context.Background(), by, drill))
}

// Breach opens a breach, with its clock and how far the notice to each client is.
func (d *Desk) Breach(id string) (b Breach, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return Breach{}, err
	}
	found, err := o.Breach(context.Background(), id)
	if err != nil {
		return Breach{}, err
	}
	b = Breach{Clock: Clock(found.Clock), Rows: []BreachRow{}}
	if b.Record, err = d.received(found.Record, nil); err != nil {
		return Breach{}, err
	}
	for _, row := range found.Rows {
		out := BreachRow{
			Client: row.Client, Name: row.Name, State: row.State, Document: row.Document, Made: stamp(row.Made), Stale: row.Stale, Until: row.Until, Sent: []Sent{},
		}
		for _, s := range row.Sent {
			out.Sent = append(out.Sent, Sent{s.Document, s.Number, s.Phase, s.At, s.How, s.To, s.By, s.Next, s.Answered})
		}
		b.Rows = append(b.Rows, out)
	}
	return b, nil
}

// Proposals are the clients that a breach could affect, by what was agreed with them. A person confirms them.
func (d *Desk) Proposals(id string, s Search) (p Proposals, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Proposals")
	defer done()
	o, err := d.office()
	if err != nil {
		return Proposals{}, err
	}
	list, more, err := o.Proposals(ctx, id, office.Search(s))
	p = Proposals{Clients: []Proposal{}, More: more}
	for _, found := range list {
		out := Proposal{Client: found.Row.Client, Name: found.Name, Subprocessor: found.Subprocessor}
		data, err := json.Marshal(found.Row)
		if err == nil {
			err = json.Unmarshal(data, &out.Row)
		}
		if err != nil {
			return p, err
		}
		p.Clients = append(p.Clients, out)
	}
	return p, err
}

// Agreed is what of a client's agreement a breach can touch.
func (d *Desk) Agreed(client string) (a AgreedWith, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return AgreedWith{}, err
	}
	found, err := o.Agreed(context.Background(), client)
	return AgreedWith{
		Services: append([]string{}, found.Services...), DataSubjects: append([]string{}, found.DataSubjects...),
		PersonalData: append([]string{}, found.PersonalData...), Contact: Contact{found.Contact.Name, found.Contact.Email, found.Contact.Phone},
	}, err
}

// Notice tells what the next notice of a breach to a client would be, and what stands in its way.
func (d *Desk) Notice(id, client string) (n Notice, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return Notice{}, err
	}
	t, err := o.NoticeProblems(context.Background(), id, client)
	return Notice{Number: t.Number, Phase: t.Phase, Open: t.Open, Problems: d.worded(t.Problems)}, err
}

// notifying is the method that makes the notices of a breach, which can be cancelled and called again.
const notifying = "Notify"

// Notify makes and signs the notices of a breach for which what is known now was not made and signed yet; an identity that is empty signs
// nothing. Again makes those anew too that are stale. What is done stays when it is cancelled.
func (d *Desk) Notify(id string, r SignRequest, again bool) (list []Notified, err error) {
	defer d.guard(&err)
	ctx, done := d.begin(notifying)
	defer done()
	o, by, err := d.acting()
	if err != nil {
		return nil, err
	}
	request, err := r.received()
	if err != nil {
		return nil, err
	}
	found, err := o.Notify(ctx, by, id, request, again, func(done, all int, name string) {
		d.host.Emit(EventProgress, Progress{Call: notifying, Step: d.locale().T("desk.step.notify", locale.Args{"Done": done + 1, "Count": all, "Name": name})})
	})
	list = []Notified{}
	for _, n := range found {
		out := Notified{Client: n.Client, Name: n.Name, Made: n.Document != nil, Problems: d.worded(n.Problems)}
		list = append(list, out)
	}
	if errors.Is(err, context.Canceled) {
		err = nil // what is done stays, and the list says what that is
	}
	return list, err
}

// Mails are the drafts of the notices of a breach that are signed and not sent, in one file.
func (d *Desk) Mails(id string) (f File, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return File{}, err
	}
	return d.sent(o.Mails(context.Background(), by, id))
}

// Sent keeps that a document was sent: a person says so. From then on it stays as it is, and the next one follows it.
func (d *Desk) Sent(s Sending) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.Sent(context.Background(), by, office.Sending(s))
}

// NotSent takes back that a document was sent, when that was a mistake and no other one followed it.
func (d *Desk) NotSent(document string) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.NotSent(context.Background(), by, document)
}

// Answered keeps that a client answered what it was sent, or that it did not after all.
func (d *Desk) Answered(document string, yes bool) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.Answered(context.Background(), by, document, yes)
}

// UndoRecord takes back the last change of a record. The error has the code "store.nothing" when there is none.
func (d *Desk) UndoRecord(kind, id string, version int) (r OpenRecord, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return OpenRecord{}, err
	}
	return d.received(o.UndoRecord(context.Background(), by, kind, id, version))
}

// RedoRecord makes a change again that was taken back.
func (d *Desk) RedoRecord(kind, id string, version int) (r OpenRecord, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return OpenRecord{}, err
	}
	return d.received(o.RedoRecord(context.Background(), by, kind, id, version))
}

// TickOff takes something that is due off the list, or puts it back.
func (d *Desk) TickOff(client, key string, off bool) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.TickOff(context.Background(), by, client, key, off)
}

// breachChoices are what can be chosen in a breach, by the member, with the group of messages that says what each means.
var breachChoices = map[string]struct {
	group string
	ids   []string
}{
	"role":                         {"role", incident.Roles},
	"stage":                        {"stage", incident.Stages},
	"discoveredBy":                 {"discovered", incident.Discoverers},
	"when.kind":                    {"when", incident.WhenKinds},
	"continues":                    {"answer", incident.Answers},
	"kind":                         {"kind", incident.Kinds},
	"confidentiality":              {"confidentiality", incident.Confidentiality},
	"integrity":                    {"integrity", incident.Integrity},
	"availability":                 {"availability", incident.Availability},
	"incident":                     {"incident", incident.Incidents},
	"cause":                        {"cause", incident.Causes},
	"recipients":                   {"recipients", incident.Recipients},
	"unintelligible":               {"unintelligible", incident.Unintelligible},
	"consequences.confidentiality": {"consequence", incident.AfterConfidentiality},
	"consequences.integrity":       {"consequence", incident.AfterIntegrity},
	"consequences.availability":    {"consequence", incident.AfterAvailability},
	"consequences.people":          {"consequence", incident.AfterPeople},
	"measures.status":              {"measure-status", incident.MeasureStatuses},
	"prevention":                   {"prevention", incident.Prevention},
	"evidence":                     {"evidence", incident.Evidence},
	"help":                         {"help", incident.Help},
	"parties.role":                 {"party", incident.PartyRoles},
	"attachments.kind":             {"attachment", incident.AttachmentKinds},
	"affected.special":             {"special", incident.Special},
	"affected.decision.severity":   {"severity", incident.Severities},
	"affected.decision.risk":       {"risk", incident.Risks},
	"affected.count":               {"count", incident.CountKinds},
	"affected.list":                {"list", incident.Lists},
	"affected.informedEarlierHow":  {"informed", incident.InformedHow},
}

// breachLabels are the members of a breach that one can fill in, with what holds them.
func breachLabels() []string {
	labels := map[string]bool{}
	for pattern := range incident.Type.Table() {
		parts := strings.Split(pattern, ".")
		for n := range parts {
			labels[strings.Join(parts[:n+1], ".")] = true
		}
	}
	maps.DeleteFunc(labels, func(name string, _ bool) bool {
		return name == "schema" || name == "notice" || strings.HasPrefix(name, "notice.")
	})
	return slices.Sorted(maps.Keys(labels))
}

// BreachChoices are what can be chosen in a breach, by the member, and under "label" what the members are called, in the language of the
// window.
func (d *Desk) BreachChoices() (all map[string][]Choice, err error) {
	defer d.guard(&err)
	l := d.locale()
	all = map[string][]Choice{}
	for member, c := range breachChoices {
		all[member] = choices(l, "incident."+c.group+".", c.ids)
	}
	all["affected.dataSubjects"] = choices(l, "dataSubjects.", incident.MoreSubjects)
	all["affected.personalData"] = choices(l, "personalData.", incident.MoreData)
	all["measuresBefore"] = choices(l, "measures.", incident.MeasuresBefore)
	all["label"] = choices(l, "field.incident.", breachLabels())
	all["unknown.field"] = choices(l, "field.incident.", incident.QuestionFields())
	all["sent.how"] = choices(l, "desk.sent.", office.Ways)
	return all, nil
}

// received is a record as it crosses.
func (d *Desk) received(r office.Record, err error) (OpenRecord, error) {
	if err != nil {
		return OpenRecord{}, err
	}
	out := OpenRecord{Subject: subject(r.About), Undo: r.Undo, Redo: r.Redo, Problems: d.worded(r.Problems)}
	if err := json.Unmarshal(r.Data, &out.Record); err != nil {
		return OpenRecord{}, fmt.Errorf("read %s %s: %w", r.Kind, r.ID, err)
	}
	return out, nil
}

// BreachLog is the log of breaches that JEX keeps as processor, as a file: json, csv, xlsx, pdf, html, md or txt. It is of one client, which may have
// it, or over all when the id is empty.
func (d *Desk) BreachLog(client, format string) (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	return d.printed(o.LogFile(context.Background(), client, d.locale().Lang, format))
}
