package record

import (
	"strings"
	"time"
)

// Schemes of identifiers, beside those of RegistrationKinds.
const (
	KvK      = "kvk"             // KvK number: 8 digits, no check digit
	Branch   = "branch"          // vestigingsnummer: 12 digits, no check digit
	RSIN     = "rsin"            // 9 digits, eleven test
	VAT      = "vat"             // VAT identification number of an EU member state
	BE       = "be"              // Belgian enterprise number: 10 digits, modulo 97
	LEI      = "lei"             // ISO 17442: 20 characters, ISO 7064 MOD 97-10
	EORI     = "eori"            // customs registration: country and at most 15 characters
	Siren    = "siren"           // French: 9 digits, or 14 with those of an establishment (SIRET); Luhn
	EIN      = "ein"             // American: 9 digits
	Company  = "companies-house" // British: 8 digits, or letters and digits
	Postcode = "postcode"        // Dutch: four digits and two letters
	Email    = "email"
	Phone    = "phone" // E.164, see telephone.go
	Region   = "country"
	Date     = "date"   // ISO 8601
	Moment   = "moment" // RFC 3339 with its offset
	Hash     = "sha256" // SHA-256 in hexadecimal, lower case
)

// Normalize writes an identifier as a document prints it: without the spaces, dots and hyphens that people put in, letters in
// capitals, digits as ASCII. What it cannot be is left for CheckIdentifier to refuse.
func Normalize(scheme, text string) string {
	text, _ = cleaned(text)
	text = strings.TrimSpace(text)
	switch scheme {
	case BE:
		return belgian(number(text))
	case VAT:
		return vat(number(text))
	case KvK, Branch, RSIN, EORI, LEI:
		return number(text)
	case Region:
		if b := bare(text); len(b) <= 3 {
			return b
		}
		return text // as it was written, for who reads that it is none
	case Siren:
		if n := number(text); allDigits(n) {
			return n
		}
		return text
	case EIN:
		if n := number(text); allDigits(n) && len(n) == 9 {
			return n[:2] + "-" + n[2:]
		}
		return text
	case Company:
		n := number(text)
		if allDigits(n) && (len(n) == 6 || len(n) == 7) { // the noughts in front are gone where it went through a spreadsheet
			return strings.Repeat("0", 8-len(n)) + n
		}
		return n
	case Postcode:
		if b := bare(text); postcode().MatchString(b) {
			return b[:4] + " " + b[4:]
		}
		return text
	case Phone:
		return telephone(text, home)
	case Email:
		return mailbox(text)
	}
	return text
}

// number is the number in a text, without its name: "KvK-nummer: 12345678", "VAT No. GB123456782".
func number(text string) string {
	n := numberLabel().ReplaceAllString(bare(text), "")
	if rest, ok := strings.CutPrefix(n, "NO"); ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
		return rest
	}
	return n
}

// belgian writes an enterprise number with ten digits: it is also written with the country before it, and before 2005 had nine.
func belgian(s string) string {
	s = strings.TrimPrefix(s, "BE")
	if len(s) == 9 && allDigits(s) {
		return "0" + s
	}
	return s
}

// vat writes a VAT number without the word of Switzerland and Norway behind it, and a Dutch one with its country.
func vat(s string) string {
	if rest, ok := strings.CutPrefix(s, "BE"); ok {
		return "BE" + belgian(rest)
	}
	if dutchVAT().MatchString("NL" + s) {
		return "NL" + s
	}
	for _, behind := range []string{"MWST", "TVA", "IVA", "MVA"} {
		if strings.HasPrefix(s, "CHE") || strings.HasPrefix(s, "NO") {
			s = strings.TrimSuffix(s, behind)
		}
	}
	return s
}

