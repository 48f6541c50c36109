package cos

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// appended adds a revision to a file by hand: bodies of objects by number, junk before the section, and a last word.
func appended(data []byte, before string, bodies map[int]string, junk string) []byte {
	prev := bytes.LastIndex(data, []byte("startxref\n")) + len("startxref\n")
	var section int
	fmt.Sscan(string(data[prev:]), &section)
	b := bytes.NewBuffer(bytes.Clone(data))
	b.WriteString(before)
	rows := ""
	for number := range 100 {
		if body, ok := bodies[number]; ok {
			rows += fmt.Sprintf("%d 1\n%010d 00000 n\r\n", number, b.Len())
			fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", number, body)
		}
	}
	b.WriteString(junk)
	start := b.Len()
	fmt.Fprintf(b, "xref\n%strailer\n<</Size 100/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", rows, section, start)
	return b.Bytes()
}

func TestFlaws(t *testing.T) {
	one := map[int]string{6: "<</A 1>>"}
	cases := []struct {
		name, before string
		bodies       map[int]string
		junk         string
		then         func([]byte) []byte
		want         string
	}{
		{name: "plain", bodies: one},
		{name: "a stream", bodies: map[int]string{6: "<</Length 3>>\nstream\nabc\nendstream"}},
		{name: "bytes before", before: "junk ", bodies: one, want: "unlisted"},
		{name: "a comment", before: "% 7 0 obj\n", bodies: one, want: "unlisted"},
		{name: "an object that is not listed", bodies: one, junk: "7 0 obj\n<<>>\nendobj\n", want: "unlisted"},
		{name: "an object that stands twice", bodies: one, junk: "6 0 obj\n<</A 2>>\nendobj\n", want: "unlisted,object-twice 6"},
		{name: "a key that stands twice", bodies: map[int]string{6: "<</A 1/A 2>>"}, want: "key-twice 6"},
		{name: "a key that stands twice inside", bodies: map[int]string{6: "[<</B<</A 1/#41 2>>>>]"}, want: "key-twice 6"},
		{name: "a stream that is longer", bodies: map[int]string{6: "<</Length 3>>\nstream\nabcdef\nendstream"}, want: "length 6,unlisted,object-twice 6"},
		{name: "more than an object", bodies: map[int]string{6: "<</A 1>> 7"}, want: "syntax 6,unlisted,object-twice 6"},
		{name: "an object of an earlier revision", bodies: one, junk: "7 0 obj\n<<>>\nendobj\n", want: "earlier 7", then: func(b []byte) []byte {
			at := bytes.LastIndex(b, []byte("7 0 obj"))
			b = appended(b, "", map[int]string{7: "<<>>"}, "")
			body := []byte("7 0 obj\n<<>>\nendobj\n")
			i := bytes.LastIndex(b, body)
			copy(b[i:], bytes.Repeat([]byte(" "), len(body)))
			copy(b[bytes.LastIndex(b, []byte("7 1\n"))+4:], fmt.Sprintf("%010d", at))
			return b
		}},
		{name: "another startxref", bodies: one, want: "end", then: func(b []byte) []byte {
			i := bytes.LastIndex(b, []byte("startxref"))
			return append(b[:i:i], "startxref\n0\n"+string(b[i:])...)
		}},
		{name: "a word before the end", bodies: one, want: "end", then: func(b []byte) []byte {
			return append(b[:len(b)-len("%%EOF\n")], "x %%EOF\n"...)
		}},
	}
	for _, c := range cases {
		data := appended(tiny(t), c.before, c.bodies, c.junk)
		if c.then != nil {
			data = c.then(data)
		}
		f, err := Open(data)
		if err != nil || f.Repaired || len(f.Revisions) < 2 {
			t.Errorf("%s: %v, repaired %v", c.name, err, f.Repaired)
			continue
		}
		var got []string
		for _, flaw := range f.Flaws() {
			got = append(got, strings.TrimSuffix(fmt.Sprintf("%s %d", flaw.Code, flaw.Object), " 0"))
		}
		if s := strings.Join(got, ","); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
		judgedAlike(t, data)
	}
}

// judgedAlike fails when objects that are passed by are told another thing of than those that are made.
func judgedAlike(t *testing.T, data []byte) {
	t.Helper()
	passed, err := Open(data)
	if err != nil {
		return
	}
	made, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range passed.Revisions {
		p, m := passed.At(i), made.At(i)
		flaws := p.Flaws()
		for _, number := range m.Numbers() {
			at, _ := m.Location(number)
			links := Links(m.Get(Ref{number, at.Generation}))
			if got := p.Links(number); !slices.Equal(slices.SortedFunc(slices.Values(got), byLink), slices.SortedFunc(slices.Values(links), byLink)) {
				t.Fatalf("%q: revision %d: object %d refers to %v, and when it is made to %v", data, i, number, got, links)
			}
		}
		if want := m.Flaws(); !slices.Equal(flaws, want) && passed.Err() == nil && made.Err() == nil {
			t.Fatalf("%q: revision %d: %v, and when all is made %v", data, i, flaws, want)
		}
	}
}

// Files that the package writes itself have none.
func TestFlawless(t *testing.T) {
	for name, data := range map[string][]byte{"table": tiny(t), "stream": streamed(t)} {
		f, err := Open(data)
		if err != nil {
			t.Fatal(err)
		}
		u, err := f.Update()
		if err != nil {
			t.Fatal(err)
		}
		u.Add(Deflate(Dict{}, []byte("data")))
		data, err = u.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if f, err = Open(data); err != nil {
			t.Fatal(err)
		}
		for i := range f.Revisions {
			for _, flaw := range f.At(i).Flaws() {
				if i > 0 || flaw.Code != FlawUnlisted { // the first has a comment of binary bytes behind its header
					t.Errorf("%s: revision %d: %+v", name, i, flaw)
				}
			}
		}
	}
}
