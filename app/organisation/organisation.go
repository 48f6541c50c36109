// Package organisation is JEX itself, known once: its companies as the trade register has them, who signs, whom to reach, what legal says of
// each service, the register of sub-processors and who approved which text.
//
// An Organisation is plain data, read and written as JSON by Type: start with Type.Decode. What a new client starts with comes from here.
package organisation

import (
	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Schema is the value of an organisation's "schema" member.
const Schema = "verwoord/organisation/1"

// Type is the type of organisations.
var Type = record.New[Organisation](Schema, fields)

// Organisation is what JEX knows of itself.
type Organisation struct {
	// The version of this format: verwoord/organisation/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id of the organisation.
	ID string `json:"id"`
	// Its companies.
	Entities []Entity `json:"entities"`
	// Who may sign; the first does for a new client.
	Signatories []Signatory `json:"signatories"`
	// Whom a client calls about a breach.
	BreachContact record.Person `json:"breachContact"`
	// Whom a client writes to about personal data.
	PrivacyContact *record.Person `json:"privacyContact,omitempty" jsonschema:"nullable"`
	// Data protection officer (GDPR, art. 37).
	DPO *Officer `json:"dpo,omitempty" jsonschema:"nullable"`
	// What legal says of each service.
	Services []Service `json:"services,omitempty"`
	// Its companies' sub-processors, each known once.
	Subprocessors []Row `json:"subprocessors"`
	// Who approved which text.
	Approvals []Approval `json:"approvals"`
}

// Entity is a company of the group.
type Entity struct {
	// Id of the catalogue's entity.
	ID string `json:"id"`
	// When its name and number were last compared with the trade register; null as long as they were not.
	Checked *Extract `json:"checked,omitempty" jsonschema:"nullable"`
	// Whether a new client begins without it.
	Apart bool `json:"apart,omitempty"`
}

// Compared tells whether it was compared with the trade register, and with which extract.
func (e *Entity) Compared() bool {
	return e.Checked != nil && e.Checked.Day != "" && e.Checked.Extract != ""
}

// Service is what a new client's service begins with.
type Service struct {
	// Id of the catalogue's service.
	ID string `json:"id"`
	// Words for the purpose.
	Purpose string `json:"purpose,omitempty"`
	// Words for the nature of the processing.
	Nature string `json:"nature,omitempty"`
	// Who approved these words; null as long as nobody did.
	Approved *Consent `json:"approved,omitempty" jsonschema:"nullable"`
}

// Consent is by whom words were approved.
type Consent struct {
	// Who approved.
	By string `json:"by"`
	// In which function.
	Function string `json:"function"`
	// On which day, ISO 8601.
	Day string `json:"day"`
}

// Extract is an extract of the trade register.
type Extract struct {
	// Day of the extract, ISO 8601.
	Day string `json:"day"`
	// Its reference.
	Extract string `json:"extract"`
}

// Signatory is somebody who may sign, on a basis.
type Signatory struct {
	// Stable id.
	ID string `json:"id"`
	// Who it is.
	Person record.Person `json:"person"`
	// What the authority rests on: one of Bases.
	Basis string `json:"basis"`
	// Whether the authority is there only together with the next one who signs jointly.
	Jointly bool `json:"jointly,omitempty"`
}

// Officer is the data protection officer, or the fact that none was designated.
type Officer struct {
	// None was designated.
	None bool `json:"none,omitempty"`
	// Who it is; null when there is none.
	Person *record.Person `json:"person,omitempty" jsonschema:"nullable"`
}

// Row is a sub-processor in the register: the newest version of what is known of it, and the versions before that.
type Row struct {
	// Stable id of the company.
	ID string `json:"id"`
	// Name of this version, another one at every change: Name says which.
	Version string `json:"version"`
	// Day on which this version came about, ISO 8601.
	Changed string `json:"changed,omitempty"`
	// What is known of it. What differs for each client, such as its services, is left open.
	Company dossier.Subprocessor `json:"company"`
	// What was known of it before, the oldest first.
	Earlier []Version `json:"earlier,omitempty"`
}

// Version is what was known of a sub-processor for some time.
type Version struct {
	// Its name: see Row.
	Version string `json:"version"`
	// Day on which it came about, ISO 8601.
	Changed string `json:"changed,omitempty"`
	// What was known.
	Company dossier.Subprocessor `json:"company"`
}

// Approval says that somebody approved a version of a text.
type Approval struct {
	// Stable id.
	ID string `json:"id"`
	// Which document or prepared term.
	Document string `json:"document"`
	// Which version of its words.
	Version string `json:"version"`
	// Who approved.
	By string `json:"by"`
	// In which function.
	Function string `json:"function"`
	// On which day, ISO 8601.
	Day string `json:"day"`
}

// Bases are the ids of what an authority to sign rests on.
var Bases = dossier.Bases

var fields = record.Join(record.Fields{
	"schema":                        {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":                            {Form: record.KeyText, Always: true},
	"entities.id":                   {Form: record.KeyText, Always: true},
	"entities.checked.day":          {Form: record.IdentifierText, Scheme: record.Date},
	"entities.checked.extract":      {Form: record.LineText},
	"signatories.id":                {Form: record.KeyText, Always: true},
	"signatories.basis":             {Form: record.ChoiceText, Choices: Bases},
	"services.id":                   {Form: record.KeyText, Always: true},
	"services.purpose":              {Form: record.ParagraphText},
	"services.nature":               {Form: record.ParagraphText},
	"services.approved.by":          {Form: record.NameText},
	"services.approved.function":    {Form: record.LineText},
	"services.approved.day":         {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.id":              {Form: record.KeyText, Always: true},
	"subprocessors.version":         {Form: record.KeyText},
	"subprocessors.changed":         {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.earlier.version": {Form: record.KeyText},
	"subprocessors.earlier.changed": {Form: record.IdentifierText, Scheme: record.Date},
	"approvals.id":                  {Form: record.KeyText, Always: true},
	"approvals.document":            {Form: record.KeyText},
	"approvals.version":             {Form: record.LineText},
	"approvals.by":                  {Form: record.NameText},
	"approvals.function":            {Form: record.LineText},
	"approvals.day":                 {Form: record.IdentifierText, Scheme: record.Date},
}, record.PersonFields("signatories.person"), record.PersonFields("breachContact"), record.PersonFields("privacyContact"), record.PersonFields("dpo.person"),
	dossier.SubprocessorFields("subprocessors.company"), dossier.SubprocessorFields("subprocessors.earlier.company"),
	record.Fields{"subprocessors.company.id": {Form: record.KeyText}, "subprocessors.earlier.company.id": {Form: record.KeyText}}) // Renew gives it that of its row
