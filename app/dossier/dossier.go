// Package dossier is what is known about one client and what is agreed with it: the parties, the processing, the sub-processors, the clauses
// that hold for this client only.
//
// A Dossier is plain data, read and written as JSON by Type: start with Type.Decode. Decode accepts exactly what the types can hold; Check tells what is wrong, and
// what of it stands in the way of a document. What a document lacks is said by the document, which prints it.
package dossier

import "verwoord/app/record"

// Schema is the value of a dossier's "schema" member.
const Schema = "verwoord/dossier/2"

// first is the format of the first edition, which kept what happened later in the dossier itself: four lists of ids.
var first = record.Older{
	Schema: "verwoord/dossier/1",
	Gone:   []string{"subprocessorChanges", "transferRequests", "breaches", "dataSubjectRequests"},
}

// Type is the type of dossiers.
var Type = record.New[Dossier](Schema, fields, first)

// Decode reads a dossier. With any Problem that is an error it is nil.
func Decode(data []byte) (*Dossier, record.Problems) { return Type.Decode(data) }

// Encode writes a dossier in its one canonical form.
func (d *Dossier) Encode() []byte { return Type.Encode(d) }

// Full returns a copy of d as encoding/json reads back what Encode wrote.
func (d *Dossier) Full() *Dossier { return Type.Full(d) }

// Normalized returns a copy of d as documents print it.
func (d *Dossier) Normalized() *Dossier { return Type.Normalized(d) }

// Version names what a dossier says: the same for dossiers that say the same, wherever they are kept.
func (d *Dossier) Version() string {
	plain := *d
	plain.Versions = nil
	return Type.Version(&plain)
}

// Dossier is everything known about one client. In a dossier that Decode made, no list is empty but not nil.
type Dossier struct {
	// The version of this format: verwoord/dossier/2.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id of the dossier: lower-case letters, digits and hyphens.
	ID string `json:"id"`
	// Language of the documents, by its code: that of a message file.
	Language string `json:"language"`
	// The client.
	Controller Controller `json:"controller"`
	// The JEX companies and their contacts.
	Processor Processor `json:"processor"`
	// The agreement that the terms are a part of.
	MainAgreement MainAgreement `json:"mainAgreement"`
	// What JEX does with personal data for the client.
	Processing Processing `json:"processing"`
	// The other processors that JEX engages for this client.
	Subprocessors []Subprocessor `json:"subprocessors"`
	// Clauses that hold for this client only.
	AdditionalTerms []AdditionalTerm `json:"additionalTerms"`
	// What the text for the client's privacy statement says beside the agreement, or null as long as nobody asked for it.
	PrivacyText *PrivacyText `json:"privacyText,omitempty" jsonschema:"nullable"`
	// Numbers in a text that look like a BSN and are none, each with the reason.
	NotBSN []NotBSN `json:"notBsn,omitempty"`
	// What legal looked at and let be: findings of a review, words of one's own, warnings.
	SetAside []SetAside `json:"setAside,omitempty"`
	// Only in a file that left the app: names of the versions that the dossier went through, its own at the end. They tell what was changed
	// since, and where.
	Versions []string `json:"versions,omitempty"`
}

// AdditionalTerm is one clause of annex 4, agreed between the parties for this client only: a prepared term with its values, or free words.
type AdditionalTerm struct {
	// Stable id of the term.
	ID string `json:"id"`
	// Id of the prepared term; empty for free words.
	Term string `json:"term,omitempty"`
	// Values of the prepared term's parameters, by name.
	Values map[string]string `json:"values,omitempty"`
	// Title of the term, of free words.
	Title string `json:"title,omitempty"`
	// The free words; a blank line starts a new paragraph.
	Text string `json:"text,omitempty"`
}

// NotBSN says that the number found in one text is no citizen service number.
type NotBSN struct {
	// JSON Pointer of the text.
	Path string `json:"path"`
	// What the number is.
	Reason string `json:"reason"`
}

// SetAside says that somebody looked at something that a review or a check found, and let it be. It counts for the state that was looked at: when
// that changes it lapses.
type SetAside struct {
	// Stable id.
	ID string `json:"id"`
	// What was found: the id of a finding, S-18, or the code of a warning, term-free.
	Finding string `json:"finding"`
	// The value that a warning is about: a JSON Pointer in which rows go by their id. Empty for a finding on the fixed words.
	Path string `json:"path,omitempty"`
	// The state that was looked at, as the review names it.
	Value string `json:"value,omitempty"`
	// Of words of one's own: the elements of GDPR, art. 28 that they are about.
	Rows []string `json:"rows,omitempty"`
	// Who let it be.
	By string `json:"by"`
	// In which function.
	Function string `json:"function"`
	// Why.
	Reason string `json:"reason"`
	// On which day, ISO 8601.
	Day string `json:"day"`
}
