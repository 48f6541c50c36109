package cms

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"
	"sync"
)

// Fault is what is wrong with a signature or token, as a stable code.
type Fault string

func (f Fault) Error() string { return "cms: " + string(f) }

// What Parse, Verify and ParseToken may find.
const (
	NotDER             Fault = "not-der"             // no CMS, or bytes behind it: neither DER nor BER
	NotSignedData      Fault = "not-signed-data"     // another content type
	NotOneSigner       Fault = "not-one-signer"      // PAdES allows exactly one (ISO 32000-2, 12.8.3.3.1)
	NoSignerCert       Fault = "no-certificate"      // the certificate that the signer names is not in it
	BadCertificate     Fault = "bad-certificate"     // that certificate cannot be read
	BadAttributes      Fault = "bad-attributes"      // none signed, one that cannot be read, or one that stands twice
	AttributesNotDER   Fault = "attributes-not-der"  // what the key signed is an encoding of them that is not DER (RFC 5652, 5.4)
	ContentTypeDiffers Fault = "content-type"        // the signed content type is another
	DigestDiffers      Fault = "digest"              // what was signed is something else
	SignatureBroken    Fault = "signature"           // the key did not make this signature
	CertificateDiffers Fault = "signing-certificate" // the signed reference is to another certificate
	AlgorithmDiffers   Fault = "algorithm-mismatch"  // the algorithms inside and outside the signed part differ
	AlgorithmUnknown   Fault = "algorithm-unknown"
	AlgorithmWeak      Fault = "algorithm-weak" // SHA-1, MD5, RSA under 2048 bits
	NotToken           Fault = "not-token"      // a signature, but no time-stamp token
)

// Signed is a SignedData with one signer, taken apart. Nothing in it is verified until Verify returned nil.
type Signed struct {
	Raw          []byte              // the whole, as it was given
	DER          bool                // it is DER, as PDF asks for (ISO 32000-2, 12.8.3.3.1), and not another form of BER
	Certificates []*x509.Certificate // as embedded, those that can be read; the signer's among them
	CRLs         [][]byte            // DER, as embedded
	OCSPs        [][]byte            // DER of the OCSP responses embedded (RFC 5940)
	Certificate  *x509.Certificate   // the signer's
	ContentType  asn1.ObjectIdentifier
	Content      []byte // nil when detached

	signer     SignerInfo
	signed     []Attribute
	unsigned   []Attribute
	unreadable [][]byte // certificates
}

// Pool reads certificates and keeps what it has read, so that one that stands in many places is read once.
// The zero value is ready. It is safe for concurrent use.
type Pool struct {
	mu   sync.Mutex
	read map[string]*x509.Certificate
}

// maxModulus bounds an RSA key. Nobody has one of more than 16,384 bits, and one of a million takes minutes for each signature.
const maxModulus = 16_384

var errModulus = errors.New("cms: a key of too many bits")

