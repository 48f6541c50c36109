package sign

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
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

// look draws a line across the field, and says how it was asked.
func look(asked *[]bool) Look {
	return func(u *cos.Update, width, height float64, stamped bool) (cos.Ref, error) {
		*asked = append(*asked, stamped)
		return u.Add(&cos.Stream{Dict: cos.Dict{
			"Type": cos.Name("XObject"), "Subtype": cos.Name("Form"), "BBox": cos.Array{int64(0), int64(0), width, height},
		}, Data: []byte("0 0 m 9 9 l S")}), nil
	}
}

// A field shows what was drawn for it, in its size, and is printed.
func TestLook(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	var asked []bool
	out := mustSign(t, written(true), id, Request{Field: "controller", Look: look(&asked), Services: services(p)})
	checkSignature(t, p, out, "controller")
	f, err := cos.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	d := f.Dict(cos.Ref{Number: 6})
	shown, ok := f.Resolve(f.Dict(d["AP"])["N"]).(*cos.Stream)
	if !ok || string(cos.Append(nil, shown.Dict["BBox"])) != "[0 0 180.0 80.0]" || d["F"] != int64(4) {
		t.Errorf("%v", d)
	}
	refusal := func(*cos.Update, float64, float64, bool) (cos.Ref, error) { return cos.Ref{}, refuse("drawing") }
	if _, err := signBytes(t.Context(), written(true), id, Request{Field: "controller", Look: refusal, Services: services(p)}); code(err) != "drawing" {
		t.Error(err)
	}
}

// TestUnstamped: a field does not speak of a time-stamp that its signature lacks.
func TestUnstamped(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	for fault, want := range map[testpki.Fault]bool{"": true, testpki.Away: false} {
		p.Faults.TSA = fault
		var asked []bool
		if _, err := signBytes(t.Context(), written(true), id, Request{Field: "controller", Level: BT, Look: look(&asked), Services: services(p)}); err != nil {
			t.Fatal(err)
		}
		if last := asked[len(asked)-1]; last != want {
			t.Errorf("with an authority that is %q the field speaks of a time-stamp: %v", fault, last)
		}
	}
}

// A drawing stands in its room, and what cannot be drawn is refused.
func TestDraw(t *testing.T) {
	f, err := cos.Open(written(true))
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	room := form.Rect{X1: 4, Y1: 4, X2: 104, Y2: 54}
	strokes, _, err := (&Drawing{Path: "M10 60C20-40 60-40 60 40S90 100 120 20", Width: 200, Height: 100, Stroke: 3}).Draw(u, room)
	if err != nil || !strings.Contains(string(strokes), "0.5 0 0 -0.5 4 54 cm\n") || !strings.HasSuffix(string(strokes), "S\nQ\n") {
		t.Errorf("%s, %v", strokes, err)
	}
	picture, names, err := (&Drawing{PNG: drawn(t)}).Draw(u, room)
	if err != nil || string(picture) != "q\n100 0 0 50 4 4 cm\n/Drawing Do\nQ\n" || names["Drawing"] == nil {
		t.Errorf("%s, %v", picture, err)
	}
	for _, d := range []Drawing{{Path: "A", Width: 9, Height: 9}, {Path: "M0 0L9 9"}, {}, {PNG: []byte("no picture")}} {
		if _, _, err := d.Draw(u, room); code(err) != "drawing" {
			t.Error(err)
		}
	}
}
