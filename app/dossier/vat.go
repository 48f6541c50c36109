package dossier

import "regexp"

// vatForms are the VAT numbers of the EU member states and Northern Ireland by the prefix of VIES, without the prefix
// (Directive 2006/112/EC, art. 215). Greece writes EL. Only the Dutch one is checked further.
var vatForms = map[string]func() *regexp.Regexp{
	"AT": pattern(`^U[0-9]{8}$`),
	"BE": pattern(`^[01][0-9]{9}$`),
	"BG": pattern(`^[0-9]{9,10}$`),
	"CY": pattern(`^[0-9]{8}[A-Z]$`),
	"CZ": pattern(`^[0-9]{8,10}$`),
	"DE": pattern(`^[0-9]{9}$`),
	"DK": pattern(`^[0-9]{8}$`),
	"EE": pattern(`^[0-9]{9}$`),
	"EL": pattern(`^[0-9]{9}$`),
	"ES": pattern(`^[A-Z0-9][0-9]{7}[A-Z0-9]$`),
	"FI": pattern(`^[0-9]{8}$`),
	"FR": pattern(`^[A-Z0-9]{2}[0-9]{9}$`),
	"HR": pattern(`^[0-9]{11}$`),
	"HU": pattern(`^[0-9]{8}$`),
	"IE": pattern(`^[0-9][A-Z0-9+*][0-9]{5}[A-Z]{1,2}$`),
	"IT": pattern(`^[0-9]{11}$`),
	"LT": pattern(`^([0-9]{9}|[0-9]{12})$`),
	"LU": pattern(`^[0-9]{8}$`),
	"LV": pattern(`^[0-9]{11}$`),
	"MT": pattern(`^[0-9]{8}$`),
	"PL": pattern(`^[0-9]{10}$`),
	"PT": pattern(`^[0-9]{9}$`),
	"RO": pattern(`^[0-9]{2,10}$`),
	"SE": pattern(`^[0-9]{12}$`),
	"SI": pattern(`^[0-9]{8}$`),
	"SK": pattern(`^[0-9]{10}$`),
	"XI": pattern(`^([0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$`),
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
	case mod97(s) != 1 && !eleven(s[2:11]):
		return "vat-checksum"
	}
	return ""
}

// holdsBSN tells whether a Dutch VAT or EORI number of a sole trader holds the citizen service number of its owner,
// as VAT numbers did until 2020.
func holdsBSN(s string) bool {
	return len(s) >= 11 && s[:2] == "NL" && eleven(s[2:11])
}
