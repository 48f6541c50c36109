// Package incident is a personal data breach (GDPR, art. 4(12)) as JEX, the processor, knows it: facts of the whole organisation once, and
// one row for each client whose data are affected.
//
// An Incident is plain data, read and written as JSON by Type. For is the one way to a document: a client sees the common facts and its own
// row, and nothing of another client's.
package incident

import (
	"slices"

	"verwoord/app/record"
)

// Schema is the value of an incident's "schema" member.
const Schema = "verwoord/incident/1"

// Type is the type of incidents.
var Type = record.New[Incident](Schema, fields)

// Kind is what a document can be about.
var Kind = record.KindOf("incident", Type, schemaJSON, Codes, Incident.For, nil)

// Incident is a breach.
type Incident struct {
	// The version of this format: verwoord/incident/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id, never reused.
	ID string `json:"id"`
	// What it is called inside the organisation; not printed.
	Title string `json:"title,omitempty"`
	// The part that JEX has in the processing: one of Roles.
	Role string `json:"role"`
	// When JEX had its first signal, RFC 3339.
	SignalAt string `json:"signalAt,omitempty"`
	// When JEX knew with a reasonable degree of certainty, RFC 3339: the moment from which it informs without undue delay (GDPR, art. 33(2)).
	AwareAt string `json:"awareAt"`
	// Who discovered it.
	DiscoveredBy string `json:"discoveredBy,omitempty"`
	// What happened, in facts.
	Description string `json:"description"`
	// When the next notice comes at the latest, RFC 3339.
	NextUpdate string `json:"nextUpdate,omitempty"`
	// One row for each client.
	Affected []Affected `json:"affected"`
}

// Affected is one client whose data are affected.
type Affected struct {
	// Id of the client's dossier.
	Client string `json:"client"`
	// Ids of the client's services.
	Services []string `json:"services"`
	// Ids of the catalogue's categories of data subjects.
	DataSubjects []string `json:"dataSubjects"`
	// Ids of the catalogue's kinds of personal data.
	PersonalData []string `json:"personalData"`
	// How many people of this client.
	People Count `json:"people"`
}

// Count is how many, as far as that is known.
type Count struct {
	// One of CountKinds.
	Kind string `json:"kind"`
	// At least; 0 when not known.
	Min int `json:"min,omitempty"`
	// At most; 0 when not known.
	Max int `json:"max,omitempty"`
}

// CountKinds are the ids of how sure a number is.
var CountKinds = []string{"exact", "estimated", "unknowable", "unknown"}

// Roles are the ids of the part that JEX has in the processing: with "controller" the notice is not for a client.
var Roles = []string{"processor", "controller", "both"}

var Codes = record.Rules{}

var fields = record.Fields{
	"schema":       {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":           {Form: record.KeyText, Always: true},
	"title":        {Form: record.LineText},
	"role":         {Form: record.ChoiceText, Choices: Roles},
	"signalAt":     {Form: record.IdentifierText, Scheme: record.Moment},
	"awareAt":      {Form: record.IdentifierText, Scheme: record.Moment},
	"discoveredBy": {Form: record.KeyText},
	"description":  {Form: record.ParagraphText},
	"nextUpdate":   {Form: record.IdentifierText, Scheme: record.Moment},

	"affected.client":       {Form: record.KeyText, Always: true, Kept: true},
	"affected.services":     {Form: record.KeyText},
	"affected.dataSubjects": {Form: record.KeyText},
	"affected.personalData": {Form: record.KeyText},
	"affected.people.kind":  {Form: record.ChoiceText, Choices: CountKinds},
	"affected.people.min":   {},
	"affected.people.max":   {},
}

// For is the incident as one client may see it: the common facts, without the title that is for the organisation, and its own row. Ok is
// false when the client has no row.
func (i Incident) For(client string) (Incident, bool) {
	at := slices.IndexFunc(i.Affected, func(a Affected) bool { return a.Client == client })
	if at < 0 {
		return Incident{}, false
	}
	i.Title, i.Affected = "", i.Affected[at:at+1:at+1]
	return i, true
}
