package dossier

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verwoord/app/record"
)

// begins is the word of a text that begins as a stem does, in lower case as both are; "" when there is none. A stem of several words gives
// them, and the last of them whole.
func begins(text, stem string) string {
	for at := 0; ; {
		i := strings.Index(text[at:], stem)
		if i < 0 {
			return ""
		}
		at += i
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); at == 0 || !unicode.IsLetter(before) {
			rest := text[at+len(stem):]
			end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.Is(unicode.Latin, r) })
			if end < 0 {
				end = len(rest)
			}
			return strings.TrimSpace(stem + rest[:end])
		}
		at += len(stem)
	}
}

// said is the first word of a text that begins as one of some stems does; "" when none does.
func said(text string, stems []string) string {
	lower := strings.ToLower(text) + " " // a stem that ends with a space is a whole word
	for _, stem := range stems {
		if word := begins(lower, stem); word != "" {
			return word
		}
	}
	return ""
}

// empty tells whether a text only stands in for one: "x", "n.v.t.", "nog navragen".
func (k *checker) empty(text string) bool {
	bare := strings.Trim(strings.ToLower(text), " .,;:!?-–…_")
	return bare == "" || slices.ContainsFunc(k.catalogue.Words.Empty, func(e string) bool {
		return bare == e || strings.Contains(e, " ") && strings.HasPrefix(bare, e)
	})
}

// shortestReason is how many words a reason has at the least: fewer give none.
const shortestReason = 4

// reasoned tells whether a text can be a reason.
func (k *checker) reasoned(text string) bool {
	return len(strings.Fields(text)) >= shortestReason && !k.empty(text)
}

// lawyer tells whether a function is one of legal. In Dutch a longer word can end with it: bedrijfsjurist.
func (k *checker) lawyer(function string) bool {
	lower := strings.ToLower(function)
	return slices.ContainsFunc(k.catalogue.Words.Legal, func(w string) bool {
		return begins(lower, w) != "" || len(w) > 3 && strings.Contains(lower, w)
	})
}

// words warns of what the purpose and the nature of a service say beside the choices: purposes of JEX's own, a client that is no controller or
// not the only one, data that annex 2 does not list, nothing at all.
func (k *checker) words(path string, s *Service, label record.Text) {
	w := &k.catalogue.Words
	for _, text := range []struct{ name, words string }{{"/nature", s.Nature}, {"/purpose", s.Purpose}} {
		at := path + text.name
		if text.words == "" {
			continue
		}
		if k.empty(text.words) || len(strings.Fields(text.words)) < 2 {
			k.Add(at, "words-empty")
			continue
		}
		if word := said(text.words, k.catalogue.OwnPurposes); word != "" && s.Role == "processor" {
			k.TellWith(at, "role-words", []string{word}, label)
		}
		if word := said(text.words, w.Chained); word != "" {
			k.Add(at, "words-chained", word)
		}
		if word := said(text.words, w.Several); word != "" {
			k.Add(at, "words-several", word)
		}
		for _, sensitive := range w.Sensitive {
			word := said(text.words, sensitive.Words)
			if word == "" || sensitive.Unless != "" && slices.Contains(k.Processing.PersonalData, sensitive.Unless) {
				continue
			}
			k.TellWith(at, "words-sensitive", []string{word}, sensitive.Law)
		}
	}
}

// free warns of what a term in words of one's own says: that it takes away what the fixed words give, that JEX uses data for itself, that it
// is about the same as a prepared term, which it may contradict.
func (k *checker) free(path string, t AdditionalTerm) {
	text := t.Title + "\n" + t.Text
	if word := said(text, k.catalogue.Words.Derogations); word != "" {
		k.Add(path, "term-derogates", word)
	}
	if word := said(text, k.catalogue.OwnPurposes); word != "" {
		k.Add(path, "term-own", word)
	}
	for _, other := range k.AdditionalTerms {
		i := slices.IndexFunc(k.library, func(l Term) bool { return other.Term != "" && l.ID == other.Term })
		if i < 0 {
			continue
		}
		if word := said(text, k.library[i].About); word != "" && len(k.library[i].Title) > 0 {
			k.TellWith(path, "term-overlap", []string{word}, k.library[i].Title)
		}
	}
}
