package sign

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/testpki"
)

// keep writes a file for other judges to look at, when they are asked for one.
func keep(t testing.TB, p *testpki.PKI, name string, data []byte) {
	dir := os.Getenv("SIGN_KEEP")
	if dir == "" {
		return
	}
	for n, data := range map[string][]byte{name + ".pdf": data, "root.cer": p.Root.Certificate.Raw} {
		if err := os.WriteFile(filepath.Join(dir, n), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLevels(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	for _, level := range []Level{BB, BT, BLT, BLTA} {
		t.Run(level.String(), func(t *testing.T) {
			out := mustSign(t, written(true), id, Request{Field: "processor", Level: level, Services: services(p)})
			keep(t, p, level.String(), out)
			checkSignature(t, p, out, "processor")
			for _, higher := range []Level{BT, BLT, BLTA} {
				r, err := extendBytes(context.Background(), out, higher, services(p))
				if err != nil || r.Why != nil || r.Level != higher && r.Level < level {
					t.Fatal(higher, r.Level, err, r.Why)
				}
				if !bytes.HasPrefix(r.File, out) {
					t.Error("earlier bytes changed")
				}
				checkSignature(t, p, r.File, "processor")
				keep(t, p, level.String()+"to"+higher.String(), r.File)
			}
			both := mustSign(t, out, id, Request{Field: "controller", Level: level, Services: services(p)})
			keep(t, p, level.String()+"-both", both)
			checkSignature(t, p, both, "processor")
			checkSignature(t, p, both, "controller")
		})
	}
}

// TestKeepsLevel: a file that cannot be renewed, or that has more than is asked for, has the level that it had.
func TestKeepsLevel(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	out := mustSign(t, written(true), id, Request{Field: "processor", Level: BLTA, Services: services(p)})
	for _, level := range []Level{BT, BLT} {
		if r, err := extendBytes(context.Background(), out, level, services(p)); err != nil || r.Why != nil || r.Level != BLTA {
			t.Errorf("asked for %s: %s, %v, %v", level, r.Level, err, r.Why)
		}
	}
	p.Faults.TSA, p.Faults.OCSP, p.Faults.CRL = testpki.Away, testpki.Away, testpki.Away
	if r, err := extendBytes(context.Background(), out, BLTA, services(p)); err != nil || r.Why == nil || r.Level != BLTA {
		t.Errorf("renewed: %s, %v, %v", r.Level, err, r.Why)
	}
}

// TestRenew puts a second archive time-stamp over the first, and the first one's validation data under it.
func TestRenew(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	out := mustSign(t, written(false), id, Request{Level: BLTA, Services: services(p)})
	p.Now = moment.AddDate(0, 6, 0)
	s := services(p)
	s.Time = p.Now
	r, err := extendBytes(context.Background(), out, BLTA, s)
	if err != nil || r.Why != nil || r.Level != BLTA {
		t.Fatal(r.Level, err, r.Why)
	}
	f, err := cos.Open(r.File)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range form.Read(f).Fields {
		names = append(names, d.Name)
	}
	if got := strings.Join(names, " "); got != "Signature1 Timestamp1 Timestamp2" {
		t.Error(got)
	}
	store := f.Dict(f.Dict(f.Trailer["Root"])["DSS"])
	if n := len(f.Dict(store["VRI"])); n != 2 {
		t.Errorf("%d signatures have validation data, want 2", n)
	}
	keep(t, p, "renewed", r.File)
	checkSignature(t, p, r.File, "Signature1")
}

// TestStore tells what validation data a B-LT file has.
func TestStore(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	out := mustSign(t, written(true), id, Request{Level: BLT, Services: services(p)})
	f, err := cos.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	store := f.Dict(f.Dict(f.Trailer["Root"])["DSS"])
	var got []string
	for _, key := range []cos.Name{"Certs", "OCSPs", "CRLs"} {
		got = append(got, fmt.Sprintf("%s %d", key, len(f.Array(store[key]))))
	}
	// Signer, authority, responder, intermediate, root; a response for each of the first two; the root's list.
	if got := strings.Join(got, ", "); got != "Certs 5, OCSPs 2, CRLs 1" {
		t.Error(got)
	}
}

// TestAsked: each server is asked no more than it takes; the first token is to learn how long they are.
func TestAsked(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	p.Faults.Asked = map[string]int{}
	mustSign(t, written(true), identity(p.Signer("J. Jansen", testpki.Key("jansen"))), Request{Level: BLTA, Services: services(p)})
	if got := fmt.Sprint(p.Faults.Asked); got != "map[/ocsp:2 /root.crl:1 /tsa:3]" {
		t.Error(got)
	}
}

// TestExpiredSince: a signature whose time is proven outlives its certificate; a time-stamp needs an authority that has not expired.
func TestExpiredSince(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	out := mustSign(t, written(true), id, Request{Level: BT, Services: services(p)})
	p.Now = moment.AddDate(1, 1, 0)
	s := services(p)
	s.Time = p.Now
	if _, err := signBytes(t.Context(), out, id, Request{Services: s}); code(err) != "expired" {
		t.Error(err)
	}
	r, err := extendBytes(t.Context(), out, BLTA, s)
	if err != nil || r.Level != BLT || code(r.Why) != "tsa-expired" {
		t.Error(r.Level, r.Why, err)
	}
}

// TestFaults: whatever goes wrong with a server, the file is signed at the level below and says why.
func TestFaults(t *testing.T) {
	type fault struct {
		name string
		set  func(f *testpki.Faults)
		want Level
		code string
	}
	var faults []fault
	for f, code := range map[testpki.Fault]string{
		testpki.Away: "tsa-unreachable", testpki.Slow: "tsa-unreachable", testpki.Huge: "tsa-large", testpki.Garbage: "tsa-garbage",
		testpki.Refusing: "tsa-refused", testpki.WrongNonce: "tsa-nonce", testpki.WrongImprint: "tsa-imprint",
		testpki.WrongUsage: "tsa-usage", testpki.WrongKey: "tsa-signature", testpki.NoCertificate: "tsa-signature",
	} {
		faults = append(faults, fault{"tsa " + string(f), func(s *testpki.Faults) { s.TSA = f }, BB, code})
	}
	for f, code := range map[testpki.Fault]string{
		testpki.Away: "revocation-unreachable", testpki.Slow: "revocation-unreachable", testpki.Huge: "revocation-large",
		testpki.Garbage: "revocation-garbage", testpki.WrongKey: "revocation-garbage",
		testpki.Stale: "revocation-stale",
	} {
		faults = append(faults,
			fault{"ocsp and crl " + string(f), func(s *testpki.Faults) { s.OCSP, s.CRL = f, f }, BT, code},
			fault{"ocsp alone " + string(f), func(s *testpki.Faults) { s.OCSP = f }, BLT, ""},
			fault{"crl " + string(f), func(s *testpki.Faults) { s.CRL = f }, BT, code})
	}
	faults = append(faults,
		fault{"ocsp without an end", func(s *testpki.Faults) { s.NoNextUpdate = true }, BLT, ""},
		fault{"ocsp refusing", func(s *testpki.Faults) { s.OCSP = testpki.Refusing }, BLT, ""},
		fault{"tsa of another day", func(s *testpki.Faults) { s.TSAClock = 48 * time.Hour }, BB, "tsa-time"},
		fault{"tsa of another year", func(s *testpki.Faults) { s.TSAClock = 20 * 365 * 24 * time.Hour }, BB, "tsa-expired"},
		fault{"revoked", func(s *testpki.Faults) {
			s.Revoked = map[string]time.Time{"J. Jansen": moment.AddDate(0, 0, -1)}
		}, BT, "revoked"},
		fault{"revoked after", func(s *testpki.Faults) {
			s.Revoked = map[string]time.Time{"J. Jansen": moment.AddDate(0, 0, 1)}
		}, BLT, ""},
		fault{"authority revoked", func(s *testpki.Faults) {
			s.Revoked = map[string]time.Time{"Test Time-stamp Authority": moment.AddDate(0, 0, -1)}
		}, BT, "revoked"},
		fault{"intermediate revoked", func(s *testpki.Faults) {
			s.Revoked = map[string]time.Time{"Test Intermediate CA": moment.AddDate(0, 0, -1)}
		}, BT, "revoked"},
		fault{"unknown", func(s *testpki.Faults) { s.Unknown, s.CRL = map[string]bool{"J. Jansen": true}, testpki.Away }, BT, "revocation-unknown"},
	)
	slices.SortFunc(faults, func(a, b fault) int { return strings.Compare(a.name, b.name) })
	for _, c := range faults {
		t.Run(c.name, func(t *testing.T) {
			p := testpki.New("http://pki.example.com", moment)
			id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
			c.set(&p.Faults)
			s := services(p)
			s.Timestamp = func(_ context.Context, query []byte) ([]byte, error) { return p.Timestamp(soon(t), query) }
			s.Fetch = func(_ context.Context, url string, body []byte) ([]byte, error) { return p.Fetch(soon(t), url, body) }
			r, err := signBytes(context.Background(), written(true), id, Request{Field: "processor", Level: BLT, Services: s})
			if err != nil {
				t.Fatal(err)
			}
			code := ""
			if e, ok := errors.AsType[*Error](r.Why); ok {
				code = e.Code
			}
			if r.Level != c.want || code != c.code {
				t.Fatalf("%v %v, want %v %s", r.Level, r.Why, c.want, c.code)
			}
			checkSignature(t, p, r.File, "processor")
			p.Faults = testpki.Faults{} // and when the server is back the same file goes on
			r, err = extendBytes(context.Background(), r.File, BLT, services(p))
			if err != nil || r.Why != nil || r.Level != BLT {
				t.Errorf("afterwards: %v %v %v", r.Level, err, r.Why)
			}
		})
	}
}

// soon is a context that ends at once, as a time limit does in the end.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}
