package chain

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"
)

// answer is an OCSP response in the file.
type answer struct {
	der      []byte
	revision int // of the file, in which it was added
}

// list is a CRL in the file.
type list struct {
	*x509.RevocationList
	revision int
	signer   *x509.Certificate // whose signature was found right
}

// IsRevocation tells whether bytes are a revocation list or an OCSP response. Whose, and whether it is right, is for Verify.
func IsRevocation(der []byte) bool {
	if _, err := x509.ParseRevocationList(der); err == nil {
		return true
	}
	_, err := ocsp.ParseResponse(der, nil)
	return err == nil
}

// about lists the numbers of the certificates that an OCSP response speaks of (RFC 6960, 4.2.1); none when it cannot be read, or when a
// certificate in it cannot, which checking its signature would need. So a thousand responses are not each read again for every certificate.
func (e *Evidence) about(der []byte) []string {
	var response struct {
		Status asn1.Enumerated
		Bytes  struct {
			Type asn1.ObjectIdentifier
			DER  []byte
		} `asn1:"explicit,tag:0,optional"`
	}
	var basic struct {
		Data struct {
			Version   int `asn1:"optional,default:0,explicit,tag:0"`
			Responder asn1.RawValue
			Produced  time.Time `asn1:"generalized"`
			Responses []struct {
				Of struct {
					Hash      pkix.AlgorithmIdentifier
					Name, Key []byte
					Number    *big.Int
				}
				Status asn1.RawValue
				This   time.Time     `asn1:"generalized"`
				Next   time.Time     `asn1:"generalized,explicit,tag:0,optional"`
				More   asn1.RawValue `asn1:"explicit,tag:1,optional"`
			}
			Extensions asn1.RawValue `asn1:"explicit,tag:1,optional"`
		}
		Algorithm    pkix.AlgorithmIdentifier
		Signature    asn1.BitString
		Certificates []asn1.RawValue `asn1:"explicit,tag:0,optional"`
	}
	if _, err := asn1.Unmarshal(der, &response); err != nil {
		return nil
	}
	if _, err := asn1.Unmarshal(response.Bytes.DER, &basic); err != nil {
		return nil
	}
	for _, c := range basic.Certificates {
		if _, err := e.Pool.Certificate(c.FullBytes); err != nil {
			return nil
		}
	}
	var numbers []string
	for _, r := range basic.Data.Responses {
		numbers = append(numbers, numberOf(r.Of.Number))
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// numberOf is a serial number as a key. One of a million digits would be long in the making in any other form.
func numberOf(n *big.Int) string { return string(n.Bytes()) }

// statement is what an issuer said about one of its certificates.
type statement struct {
	from, until time.Time // until is zero when no next update was announced
	revoked     time.Time // zero when it was not
	revision    int
}

// statements collects what the file holds from an issuer about a certificate, each with a signature that is right.
func (e *Evidence) statements(c, issuer *x509.Certificate) []statement {
	key := string(c.Raw)
	if found, ok := e.said[key]; ok {
		return found
	}
	var found []statement
	for _, a := range e.ocsps[numberOf(c.SerialNumber)] {
		if s, ok := e.readOCSP(a, c, issuer); ok {
			found = append(found, s)
		}
	}
	for _, l := range e.crls {
		if s, ok := e.readCRL(l, c, issuer); ok {
			found = append(found, s)
		}
	}
	e.said[key] = found
	return found
}

// readOCSP accepts a response that the issuer signed, or a responder to whom the issuer gave a certificate for that
// (RFC 6960, 4.2.2.2).
func (e *Evidence) readOCSP(a answer, c, issuer *x509.Certificate) (statement, bool) {
	r, err := ocsp.ParseResponseForCert(a.der, c, nil)
	if err != nil || r.Status == ocsp.Unknown || Weak(r.SignatureAlgorithm) {
		return statement{}, false
	}
	switch responder := r.Certificate; {
	case responder == nil || responder.Equal(issuer):
		if r.CheckSignatureFrom(issuer) != nil {
			return statement{}, false
		}
	case !slices.Contains(responder.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning),
		!e.issued(responder, issuer),
		fault([]*x509.Certificate{responder}, r.ProducedAt) != "":
		return statement{}, false
	}
	s := statement{from: r.ThisUpdate, until: r.NextUpdate, revision: a.revision}
	if r.Status == ocsp.Revoked {
		s.revoked = r.RevokedAt
	}
	return s, true
}

// issued tells whether the issuer signed a certificate. One responder answers for many.
func (e *Evidence) issued(c, issuer *x509.Certificate) bool {
	key := link{string(c.Raw), string(issuer.Raw)}
	yes, known := e.links[key]
	if !known {
		yes = c.CheckSignatureFrom(issuer) == nil
		e.links[key] = yes
	}
	return yes
}

// readCRL accepts a complete list that the issuer signed itself (RFC 5280, 5 and 6.3).
func (e *Evidence) readCRL(l *list, c, issuer *x509.Certificate) (statement, bool) {
	if !bytes.Equal(l.RawIssuer, c.RawIssuer) || !covers(l.RevocationList, c) || Weak(l.SignatureAlgorithm) {
		return statement{}, false
	}
	if l.signer != issuer {
		if l.CheckSignatureFrom(issuer) != nil {
			return statement{}, false
		}
		l.signer = issuer
	}
	s := statement{from: l.ThisUpdate, until: l.NextUpdate, revision: l.revision}
	for _, entry := range l.RevokedCertificateEntries {
		if entry.SerialNumber.Cmp(c.SerialNumber) == 0 {
			s.revoked = entry.RevocationTime
		}
	}
	return s, true
}

// Standing is what revocation data says of a certificate.
type Standing string

const (
	Good    Standing = "good"
	Revoked Standing = "revoked"
	Unknown Standing = "unknown" // no data that counts at that time
)

var oidIssuingDistributionPoint = asn1.ObjectIdentifier{2, 5, 29, 28}

// covers tells whether a list speaks of such a certificate at all. Of the critical extensions only the distribution point is
// understood, with its name and its limits to users or authorities (RFC 5280, 5.2.5).
func covers(l *x509.RevocationList, c *x509.Certificate) bool {
	for _, e := range l.Extensions {
		if !e.Critical {
			continue
		}
		var point struct {
			Name       asn1.RawValue  `asn1:"optional,tag:0"`
			Users      bool           `asn1:"optional,tag:1"`
			CAs        bool           `asn1:"optional,tag:2"`
			Reasons    asn1.BitString `asn1:"optional,tag:3"`
			Indirect   bool           `asn1:"optional,tag:4"`
			Attributes bool           `asn1:"optional,tag:5"`
		}
		rest, err := asn1.Unmarshal(e.Value, &point)
		if !e.Id.Equal(oidIssuingDistributionPoint) || err != nil || len(rest) > 0 ||
			point.Users && c.IsCA || point.CAs && !c.IsCA || point.Reasons.BitLength > 0 || point.Indirect || point.Attributes {
			return false
		}
	}
	return true
}

// status is what the file tells of one certificate at a time, from what it held up to a revision of it.
func (e *Evidence) status(c, issuer *x509.Certificate, at time.Time, revision int) Standing {
	status := Unknown
	for _, s := range e.statements(c, issuer) {
		switch {
		case s.revision > revision || s.from.After(e.Now.Add(Skew)):
		case !s.revoked.IsZero() && !s.revoked.After(at):
			return Revoked
		case s.until.IsZero() && s.from.Before(at.Add(-Skew)), !s.until.IsZero() && s.until.Before(at):
			// Said too early to count at that time.
		default:
			status = Good
		}
	}
	return status
}

// Status is the worst status in a path, from what was added up to a revision of the file, with the certificate that has it. The anchor's own is no one's to tell.
func (e *Evidence) Status(p Path, at time.Time, revision int) (Standing, *x509.Certificate) {
	worst, of := Good, (*x509.Certificate)(nil)
	for i, c := range p.Chain {
		if i == len(p.Chain)-1 && p.Complete {
			break
		}
		status := Unknown
		if i+1 < len(p.Chain) {
			status = e.status(c, p.Chain[i+1], at, revision)
		}
		if status == Revoked {
			return status, c
		}
		if status == Unknown && worst == Good {
			worst, of = status, c
		}
	}
	return worst, of
}
