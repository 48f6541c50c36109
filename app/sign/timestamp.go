package sign

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"io"
	"math/big"
	"slices"
	"strconv"
	"time"

	"verwoord/app/sign/cms"
)

// maxToken bounds a time-stamp token: one with a long chain takes 8 KB.
const maxToken = 64 << 10

// authority is a time-stamp authority in use for one call.
type authority struct {
	services *Services
	size     int // room to keep for one of its tokens, 0 before it was measured
	failed   error
	pool     cms.Pool
	since    time.Time // when all certificates that are signed with are valid: none of its tokens may be of before
}

// measure gets a token over nothing in particular, to learn how much room its tokens need.
func (a *authority) measure(ctx context.Context) bool {
	if token := a.stamp(ctx, []byte("size")); token != nil {
		// Serial numbers, times and ECDSA signatures vary by some bytes.
		a.size = len(token) + 24
	}
	return a.failed == nil
}

// stamp gets a token over data and checks it. It gives nil, and failed tells why, when there is none.
func (a *authority) stamp(ctx context.Context, data []byte) []byte {
	digest := sha256.Sum256(data)
	return a.stampDigest(ctx, digest[:])
}

// stampDigest is stamp for data whose SHA-256 is known.
func (a *authority) stampDigest(ctx context.Context, digest []byte) []byte {
	token, err := a.request(ctx, digest)
	if err != nil {
		a.failed = err
		return nil
	}
	return token
}

// request asks for a token and checks that it is what was asked for (RFC 3161, 2.4.2) before anything is done with it.
//
// Errors are of type *Error: no-tsa, tsa-unreachable, tsa-refused, tsa-garbage, tsa-large, tsa-signature, tsa-imprint, tsa-nonce,
// tsa-usage, tsa-expired, tsa-chain, tsa-time.
func (a *authority) request(ctx context.Context, digest []byte) ([]byte, error) {
	if a.services.Timestamp == nil {
		return nil, refuse("no-tsa")
	}
	var random [8]byte
	if _, err := io.ReadFull(a.services.Rand, random[:]); err != nil {
		return nil, because("tsa-unreachable", err)
	}
	nonce := new(big.Int).SetBytes(random[:])
	query, err := cms.NewRequest(digest, nonce)
	if err != nil {
		return nil, because("tsa-garbage", err)
	}
	answer, err := a.services.Timestamp(ctx, query)
	if err != nil {
		return nil, because("tsa-unreachable", err)
	}
	if len(answer) > maxToken {
		return nil, refuse("tsa-large", "Bytes", strconv.Itoa(len(answer)))
	}
	der, err := cms.ParseResponse(answer)
	if refusal, ok := errors.AsType[*cms.Refusal](err); ok {
		return nil, because("tsa-refused", err, "Status", strconv.Itoa(refusal.Status), "Text", refusal.Text)
	}
	if err != nil {
		return nil, because("tsa-garbage", err)
	}
	token, err := cms.ParseToken(der, &a.pool)
	if err != nil {
		return nil, because("tsa-signature", err)
	}
	imprint := token.Info.MessageImprint
	if !imprint.HashAlgorithm.Algorithm.Equal(cms.OIDSHA256) || !bytes.Equal(imprint.HashedMessage, digest) {
		return nil, refuse("tsa-imprint")
	}
	if token.Info.Nonce == nil || token.Info.Nonce.Cmp(nonce) != 0 {
		return nil, refuse("tsa-nonce")
	}
	return der, a.checkToken(token)
}

// maxClock is how far an authority's time may be from ours. A wrong clock on this side is the likelier cause, but a token of another
// day would contradict the claimed time of signing.
const maxClock = 24 * time.Hour

func (a *authority) checkToken(token *cms.Token) error {
	c, at := token.Certificate, token.Info.GenTime
	name := commonName(c)
	if at.Before(c.NotBefore) || at.After(c.NotAfter) {
		return refuse("tsa-expired", "Name", name)
	}
	if d := at.Sub(a.services.Time).Abs(); d > maxClock || at.Before(a.since) {
		return refuse("tsa-time", "Name", name, "Time", at.UTC().Format(time.RFC3339))
	}
	if acc := token.Info.Accuracy; acc.Seconds < 0 || acc.Seconds > int(maxClock.Seconds()) {
		return refuse("tsa-time", "Name", name, "Time", at.UTC().Format(time.RFC3339))
	}
	if len(token.Info.Policy) == 0 || !stampsOnly(c) {
		return refuse("tsa-usage", "Name", name)
	}
	for depth := 0; !selfIssued(c) && depth < 8; depth++ {
		if err := checkDigest(c); err != nil {
			return err
		}
		up := issuer(c, slices.Concat(token.Certificates, a.services.Certificates))
		if up == nil {
			if c == token.Certificate && len(token.Certificates) > 1 {
				return refuse("tsa-chain", "Name", name) // it sent issuers, and none of them is
			}
			return nil
		}
		if at.Before(up.NotBefore) || at.After(up.NotAfter) {
			return refuse("tsa-expired", "Name", commonName(up))
		}
		c = up
	}
	return nil
}

var oidExtendedKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// stampsOnly tells whether a certificate is for time-stamping and nothing else, and says so critically (RFC 3161, 2.3).
func stampsOnly(c *x509.Certificate) bool {
	critical := false
	for _, e := range c.Extensions {
		critical = critical || e.Id.Equal(oidExtendedKeyUsage) && e.Critical
	}
	return critical && len(c.UnknownExtKeyUsage) == 0 && slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping})
}
