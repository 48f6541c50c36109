// Package hyphen finds where words may be broken over two lines. Start with Load of a language, then Breaks.
//
// It follows F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983), with the patterns of TeX, and adds what patterns cannot say:
// the Dutch rule that a diaeresis disappears at a break, and which words are better left whole.
package hyphen

import (
	"embed"
	"strconv"
	"strings"
	"unicode"
)

// patternFiles has for each language patterns/<language>.txt, which says how it breaks, and the pattern files that those name, as their
// authors made them; each of these opens with its licence. A language is its files only.
//
//go:embed patterns
var patternFiles embed.FS

// Hyphenator breaks the words of one language. It is immutable and safe for concurrent use; a nil Hyphenator breaks at the hyphens that
// a word has and nowhere else.
type Hyphenator struct {
	patterns    patterns
	exceptions  map[string][]int // lower case word to the letters before which it breaks
	left, right int              // the fewest letters before and after a break
	diaeresis   bool             // a diaeresis separates vowels, and is not written after a break
}

// Load reads the patterns for a language (BCP 47). It returns nil for a language that there are no patterns for.
// It takes some time: load once and share.
func Load(lang string) *Hyphenator {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	settings, err := patternFiles.ReadFile("patterns/" + primary + ".txt")
	if err != nil {
		return nil
	}
	h := &Hyphenator{}
	var file []byte
	own := ""
	for line := range strings.Lines(string(settings)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		var err error
		switch key {
		case "patterns":
			file, err = patternFiles.ReadFile("patterns/" + value)
		case "before":
			h.left, err = strconv.Atoi(value)
		case "after":
			h.right, err = strconv.Atoi(value)
		case "diaeresis":
			h.diaeresis = true
		case "own":
			own += " " + value
		}
		if err != nil {
			panic("hyphen: " + primary + ": " + err.Error()) // it is embedded
		}
	}
	h.parse(string(file), strings.TrimSpace(own))
	return h
}

// parse reads the groups \patterns and \hyphenation of a TeX file, and patterns of our own.
func (h *Hyphenator) parse(file, own string) {
	h.exceptions = make(map[string][]int, 64)
	group := func(name string) string {
		_, rest, _ := strings.Cut(file, "\n\\"+name+"{")
		rest, _, _ = strings.Cut(rest, "}")
		return rest
	}
	h.patterns.text = "\n" + own + "\n" + group("patterns")
	words(h.patterns.text, func(at, _ int) { h.patterns.insert(at) })
	exceptions := group("hyphenation")
	words(exceptions, func(at, end int) { h.except(exceptions[at:end]) })
}

func (h *Hyphenator) except(word string) {
	var at []int
	letters := 0
	for _, r := range word {
		if r == '-' {
			at = append(at, letters)
			continue
		}
		letters++
	}
	h.exceptions[strings.ReplaceAll(word, "-", "")] = at
}

// within marks in breaks the letters before which a word of lower case letters may be broken.
func (h *Hyphenator) within(word []rune, breaks []bool) {
	if at, ok := h.exceptions[string(word)]; ok {
		for _, i := range at {
			breaks[i] = true
		}
		return
	}
	var room [64]byte
	levels := room[:]
	if len(word)+2 > len(room) {
		levels = make([]byte, len(word)+2)
	}
	h.patterns.levels(word, levels)
	last := 0
	for i := h.left; i <= len(word)-h.right; i++ {
		if levels[i]%2 == 1 || h.diaeresis && undiaeresis(word[i-1], word[i]) != 0 {
			// The patterns know words, not misspellings: what stands between two breaks is at least a syllable.
			breaks[i] = hasVowel(word[last:i])
			if breaks[i] {
				last = i
			}
		}
	}
}

const vowels = "aeiouyáàâäéèêëíìîïóòôöúùûü"

func hasVowel(letters []rune) bool {
	for _, r := range letters {
		if strings.ContainsRune(vowels, r) {
			return true
		}
	}
	return false
}

// undiaeresis returns the vowel without the diaeresis that separates it from the vowel before it, 0 when there is none.
//
// Dutch spelling: the diaeresis shows where a syllable begins, which a hyphen shows already: geïnd, ge-ind (Leidraad, 6.3).
func undiaeresis(before, r rune) rune {
	if !strings.ContainsRune("aeiouyáéíóú", unicode.ToLower(before)) {
		return 0
	}
	switch r {
	case 'ë':
		return 'e'
	case 'ï':
		return 'i'
	case 'ö':
		return 'o'
	case 'ü':
		return 'u'
	}
	return 0
}
