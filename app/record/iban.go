package record

import (
	"strings"
	"unicode/utf8"
)

// ibanLengths are the lengths of the IBANs of the Netherlands and its neighbours (SWIFT IBAN registry).
var ibanLengths = map[string]int{"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20, "GB": 22}

var (
	iban     = Expression(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)
	ibanText = Expression(`(^|[^\pL\pN])([A-Za-z]{2}[0-9]{2}([ ]?[A-Za-z0-9]){11,30})`)
)

func ibanForm(s string) bool {
	if !iban().MatchString(s) {
		return false
	}
	n, known := ibanLengths[s[:2]]
	return !known || n == len(s)
}

// findIBAN tells whether a text holds the number of a bank account, and at which character from 1.
func findIBAN(text string) (at int, found bool) {
	from, _, found := nextIBAN(flatten(text))
	if !found {
		return 0, false
	}
	return utf8.RuneCountInString(flatten(text)[:from]) + 1, true
}

// nextIBAN returns the first account number in s. What follows one may look like a part of it, so the shorter ends are tried as well.
func nextIBAN(s string) (from, to int, found bool) {
	for _, m := range ibanText().FindAllStringSubmatchIndex(s, -1) {
		for end := m[5]; end >= m[4]+15; end-- {
			number := bare(s[m[4]:end])
			if s[end-1] != ' ' && ibanForm(number) && mod97(number[4:]+number[:4]) == 1 {
				return m[4], end, true
			}
		}
	}
	return 0, 0, false
}

// blankIBANs replaces account numbers by dashes of the same length.
func blankIBANs(s string) string {
	for {
		from, to, found := nextIBAN(s)
		if !found {
			return s
		}
		s = s[:from] + strings.Repeat("~", to-from) + s[to:]
	}
}
