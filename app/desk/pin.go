package desk

import (
	"context"
	"encoding/base64"
	"time"

	"verwoord/app/engine"
	"verwoord/app/office"
)

// Pins lists the certificates that are known of a client, or without one of colleagues, by name.
func (d *Desk) Pins(client string) (list []Pin, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return nil, err
	}
	all, err := o.Pins(context.Background(), client)
	list = []Pin{}
	for _, p := range all {
		list = append(list, d.pin(p))
	}
	return list, err
}

// Pin has a certificate count from now on: who asks for it has compared the fingerprint that the report shows, or has seen the mandate. The
// errors have the codes "no-certificate" and "store.not-found".
func (d *Desk) Pin(p Pinning) (pin Pin, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Pin{}, err
	}
	certificate, err := base64.StdEncoding.DecodeString(p.Certificate)
	if err != nil {
		return Pin{}, refuse("no-certificate", "", "name", "")
	}
	kept, err := o.Pin(context.Background(), by, p.Client, certificate)
	return d.pin(kept), err
}

// Unpin has a certificate count no more.
func (d *Desk) Unpin(id string) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.Unpin(context.Background(), by, id)
}

func (d *Desk) pin(p office.Pin) Pin {
	words, full := engine.Fingerprint(d.locale(), p.Fingerprint)
	return Pin{
		ID: p.ID, Client: p.Client, Name: p.Name, Organisation: p.Organisation, Words: append([]string{}, words...), Full: full,
		Until: p.Until.Format(time.DateOnly), Mandate: p.Mandate, At: stamp(p.At),
	}
}

// confirm is what there is to compare of a signature.
func (d *Desk) confirm(s office.Signature, r *office.Report) *Confirm {
	client, name, ok := r.Confirms(s)
	if !ok {
		return nil
	}
	words, full := engine.Fingerprint(d.locale(), s.Signer.Fingerprint)
	return &Confirm{
		Pinning: Pinning{Client: client, Certificate: base64.StdEncoding.EncodeToString(s.Signer.Certificate)},
		Name:    s.Signer.Name, For: name, Words: append([]string{}, words...), Full: full,
		Other: s.Identity == office.OtherKnown, Mandate: s.Identity == office.ByMandate,
	}
}
