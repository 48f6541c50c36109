package verify_test

import (
	"bytes"
	"fmt"
	"testing"

	"verwoord/app/pdf/cos"
)

// mallory is a page content of the attacker's.
func mallory(u *cos.Update) cos.Ref {
	return u.Add(&cos.Stream{Dict: cos.Dict{}, Data: []byte("BT /F1 12 Tf 20 250 Td (EUR 999) Tj ET")})
}

// body is an object by hand.
const body = "4 0 obj\n<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 999) Tj ET\nendstream\nendobj\n"

func behind(v victim, more string) []byte { return append(bytes.Clone(v.signed), more...) }

// savings append something to a signed file (incremental saving attacks).
var savings = []attack{
	{"a page with other content", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			page := u.Dict(ref(3))
			page["Contents"] = mallory(u)
			u.Set(ref(3), page)
		})
	}},
	{"the content itself", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			u.Set(ref(4), &cos.Stream{Dict: cos.Dict{}, Data: []byte("BT /F1 12 Tf 20 250 Td (EUR 999) Tj ET")})
		})
	}},
	{"a trailer and no cross-reference", "bytes-after", func(_ *testing.T, v victim) []byte {
		return behind(v, body+"trailer\n<</Size 20/Root 1 0 R>>\n")
	}},
	{"no trailer either", "bytes-after", func(_ *testing.T, v victim) []byte { return behind(v, body) }},
	{"an end of file and nothing else", "bytes-after", func(_ *testing.T, v victim) []byte { return behind(v, body+"%%EOF\n") }},
	{"a wrong startxref", "repaired", func(_ *testing.T, v victim) []byte {
		return behind(v, body+"startxref\n99999999\n%%EOF\n")
	}},
	{"an earlier startxref", "bytes-after", func(_ *testing.T, v victim) []byte {
		i := bytes.Index(v.signed, []byte("startxref"))
		j := i + bytes.Index(v.signed[i:], []byte("%%EOF"))
		return behind(v, body+string(v.signed[i:j])+"%%EOF\n")
	}},
	{"another document behind it", "no-signature", func(_ *testing.T, v victim) []byte {
		whole := contract(nil)
		shifted := bytes.Clone(whole)
		f, _ := cos.Open(whole)
		for _, n := range f.Numbers() {
			at, _ := f.Location(n)
			shifted = bytes.Replace(shifted, fmt.Appendf(nil, "%010d 00000 n", at.Offset), fmt.Appendf(nil, "%010d 00000 n", at.Offset+int64(len(v.signed))), 1)
		}
		section := f.Revisions[0].Section
		shifted = bytes.Replace(shifted, fmt.Appendf(nil, "startxref\n%d", section), fmt.Appendf(nil, "startxref\n%d", section+int64(len(v.signed))), 1)
		return behind(v, string(shifted))
	}},
	{"a copy of the signature in a field of its own", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) {
			page := u.Dict(ref(3))
			page["Contents"] = mallory(u)
			u.Set(ref(3), page)
			copied := u.Add(f.Get(f.Dict(ref(10))["V"].(cos.Ref)))
			field := u.Dict(ref(11))
			field["V"] = copied
			u.Set(ref(11), field)
		})
	}},
	{"a copy of the signature in its place", "range-gap", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) {
			value := f.Dict(ref(10))["V"].(cos.Ref)
			u.Set(value, cos.Dict{"Note": cos.Name("moved"), "ByteRange": f.Dict(value)["ByteRange"], "Contents": f.Dict(value)["Contents"],
				"SubFilter": f.Dict(value)["SubFilter"], "Type": cos.Name("Sig")})
		})
	}},
	{"the same again", "revision-idle", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) { u.Set(ref(4), f.Get(ref(4))) })
	}},
	{"nothing", "revision-idle", func(_ *testing.T, v victim) []byte {
		f, _ := cos.Open(v.signed)
		at, _ := f.Location(4)
		return relist(v.signed, v.signed, 4, int(at.Offset))
	}},
	{"an object that nothing uses yet", "revision-idle", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) { mallory(u) })
	}},
	{"the signature's field taken out", "no-signature", entries(9, cos.Dict{"Fields": cos.Array{ref(8)}})},
	{"the signature itself taken out", "value-missing", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) { u.Set(f.Dict(ref(10))["V"].(cos.Ref), nil) })
	}},
	{"a second signature with more in its revision", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field, page := u.Dict(ref(11)), u.Dict(ref(3))
			field["V"], page["Contents"] = value, mallory(u)
			u.Set(ref(11), field)
			u.Set(ref(3), page)
		})
	}},
	{"a change between two signatures", "modified", func(t *testing.T, v victim) []byte {
		between := entries(8, cos.Dict{"V": cos.String("999")})(t, v)
		return signBy(t, v, between, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"] = value
			u.Set(ref(11), field)
		})
	}},
}

