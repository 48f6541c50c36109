package cli_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// present is when all sessions take place.
var present = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const password = "geheim-genoeg"

// office is the authorities of one session, on this machine.
type office struct {
	sync.Mutex
	*testpki.PKI
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if r.Method == http.MethodGet {
		body = nil
	}
	o.Lock()
	p := *o.PKI
	o.Unlock()
	answer, err := p.Serve(r.Context(), r.URL.Path, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.Write(answer)
}

// commands are what a session has besides the program:
//
//	pki              starts the authorities; writes root.pem, a key file of each kind, and files of other programs. $TSA is the time-stamps' address
//	fault SERVER WAY makes tsa, ocsp, crl or cer fail in one of testpki's ways; "none" ends it
//	revoke NAME      revokes the certificate of a name
//	crl CA FILE      writes what root or intermediate has revoked
//	meddle WAY F OUT turns a page in a revision that is appended, changes a byte (flip), or writes the file as another version would (anew)
//	pin PARTY F PINS adds the fingerprint of who signed a file last
func commands() map[string]func(ts *testscript.TestScript, neg bool, args []string) {
	var mu sync.Mutex
	offices := map[string]*office{}
	of := func(ts *testscript.TestScript) *office {
		mu.Lock()
		defer mu.Unlock()
		o := offices[ts.Getenv("TSA")]
		if o == nil {
			ts.Fatalf("no pki")
		}
		return o
	}
	return map[string]func(*testscript.TestScript, bool, []string){
		"meddle": meddle, "pin": pin,
		"pki": func(ts *testscript.TestScript, _ bool, _ []string) {
			o := &office{}
			server := httptest.NewServer(o)
			ts.Defer(server.Close)
			o.PKI = testpki.New(server.URL, present)
			ts.Setenv("TSA", server.URL+"/tsa")
			ts.Setenv("TSA_BY_NAME", strings.Replace(server.URL, "127.0.0.1", "localhost", 1)+"/tsa") // certificates name the number
			mu.Lock()
			offices[server.URL+"/tsa"] = o
			mu.Unlock()
			ts.Check(o.write(ts.MkAbs))
		},
		"fault": func(ts *testscript.TestScript, _ bool, args []string) {
			o := of(ts)
			o.Lock()
			defer o.Unlock()
			faults := map[string]*testpki.Fault{"tsa": &o.Faults.TSA, "ocsp": &o.Faults.OCSP, "crl": &o.Faults.CRL, "cer": &o.Faults.CER}
			*faults[args[0]] = testpki.Fault(strings.Replace(args[1], "none", "", 1))
		},
		"revoke": func(ts *testscript.TestScript, _ bool, args []string) {
			o := of(ts)
			o.Lock()
			defer o.Unlock()
			o.Faults.Revoked = map[string]time.Time{args[0]: present.AddDate(0, 0, -1)}
		},
		"crl": func(ts *testscript.TestScript, _ bool, args []string) {
			o := of(ts)
			o.Lock()
			defer o.Unlock()
			list, err := o.Serve(context.Background(), "/"+args[0]+".crl", nil)
			ts.Check(err)
			ts.Check(os.WriteFile(ts.MkAbs(args[1]), list, 0o600))
		},
	}
}

// meddle does something to a file that is signed.
func meddle(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[1]))
	f, err := cos.Open(data)
	ts.Check(err)
	switch args[0] {
	case "flip":
		data = bytes.Clone(data)
		data[len(data)/3] ^= 1
	case "turn":
		u, err := f.Update()
		ts.Check(err)
		page := f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])[1].(cos.Ref)
		d := u.Dict(page)
		d["Rotate"] = int64(180)
		u.Set(page, d)
		data, err = u.Bytes()
		ts.Check(err)
	case "anew":
		var b cos.Builder
		for _, n := range f.Numbers() {
			b.Add(f.Get(cos.Ref{Number: n}))
		}
		data = b.Plain(f.Trailer["Root"].(cos.Ref))
	default:
		ts.Fatalf("no way %s", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), data, 0o600))
}

// pin adds a line to a file of pins.
func pin(ts *testscript.TestScript, _ bool, args []string) {
	f, err := cos.Open([]byte(ts.ReadFile(args[1])))
	ts.Check(err)
	signatures := verify.File(f, verify.Options{Now: present}).Signatures
	known, err := os.ReadFile(ts.MkAbs(args[2]))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		ts.Check(err)
	}
	line := args[0] + " " + signatures[len(signatures)-1].Signer.Fingerprint + " iemand\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), append(known, line...), 0o600))
}

