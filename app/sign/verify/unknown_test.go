package verify_test

import (
	"bytes"
	"context"
	"crypto"
	"testing"

	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	. "verwoord/app/sign/verify"
)

// TestUnknownTechnique: a signature by a technique that is not known, such as Ed448 or a curve that Go has not, is neither good nor bad, and nothing
// is signed on top of it. The names are exchanged in a signature of a technique that is known.
func TestUnknownTechnique(t *testing.T) {
	v := newVictim(t, nil)
	for name, c := range map[string]struct {
		key           crypto.Signer
		before, after string // object identifiers, hexadecimal
		want          string
	}{
		"Ed448":   {testpki.Edwards("edwards"), "06032b6570", "06032b6571", "algorithm-unknown"},
		"a curve": {testpki.Key384("jansen"), "06052b81040022", "06052b8104000a", "bad-certificate"},
	} {
		id := identity(v.pki.Signer("J. Jansen", c.key))
		signed := mustSign(t, contract(nil), id, sign.Request{Field: "processor", Services: services(v.pki)})
		unknown := bytes.ReplaceAll(signed, []byte(c.before), []byte(c.after))
		if bytes.Equal(unknown, signed) {
			t.Fatalf("%s: nothing was exchanged", name)
		}
		r, err := verifyBytes(unknown, v.options())
		if err != nil || r.OK || r.Integrity != (Verdict{Open, Unreadable}) || r.Signatures[0].Problems[0].Code != c.want {
			t.Errorf("%s: %v %+v", name, err, r)
		}
		if _, err := signBytes(context.Background(), unknown, v.attacker(), sign.Request{Field: "controller", Services: services(v.pki)}); code(err) != "signature-unread" {
			t.Errorf("%s: signed on top: %v", name, err)
		}
	}
}
