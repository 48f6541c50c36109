package plain

import (
	"slices"
	"strings"
	"unicode"
)

// sentences divides a text: at a point, question mark or exclamation mark with a space and no small letter behind it, and at a line end. The
// point of an abbreviation, an initial or a legal form ends none.
func (r *Rules) sentences(text string) (out []string) {
	for line := range strings.Lines(text) {
		from := 0
		runes := []rune(line)
		for i, c := range runes {
			if c != '.' && c != '?' && c != '!' || i+1 < len(runes) && !unicode.IsSpace(runes[i+1]) {
				continue
			}
			next := following(runes[i+1:])
			if c == '.' && (unicode.IsLower(next) || r.abbreviates(string(runes[from:i]))) {
				continue
			}
			out = append(out, string(runes[from:i+1]))
			from = i + 1
		}
		out = append(out, string(runes[from:]))
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// following is the first character that is no space; 0 when there is none.
func following(rest []rune) rune {
	for _, c := range rest {
		if !unicode.IsSpace(c) {
			return c
		}
	}
	return 0
}

// abbreviates tells whether what stands before a point ends with an abbreviation: of the language, one letter, or letters with points between.
func (r *Rules) abbreviates(before string) bool {
	word := before[strings.LastIndexFunc(before, func(c rune) bool { return unicode.IsSpace(c) || c == '(' })+1:]
	if len([]rune(word)) == 1 && unicode.IsLetter([]rune(word)[0]) || strings.Contains(word, ".") && !strings.ContainsAny(word, "/@") {
		return true
	}
	return slices.Contains(r.Abbreviations, strings.ToLower(word))
}

// wordsOf are the words of a sentence, in small letters, without the marks around them. What has neither letter nor digit is none.
func wordsOf(sentence string) (out []string) {
	for _, w := range strings.Fields(strings.ToLower(sentence)) {
		w = strings.TrimFunc(w, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// syllables counts the rows of vowels in a word; a word has one at least.
func (r *Rules) syllables(word string) int {
	n, inside := 0, false
	for _, c := range word {
		vowel := strings.ContainsRune(r.Vowels, c)
		if vowel && (!inside || strings.ContainsRune(r.Apart, c)) {
			n++
		}
		inside = vowel
	}
	return max(n, 1)
}

// passive tells whether a sentence does not say who does it, and which words say so.
func (r *Rules) passive(words []string) (said string, is bool) {
	for _, w := range words {
		if !slices.Contains(r.Passive.Auxiliaries, w) {
			continue
		}
		for _, p := range words {
			if p != w && r.participle(p) {
				return w + " … " + p, true
			}
		}
	}
	return "", false
}

// participle tells whether a word looks like one.
func (r *Rules) participle(word string) bool {
	if slices.Contains(r.Passive.Not, word) || slices.Contains(r.Passive.Auxiliaries, word) {
		return false
	}
	for _, p := range r.participles {
		if p.MatchString(word) {
			return true
		}
	}
	return false
}
