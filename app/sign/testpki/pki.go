// Package testpki is a public key infrastructure for tests and the conformance run: a root, an intermediate, whoever they certify,
// an OCSP responder, revocation lists and a time-stamp authority, with everything that can be wrong about them. Its keys are made
// from names and are no secret. No program of the product imports it. Start with New.
package testpki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// PKI is one infrastructure.
type PKI struct {
	Base         string // of the addresses in certificates: "http://127.0.0.1:8080"
	Now          time.Time
	Root         *Entity
	Intermediate *Entity
	Responder    *Entity // answers OCSP for the intermediate
	TSA          *Entity
	Faults       Faults
	serial       int64
	numbers      map[string]*big.Int // serial numbers by common name
}

// Faults are what is wrong; the zero value is an infrastructure in order.
type Faults struct {
	Revoked      map[string]time.Time // common name: since when
	Unknown      map[string]bool      // common names that the responder does not know
	OCSP         Fault
	CRL          Fault
	CER          Fault // of where certificates stand
	TSA          Fault
	TSAClock     time.Duration  // how far the authority's clock is off
	Asked        map[string]int // counts the requests by path; nil counts nothing
	NoNextUpdate bool
}

// Fault is a way in which a server does not do what it should.
type Fault string

const (
	Away          Fault = "away"           // the connection fails
	Slow          Fault = "slow"           // no answer until the caller gives up
	Huge          Fault = "huge"           // more bytes than anyone wants
	Garbage       Fault = "garbage"        // bytes that are no answer
	Refusing      Fault = "refusing"       // an answer that says no
	Stale         Fault = "stale"          // revocation data of last year
	WrongNonce    Fault = "wrong-nonce"    // TSA
	WrongImprint  Fault = "wrong-imprint"  // TSA
	WrongUsage    Fault = "wrong-usage"    // TSA: a certificate that is not for time-stamping
	WrongKey      Fault = "wrong-key"      // signed by another key than the certificate's
	NoCertificate Fault = "no-certificate" // TSA: a token without the authority's certificate
)

// Entity is a key and its certificate.
type Entity struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
	Issuer      *Entity // nil for a root
}

// Chain is the certificates above the entity.
func (e *Entity) Chain() []*x509.Certificate {
	var chain []*x509.Certificate
	for up := e.Issuer; up != nil; up = up.Issuer {
		chain = append(chain, up.Certificate)
	}
	return chain
}

// Key is the P-256 key of a name: always the same.
func Key(name string) crypto.Signer { return curveKey(elliptic.P256(), name) }

// Key384 is the P-384 key of a name.
func Key384(name string) crypto.Signer { return curveKey(elliptic.P384(), name) }

// Key521 is the P-521 key of a name.
func Key521(name string) crypto.Signer { return curveKey(elliptic.P521(), name) }

