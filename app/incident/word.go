package incident

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"verwoord/app/record"
)

// eachText calls f for every text that somebody wrote freely, in the order of the record.
func (i *Incident) eachText(f func(path, text string)) {
	Type.Walk(i, func(path, pattern string, v reflect.Value) {
		if v.Kind() != reflect.String || v.String() == "" || strings.HasPrefix(pattern, "notice") {
			return
		}
		if form := fields[pattern].Form; form == record.ParagraphText || form == record.LineText || form == record.NameText {
			f(path, v.String())
		}
	})
}

// position is the place of a byte in a text, in characters from 1.
func position(text string, at int) string { return strconv.Itoa(utf8.RuneCountInString(text[:at]) + 1) }

// NamesOthers finds the names of other clients in what a client would be sent, of what For returned.
func (i *Incident) NamesOthers(own string, names *record.Names) (problems record.Problems) {
	if _, is := names.Other(i.ID, own); is {
		problems = append(problems, Codes.Problem("/id", "incident-names-client-in-id"))
	}
	i.eachText(func(path, text string) {
		if at, is := names.Other(text, own); is {
			problems = append(problems, Codes.Problem(path, "incident-names-other-client", position(text, at)))
		}
	})
	return problems
}
