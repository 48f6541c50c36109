package verify_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"
)

// tagged is a contract with a structure tree, an output intent, and a tree of numbers in one leaf.
func tagged() map[int]string {
	return map[int]string{
		1:  "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R/MarkInfo<</Marked true>>/StructTreeRoot 15 0 R/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/Info(sRGB)>>]>>",
		3:  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]/StructParents 0>>",
		15: "<</Type/StructTreeRoot/K 16 0 R/ParentTree<</Nums[0[17 0 R]]>>/ParentTreeNextKey 1>>",
		16: "<</Type/StructElem/S/Document/P 15 0 R/K[17 0 R]>>",
		17: "<</Type/StructElem/S/P/P 16 0 R/Pg 3 0 R/K 0>>",
	}
}

// entered is a new field of the attacker's that stands in the structure tree as programs enter one, but for what change makes of it.
func entered(t testing.TB, v victim, change func(u *cos.Update, widget, element cos.Ref)) []byte {
	return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		field := widget(u, value, "entered", cos.Dict{"Rect": rect(300, 200, 390, 240), "StructParent": int64(1)})
		enlist(u, field)
		element := u.Add(cos.Dict{"Type": cos.Name("StructElem"), "S": cos.Name("Form"), "P": ref(16), "Pg": ref(3),
			"K": cos.Dict{"Type": cos.Name("OBJR"), "Obj": field, "Pg": ref(3)}})
		root, document := u.Dict(ref(15)), u.Dict(ref(16))
		document["K"] = append(u.Array(document["K"]), element)
		root["ParentTree"] = u.Add(cos.Dict{"Nums": cos.Array{int64(0), cos.Array{ref(17)}, int64(1), element}})
		root["ParentTreeNextKey"] = int64(2)
		root["RoleMap"] = cos.Dict{}
		u.Set(ref(15), root)
		u.Set(ref(16), document)
		change(u, field, element)
	})
}

// countersign signs in the controller's field, as programs of clients do, in a revision that change adds more to.
func countersign(t testing.TB, v victim, data []byte, change func(u *cos.Update)) []byte {
	return signBy(t, v, data, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		field := u.Dict(ref(11))
		field["V"] = value
		u.Set(ref(11), field)
		change(u)
	})
}

// filled is a certified file in which the field with the amount is filled in.
func filled(t testing.TB, v victim, p int64, d cos.Dict) []byte {
	return revise(t, certified(t, v, p), func(u *cos.Update, _ *cos.File) {
		field := u.Dict(ref(8))
		field["V"] = cos.String("999")
		field["AP"] = cos.Dict{"N": u.Add(&cos.Stream{
			Dict: cos.Dict{"Subtype": cos.Name("Form"), "BBox": rect(0, 0, 70, 20), "Resources": cos.Dict{"Font": cos.Dict{"F1": ref(6)}}},
			Data: []byte("BT /F1 12 Tf (999) Tj ET"),
		})}
		maps.Copy(field, d)
		u.Set(ref(8), field)
	})
}

// added gives an entry of an object in a change.
func put(u *cos.Update, number int, key cos.Name, o cos.Object) {
	d := u.Dict(ref(number))
	d[key] = o
	u.Set(ref(number), d)
}

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
	r, err := verifyBytes(filled(t, v, 2, cos.Dict{"V": cos.String("100,000")}), v.options())
	if err != nil || !r.OK || !slices.Contains(r.Notes, Finding{Code: "active-differs", Detail: "amount"}) {
		t.Errorf("a value that is not shown: %v %+v", err, r)
	}
}

