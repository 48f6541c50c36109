package sign

import (
	"strings"
	"unicode"

	"verwoord/app/pdf/cos"
)

// Language is the language tag of a file (ISO 32000-1, 14.9.2); "" when it says none.
func Language(file []byte) string {
	f, err := cos.Open(file)
	if err != nil {
		return ""
	}
	lang, _ := f.String(f.Dict(f.Trailer["Root"])["Lang"])
	return lang.Decoded()
}

// Plain is a text of another's making, such as the name in a certificate, as it can stand within a line: without what would begin a new
// one, turn the order of the letters or steer a terminal. A report may not say what its subject writes into it.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
