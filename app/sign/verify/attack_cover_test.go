package verify_test

import (
	"fmt"
	"maps"
	"math"
	"testing"

	"verwoord/app/pdf/cos"
)

// widget is a new signature field of the attacker's on page 3.
func widget(u *cos.Update, value cos.Ref, name string, d cos.Dict) cos.Ref {
	field := cos.Dict{
		"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String(name),
		"F": int64(4), "P": ref(3), "V": value, "AP": cos.Dict{"N": mallory(u)},
	}
	maps.Copy(field, d)
	return u.Add(field)
}

func rect(x1, y1, x2, y2 float64) cos.Array { return cos.Array{x1, y1, x2, y2} }

// oneField makes an attack with one new field.
func oneField(d cos.Dict) func(*testing.T, victim) []byte {
	return func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) { enlist(u, widget(u, value, "new", d)) })
	}
}

// countersigned is the controller's field signed by the attacker, who draws in it.
func countersigned(t *testing.T, v victim) []byte {
	return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		field := u.Dict(ref(11))
		field["V"], field["AP"] = value, cos.Dict{"N": mallory(u)}
		u.Set(ref(11), field)
	})
}

// tiles are n strips that cover the part of page 3 above y.
func tiles(n int, y float64) (all []cos.Array) {
	high := (300 - y) / float64(n)
	for i := range n {
		all = append(all, rect(0, y+high*float64(i), 400, y+high*float64(i+1)))
	}
	return all
}

// waiting is a file with an empty field that takes so much of the blank part of the page, signed by the processor.
func waiting(t *testing.T, high int) victim {
	return newVictim(t, map[int]string{
		4:  "<</Length 37>>\nstream\nBT /F1 9 Tf 20 290 Td (EUR 100) Tj ET\nendstream",
		8:  "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(100)/P 3 0 R/Rect[20 270 90 280]>>",
		10: "<</Type/Annot/Subtype/Widget/FT/Sig/T(processor)/P 3 0 R/F 4/Rect[390 290 400 300]>>",
		11: fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 4/Rect[0 20 400 %d]>>", 20+high),
	})
}

// TestWaiting: who signed a page on which a field was waiting knew of the place, so that it may be larger than one that is made later.
func TestWaiting(t *testing.T) {
	v := waiting(t, 140)
	accepted(t, v, countersigned(t, v))
}

