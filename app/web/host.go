//go:build js && wasm

package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"syscall/js"
	"time"

	"verwoord/app/desk"
	"verwoord/app/store"
)

// host is a browser.
type host struct {
	mu    sync.Mutex
	last  int
	asked map[int]chan string // questions to the page that are not answered yet
}

func (h *host) Now() time.Time { return time.Now() }

func (h *host) Rand() io.Reader { return rand.Reader }

func (h *host) Language() string { return js.Global().Get("verwoordLanguage").String() }

func (h *host) SetLanguage(lang string) { h.Emit("language", lang) }

func (h *host) Unsaved(unsaved bool) { h.Emit("unsaved", unsaved) }

// Can: a browser saves by downloading, and reaches no time-stamp authority, since those send no CORS headers.
func (h *host) Can() desk.Can { return desk.Can{Keeps: persisted()} }

// persisted tells whether the browser has promised to clear nothing that the user does not (Storage Standard, 4.5).
func persisted() bool {
	storage := js.Global().Get("navigator").Get("storage")
	if storage.IsUndefined() || storage.Get("persisted").IsUndefined() {
		return false
	}
	said, err := await(storage.Call("persisted"))
	return err == nil && said.Truthy()
}

func (h *host) Emit(event string, data any) {
	say(map[string]any{"kind": "event", "event": event, "value": encode(data)})
}

func (h *host) Log(text string) { js.Global().Get("console").Call("error", text) }

func (h *host) Waiting() []desk.File { return nil }

func (h *host) Save(ctx context.Context, f desk.File) (name string, err error) {
	err = h.ask(ctx, "save", f, &name)
	return name, err
}

func (h *host) Pick(ctx context.Context, kind string) (f desk.File, err error) {
	err = h.ask(ctx, "pick", kind, &f)
	return f, err
}

func (h *host) Hand(ctx context.Context, f desk.File) error {
	_, err := h.Save(ctx, f)
	return err
}

// ask asks the page something and waits for what it answers.
func (h *host) ask(ctx context.Context, what string, question, answer any) error {
	reply := make(chan string, 1)
	h.mu.Lock()
	h.last++
	id := h.last
	h.asked[id] = reply
	h.mu.Unlock()
	say(map[string]any{"kind": "ask", "id": id, "what": what, "value": encode(question)})
	select {
	case text := <-reply:
		return json.Unmarshal([]byte(text), answer)
	case <-ctx.Done():
		h.answer(id, "")
		return ctx.Err()
	}
}

// answer is what the page says to a question.
func (h *host) answer(id int, text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if reply := h.asked[id]; reply != nil {
		reply <- text
		delete(h.asked, id)
	}
}

func (h *host) Timestamp(context.Context, string, []byte) ([]byte, error) { return nil, errNoNetwork }

func (h *host) Fetch(context.Context, string, string, []byte) ([]byte, error) {
	return nil, errNoNetwork
}

var errNoNetwork = errors.New("a browser reaches no time-stamp authority")

// The databases of the browser: of the records, and of the key that opens them as long as no passphrase does.
const (
	records = "verwoord"
	device  = "verwoord-device"
)

func (h *host) Backend() (store.Backend, error) {
	var name string
	err := h.withDevice(func(b store.Backend) error {
		return b.View(context.Background(), func(tx store.Tx) (err error) {
			name, err = place(tx)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return store.IndexedDB(name)
}

// Vacate has another database take the place of the one before, which stays: a browser cannot give one another name.
func (h *host) Vacate() error {
	return h.withDevice(func(b store.Backend) error {
		return b.Update(context.Background(), func(tx store.Tx) error {
			name, err := place(tx)
			if err != nil {
				return err
			}
			_, number, _ := strings.Cut(name, records+"-")
			n, _ := strconv.Atoi(number) // none in the first
			return tx.Put(device, records, fmt.Appendf(nil, "%s-%d", records, n+1))
		})
	})
}

// place is the name of the database that the records are in now.
func place(tx store.Tx) (string, error) {
	name, err := tx.Get(device, records)
	if name == nil {
		name = []byte(records)
	}
	return string(name), err
}

// LoadSecret never tells of a keyring: what a browser keeps, every script of the page can read.
func (h *host) LoadSecret() (key store.Key, safe bool, err error) {
	err = h.withDevice(func(b store.Backend) error {
		return b.View(context.Background(), func(tx store.Tx) error {
			secret, err := tx.Get(device, device)
			if secret == nil && err == nil {
				err = store.ErrNoSecret
			}
			key.Secret = secret
			return err
		})
	})
	return key, false, err
}

func (h *host) SaveSecret(key store.Key) (kept store.Key, safe bool, err error) {
	err = h.withDevice(func(b store.Backend) error {
		return b.Update(context.Background(), func(tx store.Tx) (err error) {
			if kept.Secret, err = tx.Get(device, device); err != nil || kept.Secret != nil {
				return err
			}
			kept = key
			return tx.Put(device, device, key.Secret)
		})
	})
	return kept, false, err
}

func (h *host) DropSecret() error {
	return h.withDevice(func(b store.Backend) error {
		return b.Update(context.Background(), func(tx store.Tx) error { return tx.Delete(device, device) })
	})
}

// Derive has the browser make the key: it takes a tenth of the time of a program in WebAssembly, and other calls are answered meanwhile. A page
// that came over http has no such thing.
func (h *host) Derive() func(crypto.Hash, string, []byte, int, int) ([]byte, error) {
	subtle := js.Global().Get("crypto").Get("subtle")
	if subtle.IsUndefined() {
		return nil
	}
	return func(of crypto.Hash, password string, salt []byte, rounds, length int) ([]byte, error) {
		key, err := await(subtle.Call("importKey", "raw", octets([]byte(password)), "PBKDF2", false, []any{"deriveBits"}))
		if err != nil {
			return nil, err
		}
		how := map[string]any{"name": "PBKDF2", "hash": of.String(), "salt": octets(salt), "iterations": rounds}
		bits, err := await(subtle.Call("deriveBits", how, key, 8*length))
		if err != nil {
			return nil, err
		}
		out := make([]byte, length)
		js.CopyBytesToGo(out, js.Global().Get("Uint8Array").New(bits))
		return out, nil
	}
}

// octets are bytes as the browser has them.
func octets(data []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	return array
}

// await waits for a promise, and lets the browser go on meanwhile.
func await(promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	came := make(chan outcome, 1)
	kept := js.FuncOf(func(_ js.Value, args []js.Value) any { came <- outcome{value: args[0]}; return nil })
	broken := js.FuncOf(func(_ js.Value, args []js.Value) any {
		came <- outcome{err: errors.New(args[0].Call("toString").String())}
		return nil
	})
	defer kept.Release()
	defer broken.Release()
	promise.Call("then", kept, broken)
	o := <-came
	return o.value, o.err
}

// LoadMark never tells of a mark: a browser forgets all that it keeps for a site at once.
func (h *host) LoadMark() (store.Mark, error) { return nil, nil }

// SaveMark keeps nothing.
func (h *host) SaveMark(store.Mark) error { return nil }

func (h *host) withDevice(f func(store.Backend) error) error {
	b, err := store.IndexedDB(device)
	if err != nil {
		return err
	}
	return errors.Join(f(b), b.Close())
}
