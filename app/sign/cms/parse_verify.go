package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	_ "crypto/sha1" // time-stamp tokens still refer to their certificate by it (RFC 2634, 5.4.1)
	_ "crypto/sha256"
	_ "crypto/sha3"
	_ "crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
)

var oidECPublicKey = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}

// Hash names a digest algorithm. Weak ones are named too: refusing them is Verify's to do.
func Hash(oid asn1.ObjectIdentifier) (crypto.Hash, error) {
	switch {
	case oid.Equal(OIDSHA256):
		return crypto.SHA256, nil
	case oid.Equal(OIDSHA384):
		return crypto.SHA384, nil
	case oid.Equal(OIDSHA512):
		return crypto.SHA512, nil
	case oid.Equal(OIDSHA3x256):
		return crypto.SHA3_256, nil
	case oid.Equal(OIDSHA3x384):
		return crypto.SHA3_384, nil
	case oid.Equal(OIDSHA3x512):
		return crypto.SHA3_512, nil
	case oid.Equal(OIDSHA1):
		return crypto.SHA1, nil
	case oid.Equal(OIDMD5):
		return crypto.MD5, nil
	}
	return 0, AlgorithmUnknown
}

// Digest is the algorithm that the content is hashed with.
func (s *Signed) Digest() (crypto.Hash, error) {
	h, err := Hash(s.signer.DigestAlgorithm.Algorithm)
	if err != nil {
		return 0, err
	}
	if h == crypto.SHA1 || h == crypto.MD5 {
		return 0, AlgorithmWeak
	}
	return h, nil
}

// Verify checks that the signer's key signed the content whose digest is given, in this sequence: algorithms, signed attributes, key.
// Whose key it is, and whether it could be trusted, is not looked at. The error is a Fault.
func (s *Signed) Verify(digest []byte) error {
	hash, err := s.Digest()
	if err != nil {
		return err
	}
	if err := Strong(s.Certificate); err != nil {
		return err
	}
	if s.Bare() {
		if !s.ContentType.Equal(OIDData) {
			return BadAttributes // RFC 5652, 5.3
		}
		return s.verifyDigest(hash, digest)
	}
	if err := s.verifyAttributes(digest); err != nil {
		return err
	}
	return s.verifyKey(hash)
}

// Bare tells whether nothing but the content is signed, which RFC 5652, 5.3 allows of plain data. Who has a signature over attributes could
// say that those were the content: they are a SET, so that a content which begins as a PDF does is none (RFC 5652, 11; RFC 8933).
func (s *Signed) Bare() bool { return len(s.signer.SignedAttrs.FullBytes) == 0 }

// Strong refuses keys that are too short: RSA under 2048 bits, curves under 256 (ETSI TS 119 312).
func Strong(c *x509.Certificate) error {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if key.N.BitLen() < 2048 {
			return AlgorithmWeak
		}
	case *ecdsa.PublicKey:
		if key.Curve.Params().BitSize < 256 {
			return AlgorithmWeak
		}
	case ed25519.PublicKey:
	default:
		return AlgorithmUnknown
	}
	return nil
}

// verifyAttributes checks what the signed attributes say (RFC 5652, 5.4 and 11; RFC 6211).
func (s *Signed) verifyAttributes(digest []byte) error {
	var contentType asn1.ObjectIdentifier
	if v, ok := s.Attribute(OIDContentType); !ok || !exact(v.FullBytes, &contentType, "") {
		return BadAttributes
	}
	if !contentType.Equal(s.ContentType) {
		return ContentTypeDiffers
	}
	var signed []byte
	if v, ok := s.Attribute(OIDMessageDigest); !ok || !exact(v.FullBytes, &signed, "") {
		return BadAttributes
	}
	if !bytes.Equal(signed, digest) {
		return DigestDiffers
	}
	if v, ok := s.Attribute(OIDAlgorithmProtection); ok {
		var protected struct {
			Digest    pkix.AlgorithmIdentifier
			Signature pkix.AlgorithmIdentifier `asn1:"optional,tag:1"`
		}
		if !exact(v.FullBytes, &protected, "") {
			return BadAttributes
		}
		if !protected.Digest.Algorithm.Equal(s.signer.DigestAlgorithm.Algorithm) ||
			!protected.Signature.Algorithm.Equal(s.signer.SignatureAlgorithm.Algorithm) {
			return AlgorithmDiffers
		}
	}
	return s.verifyReference()
}

