//go:build !js

package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"verwoord/app/spreadsheet"
)

var hostile = spreadsheet.Table{Name: `Log [van] "alle"/klanten die er ooit zijn geweest`, Head: []string{"Kenmerk", "Tekst"}, Rows: [][]string{
	{"1", `=HYPERLINK("http://example.com";"x")`}, {"2", "+31 10 123 45 67"}, {"3", "-1"}, {"4", "@SUM(A1)"}, {"5", "\t=1+1"}, {"6", " =1"},
	{"7", "＝1+1"}, {"8", "één; \"twee\"\ndrie & <vier>"}, {"9", "gewoon = goed"}, {"10", "a\x00b\x1fc"}, {"11", "|cmd"}, {"12", ""},
}}

// No cell begins a formula, in whatever way a program looks for one, and what is no danger comes back as it was.
func TestCSV(t *testing.T) {
	data := hostile.CSV()
	if !bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		t.Error("no mark of UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(data[3:]))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != len(hostile.Rows)+1 {
		t.Fatal(err, rows)
	}
	for n, row := range rows[1:] {
		want := hostile.Rows[n][1]
		cell := strings.TrimLeft(row[1], " \t\r\n")
		if strings.IndexAny(cell, "=+-@|") == 0 || strings.HasPrefix(cell, "＝") {
			t.Errorf("row %s is a formula: %q", row[0], row[1])
		}
		if row[1] != want && row[1] != "'"+want {
			t.Errorf("row %s: %q, not %q", row[0], row[1], want)
		}
	}
	if rows[8][1] != hostile.Rows[7][1] || rows[9][1] != hostile.Rows[8][1] {
		t.Errorf("changed without need: %q", rows[8:10])
	}
}

// The workbook has every cell as a text, its parts are XML, and twice written it is the same.
func TestXLSX(t *testing.T) {
	data := hostile.XLSX()
	if !bytes.Equal(data, hostile.XLSX()) {
		t.Error("twice written it differs")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		text := false
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if token.Name.Local == "f" {
					t.Errorf("%s has a formula", f.Name)
				}
				if text = token.Name.Local == "t"; text {
					cells = append(cells, "")
				}
			case xml.EndElement:
				text = false
			case xml.CharData:
				if text {
					cells[len(cells)-1] += string(token)
				}
			}
		}
	}
	want := slices.Concat(hostile.Head, slices.Concat(hostile.Rows...))
	want[slices.Index(want, "a\x00b\x1fc")] = "abc"
	if !slices.Equal(cells, want) {
		t.Errorf("cells %q\nwant  %q", cells, want)
	}
}
