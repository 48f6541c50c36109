package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/incident"
	"verwoord/app/locale"
	"verwoord/app/record"
	"verwoord/app/store"
)

// breachKind is the kind of record that a breach is.
const breachKind = "incident"

// breachNotice is the document that tells a client of a breach.
func (o *Office) breachNotice() string { return o.engine.Notice(breachKind) }

// firstPromise is when a new breach promises the next notice, counted from when it is begun. It can be changed.
const firstPromise = 24 * time.Hour

// NewIncident begins a breach, or a drill of one: JEX knows of it from now, unless that is changed.
func (o *Office) NewIncident(ctx context.Context, by By, drill bool) (Record, error) {
	id, err := o.newReference(ctx, drill)
	if err != nil {
		return Record{}, err
	}
	zone := o.engine.Deadlines().Zone()
	now := o.world.Now().In(zone).Truncate(time.Minute)
	org, err := o.Organisation(ctx)
	if err != nil {
		return Record{}, err
	}
	next := incident.Incident{
		Schema: incident.Schema, ID: id, Exercise: drill, Incident: "unknown", MeasuresTaken: []incident.Measure{{}},
		AwareAt: now.Format(time.RFC3339), NextUpdate: now.Add(firstPromise).Format(time.RFC3339),
	}
	if entities := org.Processor().Entities; len(entities) == 1 {
		next.Entity = entities[0]
	}
	return o.SaveRecord(ctx, by, breachKind, 0, incident.Type.Encode(&next))
}

