package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"slices"

	_ "crypto/sha512"
)

// Signer is who makes a SignedData.
type Signer struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
	Chain       []*x509.Certificate // embedded too
	PSS         bool                // RSASSA-PSS where the key is RSA
	SHA3        bool                // SHA-3 in the place of SHA-2 (ISO/TS 32001); not with Ed25519, which is over SHA-512
	Rand        io.Reader           // for the salt of PSS; nil asks the key for a deterministic signature (RFC 6979)
}

// Built is a detached SignedData in the making: signed, and open for a time-stamp token.
type Built struct {
	Token []byte // RFC 3161 token over Value, an unsigned attribute; nil for none

	signer       Signer
	hash         crypto.Hash
	attributes   []byte // the signed attributes, as a SET OF
	algorithm    pkix.AlgorithmIdentifier
	value        []byte
	certificates []byte // the content of the CertificateSet
}

// Value is the signature, which a time-stamp is made over (ETSI EN 319 122-1, 5.3).
func (b *Built) Value() []byte { return b.value }

// Digest is the algorithm that the content must be hashed with: that of the key's strength. With Ed25519 it is fixed (RFC 8419, 2.3).
func (s *Signer) Digest() crypto.Hash {
	family := [3]crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512}
	if s.SHA3 {
		family = [3]crypto.Hash{crypto.SHA3_256, crypto.SHA3_384, crypto.SHA3_512}
	}
	switch key := s.Key.Public().(type) {
	case *ecdsa.PublicKey:
		switch bits := key.Curve.Params().BitSize; {
		case bits > 384:
			return family[2]
		case bits > 256:
			return family[1]
		}
	case ed25519.PublicKey:
		return crypto.SHA512
	}
	return family[0]
}

// Sign makes a SignedData over the digest of a content. Its signed attributes are content-type, message-digest and
// signing-certificate-v2 alone: PAdES baseline forbids signing-time (ETSI EN 319 142-1, 6.3).
func (s *Signer) Sign(digest []byte) (*Built, error) {
	b, err := s.prepare(digest)
	if err != nil {
		return nil, err
	}
	message := sum(b.hash, b.attributes)
	var opts crypto.SignerOpts = b.hash
	random := s.Rand
	switch s.Key.Public().(type) {
	case *rsa.PublicKey:
		if s.PSS {
			opts = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: b.hash}
		}
	case *ecdsa.PublicKey:
		random = nil
	case ed25519.PublicKey: // all of it, not a digest (RFC 8419, 3.1)
		message, opts = b.attributes, crypto.Hash(0)
	}
	if b.value, err = s.Key.Sign(random, message, opts); err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	return b, nil
}

// ErrDigestFixed: an Ed25519 signature is over SHA-512 (RFC 8419, 2.3).
var ErrDigestFixed = errors.New("cms: Ed25519 is over SHA-512 alone")

// Size is the most bytes that a SignedData of this signer takes, with a token of the given length, 0 for none.
func (s *Signer) Size(token int) (int, error) {
	b, err := s.prepare(make([]byte, s.Digest().Size()))
	if err != nil {
		return 0, err
	}
	switch key := s.Key.Public().(type) {
	case *rsa.PublicKey:
		b.value = make([]byte, key.Size())
	case *ecdsa.PublicKey:
		b.value = make([]byte, 2*((key.Curve.Params().BitSize+7)/8+3)+3) // two integers in a sequence
	case ed25519.PublicKey:
		b.value = make([]byte, ed25519.SignatureSize)
	}
	if token > 0 {
		if b.Token, err = asn1.Marshal(make([]byte, token)); err != nil {
			return 0, err
		}
	}
	der, err := b.Bytes()
	return len(der), err
}

func (s *Signer) prepare(digest []byte) (*Built, error) {
	if _, fixed := s.Key.Public().(ed25519.PublicKey); fixed && s.SHA3 {
		return nil, ErrDigestFixed
	}
	b := &Built{signer: *s, hash: s.Digest()}
	if len(digest) != b.hash.Size() {
		return nil, errors.New("cms: the digest has not the signer's length")
	}
	var err error
	if b.attributes, err = s.attributes(digest); err != nil {
		return nil, err
	}
	if b.algorithm, err = s.algorithm(); err != nil {
		return nil, err
	}
	b.certificates = certificateSet(append([]*x509.Certificate{s.Certificate}, s.Chain...))
	return b, nil
}

// attributes is the DER of the signed attributes, as the SET OF that is signed (RFC 5652, 5.4).
func (s *Signer) attributes(digest []byte) ([]byte, error) {
	reference, err := s.reference()
	if err != nil {
		return nil, err
	}
	var set [][]byte
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{OIDContentType, OIDData},
		{OIDMessageDigest, digest},
		{OIDSigningCertificateV2, reference},
	} {
		der, err := attribute(a.oid, a.value)
		if err != nil {
			return nil, err
		}
		set = append(set, der)
	}
	return asn1.Marshal(setOf(asn1.ClassUniversal, asn1.TagSet, set))
}

// reference names the signing certificate by its SHA-256, which is the algorithm that need not be said (RFC 5035, 4).
func (s *Signer) reference() (SigningCertificateV2, error) {
	sum := sha256.Sum256(s.Certificate.Raw)
	directory := asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 4, IsCompound: true, Bytes: s.Certificate.RawIssuer}
	names, err := asn1.Marshal([]asn1.RawValue{directory})
	if err != nil {
		return SigningCertificateV2{}, err
	}
	return SigningCertificateV2{Certs: []ESSCertIDv2{{
		CertHash:     sum[:],
		IssuerSerial: IssuerSerial{Issuer: asn1.RawValue{FullBytes: names}, SerialNumber: s.Certificate.SerialNumber},
	}}}, nil
}

