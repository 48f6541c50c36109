package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
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

// look is what of the look of a number says what it is.
type look struct {
	day    bool
	digits int // that it has at least, with noughts before it
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

// open opens a part, which is counted as it is unpacked.
func (b *book) open(name string) (io.ReadCloser, error) {
	for _, f := range b.zip.File {
		if strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) {
			r, err := f.Open()
			return &counted{r, b}, err
		}
	}
	return nil, fmt.Errorf("no part %s", name)
}

type counted struct {
	io.ReadCloser
	book *book
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.book.left -= int64(n); c.book.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// decode reads a small part.
func (b *book) decode(name string, into any) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(r).Decode(into)
}

// relation says which part another part means by an id.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations are those of a part in a folder, with their targets from the root.
func (b *book) relations(name, folder string) ([]relation, error) {
	var of struct {
		All []relation `xml:"Relationship"`
	}
	if err := b.decode(name, &of); err != nil {
		return nil, err
	}
	out := of.All[:0]
	for _, r := range of.All {
		if r.Mode == "External" {
			continue
		}
		if rest, rooted := strings.CutPrefix(r.Target, "/"); rooted {
			r.Target = path.Clean(rest)
		} else {
			r.Target = path.Join(folder, r.Target)
		}
		out = append(out, r)
	}
	return out, nil
}

// walk calls a function at the begin of each element of a part.
func (b *book) walk(name string, at func(e xml.StartElement, d *xml.Decoder) error) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := at(e, d); err != nil {
				return err
			}
		}
	}
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
