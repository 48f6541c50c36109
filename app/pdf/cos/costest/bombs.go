package costest

import (
	"bytes"
	"fmt"
	"strings"

	"verwoord/app/pdf/cos"
)

// Bomb is a file that asks for much more work or memory than its length suggests.
type Bomb struct {
	Name string
	Data []byte
}

// Bombs makes one of each kind, of about n bytes where the kind has a length of its own choosing.
func Bombs(n int) []Bomb {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	count := func(format string, each int) string {
		var b strings.Builder
		for i := range n / each {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return []Bomb{
		{"digits between objects", behind(fill("1"))},
		{"numbers between objects", behind(fill("1 0 "))},
		{"comments between objects", behind(fill("1 0%"))},
		{"spaces between objects", behind(fill(" "))},
		{"objects between objects", behind(fill("3 0 obj "))},
		{"digits alone", damaged(fill("1"))},
		{"numbers alone", damaged(fill("1 0 "))},
		{"comments alone", damaged(fill("1 0%"))},
		{"comments before obj", damaged(fill("1 0 obj%"))},
		{"literals that do not end", damaged(fill("1 0 obj("))},
		{"hexadecimal strings that do not end", damaged(fill("1 0 obj<0"))},
		{"arrays that do not end", damaged(fill("1 0 obj["))},
		{"dictionaries that do not end", damaged(fill("1 0 obj<</A"))},
		{"objects that do not end", damaged(count("%d 0 obj ", 12))},
		{"streams that do not end", damaged(count("%d 0 obj<<>>stream\n", 24))},
		{"streams that all end in one place", damaged(count("%d 0 obj<<>>stream\n", 24) + "endstream")},
		{"trailers", damaged(fill("trailer<<"))},
		{"comments of a trailer", damaged(fill("trailer%"))},
		{"an array of hexadecimal strings that do not end", object("[" + fill("<0") + "]")},
		{"an array of numbers before comments", object("[" + fill("1 0%\n") + "]")},
		{"an array of numbers", object("[" + fill("0 ") + "]")},
		{"an array of names", object("[" + count("/N%d", 8) + "]")},
		{"an array of dictionaries", object("[" + fill("<</A 1>>") + "]")},
		{"a number of many digits", object(fill("7"))},
		{"a long name", object("/" + fill("#41"))},
		{"a dictionary of many keys", object("<<" + count("/K%d 0", 10) + ">>")},
		{"a dictionary of one key", object("<<" + fill("/K 0") + ">>")},
		{"deep arrays", object(fill("["))},
		{"deep dictionaries", object(fill("<</A"))},
		{"a comment in an object", object("[1 %" + fill("x") + "\n 2]")},
		{"listed objects that do not end", listed(n, "(")},
		{"listed objects within a comment", listed(n, "1%")},
		{"listed streams that do not end", listed(n, "<<>>stream\n")},
		{"listed streams of another length", listed(n, "<</Length 3 0 R>>stream\nx endstream endobj\n")},
		{"packed keys", packed("<<" + count("/K%d 0", 10) + ">>")},
		{"packed nothing", packed("[" + strings.Repeat("0 ", 30*n) + "]")},
		{"packed dictionaries", packed("[" + strings.Repeat("<</A 1>>", 4*n) + "]")},
		{"packed literals", packed("[" + strings.Repeat("()", 20*n) + "]")},
		{"packed members in one place", overlapping(n)},
		{"a predictor of many columns", stream("/DecodeParms<</Predictor 12/Columns 16777216/Colors 32/BitsPerComponent 16>>", []byte{0, 1, 2})},
		{"a predictor of one column", stream("/DecodeParms<</Predictor 12/Columns 1>>", make([]byte, 30*n))},
		{"many filters", filtered(n)},
		{"a chain of sections", sections(n)},
		{"validation data in every revision", stores(n, 20)},
		{"validation data in many revisions", stores(n, 400)},
		{"a section of many numbers", numbers(n)},
		{"one number many times", repeated(n)},
		{"trees that bite their tails", rings()},
	}
}

// body is what the bombs have in common: a page, a form and, as object 4, what is asked.
func body(four string) []string {
	return []string{
		"<</Type/Catalog/Pages 2 0 R/AF[4 0 R]/AcroForm<</Fields[4 0 R]/SigFlags 3>>/Metadata 4 0 R/StructTreeRoot 4 0 R/DSS 4 0 R/Names 4 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Annots[4 0 R]/Resources<<>>>>",
		four,
	}
}

// Listed writes bodies as objects 1, 2, … of a file with a cross-reference table, and something behind the last of them.
func Listed(bodies []string, between string) []byte {
	b := bytes.NewBufferString("%PDF-1.7\n")
	rows := ""
	for i, body := range bodies {
		rows += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	b.WriteString(between)
	b.WriteByte('\n')
	start := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(bodies)+1, rows, len(bodies)+1, start)
	return b.Bytes()
}

func behind(between string) []byte { return Listed(body("<<>>"), between) }

func object(four string) []byte { return Listed(body(four), "") }

// damaged has no cross-reference: its objects must be looked for.
func damaged(content string) []byte {
	return []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]>>endobj\n" + content)
}

// listed has objects that all go on to the end of the file.
func listed(n int, start string) []byte {
	b := bytes.NewBufferString("%PDF-1.7\n")
	rows := ""
	add := func(i int, s string) {
		rows += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(b, "%d 0 obj%s", i, s)
	}
	for i, s := range body("<<>>") {
		add(i+1, s+"endobj\n")
	}
	last := 4
	for b.Len()+len(rows) < n {
		last++
		add(last, start)
	}
	b.WriteByte('\n')
	end := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", last+1, rows, last+1, end)
	return b.Bytes()
}

// stream is a file whose fourth object is a deflated stream.
func stream(entries string, data []byte) []byte {
	s := cos.Deflate(cos.Dict{}, data)
	return object(fmt.Sprintf("<</Filter/FlateDecode/Length %d%s>>\nstream\n%s\nendstream", len(s.Data), entries, s.Data))
}

// packed is a file with an object in an object stream.
func packed(four string) []byte { return withStream("4 0 ", 1, four) }

// overlapping has members that all stand in one place, a literal that does not end.
func overlapping(n int) []byte {
	head := "4 0 "
	count := 1
	for ; len(head) < n; count++ {
		head += fmt.Sprintf("%d 0 ", 10+count)
	}
	return withStream(head, count, strings.Repeat("(", n))
}

// withStream packs members, the last of whose numbers come behind those of body.
func withStream(head string, count int, content string) []byte {
	s := cos.Deflate(cos.Dict{}, []byte(head+content))
	b := bytes.NewBufferString("%PDF-1.7\n")
	var rows []byte
	at := func(kind byte, a, b int) {
		rows = append(rows, kind, byte(a>>24), byte(a>>16), byte(a>>8), byte(a), byte(b>>16), byte(b>>8), byte(b))
	}
	for i, o := range body("")[:3] {
		at(1, b.Len(), 0)
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at(2, 5, 0)
	at(1, b.Len(), 0)
	fmt.Fprintf(b, "5 0 obj\n<</Type/ObjStm/Extends 5 0 R/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", count, len(head), len(s.Data), s.Data)
	at(1, b.Len(), 0)
	index := fmt.Sprintf("1 6 11 %d", count-1)
	for i := range count - 1 {
		at(2, 5, i+1)
	}
	x := cos.Deflate(cos.Dict{}, rows)
	start := b.Len()
	fmt.Fprintf(b, "6 0 obj\n<</Type/XRef/Size %d/Index[%s]/W[1 4 3]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		count+20, index, len(x.Data), x.Data, start)
	return b.Bytes()
}

// filtered is nothing that was deflated eight times over.
func filtered(n int) []byte {
	data := make([]byte, 60*n)
	for range 8 {
		data = cos.Deflate(cos.Dict{}, data).Data
	}
	filters := strings.Repeat("/FlateDecode", 8)
	return object(fmt.Sprintf("<</Filter[%s]/Length %d>>\nstream\n%s\nendstream", filters, len(data), data))
}

// stores is so many revisions of a file whose signature has much validation data, by itself and in lists.
func stores(n, revisions int) []byte {
	four := bytes.NewBufferString("<</FT/Sig/T(a)/V 4 0 R/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 1 2 3]/Contents<00>/Certs[")
	for four.Len() < n/2 {
		four.WriteString("3 0 R ")
	}
	four.WriteString("]/VRI<<")
	for i := 0; four.Len() < n-110*revisions; i++ {
		fmt.Fprintf(four, "/A%d<</CRL[3 0 R]>>", i)
	}
	four.WriteString(">>>>")
	b := bytes.NewBuffer(object(four.String()))
	for range revisions {
		again(b)
	}
	return b.Bytes()
}

// again appends a revision that lists the page anew.
func again(b *bytes.Buffer) {
	prev, start := bytes.LastIndex(b.Bytes(), []byte("\nxref\n"))+1, b.Len()
	page := bytes.Index(b.Bytes(), []byte("3 0 obj"))
	fmt.Fprintf(b, "\nxref\n3 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", page, prev, start+1)
}

// sections is as many revisions as fit, each of which lists objects anew.
func sections(n int) []byte {
	b := bytes.NewBuffer(object("<<>>"))
	prev := bytes.LastIndex(b.Bytes(), []byte("xref\n0"))
	page := bytes.Index(b.Bytes(), []byte("3 0 obj"))
	for b.Len() < n {
		start := b.Len()
		fmt.Fprintf(b, "xref\n3 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", page, prev, start)
		prev = start
	}
	return b.Bytes()
}

// numbers lists a million numbers in a stream that is small.
func numbers(n int) []byte {
	count := min(1_000_000, 8*n)
	rows := make([]byte, 7*count)
	for i := range count {
		copy(rows[7*i:], []byte{2, 0, 0, 4, 0, 0, 0})
	}
	x := cos.Deflate(cos.Dict{}, rows)
	b := bytes.NewBuffer(object("<<>>"))
	prev := bytes.LastIndex(b.Bytes(), []byte("xref\n0"))
	start := b.Len()
	fmt.Fprintf(b, "9 0 obj\n<</Type/XRef/Size %d/Index[10 %d]/W[1 3 3]/Root 1 0 R/Prev %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		count+10, count, prev, len(x.Data), x.Data, start)
	return b.Bytes()
}

// repeated lists one number as often as fits.
func repeated(n int) []byte {
	b := bytes.NewBuffer(object("<<>>"))
	prev := bytes.LastIndex(b.Bytes(), []byte("xref\n0"))
	page := bytes.Index(b.Bytes(), []byte("3 0 obj"))
	start := b.Len()
	b.WriteString("xref\n")
	for i := range n / 24 {
		fmt.Fprintf(b, "3 1\n%010d 00000 n \n", page+i%2)
	}
	fmt.Fprintf(b, "trailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", prev, start)
	return b.Bytes()
}

// rings has trees of pages, fields, names, elements and outlines that lead back to themselves, twice at each turn.
func rings() []byte {
	return Listed([]string{
		"<</Type/Catalog/Pages 2 0 R/AF[5 0 R]/AcroForm<</Fields[4 0 R 4 0 R]/SigFlags 3>>/StructTreeRoot 6 0 R/Names<</EmbeddedFiles 5 0 R>>/Outlines 7 0 R>>",
		"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3/Parent 2 0 R>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Annots[4 0 R 4 0 R]/Resources<<>>>>",
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/Kids[4 0 R 4 0 R]/Parent 4 0 R/V 4 0 R/Rect[0 0 9 9]>>",
		"<</Kids[5 0 R 5 0 R]/Names[(a)5 0 R]/EF<</F 5 0 R>>/AFRelationship/Data>>",
		"<</Type/StructTreeRoot/K[6 0 R 6 0 R]/ParentTree 5 0 R/P 6 0 R/S/Document>>",
		"<</First 7 0 R/Last 7 0 R/Next 7 0 R/Prev 7 0 R/Title(a)>>",
	}, "")
}
