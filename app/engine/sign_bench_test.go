package engine

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"testing"
	"time"

	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
)

// BenchmarkSigned verifies the agreement of the example with the signatures of both parties, each at B-LTA, and reports what they took:
// the bytes added to the file against the bytes of CMS and validation data among them.
func BenchmarkSigned(b *testing.B) {
	e := engine(b)
	made, problems, err := e.Make(context.Background(), Request{Document: Agreement, Dossier: e.Example(), Date: today})
	if err != nil || made == nil {
		b.Fatal(err, problems)
	}
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	p := testpki.New("http://pki.example.com", now)
	file := made.Data
	for _, party := range []string{Processor, Controller} {
		who := p.Signer(party, testpki.Key(party))
		signed, err := e.Sign(context.Background(), file, Signing{
			Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()},
			Party:    party, Level: sign.BLTA,
			Services: sign.Services{Time: now, Rand: rand.Reader, Timestamp: p.Timestamp, Fetch: p.Fetch},
		})
		if err != nil || signed.Why != nil {
			b.Fatal(err, signed.Why)
		}
		file = signed.File
	}
	o := sign.VerifyOptions{Roots: []*x509.Certificate{p.Root.Certificate}, Now: now}
	b.ReportAllocs()
	for b.Loop() {
		if r, err := e.Verify(file, o); err != nil || !r.OK || len(r.Signatures) != 4 {
			b.Fatal(err, r)
		}
	}
}
