package record

import (
	"regexp"
	"strings"
	"sync"
)

// plan is the numbers of one country: its code, what is dialled before a number within the country, and how many digits follow the code.
type plan struct {
	country  string // ISO 3166-1
	code     string // ITU-T E.164; "" for none
	trunk    string // what is dialled in the country alone; "" where numbers are dialled whole
	min, max int
}

// plans are the numbers of the countries that clients and their sub-processors are in (ITU-T E.164, list of assigned codes and the national
// plans that its members file). A number of another country needs its plus. The library that others use for this (libphonenumber in Go) weighs
// 1.7 MB in a browser, which is more than half of all the rest.
const plans = `NL 31 0 9 9
BE 32 0 8 9
DE 49 0 6 12
FR 33 0 9 9
LU 352 - 5 11
GB 44 0 9 10
IE 353 0 7 9
AT 43 0 6 13
CH 41 0 9 9
LI 423 - 7 9
IT 39 - 6 11
ES 34 - 9 9
PT 351 - 9 9
DK 45 - 8 8
SE 46 0 7 10
NO 47 - 5 8
FI 358 0 5 12
IS 354 - 7 9
PL 48 - 9 9
CZ 420 - 9 9
SK 421 0 9 9
HU 36 06 8 9
SI 386 0 8 8
HR 385 0 8 9
RO 40 0 9 9
BG 359 0 7 9
GR 30 - 10 10
CY 357 - 8 8
MT 356 - 8 8
EE 372 - 7 8
LV 371 - 8 8
LT 370 0 8 8
TR 90 0 10 10
UA 380 0 9 9
MD 373 0 8 8
RS 381 0 8 9
BA 387 0 8 8
AL 355 0 8 9
MK 389 0 8 8
ME 382 0 8 8
XK 383 0 8 9
US 1 1 10 10
CA 1 1 10 10
AU 61 0 9 9
NZ 64 0 8 10
ZA 27 0 9 9
IN 91 0 10 10
JP 81 0 9 10
KR 82 0 8 10
CN 86 0 10 11
SG 65 - 8 8
HK 852 - 8 8
IL 972 0 8 9
AE 971 0 8 9
MA 212 0 9 9
TN 216 - 8 8
EG 20 0 8 10
SR 597 - 6 7
CW 599 - 7 8
BQ 599 - 7 7
SX 1 1 10 10
PR 1 1 10 10
AW 297 - 7 7
RU 7 8 10 10
TW 886 0 8 9
TH 66 0 8 9
GE 995 0 9 9
KE 254 0 9 9
CL 56 - 9 9
CO 57 - 10 10
JE 44 0 10 10
GG 44 0 10 10
IM 44 0 10 10
GI 350 - 8 8
MC 377 - 8 9
FO 298 - 6 6
GL 299 - 6 6
PH 63 0 8 10
ID 62 0 7 12
MY 60 0 8 10
VN 84 0 9 10
BR 55 0 10 11
MX 52 - 10 10`

// table is plans by country and by code.
var table = sync.OnceValue(func() (out struct{ country, code map[string]plan }) {
	out.country, out.code = map[string]plan{}, map[string]plan{}
	for row := range strings.Lines(plans) {
		f := strings.Fields(row)
		p := plan{country: f[0], code: f[1], trunk: strings.Trim(f[2], "-"), min: numberOf(f[3]), max: numberOf(f[4])}
		out.country[p.country] = p
		if _, first := out.code[p.code]; !first {
			out.code[p.code] = p
		}
	}
	return out
})

func numberOf(digits string) (n int) {
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return n
}

// planFor is the plan of a country; of none it is that of home.
func planFor(country string) (plan, bool) {
	if country == "" {
		country = home
	}
	p, ok := table().country[country]
	return p, ok
}

// planOf is the plan of a number that begins with its country's code; without a code when no plan is known.
func planOf(n string) plan {
	for size := min(3, len(n)); size > 0; size-- {
		if p, ok := table().code[n[:size]]; ok {
			return p
		}
	}
	return plan{}
}

// has tells whether a number behind the code can be one of the plan.
func (p plan) has(national string) bool {
	if p.country == "NL" && dutchServices().MatchString(national) || p.country == "TR" && turkishCompany().MatchString(national) {
		return true
	}
	if national == "" || p.trunk != "" && national[0] == '0' {
		return false
	}
	if first := firsts[p.code]; first != nil && !first().MatchString(national) {
		return false
	}
	return len(national) >= p.min && len(national) <= p.max
}

