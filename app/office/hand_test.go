//go:build !js

package office

import "testing"

// Only what cannot be run by being opened is given to another program.
func TestHanded(t *testing.T) {
	pdf, eml := "%PDF-1.7\n", "X-Unsent: 1\r\nTo: \r\n"
	for _, c := range []struct {
		name, data string
		good       bool
	}{
		{"verwerkersovereenkomst.pdf", pdf, true}, {"verwerkersovereenkomst.eml", eml, true},
		{"x.hta", pdf, false}, {"x.pdf.exe", pdf, false}, {"x.pdf", "MZ", false}, {"x.desktop", "[Desktop Entry]", false}, {"x", pdf, false},
		{"x.PDF", pdf, false}, {".pdf", pdf, false}, {"x.pdf:y.bat", pdf, false}, {"x.bat:.pdf", pdf, false}, {"x.eml", "To: a@b\r\n", false},
		{`..\..\x.bat`, pdf, false}, {"", pdf, false}, {"x.pdf", "", false},
	} {
		if _, err := Handed(File{c.name, []byte(c.data)}); (err == nil) != c.good {
			t.Errorf("%q with %q is given: %t", c.name, c.data, err == nil)
		}
	}
	for _, name := range []string{"/etc/x.pdf", `C:\Windows\x.pdf`, "../../x.pdf"} {
		if f, err := Handed(File{name, []byte(pdf)}); err != nil || f.Name != "x.pdf" {
			t.Errorf("%q is given as %q, %v", name, f.Name, err)
		}
	}
}
