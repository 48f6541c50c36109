package verify_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	. "verwoord/app/sign/verify"
)

// anyAttack is an attack on whatever file: it changes what is shown, read out, or taken for signed, by entries that a later revision gives another
// value. It tells whether the file has what it goes for.
type anyAttack struct {
	name   string
	change func(u *cos.Update, f *cos.File) bool
}

// on makes an attack on a dictionary, which sets some entries; nil takes one away.
func on(of func(f *cos.File) (cos.Ref, bool), entries cos.Dict) func(u *cos.Update, f *cos.File) bool {
	return func(u *cos.Update, f *cos.File) bool {
		at, ok := of(f)
		d := u.Dict(at)
		if !ok || d == nil {
			return false
		}
		maps.Copy(d, entries)
		u.Set(at, d)
		return true
	}
}

func rootOf(f *cos.File) (cos.Ref, bool) {
	root, ok := f.Trailer["Root"].(cos.Ref)
	return root, ok
}

func pagesOf(f *cos.File) (cos.Ref, bool) {
	root, _ := rootOf(f)
	pages, ok := f.Dict(root)["Pages"].(cos.Ref)
	return pages, ok
}

func pageOf(f *cos.File) (cos.Ref, bool) { return form.Pages(f)[0], true }

func contentOf(f *cos.File) (cos.Ref, bool) {
	contents := f.Dict(form.Pages(f)[0])["Contents"]
	if list := f.Array(contents); len(list) > 0 {
		contents = list[0]
	}
	ref, ok := contents.(cos.Ref)
	return ref, ok
}

func fontOf(f *cos.File) (cos.Ref, bool) {
	fonts := f.Dict(f.Dict(form.Inherited(f, form.Pages(f)[0], "Resources"))["Font"])
	for _, name := range slices.Sorted(maps.Keys(fonts)) {
		ref, ok := fonts[name].(cos.Ref)
		return ref, ok
	}
	return cos.Ref{}, false
}

func signedFieldOf(f *cos.File) (cos.Ref, bool) {
	for _, s := range form.Read(f).Signatures {
		return s.Field.Ref, true
	}
	return cos.Ref{}, false
}

func valueOf(f *cos.File) (cos.Ref, bool) {
	field, _ := signedFieldOf(f)
	value, ok := f.Dict(field)["V"].(cos.Ref)
	return value, ok
}

// inForm sets entries of the form, which may stand in the catalog.
func inForm(entries cos.Dict) func(u *cos.Update, f *cos.File) bool {
	return func(u *cos.Update, f *cos.File) bool {
		setForm(u, f, func(d cos.Dict) { maps.Copy(d, entries) })
		return true
	}
}

func setForm(u *cos.Update, f *cos.File, change func(form cos.Dict)) {
	root, _ := rootOf(f)
	catalog := u.Dict(root)
	d := u.Dict(catalog["AcroForm"])
	change(d)
	if at, ok := catalog["AcroForm"].(cos.Ref); ok {
		u.Set(at, d)
		return
	}
	catalog["AcroForm"] = d
	u.Set(root, catalog)
}

// noted puts an annotation on the first page.
func noted(d cos.Dict) func(u *cos.Update, f *cos.File) bool {
	return func(u *cos.Update, f *cos.File) bool {
		page, _ := pageOf(f)
		entries := cos.Dict{"Type": cos.Name("Annot"), "Rect": rect(20, 20, 200, 200), "F": int64(4), "P": page, "AP": cos.Dict{"N": mallory(u)}}
		maps.Copy(entries, d)
		return on(pageOf, cos.Dict{"Annots": append(u.Array(u.Dict(page)["Annots"]), u.Add(entries))})(u, f)
	}
}

