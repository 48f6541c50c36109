package hyphen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind tells what a break costs and how it looks.
type Kind uint8

const (
	Soft    Kind = iota // a hyphen is added
	Hard                // after a hyphen, dash or stroke that the word has
	Address             // inside a web or e-mail address, without a hyphen: only when nothing else helps
)

// Break is a place where a word may be broken.
type Break struct {
	At     int  // of the byte that the next line begins with; never 0, never the end
	Kind   Kind //
	Letter rune // what the next line begins with instead of the letter at At; 0 when they are the same
}

// The fewest letters of a part of a compound with hyphens that is itself hyphenated, and of any other word.
const (
	leastPart = 8
	leastWord = 5
)

// Breaks appends the breaks of a word, in order. A word is what stands between spaces, punctuation included. Left whole are: words
// with digits, abbreviations in capitals (AVG, KvK), and short parts of compounds (e-mail, wet- en).
func (h *Hyphenator) Breaks(dst []Break, word string) []Break {
	switch {
	case IsAddress(word):
		return address(dst, word)
	case strings.ContainsFunc(word, unicode.IsDigit):
		return dst
	}
	compound := strings.ContainsAny(word, "-\u2010–/")
	for at := 0; at < len(word); {
		size := letters(word[at:])
		if size == 0 {
			_, size = utf8.DecodeRuneInString(word[at:])
			if hard(word, at, size) {
				dst = append(dst, Break{At: at + size, Kind: Hard})
			}
		} else if h != nil {
			dst = h.part(dst, word[at:at+size], at, compound)
		}
		at += size
	}
	return dst
}

// part appends the breaks of a run of letters that begins at byte base of its word.
func (h *Hyphenator) part(dst []Break, part string, base int, compound bool) []Break {
	least := leastWord
	if compound {
		least = leastPart
	}
	var room [48]rune
	runes := room[:0]
	for i, r := range part {
		if unicode.IsUpper(r) && i > 0 {
			return dst
		}
		runes = append(runes, unicode.ToLower(r))
	}
	if len(runes) < least {
		return dst
	}
	var marks [48]bool
	breaks := marks[:]
	if len(runes) >= len(breaks) {
		breaks = make([]bool, len(runes)+1)
	}
	h.within(runes, breaks)
	i := 0
	for at := range part {
		if breaks[i] {
			b := Break{At: base + at}
			if h.diaeresis {
				b.Letter = undiaeresis(runes[max(i-1, 0)], runes[i])
			}
			dst = append(dst, b)
		}
		i++
	}
	return dst
}

// hard reports whether a word may be broken after its hyphen, dash or stroke at a byte: with two letters or more before it, of a stroke
// three, and three after it.
func hard(word string, at, size int) bool {
	least := 2
	switch word[at : at+size] {
	case "-", "\u2010", "–":
	case "/":
		least = 3
	default:
		return false
	}
	after := word[at+size:]
	after = after[:letters(after)]
	before := word[:at]
	before = before[strings.LastIndexFunc(before, func(r rune) bool { return !isLetter(r) })+1:]
	return utf8.RuneCountInString(before) >= least && utf8.RuneCountInString(after) >= 3
}

// letters returns the length of the letters that s begins with.
func letters(s string) int {
	for i, r := range s {
		if !isLetter(r) {
			return i
		}
	}
	return len(s)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// IsAddress reports whether a word is a web or e-mail address.
func IsAddress(word string) bool {
	return strings.Contains(word, "@") || strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "mailto:")
}

// IsMailbox reports whether a word is an e-mail address, which is one thing: a web address may be parted after a slash.
func IsMailbox(word string) bool { return strings.Contains(word, "@") && !strings.Contains(word, "/") }

// address appends the places after the separators of an address, two characters or more from either end.
func address(dst []Break, word string) []Break {
	for i := 2; i < len(word)-2; i++ {
		if strings.IndexByte("@./-", word[i-1]) >= 0 && strings.IndexByte("@./-", word[i]) < 0 && utf8.RuneStart(word[i]) {
			dst = append(dst, Break{At: i, Kind: Address})
		}
	}
	return dst
}
