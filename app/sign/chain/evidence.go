package chain

import (
	"crypto/x509"
	"time"

	"verwoord/app/sign/cms"
)

// maxEvidence bounds how many certificates, responses and lists are looked at, of each kind.
const maxEvidence = 4096

// Evidence is all that is known when certificates are judged. The zero value trusts nobody.
type Evidence struct {
	Roots   []*x509.Certificate // who is trusted to issue certificates
	Anchors *x509.CertPool      // trusted besides, such as what a system trusts; nil for no one
	Now     time.Time           // nothing said later counts
	Pool    cms.Pool            // of the certificates that were read

	known   []*x509.Certificate // the roots first
	ocsps   map[string][]answer // by the number of the certificate that they are about
	answers int
	crls    []*list
	seen    map[string]bool
	roots   *x509.CertPool
	others  *x509.CertPool
	paths   map[pathKey]Path
	chains  map[string][]*x509.Certificate // by leaf; with roots given, those that lead to one
	said    map[string][]statement         // by certificate
	links   map[link]bool
}

// link is a certificate and the one that may have signed it.
type link struct{ certificate, issuer string }

// New begins with who is trusted.
func New(roots []*x509.Certificate, anchors *x509.CertPool, now time.Time) *Evidence {
	e := &Evidence{
		Roots: roots, Anchors: anchors, Now: now,
		seen: map[string]bool{}, ocsps: map[string][]answer{}, paths: map[pathKey]Path{}, chains: map[string][]*x509.Certificate{}, said: map[string][]statement{}, links: map[link]bool{},
	}
	e.known = append(e.known, roots...)
	for _, c := range roots {
		e.seen[string(c.Raw)] = true
	}
	return e
}

// isNew tells whether the same bytes were met before, and remembers them.
func (e *Evidence) isNew(der []byte) bool {
	if e.seen[string(der)] {
		return false
	}
	e.seen[string(der)] = true
	return true
}

// Under is the same certificates, where others are trusted. Of revocation it knows nothing.
func (e *Evidence) Under(roots []*x509.Certificate) *Evidence {
	other := New(roots, nil, e.Now)
	for _, c := range e.known {
		if other.isNew(c.Raw) {
			other.known = append(other.known, c)
		}
	}
	other.Ready(nil)
	return other
}

// AddCertificate adds one that may complete a path. What cannot be read proves nothing, and is passed by.
func (e *Evidence) AddCertificate(der []byte) {
	if len(e.known) < maxEvidence && e.isNew(der) {
		if c, err := e.Pool.Certificate(der); err == nil {
			e.known = append(e.known, c)
		}
	}
}

// AddOCSP adds a response, with the revision of the file that it was added in.
func (e *Evidence) AddOCSP(der []byte, revision int) {
	if e.answers >= maxEvidence || !e.isNew(der) {
		return
	}
	e.answers++
	for _, number := range e.about(der) {
		e.ocsps[number] = append(e.ocsps[number], answer{der, revision})
	}
}

// AddCRL adds a list, likewise.
func (e *Evidence) AddCRL(der []byte, revision int) {
	if len(e.crls) < maxEvidence && e.isNew(der) {
		if l, err := x509.ParseRevocationList(der); err == nil {
			e.crls = append(e.crls, &list{RevocationList: l, revision: revision})
		}
	}
}

// AddRevocation adds a list or a response, whichever it is.
func (e *Evidence) AddRevocation(der []byte, revision int) {
	if _, err := x509.ParseRevocationList(der); err == nil {
		e.AddCRL(der, revision)
	} else {
		e.AddOCSP(der, revision)
	}
}