// covers hide what was signed, though no field by itself takes much of the page.
var covers = []attack{
	{"a field over a page that is cropped", "field-covers", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			3:  "<</Type/Page/Parent 2 0 R/MediaBox[-2000 -2000 4000 4000]/CropBox[0 0 400 300]/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>",
			11: "<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 4/Rect[0 0 400 300]>>",
		})
		return countersigned(t, v)
	}},
	{"a field over a page that is cropped by what it inherits", "field-covers", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			2: "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[-2000 -2000 4000 4000]/CropBox[0 0 400 300]>>",
			3: "<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>",
		})
		return oneField(cos.Dict{"Rect": rect(0, 100, 400, 300)})(t, v)
	}},
	{"a field over a page whose crop box reaches beyond its media box", "field-covers", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/CropBox[-9000 -9000 9000 9000]/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>",
		})
		return oneField(cos.Dict{"Rect": rect(0, 100, 400, 300)})(t, v)
	}},
	{"a field that was waiting over more than half of the page", "field-covers", func(t *testing.T, _ victim) []byte {
		return countersigned(t, waiting(t, 160))
	}},
	{"a field over more than a quarter of the page, made in one revision and signed in the next", "field-covers", func(t *testing.T, v victim) []byte {
		var later cos.Ref
		made := revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			later = u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("later"),
				"F": int64(4), "P": ref(3), "Rect": rect(0, 120, 400, 240)})
			enlist(u, later)
		})
		return signBy(t, v, made, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			put(u, later.Number, "V", value)
			put(u, later.Number, "AP", cos.Dict{"N": mallory(u)})
		})
	}},
	{"many widgets of one field", "field-covers", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Add(nil)
			var kids cos.Array
			for _, box := range tiles(8, 120) {
				kids = append(kids, u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "Rect": box, "F": int64(4),
					"P": ref(3), "Parent": field, "AP": cos.Dict{"N": mallory(u)}}))
			}
			u.Set(field, cos.Dict{"FT": cos.Name("Sig"), "T": cos.String("many"), "V": value, "Kids": kids})
			page, form := u.Dict(ref(3)), u.Dict(ref(9))
			page["Annots"] = append(u.Array(page["Annots"]), kids...)
			form["Fields"] = append(u.Array(form["Fields"]), field)
			u.Set(ref(3), page)
			u.Set(ref(9), form)
		})
	}},
	{"new fields signed one after another", "field-covers", func(t *testing.T, v victim) []byte {
		data := v.signed
		for i, box := range tiles(6, 120) {
			data = signBy(t, v, data, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
				enlist(u, widget(u, value, fmt.Sprintf("tile%d", i), cos.Dict{"Rect": box}))
			})
		}
		return data
	}},
	{"fields that were there, signed one after another", "field-covers", func(t *testing.T, _ victim) []byte {
		bodies, list := map[int]string{}, ""
		for i, box := range tiles(6, 120) {
			bodies[15+i] = fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(tile%d)/P 3 0 R/F 4/Rect%s>>", i, cos.Append(nil, box))
			list += fmt.Sprintf(" %d 0 R", 15+i)
		}
		bodies[3] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R" + list + "]>>"
		bodies[9] = "<</Fields[8 0 R 10 0 R 11 0 R" + list + "]/SigFlags 1>>"
		v := newVictim(t, bodies)
		data := v.signed
		for i := range 6 {
			data = signBy(t, v, data, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
				field := u.Dict(ref(15 + i))
				field["V"], field["AP"] = value, cos.Dict{"N": mallory(u)}
				u.Set(ref(15+i), field)
			})
		}
		return data
	}},
	{"a field that was there and shows when one points at it", "field-covers", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{11: "<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 288/Rect[0 100 400 300]>>"})
		return countersigned(t, v)
	}},
	{"shown when one points at it", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": int64(1<<5 | 1<<8)})},
	{"hidden, and shown when one points at it", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": int64(1<<1 | 1<<8)})},
	{"printed alone", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": int64(1<<2 | 1<<5)})},
	{"of a size that zooming does not change", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": int64(1<<2 | 1<<3)})},
	{"flags that are no number", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": cos.Name("Hidden")})},
	{"flags that are no whole number", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": 2.5})},
	{"flags below zero", "modified", oneField(cos.Dict{"Rect": rect(0, 200, 60, 300), "F": int64(math.MinInt32 | 2)})},
	{"a rectangle of three corners", "field-covers", oneField(cos.Dict{"Rect": cos.Array{int64(0), int64(0), int64(400)}})},
	{"a rectangle of words", "field-covers", oneField(cos.Dict{"Rect": cos.Array{cos.Name("a"), int64(0), int64(400), int64(300)}})},
	{"a time-stamp that shows when one points at it", "modified", func(t *testing.T, v victim) []byte {
		return stampOver(t, v, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, "hover", cos.Dict{"Rect": rect(0, 200, 60, 300), "F": int64(1<<5 | 1<<8)}))
		})
	}},
	{"a field that does something", "modified", oneField(cos.Dict{"Rect": rect(0, 0, 0, 0), "A": cos.Dict{"S": cos.Name("URI"), "URI": cos.String("https://example.com")}})},
	{"a field that does something when the page opens", "modified", oneField(cos.Dict{"Rect": rect(0, 0, 0, 0), "AA": cos.Dict{"PO": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}}})},
	{"a field in a layer", "modified", oneField(cos.Dict{"Rect": rect(0, 0, 60, 60), "OC": ref(12)})},
	{"a certified page, tiled", "certification-forbids", func(t *testing.T, v victim) []byte {
		v.signed = certified(t, v, 3)
		return oneField(cos.Dict{"Rect": rect(0, 0, 60, 60)})(t, v)
	}},
}

// Fields that hide little are what signing is, and those that lie on each other hide no more than one of them.
func TestSmallFields(t *testing.T) {
	v := newVictim(t, nil)
	data := v.signed
	for i := range 12 {
		data = signBy(t, v, data, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			enlist(u, widget(u, value, fmt.Sprintf("mine%d", i), cos.Dict{"Rect": rect(10, 150, 200, 290)}))
		})
	}
	accepted(t, v, data)
}
