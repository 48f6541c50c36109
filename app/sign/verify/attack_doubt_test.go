package verify_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"verwoord/app/sign"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
	"verwoord/app/sign/testpki"
)

// stored appends a revision of validation data, as anyone may, and changes what it looks like in the file.
func stored(t testing.TB, v victim, change func(revision string, start int) string) []byte {
	t.Helper()
	out := revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
		catalog := u.Dict(ref(1))
		catalog["DSS"] = cos.Dict{"Certs": cos.Array{u.Add(&cos.Stream{Dict: cos.Dict{}, Data: v.pki.Root.Certificate.Raw})}}
		u.Set(ref(1), catalog)
	})
	accepted(t, v, out)
	return append(bytes.Clone(v.signed), change(string(out[len(v.signed):]), len(v.signed))...)
}

// hiding is a victim whose author left another object 4 behind in a stream; offset is where.
func hiding(t testing.TB) (v victim, offset int) {
	inside := "4 0 obj\n<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 999) Tj ET\nendstream\nendobj\n"
	v = newVictim(t, map[int]string{14: fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(inside), inside)})
	accepted(t, v, v.signed)
	return v, bytes.LastIndex(v.signed, []byte(inside))
}

// sized says in the trailer of a revision that there are other objects than there are.
func sized(revision string, size int) string {
	return regexp.MustCompile(`/Size \d+`).ReplaceAllString(revision, fmt.Sprintf("/Size %d", size))
}

// moved puts more into a revision, with the table behind it.
func moved(revision string, at int, more string, start int) string {
	revision = revision[:at] + more + revision[at:]
	i := strings.LastIndex(revision, "startxref\n")
	return revision[:i] + fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start+strings.LastIndex(revision[:i], "xref\n"))
}

