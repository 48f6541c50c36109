package chain

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

var moment = time.Date(2026, 11, 22, 10, 30, 0, 0, time.FixedZone("CET", 3600))

func code(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

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
		collect := &Collector{Now: moment, Fetch: func(context.Context, string, []byte) ([]byte, error) { return der, nil }}
		err = collect.readList(context.Background(), "http://pki.example.com/list", leaf, ca.Certificate, time.Time{}, &Collected{})
		if code(err) != c.want {
			t.Errorf("%s is put in a file: %v", c.name, err)
		}
		parsed, err := x509.ParseRevocationList(der)
		if err != nil {
			t.Fatal(c.name, err)
		}
		v := New(nil, nil, moment)
		if _, counts := v.readCRL(&list{RevocationList: parsed}, leaf, ca.Certificate); counts != (c.want == "") {
			t.Errorf("%s counts: %v", c.name, counts)
		}
	}
}

// TestNoNextUpdate: an answer that announces no other is of use when it was just given.
func TestNoNextUpdate(t *testing.T) {
	c := &Collector{Now: moment}
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
	c := &Collector{Now: moment, Fetch: func(context.Context, string, []byte) ([]byte, error) {
		asked++
		return nil, errors.New("away")
	}}
	if c.issuer(context.Background(), leaf) != nil {
		t.Error("an issuer from nowhere")
	}
	if err := c.status(context.Background(), leaf, p.Intermediate.Certificate, time.Time{}, &Collected{}); code(err) != "revocation-unreachable" {
		t.Error(err)
	}
	if asked > 3*maxAddresses {
		t.Errorf("asked %d times", asked)
	}
}
