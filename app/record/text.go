package record

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// repertoire is what every style of the documents' typeface can print: the Latin, Greek and Cyrillic letters that names are written in
// and the common marks. It holds no control, format, private or combining character, so that a text cannot hide, reverse or overprint
// anything.
var repertoire = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0020, 0x007E, 1}, {0x00A0, 0x00AC, 1}, {0x00AE, 0x017F, 1}, // Basic Latin, Latin-1, Latin Extended-A
		{0x018F, 0x018F, 1}, {0x01A0, 0x01A1, 1}, {0x01AF, 0x01B0, 1}, {0x01CD, 0x01D4, 1}, // Azeri, Vietnamese, Chinese in Latin letters,
		{0x01E4, 0x01E7, 1}, {0x01EA, 0x01EB, 1}, {0x01F4, 0x01F5, 1}, // Skolt Sami,
		{0x0218, 0x021B, 1}, {0x021E, 0x021F, 1}, {0x0259, 0x0259, 1}, // Romanian, Romani
		{0x02BB, 0x02BC, 1},                                                                // modifier apostrophes
		{0x0386, 0x0386, 1}, {0x0388, 0x038A, 1}, {0x038C, 0x038C, 1}, {0x038E, 0x03A1, 1}, // Greek
		{0x03A3, 0x03CE, 1}, {0x0400, 0x045F, 1}, {0x0490, 0x0491, 1}, // Cyrillic
		{0x1E02, 0x1E03, 1}, {0x1E0A, 0x1E0D, 1}, {0x1E1E, 0x1E1F, 1}, {0x1E24, 0x1E25, 1}, // Irish, Welsh, Vietnamese; Berber, and
		{0x1E32, 0x1E33, 1}, {0x1E36, 0x1E37, 1}, {0x1E42, 0x1E43, 1}, {0x1E46, 0x1E47, 1}, // Arabic, Hebrew and Indian in Latin letters
		{0x1E56, 0x1E57, 1}, {0x1E5A, 0x1E5B, 1}, {0x1E60, 0x1E63, 1}, {0x1E6A, 0x1E6D, 1},
		{0x1E80, 0x1E85, 1}, {0x1E92, 0x1E93, 1}, {0x1E9E, 0x1E9E, 1}, {0x1EA0, 0x1EF9, 1},
		{0x2010, 0x2015, 1}, {0x2018, 0x201E, 1}, {0x2020, 0x2022, 1}, {0x2026, 0x2026, 1}, {0x202F, 0x202F, 1}, // punctuation
		{0x2030, 0x2030, 1}, {0x2032, 0x2033, 1}, {0x2039, 0x203A, 1}, {0x2044, 0x2044, 1},
		{0x2070, 0x2070, 1}, {0x2074, 0x2079, 1}, {0x2080, 0x2089, 1}, // superscripts, subscripts
		{0x20AC, 0x20AC, 1}, {0x20BA, 0x20BA, 1}, {0x20BD, 0x20BD, 1}, // currencies
		{0x2116, 0x2116, 1}, {0x2122, 0x2122, 1}, {0x2153, 0x2154, 1}, {0x215B, 0x215E, 1}, {0x2190, 0x2193, 1},
		{0x2212, 0x2212, 1}, {0x2248, 0x2248, 1}, {0x2260, 0x2260, 1}, {0x2264, 0x2265, 1}, // mathematics
	},
}

// Printable tells whether a document can print r as it is. A line end is not printable; texts of several lines may hold it all the same.
func Printable(r rune) bool { return ' ' <= r && r <= '~' || r > '~' && unicode.Is(repertoire, r) }

// inert returns the problem with a text that is not plain printable text of at most limit characters on one or more lines.
func inert(path, text string, limit int, lines bool) (Problem, bool) {
	if plain(text) && len(text) <= limit { // most are
		return Problem{}, false
	}
	if !utf8.ValidString(text) {
		return Codes.Problem(path, "text-encoding"), true
	}
	at, before := 0, ' '
	for _, r := range text {
		at++
		if Printable(r) || lines && r == '\n' {
			before = r
			continue
		}
		if unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Variation_Selector, r) && unicode.IsLetter(before) {
			return Codes.Problem(path, "text-combining", itoa(at), fmt.Sprintf("U+%04X", r), string(before)), true
		}
		return Codes.Problem(path, "text-"+fault(r), itoa(at), character(r)), true
	}
	if found, meant, at := misread(text); at > 0 {
		return Codes.Problem(path, "text-garbled", itoa(at), found, meant), true
	}
	if at > limit {
		return Codes.Problem(path, "text-long", itoa(at), itoa(limit)), true
	}
	return Problem{}, false
}

// fault names why a character is refused.
func fault(r rune) string {
	switch {
	case r == '\n':
		return "newline"
	case r == utf8.RuneError:
		return "damaged"
	default:
		return "character"
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// tidy takes away what typing and pasting leave in and around a text, makes every line end one newline, and every letter with its accents one
// character where Unicode has one (NFC): some systems write an é as two.
func tidy(text string) string {
	if plain(text) && !strings.HasPrefix(text, " ") && !strings.HasSuffix(text, " ") {
		return text
	}
	text, _ = cleaned(text)
	return norm.NFC.String(strings.Trim(lineEnds.Replace(text), " \n"))
}
