package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"strconv"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/sign/chain"
)

// Identity is who signs: a key and its certificate. The key may live in a file, a card or the store of a system.
type Identity struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
	Chain       []*x509.Certificate // from the certificate's issuer upwards, as far as known
	PSS         bool                // sign with RSASSA-PSS where the key is RSA
}

// ParseIdentity reads a PKCS#12 file with one key and any number of certificates in any order. Old (RC2, 3DES) and new (AES)
// encryption is read. The identity uses PSS when its certificate is itself signed so.
//
// Errors are of type *Error: wrong-password, no-key, key-kind, no-certificate, p12, p12-rounds.
func ParseIdentity(p12 []byte, password string) (*Identity, error) {
	if tooManyRounds(p12) {
		return nil, refuse("p12-rounds")
	}
	key, first, rest, err := pkcs12.DecodeChain(p12, password)
	// The library tells these apart by its words alone, and hands out nothing that it read. The tests have a file of each: other words are
	// seen there, and cost a better explanation, never a wrong one.
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return nil, refuse("wrong-password")
	case err != nil && err.Error() == "pkcs12: private key missing":
		return nil, refuse("no-key")
	case err != nil && err.Error() == "pkcs12: certificate missing":
		return nil, refuse("no-certificate")
	case err != nil && strings.Contains(err.Error(), "private key with unknown algorithm"):
		return nil, because("key-kind", err) // such as RSA that is for PSS alone (RFC 4055, 1.2)
	case err != nil:
		return nil, because("p12", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, refuse("key-kind")
	}
	return identityOf(signer, append([]*x509.Certificate{first}, rest...))
}

// identityOf is the identity of a key, with its certificate among some.
func identityOf(signer crypto.Signer, all []*x509.Certificate) (*Identity, error) {
	id := &Identity{Key: signer}
	for _, c := range all {
		if matches(signer.Public(), c) {
			id.Certificate = c
			break
		}
	}
	if id.Certificate == nil {
		return nil, refuse("no-certificate")
	}
	id.Chain = chain.Issuers(id.Certificate, all)
	switch id.Certificate.SignatureAlgorithm {
	case x509.SHA256WithRSAPSS, x509.SHA384WithRSAPSS, x509.SHA512WithRSAPSS:
		id.PSS = true
	}
	return id, nil
}

// matches tells whether a certificate is of a key.
func matches(public crypto.PublicKey, c *x509.Certificate) bool {
	key, ok := public.(interface{ Equal(crypto.PublicKey) bool })
	return ok && key.Equal(c.PublicKey)
}

// Check refuses an identity that should not sign at this time.
//
// Errors are of type *Error: expired, not-yet-valid, key-usage, key-kind, weak-key, weak-digest.
func (id *Identity) Check(now time.Time) error {
	c := id.Certificate
	if now.Before(c.NotBefore) {
		return refuse("not-yet-valid", "Name", chain.Name(c), "Date", c.NotBefore.Format(time.DateOnly))
	}
	if now.After(c.NotAfter) {
		return refuse("expired", "Name", chain.Name(c), "Date", c.NotAfter.Format(time.DateOnly))
	}
	// RFC 5280, 4.2.1.3: a certificate without the extension is not limited.
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return refuse("key-usage", "Name", chain.Name(c))
	}
	if err := checkKey(id.Key.Public()); err != nil {
		return err
	}
	for _, c := range append([]*x509.Certificate{c}, id.Chain...) {
		if chain.SelfIssued(c) {
			continue // nobody relies on a root's own signature
		}
		if err := checkDigest(c); err != nil {
			return err
		}
	}
	return nil
}

// checkKey refuses keys that ETSI TS 119 312 no longer recommends, and kinds that nothing here signs with.
func checkKey(public crypto.PublicKey) error {
	switch key := public.(type) {
	case *rsa.PublicKey:
		if bits := key.N.BitLen(); bits < 2048 {
			return refuse("weak-key", "Bits", strconv.Itoa(bits))
		}
		return nil
	case *ecdsa.PublicKey:
		switch key.Curve {
		case elliptic.P256(), elliptic.P384(), elliptic.P521():
			return nil
		}
	case ed25519.PublicKey:
		return nil
	}
	return refuse("key-kind")
}

func checkDigest(c *x509.Certificate) error {
	if chain.Weak(c.SignatureAlgorithm) {
		return refuse("weak-digest", "Name", chain.Name(c), "Algorithm", c.SignatureAlgorithm.String())
	}
	return nil
}
