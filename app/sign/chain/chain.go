// Package chain knows about certificates: which issued which, what a path of them is worth at a time, what revocation lists and OCSP
// responses say of them, and how to collect what a later verifier needs.
//
// Begin with New and add what is known: certificates, responses and lists. Ready says that that is all. Then Path and Status answer. Collector
// asks the servers that certificates name; what goes to the network is given to it.
package chain

import (
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"slices"
	"strings"
	"time"
	"unicode"

	"verwoord/app/sign/cms"
)

// Skew is how far clocks may differ before a time is called wrong.
const Skew = 5 * time.Minute

// Name is what people call the subject of a certificate.
func Name(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return c.Subject.String()
}

// Plain is a text of another's making, such as the name in a certificate, as it can stand within a line: without what would begin a new
// one, turn the order of the letters or steer a terminal. A report may not say what its subject writes into it.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// SelfIssued tells whether a certificate names itself as its issuer.
func SelfIssued(c *x509.Certificate) bool { return string(c.RawIssuer) == string(c.RawSubject) }

// Issuers is the chain above a certificate, as far as the given ones reach. A chain never holds a certificate twice.
func Issuers(leaf *x509.Certificate, from []*x509.Certificate) []*x509.Certificate {
	var above []*x509.Certificate
	for c := leaf; !SelfIssued(c); {
		up := Issuer(c, from)
		if up == nil || up.Equal(leaf) || len(above) > 8 {
			break
		}
		above = append(above, up)
		c = up
	}
	return above
}

// Issuer is the certificate among those given whose key signed c; nil when there is none.
func Issuer(c *x509.Certificate, from []*x509.Certificate) *x509.Certificate {
	for _, up := range from {
		if string(c.RawIssuer) == string(up.RawSubject) && !up.Equal(c) && c.CheckSignatureFrom(up) == nil {
			return up
		}
	}
	return nil
}

// Weak tells whether a signature is over a digest that can be made to fit two things. The standard library still checks those of lists
// and responses.
func Weak(a x509.SignatureAlgorithm) bool {
	switch a {
	case x509.MD2WithRSA, x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
		return true
	}
	return false
}

// Certificates reads DER, PEM or a SignedData of certificates alone (RFC 5280, 4.2.2.1). What cannot be read is none.
func Certificates(data []byte) []*x509.Certificate {
	if block, _ := pem.Decode(data); block != nil {
		data = block.Bytes
	}
	if all, err := x509.ParseCertificates(data); err == nil {
		return all
	}
	var info cms.ContentInfo
	var signed cms.SignedData
	if _, err := asn1.Unmarshal(data, &info); err != nil {
		return nil
	}
	if _, err := asn1.Unmarshal(info.Content.Bytes, &signed); err != nil {
		return nil
	}
	all, err := x509.ParseCertificates(signed.Certificates.Bytes)
	if err != nil {
		return nil
	}
	return all
}

// Extended key usages that a certificate for documents may have; one that names only others was issued for something else.
var documentUsages = []asn1.ObjectIdentifier{
	{1, 3, 6, 1, 5, 5, 7, 3, 36},       // document signing, RFC 9336
	{1, 2, 840, 113583, 1, 1, 5},       // authentic documents trust, Adobe
	{1, 3, 6, 1, 4, 1, 311, 10, 3, 12}, // document signing, Microsoft
}

// MaySign tells whether the issuer meant the certificate for signing documents (RFC 5280, 4.2.1.3 and 4.2.1.12).
func MaySign(c *x509.Certificate) bool {
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return false
	}
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return true
	}
	return slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageAny) || slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageEmailProtection) ||
		slices.ContainsFunc(c.UnknownExtKeyUsage, func(oid asn1.ObjectIdentifier) bool {
			return slices.ContainsFunc(documentUsages, oid.Equal)
		})
}

var oidExtendedKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// StampsOnly tells whether a certificate is for time-stamping and nothing else, and says so critically (RFC 3161, 2.3).
func StampsOnly(c *x509.Certificate) bool {
	critical := false
	for _, e := range c.Extensions {
		critical = critical || e.Id.Equal(oidExtendedKeyUsage) && e.Critical
	}
	return critical && len(c.UnknownExtKeyUsage) == 0 && slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping})
}
