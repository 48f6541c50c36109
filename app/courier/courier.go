// Package courier takes questions to time-stamp authorities and to the servers that certificates name, and brings the answers back.
// Start with a Courier, whose zero value goes to the network: Timestamp asks an authority, Fetch gets what stands at an address.
//
// The addresses come from documents. No document may make this program call the machine that it runs on, or its neighbours. Where a
// company has its requests go through a proxy, those to the authority that the user chose do. Those to other addresses do not, since what
// a proxy connects to cannot be seen from here.
package courier

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
	"strings"
	"sync"
	"syscall"
	"time"
)

// Limits of what is fetched: a time-stamp or OCSP answer is some kilobytes, a revocation list seldom megabytes.
const (
	maxTime = 15 * time.Second
	maxSize = 10 << 20
)

// ErrPrivate is an address of this machine or of a private network.
var ErrPrivate = errors.New("the address is not a public one")

// Courier goes to public addresses.
type Courier struct {
	Private  bool          // and to those of this machine and of private networks
	Chosen   string        // an address whose host and port the user chose himself: they may be anywhere; "" for none
	Patience time.Duration // for one answer; zero means 15 seconds
}

// Timestamp sends an RFC 3161 request to a time-stamp authority (RFC 3161, 3.4).
func (c Courier) Timestamp(ctx context.Context, authority string, request []byte) ([]byte, error) {
	return c.send(ctx, authority, "application/timestamp-query", request)
}

// Fetch gets what stands at an address; with a body it is an OCSP request (RFC 6960, appendix A).
func (c Courier) Fetch(ctx context.Context, address string, body []byte) ([]byte, error) {
	return c.send(ctx, address, "application/ocsp-request", body)
}

func (c Courier) client() *http.Client {
	patience := cmp.Or(c.Patience, maxTime)
	free := &net.Dialer{Timeout: patience}
	// Checked where the connection is made: a name may lead to another address the second time it is looked up.
	bound := &net.Dialer{Timeout: patience, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err == nil && !isPublic(at.Addr()) {
			err = fmt.Errorf("%s: %w", at.Addr(), ErrPrivate)
		}
		return err
	}}
	chosen := "" // the place that may be anywhere
	if at, err := Address(c.Chosen); err == nil {
		chosen = place(at)
	}
	through, proxies := systemProxy(), sync.Map{} // the places of those that a request was given to
	proxy := func(r *http.Request) (*url.URL, error) {
		if to := place(r.URL); to != chosen {
			if _, own := proxies.Load(to); own {
				return nil, fmt.Errorf("%s: %w", to, ErrPrivate) // sent on to the proxy itself
			}
			return nil, nil
		}
		at, err := through(r)
		if at != nil && err == nil {
			proxies.Store(place(at), true)
		}
		return at, err
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		at := strings.ToLower(address)
		if _, known := proxies.Load(at); c.Private || known || at == chosen {
			return free.DialContext(ctx, network, address)
		}
		return bound.DialContext(ctx, network, address)
	}
	return &http.Client{Timeout: patience, Transport: &http.Transport{Proxy: proxy, DialContext: dial, DisableKeepAlives: true}}
}

// place is the host and port that an address leads to.
func place(u *url.URL) string {
	port := map[string]string{"http": "80", "https": "443", "socks5": "1080"}[u.Scheme]
	return strings.ToLower(net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), port)))
}

// Address reads an address of HTTP in full.
func Address(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is no address of the web", address)
	}
	return u, nil
}

func (c Courier) send(ctx context.Context, address, mediaType string, body []byte) ([]byte, error) {
	u, err := Address(address)
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
	response, err := c.client().Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %d", u.Host, response.StatusCode) // the words behind it are its own
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxSize+1))
	if err == nil && len(data) > maxSize {
		err = fmt.Errorf("%s answers with more than %d MB", u.Host, maxSize>>20)
	}
	return data, err
}
