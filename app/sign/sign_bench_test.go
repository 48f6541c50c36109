package sign

import (
	"crypto"
	"crypto/sha256"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/testpki"
)

// BenchmarkSign signs a small file at B-B; the raw operation of each key is beside it.
func BenchmarkSign(b *testing.B) {
	p := testpki.New("http://pki.example.com", moment)
	for name, key := range map[string]crypto.Signer{"p256": testpki.Key("jansen"), "p384": testpki.Key384("jansen"), "rsa2048": rsaKey()} {
		id := identity(p.Signer("J. Jansen", key))
		file := written(true)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				mustSign(b, file, id, Request{Field: "processor", Services: services(p)})
			}
		})
		b.Run(name+"/look", func(b *testing.B) {
			var asked []bool
			for b.Loop() {
				mustSign(b, file, id, Request{Field: "processor", Look: look(&asked), Services: services(p)})
			}
		})
		b.Run(name+"/raw", func(b *testing.B) {
			digest := sha256.Sum256(file)
			for b.Loop() {
				if _, err := key.Sign(zeros{}, digest[:], crypto.SHA256); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkLevels makes a B-LTA signature; it reports how much the file grows for each byte of evidence in it.
func BenchmarkLevels(b *testing.B) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	file := written(true)
	for _, level := range []Level{BB, BT, BLT, BLTA} {
		b.Run(level.String(), func(b *testing.B) {
			var out []byte
			for b.Loop() {
				out = mustSign(b, file, id, Request{Field: "processor", Level: level, Services: services(p)})
			}
			b.ReportMetric(float64(len(out)-len(file)), "bytes")
			b.ReportMetric(float64(len(out)-len(file))/float64(embedded(b, out)), "growth")
		})
	}
}

// embedded is how many bytes the signatures take, in the two digits a byte that the format asks for, and the validation data.
func embedded(t testing.TB, data []byte) int {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, d := range form.Read(f).Fields {
		contents, _ := f.String(f.Dict(d.Value)["Contents"])
		n += 2 * len(strings.TrimRight(string(contents), "\x00"))
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