// Grouped is a number of a register, or a VAT number, that Normalize has written, as its register prints it. Most print it as it is.
func Grouped(scheme, s string) string {
	if code, _ := CheckIdentifier(scheme, s); code != "" || s == "" {
		return s
	}
	switch {
	case scheme == BE:
		return s[:4] + "." + s[4:7] + "." + s[7:]
	case scheme == VAT && s[:2] == "BE":
		return "BE" + noBreak + Grouped(BE, s[2:])
	case scheme == VAT && s[:2] == "CH":
		return "CHE-" + s[3:6] + "." + s[6:9] + "." + s[9:]
	case scheme == Siren && allDigits(s):
		return spaced(s, 3, 3, 3)
	}
	return s
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
	// numberLabel is the name of a number that was copied along with it.
	numberLabel = Expression(`^(?:KVK|KAMERVANKOOPHANDEL|RSIN|EORI|VESTIGINGS|BTW|VAT|TVA|UST|MWST|KBO|BCE|ONDERNEMINGS|LEI|SIREN|SIRET|EIN|#|COMPANY(?:REGISTRATION)?(?:NO)?)(?:IDNR|ID)?(?:NUMMER|NUMBER|NR|CODE)?:?#?`)
	american    = Expression(`^[0-9]{2}-[0-9]{7}$`)
	british     = Expression(`^[A-Z0-9]{2}[0-9]{5}[A-Z0-9]$`) // Companies House: SC123456, OC301234, IP12345R
	eori        = Expression(`^[A-Z]{2}[A-Z0-9]{1,15}$`)
)

// CheckIdentifier returns the code and arguments of the problem with an identifier that Normalize has written; "" when there is none.
func CheckIdentifier(scheme, s string) (code string, args []string) {
	switch scheme {
	case Hash:
		if len(s) != 64 || strings.Trim(s, "0123456789abcdef") != "" {
			return "hash-form", nil
		}
	case KvK:
		if len(s) == 12 && allDigits(s) {
			return "kvk-branch", nil
		}
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
	case Siren:
		n := digitsOf(s)
		return fails(len(n) != 9 && len(n) != 14, "siren-form", !luhn(n) && !strings.HasPrefix(n, "356000000"), "siren-checksum"), nil
	case EIN:
		return fails(!american().MatchString(s), "ein-form", false, ""), nil
	case Company:
		return fails(!british().MatchString(s), "companies-house-form", false, ""), nil
	case EORI:
		dutch := strings.HasPrefix(s, "NL")
		return fails(!eori().MatchString(s) || dutch && (len(s) != 11 || !allDigits(s[2:])), "eori-form", false, ""), nil
	case Postcode:
		b := bare(s)
		return fails(!postcode().MatchString(b), "postcode-form", strings.HasSuffix(b, "SA") || strings.HasSuffix(b, "SD") || strings.HasSuffix(b, "SS"), "postcode-letters"), nil
	case Email:
		return fails(!isEmail(s), misaddressed(s), false, ""), nil
	case Phone:
		return fails(dialled(s) == "", misdialled(s), false, ""), nil
	case Moment:
		return fails(!momentPattern().MatchString(s), "moment-form", !IsMoment(s), "moment-unreal"), nil
	case Date:
		return fails(!datePattern().MatchString(s) && !unreal(s), "date-form", !IsDate(s), "date-unreal"), nil
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

// luhn is the test of SIREN and SIRET (ISO/IEC 7812-1, annex B). The establishments of the French post alone have another.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		n := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			n = n/5 + n*2%10
		}
		sum += n
	}
	return sum%10 == 0
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

// unreal tells whether a text is a day as people write one that no calendar has, such as 31-04-2026.
func unreal(s string) bool {
	m := typedDay().FindStringSubmatch(s)
	if m == nil || len(m[1]) > 2 || numberOf(m[1]) > 31 || numberOf(m[2]) > 12 {
		return false
	}
	_, err := time.Parse("2-1-2006", m[1]+"-"+m[2]+"-"+m[3])
	return err != nil
}

var typedDay = Expression(`^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})$`)

var datePattern = Expression(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// IsDate tells whether s is a day that exists, in the years that agreements are made in.
func IsDate(s string) bool {
	if len(s) != len(time.DateOnly) {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil && s >= "1950-01-01" && s < "2100-01-01"
}
