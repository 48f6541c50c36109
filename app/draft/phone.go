package draft

import "strings"

// telephone groups a Dutch number as it is read aloud: "+31 10 123 45 67", with spaces that no line ends at. A number of another form or
// country is as it was entered.
func telephone(e164 string) string {
	number, dutch := strings.CutPrefix(e164, "+31")
	if !dutch || len(number) != 9 || strings.Trim(number, "0123456789") != "" {
		return e164
	}
	var widths []int
	switch area := number[:2]; {
	case area[0] == '6':
		widths = []int{1, 2, 2, 2, 2}
	case strings.Contains(shortAreas, area):
		widths = []int{2, 3, 2, 2}
	case area[0] == '0' || area[0] > '7':
		return e164
	default:
		widths = []int{3, 2, 2, 2}
	}
	out := "+31"
	for _, w := range widths {
		out, number = out+"\u00A0"+number[:w], number[w:]
	}
	return out
}

// shortAreas are the area codes and services of two digits; every other area code has three (Nummerplan telefoon- en ISDN-diensten).
const shortAreas = "10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58 70 71 72 73 74 75 76 77 78 79 82 84 85 87 88 91"