// doubts are files that two programs read in two ways, though each finds nothing wrong.
var doubts = []attack{
	{"an object listed twice in a table", "structure-doubtful", func(t *testing.T, _ victim) []byte {
		v, hidden := hiding(t)
		f, _ := cos.Open(v.signed)
		at, _ := f.Location(4)
		return stored(t, v, func(revision string, start int) string {
			rows := fmt.Sprintf("4 1\n%010d 00000 n\r\n4 1\n%010d 00000 n\r\n", hidden, at.Offset)
			return strings.Replace(revision, "trailer\n", rows+"trailer\n", 1)
		})
	}},
	{"an object freed in the table and kept in the stream beside it", "structure-doubtful", func(t *testing.T, v victim) []byte {
		f, _ := cos.Open(v.signed)
		at, _ := f.Location(4)
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			entry := []byte{1, byte(at.Offset >> 8), byte(at.Offset), 0}
			stream := fmt.Sprintf("40 0 obj\n<</Type/XRef/W[1 2 1]/Index[4 1]/Size 41/Root 1 0 R/Filter/ASCIIHexDecode/Length 9>>\nstream\n%x>\nendstream\nendobj\n", entry)
			moved := moved(revision, i, stream, start)
			moved = strings.Replace(moved, "trailer\n<<", fmt.Sprintf("4 1\n0000000000 00001 f\r\n40 1\n%010d 00000 n\r\ntrailer\n<</XRefStm %d", start+i, start+i), 1)
			return moved
		})
	}},
	{"an object stream that holds more than is listed", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 14 0 R>>"
			members := "3 0 " + page
			stream := fmt.Sprintf("40 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(members), members)
			return strings.Replace(moved(revision, i, stream, start), "trailer\n", fmt.Sprintf("40 1\n%010d 00000 n\r\ntrailer\n", start+i), 1)
		})
	}},
	{"an object freed in the table, and a copy in the stream beside it", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			copied := "4 0 obj\n<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 100) Tj ET\nendstream\nendobj\n"
			at := start + i + len(copied)
			entry := []byte{1, byte((start + i) >> 8), byte(start + i), 0}
			stream := fmt.Sprintf("40 0 obj\n<</Type/XRef/W[1 2 1]/Index[4 1]/Size 41/Root 1 0 R/Filter/ASCIIHexDecode/Length 9>>\nstream\n%x>\nendstream\nendobj\n", entry)
			moved := sized(moved(revision, i, copied+stream, start), 41)
			return strings.Replace(moved, "trailer\n<<", fmt.Sprintf("4 1\n0000000000 00001 f\r\n40 1\n%010d 00000 n\r\ntrailer\n<</XRefStm %d", at, at), 1)
		})
	}},
	{"a size that leaves objects out", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, _ int) string { return sized(revision, 4) })
	}},
	{"no size", "structure-doubtful", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, _ int) string { return strings.Replace(revision, "/Size ", "/Seize ", 1) })
	}},
	{"bytes between the revisions", "structure-doubtful", func(t *testing.T, v victim) []byte {
		out := append(bytes.Clone(v.signed), body...)
		return relistDSS(t, v, out)
	}},
	{"a Prev that leads to itself", "repaired", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			f, _ := cos.Open(v.signed)
			prev := fmt.Sprintf("/Prev %d", f.Revisions[len(f.Revisions)-1].Section)
			return strings.Replace(revision, prev, fmt.Sprintf("/Prev %0*d", len(prev)-6, start+i), 1)
		})
	}},
	{"a Prev that passes by what is signed", "range-end", func(t *testing.T, v victim) []byte {
		f, _ := cos.Open(v.signed)
		var rows strings.Builder
		out := append(bytes.Clone(v.signed), body...)
		for _, n := range f.Numbers() {
			at, _ := f.Location(n)
			if n == 4 {
				at.Offset = int64(len(v.signed))
			}
			fmt.Fprintf(&rows, "%d 1\n%010d 00000 n\r\n", n, at.Offset)
		}
		return fmt.Appendf(out, "xref\n%strailer\n<</Size 41/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", rows.String(), f.Revisions[0].Section, len(out))
	}},
	{"a page in an object stream over one in the file", "modified", func(t *testing.T, v victim) []byte {
		page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 14 0 R/Resources<</Font<</F1 6 0 R>>>>>>"
		members := "3 0 " + page
		f, _ := cos.Open(v.signed)
		out := fmt.Appendf(bytes.Clone(v.signed), "40 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(members), members)
		at := len(out)
		entries := []byte{2, 0, 40, 0, 1, byte(len(v.signed) >> 8), byte(len(v.signed)), 0, 1, byte(at >> 8), byte(at), 0}
		return fmt.Appendf(out, "41 0 obj\n<</Type/XRef/W[1 2 1]/Index[3 1 40 2]/Size 42/Root 1 0 R/Prev %d/Filter/ASCIIHexDecode/Length 25>>\nstream\n%x>\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
			f.Revisions[len(f.Revisions)-1].Section, entries, at)
	}},
	{"an object of a later generation", "modified", func(t *testing.T, v victim) []byte {
		out := append(bytes.Clone(v.signed), strings.Replace(body, "4 0 obj", "4 1 obj", 1)...)
		return bytes.Replace(relist(v.signed, out, 4, len(v.signed)), fmt.Appendf(nil, "%010d 00000 n", len(v.signed)), fmt.Appendf(nil, "%010d 00001 n", len(v.signed)), 1)
	}},
}

// relistDSS ends a file with a revision of validation data behind whatever stands there.
func relistDSS(t testing.TB, v victim, out []byte) []byte {
	t.Helper()
	f, err := cos.Open(v.signed)
	if err != nil {
		t.Fatal(err)
	}
	catalog := cos.Dict{"DSS": cos.Dict{"Certs": cos.Array{ref(41)}}}
	for key, o := range f.Dict(ref(1)) {
		catalog[key] = o
	}
	first := len(out)
	out = fmt.Appendf(out, "1 0 obj\n%s\nendobj\n", cos.Append(nil, catalog))
	second := len(out)
	out = fmt.Appendf(out, "41 0 obj\n%s\nendobj\n", cos.Append(nil, &cos.Stream{Dict: cos.Dict{}, Data: v.pki.Root.Certificate.Raw}))
	section := len(out)
	return fmt.Appendf(out, "xref\n1 1\n%010d 00000 n\r\n41 1\n%010d 00000 n\r\ntrailer\n<</Size 42/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		first, second, f.Revisions[len(f.Revisions)-1].Section, section)
}

// withStore appends a revision of validation data in which the catalog has other changes too.
func withStore(t *testing.T, v victim, change func(catalog cos.Dict)) []byte {
	return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
		catalog := u.Dict(ref(1))
		catalog["DSS"] = cos.Dict{"Certs": cos.Array{u.Add(&cos.Stream{Dict: cos.Dict{}, Data: v.pki.Root.Certificate.Raw})}}
		change(catalog)
		u.Set(ref(1), catalog)
	})
}

