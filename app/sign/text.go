package sign

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"verwoord/app/pdf/cos"
)

// Language is the language tag of a file (ISO 32000-1, 14.9.2); "" when it says none.
func Language(file []byte) string {
	f, err := cos.Open(file)
	if err != nil {
		return ""
	}
	lang, _ := f.String(f.Dict(f.Trailer["Root"])["Lang"])
	return text(lang)
}

// text decodes a text string (ISO 32000-1, 7.9.2.2, and UTF-8 as of ISO 32000-2). Bytes of PDFDocEncoding are taken as Latin-1,
// which differs in a few signs that no field is named with.
func text(s cos.String) string {
	switch {
	case strings.HasPrefix(string(s), "\xfe\xff"):
		var units []uint16
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units))
	case strings.HasPrefix(string(s), "\xef\xbb\xbf"):
		return string(s[3:])
	}
	runes := make([]rune, 0, len(s))
	for i := range len(s) {
		runes = append(runes, rune(s[i]))
	}
	return string(runes)
}

// textString encodes a text string: as it is when that is ASCII, else in UTF-16.
func textString(s string) cos.String {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] < 0x7f
	}
	if ascii {
		return cos.String(s)
	}
	b := []byte("\xfe\xff")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return cos.String(b)
}

// pdfDate is a time in the form of ISO 32000-1, 7.9.4.
func pdfDate(t time.Time) cos.String {
	_, offset := t.Zone()
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	return cos.String(t.Format("D:20060102150405") + fmt.Sprintf("%c%02d'%02d'", sign, offset/3600, offset/60%60))
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
