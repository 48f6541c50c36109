package verify_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"
)

func code(err error) string {
	if e, ok := errors.AsType[*sign.Error](err); ok {
		return e.Code
	}
	return ""
}

func extendBytes(ctx context.Context, data []byte, level Level, s sign.Services) (sign.Result, error) {
	f, err := sign.Open(context.Background(), data)
	if err != nil {
		return sign.Result{}, err
	}
	return sign.Extend(ctx, f, level, s)
}

// TestChanged: nobody signs under a signature that holds no more, and nothing is added to it.
func TestChanged(t *testing.T) {
	v := newVictim(t, nil)
	for name, file := range map[string][]byte{
		"a page changed after it":  entries(3, cos.Dict{"Rotate": int64(180)})(t, v),
		"what it signs is another": bytes.Replace(v.signed, []byte("EUR 100"), []byte("EUR 999"), 1),
	} {
		if _, err := signBytes(context.Background(), file, v.attacker(), sign.Request{Field: "controller", Services: services(v.pki)}); code(err) != "signature-broken" {
			t.Errorf("%s, and signed: %v", name, err)
		}
		if _, err := extendBytes(context.Background(), file, BLTA, services(v.pki)); code(err) != "signature-broken" {
			t.Errorf("%s, and extended: %v", name, err)
		}
	}
}
