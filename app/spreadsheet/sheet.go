package spreadsheet

import (
	"encoding/xml"
	"strconv"
)

// sheet reads the rows of a sheet.
func (b *book) sheet(name string) (rows [][]string, err error) {
	row, column := -1, -1
	err = b.walk(name, func(e xml.StartElement, d *xml.Decoder) error {
		switch e.Name.Local {
		case "row":
			row, column = row+1, -1
			if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
				row = n - 1
			}
		case "c":
			column++
			if n, ok := columnOf(attribute(e, "r")); ok {
				column = n
			}
			said, err := b.cell(e, d)
			if err != nil || said == "" {
				return err
			}
			if b.cells--; row >= mostRows || column >= mostColumns || b.cells < 0 {
				return ErrTooLarge
			}
			for len(rows) <= max(row, 0) {
				rows = append(rows, nil)
			}
			at := &rows[max(row, 0)]
			for len(*at) <= column {
				*at = append(*at, "")
			}
			(*at)[column] = said
		}
		return nil
	})
	return rows, err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// columnOf is the column of a place, from 0: 27 of AB12.
func columnOf(place string) (n int, ok bool) {
	for i := 0; i < len(place); i++ {
		c := place[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		if n = n*26 + int(c-'A') + 1; n > 1<<20 {
			return n, true // beyond every sheet
		}
	}
	return n - 1, n > 0
}
