package chain

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"slices"
	"strconv"
	"time"

	"golang.org/x/crypto/ocsp"

	"verwoord/app/sign/cms"
)

// maxRevocation bounds one answer about revocation that is put in a file. The lists of large authorities take some megabytes; they
// have a responder too, which is asked first.
const maxRevocation = 4 << 20

// maxIssuer bounds the certificates that stand at an address.
const maxIssuer = 64 << 10

// MaxClock is how far the time of a server may be from ours. A wrong clock on this side is the likelier cause, but an answer of another
// day would contradict the claimed time of signing.
const MaxClock = 24 * time.Hour

// maxAddresses bounds how many of the addresses that a certificate gives for one thing are tried: each may take as long as it likes to answer.
const maxAddresses = 4

func few(addresses []string) []string { return addresses[:min(len(addresses), maxAddresses)] }

// Collected is what a later verifier needs for one signature: each DER once, in the order in which it was met.
type Collected struct {
	Certificates, OCSPs, CRLs [][]byte
}

func addOnce(list *[][]byte, der []byte) {
	if !slices.ContainsFunc(*list, func(have []byte) bool { return bytes.Equal(have, der) }) {
		*list = append(*list, der)
	}
}

// Collector collects evidence for certificates. What it got for one it keeps for the next.
type Collector struct {
	Now   time.Time
	Known []*x509.Certificate // which may complete a path

	// Fetch gets what stands at an address: with a body by POST (OCSP), without one by GET (CRL, certificate). nil: there is no network.
	Fetch func(ctx context.Context, url string, body []byte) ([]byte, error)

	asked map[string]*Collected // by certificate
}

// Path collects what the path of one certificate needs. proven is when its signature is known to have existed: being revoked after that
// does no harm.
//
// Errors are of type *Error: chain-incomplete, no-network, no-revocation-source, revocation-unreachable, revocation-garbage,
// revocation-large, revocation-stale, revocation-unknown, revoked.
func (c *Collector) Path(ctx context.Context, leaf *x509.Certificate, proven time.Time, into *Collected) error {
	certificate := leaf
	for depth := 0; ; depth++ {
		addOnce(&into.Certificates, certificate.Raw)
		if SelfIssued(certificate) {
			return nil
		}
		up := c.issuer(ctx, certificate)
		if up == nil || depth == 8 {
			return refuse("chain-incomplete", "Name", Name(certificate), "Issuer", certificate.Issuer.CommonName)
		}
		if err := c.status(ctx, certificate, up, proven, into); err != nil {
			return err
		}
		certificate = up
	}
}

// issuer finds the certificate above another: among those known, else where the certificate says (RFC 5280, 4.2.2.1).
func (c *Collector) issuer(ctx context.Context, certificate *x509.Certificate) *x509.Certificate {
	if up := Issuer(certificate, c.Known); up != nil {
		return up
	}
	for _, url := range few(certificate.IssuingCertificateURL) {
		if c.Fetch == nil {
			return nil
		}
		if data, err := c.Fetch(ctx, url, nil); err == nil && len(data) <= maxIssuer {
			c.Known = append(c.Known, Certificates(data)...)
		}
	}
	return Issuer(certificate, c.Known)
}

// status gets an answer about one certificate: from its responder, else from the list of its issuer.
func (c *Collector) status(ctx context.Context, certificate, up *x509.Certificate, proven time.Time, into *Collected) error {
	if have, ok := c.asked[string(certificate.Raw)]; ok {
		into.add(have)
		return nil
	}
	name := Name(certificate)
	if len(certificate.OCSPServer) == 0 && len(certificate.CRLDistributionPoints) == 0 {
		return refuse("no-revocation-source", "Name", name)
	}
	if c.Fetch == nil {
		return refuse("no-network")
	}
	var last error
	for _, url := range few(certificate.OCSPServer) {
		got := &Collected{}
		if last = c.askResponder(ctx, url, certificate, up, proven, got); last == nil {
			return c.keep(certificate, got, into)
		}
		if final(last) {
			return last
		}
	}
	for _, url := range few(certificate.CRLDistributionPoints) {
		got := &Collected{}
		err := c.readList(ctx, url, certificate, up, proven, got)
		if err == nil {
			return c.keep(certificate, got, into)
		}
		if last == nil || final(err) {
			last = err
		}
	}
	return last
}

func (c *Collector) keep(certificate *x509.Certificate, got, into *Collected) error {
	if c.asked == nil {
		c.asked = map[string]*Collected{}
	}
	c.asked[string(certificate.Raw)] = got
	into.add(got)
	return nil
}

func (e *Collected) add(more *Collected) {
	for _, der := range more.Certificates {
		addOnce(&e.Certificates, der)
	}
	for _, der := range more.OCSPs {
		addOnce(&e.OCSPs, der)
	}
	for _, der := range more.CRLs {
		addOnce(&e.CRLs, der)
	}
}

