//go:build !js && (desktop || bindings)

package desktop

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"verwoord/app/courier"
	"verwoord/app/desk"
	"verwoord/app/disk"
	"verwoord/app/locale"
	"verwoord/app/store"
)

// host is a desktop.
type host struct {
	dir    string
	bundle *locale.Bundle

	mu      sync.Mutex
	ctx     context.Context // of the window; nil before it is there
	backend store.Backend   // nil before it is opened
	look    look
	waiting []desk.File // that came before the window could hear of them
	ready   bool        // the window has asked for them
	shown   bool        // the window was put where it belongs
	unsaved bool
	asking  bool // what is to become of that
	leaving bool // it may be lost

	single io.Closer // ends what takes over the files of later starts; nil where Wails does
}

func (h *host) Now() time.Time { return time.Now() }

func (h *host) Rand() io.Reader { return rand.Reader }

func (h *host) Language() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.look.Language != "" {
		return h.look.Language
	}
	return systemLanguage()
}

func (h *host) locale() *locale.Locale { return h.bundle.Locale(h.Language()) }

// SetLanguage translates the menu at once.
func (h *host) SetLanguage(lang string) {
	changed := h.locale().Lang != lang
	h.mu.Lock()
	if h.look.Language != lang {
		h.look.Language = lang
		h.writeLook()
	}
	ctx := h.ctx
	h.mu.Unlock()
	if changed && ctx != nil {
		showMenu(ctx, h.menu())
	}
}

func (h *host) Unsaved(unsaved bool) {
	h.mu.Lock()
	h.unsaved = unsaved
	h.mu.Unlock()
}

// settled waits until nothing is unsaved, but no longer than patience. It tells whether that is so.
func (h *host) settled(patience time.Duration) bool {
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		h.mu.Lock()
		unsaved := h.unsaved
		h.mu.Unlock()
		if !unsaved || time.Now().After(end) {
			return !unsaved
		}
	}
}

func (h *host) Can() desk.Can {
	return desk.Can{Timestamps: true, Dialogs: true, Keyring: true, Hand: true, Menu: true, Keeps: true}
}

// Emit leaves out what is for other windows: a desktop has one on a store, which knows what it did itself.
func (h *host) Emit(event string, data any) {
	if event == desk.EventKept {
		return
	}
	h.mu.Lock()
	ctx := h.ctx
	h.mu.Unlock()
	if ctx != nil {
		runtime.EventsEmit(ctx, event, data)
	}
}

func (h *host) Log(text string) { fmt.Fprintln(os.Stderr, text) }

// receive opens files in the window, at once or when there is one. The window looks at one, and tells of the others.
func (h *host) receive(names ...string) {
	if len(names) == 0 {
		return
	}
	files := []desk.File{h.read(names[0])}
	for _, name := range names[1:] {
		files = append(files, desk.File{Name: filepath.Base(name)})
	}
	h.mu.Lock()
	ready := h.ready
	if !ready {
		h.waiting = append(h.waiting, files...)
	}
	h.mu.Unlock()
	if ready {
		h.Emit(desk.EventFile, files)
	}
}

func (h *host) Waiting() []desk.File {
	h.mu.Lock()
	defer h.mu.Unlock()
	files := h.waiting
	h.waiting, h.ready = nil, true
	return files
}

func (h *host) Backend() (store.Backend, error) {
	if err := h.folder(); err != nil {
		return nil, err
	}
	b, err := store.SQLite(filepath.Join(h.dir, records))
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	h.backend = b
	h.mu.Unlock()
	return b, nil
}

// folder makes the folder that the records are in. Where that cannot be, nothing can be written: store.ErrReadOnly, or store.ErrFull.
func (h *host) folder() error {
	err := os.MkdirAll(h.dir, 0o700)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, diskFull):
		return fmt.Errorf("%w (%v)", store.ErrFull, err)
	}
	return fmt.Errorf("%w (%v)", store.ErrReadOnly, err)
}

// end is no longer there for later starts, and closes the records, so that all of them are in the one file for who copies it: until then the newest are in a log beside it.
func (h *host) end() {
	if h.single != nil {
		h.single.Close() // nobody waits for it
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.backend == nil {
		return
	}
	if err := h.backend.Close(); err != nil {
		h.Log(err.Error())
	}
}

// Derive: the program's own way uses what the processor has for it.
func (h *host) Derive() func(crypto.Hash, string, []byte, int, int) ([]byte, error) { return nil }

// LoadMark asks the keyring; beside the records a mark would be put back together with them.
func (h *host) LoadMark() (store.Mark, error) {
	m, err := store.LoadMark(service, h.account())
	if errors.Is(err, store.ErrKeyring) {
		return nil, nil
	}
	return m, err
}

func (h *host) SaveMark(m store.Mark) error {
	err := store.SaveMark(service, h.account(), m)
	if errors.Is(err, store.ErrKeyring) {
		return nil
	}
	return err
}

// Vacate moves the records to a folder of their own, under their own names: a log beside a database belongs to it. The key stays, and
// opens both.
func (h *host) Vacate() error {
	dir := filepath.Join(h.dir, h.Now().Format("2006-01-02 15.04.05"))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	for _, ending := range []string{"-wal", "-shm", "-journal", ""} { // the database last: until then it can be done again
		name := records + ending
		if err := os.Rename(filepath.Join(h.dir, name), filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return h.SaveMark(nil) // the next are others
}

// records is the name of the file of what is kept.
const records = "verwoord.db"

// The name of the key in the keyring of the system.
const service = "Verwoord"

func (h *host) account() string { return lockName(h.dir) }

func (h *host) keyFile() string { return filepath.Join(h.dir, "verwoord.key") }

// LoadSecret looks beside the records first: a key lies there only when there was no keyring to keep it. A file that holds no key is as
// good as none.
func (h *host) LoadSecret() (key store.Key, safe bool, err error) {
	text, err := os.ReadFile(h.keyFile())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return store.Key{}, false, err
	}
	if secret, err := hex.DecodeString(string(bytes.TrimSpace(text))); err == nil && len(secret) == store.SecretSize {
		return store.Key{Secret: secret}, false, nil
	}
	key, err = store.LoadSecret(service, h.account())
	return key, true, err
}

func (h *host) SaveSecret(key store.Key) (kept store.Key, safe bool, err error) {
	kept, safe, err = h.LoadSecret()
	if !errors.Is(err, store.ErrNoSecret) && !errors.Is(err, store.ErrKeyring) {
		return kept, safe, err
	}
	err = store.SaveSecret(service, h.account(), key)
	if !errors.Is(err, store.ErrKeyring) {
		return key, true, err
	}
	if err := h.folder(); err != nil {
		return store.Key{}, false, err
	}
	return key, false, replace(h.keyFile(), []byte(hex.EncodeToString(key.Secret)+"\n"), disk.Secret)
}

// DropSecret leaves the keyring alone: what it keeps no longer opens anything, and the next key takes its place.
func (h *host) DropSecret() error {
	err := os.Remove(h.keyFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (h *host) Timestamp(ctx context.Context, authority string, request []byte) ([]byte, error) {
	return courier.Courier{Chosen: authority}.Timestamp(ctx, authority, request)
}

func (h *host) Fetch(ctx context.Context, authority, url string, body []byte) ([]byte, error) {
	return courier.Courier{Chosen: authority}.Fetch(ctx, url, body)
}
