package sign

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"reflect"
	"testing"

	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/sign/testpki"
)

// A file that is kept reads as it read at first, whatever programs write; of today's kind the platform derives the keys.
func TestReadKept(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	e := p.Signer("J. Jansen", testpki.Key("jansen"))
	chain := e.Chain()
	for name, kind := range map[string]struct {
		encoder *pkcs12.Encoder
		derived int
	}{"rc2": {pkcs12.LegacyRC2, 0}, "3des": {pkcs12.LegacyDES, 0}, "2023": {pkcs12.Modern2023, 2}, "2026": {pkcs12.Modern2026, 2}} {
		for order, certificates := range map[string][]*x509.Certificate{
			"leaf first": {e.Certificate, chain[0], chain[1]},
			"stranger":   {p.TSA.Certificate, chain[1], e.Certificate, chain[0]},
		} {
			file, err := kind.encoder.Encode(e.Key, certificates[0], certificates[1:], "geheim genœg ✓")
			if err != nil {
				t.Fatal(err)
			}
			want, err := ParseIdentity(file, "geheim genœg ✓")
			if err != nil {
				t.Fatal(err)
			}
			derived := 0
			derive := func(of crypto.Hash, password string, salt []byte, rounds, length int) ([]byte, error) {
				derived++
				return ownDerive(of, password, salt, rounds, length)
			}
			got, err := ReadKept(file, "geheim genœg ✓", derive)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: %v, %v", name, order, got, err)
			}
			if derived != kind.derived {
				t.Errorf("%s, %s: %d keys derived", name, order, derived)
			}
			if got, err := ReadKept(file, "geheim genœg ✓", nil); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: %v, %v by ourselves", name, order, got, err)
			}
			for _, wrong := range []string{"geheim genœg", "", "\x00"} {
				if _, err := ReadKept(file, wrong, nil); code(err) != "wrong-password" {
					t.Errorf("%s, %s: %q gives %v", name, order, wrong, err)
				}
			}
		}
	}
}

func TestReadKeptRefuses(t *testing.T) {
	file, err := NewIdentity(Subject{Name: "J. Jansen"}, "geheim genoeg", moment, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the browser has gone")
	if _, err := ReadKept(file, "geheim genoeg", func(crypto.Hash, string, []byte, int, int) ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("an error of the platform is %v", err)
	}
	// A password that opens a part by accident: what comes out is no part of such a file.
	accident := func(crypto.Hash, string, []byte, int, int) ([]byte, error) { return make([]byte, 32), nil }
	if _, err := ReadKept(file, "geheim genoeg", accident); code(err) != "wrong-password" {
		t.Errorf("another key gives %v", err)
	}
	for n := range len(file) / 50 {
		if id, err := ReadKept(file[:n*50], "geheim genoeg", accident); id != nil || err == nil {
			t.Errorf("%d bytes are %v, %v", n*50, id, err)
		}
	}
	heavy := bytes.ReplaceAll(file, []byte{0x02, 0x03, 0x09, 0x27, 0xc0}, []byte{0x02, 0x03, 0x7f, 0xff, 0xff}) // of 600,000 rounds
	if _, err := ReadKept(heavy, "geheim genoeg", accident); code(err) != "p12-rounds" {
		t.Errorf("too many rounds give %v", err)
	}
}