func attribute(oid asn1.ObjectIdentifier, value any) ([]byte, error) {
	der, err := asn1.Marshal(value)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(Attribute{oid, []asn1.RawValue{{FullBytes: der}}})
}

// setOf is a SET OF with its members in the order of DER.
func setOf(class, tag int, members [][]byte) asn1.RawValue {
	slices.SortFunc(members, bytes.Compare)
	return asn1.RawValue{Class: class, Tag: tag, IsCompound: true, Bytes: bytes.Join(members, nil)}
}

// certificateSet is each certificate once, in the order of DER.
func certificateSet(certificates []*x509.Certificate) []byte {
	var members [][]byte
	for _, c := range certificates {
		members = append(members, c.Raw)
	}
	slices.SortFunc(members, bytes.Compare)
	return bytes.Join(slices.CompactFunc(members, bytes.Equal), nil)
}

var null = asn1.RawValue{Tag: asn1.TagNull}

// digests names the algorithms that are signed with here, and ECDSA and RSA over each. RSA over SHA-3 goes by the name of RSA alone, as
// RFC 3370, 3.2 has it: pyHanko does not know the names of the two together.
var digests = map[crypto.Hash]struct{ itself, byECDSA, byRSA asn1.ObjectIdentifier }{
	crypto.SHA256:   {OIDSHA256, OIDECDSAWithSHA256, OIDSHA256WithRSA},
	crypto.SHA384:   {OIDSHA384, OIDECDSAWithSHA384, OIDSHA384WithRSA},
	crypto.SHA512:   {OIDSHA512, OIDECDSAWithSHA512, OIDSHA512WithRSA},
	crypto.SHA3_256: {OIDSHA3x256, OIDECDSAWithSHA3x256, OIDRSA},
	crypto.SHA3_384: {OIDSHA3x384, OIDECDSAWithSHA3x384, OIDRSA},
	crypto.SHA3_512: {OIDSHA3x512, OIDECDSAWithSHA3x512, OIDRSA},
}

// algorithm is the identifier of the signature algorithm (RFC 4055, 3.1 and 5; RFC 5758, 3.2; RFC 8419, 2.2).
func (s *Signer) algorithm() (pkix.AlgorithmIdentifier, error) {
	switch s.Key.Public().(type) {
	case *ecdsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: digests[s.Digest()].byECDSA}, nil
	case ed25519.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: OIDEd25519}, nil
	case *rsa.PublicKey:
		if !s.PSS {
			return pkix.AlgorithmIdentifier{Algorithm: digests[s.Digest()].byRSA, Parameters: null}, nil
		}
		hash := pkix.AlgorithmIdentifier{Algorithm: digests[s.Digest()].itself, Parameters: null}
		hashDER, err := asn1.Marshal(hash)
		if err != nil {
			return pkix.AlgorithmIdentifier{}, err
		}
		mgf := pkix.AlgorithmIdentifier{Algorithm: OIDMGF1, Parameters: asn1.RawValue{FullBytes: hashDER}}
		parameters, err := asn1.Marshal(PSSParameters{Hash: hash, MGF: mgf, SaltLength: 32, TrailerField: 1})
		return pkix.AlgorithmIdentifier{Algorithm: OIDRSAPSS, Parameters: asn1.RawValue{FullBytes: parameters}}, err
	}
	return pkix.AlgorithmIdentifier{}, errors.New("cms: neither an RSA nor an ECDSA nor an Ed25519 key")
}

// Bytes is the DER of the ContentInfo.
func (b *Built) Bytes() ([]byte, error) {
	sid, err := asn1.Marshal(IssuerAndSerialNumber{asn1.RawValue{FullBytes: b.signer.Certificate.RawIssuer}, b.signer.Certificate.SerialNumber})
	if err != nil {
		return nil, err
	}
	digest := pkix.AlgorithmIdentifier{Algorithm: digests[b.hash].itself}
	implicit := bytes.Clone(b.attributes)
	implicit[0] = 0xa0 // [0] IMPLICIT in the place of SET OF (RFC 5652, 5.3)
	info := SignerInfo{
		Version:            1,
		SID:                asn1.RawValue{FullBytes: sid},
		DigestAlgorithm:    digest,
		SignedAttrs:        asn1.RawValue{FullBytes: implicit},
		SignatureAlgorithm: b.algorithm,
		Signature:          b.value,
	}
	if b.Token != nil {
		token, err := attribute(OIDTimeStampToken, asn1.RawValue{FullBytes: b.Token})
		if err != nil {
			return nil, err
		}
		info.UnsignedAttrs = setOf(asn1.ClassContextSpecific, 1, [][]byte{token})
	}
	signed, err := asn1.Marshal(SignedData{
		Version:          1,
		DigestAlgorithms: []pkix.AlgorithmIdentifier{digest},
		EncapContentInfo: EncapsulatedContentInfo{ContentType: OIDData},
		Certificates:     asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: b.certificates},
		SignerInfos:      []SignerInfo{info},
	})
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(ContentInfo{OIDSignedData, asn1.RawValue{FullBytes: explicit(signed)}})
}

// explicit wraps DER in [0]: a field of raw bytes is written as it is, whatever its tag says.
func explicit(der []byte) []byte {
	wrapped, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: der})
	if err != nil {
		panic("cms: " + err.Error())
	}
	return wrapped
}
