//go:build linux && (desktop || bindings)

package desktop

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/wailsapp/wails/v2/pkg/options"
)

// Wails ends a second start with 1 on Linux, also when its files were taken over, and starts another window where there is no session bus.
// Here the first start listens on a socket that the kernel names: no file is left of it, and it is gone with its program.

// exchange is how long two starts may take to tell each other what is to be opened.
const exchange = 10 * time.Second

// errNotOurs is a socket by our name of another user, with whom nothing is shared.
var errNotOurs = errors.New("the other end belongs to another user")

func (h *host) lock() *options.SingleInstanceLock { return nil }

// handOver gives the files to the window that is open on the same records, and tells whether there is one. Otherwise this is the first
// start, to which later ones hand theirs.
func (h *host) handOver(files []string) (done bool, err error) {
	for range 20 { // a first one may be ending: then its place is free in a moment
		listener, listening := net.ListenUnix("unix", h.place())
		if listening == nil {
			h.single = listener
			go h.takeOver(listener)
			return false, nil
		}
		err = nil
		if first, dialled := net.DialUnix("unix", nil, h.place()); dialled == nil {
			err = give(first, files)
			switch {
			case err == nil:
				return true, nil
			case errors.Is(err, errNotOurs):
				return false, nil
			case !hungUp(err):
				return false, err
			}
		}
		time.Sleep(exchange / 100)
	}
	return false, err // when nobody was there, the records can bear a second program
}

// hungUp tells whether the other end is gone, or has closed: it was killed, perhaps, and its end goes with it.
func hungUp(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// place is where the first start of a user on these records listens.
func (h *host) place() *net.UnixAddr {
	return &net.UnixAddr{Name: fmt.Sprintf("@verwoord-%d-%s", os.Getuid(), lockName(h.dir)), Net: "unix"}
}

func give(first *net.UnixConn, files []string) error {
	defer first.Close()
	names := make([]string, len(files))
	for i, name := range files {
		var err error
		if names[i], err = filepath.Abs(name); err != nil {
			return err
		}
	}
	err := ours(first)
	if err == nil {
		err = first.SetDeadline(time.Now().Add(exchange))
	}
	if err == nil {
		err = json.NewEncoder(first).Encode(names)
	}
	if err == nil {
		_, err = io.ReadFull(first, make([]byte, 1))
	}
	if err != nil {
		return fmt.Errorf("hand over to the window that is open: %w", err)
	}
	return nil
}

// takeOver opens what later starts bring, until the listener is closed.
func (h *host) takeOver(listener *net.UnixListener) {
	for {
		second, err := listener.AcceptUnix()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			h.Log(err.Error())
			time.Sleep(time.Second) // as when too many files are open
			continue
		}
		go func() {
			defer second.Close()
			if err := h.take(second); err != nil {
				h.Log(err.Error())
			}
		}()
	}
}

func (h *host) take(second *net.UnixConn) error {
	if err := ours(second); err != nil {
		return err
	}
	if err := second.SetDeadline(time.Now().Add(exchange)); err != nil {
		return err
	}
	var names []string
	if err := json.NewDecoder(io.LimitReader(second, 1<<20)).Decode(&names); err != nil {
		return err
	}
	h.receive(names...)
	h.forward()
	_, err := second.Write([]byte{'\n'})
	return err
}

// ours tells who is at the other end: any user of this machine can reach a socket that is no file.
func ours(c *net.UnixConn) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var peer *syscall.Ucred
	var asked error
	err = raw.Control(func(fd uintptr) {
		peer, asked = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if err = errors.Join(err, asked); err != nil {
		return err
	}
	if int(peer.Uid) != os.Getuid() {
		return errNotOurs
	}
	return nil
}
