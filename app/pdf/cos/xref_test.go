package cos

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// hybrid is a file with a table for readers that know no streams, and a stream that has what the table hides: object 5, in object
// stream 6 (ISO 32000-1, 7.5.8.4).
func hybrid(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	at := map[int]int{}
	add := func(number int, body string) {
		at[number] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", number, body)
	}
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	add(1, "<</Type/Catalog/Pages 2 0 R/Names 5 0 R>>")
	add(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
	add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>>")
	add(4, "<</Length 13>>\nstream\n0 0 m 9 9 l S\nendstream")
	add(6, "<</Type/ObjStm/N 1/First 4/Length 12>>\nstream\n5 0 <</A 1>>\nendstream")
	rows := string([]byte{2, 0, 6, 0})
	add(7, fmt.Sprintf("<</Type/XRef/Size 8/W[1 2 1]/Index[5 1]/Length %d>>\nstream\n%s\nendstream", len(rows), rows))
	start := b.Len()
	b.WriteString("xref\n0 8\n0000000005 65535 f\r\n")
	for n := 1; n < 8; n++ {
		if n == 5 {
			b.WriteString("0000000000 00000 f\r\n")
		} else {
			fmt.Fprintf(&b, "%010d 00000 n\r\n", at[n])
		}
	}
	fmt.Fprintf(&b, "trailer\n<</Size 8/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n", at[7], start)
	return b.Bytes()
}

// linearized is a file whose first section stands in front and whose main one stands at the end (ISO 32000-1, annex F).
func linearized(t testing.TB) []byte {
	t.Helper()
	head := "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	front := "xref\n3 2\n%010d 00000 n\r\n%010d 00000 n\r\ntrailer\n<</Size 5/Root 1 0 R/Prev %010d>>\nstartxref\n0\n%%%%EOF\n"
	size := len(fmt.Sprintf(front, 0, 0, 0))
	var b bytes.Buffer
	b.WriteString(head + strings.Repeat(" ", size))
	at := map[int]int{}
	for _, o := range []struct {
		number int
		body   string
	}{
		{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>>"},
		{4, "<</Length 13>>\nstream\n0 0 m 9 9 l S\nendstream"},
		{1, "<</Type/Catalog/Pages 2 0 R>>"},
		{2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"},
	} {
		at[o.number] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", o.number, o.body)
	}
	main := b.Len()
	fmt.Fprintf(&b, "xref\n0 3\n0000000000 65535 f\r\n%010d 00000 n\r\n%010d 00000 n\r\ntrailer\n<</Size 3>>\nstartxref\n%d\n%%%%EOF\n", at[1], at[2], len(head))
	data := b.Bytes()
	copy(data[len(head):], fmt.Sprintf(front, at[3], at[4], main))
	return data
}

func TestHybrid(t *testing.T) {
	data := hybrid(t)
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	page(t, f)
	if f.Repaired || len(f.Revisions) != 1 || f.Dict(Ref{5, 0})["A"] != int64(1) {
		t.Errorf("repaired %v, %d revisions, hidden object %v", f.Repaired, len(f.Revisions), f.Get(Ref{5, 0}))
	}
	judge(t, "hybrid", data)
}

func TestLinearized(t *testing.T) {
	data := linearized(t)
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	page(t, f)
	if f.Repaired || len(f.Revisions) != 1 || f.Revisions[0].End != int64(len(data)) {
		t.Errorf("repaired %v, revisions %+v", f.Repaired, f.Revisions)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	u.Add(int64(1))
	next, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if f, err = Open(next); err != nil || f.Repaired || len(f.Revisions) != 2 || f.Revisions[1].Start != int64(len(data)) {
		t.Errorf("updated: %v %+v", err, f)
	}
	judge(t, "updated", next)
}

// TestCircles: sections, objects and streams that lead to themselves end somewhere.
func TestCircles(t *testing.T) {
	data := tabled([]string{"<</Type/Catalog/Pages 2 0 R/A 3 0 R/S 4 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", "3 0 R", "<</Length 4 0 R>>\nstream\nx\nendstream"})
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if o := f.Resolve(Ref{3, 0}); o != nil {
		t.Errorf("a reference to itself is %v", o)
	}
	if s, ok := f.Get(Ref{4, 0}).(*Stream); !ok || string(s.Data) != "x" {
		t.Errorf("a stream as long as itself is %v", s)
	}
	start := bytes.LastIndex(data, []byte("xref\n0"))
	circle := bytes.Replace(data, []byte("/Root 1 0 R"), fmt.Appendf(nil, "/Root 1 0 R/Prev %d", start), 1)
	if f, err = Open(circle); err != nil || !f.Repaired {
		t.Errorf("a section before itself: %v", err)
	}
}

func TestStreamData(t *testing.T) {
	open := func() *File {
		f, err := Open(tiny(t))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	bomb := make([]byte, maxStream+1)
	predicted := Deflate(Dict{"DecodeParms": Dict{"Predictor": int64(15), "Columns": int64(3)}},
		[]byte{0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1})
	twice := Deflate(Dict{}, []byte("twice"))
	both := Deflate(Dict{}, twice.Data)
	both.Dict["Filter"] = Array{Name("FlateDecode"), Name("Fl")}
	for name, c := range map[string]struct {
		stream *Stream
		want   string
		err    bool
	}{
		"plain":         {&Stream{Data: []byte("abc")}, "abc", false},
		"hexadecimal":   {&Stream{Dict: Dict{"Filter": Name("ASCIIHexDecode")}, Data: []byte("61 6 2 63>")}, "abc", false},
		"base 85":       {&Stream{Dict: Dict{"Filter": Array{Name("ASCII85Decode")}}, Data: []byte("<~@:E^~>")}, "abc", false},
		"deflated":      {twice, "twice", false},
		"deflated more": {both, "twice", false},
		"predicted":     {predicted, "\x01\x02\x03\x01\x02\x03\x02\x03\x04\x02\x03\x04\x03\x04\x05", false},
		"too much":      {Deflate(Dict{}, bomb), "", true},
		"cut off":       {&Stream{Dict: Dict{"Filter": Name("FlateDecode")}, Data: twice.Data[:5]}, "", true},
		"unknown":       {&Stream{Dict: Dict{"Filter": Name("DCTDecode")}, Data: nil}, "", true},
	} {
		got, err := open().StreamData(c.stream)
		if (err != nil) != c.err || !c.err && string(got) != c.want {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	f := open()
	if _, err := f.StreamData(Deflate(Dict{}, bomb)); !errors.Is(err, ErrTooComplex) || !errors.Is(f.Err(), ErrTooComplex) {
		t.Errorf("too much: %v", err)
	}
}
