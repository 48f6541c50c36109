package record

import (
	"strings"
	"time"
)

// Schemes of identifiers, beside those of RegistrationKinds.
const (
	KvK      = "kvk"      // KvK number: 8 digits, no check digit
	Branch   = "branch"   // vestigingsnummer: 12 digits, no check digit
	RSIN     = "rsin"     // 9 digits, eleven test
	VAT      = "vat"      // VAT identification number of an EU member state
	BE       = "be"       // Belgian enterprise number: 10 digits, modulo 97
	LEI      = "lei"      // ISO 17442: 20 characters, ISO 7064 MOD 97-10
	EORI     = "eori"     // customs registration: country and at most 15 characters
	Postcode = "postcode" // Dutch: four digits and two letters
	Email    = "email"
	Phone    = "phone" // E.164
	Region   = "country"
	Date     = "date"   // ISO 8601
	Moment   = "moment" // RFC 3339 with its offset
	Hash     = "sha256" // SHA-256 in hexadecimal, lower case
)

// Normalize writes an identifier as a document prints it: without the spaces, dots and hyphens that people put in, letters in
// capitals, digits as ASCII. What it cannot be is left for CheckIdentifier to refuse.
func Normalize(scheme, text string) string {
	text = strings.TrimSpace(text)
	switch scheme {
	case KvK, Branch, RSIN, VAT, BE, LEI, EORI, Region:
		return bare(text)
	case Postcode:
		if b := bare(text); postcode().MatchString(b) {
			return b[:4] + " " + b[4:]
		}
		return text
	case Phone:
		b := bare(brackets.Replace(text))
		if strings.HasPrefix(b, "00") {
			b = "+" + b[2:]
		}
		return b
	}
	return text
}

// bare drops separators and writes letters as capitals and full-width characters as ASCII.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', '-', 0x00A0, 0x202F, 0x2010, 0x2011, 0x2013:
			return -1
		}
		if r >= 0xFF10 && r <= 0xFF5A {
			r -= 0xFF10 - '0'
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, s)
}

var (
	postcode = Expression(`^[1-9][0-9]{3}[A-Z]{2}$`)
	dutchVAT = Expression(`^NL[0-9]{9}B[0-9]{2}$`)
	lei      = Expression(`^[A-Z0-9]{18}[0-9]{2}$`)
	eori     = Expression(`^[A-Z]{2}[A-Z0-9]{1,15}$`)
	brackets = strings.NewReplacer("(0)", "", "(", "", ")", "") // of a telephone number
	e164     = Expression(`^\+[1-9][0-9]{6,14}$`)
)

// CheckIdentifier returns the code and arguments of the problem with an identifier that Normalize has written; "" when there is none.
func CheckIdentifier(scheme, s string) (code string, args []string) {
	switch scheme {
	case Hash:
		if len(s) != 64 || strings.Trim(s, "0123456789abcdef") != "" {
			return "hash-form", nil
		}
	case KvK:
		return digits("kvk", s, 8)
	case Branch:
		return digits("branch", s, 12)
	case RSIN:
		if code, args = digits("rsin", s, 9); code == "" && !Eleven(s) {
			code = "rsin-checksum"
		}
		return code, args
	case VAT:
		return checkVAT(s), nil
	case BE:
		return checkBE(s)
	case LEI:
		return fails(!lei().MatchString(s), "lei-form", mod97(s) != 1, "lei-checksum"), nil
	case EORI:
		dutch := strings.HasPrefix(s, "NL")
		return fails(!eori().MatchString(s) || dutch && (len(s) != 11 || !allDigits(s[2:])), "eori-form", false, ""), nil
	case Postcode:
		b := bare(s)
		return fails(!postcode().MatchString(b), "postcode-form", strings.HasSuffix(b, "SA") || strings.HasSuffix(b, "SD") || strings.HasSuffix(b, "SS"), "postcode-letters"), nil
	case Email:
		return fails(!isEmail(s), "email-form", false, ""), nil
	case Phone:
		return fails(!e164().MatchString(s), "phone-form", false, ""), nil
	case Moment:
		return fails(!momentPattern().MatchString(s), "moment-form", !IsMoment(s), "moment-unreal"), nil
	case Date:
		return fails(!datePattern().MatchString(s), "date-form", !IsDate(s), "date-unreal"), nil
	}
	return "", nil
}

// fails returns the code of the first condition that holds.
func fails(form bool, formCode string, sum bool, sumCode string) string {
	switch {
	case form:
		return formCode
	case sum:
		return sumCode
	}
	return ""
}

// digits checks a number of n digits in which not all digits are the same.
func digits(scheme, s string, n int) (string, []string) {
	switch {
	case !allDigits(s) || len(s) < 2:
		return scheme + "-characters", nil
	case len(s) != n:
		return scheme + "-length", []string{itoa(len(s))}
	case strings.Count(s, s[:1]) == n:
		return scheme + "-repeated", nil
	}
	return "", nil
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// Eleven is the test of RSIN and BSN: nine digits, weights 9 to 2 and -1, a sum that 11 divides.
func Eleven(s string) bool {
	if len(s) != 9 || !allDigits(s) || s == "000000000" {
		return false
	}
	sum := -int(s[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(s[i]-'0')
	}
	return sum%11 == 0
}

// mod97 is ISO 7064 MOD 97-10 over digits and capitals, A as 10 to Z as 35; -1 for anything else.
func mod97(s string) int {
	m := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			m = (m*10 + int(r-'0')) % 97
		case r >= 'A' && r <= 'Z':
			m = (m*100 + int(r-'A') + 10) % 97
		default:
			return -1
		}
	}
	return m
}

func checkBE(s string) (string, []string) {
	code, args := digits("be", s, 10)
	if code != "" {
		return code, args
	}
	head, tail := 0, int(s[8]-'0')*10+int(s[9]-'0')
	for _, r := range s[:8] {
		head = head*10 + int(r-'0')
	}
	return fails(s[0] > '1', "be-form", 97-head%97 != tail, "be-checksum"), nil
}

// isEmail is the part of RFC 5321, 4.1.2 that mailboxes use: a dot-string of at most 64 octets at a domain with a dot, 254 in all.
func isEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || len(s) > 254 || len(local) > 64 {
		return false
	}
	for atom := range strings.SplitSeq(local, ".") {
		if atom == "" || strings.Trim(strings.ToLower(atom), "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-") != "" {
			return false
		}
	}
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(strings.ToLower(l), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1 && len(labels[len(labels)-1]) > 1 && !allDigits(labels[len(labels)-1])
}

var datePattern = Expression(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// IsDate tells whether s is a day that exists, in the years that agreements are made in.
func IsDate(s string) bool {
	if len(s) != len(time.DateOnly) {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil && s >= "1900-01-01" && s < "2200-01-01"
}
