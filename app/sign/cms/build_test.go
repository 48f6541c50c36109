package cms_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"math/big"
	"sync"
	"testing"
	"time"

	"verwoord/app/sign/cms"
	"verwoord/app/sign/testpki"
)

var moment = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// signers are one for each way to sign.
func signers(p *testpki.PKI) map[string]*cms.Signer {
	all := map[string]*cms.Signer{}
	for name, key := range map[string]crypto.Signer{
		"p256": testpki.Key("a"), "p384": testpki.Key384("a"), "p521": testpki.Key521("a"), "rsa": rsaKey(), "pss": rsaKey(),
	} {
		e := p.Signer(name, key)
		for _, sha3 := range []bool{false, true} {
			s := &cms.Signer{Key: key, Certificate: e.Certificate, Chain: e.Chain(), PSS: name == "pss", SHA3: sha3, Rand: rand.Reader}
			all[name+map[bool]string{true: ", SHA-3"}[sha3]] = s
		}
	}
	return all
}

// TestRoundTrip: what is built parses, holds, has the attributes of PAdES baseline and no others, and takes no more than was reserved.
func TestRoundTrip(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	for name, s := range signers(p) {
		h := s.Digest().New()
		h.Write([]byte("content"))
		digest := h.Sum(nil)
		built, err := s.Sign(digest)
		if err != nil {
			t.Fatal(name, err)
		}
		value := sha256.Sum256(built.Value())
		query, err := cms.NewRequest(value[:], big.NewInt(7))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := p.Timestamp(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		if built.Token, err = cms.ParseResponse(answer); err != nil {
			t.Fatal(name, err)
		}
		der, err := built.Bytes()
		if err != nil {
			t.Fatal(name, err)
		}
		if size, err := s.Size(len(built.Token)); err != nil || len(der) > size || size-len(der) > 32 {
			t.Errorf("%s: %d bytes, reserved %d, %v", name, len(der), size, err)
		}
		var pool cms.Pool
		signed, err := cms.Parse(der, &pool)
		if err != nil {
			t.Fatal(name, err)
		}
		if err := signed.Verify(digest); err != nil {
			t.Error(name, err)
		}
		if tokens := signed.Unsigned(cms.OIDTimeStampToken); len(tokens) != 1 || !bytes.Equal(tokens[0], built.Token) {
			t.Errorf("%s: %d tokens", name, len(tokens))
		}
		for _, oid := range []asn1.ObjectIdentifier{cms.OIDContentType, cms.OIDMessageDigest, cms.OIDSigningCertificateV2} {
			if _, ok := signed.Attribute(oid); !ok {
				t.Errorf("%s: no attribute %v", name, oid)
			}
		}
		if _, ok := signed.Attribute(cms.OIDSigningTime); ok {
			t.Errorf("%s: a signing-time", name)
		}
		digest[0] ^= 1
		if err := signed.Verify(digest); err != cms.DigestDiffers {
			t.Errorf("%s: another content: %v", name, err)
		}
	}
}

func TestResponse(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	query, err := cms.NewRequest(make([]byte, 32), big.NewInt(7))
	if err != nil {
		t.Fatal(err)
	}
	p.Faults.TSA = testpki.Refusing
	answer, err := p.Timestamp(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	_, err = cms.ParseResponse(answer)
	if refusal, ok := errors.AsType[*cms.Refusal](err); !ok || refusal.Status != 2 || refusal.Text != "no more today" {
		t.Errorf("refused: %v", err)
	}
	for _, bad := range [][]byte{nil, {0x30, 0}, []byte("<html>"), answer[:len(answer)-1], append(bytes.Clone(answer), 0)} {
		if token, err := cms.ParseResponse(bad); err == nil {
			t.Errorf("%x holds %x", bad, token)
		}
	}
	if _, err := cms.NewRequest([]byte("short"), nil); err == nil {
		t.Error("a request over no digest")
	}
}

func FuzzResponse(f *testing.F) {
	p := testpki.New("http://pki.example.com", moment)
	query, err := cms.NewRequest(make([]byte, 32), big.NewInt(7))
	if err != nil {
		f.Fatal(err)
	}
	for _, fault := range []testpki.Fault{"", testpki.Refusing} {
		p.Faults.TSA = fault
		answer, err := p.Timestamp(f.Context(), query)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(answer)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		token, err := cms.ParseResponse(data)
		if err != nil {
			return
		}
		var pool cms.Pool
		if t, err := cms.ParseToken(token, &pool); err == nil && t.Certificate == nil {
			panic("a token of nobody")
		}
	})
}
