package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"
)

// signer makes a key and a certificate that signs itself.
func signer(t testing.TB, bits int) *Signer {
	t.Helper()
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0)}
	s := &Signer{}
	if bits > 0 {
		key, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		s.Key = key
	} else {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		s.Key = key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, s.Key.Public(), s.Key)
	if err != nil {
		t.Fatal(err)
	}
	if s.Certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return s
}

func build(t testing.TB, s *Signer, digest []byte) []byte {
	t.Helper()
	built, err := s.Sign(digest)
	if err != nil {
		t.Fatal(err)
	}
	der, err := built.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestRoundTrip(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	other := sha256.Sum256([]byte("another"))
	p256, rsa2048 := signer(t, 0), signer(t, 2048)
	pss := *rsa2048
	pss.PSS, pss.Rand = true, rand.Reader
	for name, s := range map[string]*Signer{"P-256": p256, "RSA": rsa2048, "PSS": &pss} {
		der := build(t, s, digest[:])
		var pool Pool
		parsed, err := Parse(der, &pool)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := parsed.Verify(digest[:]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := parsed.Verify(other[:]); err != DigestDiffers {
			t.Errorf("%s: another document: %v", name, err)
		}
		if _, err := Parse(append(bytes.Clone(der), 0), &pool); err != NotDER {
			t.Errorf("%s: a byte more: %v", name, err)
		}
	}
}

// TestFlipped flips every bit of a signature value and of the signed attributes: none may verify.
func TestFlipped(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	der := build(t, signer(t, 0), digest[:])
	var pool Pool
	good, err := Parse(der, &pool)
	if err != nil {
		t.Fatal(err)
	}
	for what, part := range map[string][]byte{"the signature": good.SignatureValue(), "the attributes": good.signer.SignedAttrs.Bytes} {
		at := bytes.Index(der, part)
		for i := range len(part) * 8 {
			bad := bytes.Clone(der)
			bad[at+i/8] ^= 1 << (i % 8)
			if s, err := Parse(bad, &pool); err == nil && s.Verify(digest[:]) == nil {
				t.Errorf("bit %d of %s may be flipped", i, what)
			}
		}
	}
}

// bare has a key sign a digest, and no attributes.
func bare(t *testing.T, by *Signer, s *SignerInfo, digest []byte) {
	t.Helper()
	value, err := by.Key.Sign(rand.Reader, digest, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	s.SignedAttrs, s.Signature = asn1.RawValue{}, value
}

// TestStrict makes signatures that readers may take in two ways, or that are written otherwise than DER has it.
func TestStrict(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	key := signer(t, 0)
	der := build(t, key, digest[:])
	rebuilt := func(change func(d *SignedData, s *SignerInfo)) []byte {
		var info ContentInfo
		var data SignedData
		if !exact(der, &info, "") || !exact(info.Content.Bytes, &data, "") {
			t.Fatal("cannot be read back")
		}
		change(&data, &data.SignerInfos[0])
		inner, err := asn1.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		outer, err := asn1.Marshal(ContentInfo{info.ContentType, asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: inner}})
		if err != nil {
			t.Fatal(err)
		}
		return outer
	}
	attributes := func(s *SignerInfo, more ...byte) {
		s.SignedAttrs = asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: append(bytes.Clone(s.SignedAttrs.Bytes), more...)}
	}
	for _, c := range []struct {
		name string
		der  []byte
		want error
	}{
		{"as made", rebuilt(func(*SignedData, *SignerInfo) {}), nil},
		{"no signer", rebuilt(func(d *SignedData, _ *SignerInfo) { d.SignerInfos = nil }), NotOneSigner},
		{"two signers", rebuilt(func(d *SignedData, s *SignerInfo) { d.SignerInfos = append(d.SignerInfos, *s) }), NotOneSigner},
		{"no signed attributes", rebuilt(func(_ *SignedData, s *SignerInfo) { s.SignedAttrs = asn1.RawValue{} }), SignatureBroken},
		{"nothing but the content signed", rebuilt(func(_ *SignedData, s *SignerInfo) { bare(t, key, s, digest[:]) }), nil},
		{"nothing but another content signed", rebuilt(func(_ *SignedData, s *SignerInfo) { bare(t, key, s, make([]byte, len(digest))) }), SignatureBroken},
		{"nothing but a content that is no plain data signed", rebuilt(func(d *SignedData, s *SignerInfo) {
			bare(t, key, s, digest[:])
			d.EncapContentInfo.ContentType = OIDTSTInfo
		}), BadAttributes},
		{"all attributes twice", rebuilt(func(_ *SignedData, s *SignerInfo) { attributes(s, s.SignedAttrs.Bytes...) }), BadAttributes},
		{"one attribute more", rebuilt(func(_ *SignedData, s *SignerInfo) { attributes(s, 0x30, 7, 6, 1, 0x2a, 0x31, 2, 5, 0) }), SignatureBroken},
		{"an attribute without a value", rebuilt(func(_ *SignedData, s *SignerInfo) { attributes(s, 0x30, 5, 6, 1, 0x2a, 0x31, 0) }), BadAttributes},
		{"SHA-1", rebuilt(func(_ *SignedData, s *SignerInfo) { s.DigestAlgorithm.Algorithm = OIDSHA1 }), AlgorithmWeak},
		{"an algorithm for another key", rebuilt(func(_ *SignedData, s *SignerInfo) { s.SignatureAlgorithm.Algorithm = OIDSHA256WithRSA }), AlgorithmDiffers},
		{"an algorithm over another digest", rebuilt(func(_ *SignedData, s *SignerInfo) { s.SignatureAlgorithm.Algorithm = OIDECDSAWithSHA384 }), AlgorithmDiffers},
		{"an algorithm over SHA-1", rebuilt(func(_ *SignedData, s *SignerInfo) { s.SignatureAlgorithm.Algorithm = OIDECDSAWithSHA1 }), AlgorithmWeak},
		{"an open end", append(append([]byte{0x30, 0x80}, der[4:]...), 0, 0), nil}, // BER, as most programs write it
		{"a length longer than needed", append([]byte{0x30, 0x83, 0}, der[2:]...), nil},
		{"an open end that does not come", append([]byte{0x30, 0x80}, der[4:]...), NotDER},
		{"attributes in another order", rebuilt(func(_ *SignedData, s *SignerInfo) { s.SignedAttrs = reversed(s.SignedAttrs) }), nil},
		{"zeros behind it", append(bytes.Clone(der), 0, 0), NotDER},
		{"cut short", der[:len(der)-1], NotDER},
	} {
		s, err := Parse(c.der, &Pool{})
		if err == nil {
			err = s.Verify(digest[:])
		}
		if err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	// Two references to a certificate in one attribute.
	s, err := Parse(der, &Pool{})
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range s.signed {
		if a.Type.Equal(OIDSigningCertificateV2) {
			s.signed[i].Values = append(a.Values, a.Values...)
		}
	}
	if err := s.verifyReference(); err != BadAttributes {
		t.Errorf("two references: %v", err)
	}
}

// reversed is a set with its members in the other order.
func reversed(set asn1.RawValue) asn1.RawValue {
	var members [][]byte
	each(set.Bytes, func(v asn1.RawValue) error {
		members = append([][]byte{v.FullBytes}, members...)
		return nil
	})
	return asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: bytes.Join(members, nil)}
}

func TestWeak(t *testing.T) {
	t.Setenv("GODEBUG", "rsa1024min=0")
	digest := sha256.Sum256([]byte("document"))
	s, err := Parse(build(t, signer(t, 1024), digest[:]), &Pool{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(digest[:]); err != AlgorithmWeak {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	digest := sha256.Sum256([]byte("document"))
	f.Add(build(f, signer(f, 0), digest[:]))
	f.Fuzz(func(t *testing.T, der []byte) {
		if s, err := Parse(der, &Pool{}); err == nil {
			_ = s.Verify(digest[:])
		}
		_, _ = ParseToken(der, &Pool{})
	})
}
