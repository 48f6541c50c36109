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
	"slices"
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
		dialer.Control = n.check
	}
	return &http.Client{
		Timeout:   patience,
		Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
	}
}

// local are the addresses that are not of the whole internet though they look so (RFC 6890), and those of tunnels that may end here.
var local = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "fec0::/10")

// Addresses that stand for one of IPv4, which begins at the byte given (RFC 6052, RFC 3056).
var translated = map[netip.Prefix]int{netip.MustParsePrefix("64:ff9b::/96"): 12, netip.MustParsePrefix("2002::/16"): 2}

func prefixes(all ...string) (list []netip.Prefix) {
	for _, s := range all {
		list = append(list, netip.MustParsePrefix(s))
	}
	return list
}

// isPublic tells whether an address is one of the whole internet.
func isPublic(ip netip.Addr) bool {
	for prefix, at := range translated {
		if all := ip.As16(); prefix.Contains(ip) {
			return isPublic(netip.AddrFrom4([4]byte(all[at : at+4])))
		}
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(local, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// check refuses an address that is not public where the connection is made: a name may lead to another one the second time it is looked up.
func (network) check(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if ip := at.Addr().Unmap(); !isPublic(ip) {
		return fmt.Errorf("%s: %w", ip, errPrivate)
	}
	return nil
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
