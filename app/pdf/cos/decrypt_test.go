package cos_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"verwoord/app/pdf/cos"
)

// Files that qpdf encrypted with an empty user password, one for each way. They are read; nothing is added to them, and one that needs a
// password is refused.
func TestEncrypted(t *testing.T) {
	names, err := filepath.Glob("testdata/encrypted/*.pdf")
	if err != nil || len(names) != 7 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := cos.Open(data)
		if filepath.Base(name) == "password.pdf" {
			if !errors.Is(err, cos.ErrEncrypted) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		catalog := f.Dict(f.Trailer["Root"])
		text, _ := f.String(f.Dict(catalog["Names"])["Text"])
		title, _ := f.String(f.Dict(f.Trailer["Info"])["Title"])
		page := f.Dict(f.Array(f.Dict(catalog["Pages"])["Kids"])[0])
		content, _ := f.Resolve(page["Contents"]).(*cos.Stream)
		drawn, err := f.StreamData(content)
		if text != "Zorggroep De Linde" || title != "Overeenkomst" || string(drawn) != "EUR 100" || err != nil {
			t.Errorf("%s: %q, %q, %q, %v", name, text, title, drawn, err)
		}
		if _, err := f.Update(); !f.Encrypted() || !errors.Is(err, cos.ErrEncrypted) {
			t.Errorf("%s: encrypted %v; to add to it: %v", name, f.Encrypted(), err)
		}
	}
}