// enlist has a field on the page and in the form.
func enlist(u *cos.Update, field cos.Ref) {
	page, form := u.Dict(ref(3)), u.Dict(ref(9))
	page["Annots"] = append(u.Array(page["Annots"]), field)
	form["Fields"] = append(u.Array(form["Fields"]), field)
	u.Set(ref(3), page)
	u.Set(ref(9), form)
}

// guises pass for something that a later revision may do.
var guises = []attack{
	{"an archive time-stamp that shows something", "modified", func(t *testing.T, v victim) []byte {
		return stampOver(t, v, func(u *cos.Update, value cos.Ref) {
			field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("stamp"),
				"Rect": cos.Array{int64(20), int64(240), int64(99), int64(270)}, "F": int64(4), "P": ref(3), "V": value, "AP": cos.Dict{"N": mallory(u)}})
			enlist(u, field)
		})
	}},
	{"an archive time-stamp in the field of a party", "modified", func(t *testing.T, v victim) []byte {
		return stampOver(t, v, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"], field["AP"] = value, cos.Dict{"N": mallory(u)}
			u.Set(ref(11), field)
		})
	}},
	{"P=2: a signature that only the printer shows", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, certified(t, v, 2), cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("printed"),
				"Rect": cos.Array{int64(20), int64(240), int64(99), int64(270)}, "F": int64(4 | 1<<5), "P": ref(3), "V": value, "AP": cos.Dict{"N": mallory(u)}})
			enlist(u, field)
		})
	}},
	{"a signature field that is no widget", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("FreeText"), "FT": cos.Name("Sig"), "T": cos.String("text"),
				"Rect": cos.Array{int64(20), int64(240), int64(99), int64(270)}, "P": ref(3), "V": value, "AP": cos.Dict{"N": mallory(u)}})
			enlist(u, field)
		})
	}},
	{"a field with the name of the signed one, in other letters", "field-twice", func(t *testing.T, v victim) []byte {
		name := "\xfe\xff"
		for _, unit := range utf16.Encode([]rune("processor")) {
			name += string([]byte{byte(unit >> 8), byte(unit)})
		}
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String(name),
				"Rect": cos.Array{int64(0), int64(0), int64(0), int64(0)}, "P": ref(3), "V": value})
			form := u.Dict(ref(9))
			form["Fields"] = append(u.Array(form["Fields"]), field)
			u.Set(ref(9), form)
		})
	}},
	{"validation data that is no stream", "modified", func(t *testing.T, v victim) []byte {
		direct := entries(1, cos.Dict{"DSS": cos.Dict{"Certs": cos.Array{cos.Array{}}}})
		v.signed = direct(t, v)
		return direct(t, v)
	}},
	{"a packet of metadata that is no stream", "modified", func(t *testing.T, v victim) []byte {
		direct := entries(1, cos.Dict{"Metadata": cos.Dict{}})
		v.signed = direct(t, v)
		return direct(t, v)
	}},
	{"an annotation over the text", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			page := u.Dict(ref(3))
			page["Annots"] = append(u.Array(page["Annots"]), u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Square"),
				"Rect": cos.Array{int64(20), int64(240), int64(99), int64(270)}, "IC": cos.Array{int64(1)}, "F": int64(4)}))
			u.Set(ref(3), page)
		})
	}},
	{"fields to be drawn anew", "modified", entries(9, cos.Dict{"NeedAppearances": true})},
	{"a form in XML", "modified", entries(9, cos.Dict{"XFA": cos.String("<xdp:xdp/>")})},
	{"a version of the language that is none", "modified", func(t *testing.T, v victim) []byte {
		return withStore(t, v, func(catalog cos.Dict) { catalog["Version"] = cos.Name("9.9") })
	}},
	{"a version of the language that is a dictionary", "modified", func(t *testing.T, v victim) []byte {
		return withStore(t, v, func(catalog cos.Dict) { catalog["Version"] = cos.Dict{"S": cos.Name("JavaScript")} })
	}},
	{"a producer that is an object of the page", "modified", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			r := sized(moved(revision, i, "40 0 obj\n<</Producer 4 0 R>>\nendobj\n", start), 41)
			return strings.Replace(r, "trailer\n<<", fmt.Sprintf("40 1\n%010d 00000 n\r\ntrailer\n<</Info 40 0 R", start+i), 1)
		})
	}},
	{"a new field that says it is below another", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("x"),
				"Rect": cos.Array{int64(0), int64(0), int64(0), int64(0)}, "F": int64(4), "P": ref(3), "V": value, "Parent": ref(8)}))
		})
	}},
	{"a signature in a second field", "value-shared", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) {
			field := u.Dict(ref(11))
			field["V"] = f.Dict(ref(10))["V"]
			u.Set(ref(11), field)
		})
	}},
	{"certificates that are no streams", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{1: "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R/DSS<</Certs[<<>>[]]>>>>"})
		return withStore(t, v, func(catalog cos.Dict) {
			store := catalog["DSS"].(cos.Dict)
			store["Certs"] = append(cos.Array{cos.Dict{}, cos.Array{}}, store["Certs"].(cos.Array)...)
		})
	}},
	{"permissions of another signature", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, certified(t, v, 2), cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field, catalog := u.Dict(ref(11)), u.Dict(ref(1))
			field["V"], catalog["Perms"] = value, cos.Dict{"DocMDP": value}
			u.Set(ref(11), field)
			u.Set(ref(1), catalog)
		})
	}},
	{"permissions taken away", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, certified(t, v, 1), func(u *cos.Update, _ *cos.File) {
			catalog := u.Dict(ref(1))
			delete(catalog, "Perms")
			u.Set(ref(1), catalog)
		})
	}},
	{"what all pages inherit", "modified", entries(2, cos.Dict{"CropBox": cos.Array{int64(0), int64(0), int64(400), int64(200)}})},
	{"an attachment replaced", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			1:  "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R/Names<</EmbeddedFiles<</Names[(a)13 0 R]>>>>>>",
			13: "<</Type/Filespec/F(a)/EF<</F 14 0 R>>>>",
		})
		accepted(t, v, v.signed)
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) { u.Set(ref(14), &cos.Stream{Dict: cos.Dict{}, Data: []byte("{}")}) })
	}},
	{"what a reader aloud says of a picture", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			1:  "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R/StructTreeRoot 13 0 R>>",
			13: "<</Type/StructTreeRoot/K 14 0 R>>", 14: "<</S/Figure/P 13 0 R/Alt(EUR 100)/Pg 3 0 R/K 0>>",
		})
		accepted(t, v, v.signed)
		return entries(14, cos.Dict{"Alt": cos.String("EUR 999")})(t, v)
	}},
	{"another title", "modified", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			r := moved(revision, i, "40 0 obj\n<</Title(EUR 999)>>\nendobj\n", start)
			return strings.Replace(r, "trailer\n<<", fmt.Sprintf("40 1\n%010d 00000 n\r\ntrailer\n<</Info 40 0 R", start+i), 1)
		})
	}},
}

