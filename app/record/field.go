package record

import "strings"

// Form is what a text may hold.
type Form int

// The forms.
const (
	KeyText        Form = iota // an id: lower-case letters, digits and hyphens
	NameText                   // a name, on one line
	LineText                   // one line
	ParagraphText              // running text; newlines are kept
	ChoiceText                 // one of the field's choices
	IdentifierText             // an identifier of the field's scheme
	NumberText                 // a number in a register; the kind beside it is its scheme
	PostcodeText               // a postcode; the country beside it tells its form
	LanguageText               // a language that there are messages in
)

// limits are the greatest lengths, in characters.
var limits = map[Form]int{
	KeyText: 100, NameText: 200, LineText: 300, ParagraphText: 4000, ChoiceText: 100, IdentifierText: 300, NumberText: 100, PostcodeText: 20,
	LanguageText: 20,
}

// Limit is the greatest length of a text of a form, in characters.
func (f Form) Limit() int { return limits[f] }

// Field is what is known of one member, or of every element of its list.
type Field struct {
	Form    Form
	Scheme  string   // of an identifier
	Choices []string // of a choice
	Always  bool     // no record can do without
	Kept    bool     // tells whom a row concerns: it stays in a printed copy, and the row with it
}

// Fields are the members that hold text, or that no record can do without, by pattern: all names from the top, with dots and without the
// places in a list (subprocessors.address.city).
type Fields map[string]Field

// Join puts tables together; a pattern stands in one of them.
func Join(all ...Fields) Fields {
	out := Fields{}
	for _, fields := range all {
		for pattern, f := range fields {
			out[pattern] = f
		}
	}
	return out
}

// Pattern is the pattern of a path: "controller.name" of "/controller/name", without the places in lists.
func Pattern(path string) string {
	var names []string
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		if name != "" && !allDigits(name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ".")
}
