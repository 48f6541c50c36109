package office

import (
	"context"
	"crypto/x509"
	"encoding/json"

	"verwoord/app/engine"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// vouched are the certificates that are vouched for here: the own ones and those of colleagues, for what they sign as processor, and those of
// the client, for what it signs. An own one in the field of the client would say that the client signed.
func (o *Office) vouched(ctx context.Context, client string) ([]verify.Known, error) {
	ours, err := o.ours(ctx)
	if err != nil {
		return nil, err
	}
	var all []verify.Known
	for fingerprint := range ours {
		all = append(all, verify.Known{Fingerprint: fingerprint, Field: engine.Processor}, verify.Known{Fingerprint: fingerprint, Field: engine.Legal})
	}
	if client == "" {
		return all, nil
	}
	pins, err := o.Pins(ctx, client)
	for _, p := range pins {
		all = append(all, p.known())
	}
	return all, err
}

// ours are the fingerprints of the certificates of the processor: those here, and those of colleagues.
func (o *Office) ours(ctx context.Context) (map[string]bool, error) {
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	all := map[string]bool{}
	for fingerprint := range x.own {
		all[fingerprint] = true
	}
	for _, p := range x.pins[""] {
		all[p.Fingerprint] = true
	}
	return all, nil
}

// certificateOf is the fingerprint of an identity that is kept; empty when it was kept before its certificate was.
func certificateOf(r store.Record) string {
	var m identityMeta
	if json.Unmarshal(r.Head, &m) != nil {
		return ""
	}
	c, err := x509.ParseCertificate(m.Certificate)
	if err != nil {
		return ""
	}
	return verify.Fingerprint(c)
}

// identityKnown is an identity that signs at this moment, which may be kept since a moment ago.
func identityKnown(id *sign.Identity) verify.Known {
	return verify.Known{Fingerprint: verify.Fingerprint(id.Certificate), Field: engine.Processor}
}
