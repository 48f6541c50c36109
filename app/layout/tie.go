package layout

import (
	"strings"
	"unicode"
)

// beforeNumber are the words that a number belongs to; beforeName the titles and initials that a name belongs to.
var (
	beforeNumber = words("art. artt. artikel artikelen lid leden nr. nrs. no. nos. nummer par. § p. pp. blz. bijlage hoofdstuk versie clause section article articles annex schedule number version € EUR KvK")
	beforeName   = words("dhr. mevr. mw. mr. drs. dr. ir. ing. prof. Mr Mrs Ms Dr")
	afterNumber  = words("dagen dag uur uren maanden maand weken week jaar jaren minuten werkdagen days day hours hour months month weeks week years year minutes % EUR euro kB MB GB " +
		"januari februari maart april mei juni juli augustus september oktober november december " +
		"January February March April May June July August September October November December")
	companyForms = words("B.V. N.V. V.O.F. C.V. U.A. B.V N.V")
)

func words(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// tie returns the penalty for a line end between two words: more than 0 when they are better held together.
func tie(before, after string) float64 {
	bare := strings.TrimRight(after, ".,;:)")
	opened := strings.TrimLeft(before, "(")
	switch {
	case after == "–" || after == "—":
		return 200
	case number(bare) && (number(before) || beforeNumber[opened] || beforeNumber[strings.ToLower(opened)]),
		number(opened) && afterNumber[bare],
		companyForms[bare] || companyForms[after],
		companyForms[before] && roman(bare),
		beforeName[opened], initial(opened),
		enumerator(before),
		len(opened) == 4 && number(opened) && len(bare) == 2 && bare == strings.ToUpper(bare): // 3071 JL
		return tiePenalty
	}
	return 0
}

// number reports whether a word is digits with what groups and signs them.
func number(s string) bool {
	digits := false
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits = true
		case !strings.ContainsRune("+-.,/()%", r):
			return false
		}
	}
	return digits && s[len(s)-1] != ','
}

func roman(s string) bool { return s != "" && strings.Trim(s, "IVX") == "" }

// initial reports whether a word is the initials of a name: "J." or "J.P.".
func initial(s string) bool {
	for i, r := range s {
		if (i%2 == 0) != unicode.IsUpper(r) || i%2 == 1 && r != '.' {
			return false
		}
	}
	return len(s) >= 2 && len(s)%2 == 0 && !companyForms[s]
}

// enumerator reports whether a word is a number in a sentence: "(i)", "(b)".
func enumerator(s string) bool {
	inner, ok := strings.CutPrefix(s, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	return ok && closed && inner != "" && (strings.Trim(inner, "ivx") == "" || len(inner) == 1)
}
