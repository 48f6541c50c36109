package spreadsheet

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// cell is what a person reads in a cell.
func (b *book) cell(e xml.StartElement, d *xml.Decoder) (string, error) {
	value, inline := "", ""
	for valued := false; ; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch x := token.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "v":
				valued = true
			case "is":
				if inline, err = text(d); err != nil {
					return "", err
				}
			}
		case xml.CharData:
			if valued {
				value += string(x)
			}
		case xml.EndElement:
			if valued = false; x.Name.Local == "c" {
				return b.said(attribute(e, "t"), attribute(e, "s"), value, inline)
			}
		}
	}
}

// said is a value of a kind (ECMA-376, part 1, 18.18.11) with a style, as it is read.
func (b *book) said(kind, style, value, inline string) (string, error) {
	switch kind {
	case "inlineStr":
		return inline, nil
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(b.strings) {
			return "", fmt.Errorf("no text %q", value)
		}
		return b.strings[n], nil
	case "d":
		return strings.TrimSuffix(value, "T00:00:00"), nil
	case "", "n":
		n, _ := strconv.Atoi(style)
		return b.number(strings.TrimSpace(value), b.looks[n]), nil
	case "e":
		return "", nil // what a formula could not give
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[value], nil
	default: // what a formula gave
		return unescaped(value), nil
	}
}

// number is a number as it is read, without what a computer makes of its last digits; what is none stays.
func (b *book) number(said string, l look) string {
	v, err := strconv.ParseFloat(said, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return said
	}
	if l.day && v >= 1 && v < 2_958_466 { // up to the year 9999
		days := int(v)
		if b.since.Year() == 1899 && days < 60 {
			days++ // these programs have a 29 February 1900
		}
		return b.since.AddDate(0, 0, days).Format(time.DateOnly)
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	out := strconv.FormatFloat(v, 'f', -1, 64)
	if short := l.digits - len(out); short > 0 && v >= 0 && !strings.Contains(out, ".") {
		out = strings.Repeat("0", short) + out
	}
	return out
}
