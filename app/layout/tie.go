package layout

import (
	"embed"
	"strings"
	"unicode"
)

// tieFiles has for each language ties/<language>.txt: the words that belong to the word beside them. All of them hold in every document, since
// names and addresses come from all languages. A language is its file only.
//
//go:embed ties
var tieFiles embed.FS

// The words that a number belongs to, those that belong to a number, titles that a name belongs to, months and the forms of companies. A month
// stands between two numbers, and belongs to both.
var beforeNumber, afterNumber, beforeName, monthNames, companyForms = readTies()

func readTies() (before, after, name, month, company map[string]bool) {
	before, after, name, month, company = map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	lists := map[string][]map[string]bool{
		"before-number": {before}, "after-number": {after}, "before-name": {name}, "month": {month, before, after}, "company": {company},
	}
	files, err := tieFiles.ReadDir("ties")
	for _, f := range files {
		var data []byte
		if data, err = tieFiles.ReadFile("ties/" + f.Name()); err != nil {
			break
		}
		for line := range strings.Lines(string(data)) {
			list, words, _ := strings.Cut(strings.TrimSpace(line), " ")
			if lists[list] == nil && list != "#" && list != "" {
				panic("layout: " + f.Name() + " has a list " + list)
			}
			for word := range strings.FieldsSeq(words) {
				for _, set := range lists[list] {
					set[word] = true
				}
			}
		}
	}
	if err != nil {
		panic("layout: read ties: " + err.Error()) // they are embedded
	}
	return before, after, name, month, company
}

// kinds are what a word is, as far as it matters to the words beside it.
type kinds uint16

const (
	aNumber         kinds = 1 << iota // digits, with what groups and signs them
	takesNumber                       // a number belongs to it: artikel
	takesName                         // a name belongs to it: mevr.
	countsSomething                   // belongs to a number: dagen
	aMonth
	aCompanyForm // B.V.
	aRomanNumber
	anEnumerator    // (i)
	fourDigits      // of a postcode: 3071
	twoCapitals     // of a postcode: JL
	aDash           // between spaces
	aNumberToFollow // a number, but for punctuation after it
)

// kindsOf returns the kinds of a word with its punctuation.
func kindsOf(s string) kinds {
	var k kinds
	set := func(is bool, kind kinds) {
		if is {
			k |= kind
		}
	}
	bare := strings.TrimRight(s, ".,;:)")
	opened := strings.TrimLeft(s, "(")
	set(number(opened), aNumber)
	set(number(bare), aNumberToFollow)
	set(beforeNumber[opened] || beforeNumber[strings.ToLower(opened)], takesNumber)
	set(beforeName[opened] || initial(opened), takesName)
	set(afterNumber[bare], countsSomething)
	set(monthNames[bare], aMonth)
	set(companyForms[s] || companyForms[bare], aCompanyForm)
	set(roman(bare), aRomanNumber)
	set(enumerator(s), anEnumerator)
	set(len(opened) == 4 && strings.Trim(opened, "0123456789") == "", fourDigits)
	set(len(bare) == 2 && strings.Trim(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "", twoCapitals)
	set(s == "–" || s == "—", aDash)
	return k
}

// ones are the kinds of words that are one thing, before and after the space: a number in groups, a day and its month, a month and its year, a
// postcode.
var ones = [...][2]kinds{
	{aNumber, aNumberToFollow | aMonth},
	{aMonth, aNumberToFollow},
	{fourDigits, twoCapitals},
}

// ties are the kinds of words that are better held together.
var ties = [...][2]kinds{
	{takesNumber, aNumberToFollow},
	{aNumber, countsSomething},
	{aCompanyForm, aRomanNumber},
}

// tie returns the penalty for a line end between two words, more than 0 when they are better held together, and whether they are one thing.
func tie(before, after kinds) (penalty float64, one bool) {
	for _, t := range ones {
		if before&t[0] != 0 && after&t[1] != 0 {
			return onePenalty, true
		}
	}
	if after&aCompanyForm != 0 || before&(takesName|anEnumerator) != 0 {
		return tiePenalty, false
	}
	for _, t := range ties {
		if before&t[0] != 0 && after&t[1] != 0 {
			return tiePenalty, false
		}
	}
	if after&aDash != 0 {
		return dashPenalty, false
	}
	return 0, false
}

// number reports whether a word is digits with what groups and signs them.
func number(s string) bool {
	digits := false
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits = true
		case !strings.ContainsRune("+-.,/()%", r):
			return false
		}
	}
	return digits && s[len(s)-1] != ','
}

func roman(s string) bool { return s != "" && strings.Trim(s, "IVX") == "" }

// initial reports whether a word is the initials of a name: "J." or "J.P.".
func initial(s string) bool {
	for i, r := range s {
		if (i%2 == 0) != unicode.IsUpper(r) || i%2 == 1 && r != '.' {
			return false
		}
	}
	return len(s) >= 2 && len(s)%2 == 0 && !companyForms[s]
}

// enumerator reports whether a word is a number in a sentence: "(i)", "(b)".
func enumerator(s string) bool {
	inner, ok := strings.CutPrefix(s, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	return ok && closed && inner != "" && (strings.Trim(inner, "ivx") == "" || len(inner) == 1)
}