// verifyReference checks that the signing-certificate attribute, when there is one, means the signer's certificate
// (RFC 5035, 5.4). Whether there must be one is a question of the level.
func (s *Signed) verifyReference() error {
	for _, a := range s.signed {
		if len(a.Values) != 1 && (a.Type.Equal(OIDSigningCertificateV2) || a.Type.Equal(OIDSigningCertificate)) {
			return BadAttributes // which of them means the signer would be for each reader to choose
		}
	}
	if v, ok := s.Attribute(OIDSigningCertificateV2); ok {
		var ref SigningCertificateV2
		if !exact(v.FullBytes, &ref, "") || len(ref.Certs) == 0 {
			return BadAttributes
		}
		id, hash := ref.Certs[0], crypto.SHA256
		if len(id.HashAlgorithm.Algorithm) > 0 {
			var err error
			if hash, err = Hash(id.HashAlgorithm.Algorithm); err != nil {
				return err
			}
		}
		return s.refersTo(hash, id.CertHash, id.IssuerSerial)
	}
	if v, ok := s.Attribute(OIDSigningCertificate); ok {
		var ref SigningCertificate
		if !exact(v.FullBytes, &ref, "") || len(ref.Certs) == 0 {
			return BadAttributes
		}
		return s.refersTo(crypto.SHA1, ref.Certs[0].CertHash, ref.Certs[0].IssuerSerial)
	}
	return nil
}

func (s *Signed) refersTo(hash crypto.Hash, sum []byte, issuer IssuerSerial) error {
	if !hash.Available() {
		return AlgorithmWeak
	}
	h := hash.New()
	h.Write(s.Certificate.Raw)
	if !bytes.Equal(h.Sum(nil), sum) {
		return CertificateDiffers
	}
	if issuer.SerialNumber == nil {
		return nil
	}
	found := false
	err := each(issuer.Issuer.Bytes, func(name asn1.RawValue) error {
		// GeneralName: directoryName is [4], explicit because Name is a CHOICE.
		found = found || name.Class == asn1.ClassContextSpecific && name.Tag == 4 && sameName(name.Bytes, s.Certificate.RawIssuer)
		return nil
	})
	if err != nil || !found || issuer.SerialNumber.Cmp(s.Certificate.SerialNumber) != 0 {
		return CertificateDiffers
	}
	return nil
}

// verifyKey checks the signature over the signed attributes, which carry the tag of SET OF there and are in DER (RFC 5652, 5.4): in its order,
// whatever the order in the file.
func (s *Signed) verifyKey(hash crypto.Hash) error {
	raw := s.signer.SignedAttrs.FullBytes
	if len(raw) == 0 {
		return BadAttributes
	}
	set := bytes.Clone(raw)
	set[0] = asn1.TagSet | 0x20
	ordered, err := inOrder(s.signer.SignedAttrs.Bytes)
	if err != nil {
		return BadAttributes
	}
	err = s.verifySet(hash, ordered)
	if err == SignatureBroken && !bytes.Equal(set, ordered) && s.verifySet(hash, set) == nil {
		// The key did sign these attributes. Who reads them as the standard says finds the signature broken all the same.
		return AttributesNotDER
	}
	return err
}

