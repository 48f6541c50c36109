// Package notice is what was sent: one row for each document that left for somebody, in a chain per client and subject.
//
// A Notice is never changed. A later document about the same follows it, names it and is computed against it. Start with Type.Decode.
package notice

import "verwoord/app/record"

// Schema is the value of a notice's "schema" member.
const Schema = "verwoord/notice/1"

// Type is the type of notices.
var Type = record.New[Notice](Schema, record.Fields{
	"schema":   {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":       {Form: record.KeyText, Always: true},
	"client":   {Form: record.KeyText, Always: true},
	"about":    {Form: record.KeyText},
	"document": {Form: record.KeyText, Always: true},
	"number":   {},
	"phase":    {Form: record.KeyText},
	"follows":  {Form: record.KeyText},
	"sentAt":   {Form: record.IdentifierText, Scheme: record.Moment},
	"how":      {Form: record.KeyText},
	"to":       {Form: record.LineText},
	"sha256":   {Form: record.IdentifierText, Scheme: record.Hash},
})

// Notice is one document that was sent.
type Notice struct {
	// The version of this format: verwoord/notice/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id, never reused.
	ID string `json:"id"`
	// Id of the client whose document it is.
	Client string `json:"client"`
	// Id of the record that it is about; empty when it is about the dossier alone.
	About string `json:"about,omitempty"`
	// Which document: breach-notice.
	Document string `json:"document"`
	// Its place in the chain, from 1.
	Number int `json:"number"`
	// Where in the course of things it stands: first, follow-up, closing, withdrawal.
	Phase string `json:"phase,omitempty"`
	// Id of the notice before it in the chain.
	Follows string `json:"follows,omitempty"`
	// When it was sent, RFC 3339; empty as long as it was not.
	SentAt string `json:"sentAt,omitempty"`
	// How it was sent.
	How string `json:"how,omitempty"`
	// Whom it was sent to.
	To string `json:"to,omitempty"`
	// SHA-256 of the file, in hexadecimal.
	SHA256 string `json:"sha256,omitempty"`
}
