package courier

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestCourier(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/huge":
			io.Copy(w, io.LimitReader(zeros{}, maxSize+2))
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		case "/words":
			connection, _, _ := http.NewResponseController(w).Hijack()
			io.WriteString(connection, "HTTP/1.1 500 \x1b[2Jall is well\r\n\r\n")
			connection.Close()
		case "/away":
			http.Redirect(w, r, "/echo", http.StatusTemporaryRedirect)
		case "/slow":
			<-r.Context().Done()
		default:
			body, _ := io.ReadAll(r.Body)
			io.WriteString(w, r.Method+" "+r.Header.Get("Content-Type")+" "+string(body))
		}
	}))
	defer server.Close()
	ctx := context.Background()
	here := Courier{Private: true}

	answer, err := here.Timestamp(ctx, server.URL+"/echo", []byte("request"))
	if err != nil || string(answer) != "POST application/timestamp-query request" {
		t.Errorf("timestamp: %q, %v", answer, err)
	}
	answer, err = here.Fetch(ctx, server.URL+"/echo", nil)
	if err != nil || string(answer) != "GET  " {
		t.Errorf("fetch: %q, %v", answer, err)
	}
	answer, err = here.Fetch(ctx, server.URL+"/away", []byte("request"))
	if err != nil || string(answer) != "POST application/ocsp-request request" {
		t.Errorf("fetch behind a redirect: %q, %v", answer, err)
	}
	for path, want := range map[string]string{"/huge": "more than", "/broken": "502"} {
		if _, err := here.Fetch(ctx, server.URL+path, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("fetch %s: %v, want %q", path, err, want)
		}
	}
	if _, err := here.Fetch(ctx, server.URL+"/words", nil); err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("fetch with words: %v", err)
	}
	if _, err := (Courier{}).Fetch(ctx, server.URL+"/echo", nil); !errors.Is(err, ErrPrivate) {
		t.Errorf("fetch from this machine: %v", err)
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://example.com/x", "", "http://", "::"} {
		if _, err := here.Fetch(ctx, address, nil); err == nil {
			t.Errorf("fetch from %q", address)
		}
	}
	chosen := Courier{Chosen: server.URL + "/tsa"}
	if _, err := chosen.Fetch(ctx, server.URL+"/echo", nil); err != nil {
		t.Errorf("fetch from the host that was chosen: %v", err)
	}
	otherPort := httptest.NewServer(server.Config.Handler)
	defer otherPort.Close()
	if _, err := chosen.Fetch(ctx, otherPort.URL+"/echo", nil); !errors.Is(err, ErrPrivate) {
		t.Errorf("fetch from another port of the host that was chosen: %v", err)
	}
	elsewhere := strings.Replace(server.URL, "127.0.0.1", "127.0.0.2", 1)
	if _, err := chosen.Fetch(ctx, elsewhere+"/echo", nil); !errors.Is(err, ErrPrivate) {
		t.Errorf("fetch from a neighbour of the host that was chosen: %v", err)
	}
	redirect := httptest.NewServer(http.RedirectHandler(elsewhere+"/echo", http.StatusTemporaryRedirect))
	defer redirect.Close()
	if _, err := (Courier{Chosen: redirect.URL}).Timestamp(ctx, redirect.URL, []byte("request")); !errors.Is(err, ErrPrivate) {
		t.Errorf("sent on from the host that was chosen: %v", err)
	}
	if _, err := (Courier{Patience: 50 * time.Millisecond, Private: true}).Fetch(ctx, server.URL+"/slow", nil); err == nil {
		t.Error("waited for what does not come")
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := here.Fetch(stopped, server.URL+"/echo", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("fetch when stopped: %v", err)
	}
}

// What the user chose goes through the company's proxy, wherever that is; what a document names does not.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, "http://other.example.com/crl", http.StatusTemporaryRedirect)
			return
		case "/back":
			http.Redirect(w, r, "http://"+r.Context().Value(http.LocalAddrContextKey).(net.Addr).String(), http.StatusTemporaryRedirect)
			return
		}
		io.WriteString(w, "through the proxy")
	}))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "http_proxy"} {
		t.Setenv(name, proxy.URL)
	}
	t.Setenv("NO_PROXY", "")
	const authority = "http://tsa.example.com/stamp"
	c := Courier{Chosen: authority, Patience: 5 * time.Second}
	answer, err := c.Timestamp(t.Context(), authority, []byte("request"))
	if err != nil || string(answer) != "through the proxy" || len(asked) != 1 || asked[0] != authority {
		t.Errorf("the chosen authority: %q, %v, the proxy was asked for %q", answer, err, asked)
	}
	port := strings.TrimPrefix(proxy.URL, "http://127.0.0.1")
	for _, address := range []string{proxy.URL + "/x", "http://127.0.0.1/x", "http://tsa.example.com:8080/x", "http://localhost" + port} {
		if _, err := c.Fetch(t.Context(), address, nil); err == nil {
			t.Errorf("%s was fetched", address)
		}
	}
	for _, to := range []string{"/away", "/back"} {
		if _, err := c.Timestamp(t.Context(), "http://tsa.example.com"+to, []byte("request")); err == nil {
			t.Errorf("sent on to what was not chosen: %s", to)
		}
	}
	if len(asked) != 3 {
		t.Errorf("the proxy was asked for %q", asked)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestPublic: an address of this machine or a private network is one however it is written.
func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.215.14": true, "2606:2800:21f:cb07::1": true, "64:ff9b::5db8:d70e": true, "2002:5db8:d70e::1": true, "::ffff:93.184.215.14": true,
		"127.0.0.1": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "fe80::1": false,
		"fd00::1": false, "0.0.0.0": false, "0.1.2.3": false, "::": false, "100.64.0.1": false, "198.18.0.1": false, "192.0.0.8": false,
		"224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::a00:1": false, "64:ff9b:1::1": false, "2002:7f00:1::1": false, "2001:0:1::1": false, "fec0::1": false,
		"64:ff9b::7f00:1%eth0": false, "fe80::1%eth0": false, "fd00::1%eth0": false, "2001:db8::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// TestGuises: no name of this machine leads here.
func TestGuises(t *testing.T) {
	reached := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer server.Close()
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	for _, host := range []string{"localhost", "127.1", "[::ffff:127.0.0.1]", "user:secret@127.0.0.1"} {
		if _, err := (Courier{}).Fetch(context.Background(), "http://"+host+port, nil); err == nil || reached {
			t.Errorf("%s is reached", host)
		}
	}
}
