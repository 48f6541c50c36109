package dossier

// Controller is the client: the controller of GDPR, art. 4(7).
type Controller struct {
	// Name as in the trade register.
	Name string `json:"name"`
	// Legal form: one of LegalForms.
	LegalForm string `json:"legalForm"`
	// KvK number, 8 digits, for a client in the Dutch trade register.
	KvK string `json:"kvk"`
	// Number of the establishment (vestigingsnummer), 12 digits.
	BranchNumber string `json:"branchNumber,omitempty"`
	// RSIN of a legal person, 9 digits.
	RSIN string `json:"rsin,omitempty"`
	// VAT identification number.
	VATID string `json:"vatId,omitempty"`
	// Entry in a foreign register, for a client outside the Netherlands.
	Registration *Registration `json:"registration,omitempty" jsonschema:"nullable"`
	// Where the client is established.
	Address Address `json:"address"`
	// Who signs for the client.
	Signatory Person `json:"signatory"`
	// Whom JEX writes to about personal data.
	PrivacyContact Person `json:"privacyContact"`
	// Whom JEX warns of a breach, day and night.
	BreachContact Person `json:"breachContact"`
	// Data protection officer (GDPR, art. 37), or null.
	DPO *Person `json:"dpo" jsonschema:"nullable"`
}

// Address is a postal address.
type Address struct {
	// Street and number.
	Street string `json:"street"`
	// Postcode; in the Netherlands four digits and two letters.
	Postcode string `json:"postcode"`
	// City.
	City string `json:"city"`
	// Country, ISO 3166-1 alpha-2.
	Country string `json:"country"`
}

// Person is someone to reach, with only what the documents print.
type Person struct {
	// Full name.
	Name string `json:"name"`
	// What the person does.
	Role string `json:"role,omitempty"`
	// E-mail address.
	Email string `json:"email"`
	// Telephone number, E.164: +31301234567.
	Phone string `json:"phone,omitempty"`
}

// Processor is the JEX side: the processor of GDPR, art. 4(8).
type Processor struct {
	// Ids of the catalogue's entities that work for this client.
	Entities []string `json:"entities"`
	// Who signs for JEX.
	Signatory Person `json:"signatory"`
	// Whom the client calls about a breach.
	BreachContact Person `json:"breachContact"`
	// Whom the client writes to about personal data.
	PrivacyContact *Person `json:"privacyContact,omitempty" jsonschema:"nullable"`
	// Data protection officer of JEX (GDPR, art. 37).
	DPO *Person `json:"dpo,omitempty" jsonschema:"nullable"`
}

// MainAgreement is the agreement that the terms are a part of.
type MainAgreement struct {
	// Reference by which both parties know it.
	Reference string `json:"reference"`
	// Title.
	Title string `json:"title"`
	// Date of the agreement, ISO 8601.
	Date string `json:"date"`
}

// Registration is a company's entry in a register.
type Registration struct {
	// Which register: one of RegistrationKinds.
	Kind string `json:"kind"`
	// The number in that register.
	Number string `json:"number"`
	// Country of the register, ISO 3166-1 alpha-2.
	Country string `json:"country"`
}

// LegalForms are the ids of a client's legal form.
var LegalForms = []string{
	"bv", "nv", "foundation", "association", "cooperative", "public-body", "religious-body",
	"sole-trader", "general-partnership", "limited-partnership", "professional-partnership", "foreign",
}

// RegistrationKinds are the ids of registers. The numbers of kvk, rsin, vat, be and lei are checked by their algorithm.
var RegistrationKinds = []string{
	"kvk", "rsin", "vat", "be", "lei", "eori", "companies-house", "cro", "ein", "hrb", "siren", "other",
}
