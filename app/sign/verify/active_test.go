package verify_test

import (
	"maps"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
)

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
