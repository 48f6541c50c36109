package engine

import (
	"crypto/x509"
	"strings"

	"verwoord/app/locale"
	"verwoord/app/sign/verify"
)

// Holder is who a certificate names, and who says so. It is all of an identity that the visible block prints, and is no secret.
type Holder struct {
	Name         string `json:"name"`
	Organisation string `json:"organization"` // the key of what is kept
	Issuer       string `json:"issuer"`
	Own          bool   `json:"own"` // the certificate vouches for itself
}

// HolderOf is the holder of a certificate, in the words in which a report names it.
func HolderOf(c *x509.Certificate) Holder {
	p := verify.PartyOf(c)
	return Holder{Name: p.Name, Organisation: p.Organisation, Issuer: p.Issuer, Own: p.Own}
}

// vouched says who vouches for the name, and for what organisation where that is none of those signed for; for one that vouches for itself
// nobody does.
func (h Holder) vouched(l *locale.Locale, organisation string) string {
	args := locale.Args{"Issuer": h.Issuer, "Organisation": h.Organisation}
	if h.Organisation == h.Name || strings.Contains(organisation, h.Organisation) {
		args["Organisation"] = ""
	}
	if h.Own {
		return l.T("sign.block.own", args)
	}
	return l.T("sign.block.issuer", args)
}
