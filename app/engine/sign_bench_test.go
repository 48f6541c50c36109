package engine

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
)

// BenchmarkSigned verifies the agreement of the example with the signatures of both parties, and reports what they took: the bytes added to
// the file, without those that show the visible blocks, against the bytes of CMS and validation data among them.
func BenchmarkSigned(b *testing.B) {
	e := engine(b)
	made, problems, err := e.Make(context.Background(), Request{Document: Agreement, Dossier: e.Example(), Date: today})
	if err != nil || made == nil {
		b.Fatal(err, problems)
	}
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	p := testpki.New("http://pki.example.com", now)
	o := sign.VerifyOptions{Roots: []*x509.Certificate{p.Root.Certificate}, Now: now}
	for _, level := range []sign.Level{sign.BLT, sign.BLTA} {
		file := made.Data
		for _, party := range []string{Processor, Controller} {
			who := p.Signer(party, testpki.Key(party))
			signed, err := e.Sign(context.Background(), file, Signing{
				Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()},
				Party:    party, Level: level,
				Services: sign.Services{Time: now, Rand: rand.Reader, Timestamp: p.Timestamp, Fetch: p.Fetch},
			})
			if err != nil || signed.Why != nil {
				b.Fatal(err, signed.Why)
			}
			file = signed.File
		}
		looks, evidence := added(b, file)
		b.Run(level.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, err := e.Verify(file, o); err != nil || !r.OK || r.Signatures[0].Level != level {
					b.Fatal(err, r)
				}
			}
			b.ReportMetric(float64(len(file)-len(made.Data)-looks)/float64(evidence), "growth")
			b.ReportMetric(float64(looks), "lookbytes")
		})
	}
}

// added counts what signing put in a file: bytes that show the visible blocks, with their fonts, and bytes of signatures, in the two digits
// a byte that the format asks for, and of validation data.
func added(b *testing.B, data []byte) (looks, evidence int) {
	f, err := cos.Open(data)
	if err != nil {
		b.Fatal(err)
	}
	seen := map[cos.Ref]bool{}
	var count func(o cos.Object)
	count = func(o cos.Object) {
		switch o := o.(type) {
		case cos.Ref:
			if !seen[o] {
				seen[o] = true
				looks += len(cos.Append(nil, f.Get(o)))
				count(f.Get(o))
			}
		case cos.Array:
			for _, e := range o {
				count(e)
			}
		case cos.Dict:
			for _, e := range o {
				count(e)
			}
		case *cos.Stream:
			count(o.Dict)
		}
	}
	for _, number := range f.Numbers() {
		d := f.Dict(cos.Ref{Number: number})
		if d["ByteRange"] != nil {
			contents, _ := f.String(d["Contents"])
			evidence += 2 * len(strings.TrimRight(string(contents), "\x00"))
		}
		if d["FT"] == cos.Name("Sig") {
			count(f.Dict(d["AP"])["N"])
		}
	}
	store := f.Dict(f.Dict(f.Trailer["Root"])["DSS"])
	for _, key := range []cos.Name{"Certs", "OCSPs", "CRLs"} {
		for _, o := range f.Array(store[key]) {
			if s, ok := f.Resolve(o).(*cos.Stream); ok {
				evidence += len(s.Data)
			}
		}
	}
	return looks, evidence
}
