// Package incident is a personal data breach (GDPR, art. 4(12)) as JEX, the processor, knows it: the facts of the whole organisation once,
// and one row for each client whose data are affected.
//
// An Incident is plain data, read and written as JSON by Type: start with Type.Decode. Hardly anything has to be known at night: what is left empty is not yet
// known, and makes an open question. For is the one way to a document: a client sees the common facts and its own row, and nothing of
// another client's. Compose then makes a notice of it, which stands in a chain and is counted against the clocks.
//
// The members follow the fields that a controller needs for its own notification (GDPR, art. 33(3)); the ids of choices are stable.
package incident

import (
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Schema is the value of an incident's "schema" member.
const Schema = "verwoord/incident/1"

// Type is the type of incidents.
var Type = record.New[Incident](Schema, fields)

// Kind is what a document can be about.
var Kind = record.KindOf("incident", Type, schemaJSON, Codes, Incident.For, (*Incident).check)

// Incident is a breach.
type Incident struct {
	// The version of this format: verwoord/incident/1.
	Schema string `json:"schema" jsonschema:"required"`
	// Stable id, never reused; the reference on every notice.
	ID string `json:"id"`
	// What it is called inside the organisation; not printed.
	Title string `json:"title,omitempty"`
	// It is a drill: every page says so.
	Exercise bool `json:"exercise"`
	// Where it stands: one of Stages; empty while it is open.
	Stage string `json:"stage,omitempty"`
	// Why the notices are withdrawn; only with that stage.
	WithdrawalReason string `json:"withdrawalReason,omitempty"`
	// The part that JEX has in the processing: one of Roles. The first question: of its own data JEX does not write to a client.
	Role string `json:"role"`
	// Id of the JEX company that is the processor.
	Entity string `json:"entity"`
	// Who sends the notice; empty when that is the contact for breaches.
	Sender *record.Person `json:"sender,omitempty" jsonschema:"nullable"`

	// When JEX, or a processor of its own, had its first signal, RFC 3339.
	SignalAt string `json:"signalAt,omitempty"`
	// When JEX knew with a reasonable degree of certainty, RFC 3339: the moment from which it informs without undue delay (GDPR, art. 33(2)).
	AwareAt string `json:"awareAt"`
	// When the sub-processor knew, or told JEX, RFC 3339.
	SubprocessorAwareAt string `json:"subprocessorAwareAt,omitempty"`
	// How it was discovered: one of Discoverers.
	DiscoveredBy string `json:"discoveredBy"`
	// More about the discovery.
	Discovery string `json:"discovery,omitempty"`
	// Why the notice came later than the target.
	DelayReason string `json:"delayReason,omitempty"`
	// When the breach took place.
	When Period `json:"when"`
	// Whether it goes on: one of Answers.
	Continues string `json:"continues,omitempty"`

	// What was breached: one or more of Kinds.
	Kind []string `json:"kind"`
	// Of a breach of confidentiality: one of Confidentiality.
	Confidentiality string `json:"confidentiality,omitempty"`
	// Of a breach of integrity: one of Integrity.
	Integrity string `json:"integrity,omitempty"`
	// Of a breach of availability: one of Availability.
	Availability string `json:"availability,omitempty"`
	// When what was not available was back, RFC 3339.
	RestoredAt string `json:"restoredAt,omitempty"`
	// What kind of incident: one of Incidents.
	Incident string `json:"incident"`
	// The cause: one of Causes.
	Cause string `json:"cause,omitempty"`
	// What happened, in facts: no names of people, no other clients.
	Description string `json:"description"`
	// The systems and services, and where they are.
	Systems []System `json:"systems,omitempty"`
	// Whether it is known who received the data: one of Recipients.
	Recipients string `json:"recipients,omitempty"`
	// More about the recipients.
	RecipientsNote string `json:"recipientsNote,omitempty"`
	// Others who were part of it.
	Parties []Party `json:"parties,omitempty"`

	// Whether the data could not be read by who had them: one of Unintelligible.
	Unintelligible string `json:"unintelligible,omitempty"`
	// By what technique, and whether the key is safe.
	Method string `json:"method,omitempty"`
	// What was in place before: ids of the catalogue's measures, or of MeasuresBefore.
	MeasuresBefore []string `json:"measuresBefore,omitempty"`
	// What may follow from it.
	Consequences Consequences `json:"consequences"`

	// What was done.
	MeasuresTaken []Measure `json:"measuresTaken"`
	// What is going to be done.
	MeasuresPlanned []Measure `json:"measuresPlanned,omitempty"`
	// What keeps it from happening again: ids of Prevention.
	Prevention []string `json:"prevention,omitempty"`
	// More about that.
	PreventionNote string `json:"preventionNote,omitempty"`
	// Whether traces and logs were kept safe: one of Evidence.
	Evidence string `json:"evidence,omitempty"`
	// What the people concerned can do themselves, in plain words.
	Advice string `json:"advice,omitempty"`
	// What JEX offers to do when the client informs them: ids of Help.
	Help []string `json:"help,omitempty"`
	// Whom JEX told besides: the police, another authority.
	Reported []Report `json:"reported,omitempty"`
	// What crosses a border, in facts.
	CrossBorder string `json:"crossBorder,omitempty"`
	// Whether other clients are affected, without their names: one of Answers. Empty: as the rows say.
	OtherClients string `json:"otherClients,omitempty"`

	// Open questions. What is empty and asked for makes one by itself.
	Unknown []Question `json:"unknown,omitempty"`
	// Why something that was promised is promised no more.
	Corrections []Correction `json:"corrections,omitempty"`
	// When the next notice comes at the latest, RFC 3339.
	NextUpdate string `json:"nextUpdate,omitempty"`
	// What is sent along, apart.
	Attachments []Attachment `json:"attachments,omitempty"`
	// One row for each client.
	Affected []Affected `json:"affected"`
	// Texts with a number that looks like a citizen service number and is none; the reason stays recorded.
	NotBSN []NotBSN `json:"notBsn,omitempty"`
	// What Compose made of it for one notice; never entered.
	Notice *Notice `json:"notice,omitempty" jsonschema:"nullable"`
}

// Period is when something took place, as far as that is known.
type Period struct {
	// One of WhenKinds; empty is not yet known.
	Kind string `json:"kind"`
	// The moment, or the beginning, RFC 3339.
	From string `json:"from,omitempty"`
	// The end, RFC 3339.
	Until string `json:"until,omitempty"`
	// The times are estimated.
	Estimated bool `json:"estimated"`
	// What the estimate rests on.
	Basis string `json:"basis,omitempty"`
}

// System is a system or service.
type System struct {
	// Name.
	Name string `json:"name"`
	// What kind it is.
	Type string `json:"type,omitempty"`
	// Where it is, ISO 3166-1 alpha-2.
	Country string `json:"country,omitempty"`
}

// Party is someone else who was part of it.
type Party struct {
	// Name.
	Name string `json:"name"`
	// One of PartyRoles.
	Role string `json:"role"`
	// Country, ISO 3166-1 alpha-2.
	Country string `json:"country,omitempty"`
	// Whom to reach.
	Contact *record.Person `json:"contact,omitempty" jsonschema:"nullable"`
	// When it was informed, or informed JEX, RFC 3339.
	InformedAt string `json:"informedAt,omitempty"`
}

// Consequences are what may follow (GDPR, art. 33(3)(c)). What is empty and asked for is under investigation.
type Consequences struct {
	// Of lost confidentiality: ids of AfterConfidentiality.
	Confidentiality []string `json:"confidentiality,omitempty"`
	// Of lost integrity: ids of AfterIntegrity.
	Integrity []string `json:"integrity,omitempty"`
	// Of lost availability: ids of AfterAvailability.
	Availability []string `json:"availability,omitempty"`
	// For the people: ids of AfterPeople.
	People []string `json:"people,omitempty"`
	// More about them.
	Note string `json:"note,omitempty"`
}

// Measure is what was done or is going to be.
type Measure struct {
	// What.
	What string `json:"what"`
	// By whom.
	By string `json:"by,omitempty"`
	// When it was done, or will be: a day of ISO 8601 or a moment of RFC 3339.
	At string `json:"at,omitempty"`
	// One of MeasureStatuses.
	Status string `json:"status,omitempty"`
	// What it did.
	Effect string `json:"effect,omitempty"`
}

// Report is that JEX told somebody.
type Report struct {
	// Whom.
	To string `json:"to"`
	// When, RFC 3339.
	At string `json:"at,omitempty"`
	// Under what reference.
	Reference string `json:"reference,omitempty"`
}

// Question is something that is not known yet.
type Question struct {
	// The pattern of the member that is not known: cause, affected.people.
	Field string `json:"field"`
	// Why it is not known, or what is being done about it.
	Reason string `json:"reason,omitempty"`
	// The day on which an answer is expected, ISO 8601; empty as the next notice.
	ExpectedOn string `json:"expectedOn,omitempty"`
}

// Attachment is a file that is sent along.
type Attachment struct {
	// One of AttachmentKinds.
	Kind string `json:"kind"`
	// Name of the file.
	Name string `json:"name"`
	// The day it is of, ISO 8601.
	Date string `json:"date,omitempty"`
	// SHA-256 of the file, in hexadecimal.
	SHA256 string `json:"sha256,omitempty"`
}

// Affected is one client whose data are affected. Its numbers are of this client alone.
type Affected struct {
	// Id of the client's dossier.
	Client string `json:"client"`
	// The client's own reference.
	Reference string `json:"reference,omitempty"`
	// When the client knew before any notice, RFC 3339: a call, its own discovery. Its clock runs from then.
	InformedEarlierAt string `json:"informedEarlierAt,omitempty"`
	// How it knew: one of InformedHow.
	InformedEarlierHow string `json:"informedEarlierHow,omitempty"`
	// How many hours were agreed for the notice, 0 when none were. A term in the agreement says it.
	TermHours int `json:"termHours,omitempty"`
	// Ids of the client's services that the data were processed for.
	Services []string `json:"services"`
	// Ids of the catalogue's categories of data subjects, or of MoreSubjects; empty is not yet known.
	DataSubjects []string `json:"dataSubjects"`
	// Ids of the catalogue's kinds of personal data, or of MoreData; empty is not yet known.
	PersonalData []string `json:"personalData"`
	// Special categories (GDPR, art. 9): ids of Special; empty is not yet known.
	Special []string `json:"special,omitempty"`
	// Data about criminal convictions and offences (GDPR, art. 10): one of Answers.
	Criminal string `json:"criminal,omitempty"`
	// Whether citizen service numbers are among the data, never which: one of Answers.
	BSN string `json:"bsn,omitempty"`
	// Whether copies of identity documents are among the data: one of Answers.
	IDCopy string `json:"idCopy,omitempty"`
	// How many people of this client.
	People Count `json:"people"`
	// In which countries they live.
	Countries []CountryCount `json:"countries,omitempty"`
	// Whether a list of them can be had, apart and protected: one of Lists.
	List string `json:"list,omitempty"`
	// From when it can be had, ISO 8601.
	ListOn string `json:"listOn,omitempty"`
	// How many records of this client.
	Records Count `json:"records"`
	// What one record is.
	RecordUnit string `json:"recordUnit,omitempty"`
	// What is to be said to this client alone.
	Note string `json:"note,omitempty"`
	// Open questions about this client's part.
	Unknown []Question `json:"unknown,omitempty"`
	// What the client told of what it decided; for the log, and in no notice.
	Decision *Decision `json:"decision,omitempty" jsonschema:"nullable"`
	// Why a number is lower than in an earlier notice.
	Corrections []Correction `json:"corrections,omitempty"`
}

// Decision is what a client decided about a breach and told JEX. It is the client's own: nothing here judges it.
type Decision struct {
	// How severe it found the consequences for the people concerned: one of Severities.
	Severity string `json:"severity,omitempty"`
	// What it found of the risk: one of Risks.
	Risk string `json:"risk,omitempty"`
	// Why.
	Reasons string `json:"reasons,omitempty"`
	// Whether it notified the authority: one of Answers.
	Authority string `json:"authority,omitempty"`
	// When, ISO 8601.
	AuthorityOn string `json:"authorityOn,omitempty"`
	// Under what number.
	AuthorityReference string `json:"authorityReference,omitempty"`
	// Whether it informed the people concerned: one of Answers.
	People string `json:"people,omitempty"`
	// When, ISO 8601.
	PeopleOn string `json:"peopleOn,omitempty"`
}

// Count is how many, as far as that is known.
type Count struct {
	// One of CountKinds; empty is not yet known.
	Kind string `json:"kind"`
	// At least; 0 when not known.
	Min int `json:"min"`
	// At most; 0 when not known.
	Max int `json:"max"`
}

// CountryCount is how many people live in a country.
type CountryCount struct {
	// Country, ISO 3166-1 alpha-2.
	Country string `json:"country"`
	// How many; 0 when not known.
	Count int `json:"count,omitempty"`
}

// Correction says why a number became lower, or why a measure that was planned is planned no more and was not taken.
type Correction struct {
	// The pattern of the member: affected.people, affected.records, or measuresPlanned.
	Field string `json:"field"`
	// Why.
	Reason string `json:"reason"`
}

// For is the incident as one client may see it: the common facts, without the title that is for the organisation, and its own row, with
// what is not known said. Ok is false when the client has no row.
//
// Of the others it keeps whether there are any, and nothing else.
func (i Incident) For(client string) (Incident, bool) {
	at := slices.IndexFunc(i.Affected, func(a Affected) bool { return a.Client == client })
	if at < 0 {
		return Incident{}, false
	}
	if i.OtherClients == "" {
		i.OtherClients = "unknown"
		if len(i.Affected) > 1 {
			i.OtherClients = "yes"
		}
	}
	i.Title = ""
	i.Affected = i.Affected[at : at+1]
	i.NotBSN = i.excused(at)
	own := Type.Normalized(&i) // shares nothing with the record
	own.saysUnknown()
	return *own, true
}

// Own is the row of the client, in what For returned.
func (i *Incident) Own() *Affected { return &i.Affected[0] }

// By is who sends the notice, nil when that is the contact for breaches, and the id of the company.
func (i *Incident) By() (sender *record.Person, entity string) { return i.Sender, i.Entity }

// Clients are the ids of the clients that it concerns.
func (i *Incident) Clients() (ids []string) {
	for _, a := range i.Affected {
		ids = append(ids, a.Client)
	}
	return ids
}

// Could is why a client could be affected as well; nothing when its agreement gives no reason.
func (i *Incident) Could(d *dossier.Dossier) []Reason { return i.Scope().Reasons(d) }

// Drill tells whether it is an exercise.
func (i *Incident) Drill() bool { return i.Exercise }
