package office

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"verwoord/app/dossier"
)

// fileName says what a file is and for whom, in characters that every system takes.
func (o *Office) fileName(next dossier.Dossier, r Request) string {
	parts := []string{o.engine.Locales().Locale(cmp.Or(r.Language, next.Language)).T("document."+r.Document+".file", nil)}
	for _, part := range []string{next.Controller.Name, r.About} {
		if part = plain(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "-") + ".pdf"
}

// longestPlain is how many bytes of a name there are in that of a file: with two of them it is still one that every system takes.
const longestPlain = 90

// device tells whether Windows keeps a name for itself, whatever ending a file gives it.
func device(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && '0' <= name[3] && name[3] <= '9'
}

// plain is a name in lower-case letters and digits with hyphens between. A letter with a mark stays as it is: systems take it.
func plain(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := strings.Join(words, "-")
	for len(out) > longestPlain {
		_, last := utf8.DecodeLastRuneInString(out)
		out = strings.TrimRight(out[:len(out)-last], "-")
	}
	if device(out) {
		out += "-"
	}
	return out
}