// newReference is a reference that no breach has: a word, the year and a number.
func (o *Office) newReference(ctx context.Context, drill bool) (string, error) {
	settings, err := o.Settings(ctx)
	if err != nil {
		return "", err
	}
	l := o.engine.Locales().Locale(settings.Language)
	word := l.T("document."+o.breachNotice()+".file", nil)
	if drill {
		word = l.T("document.drill.file", nil)
	}
	start := plain(word) + "-" + strconv.Itoa(o.world.Now().Year()) + "-"
	x, done, err := o.look(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	last := 0
	for ref := range x.about {
		if number, ok := strings.CutPrefix(ref.ID, start); ok {
			n, _ := strconv.Atoi(number)
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s%03d", start, last+1), nil
}

// The states of a breach's notice to one client.
const (
	NoticeOpen     = "open"   // nothing was made yet
	NoticeMade     = "made"   // made, and not signed
	NoticeSigned   = "signed" // signed, and not sent
	NoticeSent     = "sent"   // what was sent tells what is known now
	NoticeAnswered = "answered"
	NoticeChanged  = "changed" // what was sent tells something else, and what is known now was not made yet
	NoticeNone     = "none"    // the breach turned out to be none before the client was told of it
)

// Breach is a breach as one works on it.
type Breach struct {
	Record
	Clock Clock
	Rows  []BreachRow // in the order of the record
}

// BreachRow is how far the notice to one client is.
type BreachRow struct {
	Client   string
	Name     string // empty when there is no such client
	State    string
	Document string // id of the document that is to be sent, or was sent last; empty for none
	Made     time.Time
	// It was signed more than an hour ago and not sent: it names a moment, from which its reader counts hours, that is not when it goes.
	Stale bool
	Sent  []Sent // the first first
	Until string // the end of the client's own hours, RFC 3339; empty as long as the client knows of nothing
}

// Clock is what runs: JEX's own time, and the first of the clients'. Moments are RFC 3339.
type Clock struct {
	Aware    string
	Target   string // until when the clients are to know: the target, or what was agreed when that is earlier
	Agreed   bool   // that is a number of hours that was agreed with a client
	Hours    int    // from aware to target
	Escalate string // until when someone higher is to know
	Own      string // until when JEX itself notifies the authority, where it is the controller
	Client   string // until when the first client that knows has to decide; empty when none knows
	IfNow    string // and until when a client that is told now
}

// Breach opens a breach, with how far each notice is.
func (o *Office) Breach(ctx context.Context, id string) (Breach, error) {
	r, err := o.Record(ctx, breachKind, id)
	if err != nil {
		return Breach{}, err
	}
	return o.breach(ctx, r)
}

func (o *Office) breach(ctx context.Context, r Record) (Breach, error) {
	whole, problems := incident.Type.Decode(r.Data)
	if whole == nil {
		return Breach{}, &BadRecord{problems}
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return Breach{}, err
	}
	defer done()
	b, document := Breach{Record: r, Rows: []BreachRow{}}, o.breachNotice()
	for _, a := range whole.Affected {
		row := BreachRow{Client: a.Client}
		if client := x.rows[a.Client]; client != nil && client.version > 0 {
			row.Name = client.brief.Name
			row.fill(client, document, r.ID, tells(whole, a.Client, client.version))
		} else {
			row.State = NoticeOpen
		}
		if whole.Stage == "withdrawn" && len(row.Sent) == 0 {
			row.State, row.Document = NoticeNone, ""
		}
		row.Stale = row.State == NoticeSigned && o.world.Now().Sub(row.Made) > time.Hour
		row.Until = o.clientUntil(a, row.Sent)
		b.Rows = append(b.Rows, row)
	}
	b.Clock = o.clock(r.About, b.Rows)
	return b, nil
}

// fill says how far the notices to a client are, when the record tells so much of it now.
func (row *BreachRow) fill(client *row, document, about, now string) {
	row.Sent = client.sentAbout(document, about)
	sent := map[string]bool{}
	for _, s := range row.Sent {
		sent[s.Document] = true
	}
	row.State = NoticeOpen
	if n := len(row.Sent); n > 0 {
		last := row.Sent[n-1]
		row.Document = last.Document
		switch {
		case last.tells != now:
			row.State = NoticeChanged
		case last.Answered != "":
			row.State = NoticeAnswered
			return
		default:
			row.State = NoticeSent
			return
		}
	}
	for _, d := range client.documents { // the newest first
		if d.meta.Document != document || d.meta.Item != about || sent[d.ID] || d.meta.Tells != now {
			continue
		}
		if len(row.Sent) > 0 && !d.meta.Made.After(moment(row.Sent[len(row.Sent)-1].At)) {
			continue
		}
		if d.signedBy(engine.Processor) {
			row.State, row.Document, row.Made = NoticeSigned, d.ID, d.meta.Made
			return
		}
		if row.State != NoticeMade {
			row.State, row.Document, row.Made = NoticeMade, d.ID, d.meta.Made
		}
	}
}

func moment(at string) time.Time {
	m, _ := time.Parse(time.RFC3339, at)
	return m
}

// tells is a digest of what a client is told of a breach: its own part of the record, and its dossier by the version.
func tells(whole *incident.Incident, client string, version int) string {
	own, ok := whole.For(client)
	if !ok {
		return ""
	}
	own.Own().Decision = nil // what the client decided is in no notice
	sum := sha256.Sum256(append(incident.Type.Encode(&own), strconv.Itoa(version)...))
	return hex.EncodeToString(sum[:])
}

// clientUntil is the end of a client's own hours, empty as long as it knows of nothing.
func (o *Office) clientUntil(a incident.Affected, sent []Sent) string {
	first := ""
	if len(sent) > 0 {
		first = sent[0].At
	}
	limit, _, err := incident.ClientLimit(o.engine.Deadlines(), first, a.InformedEarlierAt)
	if err != nil {
		return "" // the field says what is wrong with it
	}
	return limit.Until
}

// clock is what runs of a breach.
func (o *Office) clock(a About, rows []BreachRow) Clock {
	tables := o.engine.Deadlines()
	c := Clock{Aware: a.aware}
	target, err := incident.TargetOf(tables, a.aware, a.hours)
	if err != nil {
		return c // the field says what is wrong with it
	}
	c.Target, c.Hours, c.Escalate = target.Until, target.Hours, target.Escalate
	if target.Agreed != "" && moment(target.Agreed).Before(moment(target.Until)) {
		c.Target, c.Hours, c.Agreed = target.Agreed, a.hours, true
	}
	if incident.OwnData(a.role) {
		if own, _, err := incident.ClientLimit(tables, a.aware, ""); err == nil {
			c.Own = own.Until
		}
	}
	for _, row := range rows {
		if row.Until != "" && (c.Client == "" || moment(row.Until).Before(moment(c.Client))) {
			c.Client = row.Until
		}
	}
	if now, _, err := incident.ClientLimit(tables, o.world.Now().Format(time.RFC3339), ""); err == nil {
		c.IfNow = now.Until
	}
	return c
}

// Search is what of a breach clients are looked for by: what is empty does not count.
type Search struct {
	Services     []string // ids; one of them
	Subprocessor string   // a part of its name
	PersonalData []string // ids; one of them
	Client       string   // words in its name, its place and its number in the trade register; all of them
}

// Proposal is a client that could be affected, by what was agreed with it. A person confirms it.
type Proposal struct {
	Name         string
	Row          incident.Affected // as it would be added
	Subprocessor string            // the name of the one that was found; empty when none was looked for
}

// mostProposals is how many clients are proposed at once.
const mostProposals = 1000

// Proposals are the clients that a breach could affect, by name; those that it names already are left out. It reads every dossier that
// is called so: what was agreed stands nowhere else.
func (o *Office) Proposals(ctx context.Context, id string, s Search) (list []Proposal, more bool, err error) {
	b, err := o.Breach(ctx, id)
	if err != nil {
		return nil, false, err
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, false, err
	}
	var ids []string
	words := strings.Fields(locale.Fold(s.Client))
	for _, r := range x.byName {
		if !slices.Contains(b.Clients, r.id) && holds(locale.Fold(r.brief.Name+" "+r.brief.City+" "+r.brief.KvK), words) {
			ids = append(ids, r.id)
		}
	}
	done()
	for _, client := range ids {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		d, err := o.latest(ctx, client)
		if damage, err := damaged(err); err != nil {
			return nil, false, err
		} else if len(damage) > 0 {
			continue // the overview tells of it
		}
		if p, ok := s.proposal(&d); ok {
			if len(list) == mostProposals {
				return list, true, nil
			}
			list = append(list, p)
		}
	}
	return list, false, nil
}

// proposal is the row of a client that could be affected.
func (s Search) proposal(d *dossier.Dossier) (p Proposal, ok bool) {
	row, ok := incident.Touches(d, s.Services)
	if !ok {
		return p, false
	}
	if s.Subprocessor != "" {
		at := slices.IndexFunc(d.Subprocessors, func(x dossier.Subprocessor) bool {
			return strings.Contains(locale.Fold(x.Name), locale.Fold(s.Subprocessor))
		})
		if at < 0 {
			return p, false
		}
		p.Subprocessor = d.Subprocessors[at].Name
	}
	row.DataSubjects, row.PersonalData = []string{}, []string{}
	for _, kind := range s.PersonalData {
		if slices.Contains(d.Processing.PersonalData, kind) {
			row.PersonalData = append(row.PersonalData, kind)
		}
	}
	if len(s.PersonalData) > 0 && len(row.PersonalData) == 0 {
		return p, false
	}
	if hours, ok := d.Agreed(dossier.TermBreachHours, "hours"); ok {
		row.TermHours = hours
	}
	p.Name, p.Row = d.Controller.Name, row
	return p, true
}

// AgreedWith is what of a client's agreement a breach can touch: the services for which JEX is the processor, the people and the data.
type AgreedWith struct {
	Services     []string
	DataSubjects []string
	PersonalData []string
	Contact      record.Person // whom the client wants told
}

// Agreed is what of a client's agreement a breach can touch.
func (o *Office) Agreed(ctx context.Context, client string) (a AgreedWith, err error) {
	d, err := o.latest(ctx, client)
	if err != nil {
		return a, err
	}
	row, _ := incident.Touches(&d, nil)
	return AgreedWith{row.Services, d.Processing.DataSubjects, d.Processing.PersonalData, d.Controller.BreachContact}, nil
}

// NoticeProblems tells what stands in the way of the notice to one client of a breach, what someone should look at, and which notice it
// would be.
func (o *Office) NoticeProblems(ctx context.Context, id, client string) (t engine.Turn, err error) {
	turns, err := o.turns(ctx, id, []string{client})
	if err != nil || len(turns) == 0 {
		return engine.Turn{Client: client}, err
	}
	return turns[0], nil
}

// turns are what the notices to some clients of a breach would be.
func (o *Office) turns(ctx context.Context, id string, clients []string) (out []engine.Turn, err error) {
	r, err := o.Record(ctx, breachKind, id)
	if err != nil {
		return nil, err
	}
	for _, client := range clients {
		t, err := o.turn(ctx, r, client)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// turn is what the notice to one client of a breach would be.
func (o *Office) turn(ctx context.Context, r Record, client string) (engine.Turn, error) {
	request, err := o.Asked(ctx, client, Request{Document: o.breachNotice(), About: r.ID})
	if err != nil {
		return engine.Turn{}, err
	}
	d, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return engine.Turn{}, err
	}
	request.Dossier = d.Data
	var of struct {
		Controller struct{ Name string }
	}
	_ = json.Unmarshal(d.Data, &of) // the engine says what is wrong with it
	return o.engine.Turn(client, of.Controller.Name, request), nil
}
