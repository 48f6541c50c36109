package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/engine"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
)

// password of the key files, which are thrown away with the run.
const password = "proef"

// office is an infrastructure whose servers answer on this machine, and who signs with it. It began three months ago.
type office struct {
	mu     sync.Mutex
	pki    *testpki.PKI
	roots  string // the PEM file of its root
	people map[string]map[string]*sign.Identity
}

// kinds of keys that people sign with.
var kinds = []string{"rsa", "pss", "p256", "p384", "p521", "ed25519"}

// openOffice starts the servers and certifies who signs; the names are those in the document.
func openOffice(dir string, now time.Time, names map[string]string) (*office, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &office{
		pki:    testpki.New("http://"+listener.Addr().String(), now.AddDate(0, -3, 0)),
		roots:  filepath.Join(dir, "root.pem"),
		people: map[string]map[string]*sign.Identity{},
	}
	for _, party := range []string{engine.Processor, engine.Controller} {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			return nil, err
		}
		o.people[party] = map[string]*sign.Identity{}
		for kind, key := range map[string]crypto.Signer{
			"rsa": key, "pss": key, "p256": testpki.Key(party), "p384": testpki.Key384(party),
			"p521": testpki.Key521(party), "ed25519": testpki.Edwards(party),
		} {
			e := o.pki.Signer(names[party], key)
			o.people[party][kind] = &sign.Identity{Key: key, Certificate: e.Certificate, Chain: e.Chain(), PSS: kind == "pss"}
		}
	}
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: o.pki.Root.Certificate.Raw})
	if err := os.WriteFile(o.roots, root, 0o644); err != nil {
		return nil, err
	}
	go http.Serve(listener, o) // until the program ends
	return o, nil
}

// ServeHTTP answers as an authority does: what it is asked by POST, and what it publishes by GET.
func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	answer, err := o.pki.Serve(r.Context(), r.URL.Path, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	switch filepath.Ext(r.URL.Path) {
	case ".crl":
		w.Header().Set("Content-Type", "application/pkix-crl")
	case ".cer":
		w.Header().Set("Content-Type", "application/pkix-cert")
	default:
		w.Header().Set("Content-Type", map[string]string{"/tsa": "application/timestamp-reply", "/ocsp": "application/ocsp-response"}[r.URL.Path])
	}
	w.Write(answer)
}

// at sets the clock of the authorities and gives what signing then needs.
func (o *office) at(now time.Time) sign.Services {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.pki.Now = now.UTC().Truncate(time.Second)
	return sign.Services{
		Time: now, Rand: rand.Reader,
		Timestamp: func(ctx context.Context, query []byte) ([]byte, error) { return o.ask(ctx, o.pki.Base+"/tsa", query) },
		Fetch:     o.ask,
	}
}

func (o *office) ask(ctx context.Context, url string, body []byte) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.pki.Fetch(ctx, url, body)
}

// export writes the keys of the client for programs that sign themselves: DIR/rsa.p12 and so on.
func (o *office) export(dir string) error {
	for _, kind := range kinds {
		id := o.people[engine.Controller][kind]
		p12, err := pkcs12.LegacyDES.WithRand(rand.Reader).Encode(id.Key, id.Certificate, id.Chain, password)
		if err != nil {
			return fmt.Errorf("key file %s: %w", kind, err)
		}
		if err := os.WriteFile(filepath.Join(dir, kind+".p12"), p12, 0o600); err != nil {
			return err
		}
	}
	return o.exportOwn(dir)
}

// exportOwn writes a key whose certificate vouches for itself, by RSA, for a program that reads no other: DIR/own.p12. DIR/own.pem are the roots
// with it.
func (o *office) exportOwn(dir string) error {
	id := o.people[engine.Controller]["rsa"]
	own := o.pki.Issue(nil, id.Certificate.Subject.CommonName, id.Key, testpki.Signer)
	p12, err := pkcs12.LegacyDES.WithRand(rand.Reader).Encode(id.Key, own.Certificate, nil, password)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "own.p12"), p12, 0o600); err != nil {
		return err
	}
	roots, err := os.ReadFile(o.roots)
	if err != nil {
		return err
	}
	roots = append(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: own.Certificate.Raw})...)
	return os.WriteFile(filepath.Join(dir, "own.pem"), roots, 0o644)
}
