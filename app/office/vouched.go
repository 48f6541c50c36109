package office

import (
	"context"
	"crypto/x509"
	"encoding/json"

	"verwoord/app/engine"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// vouched are the certificates that are vouched for here: the own ones, for what they sign as processor. In the field of the client they would
// say that the client signed.
func (o *Office) vouched(ctx context.Context) ([]verify.Known, error) {
	records, _, err := o.list(ctx, store.Identity, "")
	if err != nil {
		return nil, err
	}
	var all []verify.Known
	for _, r := range records {
		var m identityMeta
		if err := json.Unmarshal(r.Head, &m); err != nil {
			return nil, err
		}
		if c, err := x509.ParseCertificate(m.Certificate); err == nil {
			all = append(all, verify.Known{Fingerprint: verify.Fingerprint(c), Field: engine.Processor})
		}
	}
	return all, nil
}
