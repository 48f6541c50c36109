package cos_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
)

var simple = []string{
	"<</Type/Catalog/Pages 2 0 R/Hidden 5 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
	"<</Length 7>>\nstream\nEUR 100\nendstream",
}

// flaws are those of every revision, each code once.
func flaws(t *testing.T, data []byte) string {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil || f.Repaired {
		t.Fatalf("%v, repaired %v", err, f != nil && f.Repaired)
	}
	var all []string
	for i := range f.Revisions {
		for _, flaw := range f.At(i).Flaws() {
			if s := fmt.Sprintf("%d:%s %d", i, flaw.Code, flaw.Object); flaw.Code != cos.FlawUnlisted && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return strings.Join(all, ", ")
}

// What Word writes can be read, hidden objects too, and can be added to.
func TestWord(t *testing.T) {
	data := costest.Word(simple, "<</A 7>>", nil)
	if got := flaws(t, data); got != "1:earlier 6" {
		t.Error(got)
	}
	f, _ := cos.Open(data)
	if got := f.Dict(f.Dict(f.Trailer["Root"])["Hidden"])["A"]; got != int64(7) {
		t.Errorf("what is hidden is %v", got)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	u.Add(cos.Dict{"B": int64(8)})
	page := u.Dict(cos.Ref{Number: 3})
	page["Rotate"] = int64(90)
	u.Set(cos.Ref{Number: 3}, page)
	next, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if got := flaws(t, next); got != "1:earlier 6" {
		t.Error(got)
	}
	// PDFBox takes the whole trailer over, and with it the stream that says where everything was.
	var stream int64
	if stream, _ = f.Trailer["XRefStm"].(int64); stream == 0 {
		t.Fatal("no stream")
	}
	i := bytes.LastIndex(next, []byte("trailer\n<<"))
	taken := append(bytes.Clone(next[:i]), fmt.Appendf(nil, "trailer\n<</XRefStm %d%s", stream, next[i+len("trailer\n<<"):])...)
	if got := flaws(t, taken); got != "1:earlier 6" {
		t.Error(got)
	}
	if f, err = cos.Open(taken); err != nil || f.Dict(cos.Ref{Number: 3})["Rotate"] != int64(90) {
		t.Errorf("the page is as it was: %v", err)
	}
	// A program that does not know such files would see another page than one that does.
	other := costest.Word(append(slices.Clone(simple), "<</Length 7>>\nstream\nEUR 999\nendstream"), "<<>>", func(at []int, stream int) [][2]int {
		return [][2]int{{1, at[0]}, {1, at[1]}, {1, at[2]}, {2, stream}, {1, at[4]}, {2, stream}, {1, at[5]}}
	})
	if got := flaws(t, other); !strings.Contains(got, "object-twice 4") {
		t.Errorf("a page for some and another for others: %s", got)
	}
}

// A cross-reference stream may call its own number free, and a program may leave its name before startxref: iText and OpenPDF do both.
func TestStreamOfItsOwn(t *testing.T) {
	var objects []cos.Object
	for _, d := range []cos.Dict{{"Type": cos.Name("Catalog"), "Pages": cos.Ref{Number: 2}}, {"Type": cos.Name("Pages"), "Kids": cos.Array{}, "Count": int64(0)}} {
		objects = append(objects, d)
	}
	base := costest.Packed(objects, cos.Ref{Number: 1}, cos.Ref{})
	f, err := cos.Open(base)
	if err != nil {
		t.Fatal(err)
	}
	prev := f.Revisions[0].Section
	at := len(base)
	data := append(bytes.Clone(base), "5 0 obj\n<</A 1>>\nendobj\n"...)
	section := len(data)
	rows := []byte{1, byte(at >> 8), byte(at), 0, 0, 0, 0, 255}
	data = fmt.Appendf(data, "6 0 obj\n<</Type/XRef/Size 7/Index[5 2]/W[1 2 1]/Root 1 0 R/Prev %d/Length %d>>stream\n%s\nendstream\nendobj\n%%iText-5.5.13.4\nstartxref\n%d\n%%%%EOF\n",
		prev, len(rows), rows, section)
	if got := flaws(t, data); got != "" {
		t.Error(got)
	}
}
