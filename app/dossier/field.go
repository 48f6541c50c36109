package dossier

import "strings"

// form is what a text of a dossier may hold.
type form int

const (
	keyText        form = iota // an id: lower-case letters, digits and hyphens
	nameText                   // a name, on one line
	lineText                   // one line
	paragraphText              // running text; newlines are kept
	choiceText                 // one of the field's choices
	identifierText             // an identifier of the field's scheme
	numberText                 // a number in a register; the kind beside it is its scheme
	postcodeText               // a postcode; the country beside it tells its form
)

// limits are the greatest lengths, in characters.
var limits = map[form]int{
	keyText: 100, nameText: 200, lineText: 300, paragraphText: 4000, choiceText: 100, identifierText: 300, numberText: 100, postcodeText: 20,
}

// field is what is known of one member of the dossier or of every element of its list.
type field struct {
	form     form
	scheme   string   // of an identifier
	choices  []string // of a choice
	required string   // the documents that cannot do without, separated by spaces; * stands for each
}

func (f field) needed(document string) bool {
	for d := range strings.FieldsSeq(f.required) {
		if d == "*" || d == document {
			return true
		}
	}
	return false
}

// documents are those that Check knows the needs of; a document is added here and in the required columns of fields.
var documents = []string{"agreement"}

const agreement = "agreement"

// fields are the members that hold text or must not be empty. A member of an optional object is needed when the object is there.
var fields = merge(map[string]field{
	"schema":   {form: choiceText, choices: []string{Schema}, required: "*"},
	"id":       {form: keyText, required: "*"},
	"language": {form: choiceText, choices: []string{"nl", "en"}, required: "*"},

	"controller.name":         {form: nameText, required: "*"},
	"controller.legalForm":    {form: choiceText, choices: LegalForms, required: agreement},
	"controller.kvk":          {form: identifierText, scheme: KvK},
	"controller.branchNumber": {form: identifierText, scheme: Branch},
	"controller.rsin":         {form: identifierText, scheme: RSIN},
	"controller.vatId":        {form: identifierText, scheme: VAT},

	"processor.entities": {form: keyText, required: "*"},

	"mainAgreement.reference": {form: lineText, required: agreement},
	"mainAgreement.title":     {form: lineText, required: agreement},
	"mainAgreement.date":      {form: identifierText, scheme: Date, required: agreement},

	"processing.services":            {required: agreement},
	"processing.services.id":         {form: keyText, required: agreement},
	"processing.services.role":       {form: choiceText, choices: Roles, required: agreement},
	"processing.services.roleReason": {form: paragraphText},
	"processing.services.purpose":    {form: paragraphText, required: agreement},
	"processing.services.nature":     {form: paragraphText, required: agreement},
	"processing.start":               {form: identifierText, scheme: Date, required: agreement},
	"processing.end":                 {form: identifierText, scheme: Date},
	"processing.dataSubjects":        {form: keyText, required: agreement},
	"processing.personalData":        {form: keyText, required: agreement},
	"processing.legalGrounds":        {form: paragraphText},
	"processing.authorisation":       {form: choiceText, choices: Authorisations},

	"subprocessors.id":                           {form: keyText, required: "*"},
	"subprocessors.name":                         {form: nameText, required: agreement},
	"subprocessors.legalForm":                    {form: lineText},
	"subprocessors.contact":                      {required: agreement},
	"subprocessors.parentCountry":                {form: identifierText, scheme: Region},
	"subprocessors.service":                      {form: lineText, required: agreement},
	"subprocessors.purpose":                      {form: paragraphText, required: agreement},
	"subprocessors.services":                     {form: keyText, required: agreement},
	"subprocessors.personalData":                 {form: keyText, required: agreement},
	"subprocessors.dataSubjects":                 {form: keyText, required: agreement},
	"subprocessors.locations":                    {form: identifierText, scheme: Region, required: agreement},
	"subprocessors.transfers.country":            {form: identifierText, scheme: Region, required: agreement},
	"subprocessors.transfers.mechanism":          {form: choiceText, choices: Mechanisms, required: agreement},
	"subprocessors.transfers.derogation":         {form: choiceText, choices: []string{"a", "b", "c", "d", "e", "f", "g"}},
	"subprocessors.transfers.date":               {form: identifierText, scheme: Date},
	"subprocessors.transfers.assessmentDate":     {form: identifierText, scheme: Date},
	"subprocessors.transfers.measures":           {form: paragraphText},
	"subprocessors.transfers.reference":          {form: lineText},
	"subprocessors.transfers.consent":            {form: identifierText, scheme: Date},
	"subprocessors.transfers.consentReference":   {form: lineText},
	"subprocessors.transfers.checked":            {form: identifierText, scheme: Date, required: agreement},
	"subprocessors.agreementDate":                {form: identifierText, scheme: Date, required: agreement},
	"subprocessors.agreementReference":           {form: lineText, required: agreement},
	"subprocessors.certifications.name":          {form: lineText, required: agreement},
	"subprocessors.certifications.number":        {form: lineText},
	"subprocessors.certifications.validUntil":    {form: identifierText, scheme: Date},
	"subprocessors.furtherSubprocessors.name":    {form: nameText, required: agreement},
	"subprocessors.furtherSubprocessors.country": {form: identifierText, scheme: Region, required: agreement},
	"subprocessors.furtherSubprocessors.service": {form: lineText, required: agreement},
	"subprocessors.since":                        {form: identifierText, scheme: Date, required: agreement},
	"subprocessors.until":                        {form: identifierText, scheme: Date},
	"subprocessors.status":                       {form: choiceText, choices: Statuses, required: agreement},
	"subprocessors.lastChecked":                  {form: identifierText, scheme: Date},

	"additionalTerms.id":    {form: keyText, required: "*"},
	"additionalTerms.title": {form: lineText, required: agreement},
	"additionalTerms.text":  {form: paragraphText, required: agreement},

	"subprocessorChanges.id": {form: keyText, required: "*"},
	"transferRequests.id":    {form: keyText, required: "*"},
	"breaches.id":            {form: keyText, required: "*"},
	"dataSubjectRequests.id": {form: keyText, required: "*"},

	"notBsn.path":   {form: lineText, required: "*"},
	"notBsn.reason": {form: lineText, required: "*"},
},
	address("controller.address"), address("subprocessors.address"),
	registration("controller.registration"), registration("subprocessors.registration"),
	person("controller.signatory", "role"), person("controller.privacyContact"), person("controller.breachContact"), person("controller.dpo"),
	person("processor.signatory", "role"), person("processor.breachContact", "phone"), person("processor.privacyContact"), person("processor.dpo"),
	person("subprocessors.contact"),
)

