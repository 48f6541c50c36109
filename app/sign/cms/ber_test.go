package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	mathrand "math/rand/v2"
	"testing"
	"time"
)

// looser writes DER as BER: lengths open or longer than needed, strings in pieces, each by chance.
func looser(r *mathrand.Rand, der []byte) []byte {
	var out []byte
	each(der, func(v asn1.RawValue) error {
		content := v.Bytes
		tag := v.FullBytes[0]
		switch {
		case v.IsCompound:
			content = looser(r, v.Bytes)
		case v.Class == asn1.ClassUniversal && v.Tag == asn1.TagOctetString && r.IntN(2) == 0:
			tag |= constructed
			at := r.IntN(len(content) + 1)
			content = append(piece(r, content[:at]), piece(r, content[at:])...)
		}
		switch {
		case tag&constructed != 0 && r.IntN(2) == 0:
			out = append(append(append(out, tag, 0x80), content...), 0, 0)
		case r.IntN(2) == 0:
			out = append(append(out, tag, 0x84, byte(len(content)>>24), byte(len(content)>>16), byte(len(content)>>8), byte(len(content))), content...)
		default:
			out = append(appendLength(append(out, tag), len(content)), content...)
		}
		return nil
	})
	return out
}

func piece(r *mathrand.Rand, content []byte) []byte {
	return append(appendLength([]byte{asn1.TagOctetString}, len(content)), content...)
}

// What is written in BER is read as the DER that it means.
func TestBER(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	der := build(t, signer(t, 0), digest[:])
	for seed := range uint64(200) {
		ber := looser(mathrand.New(mathrand.NewPCG(1, seed)), der)
		if got, n, ok := DER(append(bytes.Clone(ber), 0, 0, 0)); !ok || n != len(ber) || !bytes.Equal(got, der) {
			t.Fatalf("%x\nis read as\n%x", ber, got)
		}
		s, err := Parse(ber, &Pool{})
		if err == nil {
			err = s.Verify(digest[:])
		}
		if err != nil || s.DER != bytes.Equal(ber, der) {
			t.Errorf("%v, DER %v", err, s.DER)
		}
	}
	if s, err := Parse(der, &Pool{}); err != nil || !s.DER {
		t.Error("DER is not known as such")
	}
	for _, bad := range [][]byte{
		nil, {0x30}, {0x30, 0x80}, {0x30, 0x80, 0}, {0x30, 0x85, 1, 0, 0, 0, 0}, {0x04, 0x80, 0, 0}, {0x24, 0x80, 0x02, 1, 0, 0, 0}, {0x23, 6, 3, 2, 1, 0, 3, 0},
		{0x30, 3, 2, 2, 1}, bytes.Repeat([]byte{0x30, 0x80}, 100), {0, 0},
	} {
		if got, _, ok := DER(bad); ok {
			t.Errorf("%x is %x", bad, got)
		}
	}
	if got, _, ok := DER([]byte{0x23, 8, 3, 2, 0, 0xab, 3, 2, 4, 0xc0}); !ok || !bytes.Equal(got, []byte{3, 3, 4, 0xab, 0xc0}) {
		t.Errorf("a bit string in pieces is %x", got)
	}
}

