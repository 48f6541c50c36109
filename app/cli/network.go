package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// Limits of what is fetched: a time-stamp or OCSP answer is some kilobytes, a revocation list seldom megabytes.
const (
	fetchTime = 15 * time.Second
	fetchSize = 10 << 20
)

// errPrivate is an address that a document must not make this program call.
var errPrivate = errors.New("the address is not a public one")

// network asks time-stamp authorities and the servers that certificates name. The addresses come from documents, so that those of
// this machine and of private networks are refused unless private is set.
type network struct {
	private  bool
	patience time.Duration // for one answer; zero means fetchTime
}

func (n network) client() *http.Client {
	patience := cmp.Or(n.patience, fetchTime)
	dialer := &net.Dialer{Timeout: patience}
	if !n.private {
		// Checked where the connection is made: a name may lead to another address the second time it is looked up.
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil {
				return err
			}
			if ip := at.Addr().Unmap(); !ip.IsGlobalUnicast() || ip.IsPrivate() {
				return fmt.Errorf("%s: %w", ip, errPrivate)
			}
			return nil
		}
	}
	return &http.Client{
		Timeout:   patience,
		Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
	}
}

// timestamp sends an RFC 3161 request to a time-stamp authority (RFC 3161, 3.4).
func (n network) timestamp(authority string) func(context.Context, []byte) ([]byte, error) {
	return func(ctx context.Context, request []byte) ([]byte, error) {
		return n.send(ctx, authority, "application/timestamp-query", request)
	}
}

// fetch gets what stands at an address; with a body it is an OCSP request (RFC 6960, appendix A).
func (n network) fetch(ctx context.Context, address string, body []byte) ([]byte, error) {
	return n.send(ctx, address, "application/ocsp-request", body)
}

func (n network) send(ctx context.Context, address, mediaType string, body []byte) ([]byte, error) {
	u, err := webAddress(address)
	if err != nil {
		return nil, err
	}
	method := http.MethodGet
	if body != nil {
		method = http.MethodPost
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if body != nil {
		request.Header.Set("Content-Type", mediaType)
	}
	response, err := n.client().Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", u.Host, response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, fetchSize+1))
	if err == nil && len(data) > fetchSize {
		err = fmt.Errorf("%s answers with more than %d MB", u.Host, fetchSize>>20)
	}
	return data, err
}

// webAddress reads an address of HTTP in full.
func webAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is no address of the web", address)
	}
	return u, nil
}
