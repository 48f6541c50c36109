package dossier

import "verwoord/app/record"

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
	Registration *record.Registration `json:"registration,omitempty" jsonschema:"nullable"`
	// Where the client is established.
	Address record.Address `json:"address"`
	// Who signs for the client.
	Signatory record.Person `json:"signatory"`
	// Who signs beside the signatory, when they may only act together; or null.
	JointSignatory *record.Person `json:"jointSignatory,omitempty" jsonschema:"nullable"`
	// What the authority of who signs rests on: one of Bases.
	Basis string `json:"basis,omitempty"`
	// Whom JEX writes to about personal data.
	PrivacyContact record.Person `json:"privacyContact"`
	// Whom JEX warns of a breach, day and night.
	BreachContact record.Person `json:"breachContact"`
	// Data protection officer (GDPR, art. 37), or null.
	DPO *record.Person `json:"dpo" jsonschema:"nullable"`
}

// Processor is the JEX side: the processor of GDPR, art. 4(8).
type Processor struct {
	// Ids of the catalogue's entities that work for this client.
	Entities []string `json:"entities"`
	// Who signs for JEX.
	Signatory record.Person `json:"signatory"`
	// Who signs beside the signatory, when they may only act together; or null.
	JointSignatory *record.Person `json:"jointSignatory,omitempty" jsonschema:"nullable"`
	// What the authority of who signs rests on: one of Bases.
	Basis string `json:"basis,omitempty"`
	// Whom the client calls about a breach.
	BreachContact record.Person `json:"breachContact"`
	// Whom the client writes to about personal data.
	PrivacyContact *record.Person `json:"privacyContact,omitempty" jsonschema:"nullable"`
	// Data protection officer of JEX (GDPR, art. 37).
	DPO *record.Person `json:"dpo,omitempty" jsonschema:"nullable"`
	// JEX has designated none, and says so.
	NoDPO bool `json:"noDpo,omitempty"`
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

// LegalForms are the ids of a client's legal form.
var LegalForms = []string{
	"bv", "nv", "foundation", "association", "cooperative", "public-body", "religious-body",
	"sole-trader", "general-partnership", "limited-partnership", "professional-partnership", "foreign",
}

// Bases are the ids of what an authority to sign rests on: the articles as registered, a power of attorney, a mandate of an administrative body.
var Bases = []string{"statutory", "power-of-attorney", "mandate"}

// Person is the person at a place of the dossier; false for a place where there is none to be named.
func (d *Dossier) Person(place string) (p record.Person, known bool) {
	one := &p
	switch place {
	case "/controller/signatory":
		one = &d.Controller.Signatory
	case "/controller/privacyContact":
		one = &d.Controller.PrivacyContact
	case "/controller/breachContact":
		one = &d.Controller.BreachContact
	case "/processor/signatory":
		one = &d.Processor.Signatory
	case "/processor/breachContact":
		one = &d.Processor.BreachContact
	case "/processor/privacyContact":
		if d.Processor.PrivacyContact != nil {
			one = d.Processor.PrivacyContact
		}
	default:
		return p, false
	}
	return *one, true
}