// address returns the fields of an Address.
func address(pattern string) map[string]field {
	return map[string]field{
		pattern + ".street":   {form: lineText, required: agreement},
		pattern + ".postcode": {form: postcodeText},
		pattern + ".city":     {form: lineText, required: agreement},
		pattern + ".country":  {form: identifierText, scheme: Region, required: agreement},
	}
}

// registration returns the fields of a Registration.
func registration(pattern string) map[string]field {
	return map[string]field{
		pattern + ".kind":    {form: choiceText, choices: RegistrationKinds, required: agreement},
		pattern + ".number":  {form: numberText, required: agreement},
		pattern + ".country": {form: identifierText, scheme: Region, required: agreement},
	}
}

// person returns the fields of a Person, of which the agreement needs the name, the e-mail address and those named.
func person(pattern string, needed ...string) map[string]field {
	out := map[string]field{
		pattern + ".name":  {form: nameText, required: agreement},
		pattern + ".role":  {form: lineText},
		pattern + ".email": {form: identifierText, scheme: Email, required: agreement},
		pattern + ".phone": {form: identifierText, scheme: Phone},
	}
	for _, n := range needed {
		f := out[pattern+"."+n]
		f.required = agreement
		out[pattern+"."+n] = f
	}
	return out
}

func merge(all ...map[string]field) map[string]field {
	out := map[string]field{}
	for _, m := range all {
		for pattern, f := range m {
			out[pattern] = f
		}
	}
	return out
}