// leaves look like what programs leave behind, and are more than that.
var leaves = []attack{
	{"a new field that looks otherwise while it is pressed", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "pressed", cos.Dict{"Rect": rect(300, 200, 390, 240), "H": cos.Name("P")}))
		})
	}},
	{"a catalog that nothing uses", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) { u.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": ref(2)}) })
	}},
	{"a catalog of no type that nothing uses", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) { u.Add(cos.Dict{"Pages": ref(2)}) })
	}},
	{"a catalog among objects that use each other", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) {
			a := u.Add(nil)
			u.Set(a, cos.Dict{"Type": cos.Name("Catalog"), "Pages": ref(2), "Next": u.Add(cos.Dict{"Back": a})})
		})
	}},
	{"pages that nothing uses", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) {
			u.Add(cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{ref(13)}, "Count": int64(1)})
		})
	}},
	{"an object that nothing used, changed and then shown", "modified", func(t *testing.T, v victim) []byte {
		data := countersign(t, v, v.signed, func(u *cos.Update) { put(u, 13, "Rotate", int64(90)) })
		return revise(t, data, func(u *cos.Update, _ *cos.File) { put(u, 2, "Kids", cos.Array{ref(13)}) })
	}},
	{"content that is made first and shown later", "modified", func(t *testing.T, v victim) []byte {
		var content cos.Ref
		data := countersign(t, v, v.signed, func(u *cos.Update) { content = mallory(u) })
		return revise(t, data, func(u *cos.Update, _ *cos.File) { put(u, 3, "Contents", content) })
	}},
	{"another output intent", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return countersign(t, v, v.signed, func(u *cos.Update) {
			put(u, 1, "OutputIntents", cos.Array{u.Add(cos.Dict{"Type": cos.Name("OutputIntent"), "S": cos.Name("GTS_PDFA1"), "Info": cos.String("other")})})
		})
	}},
	{"a role map that maps", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return countersign(t, v, v.signed, func(u *cos.Update) { put(u, 15, "RoleMap", cos.Dict{"P": cos.Name("Artifact")}) })
	}},
	{"an element that is read as something else", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, _ cos.Ref) { put(u, 17, "ActualText", cos.String("EUR 999")) })
	}},
	{"the document read as something else", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, _ cos.Ref) { put(u, 16, "ActualText", cos.String("EUR 999")) })
	}},
	{"an element with words of its own", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, element cos.Ref) { put(u, element.Number, "ActualText", cos.String("EUR 999")) })
	}},
	{"an element that takes the text of the page", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, widget, element cos.Ref) {
			put(u, element.Number, "K", cos.Array{cos.Dict{"Type": cos.Name("OBJR"), "Obj": widget}, int64(0)})
		})
	}},
	{"an element of another kind", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, element cos.Ref) { put(u, element.Number, "S", cos.Name("P")) })
	}},
	{"an element of a widget that was there", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, element cos.Ref) {
			put(u, element.Number, "K", cos.Dict{"Type": cos.Name("OBJR"), "Obj": ref(8)})
		})
	}},
	{"an element taken out", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, element cos.Ref) { put(u, 16, "K", cos.Array{element}) })
	}},
	{"the parent tree of other elements", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, tagged())
		return entered(t, v, func(u *cos.Update, _, element cos.Ref) {
			put(u, 15, "ParentTree", u.Add(cos.Dict{"Nums": cos.Array{int64(0), cos.Array{element}, int64(1), element}}))
		})
	}},
	{"an empty field that shows something", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			enlist(u, u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("later"),
				"F": int64(4), "P": ref(3), "Rect": rect(20, 240, 99, 270), "AP": cos.Dict{"N": mallory(u)}}))
		})
	}},
	{"an empty field with a ground", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			enlist(u, u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("later"),
				"F": int64(4), "P": ref(3), "Rect": rect(20, 240, 99, 270), "MK": cos.Dict{"BG": cos.Array{int64(1)}}}))
		})
	}},
	{"a field for words", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			enlist(u, u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Tx"), "T": cos.String("later"),
				"F": int64(4), "P": ref(3), "Rect": rect(20, 240, 99, 270)}))
		})
	}},
	{"a new field with resources", "modified", oneField(cos.Dict{"Rect": rect(0, 0, 60, 60), "DR": cos.Dict{"Font": cos.Dict{"F1": ref(6)}}})},
	{"a new field that returns to another value", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "back", cos.Dict{"Rect": rect(300, 200, 390, 240), "DV": u.Add(cos.Dict{"Type": cos.Name("Sig")})}))
		})
	}},
	{"a page that says itself what it did not inherit", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) { put(u, 3, "MediaBox", rect(0, 0, 400, 200)) })
	}},
	{"a page that says itself how it is cropped", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) { put(u, 3, "CropBox", rect(0, 0, 400, 300)) })
	}},
	{"a page that says nothing of what it said", "modified", func(t *testing.T, v victim) []byte {
		return countersign(t, v, v.signed, func(u *cos.Update) { put(u, 3, "Resources", nil) })
	}},
	{"P=1: a field filled in", "modified", func(t *testing.T, v victim) []byte { return filled(t, v, 1, nil) }},
	{"P=2: a field filled in and made to act", "modified", func(t *testing.T, v victim) []byte {
		return filled(t, v, 2, cos.Dict{"AA": cos.Dict{"F": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}}})
	}},
	{"P=2: a field filled in and moved", "modified", func(t *testing.T, v victim) []byte {
		return filled(t, v, 2, cos.Dict{"Rect": rect(0, 0, 400, 300)})
	}},
	{"P=2: a field filled in, with the content of the page for its look", "modified", func(t *testing.T, v victim) []byte {
		data := filled(t, v, 2, cos.Dict{"AP": cos.Dict{"N": ref(4)}})
		return revise(t, data, func(u *cos.Update, _ *cos.File) {
			u.Set(ref(4), &cos.Stream{Dict: cos.Dict{}, Data: []byte("BT /F1 12 Tf 20 250 Td (EUR 999) Tj ET")})
			put(u, 8, "V", cos.String("9999"))
		})
	}},
	{"P=2: a locked field filled in", "field-locked", func(t *testing.T, v victim) []byte {
		lock := cos.Dict{"TransformMethod": cos.Name("FieldMDP"), "TransformParams": cos.Dict{"Action": cos.Name("Include"), "Fields": cos.Array{cos.String("amount")}}}
		data := signBy(t, v, certified(t, v, 2), cos.Dict{"Reference": cos.Array{lock}}, func(u *cos.Update, value cos.Ref) { put(u, 11, "V", value) })
		return revise(t, data, func(u *cos.Update, _ *cos.File) { put(u, 8, "V", cos.String("999")) })
	}},
	{"P=2: a field filled in that is as large as the page", "field-covers", func(t *testing.T, v victim) []byte {
		params := cos.Dict{"Type": cos.Name("TransformParams"), "V": cos.Name("1.2"), "P": int64(2)}
		reference := cos.Dict{"TransformMethod": cos.Name("DocMDP"), "TransformParams": params}
		large := contract(map[int]string{8: "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/P 3 0 R/Rect[0 50 400 300]>>"})
		data := signBy(t, v, large, cos.Dict{"Reference": cos.Array{reference}}, func(u *cos.Update, value cos.Ref) {
			put(u, 10, "V", value)
			put(u, 1, "Perms", cos.Dict{"DocMDP": value})
		})
		return revise(t, data, func(u *cos.Update, _ *cos.File) {
			put(u, 8, "V", cos.String("999"))
			put(u, 8, "AP", cos.Dict{"N": mallory(u)})
		})
	}},
	{"P=2: a button with another look", "modified", func(t *testing.T, v victim) []byte {
		params := cos.Dict{"Type": cos.Name("TransformParams"), "V": cos.Name("1.2"), "P": int64(2)}
		reference := cos.Dict{"TransformMethod": cos.Name("DocMDP"), "TransformParams": params}
		button := contract(map[int]string{8: "<</Type/Annot/Subtype/Widget/FT/Btn/T(amount)/P 3 0 R/Rect[20 200 90 220]>>"})
		data := signBy(t, v, button, cos.Dict{"Reference": cos.Array{reference}}, func(u *cos.Update, value cos.Ref) {
			put(u, 10, "V", value)
			put(u, 1, "Perms", cos.Dict{"DocMDP": value})
		})
		return revise(t, data, func(u *cos.Update, _ *cos.File) { put(u, 8, "AP", cos.Dict{"N": mallory(u)}) })
	}},
	{"P=2: fields drawn anew", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, filled(t, v, 2, nil), func(u *cos.Update, _ *cos.File) { put(u, 9, "NeedAppearances", true) })
	}},
	{"P=2: a font that the form had, exchanged", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, filled(t, v, 2, nil), func(u *cos.Update, _ *cos.File) {
			put(u, 6, "BaseFont", cos.Name("Courier"))
			put(u, 8, "V", cos.String("9999"))
		})
	}},
}

