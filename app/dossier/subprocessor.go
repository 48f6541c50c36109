package dossier

import "verwoord/app/record"

// Subprocessor is another processor that JEX engages (GDPR, art. 28(2) and (4)).
type Subprocessor struct {
	// Stable id, never reused: notices of change point to it.
	ID string `json:"id"`
	// Name as in the register.
	Name string `json:"name"`
	// Legal form as it is written in its own country.
	LegalForm string `json:"legalForm,omitempty"`
	// Entry in a register.
	Registration record.Registration `json:"registration"`
	// Where it is established.
	Address record.Address `json:"address"`
	// Contact person.
	Contact *record.Person `json:"contact,omitempty" jsonschema:"nullable"`
	// Whether it is a company of the JEX group.
	Group bool `json:"group,omitempty"`
	// Country of the parent company, ISO 3166-1 alpha-2.
	ParentCountry string `json:"parentCountry,omitempty"`
	// What the company does.
	Service string `json:"service"`
	// What that is for.
	Purpose string `json:"purpose"`
	// Ids of the client's services that it works for.
	Services []string `json:"services"`
	// Ids of the kinds of personal data it sees, among those of the client.
	PersonalData []string `json:"personalData"`
	// Ids of the categories of data subjects, among those of the client.
	DataSubjects []string `json:"dataSubjects"`
	// Countries of storage, management and remote access, ISO 3166-1 alpha-2.
	Locations []string `json:"locations"`
	// For each country outside the EEA, what allows the transfer.
	Transfers []Transfer `json:"transfers,omitempty"`
	// Date of the agreement between JEX and the sub-processor, ISO 8601.
	AgreementDate string `json:"agreementDate"`
	// Reference of that agreement.
	AgreementReference string `json:"agreementReference,omitempty"`
	// Certificates for security or privacy.
	Certifications []Certification `json:"certifications,omitempty"`
	// Processors that the sub-processor engages in turn; none when empty.
	FurtherSubprocessors []FurtherSubprocessor `json:"furtherSubprocessors"`
	// In use from, ISO 8601.
	Since string `json:"since"`
	// In use until, ISO 8601; empty as long as it is in use.
	Until string `json:"until,omitempty"`
	// State: one of Statuses.
	Status string `json:"status"`
	// Day on which JEX last checked the sub-processor, ISO 8601.
	LastChecked string `json:"lastChecked,omitempty"`
	// The row of the organisation's register that this one was taken from; what was agreed is what stands here.
	Register *RegisterRow `json:"register,omitempty" jsonschema:"nullable"`
}

// RegisterRow names a version of a row of the organisation's register of sub-processors.
type RegisterRow struct {
	// Id of the company in the register.
	ID string `json:"id"`
	// Version of its row.
	Version string `json:"version"`
}

// Transfer is the mechanism that allows data to go to one country outside the EEA (GDPR, art. 44-49).
type Transfer struct {
	// Country, ISO 3166-1 alpha-2.
	Country string `json:"country"`
	// What allows the transfer: one of Mechanisms.
	Mechanism string `json:"mechanism"`
	// Whether the certification covers human resources data (EU-US Data Privacy Framework).
	HRData bool `json:"hrData,omitempty"`
	// Point of GDPR, art. 49(1), first subparagraph, for a derogation: a to g.
	Derogation string `json:"derogation,omitempty"`
	// Day on which the clauses, rules or certificate took effect, ISO 8601.
	Date string `json:"date,omitempty"`
	// Day of the transfer impact assessment, ISO 8601.
	AssessmentDate string `json:"assessmentDate,omitempty"`
	// Supplementary measures.
	Measures string `json:"measures,omitempty"`
	// Reference of the document.
	Reference string `json:"reference,omitempty"`
	// Day on which the client consented to the transfer (Processing Terms 2025, 2.4), ISO 8601; empty when it has not, or not yet.
	Consent string `json:"consent,omitempty"`
	// Reference of that consent.
	ConsentReference string `json:"consentReference,omitempty"`
	// Day on which this was last checked, ISO 8601.
	Checked string `json:"checked"`
}

// Certification is a certificate of a sub-processor.
type Certification struct {
	// Standard: ISO/IEC 27001, NEN 7510.
	Name string `json:"name"`
	// Number of the certificate.
	Number string `json:"number,omitempty"`
	// Last day on which it is valid, ISO 8601.
	ValidUntil string `json:"validUntil,omitempty"`
}

// FurtherSubprocessor is a processor that a sub-processor engages; its country is among the sub-processor's locations or transfers.
type FurtherSubprocessor struct {
	// Name as in the register.
	Name string `json:"name"`
	// Country in which it works, ISO 3166-1 alpha-2.
	Country string `json:"country"`
	// What it does.
	Service string `json:"service"`
	// Where it is established, on one line.
	Address string `json:"address,omitempty"`
	// Contact person, and how to reach this person.
	Contact string `json:"contact,omitempty"`
}

// Statuses are the states of a sub-processor: planned, active, objected to by the client, ended.
var Statuses = []string{"planned", "active", "objection", "ended"}

// Mechanisms are the ids of what allows a transfer:
// no transfer at all; GDPR, art. 45; art. 46(2)(c) with the modules of Implementing Decision (EU) 2021/914; art. 47; art. 46(2)(e);
// art. 46(2)(f); art. 46(3)(a); art. 49(1); nothing, with which the list cannot be published.
var Mechanisms = []string{
	"eea", "adequacy", "scc-2021-914-m2", "scc-2021-914-m3", "scc-m4", "bcr-processor", "code-of-conduct", "certification",
	"ad-hoc", "derogation", "none",
}
