package record

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A citizen service number (BSN) has no place in a dossier: it may be processed only where a law prescribes it (UAVG, art. 46;
// GDPR, art. 87). It has no mark of its own: about one in eleven numbers of nine digits passes its test.

// certainty tells how sure it is that a text holds a citizen service number.
type certainty int

const (
	none    certainty = iota
	named             // a word for it stands beside a number of its length that fails the test
	likely            // a number passes the test
	certain           // both
)

// finding is where a number stands in a text, its last two digits legible.
type finding struct {
	certainty certainty
	at        int // in characters, from 1
	mask      string
}

var (
	bsnWord = Expression(`(?i)(^|[^\pL])(bsn([- ]?(nummer|nr|number))?|burger[- ]?service[- ]?(nummer|nr)|sofi([- ]?(nummer|nr))?|persoonsnummer|(citizen )?service number)($|[^\pL])`)
	kvkWord = Expression(`(?i)(kvk|handelsregister|trade register)[^0-9]{0,15}$`)
)

// findBSN returns the surest finding in a text. Allowed are the numbers of nine digits that parties are registered under.
func findBSN(text string, allowed map[string]bool) finding {
	flat := blankIBANs(flatten(text))
	var best finding
	for _, c := range candidates(flat) {
		near := nearWord(flat, c.from, c.to)
		if allowed[c.digits] || len(c.digits) == 8 && (!near || kvkWord().MatchString(flat[max(0, c.from-40):c.from])) {
			continue
		}
		level := none
		switch passes := Eleven(strings.Repeat("0", 9-len(c.digits)) + c.digits); {
		case passes && near:
			level = certain
		case passes:
			level = likely
		case near:
			level = named
		}
		if level > best.certainty {
			n := len(c.digits)
			best = finding{level, utf8.RuneCountInString(flat[:c.from]) + 1, strings.Repeat("•", n-2) + c.digits[n-2:]}
		}
	}
	return best
}

// numeric tells whether a text has digits enough for a citizen service number or an account.
func numeric(text string) bool {
	n := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n >= 8
}

// flatten writes every digit as ASCII and every space and dash that may stand between digits as an ASCII one.
func flatten(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF10 && r <= 0xFF19:
			return r - 0xFF10 + '0'
		case unicode.Is(unicode.Zs, r) || r == '\t':
			return ' '
		case unicode.Is(unicode.Pd, r) || r == 0x2212:
			return '-'
		}
		return r
	}, text)
}

// candidate is a number of 8 or 9 digits at [from, to) of a text.
type candidate struct {
	digits   string
	from, to int
}

// candidates returns the runs of 8 or 9 digits, single spaces, dots and hyphens between them left out. A run that is part of a longer
// one counts only when it is written without any; one after a plus is a telephone number.
func candidates(s string) []candidate {
	var out []candidate
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		from, to := i, i
		var groups []candidate
		for to < len(s) && isDigit(s[to]) {
			start := to
			for to < len(s) && isDigit(s[to]) {
				to++
			}
			groups = append(groups, candidate{s[start:to], start, to})
			if to+1 < len(s) && strings.IndexByte(" .-", s[to]) >= 0 && isDigit(s[to+1]) {
				to++
			}
		}
		i = to
		if from > 0 && s[from-1] == '+' {
			continue
		}
		var all strings.Builder
		for _, g := range groups {
			all.WriteString(g.digits)
		}
		if n := all.Len(); n == 8 || n == 9 {
			out = append(out, candidate{all.String(), from, to})
			continue
		}
		for _, g := range groups {
			if n := len(g.digits); n == 8 || n == 9 {
				out = append(out, g)
			}
		}
	}
	return out
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// nearWord tells whether a word for the citizen service number stands within 40 characters of [from, to).
func nearWord(s string, from, to int) bool {
	for n := 0; n < 40 && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:from])
		from -= size
	}
	for n := 0; n < 40 && to < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[to:])
		to += size
	}
	return bsnWord().MatchString(s[from:to])
}
