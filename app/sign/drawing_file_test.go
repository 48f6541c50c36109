package sign

import (
	"errors"
	"testing"
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
