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
	"strconv"
	"time"
	"unicode/utf8"

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

// rounds is how much work one guess at the password of a key file is: what OWASP's Password Storage Cheat Sheet asks for PBKDF2 with
// HMAC-SHA-256. Opening takes three times that: tenths of a second in a program, some seconds in a browser.
const rounds = 600_000

// minPassword is the length of the shortest password of a key file, in characters: NIST SP 800-63B, 5.1.1.1.
const minPassword = 8

// NewIdentity makes an identity that vouches for itself: a P-256 key and a certificate of two years, in a PKCS#12 file with modern
// encryption. It shows that a document has not changed since; who signed it shows only as far as the receiver knows the certificate.
//
// Errors are of type *Error, identity-name, empty-password and password-short, or those of rand.
func NewIdentity(s Subject, password string, now time.Time, rand io.Reader) (p12 []byte, err error) {
	switch n := utf8.RuneCountInString(password); {
	case s.Name == "":
		return nil, refuse("identity-name")
	case n == 0:
		return nil, refuse("empty-password")
	case n < minPassword:
		return nil, refuse("password-short", "Minimum", strconv.Itoa(minPassword))
	}
	id, err := ThrowAway(s, now, rand)
	if err != nil {
		return nil, err
	}
	return pkcs12.Modern2023.WithIterations(rounds).WithRand(rand).Encode(id.Key, id.Certificate, nil, password)
}

// ThrowAway makes such an identity that is kept nowhere.
//
// Errors are those of rand.
func ThrowAway(s Subject, now time.Time, rand io.Reader) (*Identity, error) {
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
	return &Identity{Key: key, Certificate: certificate}, nil
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
