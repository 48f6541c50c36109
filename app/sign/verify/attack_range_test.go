package verify_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
)

// rewrite makes an attack that is a file with a made-up signature dictionary, signed by no one.
func rewrite(dict string) func(*testing.T, victim) []byte {
	return func(*testing.T, victim) []byte {
		field := "<</Type/Annot/Subtype/Widget/FT/Sig/T(processor)/P 3 0 R/F 4/Rect[20 20 200 100]/V 14 0 R>>"
		return contract(map[int]string{10: field, 14: dict})
	}
}

// borrowed is a made-up dictionary with the real Contents of the victim's signature.
func borrowed(rest string) func(*testing.T, victim) []byte {
	return func(t *testing.T, v victim) []byte {
		start, end := contentsOf(t, v.signed)
		return rewrite("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Contents"+string(v.signed[start:end])+rest+">>")(t, v)
	}
}

// contentsOf tells where the Contents of the processor's signature stand.
func contentsOf(t testing.TB, data []byte) (start, end int64) {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	start, end, ok := f.Span(f.Dict(ref(10))["V"].(cos.Ref), "Contents")
	if !ok {
		t.Fatal("no Contents")
	}
	return start, end
}

const detached = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"

// forgeries leave out or spoil what a careless program would need in order to notice (universal signature forgery).
var forgeries = []attack{
	{"no Contents", "contents-doubtful", rewrite(detached + "/ByteRange[0 10 20 30]>>")},
	{"null Contents", "range-gap", rewrite(detached + "/Contents null/ByteRange[0 10 20 30]>>")},
	{"empty Contents", "range-gap", rewrite(detached + "/Contents<>/ByteRange[0 10 20 30]>>")},
	{"zero Contents", "range-gap", rewrite(detached + "/Contents<00>/ByteRange[0 10 20 30]>>")},
	{"nothing at all", "format-unknown", rewrite("<<>>")},
	{"no dictionary", "value-missing", rewrite("null")},
	{"a number for a dictionary", "value-missing", rewrite("1")},
	{"no ByteRange", "range-malformed", borrowed("")},
	{"null ByteRange", "range-malformed", borrowed("/ByteRange null")},
	{"empty ByteRange", "range-malformed", borrowed("/ByteRange[]")},
	{"a ByteRange of two", "range-malformed", borrowed("/ByteRange[0 10]")},
	{"a ByteRange of zeros", "range-gap", borrowed("/ByteRange[0 0 0 0]")},
	{"a negative ByteRange", "range-malformed", borrowed("/ByteRange[0 -1 -1 0]")},
	{"a huge ByteRange", "range-malformed", borrowed("/ByteRange[0 99999999999999999999 0 0]")},
	{"an overflowing ByteRange", "range-malformed", borrowed("/ByteRange[0 10 9223372036854775807 9223372036854775807]")},
	{"a ByteRange of reals", "range-malformed", borrowed("/ByteRange[0.0 10.0 20.0 30.0]")},
	{"a ByteRange of references", "range-malformed", borrowed("/ByteRange[4 0 R 4 0 R 4 0 R 4 0 R]")},
	{"a ByteRange of three ranges", "range-malformed", borrowed("/ByteRange[0 10 20 30 40 50]")},
	{"another SubFilter", "format-unknown", borrowed("/SubFilter/None/ByteRange[0 10 20 30]")},
	{"SHA-1 by name", "algorithm-weak", rewrite("<</Type/Sig/SubFilter/adbe.pkcs7.sha1/Contents<00>/ByteRange[0 1 2 3]>>")},
}

// splice replaces the bytes of Contents, brackets included; with them of the same length everything else stays right.
func splice(change func(contents []byte)) func(*testing.T, victim) []byte {
	return func(t *testing.T, v victim) []byte {
		start, end := contentsOf(t, v.signed)
		out := bytes.Clone(v.signed)
		change(out[start:end])
		return out
	}
}

// wrappings move what was signed to where it is not shown (signature wrapping), or use the bytes that are not signed.
var wrappings = []attack{
	{"the second range moved behind a forged section", "range-gap", wrapped},
	{"a second signature dictionary with the ranges of the first", "range-gap", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) {
			value := f.Dict(ref(10))["V"].(cos.Ref)
			u.Set(value, f.Get(value))
			u.Set(ref(4), &cos.Stream{Dict: cos.Dict{}, Data: []byte("BT ET")})
			d := f.Dict(value)
			u.Set(value, cos.Dict{"Type": d["Type"], "SubFilter": d["SubFilter"], "ByteRange": d["ByteRange"], "Contents": d["Contents"]})
		})
	}},
	{"bytes in the padding", "padding", splice(func(c []byte) { copy(c[len(c)-9:], "deadbeef") })},
	{"a bit in the padding", "padding", splice(func(c []byte) { c[len(c)-2] = '1' })},
	{"white space in Contents", "contents-not-hex", splice(func(c []byte) { copy(c[len(c)-9:], "  \n\n    ") })},
	{"a comment in Contents", "value-missing", splice(func(c []byte) { copy(c[len(c)-9:], ">%       "[:8]) })},
	{"Contents that end early", "range-gap", splice(func(c []byte) { copy(c[len(c)-9:], ">/A/B/C<") })},
	{"Contents as a literal string", "contents-not-hex", splice(func(c []byte) { c[0], c[len(c)-1] = '(', ')' })},
	{"Contents cut short", "not-der", splice(func(c []byte) { copy(c[1:], "3084FFFFFFFF") })},
	{"Contents without a signature", "not-der", splice(func(c []byte) { copy(c[1:], strings.Repeat("0", len(c)-2)) })},
	{"a ByteRange that stands twice", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return signBy(t, v, contract(nil), cos.Dict{"BiteRange": cos.Array{int64(0), int64(10), int64(20), int64(30)}}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(10))
			field["V"] = value
			u.Set(ref(10), field)
		})
	}},
}

