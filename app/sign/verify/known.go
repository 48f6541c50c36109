package verify

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"

	"verwoord/app/sign/chain"
)

// Known is a certificate that a person here vouches for: an own one, that of a colleague, or that of a client whose fingerprint was compared.
type Known struct {
	Fingerprint string // of the certificate, as Fingerprint writes it
	Field       string // the only field that it counts in: "processor"; "" for any
}

// Fingerprint is what a certificate is compared by, over another way than it came: SHA-256 of its DER, hexadecimal.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}

// standing is what is known of a certificate in a field.
type standing struct {
	itself    bool // it counts there
	others    bool // others count there
	elsewhere bool // it counts in a field of the other party
}

// controller is the field of the one party; the others that are known are of the other, which may have more than one.
const controller = "controller"

func (v *verifier) known(c *x509.Certificate, field string) (s standing) {
	fingerprint := Fingerprint(c)
	for _, k := range v.options.Known {
		switch here, same := k.Field == "" || k.Field == field, k.Fingerprint == fingerprint; {
		case here && same:
			s.itself = true
		case here && k.Field != "":
			s.others = true
		case same && (k.Field == controller) != (field == controller):
			s.elsewhere = true
		}
	}
	return s
}

// recognize gives a signature the trust of a certificate that is known here: that it leads to no trusted issuer is no doubt then. One of another
// party signed for this one, even when its issuer is trusted: that is by mandate, and no one knows of that unless it is said here.
func (v *verifier) recognize(s *signed, p *chain.Path) {
	k := v.known(s.cms.Certificate, s.Field)
	s.mandate = k.elsewhere && !k.itself
	switch {
	case k.itself:
		p.Trust = chain.Known
		if p.Fault == "untrusted" {
			p.Fault = ""
		}
		s.ByMandate = k.elsewhere && s.Field == controller
	case k.others && p.Trust != chain.Trusted:
		s.another = true
	case k.others:
		s.remark("other-known", "")
	}
}
