package spreadsheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readStrings reads the texts that cells name by their number.
func (b *book) readStrings(name string) error {
	return b.walk(name, func(e xml.StartElement, d *xml.Decoder) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := text(d)
		b.strings = append(b.strings, s)
		return err
	})
}

// text is the text inside an element, up to its end: that of its elements t, without those that say how it is spoken (rPh).
func text(d *xml.Decoder) (string, error) {
	var b strings.Builder
	depth, inside, spoken := 1, 0, 0
	for depth > 0 {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case e.Name.Local == "rPh" && spoken == 0:
				spoken = depth
			case e.Name.Local == "t" && inside == 0:
				inside = depth
			}
		case xml.EndElement:
			if depth == inside {
				inside = 0
			}
			if depth == spoken {
				spoken = 0
			}
			depth--
		case xml.CharData:
			if inside > 0 && spoken == 0 {
				b.Write(e)
			}
		}
	}
	return unescaped(b.String()), nil
}

// unescaped is a text with the characters that XML cannot hold, which are written _x000D_ (ECMA-376, part 1, 22.9.2.19): they are left out.
func unescaped(s string) string {
	for from := 0; ; {
		at := strings.Index(s[from:], "_x")
		if at < 0 {
			return s
		}
		at += from
		if len(s) < at+7 || s[at+6] != '_' {
			from = at + 2
			continue
		}
		n, err := strconv.ParseUint(s[at+2:at+6], 16, 16)
		if err != nil {
			from = at + 2
			continue
		}
		put := ""
		if r := rune(n); r == '\n' || r == '\t' || r >= ' ' {
			put = string(r)
		}
		s, from = s[:at]+put+s[at+7:], at+len(put)
	}
}