// stampOver adds a document time-stamp, in a field that change makes.
func stampOver(t *testing.T, v victim, change func(u *cos.Update, value cos.Ref)) []byte {
	var stamp cos.Ref
	out := signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		stamp = value
		d := u.Dict(value)
		d["Type"], d["SubFilter"] = cos.Name("DocTimeStamp"), cos.Name("ETSI.RFC3161")
		u.Set(value, d)
		change(u, value)
	})
	f, err := cos.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	start, end, ok := f.Span(stamp, "Contents")
	if !ok {
		t.Fatal("no Contents")
	}
	digest := sha256.Sum256(slices.Concat(out[:start], out[end:]))
	token := tokenOver(t, v, cms.OIDSHA256, digest[:])
	copy(out[start+1:end-1], bytes.Repeat([]byte("0"), int(end-start-2)))
	hex.Encode(out[start+1:], token)
	return out
}

// makers are signatures that were never good: made by the attacker from the start.
var makers = []attack{
	{"Contents twice", "contents-doubtful", func(t *testing.T, v victim) []byte {
		out := signBy(t, v, contract(nil), cos.Dict{"Cantents": cos.String("\x30\x00")}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(10))
			field["V"] = value
			u.Set(ref(10), field)
		})
		return bytes.Replace(out, []byte("/Cantents"), []byte("/Contents"), 1)
	}},
	{"a ByteRange that leaves bytes out", "range-gap", func(t *testing.T, v victim) []byte {
		start, end := contentsOf(t, v.signed)
		before := fmt.Appendf(nil, "[0 %d %d %d", start, end, int64(len(v.signed))-end)
		after := fmt.Appendf(nil, "[0 %d %d %d", start-9, end, int64(len(v.signed))-end)
		return bytes.Replace(v.signed, before, after, 1)
	}},
	{"a ByteRange that begins behind the header", "range-gap", func(t *testing.T, v victim) []byte {
		return bytes.Replace(v.signed, []byte("/ByteRange[0 "), []byte("/ByteRange[9 "), 1)
	}},
	{"another CA of the same name and key identifier", "untrusted", func(t *testing.T, v victim) []byte {
		twin := func(p *testpki.PKI, c *x509.Certificate) {
			testpki.CA(p, c)
			c.SubjectKeyId = p.Intermediate.Certificate.SubjectKeyId
		}
		false1 := v.pki.Issue(nil, v.pki.Intermediate.Certificate.Subject.CommonName, testpki.Key("mallory-ca"), twin)
		signer := v.pki.Issue(false1, "J. Jansen", testpki.Key("mallory"), testpki.Signer)
		out := mustSign(t, contract(nil), identity(signer), sign.Request{Field: "processor", Services: services(v.pki)})
		return revise(t, out, func(u *cos.Update, _ *cos.File) {
			catalog := u.Dict(ref(1))
			catalog["DSS"] = cos.Dict{"Certs": cos.Array{
				u.Add(&cos.Stream{Dict: cos.Dict{}, Data: v.pki.Intermediate.Certificate.Raw}), u.Add(&cos.Stream{Dict: cos.Dict{}, Data: v.pki.Root.Certificate.Raw}),
			}}
			u.Set(ref(1), catalog)
		})
	}},
	{"the certificate exchanged for another of the same key", "signing-certificate", func(t *testing.T, v victim) []byte {
		start, end := contentsOf(t, v.signed)
		der, _ := signatureIn(t, v.signed, "processor")
		signed, err := cms.Parse(der, &cms.Pool{})
		if err != nil {
			t.Fatal(err)
		}
		old := signed.Certificate
		other := old
		for letter := 'A'; letter <= 'Z' && (other == old || len(other.Raw) != len(old.Raw)); letter++ {
			other = v.pki.Signer(string(letter)+". Jansen", testpki.Key("jansen")).Certificate
		}
		out := bytes.Clone(v.signed)
		contents := bytes.ToLower(out[start:end])
		// In the certificates, and in the name of the signer by issuer and number: neither is signed.
		contents = bytes.Replace(contents, hexOf(old.Raw), hexOf(other.Raw), 1)
		contents = bytes.ReplaceAll(contents, hexOf(number(old)), hexOf(number(other)))
		copy(out[start:], contents)
		return out
	}},
}

func hexOf(b []byte) []byte { return hex.AppendEncode(nil, b) }

// number is the serial number of a certificate in DER.
func number(c *x509.Certificate) []byte {
	b := c.SerialNumber.Bytes()
	if b[0] >= 0x80 {
		b = append([]byte{0}, b...)
	}
	return append([]byte{2, byte(len(b))}, b...)
}
