package cli

import (
	"strings"

	"verwoord/app/locale"
)

// elsewhere are options as other programs call them.
var elsewhere = map[string]string{
	"out": "o", "output": "o", "language": "lang", "taal": "lang", "password": "password-file", "pass": "password-file",
	"datum": "date", "ca": "trust", "identity": "key", "vorm": "format",
}

// meant is the sentence that asks whether another word was meant; "" when none is near.
func (s *session) meant(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return " " + s.loc.T("cli.meant", locale.Args{"Word": near})
	}
	return ""
}

// nearest is the one of the known words that is so little another than a word that somebody may have meant it: it goes on from it, or has a few
// slips in it. Capitals do not count.
func nearest(word string, known []string) (near string) {
	word = strings.ToLower(word)
	fewest := 1 + len(word)/4
	for _, k := range known {
		if len(word) > 1 && strings.HasPrefix(k, word) {
			return k
		}
		if n := slips(word, strings.ToLower(k)); n <= fewest && n < len(word) {
			near, fewest = k, n-1
		}
	}
	return near
}

// slips counts the letters that are too many, too few, others or in the place of their neighbour (the restricted distance of Damerau and
// Levenshtein).
func slips(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			other := 1
			if a[i-1] == b[j-1] {
				other = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+other)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
