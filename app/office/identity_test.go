package office

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/sign"
	"verwoord/app/store"
)

// A key that is brought in again is the one that is there, and one that cannot sign is refused when it comes and not when it is needed.
func TestIdentityComesOnce(t *testing.T) {
	o, clock := newOffice(t, &store.Memory{})
	id, err := o.NewIdentity(t.Context(), o.act(t), Subject{Name: "S. de Voorbeeld", Country: "NL"}, "geheim genoeg")
	if err != nil {
		t.Fatal(err)
	}
	file, err := o.ExportIdentity(t.Context(), id.ID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.ImportIdentity(t.Context(), o.act(t), file.Data, "geheim genoeg")
	if err != nil || again.ID != id.ID {
		t.Errorf("%v %v, want %v", again, err, id)
	}
	if list, err := o.Identities(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%v %v", list, err)
	}

	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Zwak"}, NotBefore: clock.now.Add(-time.Hour), NotAfter: clock.now.Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	p12, err := pkcs12.Modern.Encode(key, c, nil, "geheim genoeg")
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.ImportIdentity(t.Context(), o.act(t), p12, "geheim genoeg")
	if refused, ok := errors.AsType[*sign.Error](err); !ok {
		t.Errorf("%v, want a refusal", err)
	} else if list, err := o.Identities(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%s: %v %v", refused.Code, list, err)
	}
}