// firsts are what numbers of a plan with several lengths, or with codes that nobody has, look like: a digit that was left out is seen.
var firsts = map[string]func() *regexp.Regexp{
	"1":  Expression(`^[2-9][0-9]{2}[2-9]`),                                // NANPA
	"32": Expression(`^(4[5-9][0-9]{7}|([1-35-9]|4[0-4])[0-9]{6,7})$`),     // BIPT: mobile numbers have nine digits, all others eight
	"39": Expression(`^[013578]`),                                          // AGCOM: the zero is a part of the number
	"44": Expression(`^(1[0-9]{8,9}|(800|500)[0-9]{6}|[235789][0-9]{9})$`), // Ofcom, National Telephone Numbering Plan
}

// turkishCompany is a number that is called without an area code.
var turkishCompany = Expression(`^444[0-9]{4}$`)

// zero tells whether a zero before a number is a part of it, also from abroad.
func (p plan) zero() bool { return p.country == "IT" }

// exact tells whether all numbers of the plan are of one length, so that a digit too few or too many is seen.
func (p plan) exact() bool { return p.min == p.max }

// Area codes of two digits and of three; what is in neither has three in the Netherlands and two in Belgium.
const (
	dutchAreas  = "10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58 70 71 72 73 74 75 76 77 78 79 82 84 85 87 88 91"                                        // Nummerplan telefoon- en ISDN-diensten
	polishAreas = "12 13 14 15 16 17 18 22 23 24 25 29 32 33 34 41 42 43 44 46 48 52 54 55 56 58 59 61 62 63 65 67 68 71 74 75 76 77 81 82 83 84 85 86 87 89 91 94 95" // UKE, Plan numeracji krajowej
	germanShort = "30 32 40 69 89"                                                                                                                                     // Bundesnetzagentur, Vorwahlverzeichnis
)

var germanLong = Expression(`^(1[5-7][0-9]|800|2(0[1-389]|1[124]|2[18]|3[14]|[4-9]1)|3([35-9][15]|4[015])|[4-9][1-9]1|906)`)

// groups are the widths in which a number is written in its country, as far as they are known; else threes.
func (p plan) groups(n string) []int {
	long := len(n)
	switch p.country {
	case "NL":
		switch {
		case n[0] == '6':
			return []int{1, 2, 2, 2, 2}
		case long == 9 && strings.Contains(dutchAreas, n[:2]):
			return []int{2, 3, 2, 2}
		}
		return []int{3, 2, 2, 2}
	case "BE":
		switch {
		case long == 9:
			return []int{3, 2, 2, 2}
		case strings.HasPrefix(n, "800") || strings.HasPrefix(n, "90"):
			return []int{3, 2, 3}
		case strings.ContainsRune("2349", rune(n[0])):
			return []int{1, 3, 2, 2}
		}
		return []int{2, 2, 2, 2}
	case "DE":
		switch {
		case strings.Contains(germanShort, n[:2]):
			return []int{2}
		case germanLong().MatchString(n):
			return []int{3}
		case n[0] == '3':
			return nil // four or five: in the east codes of both lengths begin alike
		}
		return []int{4}
	case "FR":
		return []int{1, 2, 2, 2, 2}
	case "GB":
		switch {
		case n[0] == '2' || strings.HasPrefix(n, "55") || strings.HasPrefix(n, "56"):
			return []int{2, 4, 4}
		case long == 9:
			return []int{3, 6}
		case strings.ContainsRune("389", rune(n[0])) || strings.HasPrefix(n, "11") || n[0] == '1' && n[2] == '1':
			return []int{3, 3, 4}
		}
		return []int{4, 6}
	case "PL":
		if strings.Contains(polishAreas, n[:2]) {
			return []int{2, 3, 2, 2}
		}
	case "TR":
		if long == 7 {
			return []int{3, 1, 3}
		}
		return []int{3, 3, 2, 2}
	case "CW", "AW", "SR":
		switch long {
		case 6:
			return []int{3, 3}
		case 8:
			return []int{1, 3, 4}
		}
		return []int{3, 4}
	case "DK", "NO":
		return []int{2, 2, 2, 2}
	case "US", "CA":
		return []int{3, 3, 4}
	case "CH":
		return []int{2, 3, 2, 2}
	case "AT", "IT", "LU":
		return nil // of no one length: only who has the number knows
	}
	var widths []int
	for ; long > 4; long -= 3 {
		widths = append(widths, 3)
	}
	return widths
}
