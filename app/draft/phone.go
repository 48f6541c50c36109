package draft

import (
	"strings"

	"verwoord/app/locale"
	"verwoord/app/record"
)

// Telephone is a number as it is read aloud, with its extension in words and spaces that no line ends at.
func Telephone(l *locale.Locale, kept string) string {
	number, extension, hours := record.Telephone(kept)
	if extension != "" {
		number += " " + l.T("document.extension", locale.Args{"Number": extension})
	}
	return strings.ReplaceAll(strings.TrimRight(number+" "+hours, " "), " ", "\u00A0")
}
