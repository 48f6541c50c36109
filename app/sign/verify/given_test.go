package verify_test

import (
	"context"
	"crypto/x509"
	"testing"
	"time"

	"verwoord/app/sign"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/testpki"
	. "verwoord/app/sign/verify"
)

// TestGivenRevocation: what the caller has of revocation counts for the certificate, and adds nothing to the level of the file.
func TestGivenRevocation(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	data := mustSign(t, contract(nil), id, sign.Request{Level: sign.BT, Services: services(p)})
	given := func(paths ...string) (all [][]byte) {
		for _, path := range paths {
			der, err := p.Serve(context.Background(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, der)
		}
		return all
	}
	check := func(name string, revocation [][]byte, want chain.Standing) {
		t.Helper()
		r, err := verifyBytes(data, Options{Now: moment, Revocation: revocation, Roots: []*x509.Certificate{p.Root.Certificate}})
		if err != nil {
			t.Fatal(err)
		}
		if s := r.Signatures[0]; s.Revoked != want || s.OK != (want != chain.Revoked) || s.Level != BT {
			t.Errorf("%s: %s, ok %v, level %s", name, s.Revoked, s.OK, s.Level)
		}
	}
	check("nothing", nil, chain.Unknown)
	check("garbage", [][]byte{{0x30, 0x80}}, chain.Unknown)
	check("of one issuer", given("/intermediate.crl"), chain.Unknown)
	check("of all", given("/intermediate.crl", "/root.crl"), chain.Good)
	p.Faults.Revoked = map[string]time.Time{"J. Jansen": moment.AddDate(0, 0, -1)}
	check("revoked", given("/intermediate.crl"), chain.Revoked)
}
