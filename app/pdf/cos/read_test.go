package cos

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tiny is a file of four objects with a cross-reference table; update tests append to it.
func tiny(t testing.TB) []byte {
	t.Helper()
	return tabled([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>>",
		"<</Length 5 0 R>>\nstream\n0 0 m 9 9 l S\nendstream",
		"13",
	})
}

// tabled writes bodies as objects 1, 2, ... of a file.
func tabled(bodies []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	for i, body := range bodies {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f\r\n", len(bodies)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n\r\n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(bodies)+1, start)
	return b.Bytes()
}

// streamed is the same document with an object stream and a cross-reference stream.
func streamed(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := map[int]int{}
	add := func(number int, body string) {
		at[number] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", number, body)
	}
	add(4, "<</Length 13>>\nstream\n0 0 m 9 9 l S\nendstream")
	members := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>>"}
	head, body := "", ""
	for i, m := range members {
		head += fmt.Sprintf("%d %d ", i+1, len(body))
		body += m + " "
	}
	add(5, fmt.Sprintf("<</Type/ObjStm/N 3/First %d/Length %d>>\nstream\n%s\nendstream", len(head), len(head+body), head+body))
	start := b.Len()
	var x bytes.Buffer
	for i := range 3 {
		x.Write([]byte{2, 0, 5, byte(i)})
	}
	for _, offset := range []int{at[4], at[5], start} {
		x.Write([]byte{1, byte(offset >> 8), byte(offset), 0})
	}
	fmt.Fprintf(&b, "6 0 obj\n<</Type/XRef/Size 7/Index[1 6]/W[1 2 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", x.Len(), x.Bytes(), start)
	return b.Bytes()
}

// page checks that the one page can be reached.
func page(t *testing.T, f *File) Dict {
	t.Helper()
	kids := f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])
	if len(kids) != 1 {
		t.Fatalf("kids = %v", kids)
	}
	d := f.Dict(kids[0])
	if f.Name(d["Type"]) != "Page" {
		t.Fatalf("page = %v", d)
	}
	s, ok := f.Resolve(d["Contents"]).(*Stream)
	if !ok || string(s.Data) != "0 0 m 9 9 l S" {
		t.Fatalf("contents = %v", s)
	}
	return d
}

func TestOpen(t *testing.T) {
	for name, data := range map[string][]byte{"table": tiny(t), "stream": streamed(t)} {
		f, err := Open(data)
		if err != nil {
			t.Fatal(name, err)
		}
		page(t, f)
		if f.Repaired || len(f.Revisions) != 1 || f.Revisions[0].End != int64(len(data)) || f.Version() != "1.7" {
			t.Errorf("%s: repaired %v, revisions %+v, version %s", name, f.Repaired, f.Revisions, f.Version())
		}
	}
}

