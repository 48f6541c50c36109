//go:build !js && (desktop || bindings)

package desktop

import (
	"context"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// pulse is the event that asks the page whether it is there, and alive its answer: see frontend/src/engine/start.ts. They are two, since who
// emits an event in Wails hears it as well, on either side.
const (
	pulse = "pulse"
	alive = "alive"
)

// beat is how often the page is asked, and patience how long it may be silent: drawing a large file takes seconds on a slow machine.
const (
	beat     = time.Second
	patience = 20 * time.Second
)

// heart knows how the page in the window does. A page that has died shows what it showed last, as if it were so.
type heart struct {
	begun  bool // the page has answered once, since it was loaded
	silent int  // how often it was asked and did not answer since. Counted, and not timed: a machine that slept is no page that died
	deaths int  // how often its process has ended, as far as that can be known
	last   time.Time
}

// verdict is what is to be done about a page.
type verdict int

const (
	well    verdict = iota
	died            // its process has ended
	dying           // and had just been started anew
	unheard         // it does not answer
)

// ask is called at each beat, before the page is asked, with how often its process has ended until now.
func (h *heart) ask(now time.Time, deaths int) verdict {
	if deaths > h.deaths {
		again := !h.last.IsZero() && now.Sub(h.last) < time.Minute
		*h = heart{deaths: deaths, last: now}
		if again {
			return dying
		}
		return died
	}
	if !h.begun {
		return well
	}
	h.silent++
	if time.Duration(h.silent)*beat > patience {
		h.silent = 0
		return unheard
	}
	return well
}

// answer is called when the page answers.
func (h *heart) answer() { h.begun, h.silent = true, 0 }

// listen asks the page until the window is closed, and says what has become of it.
func (h *host) listen(ctx context.Context) {
	watchPage()
	answers := make(chan struct{}, 1)
	runtime.EventsOn(ctx, alive, func(...any) {
		select {
		case answers <- struct{}{}:
		default:
		}
	})
	var page heart
	for ticks := time.NewTicker(beat); ; {
		select {
		case <-ctx.Done():
			return
		case <-answers:
			page.answer()
		case <-ticks.C:
			if v := page.ask(time.Now(), pageDeaths()); v != well {
				h.tell(ctx, v)
			}
			runtime.EventsEmit(ctx, pulse)
		}
	}
}

// tell says that the page has died, and starts it anew where that can be done. What was handed over meanwhile waits for the new page.
func (h *host) tell(ctx context.Context, v verdict) {
	l := h.locale()
	if v == unheard {
		yes, no := l.T("desktop.unheard.close", nil), l.T("desktop.unheard.wait", nil)
		if ask(ctx, l.T("desktop.unheard", nil), l.T("desktop.unheard.more", nil), yes, no) {
			h.abandon(ctx)
		}
		return
	}
	h.mu.Lock()
	h.ready, h.unsaved = false, false // what was not saved went with the page
	h.mu.Unlock()
	more := "desktop.died.more"
	if v == dying {
		more = "desktop.died.again"
	} else {
		reloadPage()
	}
	h.Log(l.T("desktop.died", nil))
	runtime.MessageDialog(ctx, runtime.MessageDialogOptions{Type: runtime.WarningDialog, Title: l.T("desktop.died", nil), Message: l.T(more, nil)})
	if v == dying {
		h.abandon(ctx)
	}
}

// abandon closes the window without asking the page what it would lose.
func (h *host) abandon(ctx context.Context) {
	h.mu.Lock()
	h.leaving = true
	h.mu.Unlock()
	runtime.Quit(ctx)
}
