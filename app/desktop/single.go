//go:build !js && !linux && (desktop || bindings)

package desktop

import (
	"path/filepath"

	"github.com/wailsapp/wails/v2/pkg/options"
)

// lock has Wails hand the files of a second start to the first, and end the second with 0.
func (h *host) lock() *options.SingleInstanceLock {
	return &options.SingleInstanceLock{UniqueId: "verwoord_" + lockName(h.dir), OnSecondInstanceLaunch: h.again}
}

// handOver leaves it to Wails.
func (h *host) handOver([]string) (done bool, err error) { return false, nil }

// again is a second start of the program: its files are opened here.
func (h *host) again(second options.SecondInstanceData) {
	var names []string
	for _, name := range second.Args {
		if !filepath.IsAbs(name) {
			name = filepath.Join(second.WorkingDirectory, name)
		}
		names = append(names, name)
	}
	h.receive(names...)
	h.forward()
}
