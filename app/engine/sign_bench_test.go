package engine

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// BenchmarkSigned verifies the agreement of the example with the signatures of both parties, and reports what they took: the bytes added to
// the file, visible blocks and all, against the bytes of CMS and validation data among them.
func BenchmarkSigned(b *testing.B) {
	e, agreement, p := unsigned(b)
	o := verify.Options{Roots: []*x509.Certificate{p.Root.Certificate}, Now: now}
	for _, level := range []sign.Level{sign.BB, sign.BT, sign.BLT, sign.BLTA} {
		file := agreement
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
		evidence := evidence(b, file)
		b.Run(level.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, err := e.Verify(context.Background(), file, o); err != nil || !r.OK || r.Signatures[0].Level != level {
					b.Fatal(err, r)
				}
			}
			b.ReportMetric(float64(len(file)-len(agreement))/float64(evidence), "growth")
		})
	}
}

// BenchmarkSign puts the first signature, visible block and all, under the agreement of the example.
func BenchmarkSign(b *testing.B) {
	e, agreement, p := unsigned(b)
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	for name, key := range map[string]crypto.Signer{"p256": testpki.Key("processor"), "rsa2048": long} {
		who := p.Signer("processor", key)
		id := &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r := Signing{Identity: id, Party: Processor, Level: sign.BB, Services: sign.Services{Time: now, Rand: rand.Reader}}
				if _, err := e.Sign(context.Background(), agreement, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// now is when the benchmarks sign.
var now = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// unsigned is the agreement of the example, and who can sign it.
func unsigned(b *testing.B) (*Engine, []byte, *testpki.PKI) {
	e := engine(b)
	made, problems, err := e.Make(context.Background(), Request{Document: Agreement, Dossier: e.Example("dossier"), Date: today})
	if err != nil || made == nil {
		b.Fatal(err, problems)
	}
	return e, made.Data, testpki.New("http://pki.example.com", now)
}

// evidence counts what signing put in a file: bytes of signatures, in the two digits a byte that the format asks for, and of validation data.
func evidence(b *testing.B, data []byte) (n int) {
	f, err := cos.Open(data)
	if err != nil {
		b.Fatal(err)
	}
	for _, number := range f.Numbers() {
		if d := f.Dict(cos.Ref{Number: number}); d["ByteRange"] != nil {
			contents, _ := f.String(d["Contents"])
			n += 2 * len(strings.TrimRight(string(contents), "\x00"))
		}
	}
	store := f.Dict(f.Dict(f.Trailer["Root"])["DSS"])
	for _, key := range []cos.Name{"Certs", "OCSPs", "CRLs"} {
		for _, o := range f.Array(store[key]) {
			if s, ok := f.Resolve(o).(*cos.Stream); ok {
				n += len(s.Data)
			}
		}
	}
	return n
}