// replaced gives a stream of the file other data.
func replaced(of func(f *cos.File) (cos.Ref, bool)) func(u *cos.Update, f *cos.File) bool {
	return func(u *cos.Update, f *cos.File) bool {
		at, ok := of(f)
		s, isStream := f.Resolve(at).(*cos.Stream)
		if !ok || !isStream {
			return false
		}
		d := maps.Clone(s.Dict)
		delete(d, "Filter")
		delete(d, "DecodeParms")
		u.Set(at, &cos.Stream{Dict: d, Data: []byte("BT /F1 12 Tf 20 250 Td (EUR 999) Tj ET")})
		return true
	}
}

func lookOf(f *cos.File) (cos.Ref, bool) {
	field, _ := signedFieldOf(f)
	look, ok := f.Dict(f.Dict(field)["AP"])["N"].(cos.Ref)
	return look, ok
}

func fontFileOf(f *cos.File) (cos.Ref, bool) {
	font, _ := fontOf(f)
	descriptor := f.Dict(f.Dict(font)["FontDescriptor"])
	for _, key := range []cos.Name{"FontFile", "FontFile2", "FontFile3"} {
		if ref, ok := descriptor[key].(cos.Ref); ok {
			return ref, true
		}
	}
	return cos.Ref{}, false
}

