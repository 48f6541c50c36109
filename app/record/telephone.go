package record

import "strings"

// A telephone number is kept as ITU-T E.164 writes it, with what belongs to it behind: "+31301234567;ext=12 (24/7)". It is typed as people
// dial it: "030 - 123 45 67", "0031 (0)30 1234567", "14 030", "+32 2/555 01 23 tst. 4". What has no plus and no 00 is of the country that the
// person is in. A number of which it cannot be said what it is, is left as it was and refused.

// home is the country of a number that says none, of a person of whom no address is known: JEX and nearly all its clients are there.
const home = "NL"

var (
	callLabel     = Expression(`(?i)^(telefoon|telephone|phone|mobiel|mobile|tel|mob|gsm|t|m)(\.:?|:| ) *`)
	callHours     = Expression(`(?i)[ ,;–-]*[(\[]? *(24 */ *7|24 *x *7|7 *x *24|24 uur per dag|24 hours a day|dag en nacht|day and night) *[)\]]?$`)
	callExtension = Expression(`(?i)[ ,;/(-]*(toestelnummer|toestel|tst|extension|extensie|ext|durchwahl|poste|#|x)[. :=]*([0-9]{1,6}) *\)?$`)
	callSigns     = Expression(`^\(?\+?[0-9 ./()–-]+$`)
	kept          = Expression(`^(\+[1-9][0-9]{3,14})(?:;ext=([0-9]{1,6}))?( \(24/7\))?$`)
	dutchServices = Expression(`^(1400|140[0-9]{2,3}|116[0-9]{3}|18[0-9]{2}|(800|900|906|909|676)([0-9]{4}|[0-9]{7})|97[0-9]{9})$`) // Nummerplan telefoon- en ISDN-diensten
)

// telephone writes a number that was typed in a country as it is kept.
func telephone(text, country string) string {
	text, _ = cleaned(text)
	s := strings.TrimSpace(flatten(text))
	whole := s
	if kept().MatchString(s) && dialled(s) != "" {
		return s
	}
	s = callLabel().ReplaceAllString(s, "")
	hours := callHours().FindString(s)
	s = strings.TrimSuffix(s, hours)
	extension := ""
	if m := callExtension().FindStringSubmatchIndex(s); m != nil && m[0] > 0 {
		extension, s = s[m[4]:m[5]], s[:m[0]]
	}
	if !callSigns().MatchString(s) {
		return whole
	}
	number := international(s, country)
	if number == "" {
		return whole
	}
	if extension != "" {
		number += ";ext=" + extension
	}
	if hours != "" {
		number += " (24/7)"
	}
	return number
}

// international is a number of digits and signs in the form of E.164, of the country when it names none; "" when it is none.
func international(s, country string) string {
	abroad := strings.HasPrefix(strings.TrimLeft(s, "( "), "+")
	n := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ReplaceAll(s, "(0)", ""))
	if !abroad && strings.HasPrefix(n, "00") {
		abroad, n = true, n[2:]
	}
	if abroad {
		return whole(planOf(n), n)
	}
	p, known := planFor(country)
	if !known {
		return ""
	}
	if national := strings.TrimPrefix(n, p.trunk); p.has(national) && (national != n || p.trunk == "" || p.exact()) {
		return "+" + p.code + national // the zero is gone where it went through a spreadsheet
	}
	if rest, ok := strings.CutPrefix(n, p.code); ok && p.exact() && p.has(strings.TrimPrefix(rest, p.trunk)) {
		return "+" + p.code + strings.TrimPrefix(rest, p.trunk) // the plus is
	}
	return ""
}

// whole is a number behind the plus without the zero that is dialled in the country alone; "" when its plan has no such numbers.
func whole(p plan, n string) string {
	if p.code == "" {
		if len(n) < 7 || len(n) > 15 || n[0] == '0' {
			return ""
		}
		return "+" + n
	}
	national := n[len(p.code):]
	if p.trunk != "" && !p.has(national) || p.trunk == "0" {
		national = strings.TrimPrefix(national, p.trunk)
	}
	if !p.has(national) {
		return ""
	}
	return "+" + p.code + national
}

// dialled is what is called of a number that is kept: "+31301234567"; "" when it is none.
func dialled(s string) string {
	m := kept().FindStringSubmatch(s)
	if m == nil || whole(planOf(m[1][1:]), m[1][1:]) != m[1] {
		return ""
	}
	return m[1]
}

// Dial is what is called of a number that is kept: it without its extension and hours, which no telephone takes of a link.
func Dial(s string) string {
	if n := dialled(s); n != "" {
		return n
	}
	return s
}

// Telephone is a number that is kept as it is read aloud, "+31 10 123 45 67", with spaces that no line ends at; and what belongs to it. A text
// that is no such number is as it was.
func Telephone(s string) (number, extension, hours string) {
	m := kept().FindStringSubmatch(s)
	if m == nil || dialled(s) == "" {
		return s, "", ""
	}
	return grouped(m[1][1:]), m[2], strings.TrimSpace(m[3])
}

// grouped is the digits of a number in groups. The services of the Netherlands are as one knows and dials them there, 14 010 and 0800 1234;
// everything else has its country's code.
func grouped(n string) string {
	p := planOf(n)
	national := n[len(p.code):]
	if p.country == "NL" && dutchServices().MatchString(national) {
		switch {
		case strings.HasPrefix(national, "140") && len(national) > 4:
			return spaced(national, 2, len(national)-2)
		case len(national) == 4:
			return national
		case strings.HasPrefix(national, "116"):
			return spaced(national, 3, 3)
		case len(national) == 7:
			return spaced("0"+national, 4, 4)
		case len(national) == 10:
			return spaced("0"+national, 4, 3, 2, 2)
		}
	}
	if p.code == "" {
		return "+" + n
	}
	return "+" + p.code + noBreak + spaced(national, p.groups(national)...)
}

const noBreak = "\u00A0"

// spaced divides digits into groups of the given widths; what is left is the last.
func spaced(digits string, widths ...int) string {
	var out []string
	for _, w := range widths {
		if w < 1 || w > len(digits) {
			break
		}
		out, digits = append(out, digits[:w]), digits[w:]
	}
	if digits != "" {
		out = append(out, digits)
	}
	return strings.Join(out, noBreak)
}
