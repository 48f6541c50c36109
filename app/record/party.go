package record

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
	// Telephone number: as it is dialled in the country of the address, or with a plus and the country's code.
	Phone string `json:"phone,omitempty"`
}

// Registration is a company's entry in a register.
type Registration struct {
	// Which register: one of RegistrationKinds.
	Kind string `json:"kind"`
	// The number in that register.
	Number string `json:"number"`
	// Country of the register, ISO 3166-1 alpha-2.
	Country string `json:"country"`
	// The court or office that keeps it, where numbers are unique with that alone: Amtsgericht München.
	Court string `json:"court,omitempty"`
}

// RegistrationKinds are the ids of registers. The numbers of kvk, rsin, vat, be and lei are checked by their algorithm.
var RegistrationKinds = []string{
	"kvk", "rsin", "vat", "be", "lei", "eori", "companies-house", "cro", "ein", "hrb", "siren", "other",
}

// AddressFields are the fields of an Address at a pattern.
func AddressFields(pattern string) Fields {
	return Fields{
		pattern + ".street":   {Form: LineText},
		pattern + ".postcode": {Form: PostcodeText},
		pattern + ".city":     {Form: LineText},
		pattern + ".country":  {Form: IdentifierText, Scheme: Region},
	}
}

// RegistrationFields are the fields of a Registration at a pattern.
func RegistrationFields(pattern string) Fields {
	return Fields{
		pattern + ".kind":    {Form: ChoiceText, Choices: RegistrationKinds},
		pattern + ".number":  {Form: NumberText},
		pattern + ".country": {Form: IdentifierText, Scheme: Region},
		pattern + ".court":   {Form: LineText},
	}
}

// PersonFields are the fields of a Person at a pattern.
func PersonFields(pattern string) Fields {
	return Fields{
		pattern + ".name":  {Form: NameText},
		pattern + ".role":  {Form: LineText},
		pattern + ".email": {Form: IdentifierText, Scheme: Email},
		pattern + ".phone": {Form: IdentifierText, Scheme: Phone},
	}
}
