package cos_test

import (
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
)

// TestDangling: an object that is added does not come to stand where a reference led to nothing.
func TestDangling(t *testing.T) {
	pages := cos.Ref{Number: 1}
	objects := []cos.Object{
		cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{}, "Count": int64(0)},
		cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages, "X": cos.Array{cos.Ref{Number: 6}, cos.Ref{Number: 7}, cos.Ref{Number: 9}}},
	}
	for name, data := range map[string][]byte{
		"streams": costest.Packed(objects, cos.Ref{Number: 2}, cos.Ref{}),
		"table":   costest.Listed([]string{"<</Type/Catalog/Pages 2 0 R/X[6 0 R 7 0 R 9 0 R]>>", "<</Type/Pages/Kids[]/Count 0>>"}, ""),
	} {
		f, err := cos.Open(data)
		if err != nil {
			t.Fatal(name, err)
		}
		u, err := f.Update()
		if err != nil {
			t.Fatal(name, err)
		}
		for range 4 {
			u.Add(cos.Dict{"A": int64(1)})
		}
		out, err := u.Bytes()
		if err != nil {
			t.Fatal(name, err)
		}
		if f, err = cos.Open(out); err != nil || f.Repaired {
			t.Fatal(name, err)
		}
		for _, number := range []int{6, 7, 9} {
			if got := f.Get(cos.Ref{Number: number}); got != nil {
				t.Errorf("%s: %d is %v now", name, number, got)
			}
		}
		if got := f.Get(cos.Ref{Number: 8}); got == nil {
			t.Errorf("%s: 8 was free, and is not used", name)
		}
	}
}
