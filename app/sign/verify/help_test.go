package verify_test

import (
	"bytes"
	"context"
	"crypto"
	"errors"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign"
	"verwoord/app/sign/signtest"
	"verwoord/app/sign/testpki"
	. "verwoord/app/sign/verify"
)

// most is how many signatures of a file are looked at.
const most = 256

var moment = time.Date(2026, 11, 22, 10, 30, 0, 0, time.FixedZone("CET", 3600))

// zeros is randomness that is none.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func services(p *testpki.PKI) sign.Services {
	return sign.Services{Time: moment, Rand: zeros{}, Timestamp: p.Timestamp, Fetch: p.Fetch}
}

func identity(e *testpki.Entity) *sign.Identity {
	return &sign.Identity{Key: e.Key, Certificate: e.Certificate, Chain: e.Chain()}
}

func signBytes(ctx context.Context, data []byte, id *sign.Identity, r sign.Request) (sign.Result, error) {
	f, err := sign.Open(context.Background(), data)
	if err != nil {
		return sign.Result{}, err
	}
	return sign.Sign(ctx, f, id, r)
}

// mustSign signs and insists on the level asked for.
func mustSign(t testing.TB, file []byte, id *sign.Identity, r sign.Request) []byte {
	t.Helper()
	out, err := signBytes(context.Background(), file, id, r)
	if err != nil || out.Why != nil {
		t.Fatal(err, out.Why)
	}
	return out.File
}

func verifyBytes(data []byte, o Options) (*Report, error) {
	f, err := sign.Open(context.Background(), data)
	if err != nil {
		return nil, err
	}
	return File(f, o), sign.Done(f)
}

// lawful makes sure that a file gets a good signature, in a field of its own and in one that is made, or is refused for what File tells too.
func lawful(t testing.TB, v victim, data []byte) {
	t.Helper()
	for _, field := range []string{"", "another"} {
		out, err := signBytes(context.Background(), data, v.attacker(), sign.Request{Field: field, Services: services(v.pki)})
		if e, ok := errors.AsType[*sign.Error](err); ok {
			err = signtest.Refused(data, e.Code, v.options())
		} else if err == nil {
			err = signtest.Signed(data, out.File, v.options())
		}
		if err != nil {
			t.Errorf("field %q: %v", field, err)
		}
	}
}

func untouched(data []byte) bool {
	f, err := cos.Open(data)
	return err == nil && Untouched(f)
}

// digest hashes what a signature in a slot covers.
func digest(s *form.Slot, hash crypto.Hash) []byte {
	h := hash.New()
	before, behind := s.Covered()
	h.Write(before)
	h.Write(behind)
	return h.Sum(nil)
}

// signatureIn gives the CMS of a signed field.
func signatureIn(t testing.TB, data []byte, name string) (der, covered []byte) {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range form.Read(f).Signatures {
		if s.Field.Name == name {
			return s.CMS, append(bytes.Clone(s.Before), s.Behind...)
		}
	}
	t.Fatalf("no field %s", name)
	return nil, nil
}
