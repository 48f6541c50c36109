package engine

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"verwoord/app/breachlog"
	"verwoord/app/dossier"
	"verwoord/app/incident"
	"verwoord/app/notice"
	"verwoord/app/record"
)

// LogDocument is the id of the document that prints a log of breaches.
const LogDocument = "breach-log"

// LogParts are what a log of breaches is made of.
type LogParts struct {
	Incidents [][]byte // whole, or as one client may see them
	Dossiers  [][]byte // of the clients, for what they are called
	Notices   [][]byte // files of notices that were sent; what is in no incident is taken from the latest of each chain
	// Of who keeps notices: what was sent, and what the clients are called, by id.
	Sent   []notice.Notice
	Names  map[string]string
	Keeper *record.Person // who keeps the log; nil for whom the dossiers or notices name
	Client string         // id of the client whose log it is; "" for the organisation's, over all
}

// Log makes a log of breaches. Drills do not enter it: it says how many were left out.
func (e *Engine) Log(ctx context.Context, parts LogParts) (l *breachlog.Log, drills int, problems record.Problems) {
	known, problems := readDossiers(parts.Dossiers)
	if problems.Errors() {
		return nil, 0, problems
	}
	names := maps.Clone(parts.Names)
	if names == nil {
		names = map[string]string{}
	}
	for _, d := range known {
		names[d.ID] = d.Controller.Name
	}
	views, problems := views(parts.Incidents)
	if problems.Errors() {
		return nil, 0, problems
	}
	sent, told, keeper, err := e.told(ctx, parts.Notices, names)
	if err != nil {
		return nil, 0, record.Problems{Codes.Problem("", "round-earlier")}
	}
	for _, view := range told {
		if !slices.ContainsFunc(views, func(v *incident.Incident) bool { return v.ID == view.ID && v.Own().Client == view.Own().Client }) {
			views = append(views, view)
		}
	}
	if parts.Client != "" {
		views = slices.DeleteFunc(views, func(v *incident.Incident) bool { return v.Own().Client != parts.Client })
	}
	l, drills = breachlog.Of(e.deadlines(), views, names, append(sent, parts.Sent...))
	if parts.Keeper != nil {
		keeper = parts.Keeper
	} else if len(known) > 0 && known[0].Processor.BreachContact.Name != "" {
		keeper = &known[0].Processor.BreachContact
	}
	l.Keeper = keeper
	if parts.Client != "" {
		own, _ := l.For(parts.Client)
		own.Name = names[parts.Client]
		l = &own
	}
	return l, drills, nil
}

// views are incidents as each of their clients may see them.
func views(incidents [][]byte) (all []*incident.Incident, problems record.Problems) {
	for n, data := range incidents {
		whole, problems := incident.Type.Decode(data)
		if whole == nil {
			return nil, under(record.At("/incidents", n), problems)
		}
		for _, client := range whole.Clients() {
			own, _ := whole.For(client)
			all = append(all, &own)
		}
	}
	return all, nil
}

// told is what files of notices say: that they and those before them were sent, and the incident as the latest of each chain tells it. What a
// client is called is taken from there when it is not known, and who keeps the log is whom a client is to call.
func (e *Engine) told(ctx context.Context, files [][]byte, names map[string]string) (sent []notice.Notice, views []*incident.Incident, keeper *record.Person, err error) {
	latest := map[[2]string]int{}
	for _, file := range files {
		chain, before, err := e.Follows(ctx, file)
		if err != nil {
			return nil, nil, nil, err
		}
		sent = append(sent, chain...)
		view, _ := incident.Type.Decode(before)
		if view == nil || len(view.Affected) != 1 {
			continue // about something else
		}
		own, _ := view.For(view.Own().Client)
		if c, _, err := e.Inside(ctx, file); err == nil && c != nil {
			keeper = &c.Dossier.Processor.BreachContact
			names[own.Own().Client] = cmp.Or(names[own.Own().Client], c.Dossier.Controller.Name)
		}
		key := [2]string{own.ID, own.Own().Client}
		if at, ok := latest[key]; !ok {
			latest[key] = len(views)
			views = append(views, &own)
		} else if n, _ := views[at].Place(); n < len(chain) {
			views[at] = &own
		}
	}
	return sent, views, keeper, nil
}

// LogRequest is the request that prints a log: for the client whose log it is, or for the organisation. Its dossier says no more than no dossier
// can do without.
func (e *Engine) LogRequest(l *breachlog.Log, lang, date string, format Format) Request {
	of := dossier.Dossier{Schema: dossier.Schema, ID: cmp.Or(l.Client, breachlog.Everyone), Language: cmp.Or(lang, e.locales.Source())}
	of.Controller.Name = cmp.Or(l.Name, l.Client, e.catalogue().Group.Name)
	for _, entry := range l.Entries {
		if !slices.Contains(of.Processor.Entities, entry.Incident.Entity) {
			of.Processor.Entities = append(of.Processor.Entities, entry.Incident.Entity)
		}
	}
	if len(of.Processor.Entities) == 0 {
		of.Processor.Entities = []string{e.catalogue().Entities[0].ID}
	}
	return Request{Document: LogDocument, Dossier: of.Encode(), About: breachlog.Type.Encode(l), Lang: lang, Date: date, Format: format}
}
