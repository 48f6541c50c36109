package incident

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
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

// NamesOthers finds the names of other clients in what a client would be sent, of what For returned. Own are the names of the client itself,
// others those of every other. A name within a longer one of the client's own is none of another's: "Noord" in "Noord Logistiek".
func (i *Incident) NamesOthers(own, others []string) (problems record.Problems) {
	var all [][]word
	for _, name := range slices.Concat(own, others) {
		all = append(all, short(name))
	}
	found := func(text string) (at int, ok bool) {
		words := wordsOf(text)
		for n := 0; n < len(words); n++ {
			longest, is := 0, false
			for k, name := range all {
				if l := len(name); l > longest && begins(words[n:], name) {
					longest, is = l, k >= len(own)
				}
			}
			if is {
				return words[n].at, true
			}
			if longest > 0 {
				n += longest - 1
			}
		}
		return 0, false
	}
	if _, is := found(i.ID); is {
		problems = append(problems, Codes.Problem("/id", "incident-names-client-in-id"))
	}
	i.eachText(func(path, text string) {
		if at, is := found(text); is {
			problems = append(problems, Codes.Problem(path, "incident-names-other-client", position(text, at)))
		}
	})
	return problems
}

// forms are words that a name has for its legal form and that few write.
var forms = [][]string{{"b", "v"}, {"bv"}, {"n", "v"}, {"nv"}, {"v", "o", "f"}, {"vof"}, {"gmbh"}, {"ltd"}, {"holding"}, {"stichting"}, {"vereniging"}, {"coöperatie"}}

// short is a name without the words for its legal form; the name itself when nothing else is left.
func short(name string) []word {
	words := wordsOf(name)
	for again := true; again; {
		again = false
		for _, form := range forms {
			if n := len(words) - len(form); n > 0 && spells(words[n:], form) {
				words, again = words[:n], true
			} else if n > 0 && spells(words[:len(form)], form) {
				words, again = words[len(form):], true
			}
		}
	}
	return words
}

func spells(words []word, form []string) bool {
	return slices.EqualFunc(words, form, func(w word, s string) bool { return w.text == s })
}

// word is a run of letters and digits, in lower case, and where it begins.
type word struct {
	text string
	at   int
}

// wordsOf are the words of a text: what stands between is nothing to go by, since names are written in many ways.
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

func begins(words, name []word) bool {
	if len(name) == 0 || len(words) < len(name) {
		return false
	}
	for n := range name {
		if words[n].text != name[n].text {
			return false
		}
	}
	return true
}