func TestDamaged(t *testing.T) {
	for name, data := range map[string][]byte{"table": tiny(t), "stream": streamed(t)} {
		i := bytes.LastIndex(data, []byte("startxref\n"))
		for what, bad := range map[string][]byte{
			"offset wrong":      append(slices.Clone(data[:i]), "startxref\n77\n%%EOF\n"...),
			"end cut off":       data[:i],
			"bytes in front":    append([]byte("junk junk\n"), data...),
			"offset is no line": append(slices.Clone(data[:i]), "startxref\n99999999999999999999\n%%EOF\n"...),
		} {
			f, err := Open(bad)
			if err != nil {
				t.Errorf("%s, %s: %v", name, what, err)
				continue
			}
			page(t, f)
			if !f.Repaired {
				t.Errorf("%s, %s: not said to be repaired", name, what)
			}
			if _, err := f.Update(); !errors.Is(err, ErrRepaired) {
				t.Errorf("%s, %s: Update: %v", name, what, err)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	encrypted := bytes.Replace(tiny(t), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt<</Filter/Standard>>"), 1)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":     {nil, ErrNotPDF},
		"text":      {[]byte("startxref 5 %%EOF"), ErrNotPDF},
		"no root":   {[]byte("%PDF-1.7\n1 0 obj 5 endobj"), ErrNotPDF},
		"encrypted": {encrypted, ErrEncrypted},
		// As when the catalog is in an object stream, which is encrypted too.
		"encrypted, with no catalog to be found": {bytes.Replace(encrypted, []byte("/Pages"), []byte("/Pagez"), 1), ErrEncrypted},
	} {
		if _, err := Open(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestUpdate(t *testing.T) {
	for name, data := range map[string][]byte{"table": tiny(t), "stream": streamed(t)} {
		for i := range 3 {
			f, err := Open(data)
			if err != nil {
				t.Fatal(name, err)
			}
			u, err := f.Update()
			if err != nil {
				t.Fatal(name, err)
			}
			added := u.Add(String("new"))
			d := u.Dict(Ref{3, 0})
			d["Rotate"] = int64(90 * i)
			d["LastModified"] = added
			u.Set(Ref{3, 0}, d)
			next, err := u.Bytes()
			if err != nil {
				t.Fatal(name, err)
			}
			if !bytes.HasPrefix(next, data) {
				t.Fatalf("%s: earlier bytes changed", name)
			}
			data = next
		}
		f, err := Open(data)
		if err != nil {
			t.Fatal(name, err)
		}
		if f.Repaired || len(f.Revisions) != 4 || f.Revisions[3].End != int64(len(data)) {
			t.Errorf("%s: repaired %v, revisions %+v", name, f.Repaired, f.Revisions)
		}
		d := page(t, f)
		if s, _ := f.String(d["LastModified"]); d["Rotate"] != int64(180) || s != "new" {
			t.Errorf("%s: page = %v", name, d)
		}
		for i, want := range []Object{nil, int64(0), int64(90), int64(180)} {
			if got := page(t, f.At(i))["Rotate"]; got != want {
				t.Errorf("%s, revision %d: Rotate = %v, want %v", name, i, got, want)
			}
		}
		judge(t, name, data)
	}
}

// What an update adds is packed where the file has object streams, but for a signature, which is found by its bytes.
func TestUpdatePacks(t *testing.T) {
	for name, data := range map[string][]byte{"plain": tiny(t), "packed": streamed(t)} {
		f, err := Open(data)
		if err != nil {
			t.Fatal(name, err)
		}
		u, err := f.Update()
		if err != nil {
			t.Fatal(name, err)
		}
		d := u.Dict(Ref{3, 0})
		d["A"], d["B"] = u.Add(Dict{"C": int64(1)}), u.Add(Array{int64(2)})
		signature := u.Add(Dict{"ByteRange": Array{}, "Contents": String("\x00\x00")})
		d["S"] = signature
		u.Set(Ref{3, 0}, d)
		next, err := u.Bytes()
		if err != nil {
			t.Fatal(name, err)
		}
		if again, err := u.Bytes(); err != nil || !bytes.Equal(again, next) {
			t.Errorf("%s: the same update has other bytes: %v", name, err)
		}
		if start, end, ok := u.Span(signature, "Contents"); !ok || string(next[start:end]) != "<0000>" {
			t.Errorf("%s: the signature is not in the file's own bytes", name)
		}
		if f, err = Open(next); err != nil {
			t.Fatal(name, err)
		}
		d = page(t, f)
		if f.Dict(d["A"])["C"] != int64(1) || len(f.Array(d["B"])) != 1 || len(f.Flaws()) > 0 {
			t.Errorf("%s: page = %v, flaws %v", name, d, f.Flaws())
		}
		if at, _ := f.Location(d["A"].(Ref).Number); (at.Stream != 0) != (name == "packed") {
			t.Errorf("%s: a dictionary is at %+v", name, at)
		}
		judge(t, name, next)
	}
}

// judge asks qpdf, where it is installed, whether it agrees that a file is sound.
func judge(t *testing.T, name string, data []byte) {
	t.Helper()
	if _, err := exec.LookPath("qpdf"); err != nil {
		return
	}
	path := filepath.Join(t.TempDir(), name+".pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("%s: qpdf: %s", name, out)
	}
}

func TestSpan(t *testing.T) {
	data := tabled([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", "<</V<</Contents<00ff>/X(a)>>/Y 1/Y 2>>"})
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	start, end, ok := f.Span(Ref{3, 0}, "V", "Contents")
	if !ok || string(data[start:end]) != "<00ff>" {
		t.Errorf("Contents: %q %v", data[start:end], ok)
	}
	for _, path := range [][]Name{{"Y"}, {"Z"}, {"V", "Y"}, {"V", "X", "Q"}} {
		if _, _, ok := f.Span(Ref{3, 0}, path...); ok {
			t.Errorf("%v found", path)
		}
	}
}

func TestObjects(t *testing.T) {
	for in, want := range map[string]string{
		"12":                            "12",
		"-3.50":                         "-3.5",
		"+7":                            "7",
		".5":                            "0.5",
		"4.":                            "4.0",
		"123456789012345678901":         "123456789012345680000.0",
		"(a(b)c\\)\\101\\n\\\r\nd)":     "(a\\(b\\)c\\)A\\012d)",
		"<48 65 6c6C 6f 2>":             "(Hello )",
		"/A#20B":                        "/A#20B",
		"[1 0 R 2 3 true null]":         "[1 0 R 2 3 true null]",
		"<</A/B/C<</D[]>>%x\n/E(f)>>":   "<</A/B/C<</D[]>>/E(f)>>",
		"<</A 1/A 2>>":                  "<</A 2>>",
		"1 0 Rx":                        "1",
		strings.Repeat("[", 80):         "!",
		"<<1 2>>":                       "!",
		"<0g>":                          "!",
		"(a":                            "!",
		"/A#00":                         "!",
		"1e5":                           "!",
		"--1":                           "!",
		"truely":                        "!",
		strings.Repeat("9", 400) + ".0": "!",
	} {
		l := lexer{data: []byte(in)}
		o, err := l.object()
		got := "!"
		if err == nil {
			got = string(Append(nil, o))
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
		walkAlike(t, []byte(in))
	}
}

// walkAlike fails when walking by an object finds anything else than reading it does.
func walkAlike(t *testing.T, data []byte) {
	t.Helper()
	l := lexer{data: data}
	o, err := l.object()
	w := walker{lexer: lexer{data: data}}
	if failed := w.walk("", 0); (failed == nil) != (err == nil) {
		t.Fatalf("%q: walking says %v, reading %v", data, failed, err)
	}
	if err != nil {
		return
	}
	if w.pos != l.pos || w.twice != l.twice {
		t.Fatalf("%q: walking ends at %d (a key twice: %t), reading at %d (%t)", data, w.pos, w.twice, l.pos, l.twice)
	}
	if !w.twice && !slices.Equal(slices.SortedFunc(slices.Values(w.links), byLink), slices.SortedFunc(slices.Values(Links(o)), byLink)) {
		t.Fatalf("%q: walking finds %v, reading %v", data, w.links, Links(o))
	}
}

func byLink(a, b Link) int { return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Key, b.Key)) }

func FuzzWalk(f *testing.F) {
	for _, in := range []string{"<</A[1 0 R(b)]/B<</C 2 0 R>>/D 3 0 R>>", "<</A 1 0 R/A 2 0 R>>", "[(a(b)c)<</A#20 5 0 R>> 1 0 Rx -.5 <0aF>]", "[[[12345678901234567890]]]", "(\\)", "[00000000012 0 R 8388608 0 R 8388607 0 Rx 1 00 R 1  0 R 0 0 R]", "12 0 R"} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, data []byte) { walkAlike(t, data) })
}

// FuzzOpen walks everything that a file offers: nothing may panic or take more than its bounds, and what is read can be written.
func FuzzOpen(f *testing.F) {
	for _, data := range [][]byte{tiny(f), streamed(f), hybrid(f), linearized(f)} {
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		judgedAlike(t, data)
		file, err := Open(data)
		if err != nil {
			return
		}
		for i := range file.Revisions {
			v := file.At(i)
			for _, number := range v.Numbers() {
				at, _ := v.Location(number)
				o := v.Get(Ref{number, at.Generation})
				Append(nil, o)
				if s, ok := o.(*Stream); ok {
					v.StreamData(s)
				}
			}
		}
		u, err := file.Update()
		if err != nil {
			return
		}
		ref := u.Add(int64(7))
		out, err := u.Bytes()
		if err != nil {
			return
		}
		again, err := Open(out)
		if err != nil || again.Repaired || again.Get(ref) != int64(7) {
			t.Fatalf("an update does not hold: %v", err)
		}
	})
}
