package desk

import (
	"context"
	"strings"
	"time"

	"verwoord/app/locale"
	"verwoord/app/office"
)

// Identity is a key and certificate to sign with.
type Identity struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	Issuer       string `json:"issuer"`
	From         string `json:"from"`
	Until        string `json:"until"`
	Own          bool   `json:"own"`    // made here: nobody vouches for the name
	Usable       bool   `json:"usable"` // today
	Worth        string `json:"worth"`  // what a signature with it is worth, in one sentence
}

// NewIdentity is an identity to make.
type NewIdentity struct {
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	Email        string `json:"email"`
	Country      string `json:"country"` // ISO 3166-1 alpha-2
	Password     string `json:"password"`
}

// Identities lists what one can sign with, by name; those that can be used today first.
func (d *Desk) Identities() (list []Identity, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return nil, err
	}
	all, err := o.Identities(context.Background())
	list = []Identity{}
	for _, id := range all {
		list = append(list, d.identity(id))
	}
	return list, err
}

// identity is an identity as it crosses, with what a signature with it is worth.
func (d *Desk) identity(x office.Identity) Identity {
	key := "desk.identity.issued"
	switch {
	case x.Validity == office.Expired:
		key = "desk.identity.expired"
	case x.Validity == office.Early:
		key = "desk.identity.early"
	case x.Own:
		key = "sign.identity.worth"
	}
	l := d.locale()
	return Identity{
		ID: x.ID, Name: x.Name, Organisation: x.Organisation, Issuer: x.Issuer, From: stamp(x.From), Until: stamp(x.Until), Own: x.Own,
		Usable: x.Validity == office.Valid,
		Worth: l.T(key, locale.Args{
			"Issuer": x.Issuer, "From": l.Date(x.From.Format(time.DateOnly)), "Until": l.Date(x.Until.Format(time.DateOnly)),
		}),
	}
}

// NewIdentity makes an identity that vouches for itself. The errors have the codes "sign.identity-name" and "sign.empty-password".
func (d *Desk) NewIdentity(n NewIdentity) (id Identity, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Identity{}, err
	}
	subject := office.Subject{Name: strings.TrimSpace(n.Name), Organisation: strings.TrimSpace(n.Organisation), Country: n.Country}
	x, err := o.NewIdentity(context.Background(), by, subject, n.Password)
	return d.identity(x), err
}

// ImportIdentity keeps an identity from a PKCS#12 file (.p12, .pfx), still under its own password. The errors have the codes
// "sign.wrong-password", "sign.p12" and the others of such a file.
func (d *Desk) ImportIdentity(f File, password string) (id Identity, err error) {
	defer d.guard(&err)
	p12, err := f.bytes()
	if err != nil {
		return Identity{}, err
	}
	o, by, err := d.acting()
	if err != nil {
		return Identity{}, err
	}
	x, err := o.ImportIdentity(context.Background(), by, p12, password)
	return d.identity(x), err
}

// ExportIdentity returns an identity as a PKCS#12 file under its own password, for another machine.
func (d *Desk) ExportIdentity(id string) (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	return d.sent(o.ExportIdentity(context.Background(), id))
}

// RemoveIdentity removes an identity, for good. What was signed with it stays signed.
func (d *Desk) RemoveIdentity(id string) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.RemoveIdentity(context.Background(), by, id)
}