// shadows change what a signed file shows by what was prepared in it.
var shadows = []attack{
	{"hide: what covers something is not drawn", "modified", entries(3, cos.Dict{"Contents": cos.Array{ref(4)}})},
	{"hide: the form itself is nothing", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) { u.Set(ref(7), nil) })
	}},
	{"hide: the form's number is freed", "modified", func(_ *testing.T, v victim) []byte {
		out := relist(v.signed, v.signed, 7, 0)
		return append(out[:len(v.signed)], bytes.Replace(out[len(v.signed):], []byte("00000 n"), []byte("00001 f"), 1)...)
	}},
	{"replace: a font", "modified", entries(6, cos.Dict{"BaseFont": cos.Name("Courier")})},
	{"replace: the value of a field", "modified", entries(8, cos.Dict{"V": cos.String("999")})},
	{"replace: the look of a field", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			d := u.Dict(ref(8))
			d["AP"] = cos.Dict{"N": mallory(u)}
			u.Set(ref(8), d)
		})
	}},
	{"replace: the whole page, in a field to be signed", "field-covers", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{11: "<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 4/Rect[0 0 400 300]>>"})
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"], field["AP"] = value, cos.Dict{"N": mallory(u)}
			u.Set(ref(11), field)
		})
	}},
	{"replace: the whole page, in a new field", "field-covers", func(t *testing.T, v victim) []byte {
		return sneaky(t, v, v.signed, cos.Array{int64(0), int64(0), int64(400), int64(300)})
	}},
	{"hide and replace: the hidden page", "modified", entries(2, cos.Dict{"Kids": cos.Array{ref(13)}})},
	{"hide and replace: by the cross-reference alone", "modified", func(t *testing.T, _ victim) []byte {
		// A second definition of object 4 lies in the signed bytes, inside a stream; a table is appended that leads to it.
		hidden := "<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 999) Tj ET\nendstream"
		inside := "4 0 obj\n" + hidden + "\nendobj\n"
		v := newVictim(t, map[int]string{14: fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(inside), inside)})
		accepted(t, v, v.signed)
		return relist(v.signed, v.signed, 4, bytes.LastIndex(v.signed, []byte(inside)))
	}},
	{"a layer switched off", "modified", entries(12, cos.Dict{"D": cos.Dict{"BaseState": cos.Name("OFF")}})},
	{"a script that runs", "modified", entries(1, cos.Dict{"OpenAction": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}})},
	{"a page turned", "modified", entries(3, cos.Dict{"Rotate": int64(180)})},
	{"a page more", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
			pages := u.Dict(ref(2))
			pages["Kids"] = cos.Array{ref(3), u.Add(u.Dict(ref(13)))}
			u.Set(ref(2), pages)
		})
	}},
	{"a field's box moved by its own signature", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"], field["Rect"] = value, cos.Array{int64(0), int64(0), int64(400), int64(300)}
			u.Set(ref(11), field)
		})
	}},
	{"an object where there was none", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{5: "<</Length 6/Extra 17 0 R>>\nstream\n/X1 Do\nendstream"})
		accepted(t, v, v.signed)
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) { u.Set(ref(17), cos.Dict{}) })
	}},
	{"certificates that are a page's content too", "modified", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{
			1: "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R/DSS<</Certs 14 0 R>>>>",
			3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 14 0 R/Resources<</Font<</F1 6 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>", 14: "[4 0 R]"})
		accepted(t, v, v.signed)
		return revise(t, v.signed, func(u *cos.Update, _ *cos.File) { u.Set(ref(14), cos.Array{ref(4), mallory(u)}) })
	}},
}

// relist ends a revision of a file with a table that names one object.
func relist(before, data []byte, number, offset int) []byte {
	f, _ := cos.Open(before)
	last := f.Revisions[len(f.Revisions)-1]
	return fmt.Appendf(bytes.Clone(data), "xref\n%d 1\n%010d 00000 n\r\ntrailer\n<</Size 41/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		number, offset, last.Section, len(data))
}

// certifications add to a certified file what its level seems to allow (evil annotation, sneaky signature).
var certifications = []attack{
	{"P=3: an annotation over the text", "modified", func(t *testing.T, v victim) []byte {
		return revise(t, certified(t, v, 3), func(u *cos.Update, _ *cos.File) {
			note := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("FreeText"), "Rect": cos.Array{int64(20), int64(240), int64(99), int64(270)},
				"Contents": cos.String("EUR 999"), "P": ref(3)})
			page := u.Dict(ref(3))
			page["Annots"] = append(u.Array(page["Annots"]), note)
			u.Set(ref(3), page)
		})
	}},
	{"P=2: a signature over the text", "certification-forbids", func(t *testing.T, v victim) []byte {
		return sneaky(t, v, certified(t, v, 2), cos.Array{int64(20), int64(240), int64(99), int64(270)})
	}},
	{"P=1: a signature", "certification-forbids", func(t *testing.T, v victim) []byte {
		return signBy(t, v, certified(t, v, 1), cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"] = value
			u.Set(ref(11), field)
		})
	}},
	{"P=2: an annotation in the name of a signature", "modified", func(t *testing.T, v victim) []byte {
		return signBy(t, v, certified(t, v, 2), cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"] = value
			u.Set(ref(11), field)
			stamp := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Stamp"), "Rect": cos.Array{int64(0), int64(0), int64(99), int64(99)}})
			page := u.Dict(ref(3))
			page["Annots"] = append(u.Array(page["Annots"]), stamp)
			u.Set(ref(3), page)
		})
	}},
	{"a lock broken", "field-locked", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, map[int]string{10: "<</Type/Annot/Subtype/Widget/FT/Sig/T(processor)/P 3 0 R/Rect[20 20 200 100]/Lock<</Type/SigFieldLock/Action/Include/Fields[(controller)]>>>>"})
		accepted(t, v, v.signed)
		return signBy(t, v, v.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field := u.Dict(ref(11))
			field["V"] = value
			u.Set(ref(11), field)
		})
	}},
}

// sneaky signs in a new field with a look of its own.
func sneaky(t *testing.T, v victim, data []byte, box cos.Array) []byte {
	return signBy(t, v, data, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		field := u.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String("sneaky"),
			"Rect": box, "F": int64(4), "P": ref(3), "V": value, "AP": cos.Dict{"N": mallory(u)}})
		page, form := u.Dict(ref(3)), u.Dict(ref(9))
		page["Annots"] = append(u.Array(page["Annots"]), field)
		form["Fields"] = append(u.Array(form["Fields"]), field)
		u.Set(ref(3), page)
		u.Set(ref(9), form)
	})
}
