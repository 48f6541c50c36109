// Package dossier is what is known about one client: the parties, the processing, the sub-processors and what has happened since.
//
// A Dossier is plain data, read and written as JSON. Decode accepts exactly what the types can hold; Check tells what is still
// missing or wrong for one document.
package dossier

// Schema is the value of a dossier's "schema" member.
const Schema = "verwoord/dossier/1"

// Dossier is everything known about one client.
type Dossier struct {
	Schema          string           `json:"schema"`
	ID              string           `json:"id"`
	Language        string           `json:"language"`
	Controller      Controller       `json:"controller"`
	Processor       Processor        `json:"processor"`
	MainAgreement   MainAgreement    `json:"mainAgreement"`
	Processing      Processing       `json:"processing"`
	Subprocessors   []Subprocessor   `json:"subprocessors"`
	AdditionalTerms []AdditionalTerm `json:"additionalTerms"`
}

// Controller is the client: the controller of GDPR, art. 4(7).
type Controller struct {
	Name           string  `json:"name"`
	LegalForm      string  `json:"legalForm"`
	KvK            string  `json:"kvk"`
	Address        Address `json:"address"`
	Signatory      Person  `json:"signatory"`
	PrivacyContact Person  `json:"privacyContact"`
	BreachContact  Person  `json:"breachContact"`
	DPO            *Person `json:"dpo"`
}

// Address is a postal address; Country is ISO 3166-1 alpha-2.
type Address struct {
	Street   string `json:"street"`
	Postcode string `json:"postcode"`
	City     string `json:"city"`
	Country  string `json:"country"`
}

// Person is someone to reach, with only what the documents print.
type Person struct {
	Name  string `json:"name"`
	Role  string `json:"role,omitempty"`
	Email string `json:"email"`
	Phone string `json:"phone,omitempty"`
}

// Processor is the JEX side: the processor of GDPR, art. 4(8).
type Processor struct {
	Entities      []string `json:"entities"` // ids of the catalogue
	Signatory     Person   `json:"signatory"`
	BreachContact Person   `json:"breachContact"`
	DPO           *Person  `json:"dpo,omitempty"`
}

// MainAgreement is the agreement that the terms are a part of. Date is ISO 8601.
type MainAgreement struct {
	Reference string `json:"reference"`
	Title     string `json:"title"`
	Date      string `json:"date"`
}

// Processing is what GDPR, art. 28(3) asks the agreement to set out.
type Processing struct {
	Services     []Service         `json:"services"`
	Start        string            `json:"start"`                  // ISO 8601
	End          string            `json:"end"`                    // ISO 8601; "" as long as the main agreement
	DataSubjects []string          `json:"dataSubjects"`           // ids of the catalogue
	PersonalData []string          `json:"personalData"`           // ids of the catalogue
	LegalGrounds map[string]string `json:"legalGrounds,omitempty"` // by id of a kind of personal data that needs a ground in law
}

// Service is one thing that JEX does for the client; ID and Role are of the catalogue.
type Service struct {
	ID      string `json:"id"`
	Role    string `json:"role"` // "processor", "controller", "joint-controller"
	Purpose string `json:"purpose"`
	Nature  string `json:"nature"`
}

// Subprocessor is another processor that JEX engages (GDPR, art. 28(2) and (4)).
type Subprocessor struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Registration Registration `json:"registration"`
	Address      Address      `json:"address"`
	Contact      *Person      `json:"contact,omitempty"`
	Service      string       `json:"service"`
	Purpose      string       `json:"purpose"`
	PersonalData []string     `json:"personalData"`
	DataSubjects []string     `json:"dataSubjects"`
	Locations    []string     `json:"locations"` // ISO 3166-1 alpha-2: storage, management and remote access
	Transfers    []Transfer   `json:"transfers,omitempty"`
	Since        string       `json:"since"`
}

// Registration is a company's entry in a register.
type Registration struct {
	Kind    string `json:"kind"` // "kvk", "be", "lei", …
	Number  string `json:"number"`
	Country string `json:"country"`
}

// Transfer is the mechanism that allows data to go to one country outside the EEA (GDPR, art. 44-49).
type Transfer struct {
	Country   string `json:"country"`
	Mechanism string `json:"mechanism"`
	HRData    bool   `json:"hrData,omitempty"` // the certification covers human resources data
	Checked   string `json:"checked"`
}

// AdditionalTerm is one clause of annex 4, agreed between the parties for this client only.
type AdditionalTerm struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}
