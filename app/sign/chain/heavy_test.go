package chain

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"
)

// heavy is a certificate with an RSA key of a million bits: each look at a signature of it would take minutes.
func heavy(t *testing.T) []byte {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	var whole struct {
		TBS struct {
			Version   int `asn1:"explicit,tag:0"`
			Number    *big.Int
			Algorithm asn1.RawValue
			Issuer    asn1.RawValue
			Validity  asn1.RawValue
			Subject   asn1.RawValue
			Key       struct {
				Algorithm pkix.AlgorithmIdentifier
				Bits      asn1.BitString
			}
		}
		Algorithm pkix.AlgorithmIdentifier
		Signature asn1.BitString
	}
	if _, err := asn1.Unmarshal(der, &whole); err != nil {
		t.Fatal(err)
	}
	n := new(big.Int).Lsh(big.NewInt(1), 1_000_000)
	bits, err := asn1.Marshal(struct{ N, E *big.Int }{n.Add(n, big.NewInt(1)), big.NewInt(65537)})
	if err != nil {
		t.Fatal(err)
	}
	whole.TBS.Key.Bits = asn1.BitString{Bytes: bits, BitLength: 8 * len(bits)}
	out, err := asn1.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x509.ParseCertificate(out); err != nil {
		t.Fatal(err)
	}
	return out
}

// A key that no one has is not tried.
func TestHeavyKeys(t *testing.T) {
	der := heavy(t)
	e := New(nil, nil, time.Unix(1_800_000_000, 0))
	e.AddCertificate(der)
	if len(e.known) != 0 {
		t.Error("such a certificate is known")
	}
	// In an OCSP response too, whose reader would try it.
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	issuer := &x509.Certificate{SerialNumber: big.NewInt(1), RawSubject: []byte{0x30, 0}, PublicKey: key.Public(), PublicKeyAlgorithm: x509.RSA}
	info, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	issuer.RawSubjectPublicKeyInfo = info
	template := ocsp.Response{Status: ocsp.Good, SerialNumber: big.NewInt(7), ThisUpdate: time.Unix(1_700_000_000, 0)}
	good, err := ocsp.CreateResponse(issuer, issuer, template, key)
	if err != nil {
		t.Fatal(err)
	}
	template.Certificate = &x509.Certificate{Raw: der}
	bad, err := ocsp.CreateResponse(issuer, issuer, template, key)
	if err != nil {
		t.Fatal(err)
	}
	e.AddOCSP(bad, 0)
	if len(e.ocsps) != 0 {
		t.Error("such a response is kept")
	}
	e.AddOCSP(good, 0)
	if got := e.ocsps[numberOf(big.NewInt(7))]; len(got) != 1 {
		t.Errorf("%d responses about it", len(got))
	}
}

// FuzzRevocation reads OCSP responses and revocation lists.
func FuzzRevocation(f *testing.F) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	info, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		f.Fatal(err)
	}
	issuer := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test"}, RawSubject: []byte{0x30, 0}, PublicKey: key.Public(), PublicKeyAlgorithm: x509.ECDSA,
		RawSubjectPublicKeyInfo: info, SubjectKeyId: []byte{1}, KeyUsage: x509.KeyUsageCRLSign,
	}
	answer, err := ocsp.CreateResponse(issuer, issuer, ocsp.Response{Status: ocsp.Revoked, SerialNumber: big.NewInt(7), ThisUpdate: time.Unix(1_700_000_000, 0)}, key)
	if err != nil {
		f.Fatal(err)
	}
	list, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number: big.NewInt(1), ThisUpdate: time.Unix(1_700_000_000, 0), NextUpdate: time.Unix(1_900_000_000, 0),
		RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: big.NewInt(7), RevocationTime: time.Unix(1_700_000_000, 0)}},
	}, issuer, key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(answer)
	f.Add(list)
	f.Fuzz(func(t *testing.T, der []byte) {
		e := New(nil, nil, time.Unix(1_800_000_000, 0))
		e.AddRevocation(der, 0)
		for _, l := range e.crls {
			e.readCRL(l, &x509.Certificate{SerialNumber: big.NewInt(7), RawIssuer: l.RawIssuer}, issuer)
		}
		for number, answers := range e.ocsps {
			c := &x509.Certificate{SerialNumber: new(big.Int).SetBytes([]byte(number))}
			for _, a := range answers {
				e.readOCSP(a, c, c)
			}
		}
	})
}
