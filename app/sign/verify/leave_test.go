package verify_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"
)

// TestLeave: what programs that sign leave behind or write in their own way is no change of the document.
func TestLeave(t *testing.T) {
	v := newVictim(t, tagged())
	for name, data := range map[string][]byte{
		"an object that nothing uses": countersign(t, v, v.signed, func(u *cos.Update) { u.Add(cos.Dict{"Kind": cos.Name("Note")}) }),
		"objects that use each other, and nothing them": countersign(t, v, v.signed, func(u *cos.Update) {
			a := u.Add(nil)
			u.Set(a, cos.Dict{"Next": u.Add(cos.Dict{"Back": a})})
		}),
		"an object that nothing used and nothing uses, changed": countersign(t, v, v.signed, func(u *cos.Update) { put(u, 13, "Rotate", int64(90)) }),
		"an output intent that is an object of its own": countersign(t, v, v.signed, func(u *cos.Update) {
			put(u, 1, "OutputIntents", cos.Array{u.Add(cos.Dict{"Type": cos.Name("OutputIntent"), "S": cos.Name("GTS_PDFA1"), "Info": cos.String("sRGB")})})
		}),
		"a role map of nothing": countersign(t, v, v.signed, func(u *cos.Update) { put(u, 15, "RoleMap", cos.Dict{}) }),
		"a parent tree that is an object of its own": countersign(t, v, v.signed, func(u *cos.Update) {
			put(u, 15, "ParentTree", u.Add(cos.Dict{"Nums": cos.Array{int64(0), u.Add(cos.Array{ref(17)})}}))
		}),
		"a parent tree cut in leaves": countersign(t, v, v.signed, func(u *cos.Update) {
			leaf := u.Add(cos.Dict{"Nums": cos.Array{int64(0), cos.Array{ref(17)}}, "Limits": cos.Array{int64(0), int64(0)}})
			put(u, 15, "ParentTree", cos.Dict{"Kids": cos.Array{leaf}})
		}),
		"a new field in the structure tree": entered(t, v, func(*cos.Update, cos.Ref, cos.Ref) {}),
		"a new field that is not inverted while it is pressed": signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "still", cos.Dict{"Rect": rect(300, 200, 390, 240), "H": cos.Name("N")}))
		}),
		"a new field that is pressed in, and has no look for that": signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "pressed", cos.Dict{"Rect": rect(300, 200, 390, 240), "H": cos.Name("P")}))
		}),
		"a new field with the picture of its look once more": signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			look := mallory(u)
			enlist(u, widget(u, value, "pictured", cos.Dict{"Rect": rect(300, 200, 390, 240), "AP": cos.Dict{"N": look}, "DR": cos.Dict{"XObject": cos.Dict{"FRM": look}}}))
		}),
		"a new field before the others": signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := widget(u, value, "first", cos.Dict{"Rect": rect(300, 200, 390, 240)})
			enlist(u, field)
			put(u, 9, "Fields", cos.Array{field, ref(8), ref(10), ref(11)})
		}),
		"a catalog under another number":                 moveCatalog(t, v, func(*cos.Update, cos.Dict) {}),
		"a look that is drawn over the one of the field": redrawn(t, "<</N 14 0 R>>", cos.Dict{"N": ref(14)}),
		"line ends behind the end":                       behind(v, "\r\n\n"),
		"a new field with resources that hold nothing": signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "empty", cos.Dict{"Rect": rect(300, 200, 390, 240), "DR": cos.Dict{}}))
		}),
		"a new field that returns to its signature": signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "back", cos.Dict{"Rect": rect(300, 200, 390, 240), "DV": value}))
		}),
	} {
		if r, err := verifyBytes(data, v.options()); err != nil || !r.OK {
			t.Errorf("%s: %v %v", name, err, codes(r))
		}
	}
}

// TestInherited: a page may say itself what it inherited, and not what it did not.
func TestInherited(t *testing.T) {
	v := newVictim(t, map[int]string{
		2: "<</Type/Pages/Kids[3 0 R 13 0 R]/Count 2/MediaBox[0 0 400 300]>>",
		3: "<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>",
	})
	accepted(t, v, countersign(t, v, v.signed, func(u *cos.Update) { put(u, 3, "MediaBox", rect(0, 0, 400, 300)) }))
	for key, o := range map[cos.Name]cos.Object{"MediaBox": rect(0, 0, 400, 200), "CropBox": rect(0, 0, 400, 200), "Rotate": int64(90)} {
		refused(t, v, countersign(t, v, v.signed, func(u *cos.Update) { put(u, 3, key, o) }), "modified")
	}
}

