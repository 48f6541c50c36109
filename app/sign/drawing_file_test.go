package sign

import (
	"errors"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

func TestParseDrawing(t *testing.T) {
	for svg, want := range map[string]Drawing{
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><path d="M1 2L3 4"/><g><path d="M5,6 l7 8"/></g></svg>`: {Path: " M1 2L3 4 M5,6 l7 8", Width: 100, Height: 40},
		`<?xml version="1.0"?><svg width="100px" height="40"><path d="M1 2L3 4"/></svg>`:                                      {Path: " M1 2L3 4", Width: 100, Height: 40},
		`<svg viewBox="0,0,10,4"><path d="M1 2L3 4"/></svg>`:                                                                  {Path: " M1 2L3 4", Width: 10, Height: 4},
	} {
		d, err := ParseDrawing([]byte(svg))
		if err != nil || d.Path != want.Path || d.Width != want.Width || d.Height != want.Height {
			t.Errorf("%s: %+v, %v", svg, d, err)
		}
	}
	if d, err := ParseDrawing([]byte("\x89PNG\r\n")); err != nil || len(d.PNG) != 6 {
		t.Errorf("PNG: %+v, %v", d, err)
	}
	for _, bad := range []string{
		"", "J. Jansen", `<svg viewBox="0 0 9 9"/>`, `<svg viewBox="0 0 9 9"><path d="M1 2A3"/></svg>`, `<svg><path d="M1 2L3 4"/></svg>`,
		`<svg viewBox="5 0 9 9"><path d="M1 2L3 4"/></svg>`, `<svg viewBox="0 0 9 9"><g transform="scale(2)"><path d="M1 2L3 4"/></g></svg>`,
		`<svg viewBox="0 0 9"><path d="M1 2L3 4"/></svg>`, `<svg viewBox="0 0 NaN 9"><path d="M1 2L3 4"/></svg>`, `<svg viewBox="0 0 +Inf 9"><path d="M1 2L3 4"/></svg>`,
	} {
		if d, err := ParseDrawing([]byte(bad)); err == nil {
			t.Errorf("%s: %+v", bad, d)
		} else if e, ok := errors.AsType[*Error](err); !ok || e.Code != "drawing" {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// Many strokes are many, and no more: they were once copied for each that was added.
func TestManyStrokes(t *testing.T) {
	d, err := ParseDrawing([]byte(`<svg viewBox="0 0 9 9">` + strings.Repeat(`<path d="M1 1"/>`, 200_000) + `</svg>`))
	if err != nil || len(d.Path) != 200_000*len(" M1 1") {
		t.Errorf("%v", err)
	}
	if _, err := ParseDrawing(make([]byte, maxPicture+1)); err == nil {
		t.Error("a file of any size is read")
	}
}

// FuzzDrawing: what is read as a drawing can be drawn, or is refused.
func FuzzDrawing(f *testing.F) {
	f.Add(drawn(f))
	f.Add([]byte(`<svg viewBox="0 0 100 40"><g><path d="M1 2L3 4"/></g><path d="M5,6 l7 8q1 1 2 2"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ParseDrawing(data)
		if err != nil {
			return
		}
		file, err := cos.Open(written(true))
		if err != nil {
			t.Fatal(err)
		}
		u, err := file.Update()
		if err != nil {
			t.Fatal(err)
		}
		content, _, err := d.Draw(u, form.Rect{X1: 4, Y1: 4, X2: 104, Y2: 54})
		if err != nil {
			return
		}
		if err := file.Instructions(content, func(string, []cos.Object) error { return nil }); err != nil {
			t.Fatalf("%s is no content: %v", content, err)
		}
	})
}
