// Authority is a time-stamp authority on this machine, for tests: it prints its address and answers until it is ended.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"verwoord/app/sign/testpki"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	a := &authority{pki: testpki.New(base, time.Now())}
	fmt.Println(base + "/tsa")
	log.Fatal(http.Serve(listener, a))
}

// authority answers one at a time, by the clock of the machine.
type authority struct {
	mu  sync.Mutex
	pki *testpki.PKI
}

func (a *authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.pki.Now = time.Now().UTC().Truncate(time.Second)
	answer, err := a.pki.Serve(r.Context(), r.URL.Path, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	if _, err := w.Write(answer); err != nil {
		log.Print(err)
	}
}
