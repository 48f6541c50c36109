package sign

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Subject is who an own identity is made for.
type Subject struct {
	Name         string // of the person, or of the company for a company's key; needed
	Organisation string // "" leaves it out
	Country      string // ISO 3166-1 alpha-2; "" leaves it out
}

// early is how long before it is made an identity is good: an authority that stamps its first signature may have another clock.
const early = time.Hour

// own is how long an identity that nobody but its maker vouches for is good for: the time in which a key file is still cared for.
const own = 2 // years

// NewIdentity makes an identity that vouches for itself: a P-256 key and a certificate of two years, in a PKCS#12 file with modern
// encryption. It shows that a document has not changed since; who signed it shows only as far as the receiver knows the certificate.
//
// Errors are of type *Error, identity-name and empty-password, or those of rand.
func NewIdentity(s Subject, password string, now time.Time, rand io.Reader) (p12 []byte, err error) {
	if s.Name == "" {
		return nil, refuse("identity-name")
	}
	if password == "" {
		return nil, refuse("empty-password")
	}
	key, err := newKey(rand)
	if err != nil {
		return nil, err
	}
	// RFC 5280, 4.1.2.2: a positive number of at most 20 bytes that is not used twice.
	number := make([]byte, 16)
	if _, err := io.ReadFull(rand, number); err != nil {
		return nil, err
	}
	number[0] = number[0]&0x7f | 0x40
	point, err := key.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256(point)
	now = now.UTC().Truncate(time.Second)
	template := &x509.Certificate{
		SerialNumber:          new(big.Int).SetBytes(number),
		Subject:               s.name(),
		NotBefore:             now.Add(-early),
		NotAfter:              now.AddDate(own, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		BasicConstraintsValid: true,
		SubjectKeyId:          id[:20],
	}
	der, err := x509.CreateCertificate(nil, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return pkcs12.Modern2023.WithRand(rand).Encode(key, certificate, nil, password)
}

func (s Subject) name() pkix.Name {
	name := pkix.Name{CommonName: s.Name}
	if s.Organisation != "" {
		name.Organization = []string{s.Organisation}
	}
	if s.Country != "" {
		name.Country = []string{s.Country}
	}
	return name
}

// newKey makes a key of the randomness given, which crypto/ecdsa would pass over. A number out of range is not used: each key is
// equally likely (FIPS 186-5, A.2.2).
func newKey(rand io.Reader) (*ecdsa.PrivateKey, error) {
	raw := make([]byte, 32)
	for range 100 {
		if _, err := io.ReadFull(rand, raw); err != nil {
			return nil, err
		}
		if key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw); err == nil {
			return key, nil
		}
	}
	return nil, errors.New("sign: no randomness")
}
