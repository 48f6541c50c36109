package spreadsheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// parts are the parts of a workbook that are always the same.
var parts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	// Style 1 is the head: bold. Style 0 is a cell: its lines are broken, and it stands at the top.
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`},
}

const prolog = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// XLSX writes the table as a workbook of one sheet, whose head stays in sight.
func (t Table) XLSX() []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(name, text string) {
		f, err := w.Create(name) // without a moment: the same table gives the same bytes
		if err == nil {
			_, err = f.Write([]byte(prolog + text))
		}
		if err != nil {
			panic(err) // it goes to memory
		}
	}
	for _, p := range parts {
		add(p[0], p[1])
	}
	add("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" `+
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="`+escaped(sheetName(t.Name))+
		`" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	add("xl/worksheets/sheet1.xml", t.sheet())
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// sheet is the part with the rows. Every cell is a text of its own (inlineStr): a program does not look for a formula in it.
func (t Table) sheet() string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for n := range t.Head {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, n+1, n+1, t.width(n))
	}
	b.WriteString(`</cols><sheetData>`)
	for n, row := range append([][]string{t.Head}, t.Rows...) {
		fmt.Fprintf(&b, `<row r="%d">`, n+1)
		style := 0
		if n == 0 {
			style = 1
		}
		for at, cell := range row {
			fmt.Fprintf(&b, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, column(at), n+1, style, escaped(cell))
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

// width is how wide a column is, in characters: as its longest line, within bounds.
func (t Table) width(n int) int {
	longest := 8
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		if n >= len(row) {
			continue
		}
		for line := range strings.Lines(row[n]) {
			longest = max(longest, utf8.RuneCountInString(line)+2)
		}
	}
	return min(longest, 60)
}

// column is the name of a column, from 0: A to Z, then AA.
func column(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return column(n/26-1) + string(rune('A'+n%26))
}

// sheetName is a name without what a sheet may not have in it, of at most 31 characters.
func sheetName(name string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, name))
	if name := strings.TrimSpace(string(runes[:min(len(runes), 31)])); name != "" {
		return name
	}
	return "1"
}

// escaped is a text in XML, without what XML cannot hold.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, text))
}
