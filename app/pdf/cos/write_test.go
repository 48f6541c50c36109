package cos

import (
	"bytes"
	"testing"
)

// What a Builder writes, Open reads back, and finds nothing in it that is ambiguous.
func TestBuilder(t *testing.T) {
	var b Builder
	root := b.Add(nil)
	info := b.Add(Dict{"Title": String("Overeenkomst")})
	pages := b.Add(Dict{"Type": Name("Pages"), "Kids": Array{}, "Count": int64(0)})
	data := bytes.Repeat([]byte("BT ET\n"), 1000)
	stream := b.Add(Deflate(Dict{}, data))
	var list Array
	for i := range 400 {
		list = append(list, b.Add(Array{int64(i)}))
	}
	b.Set(root, Dict{"Type": Name("Catalog"), "Pages": pages, "List": list, "Stream": stream})
	file := b.Bytes(root, info)

	f, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if f.Repaired {
		t.Error("the cross-reference table had to be repaired")
	}
	if flaws := f.Flaws(); len(flaws) != 1 || flaws[0].Code != FlawUnlisted { // the comment of binary bytes behind the header
		t.Errorf("flaws: %v", flaws)
	}
	catalog := f.Dict(f.Trailer["Root"])
	for i, o := range f.Array(catalog["List"]) {
		if n, _ := f.Int(f.Array(o)[0]); n != int64(i) {
			t.Fatalf("object %d holds %d", i, n)
		}
	}
	s, _ := f.Resolve(catalog["Stream"]).(*Stream)
	if got, err := f.StreamData(s); err != nil || !bytes.Equal(got, data) {
		t.Errorf("stream: %d bytes, %v", len(got), err)
	}
	if again := b.Bytes(root, info); !bytes.Equal(file, again) {
		t.Error("written twice, the files differ")
	}
}