func xmp(u *cos.Update, words string) cos.Ref {
	return u.Add(&cos.Stream{Dict: cos.Dict{"Type": cos.Name("Metadata"), "Subtype": cos.Name("XML")}, Data: []byte(
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ` +
			`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" ` + words + `/></rdf:RDF></x:xmpmeta>`)})
}

// withNew sets an entry to an object that it makes.
func withNew(of func(f *cos.File) (cos.Ref, bool), key cos.Name, made func(u *cos.Update) cos.Object) func(u *cos.Update, f *cos.File) bool {
	return func(u *cos.Update, f *cos.File) bool { return on(of, cos.Dict{key: made(u)})(u, f) }
}

var anyAttacks = []anyAttack{
	// What stands on the page.
	{"content under its number", replaced(contentOf)},
	{"content of another number", withNew(pageOf, "Contents", func(u *cos.Update) cos.Object { return mallory(u) })},
	{"content behind the other", func(u *cos.Update, f *cos.File) bool {
		content, ok := contentOf(f)
		return ok && on(pageOf, cos.Dict{"Contents": cos.Array{content, mallory(u)}})(u, f)
	}},
	{"a font by its number", on(fontOf, cos.Dict{"BaseFont": cos.Name("ZapfDingbats")})},
	{"the letters of a font", on(fontOf, cos.Dict{"Encoding": cos.Dict{"Differences": cos.Array{int64(49), cos.Name("nine")}}})},
	{"the outlines of a font", replaced(fontFileOf)},
	{"what letters stand for", withNew(fontOf, "ToUnicode", func(u *cos.Update) cos.Object { return mallory(u) })},
	{"other resources", on(pageOf, cos.Dict{"Resources": cos.Dict{}})},
	{"a layer around the page that is off", func(u *cos.Update, f *cos.File) bool {
		content, ok := contentOf(f)
		layer := u.Add(cos.Dict{"Type": cos.Name("OCG"), "Name": cos.String("x")})
		begin := u.Add(&cos.Stream{Dict: cos.Dict{}, Data: []byte("/OC /Off BDC")})
		end := u.Add(&cos.Stream{Dict: cos.Dict{}, Data: []byte("EMC")})
		properties := cos.Dict{"OCGs": cos.Array{layer}, "D": cos.Dict{"OFF": cos.Array{layer}}}
		return ok && on(pageOf, cos.Dict{"Contents": cos.Array{begin, content, end}})(u, f) && on(rootOf, cos.Dict{"OCProperties": properties})(u, f)
	}},
	{"a group that knocks out", on(pageOf, cos.Dict{"Group": cos.Dict{"S": cos.Name("Transparency"), "K": true, "I": true}})},
	// The pages.
	{"pages turned by what they inherit", on(pagesOf, cos.Dict{"Rotate": int64(180)})},
	{"pages cropped by what they inherit", on(pagesOf, cos.Dict{"CropBox": rect(0, 0, 50, 50)})},
	{"no pages", on(pagesOf, cos.Dict{"Kids": cos.Array{}, "Count": int64(0)})},
	{"a page twice", func(u *cos.Update, f *cos.File) bool {
		page, _ := pageOf(f)
		return on(pagesOf, cos.Dict{"Kids": cos.Array{page, page}, "Count": int64(2)})(u, f)
	}},
	{"a level more of pages", func(u *cos.Update, f *cos.File) bool {
		pages, ok := pagesOf(f)
		kids := u.Array(u.Dict(pages)["Kids"])
		level := u.Add(cos.Dict{"Type": cos.Name("Pages"), "Parent": pages, "Kids": kids, "Count": u.Dict(pages)["Count"], "Resources": cos.Dict{}, "Rotate": int64(90)})
		return ok && on(pagesOf, cos.Dict{"Kids": cos.Array{level}})(u, f)
	}},
	{"other pages of another catalog entry", withNew(rootOf, "Pages", func(u *cos.Update) cos.Object {
		page := u.Add(cos.Dict{"Type": cos.Name("Page"), "MediaBox": rect(0, 0, 400, 300), "Contents": mallory(u)})
		return u.Add(cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
	})},
	{"a page that is a template", on(pageOf, cos.Dict{"Type": cos.Name("Template")})},
	{"annotations taken off the page", on(pageOf, cos.Dict{"Annots": cos.Array{}})},
	// Annotations and the form.
	{"words typed on the page", noted(cos.Dict{"Subtype": cos.Name("FreeText"), "Contents": cos.String("EUR 999")})},
	{"a note with an answer", noted(cos.Dict{"Subtype": cos.Name("Text"), "Contents": cos.String("rejected"), "StateModel": cos.Name("Review"), "State": cos.String("Rejected")})},
	{"a look by its state", func(u *cos.Update, f *cos.File) bool {
		states := cos.Dict{"N": cos.Dict{"Off": mallory(u), "Yes": mallory(u)}}
		return noted(cos.Dict{"Subtype": cos.Name("Widget"), "FT": cos.Name("Btn"), "T": cos.String("b"), "AS": cos.Name("Yes"), "AP": states})(u, f)
	}},
	{"the look of what was signed", withNew(signedFieldOf, "AP", func(u *cos.Update) cos.Object { return cos.Dict{"N": mallory(u)} })},
	{"the look of what was signed, under its number", replaced(lookOf)},
	{"what was signed, hidden", on(signedFieldOf, cos.Dict{"F": int64(2)})},
	{"what was signed, elsewhere on the page", on(signedFieldOf, cos.Dict{"Rect": rect(1, 1, 300, 200)})},
	{"what was signed, in a field of another name", on(signedFieldOf, cos.Dict{"T": cos.String("board of directors")})},
	{"what was signed, with a script", on(signedFieldOf, cos.Dict{"AA": cos.Dict{"E": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}}})},
	{"the signature with another reason", on(valueOf, cos.Dict{"Reason": cos.String("read, not agreed")})},
	{"the signature with another time", on(valueOf, cos.Dict{"M": cos.String("D:20200101000000Z")})},
	{"a parent put over what was signed", func(u *cos.Update, f *cos.File) bool {
		field, ok := signedFieldOf(f)
		parent := u.Add(cos.Dict{"T": cos.String("annex"), "Kids": cos.Array{field}})
		return ok && on(signedFieldOf, cos.Dict{"Parent": parent})(u, f) && inForm(cos.Dict{"Fields": cos.Array{parent}})(u, f)
	}},
	{"a field for words", func(u *cos.Update, f *cos.File) bool {
		field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Tx"), "T": cos.String("amount due"),
			"V": cos.String("999"), "Rect": rect(20, 20, 90, 40), "F": int64(4), "AP": cos.Dict{"N": mallory(u)}})
		setForm(u, f, func(d cos.Dict) { d["Fields"] = append(u.Array(d["Fields"]), field) })
		return true
	}},
	{"a form in XML", inForm(cos.Dict{"XFA": cos.String("<xdp:xdp/>")})},
	{"a form drawn anew", inForm(cos.Dict{"NeedAppearances": true})},
	{"a form that nobody signed", inForm(cos.Dict{"SigFlags": int64(0)})},
	{"a form that calculates", func(u *cos.Update, f *cos.File) bool {
		field, ok := signedFieldOf(f)
		return ok && inForm(cos.Dict{"CO": cos.Array{field}})(u, f)
	}},
	// The catalog.
	{"rights of use", on(rootOf, cos.Dict{"Perms": cos.Dict{"UR3": cos.Dict{"Type": cos.Name("Sig")}}})},
	{"a certification of another signature", func(u *cos.Update, f *cos.File) bool {
		value, ok := valueOf(f)
		return ok && on(rootOf, cos.Dict{"Perms": cos.Dict{"DocMDP": value}})(u, f)
	}},
	{"an extension that draws", withNew(rootOf, "Extensions", func(u *cos.Update) cos.Object { return cos.Dict{"ADBE": mallory(u)} })},
	{"an older version", on(rootOf, cos.Dict{"Version": cos.Name("0.9")})},
	{"an attachment exchanged", withNew(rootOf, "Names", func(u *cos.Update) cos.Object {
		file := u.Add(cos.Dict{"Type": cos.Name("Filespec"), "F": cos.String("dossier.json"), "EF": cos.Dict{"F": mallory(u)}})
		return cos.Dict{"EmbeddedFiles": cos.Dict{"Names": cos.Array{cos.String("dossier.json"), file}}}
	})},
	{"an attachment that belongs to the file", withNew(rootOf, "AF", func(u *cos.Update) cos.Object {
		return cos.Array{u.Add(cos.Dict{"Type": cos.Name("Filespec"), "F": cos.String("annex.pdf"), "EF": cos.Dict{"F": mallory(u)}})}
	})},
	{"other words for who hears the page", withNew(rootOf, "StructTreeRoot", func(u *cos.Update) cos.Object {
		return u.Add(cos.Dict{"Type": cos.Name("StructTreeRoot"), "K": u.Add(cos.Dict{"S": cos.Name("P"), "ActualText": cos.String("EUR 999")})})
	})},
	{"places in the file that are others", on(rootOf, cos.Dict{"Dests": cos.Dict{"terms": cos.Array{int64(0), cos.Name("Fit")}}})},
	{"a part of the pages printed", on(rootOf, cos.Dict{"ViewerPreferences": cos.Dict{"PrintPageRange": cos.Array{int64(1), int64(1)}}})},
	{"a screen that is full", on(rootOf, cos.Dict{"PageMode": cos.Name("FullScreen")})},
	{"links that lead elsewhere", on(rootOf, cos.Dict{"URI": cos.Dict{"Base": cos.String("https://example.com")}})},
	{"a legal attestation", on(rootOf, cos.Dict{"Legal": cos.Dict{"JavaScriptActions": int64(0)}})},
	{"a portfolio", on(rootOf, cos.Dict{"Collection": cos.Dict{"View": cos.Name("H")}})},
	{"another title", withNew(rootOf, "Metadata", func(u *cos.Update) cos.Object { return xmp(u, `dc:title="Offer, not agreed"`) })},
	{"a claim of PDF/A", withNew(rootOf, "Metadata", func(u *cos.Update) cos.Object { return xmp(u, `pdfaid:part="3" pdfaid:conformance="A"`) })},
	// Validation data that is something else too.
	{"a certificate that is the content", func(u *cos.Update, f *cos.File) bool {
		content, ok := contentOf(f)
		return ok && replaced(contentOf)(u, f) && on(rootOf, cos.Dict{"DSS": cos.Dict{"Certs": cos.Array{content}}})(u, f)
	}},
	{"validation data by the name of a look", withNew(rootOf, "DSS", func(u *cos.Update) cos.Object { return cos.Dict{"VRI": cos.Dict{"X": cos.Dict{"AP": mallory(u)}}} })},
	{"validation data that is a dictionary", withNew(rootOf, "DSS", func(u *cos.Update) cos.Object {
		return cos.Dict{"Certs": cos.Array{u.Add(cos.Dict{"S": cos.Name("JavaScript")})}}
	})},
}

// enroll signs in a field that is not seen, in whatever form a file has.
func enroll(u *cos.Update, f *cos.File, value cos.Ref) {
	field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("mallory"),
		"Rect": rect(0, 0, 0, 0), "F": int64(132), "V": value})
	setForm(u, f, func(d cos.Dict) { d["Fields"] = append(u.Array(d["Fields"]), field) })
}