// TestActive: what may show something else than was signed is told, and does no harm to the signature.
func TestActive(t *testing.T) {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]"
	catalog := "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R"
	field := "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(100)/P 3 0 R/Rect[20 200 90 220]/AP<</N 15 0 R>>"
	shows := func(words string) string {
		content := "BT /F1 12 Tf (" + words + ") Tj ET"
		return "<</Subtype/Form/BBox[0 0 70 20]/Resources<</Font<</F1 6 0 R>>>>/Length " + string(cos.Append(nil, int64(len(content)))) + ">>\nstream\n" + content + "\nendstream"
	}
	for _, c := range []struct {
		name, want string
		bodies     map[int]string
	}{
		{"nothing", "", nil},
		{"a place to begin at", "", map[int]string{1: catalog + "/OpenAction[3 0 R/Fit]>>"}},
		{"a script when it opens", "active-script", map[int]string{1: catalog + "/OpenAction<</S/JavaScript/JS(x)>>>>"}},
		{"a script behind a place", "active-script", map[int]string{1: catalog + "/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/JavaScript/JS(x)>>>>>>"}},
		{"an address when it opens", "active-action", map[int]string{1: catalog + "/OpenAction<</S/URI/URI(https://example.com)>>>>"}},
		{"named scripts", "active-script", map[int]string{1: catalog + "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>>>"}},
		{"a script of a page", "active-script", map[int]string{3: page + "/AA<</O<</S/JavaScript/JS(x)>>>>>>"}},
		{"a script of a field", "active-script", map[int]string{8: field + "/AA<</F<</S/JavaScript/JS(x)>>>>>>", 15: shows("100")}},
		{"a program that is started", "active-action", map[int]string{8: field + "/A<</S/Launch/F(x.exe)>>>>", 15: shows("100")}},
		{"a form in XML", "active-xfa", map[int]string{9: "<</Fields[8 0 R 10 0 R 11 0 R]/SigFlags 1/XFA(<x/>)>>"}},
		{"a layer that is off", "active-layers", map[int]string{12: "<</OCGs[15 0 R]/D<</OFF[15 0 R]>>>>", 15: "<</Type/OCG/Name(a)>>"}},
		{"a layer for paper", "active-layers", map[int]string{12: "<</OCGs[15 0 R]/D<<>>>>", 15: "<</Type/OCG/Name(a)/Usage<</Print<</PrintState/OFF>>>>>>"}},
		{"a layer that is on", "", map[int]string{12: "<</OCGs[15 0 R]/D<<>>>>", 15: "<</Type/OCG/Name(a)>>"}},
		{"content elsewhere", "active-external", map[int]string{7: "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/F(other.pdf)/Length 0>>\nstream\n\nendstream"}},
		{"a page of another file", "active-external", map[int]string{7: "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(other.pdf)/Page 0>>/Length 0>>\nstream\n\nendstream"}},
		{"a film", "active-media", map[int]string{15: "<</Type/Annot/Subtype/Movie/Rect[0 0 9 9]>>"}},
		{"a portfolio", "active-cover", map[int]string{1: catalog + "/Collection<</View/T/D(other.pdf)>>>>"}},
		{"a note on paper alone", "active-where", map[int]string{15: "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/F 36>>"}},
		{"a note that shows when one points at it", "active-where", map[int]string{15: "<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/F 290>>"}},
		{"a note that is on paper and screen", "", map[int]string{15: "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/F 4>>"}},
		{"a note with another look when one points at it", "active-where", map[int]string{15: "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/F 4/AP<</N 7 0 R/R 14 0 R>>>>"}},
		{"a button with another look when one points at it", "", map[int]string{15: "<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/Rect[0 0 9 9]/F 4/AP<</N 7 0 R/R 14 0 R>>>>"}},
		{"another picture on paper", "active-where", map[int]string{7: "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Alternates[<</Image 14 0 R/DefaultForPrinting true>>]/Length 1>>\nstream\nx\nendstream"}},
		{"another picture in its place", "active-external", map[int]string{7: "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/OPI<</2.0<</F(x)>>>>/Length 1>>\nstream\nx\nendstream"}},
		{"a field drawn anew", "active-redrawn", map[int]string{9: "<</Fields[8 0 R 10 0 R 11 0 R]/SigFlags 1/NeedAppearances true>>"}},
		{"a field that shows its value", "", map[int]string{8: field + ">>", 15: shows("EUR 100")}},
		{"a field that shows another value", "active-differs", map[int]string{8: field + ">>", 15: shows("999")}},
	} {
		bodies := map[int]string{}
		maps.Copy(bodies, c.bodies)
		v := newVictim(t, bodies)
		r, err := verifyBytes(v.signed, v.options())
		if err != nil || !r.OK {
			t.Fatalf("%s: %v %v", c.name, err, codes(r))
		}
		var told []string
		for _, f := range r.Notes {
			told = append(told, f.Code)
		}
		if strings.Join(told, " ") != c.want {
			t.Errorf("%s: told %q, want %s", c.name, told, c.want)
		}
	}
}
