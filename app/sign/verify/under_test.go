package verify_test

import (
	"fmt"
	"slices"
	"testing"

	"verwoord/app/pdf/cos"
	. "verwoord/app/sign/verify"
)

// page is a contract of which the page shows content.
func page(content string, more map[int]string) map[int]string {
	bodies := map[int]string{4: fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)}
	for n, b := range more {
		bodies[n] = b
	}
	return bodies
}

// TestOver: what a later signature is drawn over. The field is at 100, 200 to 160, 220; words under it leave open whether the signature before
// it is still of what one sees, whatever way they are written in.
func TestOver(t *testing.T) {
	const words, unsure, nothing = NoteOver, NoteUnsure, ""
	// Fonts of two bytes a letter: one with the widths of its letters, one without.
	wide := "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 600/W[1[500 600]3 9 700]>>]>>"
	for _, c := range []struct {
		name, want, content string
		more                map[int]string
	}{
		{"an empty page", nothing, "", nil},
		{"a price", words, "BT /F1 12 Tf 102 204 Td (EUR 100) Tj ET", nil},
		{"a price in pieces", words, "BT /F1 12 Tf 102 204 Td [(E) -20 (UR) 15.5 ( 100)] TJ ET", nil},
		{"a price on the next line", words, "BT /F1 12 Tf 14 TL 102 218 Td T* (EUR 100) Tj ET", nil},
		{"a price by a quotation mark", words, "BT /F1 12 Tf 14 TL 102 218 Td (EUR 100) ' ET", nil},
		{"a price by two", words, "BT /F1 12 Tf 14 TL 102 218 Td 1 2 (EUR 100) \" ET", nil},
		{"a price with leading", words, "BT /F1 12 Tf 102 218 Td 0 -14 TD (EUR 100) Tj ET", nil},
		{"a price of a matrix", words, "BT /F1 1 Tf 12 0 0 12 102 204 Tm (EUR 100) Tj ET", nil},
		{"a price on its side", words, "BT /F1 12 Tf 0 1 -1 0 130 190 Tm (EUR 100) Tj ET", nil},
		{"a price that is moved", words, "q 2 0 0 2 50 100 cm BT /F1 6 Tf 26 52 Td (EUR 100) Tj ET Q", nil},
		{"a price that begins before it", words, "BT /F1 12 Tf 20 204 Td (This agreement costs EUR 100) Tj ET", nil},
		{"a price that is spread", words, "BT /F1 12 Tf 40 Tc 20 204 Td (EUR 100) Tj ET", nil},
		{"a price that is raised", words, "BT /F1 12 Tf 30 Ts 102 174 Td (EUR 100) Tj ET", nil},
		{"a price in a form", words, "/X1 Do", map[int]string{7: "<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Matrix[1 0 0 1 100 200]/Resources<</Font<</F1 6 0 R>>>>/Length 38>>\nstream\nBT /F1 12 Tf 2 4 Td (EUR 100) Tj ET    \nendstream"}},
		{"a price in letters of two bytes", words, "BT /F1 12 Tf 102 204 Td <000100020003> Tj ET", map[int]string{6: wide}},
		{"a price in letters of two bytes beside it", nothing, "BT /F1 12 Tf 20 204 Td <000100020003> Tj ET", map[int]string{6: wide}},
		{"a price that is not seen", nothing, "BT 3 Tr /F1 12 Tf 102 204 Td (EUR 100) Tj ET", nil},
		{"letters that are drawn by programs", unsure, "BT /F1 12 Tf 102 204 Td (   ) Tj ET", map[int]string{6: "<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/FontBBox[0 0 1 1]/CharProcs<<>>/Encoding<<>>/FirstChar 0/LastChar 0/Widths[1]>>"}},
		{"letters of no font", unsure, "BT 102 204 Td (EUR 100) Tj ET", nil},
		{"outlines", unsure, "102 204 m 110 204 l 106 214 l f", nil},
		{"a picture", unsure, "q 60 0 0 20 100 200 cm /X1 Do Q", map[int]string{7: "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\nx\nendstream"}},
		{"a picture beside it", nothing, "q 60 0 0 20 10 200 cm /X1 Do Q", map[int]string{7: "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\nx\nendstream"}},
		{"a picture in the content", unsure, "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", nil},
		{"a shading", unsure, "/S1 sh", nil},
		{"what cannot be read", unsure, "BT /F1 12 Tf (EUR", nil},
		{"numbers that are none", unsure, "/a /b cm", nil},
		{"a note", unsure, "", map[int]string{8: "<</Type/Annot/Subtype/FreeText/Rect[90 190 170 230]/Contents(EUR 100)/AP<</N 7 0 R>>>>",
			9: "<</Fields[10 0 R 11 0 R]/SigFlags 1>>"}},
		{"paper and lines", nothing, "0.9 g 0 0 400 300 re f 0 G 100 200 60 20 re S 100 202 m 160 202 l S", nil},
		{"dots to write on", nothing, "BT /F1 12 Tf 102 204 Td (........ ____) Tj ET", nil},
		{"words before it", nothing, "BT /F1 12 Tf 20 204 Td (Signature:) Tj ET", nil},
		{"words behind it", nothing, "BT /F1 12 Tf 162 204 Td (Signature) Tj ET", nil},
		{"words above it", nothing, "BT /F1 12 Tf 102 223 Td (Signature) Tj ET", nil},
		{"words below it", nothing, "BT /F1 12 Tf 102 188 Td (Signature) Tj ET", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := newVictim(t, page(c.content, c.more))
			data := oneField(cos.Dict{"Rect": rect(100, 200, 160, 220)})(t, v)
			r, err := verifyBytes(data, v.options())
			if err != nil || len(r.Signatures) != 2 {
				t.Fatal(err, r)
			}
			var got []string
			for _, f := range r.Signatures[0].Notes {
				if f.Code != "field-added" {
					got = append(got, f.Code)
				}
			}
			if want := []string{c.want}; c.want == "" && got != nil || c.want != "" && !slices.Equal(got, want) {
				t.Errorf("found %v, want %q; problems %v", got, c.want, codes(r))
			}
			if open := r.Integrity.Code == Covered; open != (c.want == words) {
				t.Errorf("the verdict is %v", r.Integrity)
			}
			if r.Signatures[1].Notes != nil {
				t.Errorf("of who did it: %v", r.Signatures[1].Notes)
			}
		})
	}
}

