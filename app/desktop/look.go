//go:build !js && (desktop || bindings)

package desktop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// look is how the window was left, and the language, which a locked store must speak as well.
type look struct {
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	X         int    `json:"x"`
	Y         int    `json:"y"`
	Maximised bool   `json:"maximised"`
	Language  string `json:"language,omitempty"`
}

// first is the look of a window that was never closed: a page beside a form on a laptop of 1366 by 768.
var first = look{Width: 1280, Height: 720, X: -1, Y: -1}

func (k look) placed() bool { return k.X >= 0 && k.Y >= 0 && !k.Maximised }

// within is the look on screens, which may not be those of the last time: a window that could not be seen, or not be moved by its title,
// goes to the middle, and is no larger than a screen.
func (k look) within(screens []screen) look {
	var all, largest area
	for _, s := range screens {
		all = area{all.width + s.places.width, all.height + s.places.height} // how they stand is not told
		largest = area{max(largest.width, s.size.width), max(largest.height, s.size.height)}
	}
	if largest.width == 0 || largest.height == 0 {
		return k
	}
	const grip = 120
	if k.X+grip > all.width || k.Y+grip > all.height {
		k.X, k.Y = -1, -1
	}
	k.Width, k.Height = min(k.Width, largest.width), min(k.Height, largest.height)
	return k
}

// screen is how large a screen is, as sizes of windows are counted and as their places are. One of no size is not known.
type screen struct{ size, places area }

type area struct{ width, height int }

func (k look) state() options.WindowStartState {
	if k.Maximised {
		return options.Maximised
	}
	return options.Normal
}

// readLook reads the look of the last time. One that cannot be read is as good as none.
func readLook(dir string) look {
	k := first
	data, err := os.ReadFile(filepath.Join(dir, "window.json"))
	if err != nil || json.Unmarshal(data, &k) != nil || k.Width < 300 || k.Height < 300 {
		language := k.Language
		k = first
		k.Language = language
	}
	return k
}

// remember keeps how the window is left.
func (h *host) remember(ctx context.Context) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.look.Maximised = runtime.WindowIsMaximised(ctx)
	if !h.look.Maximised && runtime.WindowIsNormal(ctx) {
		h.look.Width, h.look.Height = runtime.WindowGetSize(ctx)
		h.look.X, h.look.Y = runtime.WindowGetPosition(ctx)
	}
	h.writeLook()
}

// writeLook is called with the lock held. What it cannot keep is only how a window looks.
func (h *host) writeLook() {
	data, err := json.Marshal(h.look)
	if err == nil {
		err = os.WriteFile(filepath.Join(h.dir, "window.json"), data, 0o600)
	}
	if err != nil {
		h.Log(err.Error())
	}
}

// directory is where records and settings are kept, which VERWOORD_DATA may move.
func directory() (string, error) {
	dir := os.Getenv("VERWOORD_DATA")
	if dir == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(config, "Verwoord")
	}
	return dir, nil
}

// cache is where the browser of the window keeps what it can make again: on this machine, while the records may follow their owner to another.
// Where one has chosen a place for the records, it is beside them.
func cache(dir string) string {
	local, err := os.UserCacheDir()
	if err != nil || os.Getenv("VERWOORD_DATA") != "" {
		return filepath.Join(dir, "webview")
	}
	return filepath.Join(local, "Verwoord", "webview")
}

// lockName tells apart programs that keep their records in different places.
func lockName(dir string) string {
	sum := sha256.Sum256([]byte(dir))
	return hex.EncodeToString(sum[:6])
}
