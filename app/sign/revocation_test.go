package sign

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"testing"
	"time"

	"verwoord/app/sign/testpki"
)

// TestLists: what is put in a file is what counts when the file is verified, and nothing else.
func TestLists(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := testpki.New("http://pki.example.com", moment)
	ca := p.Issue(nil, "RSA CA", key, testpki.CA)
	leaf := p.Issue(ca, "J. Jansen", testpki.Key("jansen"), testpki.Signer).Certificate
	point := func(limit ...byte) []pkix.Extension {
		return []pkix.Extension{{Id: oidIssuingDistributionPoint, Critical: true, Value: append([]byte{0x30, byte(len(limit))}, limit...)}}
	}
	for _, c := range []struct {
		name   string
		change func(l *x509.RevocationList)
		want   string
	}{
		{"a list", func(*x509.RevocationList) {}, ""},
		{"of users", func(l *x509.RevocationList) { l.ExtraExtensions = point(0x81, 1, 0xff) }, ""},
		{"of authorities", func(l *x509.RevocationList) { l.ExtraExtensions = point(0x82, 1, 0xff) }, "revocation-garbage"},
		{"for some reasons", func(l *x509.RevocationList) { l.ExtraExtensions = point(0x83, 2, 6, 0x40) }, "revocation-garbage"},
		{"over SHA-1", func(l *x509.RevocationList) { l.SignatureAlgorithm = x509.SHA1WithRSA }, "revocation-garbage"},
	} {
		template := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: moment.Add(-time.Minute), NextUpdate: moment.Add(time.Hour)}
		c.change(template)
		der, err := x509.CreateRevocationList(rand.Reader, template, ca.Certificate, key)
		if err != nil {
			t.Fatal(c.name, err)
		}
		collect := &collector{services: &Services{Time: moment, Fetch: func(context.Context, string, []byte) ([]byte, error) { return der, nil }}}
		err = collect.readList(context.Background(), "http://pki.example.com/list", leaf, ca.Certificate, time.Time{}, &evidence{})
		if code(err) != c.want {
			t.Errorf("%s is put in a file: %v", c.name, err)
		}
		parsed, err := x509.ParseRevocationList(der)
		if err != nil {
			t.Fatal(c.name, err)
		}
		v := newVerifier(nil, nil, VerifyOptions{Now: moment})
		if _, counts := v.readCRL(&list{RevocationList: parsed}, leaf, ca.Certificate); counts != (c.want == "") {
			t.Errorf("%s counts: %v", c.name, counts)
		}
	}
}

// TestNoNextUpdate: an answer that announces no other is of use when it was just given.
func TestNoNextUpdate(t *testing.T) {
	c := &collector{services: &Services{Time: moment}}
	for age, want := range map[time.Duration]string{time.Minute: "", time.Hour: "revocation-stale"} {
		if err := c.fresh("J. Jansen", moment.Add(-age), time.Time{}); code(err) != want {
			t.Errorf("%v: %v", age, err)
		}
	}
}

// TestFewAddresses: a certificate that names a thousand servers does not keep the program waiting for each.
func TestFewAddresses(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	leaf := p.Signer("J. Jansen", testpki.Key("jansen")).Certificate
	many := make([]string, 1000)
	leaf.OCSPServer, leaf.CRLDistributionPoints, leaf.IssuingCertificateURL = many, many, many
	asked := 0
	c := &collector{services: &Services{Time: moment, Fetch: func(context.Context, string, []byte) ([]byte, error) {
		asked++
		return nil, errors.New("away")
	}}}
	if c.issuer(context.Background(), leaf) != nil {
		t.Error("an issuer from nowhere")
	}
	if err := c.status(context.Background(), leaf, p.Intermediate.Certificate, time.Time{}, &evidence{}); code(err) != "revocation-unreachable" {
		t.Error(err)
	}
	if asked > 3*maxAddresses {
		t.Errorf("asked %d times", asked)
	}
}

// TestGivenRevocation: what the caller has of revocation counts for the certificate, and adds nothing to the level of the file.
func TestGivenRevocation(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	data := mustSign(t, written(true), id, Request{Level: BT, Services: services(p)})
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
	check := func(name string, revocation [][]byte, want Status) {
		t.Helper()
		r, err := Verify(data, VerifyOptions{Now: moment, Revocation: revocation, Roots: []*x509.Certificate{p.Root.Certificate}})
		if err != nil {
			t.Fatal(err)
		}
		if s := r.Signatures[0]; s.Revoked != want || s.OK != (want != StatusRevoked) || s.Level != BT {
			t.Errorf("%s: %s, ok %v, level %s", name, s.Revoked, s.OK, s.Level)
		}
	}
	check("nothing", nil, StatusUnknown)
	check("garbage", [][]byte{{0x30, 0x80}}, StatusUnknown)
	check("of one issuer", given("/intermediate.crl"), StatusUnknown)
	check("of all", given("/intermediate.crl", "/root.crl"), StatusGood)
	p.Faults.Revoked = map[string]time.Time{"J. Jansen": moment.AddDate(0, 0, -1)}
	check("revoked", given("/intermediate.crl"), StatusRevoked)
}