// Edwards is the Ed25519 key of a name.
func Edwards(name string) crypto.Signer {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func curveKey(curve elliptic.Curve, name string) crypto.Signer {
	for i := byte(0); ; i++ {
		a := sha256.Sum256(append([]byte(name), i))
		b := sha256.Sum256(append(a[:], i))
		raw := append(append([]byte{0, 0}, a[:]...), b[:]...)
		if size := (curve.Params().BitSize + 7) / 8; size <= 64 {
			raw = raw[2:][:size]
		}
		if key, err := ecdsa.ParseRawPrivateKey(curve, raw); err == nil {
			return key
		}
	}
}

// New makes an infrastructure whose certificates were all valid a month ago and will be for another year.
func New(base string, now time.Time) *PKI { return NewOf("", base, now) }

// NewOf is New with the keys of a generation: what was signed under one generation is not trusted under another.
func NewOf(generation, base string, now time.Time) *PKI {
	p := &PKI{Base: base, Now: now.UTC().Truncate(time.Second), numbers: map[string]*big.Int{}}
	p.Root = p.Issue(nil, "Test Root CA", Key("root"+generation), CA)
	p.Intermediate = p.Issue(p.Root, "Test Intermediate CA", Key("intermediate"+generation), CA)
	p.Responder = p.Issue(p.Intermediate, "Test OCSP Responder", Key("responder"+generation), Responder)
	p.TSA = p.Issue(p.Intermediate, "Test Time-stamp Authority", Key("tsa"+generation), TSA)
	return p
}

// Signer certifies a person's key.
func (p *PKI) Signer(name string, key crypto.Signer) *Entity {
	return p.Issue(p.Intermediate, name, key, Signer)
}

// Kind makes a certificate what it is.
type Kind func(p *PKI, c *x509.Certificate)

// CA may sign certificates, revocation lists and, as a root does, OCSP responses.
func CA(_ *PKI, c *x509.Certificate) {
	c.IsCA, c.BasicConstraintsValid = true, true
	c.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature
	c.NotAfter = c.NotAfter.AddDate(8, 0, 0)
}

// Signer may sign documents.
func Signer(_ *PKI, c *x509.Certificate) {
	c.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
}

// Expired is a Signer whose time is over.
func Expired(p *PKI, c *x509.Certificate) {
	Signer(p, c)
	c.NotBefore, c.NotAfter = p.Now.AddDate(-2, 0, 0), p.Now.AddDate(-1, 0, 0)
}

// Future is a Signer whose time is still to come.
func Future(p *PKI, c *x509.Certificate) {
	Signer(p, c)
	c.NotBefore = p.Now.AddDate(0, 1, 0)
}

// Encipherer may not sign.
func Encipherer(_ *PKI, c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }

// Responder signs OCSP responses and is not itself checked (RFC 6960, 4.2.2.2.1).
func Responder(_ *PKI, c *x509.Certificate) {
	c.KeyUsage = x509.KeyUsageDigitalSignature
	c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning}
	c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 5}, Value: []byte{5, 0}}}
	c.OCSPServer, c.CRLDistributionPoints = nil, nil
}

// TSA signs time-stamps and nothing else (RFC 3161, 2.3).
func TSA(_ *PKI, c *x509.Certificate) {
	c.KeyUsage = x509.KeyUsageDigitalSignature
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		panic(err)
	}
	c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}
}

// Issue certifies a key; without an issuer the certificate signs itself.
func (p *PKI) Issue(issuer *Entity, name string, key crypto.Signer, kind Kind) *Entity {
	p.serial++
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1000 + p.serial),
		Subject:      pkix.Name{CommonName: name, Organization: []string{"Example"}, Country: []string{"NL"}},
		NotBefore:    p.Now.AddDate(0, -1, 0),
		NotAfter:     p.Now.AddDate(1, 0, 0),
	}
	p.numbers[name] = c.SerialNumber
	sum := sha256.Sum256([]byte(name))
	c.SubjectKeyId = sum[:20]
	e := &Entity{Key: key, Issuer: issuer}
	parent, signer := c, key
	if issuer != nil {
		parent, signer = issuer.Certificate, issuer.Key
		at := p.Base + "/" + slug(issuer)
		c.OCSPServer = []string{p.Base + "/ocsp"}
		c.CRLDistributionPoints = []string{at + ".crl"}
		c.IssuingCertificateURL = []string{at + ".cer"}
	}
	kind(p, c)
	if c.IsCA && issuer != nil {
		c.OCSPServer = nil // the root publishes a list only
	}
	der, err := x509.CreateCertificate(nil, c, parent, key.Public(), signer)
	if err == nil {
		e.Certificate, err = x509.ParseCertificate(der)
	}
	if err != nil {
		panic("testpki: " + err.Error())
	}
	return e
}

// slug names an authority in an address.
func slug(e *Entity) string {
	if e.Issuer == nil {
		return "root"
	}
	return "intermediate"
}
