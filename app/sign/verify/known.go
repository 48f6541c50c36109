package verify

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"

	"verwoord/app/sign/chain"
)

// Known is a certificate that a person here vouches for: an own one, that of a colleague, or that of a client whose fingerprint was compared.
type Known struct {
	Certificate *x509.Certificate
	Field       string // the only field that it counts in: "processor"; "" for any
}

// Fingerprint is what a certificate is compared by, over another way than it came: SHA-256 of its DER.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}

// known tells whether a certificate is one that is known for a field, and whether that is known for others.
func (v *verifier) known(c *x509.Certificate, field string) (itself, others bool) {
	for _, k := range v.options.Known {
		switch {
		case k.Field != "" && k.Field != field:
		case k.Certificate.Equal(c):
			itself = true
		case k.Field == field:
			others = true
		}
	}
	return itself, others
}

// recognize gives a signature the trust of a certificate that is known here: that it leads to no trusted issuer is no doubt then.
func (v *verifier) recognize(s *signed, p *chain.Path) {
	itself, others := v.known(s.cms.Certificate, s.Field)
	switch {
	case itself:
		p.Trust = chain.Known
		if p.Fault == "untrusted" {
			p.Fault = ""
		}
	case others && p.Trust != chain.Trusted:
		s.another = true
	}
}