// write makes the files of a session.
func (o *office) write(path func(string) string) error {
	rsa2048, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	rsa1024, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		return err
	}
	p224, err := ecdsa.GenerateKey(elliptic.P224(), rand.Reader)
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"root.pem": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: o.Root.Certificate.Raw}),
		"root.cer": o.Root.Certificate.Raw,
		"chain.pem": append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: o.Intermediate.Certificate.Raw}),
			pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: o.Root.Certificate.Raw})...),
		"plain.pdf":     plain(nil, cos.Dict{}),
		"encrypted.pdf": bytes.Replace(plain(nil, cos.Dict{}), []byte("trailer\n<<"), []byte("trailer\n<</Encrypt<<>>"), 1),
		"certified.pdf": plain(cos.Dict{"P": int64(1)}, cos.Dict{}),
		"damaged.pdf":   bytes.Replace(plain(nil, cos.Dict{}), []byte("startxref\n"), []byte("startxref\n9"), 1),
		"english.pdf":   plain(nil, cos.Dict{"Lang": cos.String("en-GB")}),
	}
	for name, e := range map[string]*testpki.Entity{
		"jansen":    o.Signer("J. Jansen", testpki.Key("jansen")),
		"rsa":       o.Signer("R. de Vries", rsa2048),
		"expired":   o.Issue(o.Intermediate, "J. Jansen", testpki.Key("jansen"), testpki.Expired),
		"future":    o.Issue(o.Intermediate, "J. Jansen", testpki.Key("jansen"), testpki.Future),
		"usage":     o.Issue(o.Intermediate, "J. Jansen", testpki.Key("jansen"), testpki.Encipherer),
		"weak":      o.Signer("J. Jansen", rsa1024),
		"p224":      o.Signer("J. Jansen", p224),
		"p521":      o.Signer("J. Jansen", testpki.Key521("jansen")),
		"ed25519":   o.Signer("J. Jansen", testpki.Edwards("jansen")),
		"sha1":      digested(o.Signer("J. Jansen", rsa2048), rsa2048, crypto.SHA1, 5),
		"md5":       digested(o.Signer("J. Jansen", rsa2048), rsa2048, crypto.MD5, 4),
		"unrelated": {Key: testpki.Key("other"), Certificate: o.TSA.Certificate, Issuer: o.Intermediate},
	} {
		if files[name+".p12"], err = pkcs12.Modern2023.Encode(e.Key, e.Certificate, e.Chain(), password); err != nil {
			return err
		}
	}
	alone := o.Signer("A. Bakker", testpki.Key("bakker"))
	if files["alone.p12"], err = pkcs12.Modern2023.Encode(alone.Key, alone.Certificate, nil, password); err != nil {
		return err
	}
	if files["no-key.p12"], err = pkcs12.Modern2023.EncodeTrustStore([]*x509.Certificate{o.Root.Certificate}, password); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(path(name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// digested is a certificate that was signed over another digest: its algorithm is PKCS #1 with the number given (RFC 8017, appendix A.2.4).
// Nothing writes such ones any more.
func digested(e *testpki.Entity, key *rsa.PrivateKey, digest crypto.Hash, number byte) *testpki.Entity {
	template, ca := *e.Certificate, &x509.Certificate{Subject: pkix.Name{CommonName: "Old CA"}}
	template.SignatureAlgorithm = x509.SHA256WithRSA
	der, err := x509.CreateCertificate(rand.Reader, &template, ca, key.Public(), key)
	if err != nil {
		panic(err)
	}
	sha256 := []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11}
	der = bytes.ReplaceAll(der, sha256, append(sha256[:8:8], number))
	var parts struct{ TBS, Algorithm, Signature asn1.RawValue }
	if _, err := asn1.Unmarshal(der, &parts); err != nil {
		panic(err)
	}
	h := digest.New()
	h.Write(parts.TBS.FullBytes)
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, digest, h.Sum(nil))
	if err != nil {
		panic(err)
	}
	copy(der[len(der)-len(signature):], signature)
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return &testpki.Entity{Key: key, Certificate: certificate}
}

// plain is a file of another program: one page, no form. With permissions it is certified by a signature, of which only those count here.
func plain(permissions, catalog cos.Dict) []byte {
	var b cos.Builder
	pages := b.Add(nil)
	page := b.Add(cos.Dict{
		"Type": cos.Name("Page"), "Parent": pages, "Resources": cos.Dict{},
		"MediaBox": cos.Array{int64(0), int64(0), int64(595), int64(842)},
	})
	b.Set(pages, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
	catalog["Type"], catalog["Pages"] = cos.Name("Catalog"), pages
	if permissions != nil {
		reference := cos.Dict{"TransformMethod": cos.Name("DocMDP"), "TransformParams": permissions}
		signature := b.Add(cos.Dict{"Type": cos.Name("Sig"), "Reference": cos.Array{reference}})
		field := b.Add(cos.Dict{"FT": cos.Name("Sig"), "T": cos.String("author"), "V": signature})
		catalog["Perms"] = cos.Dict{"DocMDP": signature}
		catalog["AcroForm"] = cos.Dict{"Fields": cos.Array{field}, "SigFlags": int64(3)}
	}
	return b.Bytes(b.Add(catalog), cos.Ref{})
}
