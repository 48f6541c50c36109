// Package transfer is a request for a client's consent to a transfer of personal data outside the EEA (Processing Terms 2025, 2.4; GDPR, art. 28(3)(a)
// and 44).
//
// A Transfer is plain data, read and written as JSON by Type: start with Type.Decode. It concerns one client.
package transfer

import "verwoord/app/record"

// Schema is the value of a transfer's "schema" member.
const Schema = "verwoord/transfer/1"

// Type is the type of requests for consent.
var Type = record.New[Transfer](Schema, fields)

// Kind is what a document can be about.
var Kind = record.KindOf("transfer", Type, schemaJSON, Codes, Transfer.For, nil)

// Transfer is what consent is asked for.
type Transfer struct {
	// The version of this format: verwoord/transfer/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id, never reused.
	ID string `json:"id"`
	// Id of the client's dossier.
	Client string `json:"client"`
	// Id of the sub-processor in the dossier.
	Subprocessor string `json:"subprocessor"`
	// Where the data go, ISO 3166-1 alpha-2.
	Country string `json:"country"`
	// Why the data go there.
	Reason string `json:"reason"`
	// From when, ISO 8601.
	From string `json:"from"`
	// The day by which an answer is asked for, ISO 8601.
	AnswerBy string `json:"answerBy,omitempty"`
}

var Codes = record.Rules{}

var fields = record.Fields{
	"schema":       {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":           {Form: record.KeyText, Always: true},
	"client":       {Form: record.KeyText, Always: true},
	"subprocessor": {Form: record.KeyText},
	"country":      {Form: record.IdentifierText, Scheme: record.Region},
	"reason":       {Form: record.ParagraphText},
	"from":         {Form: record.IdentifierText, Scheme: record.Date},
	"answerBy":     {Form: record.IdentifierText, Scheme: record.Date},
}

// For is the request, for the client that it concerns.
func (t Transfer) For(client string) (Transfer, bool) { return t, t.Client == client }
