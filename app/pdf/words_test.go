package pdf

import (
	"testing"

	"verwoord/app/pdf/cos"
)

// A structure tree whose elements are shared has more paths than anyone can walk, and one that names the same words again and again more
// text than fits.
func TestPassagesOfNoTree(t *testing.T) {
	build := func(tree func(b *cos.Builder, page cos.Ref) cos.Ref) []byte {
		var b cos.Builder
		pages := b.Add(nil)
		page := b.Add(cos.Dict{"Type": cos.Name("Page"), "Parent": pages, "Contents": b.Add(&cos.Stream{
			Dict: cos.Dict{}, Data: []byte("/P <</MCID 0>> BDC EMC"),
		})})
		b.Set(pages, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
		return b.Bytes(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages, "StructTreeRoot": tree(&b, page)}), cos.Ref{})
	}
	passages := func(file []byte) ([]Passage, error) {
		f, err := cos.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		return Original(f).Passages()
	}
	_, err := passages(build(func(b *cos.Builder, page cos.Ref) cos.Ref {
		element := b.Add(cos.Dict{"S": cos.Name("P"), "K": int64(0), "Pg": page})
		for range maxNesting - 4 {
			element = b.Add(cos.Dict{"S": cos.Name("Div"), "K": cos.Array{element, element}})
		}
		return element
	}))
	if err == nil {
		t.Error("what is shared was taken for a tree")
	}
	found, err := passages(build(func(b *cos.Builder, page cos.Ref) cos.Ref {
		return b.Add(cos.Dict{"S": cos.Name("P"), "T": cos.String("a"), "K": cos.Array{int64(0), int64(0)}, "Pg": page})
	}))
	if err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
}
