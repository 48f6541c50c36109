// Package dossier is what is known about one client: the parties, the processing, the sub-processors and what has happened since.
//
// A Dossier is plain data, read and written as JSON. Decode accepts exactly what the types can hold; Check tells what is still
// missing or wrong for one document. Dates are ISO 8601 (2026-12-01) and countries ISO 3166-1 alpha-2 (NL), everywhere.
package dossier

// Schema is the value of a dossier's "schema" member.
const Schema = "verwoord/dossier/1"

// Dossier is everything known about one client. In a dossier that Decode made, no list is empty but not nil.
type Dossier struct {
	// The version of this format: verwoord/dossier/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id of the dossier: lower-case letters, digits and hyphens.
	ID string `json:"id"`
	// Language of the documents: nl or en.
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
	// Intended changes of sub-processors that the client was told of.
	SubprocessorChanges []Event `json:"subprocessorChanges"`
	// Requests for the client's consent to a transfer.
	TransferRequests []Event `json:"transferRequests"`
	// Personal data breaches.
	Breaches []Event `json:"breaches"`
	// Requests by data subjects.
	DataSubjectRequests []Event `json:"dataSubjectRequests"`
	// Numbers in a text that look like a BSN and are none, each with the reason.
	NotBSN []NotBSN `json:"notBsn,omitempty"`
	// Only in a file that left the app: names of the versions that the dossier went through, its own at the end. They tell what was changed
	// since, and where.
	Versions []string `json:"versions,omitempty"`
}

// AdditionalTerm is one clause of annex 4, agreed between the parties for this client only.
type AdditionalTerm struct {
	// Stable id of the term.
	ID string `json:"id"`
	// Title of the term.
	Title string `json:"title"`
	// The term itself; a blank line starts a new paragraph.
	Text string `json:"text"`
}

// Event is one thing that happened, known by an id that is never reused.
type Event struct {
	// Stable id of the record.
	ID string `json:"id"`
}

// NotBSN says that the number found in one text is no citizen service number.
type NotBSN struct {
	// JSON Pointer of the text.
	Path string `json:"path"`
	// What the number is.
	Reason string `json:"reason"`
}
