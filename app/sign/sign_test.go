package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/cms"
	"verwoord/app/sign/signtest"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

var moment = time.Date(2026, 11, 22, 10, 30, 0, 0, time.FixedZone("CET", 3600))

// zeros is randomness that is none.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func services(p *testpki.PKI) Services {
	return Services{Time: moment, Rand: zeros{}, Timestamp: p.Timestamp, Fetch: p.Fetch}
}

func identity(e *testpki.Entity) *Identity {
	return &Identity{Key: e.Key, Certificate: e.Certificate, Chain: e.Chain()}
}

// written is a small file with a cross-reference table: a page and, with fields, the two fields of an agreement.
func written(fields bool) []byte {
	bodies := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<<>>>>",
		"<</Length 13>>\nstream\n0 0 m 9 9 l S\nendstream",
	}
	if fields {
		bodies[0] = "<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>"
		bodies[2] = strings.Replace(bodies[2], "/Resources", "/Annots[5 0 R 6 0 R]/Resources", 1)
		for i, name := range []string{"processor", "controller"} {
			bodies = append(bodies, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/P 3 0 R/F 4/Rect[%d 20 %d 100]>>", name, 20+190*i, 200+190*i))
		}
		bodies = append(bodies, "<</Fields[5 0 R 6 0 R]/SigFlags 1>>")
	}
	return costest.Listed(bodies, "")
}

// mustSign signs and insists on the level asked for.
func mustSign(t testing.TB, file []byte, id *Identity, r Request) []byte {
	t.Helper()
	out, err := signBytes(context.Background(), file, id, r)
	if err != nil || out.Why != nil {
		t.Fatal(err, out.Why)
	}
	if !bytes.HasPrefix(out.File, file) {
		t.Fatal("earlier bytes changed")
	}
	return out.File
}

// signatureIn gives the CMS of a signed field and the bytes it covers.
func signatureIn(t testing.TB, data []byte, name string) (der, covered []byte) {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range form.Read(f).Fields {
		if d.Name != name {
			continue
		}
		v := f.Dict(d.Value)
		var r [4]int64
		for i, o := range f.Array(v["ByteRange"]) {
			r[i], _ = f.Int(o)
		}
		covered = append(bytes.Clone(data[:r[1]]), data[r[2]:r[2]+r[3]]...)
		der, err = hex.DecodeString(string(data[r[1]+1 : r[2]-1]))
		if err != nil {
			t.Fatal(err)
		}
		n := 4 + int(der[2])<<8 + int(der[3])
		if strings.Trim(string(der[n:]), "\x00") != "" || len(der)-n > 64 {
			t.Errorf("%s: %d bytes of reserve left over", name, len(der)-n)
		}
		return der[:n], covered
	}
	t.Fatalf("no field %s", name)
	return nil, nil
}

// tool runs a judge when it is installed and gives what it says. Tests that need more than Go provides are the conformance run's.
func tool(t *testing.T, name string, args ...string) (string, bool) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		return "", false
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out), true
}

func TestSign(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	for name, e := range map[string]*testpki.Entity{
		"p256": p.Signer("J. Jansen", testpki.Key("jansen")),
		"p384": p.Signer("K. Čapek", testpki.Key384("capek")),
		"p521": p.Signer("L. de Lange", testpki.Key521("lange")),
		"ed":   p.Signer("E. Edwards", testpki.Edwards("edwards")),
	} {
		t.Run(name, func(t *testing.T) {
			out := mustSign(t, written(true), identity(e), Request{Field: "processor", Reason: "Akkoord (1)", Services: services(p)})
			checkSignature(t, p, out, "processor")
			again := mustSign(t, out, identity(e), Request{Field: "controller", Services: services(p)})
			checkSignature(t, p, again, "processor")
			checkSignature(t, p, again, "controller")
			if same := mustSign(t, written(true), identity(e), Request{Field: "processor", Reason: "Akkoord (1)", Services: services(p)}); !bytes.Equal(same, out) {
				t.Error("the same request gives other bytes")
			}
		})
	}
}

// TestSHA3: whoever asks for it signs over SHA-3, the file says which specification it follows, and Verify finds it good. With Ed25519 it is refused.
func TestSHA3(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		key     crypto.Signer
		pss     bool
		hash    crypto.Hash
		declare string
	}{
		"rsa":  {key, false, crypto.SHA3_256, "32001"},
		"pss":  {key, true, crypto.SHA3_256, "32001"},
		"p256": {testpki.Key("jansen"), false, crypto.SHA3_256, "32001 32002"},
		"p384": {testpki.Key384("jansen"), false, crypto.SHA3_384, "32001 32002"},
		"p521": {testpki.Key521("jansen"), false, crypto.SHA3_512, "32001 32002"},
	} {
		id := identity(p.Signer("J. Jansen", c.key))
		id.PSS = c.pss
		out := mustSign(t, written(true), id, Request{Field: "processor", SHA3: true, Level: BLTA, Services: services(p)})
		if err := signtest.Signed(written(true), out, verify.Options{Now: moment}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		der, _ := signatureIn(t, out, "processor")
		signed, err := cms.Parse(der, &cms.Pool{})
		if err != nil {
			t.Fatal(name, err)
		}
		if hash, err := signed.Digest(); hash != c.hash {
			t.Errorf("%s: over %v, %v", name, hash, err)
		}
		f, err := cos.Open(out)
		if err != nil {
			t.Fatal(name, err)
		}
		var declared []string
		for _, o := range f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Extensions"])["ISO_"]) {
			declared = append(declared, fmt.Sprint(f.Dict(o)["ExtensionLevel"]))
		}
		if got := strings.Join(declared, " "); got != c.declare {
			t.Errorf("%s: declares %q", name, got)
		}
	}
	id := identity(p.Signer("E. Edwards", testpki.Edwards("edwards")))
	if _, err := signBytes(context.Background(), written(true), id, Request{SHA3: true, Services: services(p)}); code(err) != "digest-fixed" {
		t.Error(err)
	}
}

