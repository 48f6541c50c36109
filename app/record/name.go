package record

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Names are the names of all clients, to look for in a text that one of them will read. They are made once for as many texts as there are.
type Names struct {
	first map[string][]name // by their first word
}

type name struct {
	full  string
	words []string
}

// NamesOf makes Names.
func NamesOf(names ...string) *Names {
	n := &Names{map[string][]name{}}
	for _, full := range names {
		if words := short(full); len(words) > 0 {
			n.first[words[0]] = append(n.first[words[0]], name{full, words})
		}
	}
	return n
}

// Other finds the name of another client than own in a text, and the byte at which it begins. However a name is written, only its letters
// and digits count, and not the words for its legal form. A name within a longer one of the client's own is none of another's: "Noord" in
// "Noord Logistiek".
func (n *Names) Other(text, own string) (at int, found bool) {
	self := short(own)
	words := wordsOf(text)
	for k := 0; k < len(words); k++ {
		longest, other := 0, false
		if begins(words[k:], self) {
			longest = len(self)
		}
		for _, c := range n.first[words[k].text] {
			if c.full != own && len(c.words) > longest && begins(words[k:], c.words) {
				longest, other = len(c.words), true
			}
		}
		if other {
			return words[k].at, true
		}
		k += max(longest-1, 0)
	}
	return 0, false
}

// legalForms are words that a name has for its legal form and that few write.
var legalForms = [][]string{
	{"b", "v"}, {"bv"}, {"n", "v"}, {"nv"}, {"v", "o", "f"}, {"vof"}, {"gmbh"}, {"ltd"}, {"holding"}, {"stichting"}, {"vereniging"}, {"coöperatie"},
}

// short is a name without the words for its legal form; the name itself when nothing else is left.
func short(full string) []string {
	var words []string
	for _, w := range wordsOf(full) {
		words = append(words, w.text)
	}
	for again := true; again; {
		again = false
		for _, form := range legalForms {
			n := len(words) - len(form)
			if n > 0 && slices.Equal(words[n:], form) {
				words, again = words[:n], true
			} else if n > 0 && slices.Equal(words[:len(form)], form) {
				words, again = words[len(form):], true
			}
		}
	}
	return words
}

// written are the words for a legal form that some write out.
var written = map[string]string{"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co"}

// NameKey is the same for two ways of writing the name of one company: only letters and digits count, without their accents, and a legal form
// may be written out.
func NameKey(name string) string {
	flat := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(name))
	var b strings.Builder
	for _, w := range wordsOf(flat) {
		if short := written[w.text]; short != "" {
			w.text = short
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// word is a run of letters and digits, in lower case, and where it begins.
type word struct {
	text string
	at   int
}

// wordsOf are the words of a text. What stands between them is nothing to go by.
func wordsOf(text string) (out []word) {
	start := -1
	for at, r := range text + " " {
		if in := unicode.IsLetter(r) || unicode.IsDigit(r); in && start < 0 {
			start = at
		} else if !in && start >= 0 {
			out = append(out, word{strings.ToLower(text[start:at]), start})
			start = -1
		}
	}
	return out
}

func begins(words []word, name []string) bool {
	if len(name) == 0 || len(words) < len(name) {
		return false
	}
	for n := range name {
		if words[n].text != name[n] {
			return false
		}
	}
	return true
}
