package layout

import (
	"embed"
	"strings"
	"sync"
	"unicode"
)

// tieFiles has for each language ties/<language>.txt, the words that are held to the one behind or before them at the end of a line, and in
// und.txt those of no language. All of them hold in every document, since names and addresses come from all languages. A language is its file only.
//
//go:embed ties
var tieFiles embed.FS

// kinds are what a word is, as far as it matters to the words beside it.
type kinds uint16

const (
	aNumber      kinds = 1 << iota // digits, with what groups and signs them
	takesNumber                    // a number belongs to it: artikel
	takesLetter                    // a single letter belongs to it: onder
	takesName                      // a name belongs to it: mevr.
	counts                         // belongs to a number: dagen
	aMonth                         // stands between two numbers, and belongs to both
	aForm                          // of a company: B.V.
	aRomanNumber                   //
	anEnumerator                   // (i)
	fourDigits                     // of a postcode: 3071
	twoCapitals                    // of a postcode: JL
	aDash                          // between spaces
	numberAhead                    // a number, but for punctuation after it
	aReference                     // begins with a digit: 28(3)(h)
	aLetter
)

// kindNames are the kinds that words are listed for.
var kindNames = map[string]kinds{
	"before-number": takesNumber, "before-letter": takesLetter, "before-name": takesName, "after-number": counts,
	"month": takesNumber | counts | aMonth, "company": aForm,
}

// listed are the kinds of the words in the files.
var listed = sync.OnceValue(func() map[string]kinds {
	words := make(map[string]kinds, 256)
	files, err := tieFiles.ReadDir("ties")
	for _, f := range files {
		var data []byte
		if data, err = tieFiles.ReadFile("ties/" + f.Name()); err != nil {
			break
		}
		for line := range strings.Lines(string(data)) {
			name, list, _ := strings.Cut(line, " ")
			kind, known := kindNames[name]
			if !known && name != "#" {
				panic("layout: " + f.Name() + " has a list " + name)
			}
			for w := range strings.FieldsSeq(list) {
				words[w] |= kind
			}
		}
	}
	if err != nil {
		panic("layout: read ties: " + err.Error()) // they are embedded
	}
	return words
})

// kindsOf returns the kinds of a word with its punctuation.
func kindsOf(s string) kinds {
	t := listed()
	closed := strings.TrimRight(s, ",;:)")
	bare := strings.TrimRight(s, ".,;:)")
	opened := strings.TrimLeft(s, "(")
	k := (t[opened]|t[strings.ToLower(opened)]|t[s])&(takesNumber|takesLetter|takesName) | (t[closed]|t[bare])&(counts|aMonth|aForm)
	set := func(is bool, kind kinds) {
		if is {
			k |= kind
		}
	}
	set(k&aForm == 0 && initial(opened), takesName)
	set(number(opened), aNumber)
	set(number(bare), numberAhead)
	set(roman(bare), aRomanNumber)
	set(enumerator(s), anEnumerator)
	set(len(opened) == 4 && strings.Trim(opened, "0123456789") == "", fourDigits)
	set(len(bare) == 2 && strings.Trim(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "", twoCapitals)
	set(s == "–" || s == "—", aDash)
	set(opened != "" && '0' <= opened[0] && opened[0] <= '9', aReference)
	set(len(bare) == 1 && unicode.IsLetter(rune(bare[0])), aLetter)
	return k
}

// ones are the kinds of words that are one thing, before and after the space: a number in groups, a day and its month, a month and its year, a
// postcode.
var ones = [...][2]kinds{
	{aNumber, numberAhead | aMonth},
	{aMonth, numberAhead},
	{fourDigits, twoCapitals},
}

// held are the kinds of words that are held together.
var held = [...][2]kinds{
	{takesNumber, numberAhead | aReference | aRomanNumber | anEnumerator},
	{takesLetter, aLetter | anEnumerator},
	{aNumber | aReference, counts},
	{aForm, aRomanNumber},
}

// tie returns the penalty for a line end between two words, more than 0 when they are better held together, and whether they are one thing.
func tie(before, after kinds) (penalty float64, one bool) {
	for _, t := range ones {
		if before&t[0] != 0 && after&t[1] != 0 {
			return onePenalty, true
		}
	}
	if after&aForm != 0 || before&(takesName|anEnumerator) != 0 {
		return tiePenalty, false
	}
	for _, t := range held {
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
	return len(s) >= 2 && len(s)%2 == 0
}

// enumerator reports whether a word is a number in a sentence: "(i)", "(b)".
func enumerator(s string) bool {
	inner, ok := strings.CutPrefix(s, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	return ok && closed && inner != "" && (strings.Trim(inner, "ivx") == "" || len(inner) == 1)
}

// How much of a line a name may take and still be held together as a number is.
const shortName, shortRagged = 0.4, 0.75

// hold makes a line end at the spaces from a breakpoint on a poor one: they are inside a name of some width.
func (p *paragraph) hold(first int, width float64, s setting) {
	short := width <= shortName*s.width || s.ragged && width <= shortRagged*s.width
	if !short && (!s.ragged || width > s.width) {
		return
	}
	for i := first; i < len(p.breaks); i++ {
		if b := &p.breaks[i]; b.space {
			b.penalty, b.tied = max(b.penalty, namePenalty), b.tied || short
		}
	}
}

// mailboxShare is how much of a line an e-mail address may take and still be held together: one that takes more would leave the line before it
// empty, unless it begins the paragraph or a forced line.
const mailboxShare = 0.9

// mailbox holds the e-mail address that was just read together, where a line has room for it.
func (p *paragraph) mailbox() {
	before := &p.breaks[p.wordBreak]
	within := p.x - p.protrude - before.start
	if before.space {
		within /= mailboxShare
	}
	for i := p.wordBreak + 1; i < len(p.breaks); i++ {
		b := &p.breaks[i]
		b.within = within
		if p.limit > 0 && within <= p.limit {
			b.penalty, b.resort = onePenalty, true
		}
	}
}
