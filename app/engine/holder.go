package engine

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"strings"

	"verwoord/app/locale"
)

// Holder is who a certificate names, and who says so. It is all of an identity that the visible block prints, and is no secret.
type Holder struct {
	Name         string `json:"name"`
	Organisation string `json:"organization"` // the key of what is kept
	Issuer       string `json:"issuer"`
	Own          bool   `json:"own"` // the certificate vouches for itself
}

// HolderOf is the holder of a certificate.
func HolderOf(c *x509.Certificate) Holder {
	return Holder{
		Name: called(c.Subject), Organisation: strings.Join(c.Subject.Organization, ", "), Issuer: called(c.Issuer),
		Own: string(c.RawIssuer) == string(c.RawSubject),
	}
}

// called is what people call the one that a certificate names.
func called(n pkix.Name) string {
	if n.CommonName != "" {
		return n.CommonName
	}
	return n.String()
}

// vouched says who vouches for the name; for one that vouches for itself nobody does.
func (h Holder) vouched(l *locale.Locale) string {
	if h.Own {
		return l.T("sign.block.own", nil)
	}
	return l.T("sign.block.issuer", locale.Args{"Issuer": h.Issuer})
}
