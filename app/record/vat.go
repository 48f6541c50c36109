package record

import "regexp"

// vatForms are the VAT numbers of the EU member states and Northern Ireland by the prefix of VIES, without the prefix
// (Directive 2006/112/EC, art. 215), and those of Great Britain, Norway and Switzerland, whose companies have them too. Greece writes EL. Only the Dutch one is checked further.
var vatForms = map[string]func() *regexp.Regexp{
	"AT": Expression(`^U[0-9]{8}$`),
	"BE": Expression(`^[01][0-9]{9}$`),
	"BG": Expression(`^[0-9]{9,10}$`),
	"CH": Expression(`^E[0-9]{9}$`),
	"CY": Expression(`^[0-9]{8}[A-Z]$`),
	"CZ": Expression(`^[0-9]{8,10}$`),
	"DE": Expression(`^[0-9]{9}$`),
	"DK": Expression(`^[0-9]{8}$`),
	"EE": Expression(`^[0-9]{9}$`),
	"EL": Expression(`^[0-9]{9}$`),
	"ES": Expression(`^[A-Z0-9][0-9]{7}[A-Z0-9]$`),
	"FI": Expression(`^[0-9]{8}$`),
	"FR": Expression(`^[A-Z0-9]{2}[0-9]{9}$`),
	"GB": Expression(`^([0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$`),
	"HR": Expression(`^[0-9]{11}$`),
	"HU": Expression(`^[0-9]{8}$`),
	"IE": Expression(`^[0-9][A-Z0-9+*][0-9]{5}[A-Z]{1,2}$`),
	"IT": Expression(`^[0-9]{11}$`),
	"LT": Expression(`^([0-9]{9}|[0-9]{12})$`),
	"LU": Expression(`^[0-9]{8}$`),
	"LV": Expression(`^[0-9]{11}$`),
	"MT": Expression(`^[0-9]{8}$`),
	"NO": Expression(`^[0-9]{9}$`),
	"PL": Expression(`^[0-9]{10}$`),
	"PT": Expression(`^[0-9]{9}$`),
	"RO": Expression(`^[0-9]{2,10}$`),
	"SE": Expression(`^[0-9]{12}$`),
	"SI": Expression(`^[0-9]{8}$`),
	"SK": Expression(`^[0-9]{10}$`),
	"XI": Expression(`^([0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$`),
}

// checkVAT returns the code of the problem with a VAT number. A Dutch one has a control number over the whole (natural persons,
// since 2020) or nine digits that pass the eleven test (legal persons: the RSIN).
func checkVAT(s string) string {
	if len(s) < 4 {
		return "vat-form"
	}
	country, number := s[:2], s[2:]
	if country == "GR" {
		return "vat-greece"
	}
	if country != "NL" {
		form, known := vatForms[country]
		switch {
		case !known:
			return "vat-country"
		case !form().MatchString(number):
			return "vat-form"
		}
		return ""
	}
	switch {
	case !dutchVAT().MatchString(s) || s[12:] == "00":
		return "vat-dutch-form"
	case mod97(s) != 1 && !Eleven(s[2:11]):
		return "vat-checksum"
	}
	return ""
}

// HoldsBSN tells whether a Dutch VAT or EORI number of a sole trader holds the citizen service number of its owner, as VAT numbers did until
// 2020: it passes the test of that number, and not the one of numbers since.
func HoldsBSN(s string) bool { return MayHoldBSN(s) && mod97(s) != 1 }

// MayHoldBSN tells whether such a number can hold one: a number of the form since 2020 can pass the old test by chance.
func MayHoldBSN(s string) bool { return len(s) >= 11 && s[:2] == "NL" && Eleven(s[2:11]) }