// checkSignature holds a signature against its bytes here, with openssl and with poppler.
func checkSignature(t *testing.T, p *testpki.PKI, data []byte, name string) {
	t.Helper()
	der, covered := signatureIn(t, data, name)
	var pool cms.Pool
	signed, err := cms.Parse(der, &pool)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := signed.Digest()
	if err != nil {
		t.Fatal(err)
	}
	h := hash.New()
	h.Write(covered)
	if err := signed.Verify(h.Sum(nil)); err != nil {
		t.Error(err)
	}
	if _, ok := signed.Attribute(cms.OIDSigningTime); ok {
		t.Error("a signing-time attribute")
	}
	if _, ok := signed.Certificate.PublicKey.(ed25519.PublicKey); ok {
		return // neither OpenSSL 3.0 nor Poppler knows it in CMS
	}
	dir := t.TempDir()
	if keep := os.Getenv("SIGN_KEEP"); keep != "" {
		dir = keep
	}
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	pdf := write("signed.pdf", data)
	if out, ok := tool(t, "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", write("der", der),
		"-content", write("covered", covered), "-CAfile", write("root.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.Root.Certificate.Raw})), "-purpose", "any",
		"-attime", fmt.Sprint(moment.Unix()), "-out", os.DevNull); ok && !strings.Contains(out, "CAdES Verification successful") {
		t.Errorf("openssl: %s", out)
	}
	if out, ok := tool(t, "pdfsig", "-nocert", pdf); ok && strings.Contains(out, "Signature is Invalid") || ok && !strings.Contains(out, "Signature is Valid") {
		t.Errorf("pdfsig: %s", out)
	}
	tool(t, "qpdf", "--check", pdf)
}

// TestStamps: openssl takes both kinds of time-stamp, that over a signature and that over a document.
func TestStamps(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	out := mustSign(t, written(true), identity(p.Signer("J. Jansen", testpki.Key("jansen"))), Request{Level: BLTA, Services: services(p)})
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	certificate := func(e *testpki.Entity) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: e.Certificate.Raw})
	}
	root, between := write("root", certificate(p.Root)), write("between", certificate(p.Intermediate))
	verify := func(token, data []byte) {
		t.Helper()
		if said, ok := tool(t, "openssl", "ts", "-verify", "-data", write("data", data), "-in", write("token", token), "-token_in",
			"-CAfile", root, "-untrusted", between, "-attime", fmt.Sprint(moment.Unix())); ok && !strings.Contains(said, "Verification: OK") {
			t.Error(said)
		}
	}
	der, _ := signatureIn(t, out, "processor")
	var pool cms.Pool
	signed, err := cms.Parse(der, &pool)
	if err != nil {
		t.Fatal(err)
	}
	verify(signed.Unsigned(cms.OIDTimeStampToken)[0], signed.SignatureValue())
	verify(signatureIn(t, out, "Timestamp1"))
}

func TestRefusals(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	good := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	signed := mustSign(t, written(true), good, Request{Field: "processor", Services: services(p)})
	readable, err := os.ReadFile("../pdf/cos/testdata/encrypted/aes-256.pdf") // with an empty password
	if err != nil {
		t.Fatal(err)
	}
	as := func(kind testpki.Kind) *Identity {
		return identity(p.Issue(p.Intermediate, "X", testpki.Key("x"), kind))
	}
	for _, c := range []struct {
		code  string
		file  []byte
		id    *Identity
		field string
	}{
		{"expired", written(true), as(testpki.Expired), ""},
		{"not-yet-valid", written(true), as(testpki.Future), ""},
		{"key-usage", written(true), as(testpki.Encipherer), ""},
		{"field-signed", signed, good, "processor"},
		{"damaged", bytes.Replace(written(true), []byte("startxref\n"), []byte("startxref\n1"), 1), good, ""},
		{"not-pdf", []byte("Geachte heer"), good, ""},
		{"encrypted", bytes.Replace(written(true), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt 2 0 R"), 1), good, ""},
		{"encrypted", readable, good, ""},
	} {
		_, err := signBytes(context.Background(), c.file, c.id, Request{Field: c.field, Services: services(p)})
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != c.code {
			t.Errorf("%v, want %s", err, c.code)
		}
	}
}