// Certificate reads one certificate.
func (p *Pool) Certificate(der []byte) (*x509.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c, ok := p.read[string(der)]; ok {
		return c, nil
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	if onlyPSS(c) {
		if c.PublicKey, err = pssKey(c); err != nil {
			return nil, err
		}
		c.PublicKeyAlgorithm = x509.RSA
	}
	if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > maxModulus {
		return nil, errModulus
	}
	if p.read == nil {
		p.read = map[string]*x509.Certificate{}
	}
	p.read[string(der)] = c
	return c, nil
}

// keyInfo is a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
type keyInfo struct {
	Algorithm pkix.AlgorithmIdentifier
	Key       asn1.BitString
}

// onlyPSS tells whether the key of a certificate is an RSA key for PSS and nothing else (RFC 4055, 1.2), which package x509 does not read.
func onlyPSS(c *x509.Certificate) bool {
	var info keyInfo
	return exact(c.RawSubjectPublicKeyInfo, &info, "") && info.Algorithm.Algorithm.Equal(OIDRSAPSS)
}

func pssKey(c *x509.Certificate) (*rsa.PublicKey, error) {
	var info keyInfo
	if !exact(c.RawSubjectPublicKeyInfo, &info, "") {
		return nil, BadCertificate
	}
	return x509.ParsePKCS1PublicKey(info.Key.RightAlign())
}

// Parse takes apart a ContentInfo, in BER, that holds a SignedData with one signer. It is strict: nothing may follow it.
func Parse(ber []byte, pool *Pool) (*Signed, error) {
	der, length, ok := DER(ber)
	var info ContentInfo
	if !ok || length != len(ber) || !exact(der, &info, "") {
		return nil, NotDER
	}
	if !info.ContentType.Equal(OIDSignedData) {
		return nil, NotSignedData
	}
	var data SignedData
	if !exact(info.Content.Bytes, &data, "") {
		return nil, NotDER
	}
	if len(data.SignerInfos) != 1 {
		return nil, NotOneSigner
	}
	s := &Signed{Raw: ber, DER: bytes.Equal(ber, der), ContentType: data.EncapContentInfo.ContentType, signer: data.SignerInfos[0]}
	if content := data.EncapContentInfo.Content; len(content.FullBytes) > 0 && !exact(content.Bytes, &s.Content, "") {
		return nil, NotDER
	}
	if err := s.readCertificates(data.Certificates.Bytes, pool); err != nil {
		return nil, err
	}
	if err := s.readRevocation(data.CRLs.Bytes); err != nil {
		return nil, err
	}
	if err := s.readAttributes(); err != nil {
		return nil, err
	}
	if s.Certificate = s.findCertificate(); s.Certificate == nil {
		return nil, s.missing()
	}
	return s, nil
}

// exact reads one value that fills der.
func exact(der []byte, value any, params string) bool {
	rest, err := asn1.UnmarshalWithParams(der, value, params)
	return err == nil && len(rest) == 0
}

// each calls f for the values that follow one another in der.
func each(der []byte, f func(asn1.RawValue) error) error {
	for len(der) > 0 {
		var value asn1.RawValue
		rest, err := asn1.Unmarshal(der, &value)
		if err != nil {
			return NotDER
		}
		if err := f(value); err != nil {
			return err
		}
		der = rest
	}
	return nil
}

// readCertificates reads a CertificateSet; attribute certificates in it are passed by, and so are those that cannot be read: one with a
// negative number (RFC 5280, 4.1.2.2), a curve that is not known or a strange name matters when it is needed, and then it is missed.
func (s *Signed) readCertificates(der []byte, pool *Pool) error {
	return each(der, func(value asn1.RawValue) error {
		if value.Class != asn1.ClassUniversal {
			return nil
		}
		c, err := pool.Certificate(value.FullBytes)
		if err != nil {
			s.unreadable = append(s.unreadable, value.FullBytes)
			return nil
		}
		s.Certificates = append(s.Certificates, c)
		return nil
	})
}

var oidOCSPInCMS = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 16, 2} // RFC 5940, 3

// readRevocation reads a RevocationInfoChoices: CRLs, and OCSP responses in their other form.
func (s *Signed) readRevocation(der []byte) error {
	return each(der, func(value asn1.RawValue) error {
		if value.Class == asn1.ClassUniversal {
			s.CRLs = append(s.CRLs, value.FullBytes)
			return nil
		}
		var other struct {
			Format asn1.ObjectIdentifier
			Info   asn1.RawValue
		}
		if exact(value.FullBytes, &other, "tag:1") && other.Format.Equal(oidOCSPInCMS) {
			s.OCSPs = append(s.OCSPs, other.Info.FullBytes)
		}
		return nil
	})
}

// readAttributes reads both sets. An attribute that counts must stand once.
func (s *Signed) readAttributes() error {
	var err error
	if s.signed, err = attributes(s.signer.SignedAttrs.Bytes); err != nil {
		return err
	}
	if s.unsigned, err = attributes(s.signer.UnsignedAttrs.Bytes); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, a := range s.signed {
		key := a.Type.String()
		if seen[key] {
			return BadAttributes
		}
		seen[key] = true
	}
	return nil
}

