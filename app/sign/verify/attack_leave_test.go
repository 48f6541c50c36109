package verify_test

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
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

// moveCatalog has the controller sign in a revision whose trailer names another object as the catalog: the one that was, but for what change
// makes of it.
func moveCatalog(t testing.TB, v victim, change func(u *cos.Update, catalog cos.Dict)) []byte {
	var moved cos.Ref
	v.spelled = func(data []byte) []byte {
		i := bytes.LastIndex(data, []byte("trailer\n"))
		end := strings.Replace(string(data[i:]), "trailer\n", "trailer", 1)
		return append(data[:i], strings.Replace(end, "/Root 1 0 R", fmt.Sprintf("/Root %d 0 R", moved.Number), 1)...)
	}
	return countersign(t, v, v.signed, func(u *cos.Update) {
		catalog := u.Dict(ref(1))
		change(u, catalog)
		moved = u.Add(catalog)
	})
}

// redrawn is a field of the controller, with a look that is object 14, signed by the attacker, who draws in object 14.
func redrawn(t testing.TB, before string, after cos.Object) []byte {
	list := "null"
	if !strings.HasPrefix(before, "<<") {
		list = "<</N 14 0 R>>"
	}
	v := newVictim(t, map[int]string{
		11: "<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 4/Rect[210 20 390 100]/AP" + before + ">>",
		14: "<</Type/XObject/Subtype/Form/BBox[0 0 180 80]/Length 0>>\nstream\n\nendstream", 13: list,
	})
	return countersign(t, v, v.signed, func(u *cos.Update) {
		put(u, 11, "AP", after)
		u.Set(ref(14), &cos.Stream{Dict: cos.Dict{"Type": cos.Name("XObject"), "Subtype": cos.Name("Form"), "BBox": rect(0, 0, 180, 80)}, Data: []byte("0 0 9 9 re f")})
	})
}

// leaves look like what programs leave behind, and are more than that.
var leaves = []attack{
	{"a new field that looks otherwise while it is pressed", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "pressed", cos.Dict{"Rect": rect(300, 200, 390, 240), "H": cos.Name("P"), "AP": cos.Dict{"N": ref(7), "D": mallory(u)}}))
		})
	}},
	{"a look drawn over that is of another annotation too", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			8:  "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(100)/P 3 0 R/Rect[20 200 90 220]/AP<</N 14 0 R>>>>",
			11: "<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 4/Rect[210 20 390 100]/AP<</N 14 0 R>>>>",
			13: "null", 14: "<</Type/XObject/Subtype/Form/BBox[0 0 180 80]/Length 0>>\nstream\n\nendstream",
		})
		return countersign(t, v, v.signed, func(u *cos.Update) { u.Set(ref(14), &cos.Stream{Dict: cos.Dict{}, Data: []byte("0 0 9 9 re f")}) })
	}},
	{"a look drawn over that another annotation has by way of a list of looks", "modified", func(t *testing.T, v victim) []byte {
		return redrawn(t, " 13 0 R", ref(13))
	}},
	{"P=2: a look drawn over that is of another annotation too", "modified", func(t *testing.T, v victim) []byte {
		params := cos.Dict{"Type": cos.Name("TransformParams"), "V": cos.Name("1.2"), "P": int64(2)}
		reference := cos.Dict{"TransformMethod": cos.Name("DocMDP"), "TransformParams": params}
		two := contract(map[int]string{
			8:  "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(100)/P 3 0 R/Rect[20 200 90 220]/AP<</N 14 0 R>>>>",
			11: "<</Type/Annot/Subtype/Stamp/P 3 0 R/F 4/Rect[210 20 390 100]/AP<</N 14 0 R>>>>",
			9:  "<</Fields[8 0 R 10 0 R]/SigFlags 1>>",
			13: "null", 14: "<</Type/XObject/Subtype/Form/BBox[0 0 180 80]/Length 0>>\nstream\n\nendstream",
		})
		data := signBy(t, v, two, cos.Dict{"Reference": cos.Array{reference}}, func(u *cos.Update, value cos.Ref) {
			put(u, 10, "V", value)
			put(u, 1, "Perms", cos.Dict{"DocMDP": value})
		})
		return revise(t, data, func(u *cos.Update, _ *cos.File) {
			put(u, 8, "V", cos.String("999"))
			u.Set(ref(14), &cos.Stream{Dict: cos.Dict{}, Data: []byte("0 0 9 9 re f")})
		})
	}},
	{"P=2: a field filled in and hidden", "modified", func(t *testing.T, v victim) []byte { return filled(t, v, 2, cos.Dict{"F": int64(2)}) }},
	{"P=2: a field filled in and made one for passwords", "modified", func(t *testing.T, v victim) []byte {
		return filled(t, v, 2, cos.Dict{"Ff": int64(1 << 13)})
	}},
	{"another catalog with other pages", "modified", func(t *testing.T, v victim) []byte {
		return moveCatalog(t, v, func(u *cos.Update, catalog cos.Dict) {
			catalog["Pages"] = u.Add(cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{ref(13)}, "Count": int64(1)})
		})
	}},
	{"another catalog that opens elsewhere", "modified", func(t *testing.T, v victim) []byte {
		return moveCatalog(t, v, func(_ *cos.Update, catalog cos.Dict) { catalog["OpenAction"] = cos.Array{ref(13), cos.Name("Fit")} })
	}},
	{"a field taken out and put back as another", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := widget(u, value, "first", cos.Dict{"Rect": rect(300, 200, 390, 240)})
			enlist(u, field)
			put(u, 9, "Fields", cos.Array{field, ref(10), ref(8), ref(11)})
		})
	}},
	{"saved again, with a catalog that nothing uses", "modified", func(t *testing.T, v victim) []byte {
		return stored(t, v, func(revision string, start int) string {
			i := strings.LastIndex(revision, "xref\n1 1")
			r := sized(moved(revision, i, "40 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n", start), 41)
			return strings.Replace(r, "trailer\n<<", fmt.Sprintf("40 1\n%010d 00000 n\r\ntrailer\n<<", start+i), 1)
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
	{"a new field with pictures that were there", "modified", oneField(cos.Dict{"Rect": rect(0, 0, 60, 60), "DR": cos.Dict{"XObject": cos.Dict{"FRM": ref(7)}}})},
	{"P=1: a field filled in", "modified", func(t *testing.T, v victim) []byte { return filled(t, v, 1, nil) }},
	{"P=2: a field filled in and made to act", "modified", func(t *testing.T, v victim) []byte {
		return filled(t, v, 2, cos.Dict{"AA": cos.Dict{"F": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}}})
	}},
	{"P=2: a field filled in and written by what is no string", "modified", func(t *testing.T, v victim) []byte {
		return filled(t, v, 2, cos.Dict{"DA": cos.Dict{}})
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
