//go:build !windows && !darwin

package courier

import (
	"net/http"
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// systemProxy is how the environment says that requests leave this network: HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
func systemProxy() func(*http.Request) (*url.URL, error) {
	through := httpproxy.FromEnvironment().ProxyFunc()
	return func(r *http.Request) (*url.URL, error) { return through(r.URL) }
}
