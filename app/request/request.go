// Package request is a request of a data subject that reached JEX, the processor (GDPR, art. 15-22): who asks for what, and which client it is
// referred to.
//
// A Request is plain data, read and written as JSON by Type: start with Type.Decode. It concerns one client.
package request

import "verwoord/app/record"

// Schema is the value of a request's "schema" member.
const Schema = "verwoord/request/1"

// Type is the type of requests.
var Type = record.New[Request](Schema, fields)

// Kind is what a document can be about.
var Kind = record.KindOf("request", Type, schemaJSON, Codes, Request.For, nil)

// Request is what somebody asked for.
type Request struct {
	// The version of this format: verwoord/request/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id, never reused.
	ID string `json:"id"`
	// When it reached JEX, RFC 3339.
	ReceivedAt string `json:"receivedAt"`
	// How it reached JEX: one of Channels.
	Channel string `json:"channel"`
	// Id of the entity that it reached.
	Entity string `json:"entity,omitempty"`
	// What is asked for: some of Types.
	Types []string `json:"types"`
	// What the person is to the client.
	Relation string `json:"relation,omitempty"`
	// Id of the client's dossier.
	Client string `json:"client"`
	// Who asks.
	Person record.Person `json:"person"`
	// What was asked, in the person's words.
	Text string `json:"text,omitempty"`
}

// Channels are the ids of ways in which a request comes.
var Channels = []string{"email", "letter", "telephone", "form", "in-person", "other"}

// Types are the ids of what a person can ask for: GDPR, art. 15, 16, 17, 18, 20, 21 and 22, and art. 7(3).
var Types = []string{"access", "rectification", "erasure", "restriction", "portability", "objection", "automated-decision", "withdraw-consent", "other"}

var Codes = record.Rules{}

var fields = record.Join(record.Fields{
	"schema":     {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":         {Form: record.KeyText, Always: true},
	"receivedAt": {Form: record.IdentifierText, Scheme: record.Moment},
	"channel":    {Form: record.ChoiceText, Choices: Channels},
	"entity":     {Form: record.KeyText},
	"types":      {Form: record.ChoiceText, Choices: Types},
	"relation":   {Form: record.LineText},
	"client":     {Form: record.KeyText, Always: true},
	"text":       {Form: record.ParagraphText},
}, record.PersonFields("person"))

// For is the request, for the client that it concerns.
func (r Request) For(client string) (Request, bool) { return r, r.Client == client }
