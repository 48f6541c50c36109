package cli

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestNetwork(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/huge":
			io.Copy(w, io.LimitReader(zeros{}, fetchSize+2))
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		case "/away":
			http.Redirect(w, r, "/echo", http.StatusTemporaryRedirect)
		default:
			body, _ := io.ReadAll(r.Body)
			io.WriteString(w, r.Method+" "+r.Header.Get("Content-Type")+" "+string(body))
		}
	}))
	defer server.Close()
	ctx := context.Background()
	here := network{private: true}

	answer, err := here.timestamp(server.URL+"/echo")(ctx, []byte("request"))
	if err != nil || string(answer) != "POST application/timestamp-query request" {
		t.Errorf("timestamp: %q, %v", answer, err)
	}
	answer, err = here.fetch(ctx, server.URL+"/echo", nil)
	if err != nil || string(answer) != "GET  " {
		t.Errorf("fetch: %q, %v", answer, err)
	}
	answer, err = here.fetch(ctx, server.URL+"/away", []byte("request"))
	if err != nil || string(answer) != "POST application/ocsp-request request" {
		t.Errorf("fetch behind a redirect: %q, %v", answer, err)
	}
	for path, want := range map[string]string{"/huge": "more than", "/broken": "502"} {
		if _, err := here.fetch(ctx, server.URL+path, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("fetch %s: %v, want %q", path, err, want)
		}
	}
	if _, err := (network{}).fetch(ctx, server.URL+"/echo", nil); !errors.Is(err, errPrivate) {
		t.Errorf("fetch from this machine: %v", err)
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://example.com/x", "", "http://", "::"} {
		if _, err := here.fetch(ctx, address, nil); err == nil {
			t.Errorf("fetch from %q", address)
		}
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := here.fetch(stopped, server.URL+"/echo", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("fetch when stopped: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