// A certificate that cannot be read spoils nothing, unless it is the signer's.
func TestUnreadableCertificate(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	s := signer(t, 0)
	strange := bytes.Replace(s.Certificate.Raw, []byte{0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7}, []byte{0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 99}, 1) // a curve of no name
	if _, err := x509.ParseCertificate(strange); err == nil {
		t.Fatal("it can be read")
	}
	other := signer(t, 0)
	built, err := s.Sign(digest[:])
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		set  [][]byte
		want error
	}{
		"beside it":      {[][]byte{strange, s.Certificate.Raw}, nil},
		"in its place":   {[][]byte{strange}, BadCertificate},
		"another's":      {[][]byte{other.Certificate.Raw[:40]}, NotDER},
		"no certificate": {[][]byte{{0x30, 0}, s.Certificate.Raw}, nil},
		"none":           {nil, NoSignerCert},
	} {
		built.certificates = bytes.Join(c.set, nil)
		der, err := built.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := Parse(der, &Pool{})
		if err == nil {
			err = parsed.Verify(digest[:])
		}
		if err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// A certificate with a negative number (RFC 5280, 4.1.2.2: users should be prepared for one) is read: go.mod asks for that.
func TestNegativeNumber(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	s := signer(t, 0)
	raw := bytes.Replace(s.Certificate.Raw, []byte{2, 1, 1}, []byte{2, 1, 0xff}, 1)
	var err error
	if s.Certificate, err = x509.ParseCertificate(raw); err != nil || s.Certificate.SerialNumber.Sign() >= 0 {
		t.Fatal(s.Certificate.SerialNumber, err)
	}
	parsed, err := Parse(build(t, s, digest[:]), &Pool{})
	if err == nil {
		err = parsed.Verify(digest[:])
	}
	if err != nil {
		t.Error(err)
	}
}

// A key for PSS alone is one in PSS, and no other; and an issuer is the same in whichever kind of string it is written.
func TestKeyForPSS(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	s := signer(t, 2048)
	var c struct {
		TBS struct {
			Version   int `asn1:"explicit,tag:0"`
			Number    *big.Int
			Algorithm asn1.RawValue
			Issuer    asn1.RawValue
			Validity  asn1.RawValue
			Subject   asn1.RawValue
			Key       keyInfo
		}
		Algorithm pkix.AlgorithmIdentifier
		Signature asn1.BitString
	}
	if _, err := asn1.Unmarshal(s.Certificate.Raw, &c); err != nil {
		t.Fatal(err)
	}
	c.TBS.Key.Algorithm = pkix.AlgorithmIdentifier{Algorithm: OIDRSAPSS}
	raw, err := asn1.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var pool Pool
	if s.Certificate, err = pool.Certificate(raw); err != nil {
		t.Fatal(err)
	}
	for pss, want := range map[bool]error{true: nil, false: AlgorithmDiffers} {
		s.PSS, s.Rand = pss, rand.Reader
		parsed, err := Parse(build(t, s, digest[:]), &pool)
		if err == nil {
			err = parsed.Verify(digest[:])
		}
		if err != want {
			t.Errorf("PSS %v: %v, want %v", pss, err, want)
		}
	}
	one, err1 := asn1.Marshal(pkix.Name{CommonName: "Test"}.ToRDNSequence()) // a PrintableString
	other := bytes.Replace(one, []byte{asn1.TagPrintableString, 4, 'T'}, []byte{asn1.TagUTF8String, 4, 'T'}, 1)
	if err1 != nil || bytes.Equal(one, other) || !sameName(one, other) || sameName(one, bytes.Replace(one, []byte("Test"), []byte("Tesx"), 1)) {
		t.Errorf("%x and %x", one, other)
	}
}

// made signs as a program with other algorithms would.
func made(t *testing.T, key crypto.Signer, hash crypto.Hash, digestOID, algorithm asn1.ObjectIdentifier, opts crypto.SignerOpts) []byte {
	t.Helper()
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	s := &Signer{Key: key}
	if s.Certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	attributes, err := s.attributes(sum(hash, []byte("document")))
	if err != nil {
		t.Fatal(err)
	}
	message := attributes
	if opts.HashFunc() != 0 {
		message = sum(hash, attributes)
	}
	value, err := key.Sign(rand.Reader, message, opts)
	if err != nil {
		t.Fatal(err)
	}
	b := &Built{signer: *s, hash: crypto.SHA256, attributes: attributes, algorithm: pkix.AlgorithmIdentifier{Algorithm: algorithm}, value: value, certificates: s.Certificate.Raw}
	out, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	var info ContentInfo
	var data SignedData
	if !exact(out, &info, "") || !exact(info.Content.Bytes, &data, "") {
		t.Fatal("cannot be read back")
	}
	data.SignerInfos[0].DigestAlgorithm.Algorithm = digestOID
	inner, err := asn1.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	out, err = asn1.Marshal(ContentInfo{info.ContentType, asn1.RawValue{FullBytes: explicit(inner)}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// ISO/TS 32001 and 32002: SHA-3 and Ed25519.
func TestLaterAlgorithms(t *testing.T) {
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	modulus, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		hash crypto.Hash
		der  []byte
		want error
	}{
		"Ed25519":                   {crypto.SHA512, made(t, edwards, crypto.SHA512, OIDSHA512, OIDEd25519, crypto.Hash(0)), nil},
		"Ed25519 over SHA-256":      {crypto.SHA256, made(t, edwards, crypto.SHA256, OIDSHA256, OIDEd25519, crypto.Hash(0)), AlgorithmDiffers},
		"ECDSA over SHA3-256":       {crypto.SHA3_256, made(t, curve, crypto.SHA3_256, OIDSHA3x256, OIDECDSAWithSHA3x256, crypto.SHA3_256), nil},
		"ECDSA over SHA3-512":       {crypto.SHA3_512, made(t, curve, crypto.SHA3_512, OIDSHA3x512, OIDECDSAWithSHA3x512, crypto.SHA3_512), nil},
		"ECDSA over another SHA-3":  {crypto.SHA3_256, made(t, curve, crypto.SHA3_256, OIDSHA3x256, OIDECDSAWithSHA3x512, crypto.SHA3_256), AlgorithmDiffers},
		"RSA over SHA3-384":         {crypto.SHA3_384, made(t, modulus, crypto.SHA3_384, OIDSHA3x384, OIDSHA3x384WithRSA, crypto.SHA3_384), nil},
		"RSA over SHA3-256, plain":  {crypto.SHA3_256, made(t, modulus, crypto.SHA3_256, OIDSHA3x256, OIDRSA, crypto.SHA3_256), nil},
		"an Ed25519 name for ECDSA": {crypto.SHA512, made(t, curve, crypto.SHA512, OIDSHA512, OIDEd25519, crypto.SHA512), AlgorithmDiffers},
	} {
		s, err := Parse(c.der, &Pool{})
		if err == nil {
			err = s.Verify(sum(c.hash, []byte("document")))
		}
		if err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if c.want == nil && s.Verify(sum(c.hash, []byte("another"))) != DigestDiffers {
			t.Errorf("%s: of another document it holds too", name)
		}
	}
}

// Attributes are signed in DER. A signature over another order of them is one that other programs find broken.
func TestOrderOfAttributes(t *testing.T) {
	digest := sha256.Sum256([]byte("document"))
	s := signer(t, 0)
	b, err := s.prepare(digest[:])
	if err != nil {
		t.Fatal(err)
	}
	var set asn1.RawValue
	if !exact(b.attributes, &set, "") {
		t.Fatal("no set")
	}
	members := reversed(set).Bytes
	b.attributes = append(appendLength([]byte{asn1.TagSet | constructed}, len(members)), members...)
	if b.value, err = s.Key.Sign(rand.Reader, sum(b.hash, b.attributes), b.hash); err != nil {
		t.Fatal(err)
	}
	der, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := Parse(der, &Pool{})
	if err != nil {
		t.Fatal(err)
	}
	if err := parsed.Verify(digest[:]); err != AttributesNotDER {
		t.Error(err)
	}
}

func FuzzDER(f *testing.F) {
	digest := sha256.Sum256([]byte("document"))
	f.Add(looser(mathrand.New(mathrand.NewPCG(1, 1)), build(f, signer(f, 0), digest[:])))
	f.Add([]byte{0x23, 8, 3, 2, 0, 0xab, 3, 2, 4, 0xc0})
	f.Fuzz(func(t *testing.T, ber []byte) {
		der, n, ok := DER(ber)
		if !ok {
			return
		}
		if n > len(ber) {
			t.Fatalf("%d of %d bytes", n, len(ber))
		}
		if again, m, ok := DER(der); !ok || m != len(der) || !bytes.Equal(again, der) {
			t.Fatalf("%x is read as %x", der, again)
		}
	})
}
