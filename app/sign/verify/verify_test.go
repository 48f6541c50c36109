package verify_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"verwoord/app/sign"
	"verwoord/app/sign/chain"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/testpki"
)

// TestVerifyLevels: what Sign says it reached is what Verify finds, and the next level lacks what it should.
func TestVerifyLevels(t *testing.T) {
	lacks := map[Level]string{BB: "no-timestamp", BT: "no-store", BLT: "no-archive-timestamp"}
	for level := BB; level <= BLTA; level++ {
		v := newVictim(t, nil)
		id := v.attacker()
		one := mustSign(t, contract(nil), id, sign.Request{Field: "processor", Level: level, Services: services(v.pki)})
		two := mustSign(t, one, id, sign.Request{Field: "controller", Level: level, Services: services(v.pki)})
		for _, data := range [][]byte{one, two} {
			r, err := verifyBytes(data, v.options())
			if err != nil || !r.OK {
				t.Fatalf("%v: %v %+v", level, err, r)
			}
			for _, s := range r.Signatures {
				if s.Kind == DocumentTimestamp {
					continue
				}
				if s.Level != level {
					t.Errorf("%v: %s has level %v", level, s.Field, s.Level)
				}
				if want := lacks[level]; want != "" && (len(s.NotHigher) != 1 || s.NotHigher[0].Code != want) {
					t.Errorf("%v: lacks %v, want %s", level, s.NotHigher, want)
				}
			}
		}
	}
}

