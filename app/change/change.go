// Package change is an intended change of a sub-processor (GDPR, art. 28(2)): what it was, what it becomes, why, from when, and which clients
// it touches.
//
// A Change is plain data, read and written as JSON by Type: start with Type.Decode. For is the one way to a document: a client sees the change and its own row.
package change

import (
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Schema is the value of a change's "schema" member.
const Schema = "verwoord/change/1"

// Type is the type of changes.
var Type = record.New[Change](Schema, fields)

// Kind is what a document can be about.
var Kind = record.KindOf("change", Type, schemaJSON, Codes, Change.For, nil)

// Change is an intended change.
type Change struct {
	// The version of this format: verwoord/change/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id, never reused.
	ID string `json:"id"`
	// What becomes of the sub-processor: one of Kinds.
	Kind string `json:"kind"`
	// The sub-processor as it was agreed; null when it is new.
	Before *dossier.Subprocessor `json:"before" jsonschema:"nullable"`
	// The sub-processor as it is to be; null when it ends.
	After *dossier.Subprocessor `json:"after" jsonschema:"nullable"`
	// Why.
	Reason string `json:"reason"`
	// From when, ISO 8601.
	Effective string `json:"effective"`
	// One row for each client.
	Affected []Affected `json:"affected"`
}

// Affected is one client that a change touches.
type Affected struct {
	// Id of the client's dossier.
	Client string `json:"client"`
	// Ids of the client's services that the sub-processor works for.
	Services []string `json:"services"`
}

// Kinds are the ids of what becomes of a sub-processor.
var Kinds = []string{"addition", "replacement", "change", "end"}

var Codes = record.Rules{}

var fields = record.Join(record.Fields{
	"schema":            {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":                {Form: record.KeyText, Always: true},
	"kind":              {Form: record.ChoiceText, Choices: Kinds},
	"reason":            {Form: record.ParagraphText},
	"effective":         {Form: record.IdentifierText, Scheme: record.Date},
	"affected.client":   {Form: record.KeyText, Always: true, Kept: true},
	"affected.services": {Form: record.KeyText},
}, dossier.SubprocessorFields("before"), dossier.SubprocessorFields("after"))

// For is the change as one client may see it: with its own row only. Ok is false when the client has no row.
func (c Change) For(client string) (Change, bool) {
	at := slices.IndexFunc(c.Affected, func(a Affected) bool { return a.Client == client })
	if at < 0 {
		return Change{}, false
	}
	c.Affected = c.Affected[at : at+1 : at+1]
	return c, true
}
