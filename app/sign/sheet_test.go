package sign

import (
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

func sheet(t testing.TB, fields ...string) *Sheet {
	s := &Sheet{Lang: "nl", Title: "Ondertekening", Text: "Dit blad is toegevoegd.", Faces: family(t)}
	for _, name := range fields {
		s.Blocks = append(s.Blocks, Block{Field: name, Label: name, Description: "Handtekening " + name})
	}
	return s
}

// signable are files without a place for signatures, each with a page or a tree of tags that asks for care.
var signable = []struct {
	name string
	size string // of the sheet
	file func() []byte
}{
	{"A4", "595 842", page("/MediaBox[0 0 595 842]")},
	{"letter", "612 792", page("/MediaBox[0 0 612 792]")},
	{"an origin elsewhere", "595 842", page("/MediaBox[-100 50 495 892]")},
	{"corners in another order", "595 842", page("/MediaBox[595 842 0 0]")},
	{"cropped", "500 700", page("/MediaBox[0 0 595 842]/CropBox[40 40 540 740]")},
	{"turned", "842 595", page("/MediaBox[0 0 595 842]/Rotate 90")},
	{"turned the other way", "842 595", page("/MediaBox[0 0 595 842]/Rotate -270")},
	{"too small", "595.28 841.89", page("/MediaBox[0 0 200 300]")},
	{"too large", "595.28 841.89", page("/MediaBox[0 0 2000 3000]")},
	{"in other units", "595.28 841.89", page("/MediaBox[0 0 595 842]/UserUnit 2")},
	{"no box", "595.28 841.89", page("")},
	{"object streams", "595.28 841.89", built},
	{"inherited", "842 595", tree(
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids 5 0 R/Count 6 0 R/MediaBox[0 0 595 842]/Rotate 270/Resources<</Font<<>>>>>>",
		"<</Type/Page/Parent 4 0 R>>", "<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", "[4 0 R]", "1")},
	{"a form with words", "595 842", tree(
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>", "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[9 9 99 29]/P 3 0 R>>")},
	{"tags in a list", "595 842", tree(
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/StructParents 7/Tabs/S>>", "<</Type/StructTreeRoot/K 5 0 R/ParentTree<</Nums[7[6 0 R]]>>>>",
		"<</Type/StructElem/S/Document/P 4 0 R/K 6 0 R>>", "<</Type/StructElem/S/P/P 5 0 R/Pg 3 0 R/K 0>>")},
	{"tags in leaves", "595 842", tree(
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/StructParents 2/Tabs/S>>",
		"<</Type/StructTreeRoot/K[5 0 R 6 0 R]/ParentTree 7 0 R/ParentTreeNextKey 40>>",
		"<</Type/StructElem/S/H1/P 4 0 R/Pg 3 0 R/K 0>>", "<</Type/StructElem/S/P/P 4 0 R/Pg 3 0 R/K 1>>",
		"<</Kids[8 0 R]>>", "<</Limits[2 39]/Nums[2[5 0 R 6 0 R] 39 null]>>")},
	{"no tags yet", "595 842", tree(
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", "<</Type/StructTreeRoot>>")},
}

func page(entries string) func() []byte {
	return tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/Resources<<>>"+entries+">>")
}

func tree(bodies ...string) func() []byte { return func() []byte { return assembled(bodies) } }

// TestSheet: both parties sign on a page of their own, and nothing else changes.
func TestSheet(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	for _, c := range signable {
		t.Run(c.name, func(t *testing.T) {
			file := c.file()
			r := Request{Field: "processor", Sheet: sheet(t, "processor", "controller"), Services: services(p),
				Appearance: &Appearance{Lines: []string{"J. Jansen"}, Faces: family(t)}}
			one := mustSign(t, file, id, r)
			r.Field = "controller"
			two := mustSign(t, one, id, r)
			for _, data := range [][]byte{one, two} {
				report, err := verifyBytes(t, data, verify.Options{Roots: []*x509.Certificate{p.Root.Certificate}, Now: moment})
				if err != nil || !report.OK || len(report.Signatures[0].Notes) > 0 {
					t.Fatalf("%v %+v", err, report)
				}
			}
			before, _ := cos.Open(file)
			after, _ := cos.Open(two)
			old, pages := form.Pages(before), form.Pages(after)
			if len(pages) != len(old)+1 {
				t.Fatalf("%d pages, were %d", len(pages), len(old))
			}
			for i, ref := range old {
				if pages[i] != ref || string(cos.Append(nil, before.Get(ref))) != string(cos.Append(nil, after.Get(ref))) {
					t.Errorf("page %d is another", i+1)
				}
			}
			count, _ := after.Int(after.Dict(after.Dict(after.Trailer["Root"])["Pages"])["Count"])
			if count != int64(len(pages)) {
				t.Errorf("Count %d", count)
			}
			last := after.Dict(pages[len(old)])
			box, _ := form.Rectangle(after, last["MediaBox"])
			width, height := box.Width(), box.Height()
			if got := fmt.Sprintf("%g %g", width, height); got != c.size {
				t.Errorf("size %s, want %s", got, c.size)
			}
			checkBlocks(t, after, last, width)
			if strings.Contains(string(file), "StructTreeRoot") {
				checkTags(t, after, last)
			}
		})
	}
}

// checkBlocks looks at the two fields: on the page, apart, with something to show.
func checkBlocks(t *testing.T, f *cos.File, page cos.Dict, width float64) {
	t.Helper()
	widgets := f.Array(page["Annots"])
	if len(widgets) != 2 {
		t.Fatalf("%d fields", len(widgets))
	}
	floor := 1e9
	for _, o := range widgets {
		d := f.Dict(o)
		r := f.Array(d["Rect"])
		low, high := r[1].(float64), r[3].(float64)
		if r[0].(float64) < 0 || r[2].(float64) > width || low < 0 || high >= floor {
			t.Errorf("a field at %v", r)
		}
		floor = low
		if f.Dict(f.Dict(d["AP"])["N"]) == nil || d["V"] == nil || d["TU"] == nil {
			t.Errorf("a field %v", d)
		}
	}
}

// checkTags follows the parent tree from the page and its fields to their elements, and up from there.
func checkTags(t *testing.T, f *cos.File, page cos.Dict) {
	t.Helper()
	root := f.Dict(f.Dict(f.Trailer["Root"])["StructTreeRoot"])
	parents := map[int64]cos.Object{}
	last := int64(-1)
	var walk func(d cos.Dict)
	walk = func(d cos.Dict) {
		nums := f.Array(d["Nums"])
		for i := 0; i+1 < len(nums); i += 2 {
			key := nums[i].(int64)
			if key <= last {
				t.Errorf("key %d behind %d", key, last)
			}
			last = key
			parents[key] = nums[i+1]
		}
		for _, kid := range f.Array(d["Kids"]) {
			walk(f.Dict(kid))
		}
	}
	walk(f.Dict(root["ParentTree"]))
	if next, ok := f.Int(root["ParentTreeNextKey"]); !ok || next != last+1 {
		t.Errorf("the next key is %d", next)
	}
	if page["Tabs"] != cos.Name("S") {
		t.Error("no order of tabs")
	}
	elements := f.Array(parents[page["StructParents"].(int64)])
	if len(elements) != 4 {
		t.Fatalf("%d elements", len(elements))
	}
	for _, o := range f.Array(page["Annots"]) {
		element := parents[f.Dict(o)["StructParent"].(int64)]
		if d := f.Dict(element); d["S"] != cos.Name("Form") || f.Dict(d["K"])["Obj"] != o {
			t.Errorf("the element of a field: %v", d)
		}
		elements = append(elements, element)
	}
	for _, o := range elements {
		for d := f.Dict(o); d["Type"] != cos.Name("StructTreeRoot"); d = f.Dict(d["P"]) {
			k := f.Dict(d["P"])["K"]
			if k != o && !slices.Contains(f.Array(k), o) {
				t.Fatalf("%v is no kid of its parent", o)
			}
			o = d["P"]
		}
	}
}

// TestNoSheet: a page more would be a change, or not be seen.
func TestNoSheet(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	plain := page("/MediaBox[0 0 595 842]")()
	for name, file := range map[string][]byte{
		"signed already":   mustSign(t, plain, id, Request{Services: services(p)}),
		"a form in XML":    assembled([]string{"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA()>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}),
		"rights of use":    assembled([]string{"<</Type/Catalog/Pages 2 0 R/Perms<</UR3<<>>>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}),
		"tags of no shape": assembled([]string{"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank, "[]"}),
	} {
		out := mustSign(t, file, id, Request{Field: "controller", Sheet: sheet(t, "controller"), Services: services(p)})
		checkSignature(t, p, out, "controller")
		f, _ := cos.Open(out)
		if pages := form.Pages(f); len(pages) != 1 {
			t.Errorf("%s: %d pages", name, len(pages))
		}
	}
}
