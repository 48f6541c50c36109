package cos

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Text encodes a text string (ISO 32000-1, 7.9.2.2): as it is when that is ASCII that can be seen, else in UTF-16.
func Text(s string) String {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] <= '~'
	}
	if ascii {
		return String(s)
	}
	units := utf16.Encode([]rune(s))
	b := make([]byte, 0, 2+2*len(units))
	b = append(b, 0xFE, 0xFF)
	for _, u := range units {
		b = append(b, byte(u>>8), byte(u))
	}
	return String(b)
}

// Decoded is what a text string says, also in UTF-8 as ISO 32000-2 has it. Bytes of PDFDocEncoding are taken as Latin-1, which differs in
// a few signs that no field is named with.
func (s String) Decoded() string {
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

// Date is a moment in its own zone (ISO 32000-1, 7.9.4), to the second: D:20261122140500+01'00'.
func Date(t time.Time) String {
	_, offset := t.Zone()
	if offset == 0 {
		return String(t.Format("D:20060102150405Z"))
	}
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	return String(t.Format("D:20060102150405") + fmt.Sprintf("%c%02d'%02d'", sign, offset/3600, offset/60%60))
}

// Moment reads a date, in any of the forms that programs write.
func (s String) Moment() (time.Time, bool) {
	digits := strings.ReplaceAll(strings.TrimPrefix(string(s), "D:"), "'", "")
	for _, form := range []string{"20060102150405Z0700", "20060102150405Z0000", "20060102150405Z", "20060102150405Z07", "20060102150405"} {
		if t, err := time.Parse(form, digits); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
