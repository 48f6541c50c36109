// Package spreadsheet writes a table for a spreadsheet program: as XLSX (ECMA-376) or as CSV (RFC 4180). Read reads the sheets of a workbook.
//
// A Table holds texts only, and a text stays a text: nothing that somebody typed becomes a formula. The same table gives the same bytes. What
// is read are texts too, and it is bounded: see Read.
package spreadsheet

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Table is rows under a head.
type Table struct {
	Name string // of the sheet
	Head []string
	Rows [][]string
}

// CSV writes the table with semicolons, as a spreadsheet program in the Netherlands expects, and the mark by which it knows UTF-8. A cell that
// it would take for a formula begins with an apostrophe.
func (t Table) CSV() []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for n, cell := range row {
			if n > 0 {
				b.WriteByte(';')
			}
			b.WriteByte('"')
			b.WriteString(strings.ReplaceAll(guarded(cell), `"`, `""`))
			b.WriteByte('"')
		}
		b.WriteString("\r\n")
	}
	return b.Bytes()
}

// guarded is a cell that no program takes for a formula: also one that trims blanks before it looks.
func guarded(cell string) string {
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \t\r\n\u00a0")); strings.ContainsRune("=+-@|%＝＋－＠", r) {
		return "'" + cell
	}
	return cell
}
