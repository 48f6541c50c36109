package verify_test

import (
	"crypto/x509"
	"testing"
	"time"

	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	. "verwoord/app/sign/verify"
)

// TestUntimely: a certificate that is past its time, or was revoked, counts no longer by the word of an authority that nobody here knows: whoever
// has the key runs one that says what it likes. With the root of the authority its time is proven.
func TestUntimely(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	who := p.Issue(p.Intermediate, "J. Jansen", testpki.Key("jansen"), func(p *testpki.PKI, c *x509.Certificate) {
		testpki.Signer(p, c)
		c.NotAfter = p.Now.AddDate(0, 3, 0) // before that of the authority
	})
	file := mustSign(t, contract(nil), identity(who), sign.Request{Field: "processor", Level: sign.BT, Services: services(p)})
	known := []Known{{Fingerprint: Fingerprint(who.Certificate), Field: "processor"}}
	after := who.Certificate.NotAfter.AddDate(0, 0, 1)
	for _, c := range []struct {
		name string
		o    Options
		want Verdict
	}{
		{"in its time", Options{Now: moment, Known: known}, Verdict{Good, Established}},
		{"past its time", Options{Now: after, Known: known}, Verdict{Open, Expired}},
		{"past its time, and the authority is known", Options{Now: after, Known: known, Roots: []*x509.Certificate{p.Root.Certificate}}, Verdict{Good, Established}},
	} {
		r, err := verifyBytes(file, c.o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Identity != c.want || r.Integrity.Mark != Good {
			t.Errorf("%s: %v, integrity %v, %v", c.name, r.Identity, r.Integrity, codes(r))
		}
	}
	p.Faults.Revoked = map[string]time.Time{"J. Jansen": moment.AddDate(0, 1, 0)}
	list, err := p.Serve(t.Context(), "/intermediate.crl", nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := verifyBytes(file, Options{Now: moment.AddDate(0, 2, 0), Known: known, Revocation: [][]byte{list}})
	if err != nil || r.Identity.Mark == Good {
		t.Errorf("revoked since: %v %v", r.Identity, err)
	}
}