// wrapped is the classic: first range, Contents, forged objects and a forged section where the signed startxref leads to, and
// then the second range, unchanged but elsewhere. Hashing the two ranges gives the signed digest.
func wrapped(t *testing.T, v victim) []byte {
	start, end := contentsOf(t, v.signed)
	f, err := cos.Open(v.signed)
	if err != nil {
		t.Fatal(err)
	}
	section := int(f.Revisions[len(f.Revisions)-1].Section)
	tail := v.signed[end:]
	var b bytes.Buffer
	b.Write(v.signed[:end])
	b.WriteString(">>\nendobj\n")
	if b.Len() > section {
		t.Fatalf("no room for a forged section: %d > %d", b.Len(), section)
	}
	b.Write(bytes.Repeat([]byte(" "), section-b.Len()))
	// The forged section lists everything; the objects come behind it.
	bodies := map[int]string{4: "<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 999) Tj ET\nendstream"}
	value := f.Dict(ref(10))["V"].(cos.Ref).Number
	forge := func(offsets map[int]int, second int) string {
		var s strings.Builder
		s.WriteString("xref\n")
		for _, n := range f.Numbers() {
			at, _ := f.Location(n)
			if o, ok := offsets[n]; ok {
				at.Offset = int64(o)
			}
			fmt.Fprintf(&s, "%d 1\n%010d 00000 n\r\n", n, at.Offset)
		}
		fmt.Fprintf(&s, "trailer\n<</Size 40/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", section)
		for _, n := range []int{4, value, 1, 9, 10, 11} {
			if offsets != nil {
				offsets[n] = section + s.Len()
			}
			text, ok := bodies[n]
			switch {
			case n == value:
				text = fmt.Sprintf("%s/M(D:20261122093000Z)/ByteRange[0 %d %010d %d]/Contents%s>>", detached, start, second, len(tail), v.signed[start:end])
			case !ok:
				text = string(cos.Append(nil, f.Get(ref(n))))
			}
			fmt.Fprintf(&s, "%d 0 obj\n%s\nendobj\n", n, text)
		}
		return s.String()
	}
	offsets := map[int]int{}
	length := len(forge(offsets, 0))
	b.WriteString(forge(offsets, section+length))
	b.Write(tail)
	return b.Bytes()
}

// fill signs in the processor's field, whatever is wrong with the file.
func fill(t *testing.T, v victim, data []byte) []byte {
	return signBy(t, v, data, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		field := u.Dict(ref(10))
		field["V"] = value
		u.Set(ref(10), field)
	})
}

// structures are files that programs can read in two ways.
var structures = []attack{
	{"bytes before the header", "repaired", func(_ *testing.T, v victim) []byte { return append([]byte("%PDF-1.4\n"), v.signed...) }},
	{"a signed stream that goes on behind what is signed", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return fill(t, v, contract(map[int]string{4: "<</Length 100000>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 100) Tj ET\nendstream"}))
	}},
	{"a signed object that does not end", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return fill(t, v, contract(map[int]string{12: "<</OCGs[]/D<</Name(to be continued"}))
	}},
	{"a signed page with its content twice", "structure-doubtful", func(t *testing.T, v victim) []byte {
		page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[4 0 R]/Contents[14 0 R]/Resources<</Font<</F1 6 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>"
		return fill(t, v, contract(map[int]string{3: page}))
	}},
	{"a space behind the end", "bytes-after", func(_ *testing.T, v victim) []byte { return behind(v, "\n ") }},
	{"a key that stands twice", "structure-doubtful", func(t *testing.T, v victim) []byte {
		out := revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			u.Add(cos.Dict{"Cantents": ref(4), "Contents": mallory(u)})
		})
		return bytes.Replace(out, []byte("/Cantents"), []byte("/Contents"), 1)
	}},
	{"an object that stands twice", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return relist(v.signed, behind(v, "40 0 obj\n<<>>\nendobj\n"+body), 40, len(v.signed))
	}},
}
