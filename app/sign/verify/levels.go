package verify

import (
	"crypto/x509"
	"time"

	"verwoord/app/sign/chain"
	"verwoord/app/sign/cms"
)

// judgeLevels tells the baseline level of each signature (ETSI EN 319 142-1, 6.3), and what the next one lacks.
func (v *verifier) judgeLevels() {
	for i, s := range v.signed {
		if s.Kind == DocumentTimestamp || s.broken {
			continue
		}
		s.Level = v.level(s, v.signed[i+1:])
	}
}

func (v *verifier) level(s *signed, later []*signed) Level {
	if !v.isBaseline(s) {
		return 0
	}
	if s.Time.Source != AuthorityClock {
		s.lacks("no-timestamp", "")
		return BB
	}
	last := len(v.file.Revisions) - 1
	if !v.isLongTerm(s, last, true) {
		return BT
	}
	for _, archive := range later {
		if archive.Kind == DocumentTimestamp && archive.tokenOK && v.isLongTerm(s, archive.of.Revision, false) {
			return BLTA
		}
	}
	s.lacks("no-archive-timestamp", "")
	return BLT
}

// isBaseline checks what every baseline signature has.
func (v *verifier) isBaseline(s *signed) bool {
	before := len(s.NotHigher)
	if v.file.Name(s.of.Dict["SubFilter"]) != "ETSI.CAdES.detached" {
		s.lacks("not-cades", "")
	}
	if !s.cms.DER {
		s.lacks("not-in-der", "")
	}
	if _, ok := s.cms.Attribute(cms.OIDSigningCertificateV2); !ok {
		s.lacks("no-signing-certificate", "")
	}
	if _, ok := s.cms.Attribute(cms.OIDSigningTime); ok {
		s.lacks("signing-time", "")
	}
	if s.Time.Claimed.IsZero() {
		s.lacks("no-claimed-time", "")
	}
	return len(s.NotHigher) == before
}

// proven is a certificate and the time at which it was used.
type proven struct {
	certificate *x509.Certificate
	at          time.Time
}

// isLongTerm tells whether the file held, up to a revision, all that validating the signature later on needs: the certificates and
// their revocation data, of the signer and of the time-stamp authority. tell adds what is missing to the report.
func (v *verifier) isLongTerm(s *signed, revision int, tell bool) bool {
	lacks := func(code, detail string) bool {
		if tell {
			s.lacks(code, detail)
		}
		return false
	}
	if !v.hasStore {
		return lacks("no-store", "")
	}
	needed := []proven{{s.cms.Certificate, s.at}}
	if s.token != nil && s.tokenOK {
		// The authority's data is fetched when the token is there: it counts at the token's own time too.
		needed = append(needed, proven{s.token.Certificate, s.token.Info.GenTime})
	}
	for _, n := range needed {
		p := v.evidence.Path(n.certificate, n.at)
		if !p.Complete {
			return lacks("no-issuer", chain.Name(p.Chain[len(p.Chain)-1]))
		}
		if status, of := v.evidence.Status(p, n.at, revision); status != chain.Good {
			return lacks("no-revocation-data", chain.Name(of))
		}
	}
	return true
}
