package sign

import (
	"context"
	"testing"

	"verwoord/app/sign/signtest"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// FuzzSign: whatever file comes in, it is refused for what verify finds too, or it is signed; and a signed one is good, the signatures before no
// worse than they were, and it goes on to B-LTA, good again, or says why not. The length chooses between a field that is there and one that is made.
func FuzzSign(f *testing.F) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	f.Add(written(true))
	f.Add(written(false))
	f.Add(built())
	f.Add(mustSign(f, written(true), id, Request{Field: "processor", Level: BLTA, Services: services(p)}))
	for _, file := range foreign() {
		f.Add(file)
	}
	for _, file := range doubtful() {
		f.Add(file)
	}
	var asked []bool
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Request{Look: look(&asked), Services: services(p)}
		if len(data)%2 == 1 {
			r.Field = "another"
		}
		out, err := signBytes(context.Background(), data, id, r)
		o := verify.Options{Now: moment}
		if err != nil {
			if err := signtest.Refused(data, code(err), o); err != nil {
				t.Error(err)
			}
			return
		}
		if err := signtest.Signed(data, out.File, o); err != nil {
			t.Error(err)
		}
		higher, err := extendBytes(context.Background(), out.File, BLTA, services(p))
		switch {
		case err != nil && code(err) == "", err == nil && higher.Why != nil && code(higher.Why) == "":
			t.Errorf("no code: %v %v", err, higher.Why)
		case err == nil && higher.Why == nil && higher.Level != BLTA:
			t.Errorf("reached %v and does not say why", higher.Level)
		case err == nil && len(higher.File) > len(out.File):
			if err := signtest.Signed(out.File, higher.File, o); err != nil {
				t.Errorf("raised: %v", err)
			}
		}
	})
}
