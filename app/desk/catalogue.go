package desk

// DocumentKind is a kind of document.
type DocumentKind struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Law   string `json:"law"`   // what asks for it
	About string `json:"about"` // the kind of record that it is about: incident; empty for the dossier alone

	Version string `json:"version"` // of its words
	Reviews string `json:"reviews"` // the document that it is a review of; empty for none
}

// Choice is one thing to choose.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Catalogue is what a dossier chooses from, in one language and in the order of the terms.
type Catalogue struct {
	Language          string         `json:"language"`
	Version           string         `json:"version"`
	Entities          []Entity       `json:"entities"`
	Measures          []Choice       `json:"measures"`
	DataSubjects      []Choice       `json:"dataSubjects"`
	PersonalData      []PersonalData `json:"personalData"`
	Services          []Service      `json:"services"`
	Roles             []Choice       `json:"roles"`
	Countries         []Country      `json:"countries"` // sorted by name
	Mechanisms        []Choice       `json:"mechanisms"`
	Derogations       []Choice       `json:"derogations"`
	LegalForms        []Choice       `json:"legalForms"`
	RegistrationKinds []Choice       `json:"registrationKinds"`
	Statuses          []Choice       `json:"statuses"`
	Terms             []Term         `json:"terms"` // the library of prepared terms
}

// Term is a prepared term that parties can agree on.
type Term struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Paragraphs []string        `json:"paragraphs"` // its words, with the name of each parameter in braces
	Parameters []TermParameter `json:"parameters"`
	Version    string          `json:"version"`
	Approved   bool            `json:"approved"` // somebody approved its words; else they are a proposal
}

// TermParameter is a number that a prepared term leaves to be agreed.
type TermParameter struct {
	Name    string `json:"name"`
	Label   string `json:"label"`
	Min     int    `json:"min"`
	Max     int    `json:"max"`
	Default int    `json:"default"`
}

// Entity is a company of the group.
type Entity struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	KvK  string `json:"kvk"`
}

// PersonalData is a kind of personal data, in the approved words.
type PersonalData struct {
	ID          string `json:"id"`
	Label       string `json:"label"`
	NeedsGround bool   `json:"needsGround"` // only with a ground in law
	Reason      string `json:"reason"`      // why; empty when it needs none
}

// Service is something that the group does for a client.
type Service struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Role   string `json:"role"`   // unless agreed otherwise
	Reason string `json:"reason"` // why that role
}

// Country is a country, with what is known of it.
type Country struct {
	Code     string    `json:"code"`
	Name     string    `json:"name"`
	EEA      bool      `json:"eea"`
	Adequacy *Adequacy `json:"adequacy,omitempty"`
}

// Adequacy is a decision that a country outside the EEA protects personal data adequately (GDPR, art. 45).
type Adequacy struct {
	Decision    string `json:"decision"`
	Until       string `json:"until"`       // last day, ISO 8601; empty without one
	Expired     bool   `json:"expired"`     // that day has passed
	Certificate bool   `json:"certificate"` // only for recipients that are certified
	Limits      string `json:"limits"`      // a sentence; empty without any
}
