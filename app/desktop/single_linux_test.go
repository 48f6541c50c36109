//go:build bindings && !js

package desktop

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

// A second start on the same records hands its files over and is done; on others, or when the first has ended, it is a first one itself.
func TestSecondStart(t *testing.T) {
	h := newHost(t)
	start := func(dir string, files ...string) (done bool) {
		t.Helper()
		later := &host{dir: dir, bundle: h.bundle}
		t.Cleanup(later.end)
		done, err := later.handOver(files)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	if done, err := h.handOver(nil); done || err != nil {
		t.Fatalf("the first start handed over: %t, %v", done, err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("dossier.json", []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !start(h.dir, "dossier.json", filepath.Join("nowhere", "agreement.pdf")) {
		t.Error("the second start did not hand over")
	}
	if files := h.Waiting(); len(files) != 2 || files[0].Name != "dossier.json" || files[0].Data == "" || files[1].Name != "agreement.pdf" {
		t.Errorf("handed over: %+v", files)
	}
	if !start(h.dir) {
		t.Error("a start without a file did not bring the window forward")
	}
	if start(t.TempDir()) {
		t.Error("a start on other records handed over")
	}
	h.end()
	if start(h.dir) {
		t.Error("handed over to a window that was closed")
	}
}

// Files that the first start did not take are told of: the second ends, and opens nothing.
func TestFirstIsSilent(t *testing.T) {
	h := newHost(t)
	listener, err := net.ListenUnix("unix", h.place())
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go hangUp(listener, 1000)
	if done, err := h.handOver([]string{"dossier.json"}); done || err == nil {
		t.Errorf("handed over to nobody: %t, %v", done, err)
	}
}

// A first start that was killed still takes calls for a moment and answers none: who starts again then is the first.
func TestFirstIsEnding(t *testing.T) {
	h := newHost(t)
	listener, err := net.ListenUnix("unix", h.place())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		hangUp(listener, 2)
		listener.Close()
	}()
	if done, err := h.handOver([]string{"dossier.json"}); done || err != nil {
		t.Errorf("did not become the first: %t, %v", done, err)
	}
	h.end()
}

// hangUp takes calls, so many, and answers none.
func hangUp(listener net.Listener, times int) {
	for range times {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		c.Close()
	}
}
