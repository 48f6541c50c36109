package dossier

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
	form    form
	scheme  string   // of an identifier
	choices []string // of a choice
	always  bool     // no document can do without
}

// fields are the members that hold text or that a document may need. What a document needs beside what all do is said by the catalogue.
var fields = merge(map[string]field{
	"schema":   {form: choiceText, choices: []string{Schema}, always: true},
	"id":       {form: keyText, always: true},
	"language": {form: choiceText, choices: []string{"nl", "en"}, always: true},

	"controller.name":         {form: nameText, always: true},
	"controller.legalForm":    {form: choiceText, choices: LegalForms},
	"controller.kvk":          {form: identifierText, scheme: KvK},
	"controller.branchNumber": {form: identifierText, scheme: Branch},
	"controller.rsin":         {form: identifierText, scheme: RSIN},
	"controller.vatId":        {form: identifierText, scheme: VAT},

	"processor.entities": {form: keyText, always: true},

	"mainAgreement.reference": {form: lineText},
	"mainAgreement.title":     {form: lineText},
	"mainAgreement.date":      {form: identifierText, scheme: Date},

	"processing.services":            {},
	"processing.services.id":         {form: keyText},
	"processing.services.role":       {form: choiceText, choices: Roles},
	"processing.services.roleReason": {form: paragraphText},
	"processing.services.purpose":    {form: paragraphText},
	"processing.services.nature":     {form: paragraphText},
	"processing.start":               {form: identifierText, scheme: Date},
	"processing.end":                 {form: identifierText, scheme: Date},
	"processing.dataSubjects":        {form: keyText},
	"processing.personalData":        {form: keyText},
	"processing.legalGrounds":        {form: paragraphText},
	"processing.authorisation":       {form: choiceText, choices: Authorisations},

	"subprocessors.id":                           {form: keyText, always: true},
	"subprocessors.name":                         {form: nameText},
	"subprocessors.legalForm":                    {form: lineText},
	"subprocessors.contact":                      {},
	"subprocessors.parentCountry":                {form: identifierText, scheme: Region},
	"subprocessors.service":                      {form: lineText},
	"subprocessors.purpose":                      {form: paragraphText},
	"subprocessors.services":                     {form: keyText},
	"subprocessors.personalData":                 {form: keyText},
	"subprocessors.dataSubjects":                 {form: keyText},
	"subprocessors.locations":                    {form: identifierText, scheme: Region},
	"subprocessors.transfers.country":            {form: identifierText, scheme: Region},
	"subprocessors.transfers.mechanism":          {form: choiceText, choices: Mechanisms},
	"subprocessors.transfers.derogation":         {form: choiceText, choices: []string{"a", "b", "c", "d", "e", "f", "g"}},
	"subprocessors.transfers.date":               {form: identifierText, scheme: Date},
	"subprocessors.transfers.assessmentDate":     {form: identifierText, scheme: Date},
	"subprocessors.transfers.measures":           {form: paragraphText},
	"subprocessors.transfers.reference":          {form: lineText},
	"subprocessors.transfers.consent":            {form: identifierText, scheme: Date},
	"subprocessors.transfers.consentReference":   {form: lineText},
	"subprocessors.transfers.checked":            {form: identifierText, scheme: Date},
	"subprocessors.agreementDate":                {form: identifierText, scheme: Date},
	"subprocessors.agreementReference":           {form: lineText},
	"subprocessors.certifications.name":          {form: lineText},
	"subprocessors.certifications.number":        {form: lineText},
	"subprocessors.certifications.validUntil":    {form: identifierText, scheme: Date},
	"subprocessors.furtherSubprocessors.name":    {form: nameText},
	"subprocessors.furtherSubprocessors.country": {form: identifierText, scheme: Region},
	"subprocessors.furtherSubprocessors.service": {form: lineText},
	"subprocessors.furtherSubprocessors.address": {form: lineText},
	"subprocessors.furtherSubprocessors.contact": {form: lineText},
	"subprocessors.since":                        {form: identifierText, scheme: Date},
	"subprocessors.until":                        {form: identifierText, scheme: Date},
	"subprocessors.status":                       {form: choiceText, choices: Statuses},
	"subprocessors.lastChecked":                  {form: identifierText, scheme: Date},

	"additionalTerms.id":    {form: keyText, always: true},
	"additionalTerms.title": {form: lineText},
	"additionalTerms.text":  {form: paragraphText},

	"subprocessorChanges.id": {form: keyText, always: true},
	"transferRequests.id":    {form: keyText, always: true},
	"breaches.id":            {form: keyText, always: true},
	"dataSubjectRequests.id": {form: keyText, always: true},

	"notBsn.path":   {form: lineText, always: true},
	"notBsn.reason": {form: lineText, always: true},

	"versions": {form: keyText},
},
	address("controller.address"), address("subprocessors.address"),
	registration("controller.registration"), registration("subprocessors.registration"),
	person("controller.signatory"), person("controller.privacyContact"), person("controller.breachContact"), person("controller.dpo"),
	person("processor.signatory"), person("processor.breachContact"), person("processor.privacyContact"), person("processor.dpo"),
	person("subprocessors.contact"),
)

// address returns the fields of an Address.
func address(pattern string) map[string]field {
	return map[string]field{
		pattern + ".street":   {form: lineText},
		pattern + ".postcode": {form: postcodeText},
		pattern + ".city":     {form: lineText},
		pattern + ".country":  {form: identifierText, scheme: Region},
	}
}

// registration returns the fields of a Registration.
func registration(pattern string) map[string]field {
	return map[string]field{
		pattern + ".kind":    {form: choiceText, choices: RegistrationKinds},
		pattern + ".number":  {form: numberText},
		pattern + ".country": {form: identifierText, scheme: Region},
	}
}

// person returns the fields of a Person.
func person(pattern string) map[string]field {
	return map[string]field{
		pattern + ".name":  {form: nameText},
		pattern + ".role":  {form: lineText},
		pattern + ".email": {form: identifierText, scheme: Email},
		pattern + ".phone": {form: identifierText, scheme: Phone},
	}
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
