package sign

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math/big"
	"slices"
	"strconv"
	"time"

	"verwoord/app/sign/chain"
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

func (a *authority) checkToken(token *cms.Token) error {
	c, at := token.Certificate, token.Info.GenTime
	name := chain.Name(c)
	if at.Before(c.NotBefore) || at.After(c.NotAfter) {
		return refuse("tsa-expired", "Name", name)
	}
	if d := at.Sub(a.services.Time).Abs(); d > chain.MaxClock || at.Before(a.since) {
		return refuse("tsa-time", "Name", name, "Time", at.UTC().Format(time.RFC3339))
	}
	if acc := token.Info.Accuracy; acc.Seconds < 0 || acc.Seconds > int(chain.MaxClock.Seconds()) {
		return refuse("tsa-time", "Name", name, "Time", at.UTC().Format(time.RFC3339))
	}
	if len(token.Info.Policy) == 0 || !chain.StampsOnly(c) {
		return refuse("tsa-usage", "Name", name)
	}
	for depth := 0; !chain.SelfIssued(c) && depth < 8; depth++ {
		if err := checkDigest(c); err != nil {
			return err
		}
		up := chain.Issuer(c, slices.Concat(token.Certificates, a.services.Certificates))
		if up == nil {
			if c == token.Certificate && len(token.Certificates) > 1 {
				return refuse("tsa-chain", "Name", name) // it sent issuers, and none of them is
			}
			return nil
		}
		if at.Before(up.NotBefore) || at.After(up.NotAfter) {
			return refuse("tsa-expired", "Name", chain.Name(up))
		}
		c = up
	}
	return nil
}
