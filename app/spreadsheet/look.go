package spreadsheet

import (
	"strings"
)

// look is what of the look of a number says what it is.
type look struct {
	day    bool
	digits int // that it has at least, with noughts before it
}

// readLooks reads which styles say that a number is a day, or how many digits it has.
func (b *book) readLooks(name string) error {
	var s struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(name, &s); err != nil {
		return err
	}
	own := map[int]look{}
	for _, f := range s.Formats {
		own[f.ID] = lookOf(f.Code)
	}
	for i, c := range s.Cells {
		if l, ok := own[c.Format]; ok {
			b.looks[i] = l
		} else if f := c.Format; f >= 14 && f <= 17 || f == 22 || f >= 27 && f <= 36 || f >= 50 && f <= 58 { // ECMA-376, part 1, 18.8.30
			b.looks[i] = look{day: true}
		}
	}
	return nil
}

// lookOf reads the code of a look: one with a day or a year in it, outside what is quoted, is a day; one of noughts alone pads.
func lookOf(code string) look {
	if code != "" && strings.Trim(code, "0") == "" {
		return look{digits: len(code)}
	}
	quoted, bracketed := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == ']':
			bracketed = c == '['
		case c == ';':
			return look{}
		case !bracketed && strings.IndexByte("yYdDjJ", c) >= 0:
			return look{day: true}
		}
	}
	return look{}
}
