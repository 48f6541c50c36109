package dossier

// Processing is what GDPR, art. 28(3) asks the agreement to set out.
type Processing struct {
	// What JEX does for the client.
	Services []Service `json:"services"`
	// First day, ISO 8601.
	Start string `json:"start"`
	// Last day, ISO 8601; empty as long as the main agreement.
	End string `json:"end"`
	// Ids of the catalogue's categories of data subjects.
	DataSubjects []string `json:"dataSubjects"`
	// Ids of the catalogue's kinds of personal data.
	PersonalData []string `json:"personalData"`
	// Ground in law, by the id of a kind of personal data that needs one.
	LegalGrounds map[string]string `json:"legalGrounds,omitempty"`
	// Authorisation of sub-processors: one of Authorisations; empty as the terms have it, general.
	Authorisation string `json:"authorisation,omitempty"`
}

// Service is one thing that JEX does for the client.
type Service struct {
	// Id of the catalogue's service.
	ID string `json:"id"`
	// Role of JEX for this service: one of Roles.
	Role string `json:"role"`
	// Why the role differs from the one in the catalogue; empty when it does not.
	RoleReason string `json:"roleReason,omitempty"`
	// Who confirmed a role that differs from the one in the catalogue; null when it does not.
	RoleConfirmed *Confirmation `json:"roleConfirmed,omitempty" jsonschema:"nullable"`
	// Ids of the JEX companies that carry it out, among those that are party; empty when that was not said.
	Entities []string `json:"entities,omitempty"`
	// Purpose of the processing.
	Purpose string `json:"purpose"`
	// Nature of the processing: what is done with the data.
	Nature string `json:"nature"`
}

// Confirmation is that somebody of legal confirmed something.
type Confirmation struct {
	// Who confirmed it.
	By string `json:"by"`
	// In which function.
	Function string `json:"function"`
	// On which day, ISO 8601.
	Day string `json:"day"`
}

// Authorisations are the ids of how a client lets JEX engage sub-processors (GDPR, art. 28(2)): all but those it objects to, or none but
// those it has named. The second is not what the terms say and has to be agreed in writing.
var Authorisations = []string{"general", "specific"}

// Roles are the ids of the part that a party has in a processing (GDPR, art. 4(7), 4(8) and 26).
var Roles = []string{"processor", "controller", "joint-controller"}