func attributes(der []byte) ([]Attribute, error) {
	var all []Attribute
	err := each(der, func(value asn1.RawValue) error {
		var a Attribute
		if !exact(value.FullBytes, &a, "") || len(a.Values) == 0 {
			return BadAttributes
		}
		all = append(all, a)
		return nil
	})
	return all, err
}

// findCertificate gives the certificate that the SignerInfo names by issuer and number, or by key identifier.
func (s *Signed) findCertificate() *x509.Certificate {
	sid := s.signer.SID
	var named IssuerAndSerialNumber
	byNumber := sid.Class == asn1.ClassUniversal && exact(sid.FullBytes, &named, "") && named.SerialNumber != nil
	byKey := sid.Class == asn1.ClassContextSpecific && sid.Tag == 0 && len(sid.Bytes) > 0
	i := slices.IndexFunc(s.Certificates, func(c *x509.Certificate) bool {
		return byNumber && isIssuedAs(c, named.Issuer.FullBytes, named.SerialNumber) || byKey && bytes.Equal(c.SubjectKeyId, sid.Bytes)
	})
	if i < 0 {
		return nil
	}
	return s.Certificates[i]
}

// missing tells why there is no certificate of the signer: it may be one of those that cannot be read.
func (s *Signed) missing() Fault {
	var named IssuerAndSerialNumber
	byNumber := exact(s.signer.SID.FullBytes, &named, "") && named.SerialNumber != nil
	for _, der := range s.unreadable {
		var c struct {
			TBS struct {
				Version int `asn1:"optional,explicit,default:0,tag:0"`
				Number  *big.Int
				Digest  asn1.RawValue
				Issuer  asn1.RawValue
			}
		}
		asn1.Unmarshal(der, &c) // as far as it goes
		if !byNumber || c.TBS.Number != nil && c.TBS.Number.Cmp(named.SerialNumber) == 0 && bytes.Equal(c.TBS.Issuer.FullBytes, named.Issuer.FullBytes) {
			return BadCertificate
		}
	}
	return NoSignerCert
}

func isIssuedAs(c *x509.Certificate, issuer []byte, number *big.Int) bool {
	return c.SerialNumber.Cmp(number) == 0 && sameName(c.RawIssuer, issuer)
}

// sameName tells whether two names are one, whichever kind of string each is written in (RFC 5280, 7.1). Which certificate signed, the key
// tells in the end.
func sameName(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var one, other pkix.RDNSequence
	return exact(a, &one, "") && exact(b, &other, "") && slices.EqualFunc(one, other, func(a, b pkix.RelativeDistinguishedNameSET) bool {
		return slices.EqualFunc(a, b, func(a, b pkix.AttributeTypeAndValue) bool {
			text, isText := a.Value.(string)
			return isText && a.Type.Equal(b.Type) && text == b.Value
		})
	})
}

// Attribute gives the only value of a signed attribute; ok is false when it is not there.
func (s *Signed) Attribute(oid asn1.ObjectIdentifier) (value asn1.RawValue, ok bool) {
	for _, a := range s.signed {
		if a.Type.Equal(oid) && len(a.Values) == 1 {
			return a.Values[0], true
		}
	}
	return asn1.RawValue{}, false
}

// Unsigned gives the DER of every value of an unsigned attribute.
func (s *Signed) Unsigned(oid asn1.ObjectIdentifier) [][]byte {
	var values [][]byte
	for _, a := range s.unsigned {
		if a.Type.Equal(oid) {
			for _, v := range a.Values {
				values = append(values, v.FullBytes)
			}
		}
	}
	return values
}

// SignatureValue is what a signature time-stamp is made over (ETSI EN 319 122-1, 5.3).
func (s *Signed) SignatureValue() []byte { return s.signer.Signature }
