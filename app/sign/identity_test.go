package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	mathrand "math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// rsaKey makes an RSA key once for all tests.
var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func code(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

func TestParseIdentity(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	e := p.Signer("J. Jansen", testpki.Key("jansen"))
	chain := e.Chain()
	for name, encoder := range map[string]*pkcs12.Encoder{"rc2": pkcs12.LegacyRC2, "3des": pkcs12.LegacyDES, "aes": pkcs12.Modern2023} {
		for order, certificates := range map[string][]*x509.Certificate{
			"leaf first": {e.Certificate, chain[0], chain[1]},
			"root first": {chain[1], chain[0], e.Certificate},
			"stranger":   {p.TSA.Certificate, chain[1], e.Certificate, chain[0]},
		} {
			file, err := encoder.Encode(e.Key, certificates[0], certificates[1:], "geheim genoeg")
			if err != nil {
				t.Fatal(err)
			}
			id, err := ParseIdentity(file, "geheim genoeg")
			if err != nil {
				t.Errorf("%s, %s: %v", name, order, err)
				continue
			}
			same := slices.EqualFunc(id.Chain, chain, (*x509.Certificate).Equal)
			if !id.Certificate.Equal(e.Certificate) || !same || id.PSS {
				t.Errorf("%s, %s: another identity", name, order)
			}
			if _, err := ParseIdentity(file, "geheimm"); code(err) != "wrong-password" {
				t.Errorf("%s, %s: %v", name, order, err)
			}
		}
	}
}

func TestParseIdentityRefuses(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	e := p.Signer("J. Jansen", testpki.Key("jansen"))
	noKey, err := pkcs12.Modern2023.EncodeTrustStore([]*x509.Certificate{e.Certificate}, "x")
	if err != nil {
		t.Fatal(err)
	}
	other, err := pkcs12.Modern2023.Encode(testpki.Key("other"), e.Certificate, nil, "x")
	if err != nil {
		t.Fatal(err)
	}
	for want, file := range map[string][]byte{"no-key": noKey, "no-certificate": other, "p12": []byte("not a file")} {
		if _, err := ParseIdentity(file, "x"); code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	// A key that is for PSS alone.
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := pkcs12.Passwordless.Encode(key, e.Certificate, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	oid := []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1}
	if _, err := ParseIdentity(bytes.Replace(plain, append(oid[:8:8], 1), append(oid[:8:8], 10), 1), ""); code(err) != "key-kind" {
		t.Errorf("PSS alone: %v", err)
	}
}

func TestCheck(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	small := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 1023, 1), E: 65537}}
	weak := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	weak.Key = small
	old := identity(p.Signer("K. Klaassen", testpki.Key("klaassen")))
	certificate := *old.Certificate
	certificate.SignatureAlgorithm = x509.SHA1WithRSA
	old.Certificate = &certificate
	for want, id := range map[string]*Identity{"weak-key": weak, "weak-digest": old} {
		if err := id.Check(moment); code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestRSA signs with both paddings; the judges of checkSignature must take either.
func TestRSA(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", rsaKey()))
	for _, pss := range []bool{false, true} {
		id.PSS = pss
		out := mustSign(t, written(true), id, Request{Field: "processor", Level: BT, Services: services(p)})
		checkSignature(t, p, out, "processor")
	}
}

// ISO/TS 32002: a signature by Ed25519, or by ECDSA on a named curve, comes with its extension, once. RSA needs none.
func TestExtensions(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	for name, c := range map[string]struct {
		key  crypto.Signer
		want int
	}{"Ed25519": {testpki.Edwards("a"), 1}, "P-256": {testpki.Key("a"), 1}, "P-521": {testpki.Key521("a"), 1}, "RSA": {rsaKey(), 0}} {
		p12, err := pkcs12.Modern2023.Encode(c.key, p.Signer(name, c.key).Certificate, nil, "geheim genoeg")
		if err != nil {
			t.Fatal(err)
		}
		id, err := ParseIdentity(p12, "geheim genoeg")
		if err != nil {
			t.Fatal(err)
		}
		out := mustSign(t, written(true), id, Request{Field: "processor", Level: BT, Services: services(p)})
		out = mustSign(t, out, id, Request{Field: "controller", Level: BT, Services: services(p)})
		report, err := verifyBytes(t, out, verify.Options{Now: moment})
		if err != nil || !report.OK {
			t.Errorf("%s: %v %v", name, report, err)
		}
		f, err := cos.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		extensions := f.Dict(f.Dict(f.Trailer["Root"])["Extensions"])
		declared := f.Array(extensions["ISO_"])
		if len(declared) != c.want || extensions["ESIC"] == nil {
			t.Errorf("%s: %v", name, extensions)
		}
		for _, o := range declared {
			if d := f.Dict(o); d["ExtensionLevel"] != cos.Object(int64(32002)) || d["BaseVersion"] != cos.Object(cos.Name("2.0")) {
				t.Errorf("%s: %v", name, d)
			}
		}
	}
}

func TestNewIdentity(t *testing.T) {
	subject := Subject{Name: "JEX Nederland B.V.", Organisation: "JEX", Country: "NL"}
	make := func() []byte {
		file, err := NewIdentity(subject, "geheim genoeg", moment, mathrand.NewChaCha8([32]byte{7}))
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	file := make()
	if !bytes.Equal(file, make()) {
		t.Error("the same randomness gives another identity")
	}
	id, err := ParseIdentity(file, "geheim genoeg")
	if err != nil {
		t.Fatal(err)
	}
	if err := id.Check(moment.AddDate(1, 11, 0)); err != nil {
		t.Error(err)
	}
	if err := id.Check(moment.AddDate(2, 1, 0)); code(err) != "expired" {
		t.Error(err)
	}
	c := id.Certificate
	if c.Subject.String() != "CN=JEX Nederland B.V.,O=JEX,C=NL" || c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) != nil {
		t.Error(c.Subject)
	}
	r, err := signBytes(context.Background(), written(true), id, Request{Level: BLT, Services: Services{Time: moment, Rand: zeros{}}})
	if err != nil || r.Level != BB || code(r.Why) != "no-tsa" {
		t.Error(r.Level, r.Why, err)
	}
	for _, c := range []struct{ name, password, want string }{{"", "geheim genoeg", "identity-name"}, {"X", "", "empty-password"}, {"X", "geheims", "password-short"}} {
		if _, err := NewIdentity(Subject{Name: c.name}, c.password, moment, zeros{}); code(err) != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	// Each of the three derivations says 600,000: two of keys, and one of the key of the MAC.
	if n := bytes.Count(file, []byte{0x02, 0x03, 0x09, 0x27, 0xc0}); n != 3 {
		t.Errorf("%d derivations of 600,000 rounds in a new key file, want 3", n)
	}
}

// An authority whose clock is behind stamps no signature before its certificate begins: that would make a good signature a bad one.
func TestStampedBeforeTheIdentity(t *testing.T) {
	p12, err := NewIdentity(Subject{Name: "J. Jansen"}, "geheim genoeg", moment, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id, err := ParseIdentity(p12, "geheim genoeg")
	if err != nil {
		t.Fatal(err)
	}
	p := testpki.New("http://pki.example.com", moment)
	for clock, want := range map[time.Duration]Level{-30 * time.Minute: BT, -2 * time.Hour: BB} {
		p.Faults.TSAClock = clock
		signed, err := signBytes(context.Background(), written(true), id, Request{Level: BT, Services: services(p)})
		if err != nil {
			t.Fatal(err)
		}
		unsure := mustSign(t, written(true), id, Request{Services: services(p)})
		raised, err := extendBytes(context.Background(), unsure, BT, services(p))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []Result{signed, raised} {
			report, err := verifyBytes(t, r.File, verify.Options{Now: moment})
			if err != nil || !report.OK || r.Level != want {
				t.Errorf("%s: level %s, %v, found %v", clock, r.Level, err, report)
			}
		}
	}
}

// A key file that would keep the program busy for an hour is not tried.
func TestManyRounds(t *testing.T) {
	type pbe struct {
		Salt   []byte
		Rounds int
	}
	for rounds, want := range map[int]string{600_000: "p12", 2_000_000_000: "p12-rounds"} {
		inner, err := asn1.Marshal(struct{ P pbe }{pbe{[]byte("salt"), rounds}})
		if err != nil {
			t.Fatal(err)
		}
		outer, err := asn1.Marshal(struct {
			Version int
			Safe    []byte // as the contents of a safe stand in one
		}{3, inner})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseIdentity(outer, "geheim genoeg"); code(err) != want {
			t.Errorf("%d rounds: %v, want %s", rounds, err, want)
		}
	}
}
