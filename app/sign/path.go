package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"slices"
	"sync"
	"time"

	"verwoord/app/sign/cms"
)

// path is a chain of certificates from a leaf upward, and what it is worth at one time.
type path struct {
	chain []*x509.Certificate // the leaf first; the last one is an anchor when complete
	trust Trust
	// The last of chain is a root given, or issued by itself.
	complete bool
	// Why the path does not hold, as the code of a Finding; "" when it does.
	fault string
}

type pathKey struct {
	leaf string
	at   int64
}

// path builds the path of a certificate at a time (RFC 5280, 6), over the certificates of the file.
func (v *verifier) path(leaf *x509.Certificate, at time.Time) path {
	key := pathKey{string(leaf.Raw), at.Unix()}
	p, ok := v.paths[key]
	if !ok {
		p = v.buildPath(leaf, at)
		v.paths[key] = p
	}
	return p
}

func (v *verifier) buildPath(leaf *x509.Certificate, at time.Time) path {
	// A chain that held at one time holds at another as long as its certificates do; no signature need be checked again.
	chain := v.chains[string(leaf.Raw)]
	if v.roots == nil {
		if chain == nil {
			chain = append([]*x509.Certificate{leaf}, issuers(leaf, v.known)...)
			v.chains[string(leaf.Raw)] = chain
		}
		return path{chain, Unchecked, selfIssued(chain[len(chain)-1]), chainFault(chain, at)}
	}
	if chain != nil && chainFault(chain, at) == "" {
		return path{chain, Trusted, true, ""}
	}
	chains, err := v.chainsOf(leaf, at)
	if err != nil {
		chain := append([]*x509.Certificate{leaf}, issuers(leaf, v.known)...)
		top := chain[len(chain)-1]
		p := path{chain, Untrusted, selfIssued(top), pathFault(err)}
		if fault := chainFault(chain, at); fault != "" && (slices.ContainsFunc(v.options.Roots, top.Equal) || v.ledOnce(leaf)) {
			p.trust, p.fault = Trusted, fault // it leads there, and holds not
		}
		return p
	}
	v.chains[string(leaf.Raw)] = shortest(chains)
	return path{shortest(chains), Trusted, true, chainFault(shortest(chains), at)}
}

func shortest(chains [][]*x509.Certificate) []*x509.Certificate {
	return slices.MinFunc(chains, func(a, b []*x509.Certificate) int { return len(a) - len(b) })
}

// gatherAnchors makes the pools that paths are built from. It is false when no roots were given, so that there are no paths to trust.
func (v *verifier) gatherAnchors() bool {
	if len(v.options.Roots) == 0 && v.options.Anchors == nil {
		return false
	}
	v.roots = x509.NewCertPool()
	if v.options.Anchors != nil {
		v.roots = v.options.Anchors.Clone()
	}
	for _, c := range v.options.Roots {
		v.roots.AddCert(c)
	}
	v.others = x509.NewCertPool()
	for _, c := range v.known[len(v.options.Roots):] { // where the roots stand first, and once
		v.others.AddCert(c)
	}
	return true
}

// findChains looks for the chains of all who signed at the same time. One that does not hold now is looked for again at its own time.
func (v *verifier) findChains() {
	leaves := map[*x509.Certificate]bool{}
	for _, s := range v.signed {
		if s.cms != nil {
			leaves[s.cms.Certificate] = true
		}
		if s.token != nil {
			leaves[s.token.Certificate] = true
		}
	}
	var searches []func()
	var found sync.Mutex
	for leaf := range leaves {
		searches = append(searches, func() {
			chains, err := v.chainsOf(leaf, v.options.Now)
			found.Lock()
			defer found.Unlock()
			if err == nil {
				v.chains[string(leaf.Raw)] = shortest(chains)
			}
		})
	}
	together(func() {}, searches...)
}

func (v *verifier) chainsOf(leaf *x509.Certificate, at time.Time) ([][]*x509.Certificate, error) {
	return leaf.Verify(x509.VerifyOptions{
		Roots: v.roots, Intermediates: v.others, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
}

// ledOnce tells whether a certificate led to an anchor when its time began. The anchors of a system cannot be listed.
func (v *verifier) ledOnce(leaf *x509.Certificate) bool {
	if v.options.Anchors == nil {
		return false
	}
	_, err := v.chainsOf(leaf, leaf.NotBefore)
	return err == nil
}

func pathFault(err error) string {
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "untrusted"
	}
	return "path-invalid"
}

// chainFault finds what is wrong with the certificates themselves: their time, their keys, the digests they were signed over.
// Nobody relies on a root's own signature.
func chainFault(chain []*x509.Certificate, at time.Time) string {
	for _, c := range chain {
		switch {
		case at.Before(c.NotBefore):
			return "certificate-not-yet-valid"
		case at.After(c.NotAfter):
			return "certificate-expired"
		case cms.Strong(c) != nil, !selfIssued(c) && checkDigest(c) != nil:
			return "algorithm-weak"
		}
	}
	return ""
}

// Extended key usages that a certificate for documents may have; one that names only others was issued for something else.
var documentUsages = []asn1.ObjectIdentifier{
	{1, 3, 6, 1, 5, 5, 7, 3, 36},       // document signing, RFC 9336
	{1, 2, 840, 113583, 1, 1, 5},       // authentic documents trust, Adobe
	{1, 3, 6, 1, 4, 1, 311, 10, 3, 12}, // document signing, Microsoft
}

// maySign tells whether the issuer meant the certificate for signing documents (RFC 5280, 4.2.1.3 and 4.2.1.12).
func maySign(c *x509.Certificate) bool {
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

// party is a certificate for people.
func party(c *x509.Certificate) *Party {
	p := &Party{Name: Plain(commonName(c)), Serial: c.SerialNumber.Text(16), From: c.NotBefore, Until: c.NotAfter, Own: bytes.Equal(c.RawIssuer, c.RawSubject)}
	if len(c.Subject.Organization) > 0 {
		p.Organization = Plain(c.Subject.Organization[0])
	}
	p.Issuer = c.Issuer.CommonName
	if p.Issuer == "" && len(c.Issuer.Organization) > 0 {
		p.Issuer = c.Issuer.Organization[0]
	}
	p.Issuer = Plain(p.Issuer)
	return p
}
