package verify

import (
	"crypto/x509"
	"time"

	"verwoord/app/sign/chain"
	"verwoord/app/sign/cms"
)

// judgeTrust goes from the last signature to the first. Each is held against the time at which it is known to have existed: the
// present, or that of a later time-stamp over it (proof of existence, ETSI EN 319 102-1, 5.6.2). So a certificate that has expired
// since does no harm to what was stamped while it was valid.
func (v *verifier) judgeTrust() {
	v.evidence.Ready(v.leaves())
	proof, authority := v.options.Now, (*signed)(nil)
	for i := len(v.signed) - 1; i >= 0; i-- {
		s := v.signed[i]
		if s.broken {
			continue
		}
		s.proof = proof
		if s.Kind == DocumentTimestamp {
			v.judgeArchive(s)
			if at := s.token.Info.GenTime; s.tokenOK && !at.After(proof) {
				proof, authority = at, s
			}
			continue
		}
		v.judgeSignature(s, authority)
	}
}

// leaves are the certificates of all who signed.
func (v *verifier) leaves() []*x509.Certificate {
	var all []*x509.Certificate
	for _, s := range v.signed {
		if s.cms != nil {
			all = append(all, s.cms.Certificate)
		}
		if s.token != nil {
			all = append(all, s.token.Certificate)
		}
	}
	return all
}

// doubt notes a problem, apart from those that judgeChanges has at the same time.
func (s *signed) doubt(code, detail string) {
	s.doubts = append(s.doubts, Finding{Code: code, Detail: detail})
}

// remark notes something that is no problem, likewise.
func (s *signed) remark(code, detail string) {
	s.remarks = append(s.remarks, Finding{Code: code, Detail: detail})
}

// judgeArchive judges an archive time-stamp. An authority that leads to no root makes it worthless as a proof of time; it is not
// wrong for that.
func (v *verifier) judgeArchive(s *signed) {
	s.Time = Time{At: s.token.Info.GenTime, Source: AuthorityClock, Authority: s.Signer.Name}
	fault := v.judgeToken(s, s.token)
	s.Trust = v.evidence.Path(s.token.Certificate, s.proof).Trust
	s.Time.Trust = s.Trust
	s.Revoked = v.tokenStatus(s.token, s.proof)
	s.tokenOK = fault == ""
	if fault != "" {
		s.remark(fault, s.Signer.Name)
	}
}

func (v *verifier) tokenStatus(t *cms.Token, at time.Time) chain.Standing {
	status, _ := v.evidence.Status(v.evidence.Path(t.Certificate, at), at, v.given())
	return status
}

// judgeToken tells why the time of a token does not count, "" when it does.
func (v *verifier) judgeToken(s *signed, t *cms.Token) string {
	at := t.Info.GenTime
	p := v.evidence.Path(t.Certificate, s.proof)
	switch {
	case !chain.StampsOnly(t.Certificate):
		return "timestamp-usage"
	case at.After(s.proof.Add(chain.Skew)):
		return "timestamp-future"
	case at.Before(t.Certificate.NotBefore) || at.After(t.Certificate.NotAfter):
		return "timestamp-expired"
	case p.Fault == "untrusted" || p.Fault == "path-invalid":
		return "timestamp-untrusted"
	case p.Fault != "":
		return "timestamp-expired"
	case v.tokenStatus(t, s.proof) == chain.Revoked:
		return "timestamp-revoked"
	}
	return ""
}

func (v *verifier) judgeSignature(s, archive *signed) {
	if s.token != nil {
		fault := v.judgeToken(s, s.token)
		s.tokenOK = fault == ""
		if fault != "" {
			s.remark(fault, chain.Name(s.token.Certificate))
		}
	}
	at := s.proof
	switch {
	case s.tokenOK:
		at = s.token.Info.GenTime
		s.Time.At, s.Time.Source, s.Time.Authority = at, AuthorityClock, chain.Name(s.token.Certificate)
		s.Time.Trust = v.evidence.Path(s.token.Certificate, s.proof).Trust
	case archive != nil:
		s.Time.At, s.Time.Source, s.Time.Authority, s.Time.Trust = at, AuthorityClock, archive.Signer.Name, archive.Trust
	}
	if claimed := s.Time.Claimed; !claimed.IsZero() && claimed.After(at.Add(chain.Skew)) {
		s.remark("claimed-later", "")
	}
	s.at = at
	p := v.evidence.Path(s.cms.Certificate, at)
	v.recognize(s, &p)
	v.enlist(s, &p, at)
	s.Trust = p.Trust
	if p.Fault != "" {
		s.doubt(p.Fault, "")
	}
	if !chain.MaySign(s.cms.Certificate) {
		s.doubt("key-usage", "")
	}
	status, of := v.evidence.Status(p, at, v.given())
	s.Revoked = status
	if s.Signer != nil && s.Signer.Own {
		s.Revoked = chain.Unknown // nobody could revoke it
	}
	if status == chain.Revoked {
		s.doubt("revoked", chain.Name(of))
	}
	s.untimely = s.Time.Source == AuthorityClock && s.Time.Trust != chain.Trusted && v.lapsed(s, p)
}

// lapsed tells whether the certificate of a signature is past its time by now, or was revoked since: then it counts for as long as the time of
// the signature does, and anyone can run an authority that gives another.
func (v *verifier) lapsed(s *signed, p chain.Path) bool {
	now := v.options.Now
	status, _ := v.evidence.Status(p, now, v.given())
	return now.After(s.cms.Certificate.NotAfter) || status == chain.Revoked
}
