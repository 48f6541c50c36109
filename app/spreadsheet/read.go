package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
)

// Sheet is a sheet of a workbook: its name, and what a person reads in its cells. Rows may differ in length, and none is only blank at its end.
type Sheet struct {
	Name string
	Rows [][]string
}

// What a file is that Read cannot read.
var (
	// ErrNoWorkbook is a file that is no workbook in XLSX, or a damaged one.
	ErrNoWorkbook = errors.New("no workbook in XLSX")
	// ErrOld is a workbook as programs wrote it before 2007, or one behind a password: both are an OLE file.
	ErrOld = errors.New("a workbook of before 2007, or behind a password")
	// ErrTooLarge is a workbook that unpacks to more than mostUnpacked, or has a cell beyond mostRows or mostColumns.
	ErrTooLarge = errors.New("a workbook that is too large")
)

// What is read of a workbook at most.
const (
	mostUnpacked = 64 << 20 // bytes, all parts together
	mostRows     = 50_000
	mostColumns  = 256
	mostCells    = 1_000_000
)

// Read reads the sheets of a workbook (XLSX: ECMA-376, part 1) that have anything in them, in their order. A number is what it is, and a day is
// 2026-12-31, whatever the look that was chosen for it; what a formula gave is read, and the formula is not.
func Read(data []byte) ([]Sheet, error) {
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return nil, ErrOld
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrNoWorkbook
	}
	b := &book{zip: z, left: mostUnpacked, cells: mostCells, looks: map[int]look{}}
	sheets, err := b.read()
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("%w: %w", ErrNoWorkbook, err)
	}
	return sheets, err
}

// book is a workbook that is being read.
type book struct {
	zip     *zip.Reader
	left    int64 // bytes that may still be unpacked
	cells   int   // that may still be read
	strings []string
	looks   map[int]look // of the cells, by the number of their style
	since   time.Time    // day 0
}

func (b *book) read() ([]Sheet, error) {
	main := "xl/workbook.xml"
	if of, err := b.relations("_rels/.rels", ""); err == nil {
		for _, r := range of {
			if strings.HasSuffix(r.Type, "/officeDocument") {
				main = r.Target
			}
		}
	}
	var w struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Attr []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(main, &w); err != nil {
		return nil, err
	}
	b.since = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if p := w.Properties.Date1904; p == "1" || p == "true" {
		b.since = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	of, err := b.relations(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), path.Dir(main))
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range of {
		targets[r.ID] = r.Target
		switch {
		case strings.HasSuffix(r.Type, "/sharedStrings"):
			err = b.readStrings(r.Target)
		case strings.HasSuffix(r.Type, "/styles"):
			err = b.readLooks(r.Target)
		}
		if err != nil {
			return nil, err
		}
	}
	var out []Sheet
	for _, s := range w.Sheets {
		for _, a := range s.Attr {
			if a.Name.Local != "id" || targets[a.Value] == "" {
				continue
			}
			rows, err := b.sheet(targets[a.Value])
			if err != nil {
				return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
			}
			if len(rows) > 0 {
				out = append(out, Sheet{s.Name, rows})
			}
		}
	}
	return out, nil
}
