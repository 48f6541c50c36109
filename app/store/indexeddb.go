//go:build js && wasm

package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"syscall/js"
)

// indexedDB is a Backend over one IndexedDB database with one object store, in which [bucket, key] is the key of a value.
//
// A transaction of IndexedDB ends by itself as soon as the browser gets its turn while no request is under way (Indexed Database
// API 3.0, 2.7). That does not happen between two requests here: the callback of one wakes the goroutine that waits for it, and
// Go returns to the browser only when every goroutine waits again, by which time the next request has been made.
type indexedDB struct {
	db   js.Value
	gone js.Func
}

const objectStore = "record"

// IndexedDB opens a database of the browser, or makes it when there is none. Tabs may share it; it makes way for a newer version of the
// program in another, and gives ErrClosed from then on. Its errors are ErrAbsent, ErrNewer, ErrFull and those of the browser.
func IndexedDB(name string) (Backend, error) {
	b, err := openIndexedDB(name)
	if errors.Is(err, errNotAllowed) || errors.Is(err, ErrClosed) { // as where a private window, or one who will have it so, keeps nothing
		err = fmt.Errorf("%w (%v)", ErrAbsent, err)
	}
	return b, err
}

func openIndexedDB(name string) (Backend, error) {
	factory := js.Global().Get("indexedDB")
	if factory.IsUndefined() || factory.IsNull() {
		return nil, ErrAbsent
	}
	request, err := try(func() js.Value { return factory.Call("open", name, 1) })
	if err != nil {
		return nil, err
	}
	upgrade := js.FuncOf(func(js.Value, []js.Value) any {
		request.Get("result").Call("createObjectStore", objectStore)
		return nil
	})
	defer upgrade.Release()
	request.Set("onupgradeneeded", upgrade)
	if err := listen(request, "onsuccess", "onerror")(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := request.Get("result")
	gone := js.FuncOf(func(js.Value, []js.Value) any { db.Call("close"); return nil })
	db.Set("onversionchange", gone)
	return &indexedDB{db, gone}, nil
}

// View implements Backend.
func (b *indexedDB) View(ctx context.Context, f func(Tx) error) error {
	return b.transaction(ctx, "readonly", f)
}

// Update implements Backend.
func (b *indexedDB) Update(ctx context.Context, f func(Tx) error) error {
	return b.transaction(ctx, "readwrite", f)
}

// Close implements Backend.
func (b *indexedDB) Close() error {
	b.db.Call("close")
	b.db.Set("onversionchange", nil)
	b.gone.Release()
	return nil
}

// transaction looks at the context between requests; a request of the browser's own database does not last.
func (b *indexedDB) transaction(ctx context.Context, mode string, f func(Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	tx, err := try(func() js.Value {
		return b.db.Call("transaction", objectStore, mode, map[string]any{"durability": "strict"})
	})
	if err != nil {
		return err
	}
	end := listen(tx, "oncomplete", "onabort")
	err = f(indexedTx{ctx, tx.Call("objectStore", objectStore)})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		// A failed request has aborted the transaction already; abort then throws, and there is nothing more to do.
		try(func() js.Value { tx.Call("abort"); return js.Undefined() })
		end()
		return err
	}
	if err := end(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

type indexedTx struct {
	ctx   context.Context
	store js.Value
}

func (t indexedTx) Get(bucket, key string) ([]byte, error) {
	value, err := t.request("get", js.ValueOf([]any{bucket, key}))
	if err != nil || value.IsUndefined() {
		return nil, err
	}
	return toBytes(value), nil
}

func (t indexedTx) Put(bucket, key string, value []byte) error {
	array := js.Global().Get("Uint8Array").New(len(value))
	js.CopyBytesToJS(array, value)
	_, err := t.request("put", array, js.ValueOf([]any{bucket, key}))
	return err
}

func (t indexedTx) Delete(bucket, key string) error {
	_, err := t.request("delete", js.ValueOf([]any{bucket, key}))
	return err
}

func (t indexedTx) Range(bucket, after, before string, limit int) ([]Item, error) {
	if before == "" {
		before = "\x7f" // after all of printable ASCII
	}
	keyRange := js.Global().Get("IDBKeyRange").Call("bound", []any{bucket, after}, []any{bucket, before}, true, true)
	keys, err := t.request("getAllKeys", keyRange, limit)
	if err != nil {
		return nil, err
	}
	values, err := t.request("getAll", keyRange, limit)
	if err != nil {
		return nil, err
	}
	n := keys.Length()
	return unpacked(toBytes(js.Global().Call("verwoordPack", keys, values)), n), nil
}

// unpacked are so many items out of what build/web/pack.js makes of them. Their values are parts of it.
func unpacked(packed []byte, n int) []Item {
	items := make([]Item, n)
	for i := range items {
		key, value := int(binary.LittleEndian.Uint32(packed)), int(binary.LittleEndian.Uint32(packed[4:]))
		packed = packed[8:]
		items[i] = Item{Key: string(packed[:key]), Value: packed[key : key+value : key+value]}
		packed = packed[key+value:]
	}
	return items
}

func (t indexedTx) request(method string, args ...any) (js.Value, error) {
	if err := t.ctx.Err(); err != nil {
		return js.Undefined(), err
	}
	request, err := try(func() js.Value { return t.store.Call(method, args...) })
	if err != nil {
		return js.Undefined(), err
	}
	if err := listen(request, "onsuccess", "onerror")(); err != nil {
		return js.Undefined(), fmt.Errorf("%s: %w", method, err)
	}
	return request.Get("result"), nil
}

func toBytes(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}

// listen returns a function that waits until a request or transaction has succeeded or failed, and is called once.
func listen(target js.Value, success, failure string) func() error {
	done := make(chan error, 1)
	ok := js.FuncOf(func(js.Value, []js.Value) any { done <- nil; return nil })
	failed := js.FuncOf(func(js.Value, []js.Value) any { done <- browserError(target.Get("error")); return nil })
	target.Set(success, ok)
	target.Set(failure, failed)
	return func() error {
		defer ok.Release()
		defer failed.Release()
		return <-done
	}
}

// try turns what the browser throws into an error.
func try(f func() js.Value) (v js.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			thrown, ok := r.(js.Error)
			if !ok {
				panic(r)
			}
			err = browserError(thrown.Value)
		}
	}()
	return f(), nil
}

var errNotAllowed = errors.New("the browser does not allow it")

// browserError gives a DOMException our own error where the user can do something about it.
func browserError(e js.Value) error {
	if e.IsNull() || e.IsUndefined() {
		return errors.New("the browser ended the transaction")
	}
	name, message := e.Get("name").String(), e.Get("message").String()
	err := fmt.Errorf("%s: %s", name, message)
	if strings.Contains(message, "denied permission") { // Chromium, with the data of sites blocked: an UnknownError, as many are
		name = "SecurityError"
	}
	switch name {
	case "SecurityError":
		return fmt.Errorf("%w (%v)", errNotAllowed, err)
	case "InvalidStateError":
		return fmt.Errorf("%w (%v)", ErrClosed, err)
	case "VersionError":
		return fmt.Errorf("%w (%v)", ErrNewer, err)
	case "QuotaExceededError":
		return fmt.Errorf("%w (%v)", ErrFull, err)
	}
	return err
}
