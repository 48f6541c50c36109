package testpki

import (
	"bytes"
	"context"
	"errors"
	"strings"
)

// Serve answers a request to one of the PKI's servers by its path: /tsa, /ocsp, /root.crl, /intermediate.crl, /root.cer and
// /intermediate.cer.
func (p *PKI) Serve(ctx context.Context, path string, body []byte) ([]byte, error) {
	if p.Faults.Asked != nil {
		p.Faults.Asked[path]++
	}
	fault := map[string]Fault{
		"/tsa": p.Faults.TSA, "/ocsp": p.Faults.OCSP, "/root.crl": p.Faults.CRL, "/intermediate.crl": p.Faults.CRL,
		"/root.cer": p.Faults.CER, "/intermediate.cer": p.Faults.CER,
	}[path]
	switch fault {
	case Away:
		return nil, errors.New("connection refused")
	case Slow:
		<-ctx.Done()
		return nil, ctx.Err()
	case Huge:
		return bytes.Repeat([]byte{0x30, 0x80}, 3<<20), nil
	case Garbage:
		return []byte("<html>welcome to the hotel</html>"), nil
	}
	switch path {
	case "/tsa":
		return p.stamp(body)
	case "/ocsp":
		return p.ocsp(body)
	case "/root.crl":
		return p.crl(p.Root)
	case "/intermediate.crl":
		return p.crl(p.Intermediate)
	case "/root.cer":
		return p.Root.Certificate.Raw, nil
	case "/intermediate.cer":
		return p.Intermediate.Certificate.Raw, nil
	}
	return nil, errors.New("404 not found")
}

// Timestamp is Serve for the time-stamp authority.
func (p *PKI) Timestamp(ctx context.Context, request []byte) ([]byte, error) {
	return p.Serve(ctx, "/tsa", request)
}

// Fetch is Serve for an address in a certificate.
func (p *PKI) Fetch(ctx context.Context, url string, body []byte) ([]byte, error) {
	path, ok := strings.CutPrefix(url, p.Base)
	if !ok {
		return nil, errors.New("no such host")
	}
	return p.Serve(ctx, path, body)
}
