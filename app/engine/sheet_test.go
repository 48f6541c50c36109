package engine

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"slices"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
	"verwoord/app/pdf/form"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// signable are files without a place for signatures, each with a page or a tree of tags that asks for care.
var signable = []struct {
	name string
	file func() []byte
}{
	{"A4", page("/MediaBox[0 0 595 842]")},
	{"letter", page("/MediaBox[0 0 612 792]")},
	{"an origin elsewhere", page("/MediaBox[-100 50 495 892]")},
	{"corners in another order", page("/MediaBox[595 842 0 0]")},
	{"cropped", page("/MediaBox[0 0 595 842]/CropBox[40 40 540 740]")},
	{"turned", page("/MediaBox[0 0 595 842]/Rotate 90")},
	{"turned the other way", page("/MediaBox[0 0 595 842]/Rotate -270")},
	{"too small", page("/MediaBox[0 0 200 300]")},
	{"too large", page("/MediaBox[0 0 2000 3000]")},
	{"in other units", page("/MediaBox[0 0 595 842]/UserUnit 2")},
	{"no box", page("")},
	{"object streams", packed},
	{"inherited", tree(
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids 5 0 R/Count 6 0 R/MediaBox[0 0 595 842]/Rotate 270/Resources<</Font<<>>>>>>",
		"<</Type/Page/Parent 4 0 R>>", "<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", "[4 0 R]", "1")},
	{"a form with words", tree(
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>", "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[9 9 99 29]/P 3 0 R>>")},
	{"tags in a list", tree(
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/StructParents 7/Tabs/S>>", "<</Type/StructTreeRoot/K 5 0 R/ParentTree<</Nums[7[6 0 R]]>>>>",
		"<</Type/StructElem/S/Document/P 4 0 R/K 6 0 R>>", "<</Type/StructElem/S/P/P 5 0 R/Pg 3 0 R/K 0>>")},
	{"tags in leaves", tree(
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/StructParents 2/Tabs/S>>",
		"<</Type/StructTreeRoot/K[5 0 R 6 0 R]/ParentTree 7 0 R/ParentTreeNextKey 40>>",
		"<</Type/StructElem/S/H1/P 4 0 R/Pg 3 0 R/K 0>>", "<</Type/StructElem/S/P/P 4 0 R/Pg 3 0 R/K 1>>",
		"<</Kids[8 0 R]>>", "<</Limits[2 39]/Nums[2[5 0 R 6 0 R] 39 null]>>")},
	{"no tags yet", tree(
		"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", "<</Type/StructTreeRoot>>")},
}

func page(entries string) func() []byte {
	return tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/Resources<<>>"+entries+">>")
}

func tree(bodies ...string) func() []byte { return func() []byte { return costest.Listed(bodies, "") } }

// packed is a page in a file that lists its objects in streams.
func packed() []byte {
	pages := cos.Ref{Number: 1}
	return costest.Packed([]cos.Object{
		cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{cos.Ref{Number: 2}}, "Count": int64(1)},
		cos.Dict{"Type": cos.Name("Page"), "Parent": pages, "Resources": cos.Dict{}, "MediaBox": cos.Array{int64(0), int64(0), int64(400), int64(300)}},
		cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages},
	}, cos.Ref{Number: 3}, cos.Ref{})
}

// TestSheet: both parties sign on a page of their own, and nothing else changes.
func TestSheet(t *testing.T) {
	e := engine(t)
	p := testpki.New("http://pki.example.com", now)
	for _, c := range signable {
		t.Run(c.name, func(t *testing.T) {
			file := c.file()
			two := file
			for i, party := range []string{Processor, Controller} {
				two = bySigner(t, e, p, two, party)
				report, err := e.Verify(context.Background(), two, verify.Options{Roots: []*x509.Certificate{p.Root.Certificate}, Now: now})
				if err != nil || !report.OK || len(report.Signatures) != i+1 || len(report.Signatures[0].Notes) > 0 {
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
			checkBlocks(t, after, last, box.Width())
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

// bySigner signs for a party.
func bySigner(t *testing.T, e *Engine, p *testpki.PKI, file []byte, party string) []byte {
	t.Helper()
	who := p.Signer(party, testpki.Key(party))
	r, err := e.Sign(context.Background(), file, Signing{
		Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: party,
		Services: sign.Services{Time: now, Rand: rand.Reader},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.File
}

// TestNoSheet: a page more would be a change, or not be seen.
func TestNoSheet(t *testing.T) {
	e := engine(t)
	p := testpki.New("http://pki.example.com", now)
	const blank = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>>>"
	who := p.Signer("J. Jansen", testpki.Key("jansen"))
	signed, err := e.Sign(context.Background(), page("/MediaBox[0 0 595 842]")(), Signing{
		Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Services: sign.Services{Time: now, Rand: rand.Reader},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file  []byte
		pages int
	}{
		"signed already":   {signed.File, 2},
		"a form in XML":    {costest.Listed([]string{"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA()>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}, ""), 1},
		"rights of use":    {costest.Listed([]string{"<</Type/Catalog/Pages 2 0 R/Perms<</UR3<<>>>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}, ""), 1},
		"tags of no shape": {costest.Listed([]string{"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank, "[]"}, ""), 1},
	} {
		f, err := cos.Open(bySigner(t, e, p, c.file, Controller))
		if err != nil {
			t.Fatal(err)
		}
		if pages := form.Pages(f); len(pages) != c.pages {
			t.Errorf("%s: %d pages", name, len(pages))
		}
	}
}
