package cos

import "testing"

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		object Object
		want   string
	}{
		{nil, "null"},
		{true, "true"},
		{int64(-12), "-12"},
		{0.25, "0.25"},
		{3.0, "3.0"},
		{-1e21, "-1000000000000000000000.0"},
		{1e-7, "0.0000001"},
		{Name("A B#/é"), "/A#20B#23#2F#C3#A9"},
		{Name(""), "/"},
		{String(""), "()"},
		{String("a(b)\\c\n"), `(a\(b\)\\c\012)`},
		{String("\xfe\xff\x00A"), "<FEFF0041>"},
		{Array{int64(1), Name("N"), int64(2), String("s"), nil, Array{}, Ref{3, 0}}, "[1/N 2(s) null[] 3 0 R]"},
		{Dict{"B": int64(1), "A": Dict{"C": Name("D")}}, "<</A<</C/D>>/B 1>>"},
		{&Stream{Dict: Dict{"Length": int64(99)}, Data: []byte("x")}, "<</Length 1>>\nstream\nx\nendstream"},
		{&Stream{}, "<</Length 0>>\nstream\n\nendstream"},
	} {
		if got := string(Append(nil, c.object)); got != c.want {
			t.Errorf("Append(%#v)\n got %s\nwant %s", c.object, got, c.want)
		}
	}
}
