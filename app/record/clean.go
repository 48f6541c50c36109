package record

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// ligatures are letters that a typesetter sets as one and that text copied from a page has as one.
var ligatures = map[rune]string{'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st", 'ĳ': "ij", 'Ĳ': "IJ"}

// bullets are the marks before the items of a list, the last four those of a symbol font of a word processor.
const bullets = "‣⁃◦▪▫●○■□➢➤✓✔\uF0A7\uF0B7\uF0D8\uF0FC"

// cleaned is a text without what comes along when it is copied from a page or a word processor and can be read in one way only, and the
// characters that there were of that: ligatures, soft hyphens, marks of direction, special spaces, bullets and what nobody sees. A no-break
// space stays, since it prints.
func cleaned(text string) (clean string, found []rune) {
	if plain(text) {
		return text, nil
	}
	var b strings.Builder
	begins := true // nothing but spaces stands before it on its line
	for _, r := range text {
		in, is := ligatures[r]
		switch {
		case is:
		case r == '\t', unicode.Is(unicode.Zs, r) && r != ' ' && !Printable(r):
			in, is = " ", true
		case begins && strings.ContainsRune(bullets, r):
			in, is = "-", true
		case r == 0x85, r == 0x2028, r == 0x2029, r == '\v', r == '\f':
			in, is = "\n", true
		case r != '\n' && r != '\r' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
			is = true
		}
		begins = r == '\n' || begins && (r == ' ' || in == " " || is && in == "")
		if !is {
			b.WriteRune(r)
			continue
		}
		b.WriteString(in)
		if !slices.Contains(found, r) {
			found = append(found, r)
		}
	}
	if found == nil {
		return text, nil
	}
	return b.String(), found
}

// plain tells whether a text is printable ASCII on one line, as most are.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// character is a character as people are told of it: itself, where that can be shown, and its number.
func character(r rune) string {
	if showable(r) && r != ' ' {
		return fmt.Sprintf("“%c”, U+%04X", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}

// showable tells whether a message can hold a character as it is: it is seen, stands by itself and leaves those beside it where they are.
func showable(r rune) bool {
	return r != unicode.ReplacementChar && unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && !unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// Cleaned is a warning for every text of a record, as it was before Normalized, of which something was cleaned away.
func (t *Type[T]) Cleaned(v *T) (out Problems) {
	walk(reflect.ValueOf(v).Elem(), t.top, make([]byte, 0, 100), func(path []byte, s *shape, v reflect.Value) {
		if v.Kind() != reflect.String || s.field.Form == IdentifierText {
			return
		}
		if _, found := cleaned(v.String()); found != nil {
			var names []string
			for _, r := range found {
				names = append(names, character(r))
			}
			out = append(out, Codes.Problem(string(path), "text-cleaned", strings.Join(names, "; ")))
		}
	})
	return out
}
