package record

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shownAs are the bytes 80 to 9F as Windows-1252 shows them; a byte that it has no sign for shows as it is.
const shownAs = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ"

// misread finds a letter of UTF-8 that some program read as Windows-1252, as in CafÃ©: what stands there, what was meant, and at which
// character, from 1; 0 for none. A quotation mark that ends a word in capitals is none.
func misread(text string) (found, meant string, at int) {
	if !strings.ContainsAny(text, "ÂÃâ") {
		return "", "", 0
	}
	runes := []rune(text)
	for i, r := range runes {
		size := map[rune]int{'Â': 2, 'Ã': 2, 'â': 3}[r]
		if size == 0 || i+size > len(runes) {
			continue
		}
		said := runes[i : i+size]
		quoted := strings.ContainsRune("’”»", said[1]) && (i+2 == len(runes) || !unicode.IsLetter(runes[i+2]))
		if r == 'â' && said[1] != '€' && said[1] != '‚' || r != 'â' && quoted {
			continue
		}
		if was, ok := asBytes(said); ok && utf8.Valid(was) {
			return string(said), string(was), i + 1
		}
	}
	return "", "", 0
}

// asBytes are the bytes that a text in Windows-1252 is.
func asBytes(text []rune) (out []byte, ok bool) {
	for _, r := range text {
		if at := strings.IndexRune(shownAs, r); at >= 0 {
			out = append(out, 0x80+byte(utf8.RuneCountInString(shownAs[:at])))
		} else if r < 0x100 {
			out = append(out, byte(r))
		} else {
			return nil, false
		}
	}
	return out, true
}
