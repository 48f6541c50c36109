package chain

import (
	"crypto/x509"
	"errors"
	"slices"
	"sync"
	"time"

	"verwoord/app/sign/cms"
)

// Trust is whether a certificate leads to one of the roots given.
type Trust string

const (
	Trusted   Trust = "trusted"
	Untrusted Trust = "untrusted"
	Unchecked Trust = "unchecked" // no roots were given
	Listed    Trust = "listed"    // to an issuer on the list of a country, which says what it may issue
	Known     Trust = "known"     // a person here vouches for the certificate itself
)

// Path is a chain of certificates from a leaf upward, and what it is worth at one time.
type Path struct {
	Chain []*x509.Certificate // the leaf first; the last one is an anchor when complete
	Trust Trust
	// The last of Chain is a root given, or issued by itself.
	Complete bool
	// Why the path does not hold, as a code: "untrusted", "path-invalid", "certificate-expired", "certificate-not-yet-valid",
	// "algorithm-weak"; "" when it does.
	Fault string
}

type pathKey struct {
	leaf string
	at   int64
}

// Path builds the path of a certificate at a time (RFC 5280, 6).
func (e *Evidence) Path(leaf *x509.Certificate, at time.Time) Path {
	key := pathKey{string(leaf.Raw), at.Unix()}
	p, ok := e.paths[key]
	if !ok {
		p = e.buildPath(leaf, at)
		e.paths[key] = p
	}
	return p
}

func (e *Evidence) buildPath(leaf *x509.Certificate, at time.Time) Path {
	// A chain that held at one time holds at another as long as its certificates do; no signature need be checked again.
	chain := e.chains[string(leaf.Raw)]
	if e.roots == nil {
		if chain == nil {
			chain = append([]*x509.Certificate{leaf}, Issuers(leaf, e.known)...)
			e.chains[string(leaf.Raw)] = chain
		}
		return Path{chain, Unchecked, SelfIssued(chain[len(chain)-1]), fault(chain, at)}
	}
	if chain != nil && fault(chain, at) == "" {
		return Path{chain, Trusted, true, ""}
	}
	chains, err := e.chainsOf(leaf, at)
	if err != nil {
		chain := append([]*x509.Certificate{leaf}, Issuers(leaf, e.known)...)
		top := chain[len(chain)-1]
		p := Path{chain, Untrusted, SelfIssued(top), pathFault(err)}
		if fault := fault(chain, at); fault != "" && (slices.ContainsFunc(e.Roots, top.Equal) || e.ledOnce(leaf)) {
			p.Trust, p.Fault = Trusted, fault // it leads there, and holds not
		}
		return p
	}
	e.chains[string(leaf.Raw)] = shortest(chains)
	return Path{shortest(chains), Trusted, true, fault(shortest(chains), at)}
}

func shortest(chains [][]*x509.Certificate) []*x509.Certificate {
	return slices.MinFunc(chains, func(a, b []*x509.Certificate) int { return len(a) - len(b) })
}

// Ready says that all is added that paths may be built from, and looks for those of the certificates given at the same time. One that does
// not hold now is looked for again at its own time.
func (e *Evidence) Ready(leaves []*x509.Certificate) {
	if len(e.Roots) == 0 && e.Anchors == nil {
		return // there are no paths to trust
	}
	e.roots = x509.NewCertPool()
	if e.Anchors != nil {
		e.roots = e.Anchors.Clone()
	}
	for _, c := range e.Roots {
		e.roots.AddCert(c)
	}
	e.others = x509.NewCertPool()
	for _, c := range e.known[len(e.Roots):] { // where the roots stand first, and once
		e.others.AddCert(c)
	}
	e.findChains(leaves)
}

func (e *Evidence) findChains(leaves []*x509.Certificate) {
	once := map[*x509.Certificate]bool{}
	var searches []func()
	var found sync.Mutex
	for _, leaf := range leaves {
		if once[leaf] {
			continue
		}
		once[leaf] = true
		searches = append(searches, func() {
			chains, err := e.chainsOf(leaf, e.Now)
			found.Lock()
			defer found.Unlock()
			if err == nil {
				e.chains[string(leaf.Raw)] = shortest(chains)
			}
		})
	}
	Together(func() {}, searches...)
}

func (e *Evidence) chainsOf(leaf *x509.Certificate, at time.Time) ([][]*x509.Certificate, error) {
	return leaf.Verify(x509.VerifyOptions{
		Roots: e.roots, Intermediates: e.others, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
}

// ledOnce tells whether a certificate led to an anchor when its time began. The anchors of a system cannot be listed.
func (e *Evidence) ledOnce(leaf *x509.Certificate) bool {
	if e.Anchors == nil {
		return false
	}
	_, err := e.chainsOf(leaf, leaf.NotBefore)
	return err == nil
}

func pathFault(err error) string {
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "untrusted"
	}
	return "path-invalid"
}

// fault finds what is wrong with the certificates themselves: their time, their keys, the digests they were signed over. Nobody relies on a
// root's own signature.
func fault(chain []*x509.Certificate, at time.Time) string {
	for _, c := range chain {
		switch {
		case at.Before(c.NotBefore):
			return "certificate-not-yet-valid"
		case at.After(c.NotAfter):
			return "certificate-expired"
		case cms.Strong(c) != nil, !SelfIssued(c) && Weak(c.SignatureAlgorithm):
			return "algorithm-weak"
		}
	}
	return ""
}
