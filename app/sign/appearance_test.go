package sign

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
	"verwoord/app/sign/testpki"
)

func TestPath(t *testing.T) {
	for in, want := range map[string]string{
		"M1 2L3,4":                 "m[1 2] l[3 4]",
		"M1 2 3 4 5 6":             "m[1 2] l[3 4] l[5 6]",
		"m1 2 3 4 5 6z":            "m[1 2] l[4 6] l[9 12] h[]",
		"M10 10h5v-5H0V0":          "m[10 10] l[15 10] l[15 5] l[0 5] l[0 0]",
		"M0 0c1 1 2 2 3 3":         "m[0 0] c[1 1 2 2 3 3]",
		"M0 0C1 0 2 0 3 3S5 6 7 8": "m[0 0] c[1 0 2 0 3 3] c[4 6 5 6 7 8]",
		"M0 0Q3 3 6 0t6 0":         "m[0 0] c[2 2 4 2 6 0] c[8 -2 10 -2 12 0]",
		"M1.5.5-3e1,+2":            "m[1.5 0.5] l[-30 2]",
		"M1 2zm1 1l1 1":            "m[1 2] h[] m[2 3] l[3 4]",
		"":                         "",
		"L1 2":                     "!",
		"M1":                       "!",
		"M1 2 Z 3":                 "!",
		"M1 2A3 3 0 0 1 5 5":       "!",
		"M1 2 Lx":                  "!",
		"M1 nan":                   "!",
		"M1 1e99":                  "!",
	} {
		path, err := parsePath(in)
		var got []string
		for _, s := range path {
			got = append(got, s.operator+fmt.Sprint(s.operands))
		}
		if err != nil {
			got = []string{"!"}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q is %v, want %s", in, got, want)
		}
	}
}

func FuzzPath(f *testing.F) {
	f.Add("M0 0C1 0 2 0 3 3S5 6 7 8q1 1 2 2T1 1z")
	f.Fuzz(func(t *testing.T, data string) { parsePath(data) })
}

// drawn is a picture with one black line on white.
func drawn(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 60, 30))
	for y := range 30 {
		for x := range 60 {
			img.SetGray(x, y, color.Gray{255})
		}
		img.SetGray(2*y, y, color.Gray{0})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func family(t testing.TB) *face.Family {
	t.Helper()
	f, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAppearance(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	lines := []string{"Johanna van der Čapek-İnönü", "algemeen directeur", "Voorbeeld B.V.", "22 november 2026, 10:30 uur"}
	for name, drawing := range map[string]*Drawing{
		"words":   nil,
		"strokes": {Path: "M10 60C20-40 60-40 60 40S90 100 120 20", Width: 220, Height: 100, Stroke: 3},
		"picture": {PNG: drawn(t)},
	} {
		look := &Appearance{Lines: lines, Faces: family(t), Drawing: drawing}
		out := mustSign(t, written(true), id, Request{Field: "controller", Appearance: look, Services: services(p)})
		checkSignature(t, p, out, "controller")
		f, err := cos.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		form, ok := f.Resolve(f.Dict(f.Dict(cos.Ref{Number: 6})["AP"])["N"]).(*cos.Stream)
		if !ok {
			t.Fatal(name, "has no appearance")
		}
		content, err := f.StreamData(form)
		if err != nil {
			t.Fatal(err)
		}
		resources := f.Dict(form.Dict["Resources"])
		if n := bytes.Count(content, []byte("TJ\n")); n < len(lines) || len(f.Dict(resources["Font"])) != 2 {
			t.Errorf("%s: %d lines, fonts %v", name, n, resources["Font"])
		}
		if strings.Contains(string(content), "S\n") != (name == "strokes") || (resources["XObject"] != nil) != (name == "picture") {
			t.Errorf("%s: %s", name, content)
		}
	}
	for want, look := range map[string]*Appearance{
		"no-glyph": {Lines: []string{"山田"}, Faces: family(t)},
		"drawing":  {Lines: lines, Faces: family(t), Drawing: &Drawing{Path: "A"}},
	} {
		_, err := signBytes(t.Context(), written(true), id, Request{Field: "controller", Appearance: look, Services: services(p)})
		if code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestUnstamped: a field does not speak of a time-stamp that its signature lacks.
func TestUnstamped(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	look := &Appearance{Lines: []string{"A", "B", "C"}, Unstamped: []string{"A"}, Faces: family(t)}
	for fault, want := range map[testpki.Fault]int{"": 3, testpki.Away: 1} {
		p.Faults.TSA = fault
		r, err := signBytes(t.Context(), written(true), id, Request{Field: "controller", Level: BT, Appearance: look, Services: services(p)})
		if err != nil {
			t.Fatal(err)
		}
		f, err := cos.Open(r.File)
		if err != nil {
			t.Fatal(err)
		}
		content, err := f.StreamData(f.Resolve(f.Dict(f.Dict(cos.Ref{Number: 6})["AP"])["N"]).(*cos.Stream))
		if n := bytes.Count(content, []byte("TJ\n")); err != nil || n != want {
			t.Errorf("%d lines, want %d: %v", n, want, err)
		}
	}
}
