package dossier

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// repertoire is what every style of the documents' typeface can print: Latin, Greek and Cyrillic letters, with every accent that the
// typeface has on them, and the common marks. It holds no control, format, private or combining character, so that a text cannot hide,
// reverse or overprint anything.
var repertoire = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0020, 0x007E, 1}, {0x00A0, 0x00AC, 1}, {0x00AE, 0x017F, 1}, // Basic Latin, Latin-1, Latin Extended-A
		{0x018F, 0x018F, 1}, {0x01A0, 0x01A1, 1}, {0x01AF, 0x01B0, 1}, {0x01B7, 0x01B7, 1}, // Latin Extended-B: Azeri, Vietnamese,
		{0x01CD, 0x01DC, 1}, {0x01E2, 0x01E7, 1}, {0x01EA, 0x01EB, 1}, {0x01EE, 0x01F0, 1}, // Skolt Sami, Romanian and others
		{0x01F4, 0x01F5, 1}, {0x01F8, 0x0201, 1}, {0x0204, 0x0205, 1}, {0x0208, 0x0209, 1}, {0x020C, 0x020D, 1},
		{0x0218, 0x021B, 1}, {0x021E, 0x021F, 1}, {0x0226, 0x0227, 1}, {0x0259, 0x0259, 1}, {0x0292, 0x0292, 1},
		{0x02BB, 0x02BC, 1},                                                                // modifier apostrophes
		{0x0386, 0x0386, 1}, {0x0388, 0x038A, 1}, {0x038C, 0x038C, 1}, {0x038E, 0x03A1, 1}, // Greek
		{0x03A3, 0x03CE, 1}, {0x0400, 0x045F, 1}, {0x0490, 0x0493, 1}, {0x0496, 0x049B, 1}, // Cyrillic
		{0x04A0, 0x04A3, 1}, {0x04AA, 0x04AB, 1}, {0x04AE, 0x04B3, 1}, {0x04B6, 0x04B7, 1}, {0x04BA, 0x04BB, 1},
		{0x04C0, 0x04C4, 1}, {0x04C7, 0x04C8, 1}, {0x04CF, 0x04D1, 1}, {0x04D4, 0x04D9, 1}, {0x04E2, 0x04E3, 1},
		{0x04E6, 0x04E9, 1}, {0x04EE, 0x04EF, 1}, {0x04F2, 0x04F3, 1}, {0x04F6, 0x04F7, 1},
		{0x1E02, 0x1E03, 1}, {0x1E06, 0x1E07, 1}, {0x1E0A, 0x1E11, 1}, {0x1E16, 0x1E17, 1}, {0x1E1E, 0x1E2B, 1}, // Latin Extended Additional
		{0x1E32, 0x1E3B, 1}, {0x1E3E, 0x1E49, 1}, {0x1E52, 0x1E53, 1}, {0x1E56, 0x1E63, 1}, {0x1E66, 0x1E67, 1}, {0x1E6A, 0x1E6F, 1},
		{0x1E72, 0x1E73, 1}, {0x1E7E, 0x1E85, 1}, {0x1E8E, 0x1E97, 1}, {0x1E9E, 0x1E9E, 1}, {0x1EA0, 0x1EF9, 1},
		{0x1F00, 0x1F15, 1}, {0x1F18, 0x1F1D, 1}, {0x1F20, 0x1F45, 1}, {0x1F48, 0x1F4D, 1}, {0x1F50, 0x1F57, 1}, // Greek Extended
		{0x1F59, 0x1F5F, 2}, {0x1F60, 0x1F70, 1}, {0x1F72, 0x1F7C, 2}, {0x1F80, 0x1FB4, 1}, {0x1FB6, 0x1FBA, 1}, {0x1FBC, 0x1FBC, 1},
		{0x1FC2, 0x1FC4, 1}, {0x1FC6, 0x1FC8, 1}, {0x1FCA, 0x1FCC, 2}, {0x1FD0, 0x1FD2, 1}, {0x1FD6, 0x1FDA, 1}, {0x1FE0, 0x1FE2, 1},
		{0x1FE4, 0x1FEA, 1}, {0x1FEC, 0x1FEC, 1}, {0x1FF2, 0x1FF4, 1}, {0x1FF6, 0x1FF8, 1}, {0x1FFA, 0x1FFC, 2},
		{0x2010, 0x2015, 1}, {0x2018, 0x201E, 1}, {0x2020, 0x2022, 1}, {0x2026, 0x2026, 1}, {0x202F, 0x202F, 1}, // punctuation
		{0x2030, 0x2030, 1}, {0x2032, 0x2033, 1}, {0x2039, 0x203A, 1}, {0x2044, 0x2044, 1},
		{0x2070, 0x2070, 1}, {0x2074, 0x2079, 1}, {0x2080, 0x2089, 1}, // superscripts, subscripts
		{0x20AC, 0x20AC, 1}, {0x20BA, 0x20BA, 1}, {0x20BD, 0x20BD, 1}, // currencies
		{0x2116, 0x2116, 1}, {0x2122, 0x2122, 1}, {0x2153, 0x2154, 1}, {0x215B, 0x215E, 1}, {0x2190, 0x2193, 1},
		{0x2212, 0x2212, 1}, {0x2248, 0x2248, 1}, {0x2260, 0x2260, 1}, {0x2264, 0x2265, 1}, // mathematics
	},
	LatinOffset: 3,
}

// Printable tells whether a document can print r as it is. A line end is not printable; texts of several lines may hold it all the same.
func Printable(r rune) bool { return unicode.Is(repertoire, r) }

// inert returns the problem with a text that is not plain printable text of at most limit characters on one or more lines.
func inert(path, text string, limit int, lines bool) (Problem, bool) {
	if !utf8.ValidString(text) {
		return problem(path, "text-encoding"), true
	}
	at, before := 0, ' '
	for _, r := range text {
		at++
		if Printable(r) || lines && r == '\n' {
			before = r
			continue
		}
		if unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Variation_Selector, r) && unicode.IsLetter(before) {
			return problem(path, "text-combining", itoa(at), fmt.Sprintf("U+%04X", r), string(before)), true
		}
		return problem(path, "text-"+fault(r), itoa(at), fmt.Sprintf("U+%04X", r)), true
	}
	if at > limit {
		return problem(path, "text-long", itoa(at), itoa(limit)), true
	}
	return Problem{}, false
}

// fault names why a character is refused.
func fault(r rune) string {
	switch {
	case r == '\n':
		return "newline"
	case r == '\t':
		return "tab"
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector):
		return "invisible"
	case r == utf8.RuneError:
		return "damaged"
	default:
		return "character"
	}
}

// tidy takes away what typing and pasting leave around a text, makes every line end one newline, and every letter with its accents one
// character where Unicode has one (NFC): some systems write an é as two.
func tidy(text string) string {
	return norm.NFC.String(strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), " \n"))
}
