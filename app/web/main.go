//go:build js && wasm

// Web is the app in a browser: the API of app/desk in a worker, which talks with its page in messages. It is compiled to WebAssembly;
// frontend/src/engine/worker.ts starts it.
package main

import (
	"encoding/json"
	"runtime"
	"runtime/debug"
	"syscall/js"

	"verwoord/app/desk"
)

func main() {
	// There is one thread: collecting garbage is waiting. It is done between calls, see rest; this is for a call that takes long.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(least)
	page := js.Global()
	host := &host{asked: map[int]chan string{}}
	d := desk.New(host)
	page.Set("verwoordCall", js.FuncOf(func(_ js.Value, args []js.Value) any {
		id, method, arguments := args[0].Int(), args[1].String(), args[2].String()
		// Not in the callback itself: the store waits for events, which come only when it has returned.
		go answer(d, id, method, arguments)
		return nil
	}))
	page.Set("verwoordAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		host.answer(args[0].Int(), args[1].String())
		return nil
	}))
	select {}
}

func answer(d *desk.Desk, id int, method, arguments string) {
	result, err := desk.Call(d, method, []byte(arguments))
	if err != nil {
		say(map[string]any{"kind": "error", "id": id, "value": err.Error()})
	} else {
		say(map[string]any{"kind": "result", "id": id, "value": string(result)})
	}
	rest()
}

// litter is how much garbage there may be before it is collected, in bytes: what some previews leave behind.
const litter = 12 << 20

// rest collects the garbage when there is some, while the page is busy with the answer.
func rest() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if used := m.HeapAlloc; used > kept+litter {
		runtime.GC()
		runtime.ReadMemStats(&m)
		kept = m.HeapAlloc
		debug.SetMemoryLimit(max(least, 2*int64(kept)))
	}
}

// least is how much memory is used before it is waited for, in bytes: what WebAssembly once had it never gives back. Who keeps much gets as much
// again.
const least = 88 << 20

// kept is what was in use after the last collection.
var kept uint64

// say sends a message to the page: see frontend/src/engine/message.ts.
func say(message map[string]any) { js.Global().Call("verwoordSay", message) }

// encode is a value as messages carry it.
func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain data
	}
	return string(text)
}