// TestVerifyTrust holds signatures against other roots, other times and other revocation data.
func TestVerifyTrust(t *testing.T) {
	v := newVictim(t, nil)
	p := v.pki
	brief := identity(p.Issue(p.Intermediate, "B. Kort", testpki.Key("kort"), func(p *testpki.PKI, c *x509.Certificate) {
		testpki.Signer(p, c)
		c.NotAfter = p.Now.AddDate(0, 1, 0)
	}))
	make := func(level Level) []byte {
		return mustSign(t, contract(nil), brief, sign.Request{Field: "processor", Level: level, Services: services(p)})
	}
	another := p.Issue(nil, "Another Root", testpki.Key("another"), testpki.CA)
	withList := func(data []byte, faults testpki.Faults) []byte {
		p.Faults = faults
		defer func() { p.Faults = testpki.Faults{} }()
		list, err := p.Serve(context.Background(), "/intermediate.crl", nil)
		if err != nil {
			t.Fatal(err)
		}
		return revise(t, data, func(u *cos.Update, _ *cos.File) {
			catalog := u.Dict(ref(1))
			catalog["DSS"] = cos.Dict{"CRLs": cos.Array{u.Add(&cos.Stream{Dict: cos.Dict{}, Data: list})}}
			u.Set(ref(1), catalog)
		})
	}
	revoked := func(at time.Time) testpki.Faults {
		return testpki.Faults{Revoked: map[string]time.Time{"B. Kort": at}}
	}
	own := *p
	own.TSA = p.Issue(nil, "Another TSA", testpki.Key("another-tsa"), testpki.TSA)

	for _, c := range []struct {
		name  string
		data  []byte
		roots []*x509.Certificate
		later int // months
		want  string
	}{
		{"in order", make(BB), nil, 0, "ok B-B trusted unknown"},
		{"another root", make(BB), []*x509.Certificate{another.Certificate}, 0, "B-B untrusted unknown: untrusted"},
		{"no roots", make(BT), []*x509.Certificate{}, 0, "ok B-T unchecked unknown"},
		{"before its time", make(BB), nil, -2, "B-B trusted unknown: certificate-not-yet-valid; claimed-later"},
		{"expired, with the signer's clock", make(BB), nil, 2, "B-B trusted unknown: certificate-expired"},
		{"expired, with a time-stamp", make(BT), nil, 2, "ok B-T trusted unknown"},
		{"expired, with its authority", make(BT), nil, 14, "B-B trusted unknown: certificate-expired; timestamp-expired"},
		{"an authority of another root", mustSign(t, contract(nil), brief, sign.Request{Field: "processor", Level: BT, Services: services(&own)}), nil, 0,
			"ok B-B trusted unknown; timestamp-untrusted"},
		{"revoked, with the signer's clock", withList(make(BB), revoked(moment.AddDate(0, 0, -1))), nil, 0, "B-B trusted revoked: revoked"},
		{"revoked before the time-stamp", withList(make(BT), revoked(moment.Add(-time.Hour))), nil, 0, "B-T trusted revoked: revoked"},
		{"revoked after the time-stamp", withList(make(BT), revoked(moment.Add(time.Hour))), nil, 0, "ok B-T trusted unknown"},
		{"a stale list", withList(make(BT), testpki.Faults{CRL: testpki.Stale}), nil, 0, "ok B-T trusted unknown"},
		{"a list of another key", withList(make(BT), testpki.Faults{CRL: testpki.WrongKey, Revoked: revoked(moment.AddDate(0, 0, -1)).Revoked}), nil, 0,
			"ok B-T trusted unknown"},
	} {
		o := Options{Roots: c.roots, Now: moment.AddDate(0, c.later, 0)}
		if c.roots == nil {
			o.Roots = []*x509.Certificate{p.Root.Certificate}
		}
		r, err := verifyBytes(c.data, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := summary(r); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// summary is the first signature in one line: ok, level, trust, revocation, problems, notes.
func summary(r *Report) string {
	s := r.Signatures[0]
	line := fmt.Sprintf("%v %s %s", s.Level, s.Trust, s.Revoked)
	if r.OK {
		line = "ok " + line
	}
	for i, f := range s.Problems {
		line += []string{": ", ", "}[min(i, 1)] + f.Code
	}
	for _, f := range s.Notes {
		line += "; " + f.Code
	}
	return line
}

func TestMaySign(t *testing.T) {
	for _, c := range []struct {
		name string
		c    x509.Certificate
		want bool
	}{
		{"without limits", x509.Certificate{}, true},
		{"for signatures", x509.Certificate{KeyUsage: x509.KeyUsageContentCommitment}, true},
		{"for encryption", x509.Certificate{KeyUsage: x509.KeyUsageKeyEncipherment}, false},
		{"for mail", x509.Certificate{ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}, true},
		{"for servers", x509.Certificate{ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}, false},
		{"for time-stamps", x509.Certificate{ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}, false},
	} {
		if got := chain.MaySign(&c.c); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestVerifyDamaged: an answer or an error for everything, and never a good one.
func TestVerifyDamaged(t *testing.T) {
	v, all := subjects(t)
	for _, data := range [][]byte{
		nil, []byte("%PDF-1.7"), bytes.Repeat([]byte("%PDF-1.7 "), 1<<16), bytes.Repeat([]byte{0}, 1<<20),
		[]byte("%PDF-1.7\n1 0 obj\n" + strings.Repeat("[", 1<<20)), bytes.Repeat([]byte("1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj "), 1<<12),
	} {
		if r, err := verifyBytes(data, v.options()); err == nil && r.OK {
			t.Errorf("%.20q is accepted", data)
		}
	}
	_, err := verifyBytes([]byte("no file"), v.options())
	if refusal, ok := errors.AsType[*sign.Error](err); !ok || refusal.Code != "not-pdf" {
		t.Error(err)
	}
	data := all[3].data
	for n := 0; n < len(data); n += 97 {
		if slices.ContainsFunc(all, func(s subject) bool { return len(s.data) == n }) {
			continue
		}
		if r, err := verifyBytes(data[:n], v.options()); err == nil && r.OK {
			t.Errorf("the first %d bytes are accepted", n)
		}
	}
}

func TestUnsigned(t *testing.T) {
	r, err := verifyBytes(contract(nil), Options{Now: moment})
	if err != nil || r.OK || !slices.Contains(codes(r), "no-signature") {
		t.Error(r, err)
	}
}

// The JSON form is what other programs rely on.
func TestReportJSON(t *testing.T) {
	v := newVictim(t, nil)
	r, err := verifyBytes(v.signed, v.options())
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"ok":true,"integrity":{"verdict":"good","code":"intact"},"identity":{"verdict":"good","code":"established"},` +
		`"signatures":[{"kind":"signature","field":"processor","role":"processor","ok":true,` +
		`"integrity":{"verdict":"good","code":"intact"},"identity":{"verdict":"good","code":"established"},"indication":{"main":"INDETERMINATE","sub":"TRY_LATER"},` +
		`"signer":{"name":"J. Jansen","organisation":"Example","issuer":"Test Intermediate CA","serial":"3ed","from":"2026-10-22T09:30:00Z","until":"2027-11-22T09:30:00Z",` +
		`"fingerprint":"86f6598f1e73b3fa59cdf4c99c8403978bfdbeae1f5d590c5037fa73ee767927"},` +
		`"time":{"at":"2026-11-22T09:30:00Z","source":"signer","claimed":"2026-11-22T09:30:00Z"},"level":"B-B","trust":"trusted","revocation":"unknown","since":"nothing",` +
		`"notHigher":[{"code":"no-timestamp"}]}],"after":"nothing","unsigned":["controller"]}`
	if string(got) != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
