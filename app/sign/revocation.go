package sign

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

// maxAddresses bounds how many of the addresses that a certificate gives for one thing are tried: each may take as long as it likes to answer.
const maxAddresses = 4

func few(addresses []string) []string { return addresses[:min(len(addresses), maxAddresses)] }

// evidence is what a later verifier needs for one signature: each DER once, in the order in which it was met.
type evidence struct {
	certificates, ocsps, crls [][]byte
}

func addOnce(list *[][]byte, der []byte) {
	if !slices.ContainsFunc(*list, func(have []byte) bool { return bytes.Equal(have, der) }) {
		*list = append(*list, der)
	}
}

// collector gathers evidence for certificates. What it got for one it keeps for the next.
type collector struct {
	services *Services
	known    []*x509.Certificate
	asked    map[string]*evidence // by certificate
}

// path gathers what the path of one certificate needs. proven is when its signature is known to have existed: being revoked after that
// does no harm.
//
// Errors are of type *Error: chain-incomplete, no-network, no-revocation-source, revocation-unreachable, revocation-garbage,
// revocation-large, revocation-stale, revocation-unknown, revoked.
func (c *collector) path(ctx context.Context, leaf *x509.Certificate, proven time.Time, into *evidence) error {
	certificate := leaf
	for depth := 0; ; depth++ {
		addOnce(&into.certificates, certificate.Raw)
		if selfIssued(certificate) {
			return nil
		}
		up := c.issuer(ctx, certificate)
		if up == nil || depth == 8 {
			return refuse("chain-incomplete", "Name", commonName(certificate), "Issuer", certificate.Issuer.CommonName)
		}
		if err := c.status(ctx, certificate, up, proven, into); err != nil {
			return err
		}
		certificate = up
	}
}

// issuer finds the certificate above another: among those known, else where the certificate says (RFC 5280, 4.2.2.1).
func (c *collector) issuer(ctx context.Context, certificate *x509.Certificate) *x509.Certificate {
	if up := issuer(certificate, c.known); up != nil {
		return up
	}
	for _, url := range few(certificate.IssuingCertificateURL) {
		if c.services.Fetch == nil {
			return nil
		}
		if data, err := c.services.Fetch(ctx, url, nil); err == nil && len(data) <= maxToken {
			c.known = append(c.known, certificates(data)...)
		}
	}
	return issuer(certificate, c.known)
}

// certificates reads DER, PEM or a SignedData of certificates alone (RFC 5280, 4.2.2.1).
func certificates(data []byte) []*x509.Certificate {
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

// status gets an answer about one certificate: from its responder, else from the list of its issuer.
func (c *collector) status(ctx context.Context, certificate, up *x509.Certificate, proven time.Time, into *evidence) error {
	if have, ok := c.asked[string(certificate.Raw)]; ok {
		into.add(have)
		return nil
	}
	name := commonName(certificate)
	if len(certificate.OCSPServer) == 0 && len(certificate.CRLDistributionPoints) == 0 {
		return refuse("no-revocation-source", "Name", name)
	}
	if c.services.Fetch == nil {
		return refuse("no-network")
	}
	var last error
	for _, url := range few(certificate.OCSPServer) {
		got := &evidence{}
		if last = c.askResponder(ctx, url, certificate, up, proven, got); last == nil {
			return c.keep(certificate, got, into)
		}
		if final(last) {
			return last
		}
	}
	for _, url := range few(certificate.CRLDistributionPoints) {
		got := &evidence{}
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

func (c *collector) keep(certificate *x509.Certificate, got, into *evidence) error {
	c.asked[string(certificate.Raw)] = got
	into.add(got)
	return nil
}

func (e *evidence) add(more *evidence) {
	for _, der := range more.certificates {
		addOnce(&e.certificates, der)
	}
	for _, der := range more.ocsps {
		addOnce(&e.ocsps, der)
	}
	for _, der := range more.crls {
		addOnce(&e.crls, der)
	}
}

// final tells whether an answer is an answer, so that another source need not be asked.
func final(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Code == "revoked"
}

// get fetches revocation data.
func (c *collector) get(ctx context.Context, url string, body []byte, name string) ([]byte, error) {
	data, err := c.services.Fetch(ctx, url, body)
	if err != nil {
		return nil, because("revocation-unreachable", err, "Name", name, "URL", url)
	}
	if len(data) > maxRevocation {
		return nil, refuse("revocation-large", "Name", name, "Bytes", strconv.Itoa(len(data)))
	}
	return data, nil
}

// askResponder asks by OCSP (RFC 6960) and checks the answer before it is kept.
func (c *collector) askResponder(ctx context.Context, url string, certificate, up *x509.Certificate, proven time.Time, got *evidence) error {
	name := commonName(certificate)
	query, err := ocsp.CreateRequest(certificate, up, nil)
	if err != nil {
		return because("revocation-garbage", err, "Name", name)
	}
	data, err := c.get(ctx, url, query, name)
	if err != nil {
		return err
	}
	answer, err := ocsp.ParseResponseForCert(data, certificate, up)
	if err == nil && weak(answer.SignatureAlgorithm) {
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
	got.ocsps = append(got.ocsps, data)
	if by := answer.Certificate; by != nil && !by.Equal(up) {
		return c.responder(ctx, by, up, got)
	}
	return nil
}

var oidNoCheck = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 5}

// responder checks the certificate of a responder that its authority delegated to (RFC 6960, 4.2.2.2).
func (c *collector) responder(ctx context.Context, by, up *x509.Certificate, got *evidence) error {
	if !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || string(by.RawIssuer) != string(up.RawSubject) {
		return refuse("revocation-garbage", "Name", commonName(by))
	}
	addOnce(&got.certificates, by.Raw)
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
func (c *collector) readList(ctx context.Context, url string, certificate, up *x509.Certificate, proven time.Time, got *evidence) error {
	name := commonName(certificate)
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
	if err == nil && weak(list.SignatureAlgorithm) {
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
	got.crls = append(got.crls, list.Raw)
	return nil
}

// after tells whether a revocation came after the time that a signature is proven to have existed at.
func after(revoked, proven time.Time) bool { return !proven.IsZero() && revoked.After(proven) }

// fresh refuses revocation data of another day: a clock is off, or somebody plays an old answer back. What announces no next update was
// true when it was said and no longer.
func (c *collector) fresh(name string, thisUpdate, nextUpdate time.Time) error {
	now := c.services.Time
	old := !nextUpdate.IsZero() && now.After(nextUpdate) || nextUpdate.IsZero() && now.Sub(thisUpdate) > skew
	if old || thisUpdate.Sub(now) > maxClock {
		return refuse("revocation-stale", "Name", name, "Date", thisUpdate.Format(time.DateOnly))
	}
	return nil
}