// rawAttacks give the first page another content where programs differ in which of two tables they read.
var rawAttacks = []struct {
	name string
	make func(data []byte, f *cos.File) []byte
}{
	{"a page in an object stream over the one in the file", func(data []byte, f *cos.File) []byte {
		page := form.Pages(f)[0].Number
		members := fmt.Sprintf("%d 0 %s", page, otherPage)
		first := len(fmt.Sprint(page)) + 3
		free := next(f)
		out := fmt.Appendf(bytes.Clone(data), "%d 0 obj\n<</Type/ObjStm/N 1/First %d/Length %d>>\nstream\n%s\nendstream\nendobj\n", free, first, len(members), members)
		at := len(out)
		rows := slices.Concat(row(2, free, 0), row(1, len(data), 0), row(1, at, 0))
		return tabled(out, f, free+1, fmt.Sprintf("/Index[%d 1 %d 2]", page, free), rows)
	}},
	{"a page that the stream beside a table names, and the table does not", func(data []byte, f *cos.File) []byte {
		page, free := form.Pages(f)[0].Number, next(f)
		out := fmt.Appendf(bytes.Clone(data), "%d 0 obj\n%s\nendobj\n", page, otherPage)
		at := len(out)
		rows := row(1, len(data), 0)
		out = fmt.Appendf(out, "%d 0 obj\n<</Type/XRef/W[1 3 1]/Index[%d 1]/Size %d/Filter/ASCIIHexDecode/Length %d>>\nstream\n%x>\nendstream\nendobj\n", free, page, free+1, 2*len(rows)+1, rows)
		return tailed(out, f, fmt.Sprintf("%d 1\n%010d 00000 n\r\n", free, at), free+1, fmt.Sprintf("/XRefStm %d", at))
	}},
	{"a page that a table frees and the stream beside it names", func(data []byte, f *cos.File) []byte {
		page, free := form.Pages(f)[0].Number, next(f)
		out := fmt.Appendf(bytes.Clone(data), "%d 0 obj\n%s\nendobj\n", page, otherPage)
		at := len(out)
		rows := row(1, len(data), 0)
		out = fmt.Appendf(out, "%d 0 obj\n<</Type/XRef/W[1 3 1]/Index[%d 1]/Size %d/Filter/ASCIIHexDecode/Length %d>>\nstream\n%x>\nendstream\nendobj\n", free, page, free+1, 2*len(rows)+1, rows)
		return tailed(out, f, fmt.Sprintf("%d 1\n0000000000 00001 f\r\n%d 1\n%010d 00000 n\r\n", page, free, at), free+1, fmt.Sprintf("/XRefStm %d", at))
	}},
}

