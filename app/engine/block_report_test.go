package engine

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/locale"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// TestBlockSaysTheReport: what stands in the block of a signature is what a report says of it, for every party, kind of key, level and way to
// sign. The block that is compared is the one in the file, to the byte.
func TestBlockSaysTheReport(t *testing.T) {
	e := engine(t)
	moment := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC) // tomorrow in the Netherlands
	p := testpki.New("http://pki.example.com", moment)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	jex, client := "Sander de Voorbeeld", "M. van der Linde"
	own := func(p *testpki.PKI, c *x509.Certificate) { testpki.Signer(p, c); c.Subject.Organization = nil }
	several := func(p *testpki.PKI, c *x509.Certificate) {
		testpki.Signer(p, c)
		c.Subject.Organization = []string{"Een", "Twee"}
	}
	nameless := func(p *testpki.PKI, c *x509.Certificate) { testpki.Signer(p, c); c.Subject.CommonName = "" }
	drawing := &sign.Drawing{Path: "M10 60C20 -40 60 -40 60 40L120 20", Width: 220, Height: 100}
	dossier := bytes.Replace(e.Example("dossier"), []byte(`"privacyContact": {`), []byte(`"basis": "statutory", "jointSignatory": {"name": "Fatima el Amrani", "role": "bestuurder", "email": "f@example.nl"}, "privacyContact": {`), 1)
	for _, lang := range []string{"nl", "en"} {
		made, problems, err := e.Make(t.Context(), Request{Document: Agreement, Dossier: dossier, Lang: lang, Date: today})
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		for _, c := range []struct {
			name    string
			who     *testpki.Entity
			party   string
			level   sign.Level
			drawing *sign.Drawing
			mandate bool
		}{
			{"RSA, typed", p.Signer(jex, key), Processor, sign.BB, nil, false},
			{"P-256, drawn", p.Signer(jex, testpki.Key("jex")), Processor, sign.BB, drawing, false},
			{"Ed25519, time-stamped", p.Signer(client, testpki.Edwards("client")), Controller, sign.BT, nil, false},
			{"P-384, archived", p.Signer(client, testpki.Key384("client")), Controller, sign.BLTA, drawing, false},
			{"P-521, jointly", p.Signer("Fatima el Amrani", testpki.Key521("joint")), Controller + jointly, sign.BB, nil, false},
			{"by mandate", p.Signer(jex, testpki.Key("jex")), Controller, sign.BB, nil, true},
			{"by mandate, time-stamped and drawn", p.Signer(jex, testpki.Key("jex")), Controller, sign.BT, drawing, true},
			{"a certificate of its own", p.Issue(nil, client, testpki.Key("self"), own), Controller, sign.BB, nil, false},
			{"a certificate of several organisations", p.Issue(p.Intermediate, client, testpki.Key("several"), several), Controller, sign.BB, nil, false},
			{"a certificate without a name", p.Issue(p.Intermediate, "nobody", testpki.Key("nameless"), nameless), Processor, sign.BB, nil, false},
		} {
			s := Signing{
				Identity: &sign.Identity{Key: c.who.Key, Certificate: c.who.Certificate, Chain: c.who.Chain()}, Party: c.party, Level: c.level, Drawing: c.drawing, Mandate: c.mandate,
				Reason: "Akkoord", Services: sign.Services{Time: moment, Rand: rand.Reader, Timestamp: p.Timestamp, Fetch: p.Fetch},
			}
			b, err := e.Block(t.Context(), made.Data, HolderOf(c.who.Certificate), s)
			if err != nil {
				t.Fatal(c.name, err)
			}
			out, err := e.Sign(t.Context(), made.Data, s)
			if err != nil || out.Why != nil {
				t.Fatal(c.name, err, out.Why)
			}
			if !bytes.Equal(shown(t, b.File), drawn(t, out.File)) {
				t.Errorf("%s: the block in the file is another", c.name)
			}
			known := []verify.Known{{Fingerprint: verify.Fingerprint(c.who.Certificate), Field: c.party}}
			if c.mandate {
				known = append(known, verify.Known{Fingerprint: known[0].Fingerprint, Field: Processor})
			}
			r, err := e.Verify(context.Background(), out.File, verify.Options{Roots: []*x509.Certificate{p.Root.Certificate}, Known: known, Now: moment})
			if err != nil || !r.OK {
				t.Fatal(c.name, err, r)
			}
			signature := r.Signatures[slices.IndexFunc(r.Signatures, func(s verify.Signature) bool { return s.Field == c.party })]
			if missing := told(e, e.Locales().Locale(lang), &signature, b.Words); missing != "" {
				t.Errorf("%s, %s: the report has %q, and the block says %q", lang, c.name, missing, b.Words)
			}
		}
	}
}

// told gives what the report says of a signature and its block does not, or the other way round; "" when they say the same.
func told(e *Engine, l *locale.Locale, s *verify.Signature, block []string) string {
	has := func(line string) bool { return slices.Contains(block, line) }
	within := func(text string) bool { return strings.Contains(strings.Join(block, "\n"), text) }
	at := s.Time.Claimed.In(e.deadlines().Zone())
	vouched := "sign.block.issuer"
	if s.Signer.Own {
		vouched = "sign.block.own"
	}
	issuer := func(organisation string) bool {
		return has(l.T(vouched, locale.Args{"Issuer": s.Signer.Issuer, "Organisation": organisation}))
	}
	stamped := s.Time.Source == verify.AuthorityClock
	switch {
	case block[0] != s.Signer.Name:
		return "name " + s.Signer.Name
	case s.Role != side(s.Field):
		return "role " + s.Role
	case s.Signer.Organisation != "" && !within(s.Signer.Organisation):
		return "organisation " + s.Signer.Organisation
	case s.ByMandate != within("\n"+l.T("sign.block.mandate", nil)):
		return "mandate"
	case !within(l.Date(at.Format(time.DateOnly)) + ", " + at.Format("15:04")):
		return "moment " + at.String()
	case has(l.T("sign.block.clock", nil)) == stamped, has(l.T("sign.block.timestamp", nil)) != stamped, stamped != (s.Level >= verify.BT):
		return "clock " + string(s.Time.Source) + ", level " + s.Level.String()
	case !issuer("") && !issuer(s.Signer.Organisation):
		return "issuer " + s.Signer.Issuer
	}
	return ""
}
