package locale

import (
	"strings"
	"unicode"
)

// Fold is a text as an index files it and a search finds it: in lower-case letters without marks, and words one space apart. It is the
// same for every language, since names come from all of them.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r) || r == '-' || r == '‐' || r == '‑' || r == '–':
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if r < 0x80 {
			b.WriteRune(r)
		} else if plain, ok := unmarked[r]; ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unmarked are the lower-case letters of Latin-1 and Latin Extended-A that are filed as others, and the quotation marks.
var unmarked = func() map[rune]string {
	out := map[rune]string{'’': "'", '‘': "'", '“': `"`, '”': `"`}
	for plain, letters := range map[string]string{
		"a": "àáâãäåāăą", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįı", "ij": "ĳ", "j": "ĵ",
		"k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŉŋ", "o": "òóôõöøōŏő", "oe": "œ", "r": "ŕŗř", "s": "śŝşšșſ", "ss": "ß", "t": "ţťŧț", "th": "þ",
		"u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
	} {
		for _, r := range letters {
			out[r] = plain
		}
	}
	return out
}()