// TestOverExisting: what lies under a field that was there, and one that was filled in, is looked at likewise.
func TestOverExisting(t *testing.T) {
	over := "BT /F1 12 Tf 212 50 Td (EUR 100) Tj ET"
	v := newVictim(t, page(over, nil))
	r, err := verifyBytes(countersigned(t, v), v.options())
	if err != nil || r.Integrity != (Verdict{Open, Covered}) {
		t.Errorf("signed: %v %v", r.Integrity, codes(r))
	}
	blank := newVictim(t, nil)
	if r, err := verifyBytes(countersigned(t, blank), blank.options()); err != nil || r.Integrity != (Verdict{Good, Intact}) || r.Signatures[0].Notes != nil {
		t.Errorf("on blank paper: %v %v", r.Integrity, r.Signatures[0].Notes)
	}
	// A field without a look, of which a program may draw the paper.
	v = newVictim(t, page("BT /F1 12 Tf 102 204 Td (EUR 100) Tj ET", nil))
	data := oneField(cos.Dict{"Rect": rect(100, 200, 160, 220), "AP": nil, "MK": cos.Dict{"BG": cos.Array{int64(1)}}})(t, v)
	if r, err := verifyBytes(data, v.options()); err != nil || r.Integrity.Mark == Good {
		t.Errorf("with paper alone: %v %v", r.Integrity, codes(r))
	}
}
