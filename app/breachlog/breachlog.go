// Package breachlog is the log that JEX keeps, as processor, of personal data breaches: of each breach and each client what is known, what was
// done, when, and which notices went out. The register of GDPR, art. 33(5), is the client's; this log has the facts for it.
//
// A Log is made with Of, of what For returned of each incident and of the notices that were sent. It holds no drill: Of leaves drills out, and a
// log that was given and has one is refused. For is the one way to a document: a client sees its own entries.
package breachlog

import (
	"cmp"
	"slices"

	"verwoord/app/deadline"
	"verwoord/app/incident"
	"verwoord/app/notice"
	"verwoord/app/record"
)

// Schema is the value of a log's "schema" member.
const Schema = "verwoord/breach-log/1"

// Everyone is the id in the place of a client's of whom sees the whole log: the organisation itself. No client has it.
const Everyone = "organisation-wide-log"

// Type is the type of logs.
var Type = record.New[Log](Schema, record.Join(record.Fields{
	"schema":                  {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":                      {Form: record.KeyText, Always: true},
	"client":                  {Form: record.KeyText, Kept: true},
	"name":                    {Form: record.NameText},
	"affected.client":         {Form: record.KeyText, Always: true, Kept: true},
	"affected.name":           {Form: record.NameText},
	"affected.timeline.at":    {Form: record.LineText},
	"affected.timeline.event": {Form: record.ChoiceText, Choices: Events},
	"affected.timeline.text":  {Form: record.ParagraphText},
	"affected.sent.phase":     {Form: record.ChoiceText, Choices: incident.Phases},
	"affected.sent.sentAt":    {Form: record.IdentifierText, Scheme: record.Moment},
	"affected.sent.how":       {Form: record.KeyText},
	"affected.sent.to":        {Form: record.LineText},
	"affected.sent.sha256":    {Form: record.IdentifierText, Scheme: record.Hash},
}, incident.FieldsAt("affected.incident"), record.PersonFields("keeper")))

// Kind is what a document can be about.
var Kind = record.KindOf("breach-log", Type, schemaJSON, Codes, Log.For, (*Log).check)

// Codes are the problems that only a log can have.
var Codes = record.Rules{
	"breach-log-drill":            {Severity: record.Error, Anywhere: true},
	"incident-names-other-client": incident.Codes["incident-names-other-client"],
	"incident-names-client-in-id": incident.Codes["incident-names-client-in-id"],
}

// Log is what is known of breaches, one entry for each breach and client, the one known first at the top.
type Log struct {
	// The version of this format: verwoord/breach-log/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id.
	ID string `json:"id"`
	// Id of the client whose log it is; empty when it is over all.
	Client string `json:"client,omitempty"`
	// What that client is called.
	Name string `json:"name,omitempty"`
	// Who keeps it; null when that is not known.
	Keeper *record.Person `json:"keeper,omitempty" jsonschema:"nullable"`
	// What happened, a row for each breach and client.
	Entries []Entry `json:"affected"`
}

// Entry is one breach, of one client.
type Entry struct {
	// Id of the client's dossier.
	Client string `json:"client"`
	// What the client is called.
	Name string `json:"name,omitempty"`
	// The breach, as this client may see it.
	Incident incident.Incident `json:"incident"`
	// What happened when.
	Timeline []Event `json:"timeline,omitempty"`
	// The notices that were sent.
	Sent []Sent `json:"sent,omitempty"`
}

// Sent is a notice that was sent.
type Sent struct {
	// Its place in the chain, from 1.
	Number int `json:"number"`
	// Where in the course of things it stands.
	Phase string `json:"phase"`
	// When, RFC 3339.
	SentAt string `json:"sentAt"`
	// How a person says that it was sent; empty when nobody did.
	How string `json:"how,omitempty"`
	// Whom to.
	To string `json:"to,omitempty"`
	// SHA-256 of its file, in hexadecimal.
	SHA256 string `json:"sha256"`
}

// Of makes the log of incidents as clients may see them, each with one row and in Dutch time, with what the clients are called, and of the
// notices that were sent about them. Drills do not enter: it says how many those were.
func Of(tables *deadline.Tables, views []*incident.Incident, names map[string]string, sent []notice.Notice) (l *Log, drills int) {
	l = &Log{Schema: Schema, ID: "breach-log"}
	for _, view := range views {
		if view.Exercise {
			drills++
			continue
		}
		l.Entries = append(l.Entries, entry(tables, view, names, sent))
	}
	slices.SortStableFunc(l.Entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Incident.AwareAt, b.Incident.AwareAt), cmp.Compare(a.Incident.ID, b.Incident.ID), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Client, b.Client))
	})
	return l, drills
}

func entry(tables *deadline.Tables, view *incident.Incident, names map[string]string, sent []notice.Notice) Entry {
	view.InZone(tables)
	view.Notice = nil
	client := view.Own().Client
	e := Entry{Client: client, Name: names[client], Incident: *view}
	for _, n := range sent {
		if n.Client == client && n.About == view.ID {
			e.Sent = append(e.Sent, Sent{n.Number, n.Phase, tables.Local(n.SentAt), n.How, n.To, n.SHA256})
		}
	}
	slices.SortStableFunc(e.Sent, func(a, b Sent) int { return a.Number - b.Number })
	e.Sent = slices.CompactFunc(e.Sent, func(a, b Sent) bool { return a == b })
	e.Timeline = timeline(view, e.Sent)
	return e
}

// For is the log as one client may see it: its own entries, and nothing of another's. Everyone sees all.
func (l Log) For(client string) (Log, bool) {
	if client == Everyone {
		return l, true
	}
	l.Client, l.Name = client, ""
	l.Entries = slices.DeleteFunc(slices.Clone(l.Entries), func(e Entry) bool { return e.Client != client })
	if len(l.Entries) > 0 {
		l.Name = l.Entries[0].Name
	}
	return l, len(l.Entries) > 0
}

// By is who keeps the log, nil when that is not known, and the id of the company whose breaches come first in it.
func (l *Log) By() (keeper *record.Person, entity string) {
	if len(l.Entries) > 0 {
		entity = l.Entries[0].Incident.Entity
	}
	return l.Keeper, entity
}

// NamesOthers finds the names of other clients in the log of one.
func (l *Log) NamesOthers(_ string, names *record.Names) (problems record.Problems) {
	if l.Client == "" {
		return nil
	}
	for n, e := range l.Entries {
		for _, p := range e.Incident.NamesOthers(l.Name, names) {
			p.Path = record.At("/affected", n, "incident") + p.Path
			problems = append(problems, p)
		}
	}
	return problems
}

// NoBSN are the paths of the texts whose number is said to be no citizen service number.
func (l *Log) NoBSN() (paths []string) {
	for n, e := range l.Entries {
		for _, path := range e.Incident.NoBSN() {
			paths = append(paths, record.At("/affected", n, "incident")+path)
		}
	}
	return paths
}

func (l *Log) check(k *record.Checker) {
	for n, e := range l.Entries {
		if e.Incident.Exercise {
			k.Add(record.At("/affected", n, "incident", "exercise"), "breach-log-drill")
		}
	}
}
