package sign

import (
	"bytes"
	"context"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/testpki"
)

// FuzzSign: whatever file comes in, it is refused or it is signed; and a signed one has the file as its first bytes, can be read
// without repair, and goes on to B-LTA or says why not.
func FuzzSign(f *testing.F) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	f.Add(written(true))
	f.Add(written(false))
	f.Add(built())
	f.Add(mustSign(f, written(true), id, Request{Field: "processor", Level: BLTA, Services: services(p)}))
	var asked []bool
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := signBytes(context.Background(), data, id, Request{Look: look(&asked), Services: services(p)})
		if err != nil {
			if code(err) == "" {
				t.Errorf("no code: %v", err)
			}
			return
		}
		if !bytes.HasPrefix(r.File, data) {
			t.Error("earlier bytes changed")
		}
		if file, err := cos.Open(r.File); err != nil || file.Repaired {
			t.Errorf("cannot be read again: %v", err)
		}
		r, err = extendBytes(context.Background(), r.File, BLTA, services(p))
		switch {
		case err != nil && code(err) == "", err == nil && r.Why != nil && code(r.Why) == "":
			t.Errorf("no code: %v %v", err, r.Why)
		case err == nil && r.Why == nil && r.Level != BLTA:
			t.Errorf("reached %v and does not say why", r.Level)
		}
	})
}