// final tells whether an answer is an answer, so that another source need not be asked.
func final(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Code == "revoked"
}

// get fetches revocation data.
func (c *Collector) get(ctx context.Context, url string, body []byte, name string) ([]byte, error) {
	data, err := c.Fetch(ctx, url, body)
	if err != nil {
		return nil, because("revocation-unreachable", err, "Name", name, "URL", url)
	}
	if len(data) > maxRevocation {
		return nil, refuse("revocation-large", "Name", name, "Bytes", strconv.Itoa(len(data)))
	}
	return data, nil
}

// askResponder asks by OCSP (RFC 6960) and checks the answer before it is kept.
func (c *Collector) askResponder(ctx context.Context, url string, certificate, up *x509.Certificate, proven time.Time, got *Collected) error {
	name := Name(certificate)
	query, err := ocsp.CreateRequest(certificate, up, nil)
	if err != nil {
		return because("revocation-garbage", err, "Name", name)
	}
	data, err := c.get(ctx, url, query, name)
	if err != nil {
		return err
	}
	answer, err := ocsp.ParseResponseForCert(data, certificate, up)
	if err == nil && Weak(answer.SignatureAlgorithm) {
		err = cms.AlgorithmWeak
	}
	if err != nil {
		return because("revocation-garbage", err, "Name", name)
	}
	if err := c.fresh(name, answer.ThisUpdate, answer.NextUpdate); err != nil {
		return err
	}
	switch {
	case answer.Status == ocsp.Unknown:
		return refuse("revocation-unknown", "Name", name)
	case answer.Status == ocsp.Revoked && !after(answer.RevokedAt, proven):
		return refuse("revoked", "Name", name, "Date", answer.RevokedAt.Format(time.DateOnly))
	}
	got.OCSPs = append(got.OCSPs, data)
	if by := answer.Certificate; by != nil && !by.Equal(up) {
		return c.responder(ctx, by, up, got)
	}
	return nil
}

var oidNoCheck = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 5}

// responder checks the certificate of a responder that its authority delegated to (RFC 6960, 4.2.2.2).
func (c *Collector) responder(ctx context.Context, by, up *x509.Certificate, got *Collected) error {
	if !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || string(by.RawIssuer) != string(up.RawSubject) {
		return refuse("revocation-garbage", "Name", Name(by))
	}
	addOnce(&got.Certificates, by.Raw)
	for _, e := range by.Extensions {
		if e.Id.Equal(oidNoCheck) {
			return nil
		}
	}
	if len(by.CRLDistributionPoints) > 0 {
		return c.readList(ctx, by.CRLDistributionPoints[0], by, up, time.Time{}, got)
	}
	return nil
}

// readList reads a revocation list (RFC 5280, 5) and checks it before it is kept.
func (c *Collector) readList(ctx context.Context, url string, certificate, up *x509.Certificate, proven time.Time, got *Collected) error {
	name := Name(certificate)
	data, err := c.get(ctx, url, nil, name)
	if err != nil {
		return err
	}
	if block, _ := pem.Decode(data); block != nil {
		data = block.Bytes
	}
	list, err := x509.ParseRevocationList(data)
	if err == nil {
		err = list.CheckSignatureFrom(up)
	}
	if err == nil && Weak(list.SignatureAlgorithm) {
		err = cms.AlgorithmWeak
	}
	if err == nil && !covers(list, certificate) {
		err = errors.New("the list is about other certificates")
	}
	if err != nil {
		return because("revocation-garbage", err, "Name", name)
	}
	if err := c.fresh(name, list.ThisUpdate, list.NextUpdate); err != nil {
		return err
	}
	for _, entry := range list.RevokedCertificateEntries {
		if entry.SerialNumber.Cmp(certificate.SerialNumber) == 0 && !after(entry.RevocationTime, proven) {
			return refuse("revoked", "Name", name, "Date", entry.RevocationTime.Format(time.DateOnly))
		}
	}
	got.CRLs = append(got.CRLs, list.Raw)
	return nil
}

// after tells whether a revocation came after the time that a signature is proven to have existed at.
func after(revoked, proven time.Time) bool { return !proven.IsZero() && revoked.After(proven) }

// fresh refuses revocation data of another day: a clock is off, or somebody plays an old answer back. What announces no next update was
// true when it was said and no longer.
func (c *Collector) fresh(name string, thisUpdate, nextUpdate time.Time) error {
	now := c.Now
	old := !nextUpdate.IsZero() && now.After(nextUpdate) || nextUpdate.IsZero() && now.Sub(thisUpdate) > Skew
	if old || thisUpdate.Sub(now) > MaxClock {
		return refuse("revocation-stale", "Name", name, "Date", thisUpdate.Format(time.DateOnly))
	}
	return nil
}