const otherPage = "<</Type/Page/MediaBox[0 0 400 300]/Contents null>>"

// row is an entry of a cross-reference stream.
func row(kind, value, index int) []byte {
	return []byte{byte(kind), byte(value >> 16), byte(value >> 8), byte(value), byte(index)}
}

// tabled ends a file with a cross-reference stream, and tailed with a table.
func tabled(out []byte, f *cos.File, number int, index string, rows []byte) []byte {
	last := f.Revisions[len(f.Revisions)-1].Section
	at := len(out)
	return fmt.Appendf(out, "%d 0 obj\n<</Type/XRef/W[1 3 1]%s/Size %d/Root %s/Prev %d/Filter/ASCIIHexDecode/Length %d>>\nstream\n%x>\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		number, index, number+1, cos.Append(nil, f.Trailer["Root"]), last, 2*len(rows)+1, rows, at)
}

func tailed(out []byte, f *cos.File, rows string, size int, more string) []byte {
	last := f.Revisions[len(f.Revisions)-1].Section
	at := len(out)
	return fmt.Appendf(out, "xref\n%strailer\n<</Size %d/Root %s/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n", rows, size, cos.Append(nil, f.Trailer["Root"]), last, more, at)
}

// TestAnyAttack: none of these ends in good, on our files and on those of others, neither appended, nor in the revision of a signature, nor in
// one before it, whoever signs. What our signer refuses to sign is no attack any more, and is counted.
func TestAnyAttack(t *testing.T) {
	v := newVictim(t, nil)
	files := map[string][]byte{"ours": v.signed, "ours, tagged": newVictim(t, tagged()).signed}
	for name, data := range outside(t) {
		if f, err := cos.Open(data); err == nil && !f.Encrypted() {
			files[name] = data
		}
	}
	var tried, refusedToSign, lacking int
	for _, name := range slices.Sorted(maps.Keys(files)) {
		v := victim{pki: testpki.New("http://pki.example.com", moment), signed: files[name]}
		whole, err := cos.Open(v.signed)
		if err != nil {
			t.Fatal(err)
		}
		good(t, name, v.signed, true)
		good(t, name+", signed by another", signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) { enroll(u, whole, value) }), true)
		for _, a := range rawAttacks {
			tried++
			good(t, name+": "+a.name, a.make(v.signed, whole), false)
		}
		for _, a := range anyAttacks {
			trial, err := whole.Update()
			if err != nil {
				t.Fatal(err)
			}
			if !a.change(trial, whole) {
				lacking++
				continue
			}
			appended := revise(t, v.signed, func(u *cos.Update, f *cos.File) { a.change(u, f) })
			results := map[string][]byte{"appended": appended}
			results["in the revision of a signature"] = signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
				a.change(u, whole)
				enroll(u, whole, value)
			})
			if f, err := cos.Open(appended); err == nil && form.Read(f).Signatures != nil {
				results["before a signature"] = signBy(t, v, appended, cos.Dict{}, func(u *cos.Update, value cos.Ref) { enroll(u, f, value) })
			}
			signed, err := signBytes(context.Background(), appended, v.attacker(), sign.Request{Field: "later", Services: services(v.pki)})
			if err == nil {
				results["signed by us"] = signed.File
			} else {
				refusedToSign++
			}
			for how, data := range results {
				tried++
				good(t, fmt.Sprintf("%s: %s, %s", name, a.name, how), data, false)
			}
		}
	}
	t.Logf("%d attacks on %d files: %d tried, %d not as the file has no such thing, %d not as the signer refuses", len(anyAttacks)+len(rawAttacks), len(files), tried, lacking, refusedToSign)
	if tried < 600 || refusedToSign != len(files)*len(anyAttacks)-lacking {
		t.Errorf("%d tried, the signer refuses %d of %d", tried, refusedToSign, len(files)*len(anyAttacks)-lacking)
	}
}

// good checks whether the signatures of a file hold, and nothing that matters follows.
func good(t *testing.T, name string, data []byte, want bool) {
	t.Helper()
	r, err := verifyBytes(data, Options{Now: outsideMoment})
	if err != nil && want {
		t.Errorf("%s: %v", name, err)
		return
	}
	if got := err == nil && r.OK && r.Integrity.Mark == Good; got != want {
		t.Errorf("%s: good %v, %v", name, got, codes(r))
	}
}

// next is a number that a file has not used.
func next(f *cos.File) int { return slices.Max(f.Numbers()) + 2 }
