package record

import (
	"strings"
	"unicode"
)

// A telephone number is kept as ITU-T E.164 writes it, with what belongs to it behind: "+31301234567;ext=12 (24/7)". It is typed as people
// dial it: "030 - 123 45 67", "0031 (0)30 1234567", "14 030", "+32 2/555 01 23 tst. 4". What has no plus and no 00 is of the country that the
// person is in. A number of which it cannot be said what it is, is left as it was and refused.

// home is the country of a number that says none, of a person of whom no address is known: JEX and nearly all its clients are there.
const home = "NL"

var (
	callLabel     = Expression(`(?i)^(?:[☎✆📞📱]|06-nummer:?|(?:telefoon|telephone|téléphone|telefon|phone|mobiel|mobile|tel|tél|mob|gsm|t|m)(?:[ .-]*(?:nummer|number|nr|kom))?(?:\.? *:|\.| )) *`)
	callHours     = Expression(`(?i)[ ,;–-]*[(\[]? *(?:24 */ *7|24 *x *7|7 *x *24|24 uur per dag|24 hours a day|dag en nacht|day and night)(?: bereikbaar| available)? *[)\]]?$`)
	callExtension = Expression(`(?i)[ ,;/(-]*(?:` + extensions + `|#|x)[. :=]*([0-9]{1,6}) *\)?$`)
	callShort     = Expression(`^[1-9](?:[ -]?[0-9]){2,3}$`)
	callTwo       = Expression(`(?i)^(.*[0-9]\)?) *(?:[/;,&]| of | en | or | and | oder | und | ou | et ) *([(+0-9].*)$`)
	callAfter     = Expression(`^(.*?[0-9]\)?)\s+([(+0].*)$`)
	callSigns     = Expression(`^\(?\+?[0-9 ./()–-]+$`)
	kept          = Expression(`^(\+[1-9][0-9]{3,14})(?:;ext=([0-9]{1,6}))?( \(24/7\))?$`)
	dutchServices = Expression(`^(1400|140[0-9]{2,3}|116[0-9]{3}|18[0-9]{2}|(800|900|906|909|676)([0-9]{4}|[0-9]{7})|97[0-9]{9})$`) // Nummerplan telefoon- en ISDN-diensten
)

// extensions are the words before an extension, in the languages of clients and their sub-processors.
const extensions = `(?:toestel|tst|doorkies)[. ]*(?:nummer|nr)?|ext(?:ension|ensie|n)?|durchwahl|nebenstelle|app(?:arat)?|dw|poste|int(?:erno)?|wewn?|dahili`

// telephone writes a number that was typed in a country as it is kept.
func telephone(text, country string) string {
	text, _ = cleaned(text)
	whole := strings.TrimSpace(flatten(text))
	s := strings.TrimRight(whole, " .,;")
	if kept().MatchString(s) && dialled(s) != "" {
		return s
	}
	s = callLabel().ReplaceAllString(s, "")
	hours := callHours().FindString(s)
	s = strings.TrimSuffix(s, hours)
	extension := ""
	if m := callExtension().FindStringSubmatchIndex(s); m != nil && m[0] > 0 {
		extension, s = s[m[2]:m[3]], s[:m[0]]
	}
	if !callSigns().MatchString(s) || two(s, country) {
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

// two tells whether a text is two numbers: which one is meant is not for a program to say.
func two(s, country string) bool {
	m := callTwo().FindStringSubmatch(s)
	return m != nil && international(m[1], country) != "" && international(m[2], country) != ""
}

// misdialled is the code of the problem with a text that is not kept as a number.
func misdialled(s string) string {
	m, digits := callTwo().FindStringSubmatch(s), len(digitsOf(s))
	if m == nil {
		m = callAfter().FindStringSubmatch(s)
	}
	switch {
	case m != nil && len(digitsOf(m[1])) >= 7 && len(digitsOf(m[2])) >= 7:
		return "phone-two"
	case digits >= 4 && strings.IndexFunc(s, unicode.IsLetter) >= 0:
		return "phone-words"
	case callShort().MatchString(s):
		return "phone-short"
	}
	return "phone-form"
}

// international is a number of digits and signs in the form of E.164, of the country when it names none; "" when it is none.
func international(s, country string) string {
	n := digitsOf(strings.ReplaceAll(s, "(0)", ""))
	abroad := strings.HasPrefix(strings.TrimLeft(s, "( "), "+")
	if rest, american := strings.CutPrefix(n, "011"); american && !abroad && (country == "US" || country == "CA") {
		abroad, n = true, rest
	}
	if strings.HasPrefix(n, "00") { // behind a plus it is one too many
		abroad, n = true, n[2:]
	}
	if abroad {
		p := planOf(n)
		if p.zero() {
			n = strings.TrimPrefix(digitsOf(s), "00")
		}
		return whole(p, n)
	}
	p, known := planFor(country)
	if p.zero() {
		n = digitsOf(s)
	}
	if !known {
		return ""
	}
	if national := strings.TrimPrefix(n, p.trunk); p.has(national) && (national != n || p.trunk == "" || p.exact()) {
		return "+" + p.code + national // the zero is gone where it went through a spreadsheet
	}
	if rest, ok := strings.CutPrefix(n, "0"); ok && p.trunk == "" && !p.zero() && p.has(rest) {
		return "+" + p.code + rest
	}
	if rest, ok := strings.CutPrefix(n, p.code); ok && p.exact() && p.has(strings.TrimPrefix(rest, p.trunk)) {
		return "+" + p.code + strings.TrimPrefix(rest, p.trunk) // the plus is
	}
	return ""
}

// digitsOf are the digits of a text.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
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
	} else if p.trunk == "" && !p.zero() { // many who have none in their own country know it from others
		national = strings.TrimPrefix(national, "0")
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
