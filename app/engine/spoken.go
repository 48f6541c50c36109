package engine

import (
	"encoding/hex"
	"strings"

	"verwoord/app/locale"
	"verwoord/app/sign/verify"
)

// spokenWords is how many words a fingerprint is read over the telephone in: 96 bits, of which nobody finds a second one.
const spokenWords = 12

// Spoken is a fingerprint in words that can be read over the telephone, in the reader's language: one for each of its first bytes. A language
// has 256 of them, short names of things. There is no checksum: one word that differs is another certificate, or was heard wrong and is read
// again.
func Spoken(l *locale.Locale, fingerprint []byte) []string {
	words := strings.Fields(l.T("fingerprint.words", nil))
	var out []string
	for _, b := range fingerprint[:min(len(fingerprint), spokenWords)] {
		out = append(out, words[b])
	}
	return out
}

// Fingerprint is the fingerprint of a certificate for people: in words of the reader's language, and in full in groups of four, as a viewer of
// certificates shows it (SHA-256).
func Fingerprint(l *locale.Locale, hexadecimal string) (words []string, full string) {
	sum, err := hex.DecodeString(hexadecimal)
	if err != nil {
		return nil, hexadecimal
	}
	var groups []string
	for upper := strings.ToUpper(hexadecimal); upper != ""; upper = upper[min(4, len(upper)):] {
		groups = append(groups, upper[:min(4, len(upper))])
	}
	return Spoken(l, sum), strings.Join(groups, " ")
}

// fingerprintSentence tells the fingerprint of a signature of which it is not established who made it; "" when there is nothing to compare.
func fingerprintSentence(l *locale.Locale, s *verify.Signature) string {
	if s.Signer == nil || s.Kind == verify.DocumentTimestamp || s.Identity.Mark != verify.Open || s.Since == verify.ExtentUnknown {
		return ""
	}
	words, full := Fingerprint(l, s.Signer.Fingerprint)
	return l.T("verdict.fingerprint", locale.Args{"Words": strings.Join(words, " "), "Full": full})
}
