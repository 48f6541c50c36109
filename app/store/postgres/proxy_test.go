package postgres

import (
	"io"
	"net"
	"sync"
	"testing"
)

// proxy stands between a program and the server, and can be told to lose answers or to cut connections.
type proxy struct {
	port string
	mu   sync.Mutex
	deaf bool // answers are swallowed
	live map[net.Conn]bool
}

// newProxy forwards what comes in on a port of its own to a server.
func newProxy(t testing.TB, server string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{live: map[net.Conn]bool{}}
	_, p.port, _ = net.SplitHostPort(l.Addr().String())
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", server)
			if err != nil {
				in.Close()
				continue
			}
			p.mu.Lock()
			p.live[in], p.live[out] = true, true
			p.mu.Unlock()
			go p.copy(out, in, false)
			go p.copy(in, out, true)
		}
	}()
	t.Cleanup(func() { l.Close(); p.cut() })
	return p
}

func (p *proxy) copy(to, from net.Conn, answers bool) {
	defer to.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		p.mu.Lock()
		lost := answers && p.deaf
		p.mu.Unlock()
		if n > 0 && !lost {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err == io.EOF || err != nil {
			return
		}
	}
}

// swallow loses all answers from now on, or none any more.
func (p *proxy) swallow(deaf bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.deaf = deaf
}

// cut ends every connection that there is.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.live {
		conn.Close()
	}
	clear(p.live)
}
