//go:build !js

package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/spreadsheet"
)

// A table that is written is read back as it was: what XML cannot hold is left out.
func TestReadBack(t *testing.T) {
	sheets, err := spreadsheet.Read(hostile.XLSX())
	if err != nil || len(sheets) != 1 {
		t.Fatal(err, sheets)
	}
	want := append([][]string{hostile.Head}, hostile.Rows...)
	want = slices.Clone(want)
	want[10] = []string{"10", "abc"}
	want[12] = []string{"12"} // and nothing beside it
	if !reflect.DeepEqual(sheets[0].Rows, want) {
		t.Errorf("%q\nwant %q", sheets[0].Rows, want)
	}
}

// zipped is a workbook of the parts of a text file.
func zipped(t testing.TB, parts []txtar.File) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		f, err := w.Create(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(p.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The workbook of testdata/workbook.txtar, as other programs write them: shared and formatted texts, days of both calendars, numbers, formulas,
// rows and cells that are left out, a sheet with nothing in it, and a root that points elsewhere. Its last part is what is read.
func TestRead(t *testing.T) {
	a, err := txtar.ParseFile("testdata/workbook.txtar")
	if err != nil {
		t.Fatal(err)
	}
	parts, want := a.Files[:len(a.Files)-1], string(a.Files[len(a.Files)-1].Data)
	sheets, err := spreadsheet.Read(zipped(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, s := range sheets {
		fmt.Fprintln(&got, s.Name)
		for _, row := range s.Rows {
			fmt.Fprintf(&got, "%q\n", row)
		}
	}
	if got.String() != want {
		t.Errorf("read:\n%s\nwant:\n%s", got.String(), want)
	}
}

// What is no workbook, or one that would take all memory, is refused, and says which.
func TestReadRefuses(t *testing.T) {
	sheet := func(cells string) []byte {
		return zipped(t, []txtar.File{
			{Name: "xl/workbook.xml", Data: []byte(`<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>`)},
			{Name: "xl/_rels/workbook.xml.rels", Data: []byte(`<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/a.xml"/></Relationships>`)},
			{Name: "xl/worksheets/a.xml", Data: []byte(`<worksheet><sheetData>` + cells + `</sheetData></worksheet>`)},
		})
	}
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":             {nil, spreadsheet.ErrNoWorkbook},
		"a text":              {[]byte("Naam;Dienst"), spreadsheet.ErrNoWorkbook},
		"before 2007":         {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), spreadsheet.ErrOld},
		"another zip":         {zipped(t, []txtar.File{{Name: "content.xml", Data: []byte("<x/>")}}), spreadsheet.ErrNoWorkbook},
		"not XML":             {sheet("<row><c></row>"), spreadsheet.ErrNoWorkbook},
		"a text that is not":  {sheet(`<row r="1"><c r="A1" t="s"><v>7</v></c></row>`), spreadsheet.ErrNoWorkbook},
		"the last row of all": {sheet(`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`), spreadsheet.ErrTooLarge},
		"a column beyond all": {sheet(`<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>`), spreadsheet.ErrTooLarge},
		"a bomb":              {sheet(strings.Repeat(" ", 65<<20)), spreadsheet.ErrTooLarge},
		"good":                {sheet(`<row><c><v>1</v></c></row>`), nil},
	} {
		if _, err := spreadsheet.Read(c.file); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever a file holds, reading it ends within its bounds.
func FuzzRead(f *testing.F) {
	a, err := txtar.ParseFile("testdata/workbook.txtar")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(zipped(f, a.Files[:len(a.Files)-1]))
	f.Add(hostile.XLSX())
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := spreadsheet.Read(data)
		if err != nil && sheets != nil {
			t.Error("sheets and an error")
		}
		for _, s := range sheets {
			if len(s.Rows) == 0 || len(s.Rows[len(s.Rows)-1]) == 0 {
				t.Errorf("a sheet that ends in nothing: %q", s.Rows)
			}
		}
	})
}