// inOrder is a SET OF in the order of DER (X.690, 11.6).
func inOrder(members []byte) ([]byte, error) {
	var set [][]byte
	err := each(members, func(member asn1.RawValue) error {
		set = append(set, member.FullBytes)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(setOf(asn1.ClassUniversal, asn1.TagSet, set))
}

// verifySet checks that the key signed a set of attributes.
func (s *Signed) verifySet(hash crypto.Hash, set []byte) error {
	key, ok := s.Certificate.PublicKey.(ed25519.PublicKey)
	if !ok {
		return s.verifyDigest(hash, sum(hash, set))
	}
	if err := fits(s.signer.SignatureAlgorithm.Algorithm, x509.Ed25519, hash); err != nil {
		return err
	}
	if !ed25519.Verify(key, set, s.signer.Signature) { // of all of it, not of a digest
		return SignatureBroken
	}
	return nil
}

// verifyDigest checks that the key signed what has a digest.
func (s *Signed) verifyDigest(hash crypto.Hash, digest []byte) error {
	switch key := s.Certificate.PublicKey.(type) {
	case *rsa.PublicKey:
		return s.verifyRSA(key, hash, digest)
	case *ecdsa.PublicKey:
		if err := fits(s.signer.SignatureAlgorithm.Algorithm, x509.ECDSA, hash); err != nil {
			return err
		}
		if !ecdsa.VerifyASN1(key, digest, s.signer.Signature) {
			return SignatureBroken
		}
		return nil
	}
	return AlgorithmUnknown
}

func (s *Signed) verifyRSA(key *rsa.PublicKey, hash crypto.Hash, digest []byte) error {
	algorithm := s.signer.SignatureAlgorithm
	if algorithm.Algorithm.Equal(OIDRSAPSS) {
		salted, options, err := pss(algorithm.Parameters)
		if err != nil {
			return err
		}
		if salted != hash { // RFC 4056, 3: the same for the content and the attributes
			return AlgorithmDiffers
		}
		if rsa.VerifyPSS(key, hash, digest, s.signer.Signature, options) != nil {
			return SignatureBroken
		}
		return nil
	}
	if err := fits(algorithm.Algorithm, x509.RSA, hash); err != nil {
		return err
	}
	if onlyPSS(s.Certificate) {
		return AlgorithmDiffers
	}
	if rsa.VerifyPKCS1v15(key, hash, digest, s.signer.Signature) != nil {
		return SignatureBroken
	}
	return nil
}

// plain are the signature algorithms that need no parameters: for which kind of key, and over which digest, where they name one.
var plain = []struct {
	algorithm asn1.ObjectIdentifier
	key       x509.PublicKeyAlgorithm
	hash      crypto.Hash // 0: that of the content
}{
	{OIDRSA, x509.RSA, 0}, {OIDSHA256WithRSA, x509.RSA, crypto.SHA256}, {OIDSHA384WithRSA, x509.RSA, crypto.SHA384}, {OIDSHA512WithRSA, x509.RSA, crypto.SHA512},
	{oidECPublicKey, x509.ECDSA, 0}, {OIDECDSAWithSHA256, x509.ECDSA, crypto.SHA256}, {OIDECDSAWithSHA384, x509.ECDSA, crypto.SHA384}, {OIDECDSAWithSHA512, x509.ECDSA, crypto.SHA512},
	{OIDSHA3x256WithRSA, x509.RSA, crypto.SHA3_256}, {OIDSHA3x384WithRSA, x509.RSA, crypto.SHA3_384}, {OIDSHA3x512WithRSA, x509.RSA, crypto.SHA3_512},
	{OIDECDSAWithSHA3x256, x509.ECDSA, crypto.SHA3_256}, {OIDECDSAWithSHA3x384, x509.ECDSA, crypto.SHA3_384}, {OIDECDSAWithSHA3x512, x509.ECDSA, crypto.SHA3_512},
	{OIDEd25519, x509.Ed25519, crypto.SHA512}, // RFC 8419, 3.1: where attributes are signed
	{OIDSHA1WithRSA, x509.RSA, crypto.SHA1}, {OIDECDSAWithSHA1, x509.ECDSA, crypto.SHA1},
}

// fits checks that a signature algorithm is one for the key and over the digest of the content. Where they differ some programs go by the one
// and some by the other.
func fits(algorithm asn1.ObjectIdentifier, key x509.PublicKeyAlgorithm, hash crypto.Hash) error {
	for _, p := range plain {
		switch {
		case !p.algorithm.Equal(algorithm):
		case p.hash == crypto.SHA1:
			return AlgorithmWeak
		case p.key != key || p.hash != 0 && p.hash != hash:
			return AlgorithmDiffers
		default:
			return nil
		}
	}
	return AlgorithmUnknown
}

// pss reads the parameters of RSASSA-PSS (RFC 4055, 3.1). Absent ones mean SHA-1, which is refused.
func pss(parameters asn1.RawValue) (crypto.Hash, *rsa.PSSOptions, error) {
	var p PSSParameters
	if !exact(parameters.FullBytes, &p, "") {
		return 0, nil, AlgorithmUnknown
	}
	hash := crypto.SHA1
	if len(p.Hash.Algorithm) > 0 {
		var err error
		if hash, err = Hash(p.Hash.Algorithm); err != nil {
			return 0, nil, err
		}
	}
	if hash == crypto.SHA1 || hash == crypto.MD5 {
		return 0, nil, AlgorithmWeak
	}
	var mask pkix.AlgorithmIdentifier
	if !p.MGF.Algorithm.Equal(OIDMGF1) || !exact(p.MGF.Parameters.FullBytes, &mask, "") || p.TrailerField != 1 {
		return 0, nil, AlgorithmUnknown
	}
	if maskHash, err := Hash(mask.Algorithm); err != nil || maskHash != hash {
		return 0, nil, AlgorithmUnknown
	}
	if p.SaltLength < 0 || p.SaltLength > 512 {
		return 0, nil, AlgorithmUnknown
	}
	return hash, &rsa.PSSOptions{SaltLength: p.SaltLength, Hash: hash}, nil
}

func sum(hash crypto.Hash, data []byte) []byte {
	h := hash.New()
	h.Write(data)
	return h.Sum(nil)
}

// Imprints tells whether a message imprint is that of data. Weak digests imprint nothing.
func (m MessageImprint) Imprints(data []byte) bool {
	hash, err := Hash(m.HashAlgorithm.Algorithm)
	return err == nil && hash != crypto.SHA1 && hash != crypto.MD5 && bytes.Equal(sum(hash, data), m.HashedMessage)
}

// Token is a time-stamp token whose own signature holds.
type Token struct {
	*Signed
	Info TSTInfo
}

// ParseToken reads a time-stamp token and checks its signature (RFC 3161, 2.4.2). What it is a stamp of, and whether its
// authority is to be trusted, is for the caller to check.
func ParseToken(der []byte, pool *Pool) (*Token, error) {
	s, err := Parse(der, pool)
	if err != nil {
		return nil, err
	}
	if !s.ContentType.Equal(OIDTSTInfo) || s.Content == nil {
		return nil, NotToken
	}
	t := &Token{Signed: s}
	if !exact(s.Content, &t.Info, "") || t.Info.Version != 1 {
		return nil, NotToken
	}
	if s.Bare() {
		return nil, BadAttributes // RFC 3161, 2.4.2: a token refers to its certificate
	}
	hash, err := s.Digest()
	if err != nil {
		return nil, err
	}
	if err := s.Verify(sum(hash, s.Content)); err != nil {
		return nil, err
	}
	return t, nil
}