// TestSavedAgain: a program that saves a file notes when, and with what, and changes nothing.
func TestSavedAgain(t *testing.T) {
	packet := func(words string) *cos.Stream {
		return &cos.Stream{Dict: cos.Dict{"Type": cos.Name("Metadata"), "Subtype": cos.Name("XML")}, Data: []byte(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ` +
			`xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">` +
			`<rdf:Description rdf:about="" ` + words + `/></rdf:RDF></x:xmpmeta>`)}
	}
	for _, c := range []struct {
		name, words string
		want        Extent
	}{
		{"metadata of what every file is", `dc:format="application/pdf" xmp:CreateDate="2026-11-22" xmp:ModifyDate="2026-11-23"`, ExtentNothing},
		{"metadata of another title", `dc:format="application/pdf" dc:title="EUR 999"`, ExtentModified},
	} {
		v := newVictim(t, nil)
		data := revise(t, v.signed, func(u *cos.Update, _ *cos.File) { put(u, 1, "Metadata", u.Add(packet(c.words))) })
		r, err := verifyBytes(data, v.options())
		if err != nil || r.After != c.want || r.OK != (c.want == ExtentNothing) {
			t.Errorf("%s: %v %+v", c.name, err, r)
		}
		told := slices.Contains(r.Signatures[0].Notes, Finding{Code: "saved-again"})
		if told != (c.want == ExtentNothing) {
			t.Errorf("%s: told %v", c.name, told)
		}
	}
}

// TestStoreLeftOut: evidence that a later revision leaves out counts still, though for no level; or a revocation could be taken away.
func TestStoreLeftOut(t *testing.T) {
	v := newVictim(t, nil)
	v.pki.Faults.Revoked = map[string]time.Time{}
	v.pki.Faults.Revoked["J. Jansen"] = moment.AddDate(0, 0, -1)
	list, err := v.pki.Serve(context.Background(), "/intermediate.crl", nil)
	if err != nil {
		t.Fatal(err)
	}
	var certificate cos.Ref
	stored := revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
		certificate = u.Add(&cos.Stream{Dict: cos.Dict{}, Data: v.pki.Root.Certificate.Raw})
		put(u, 1, "DSS", cos.Dict{"CRLs": cos.Array{u.Add(&cos.Stream{Dict: cos.Dict{}, Data: list})}, "Certs": cos.Array{certificate}})
	})
	for name, data := range map[string][]byte{
		"as it was stored": stored,
		"left out":         revise(t, stored, func(u *cos.Update, _ *cos.File) { put(u, 1, "DSS", cos.Dict{"Certs": cos.Array{certificate}}) }),
	} {
		r, err := verifyBytes(data, v.options())
		if err != nil || r.OK || r.After != ExtentValidation || !slices.Contains(codes(r), "revoked") {
			t.Errorf("%s: %v %s %v", name, err, r.After, codes(r))
		}
	}
}

// TestEmptyField: a field may be made in a revision of its own and signed in the next one.
func TestEmptyField(t *testing.T) {
	v := newVictim(t, nil)
	made := revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
		enlist(u, u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("later"),
			"F": int64(4), "P": ref(3), "Rect": rect(300, 200, 390, 240)}))
	})
	r, err := verifyBytes(made, v.options())
	if err != nil || r.Signatures[0].Since != ExtentSignatures || len(r.Signatures[0].Problems) > 0 {
		t.Errorf("%v %+v", err, r)
	}
	signed := mustSign(t, made, v.attacker(), sign.Request{Field: "later", Services: services(v.pki)})
	accepted(t, v, signed)
}

// TestFilled: a certification may let fields be filled in, which is told.
func TestFilled(t *testing.T) {
	v := newVictim(t, nil)
	for _, p := range []int64{2, 3} {
		r, err := verifyBytes(filled(t, v, p, nil), v.options())
		if err != nil || !r.OK || r.After != ExtentFilled || !slices.Contains(r.Signatures[0].Notes, Finding{Code: "field-filled", Detail: "amount"}) || len(r.Notes) > 0 {
			t.Errorf("P=%d: %v %+v", p, err, r)
		}
	}
	accepted(t, v, filled(t, v, 2, cos.Dict{"Ff": int64(1)})) // and made read-only
	if r, err := verifyBytes(filled(t, v, 2, cos.Dict{"DA": cos.String("/F1 12 Tf")}), v.options()); err != nil || !r.OK || r.After != ExtentFilled {
		t.Errorf("written otherwise: %v %+v", err, r)
	}
	r, err := verifyBytes(filled(t, v, 2, cos.Dict{"V": cos.String("100,000")}), v.options())
	if err != nil || !r.OK || !slices.Contains(r.Notes, Finding{Code: "active-differs", Detail: "amount"}) {
		t.Errorf("a value that is not shown: %v %+v", err, r)
	}
}
