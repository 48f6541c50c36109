//go:build !js && (desktop || bindings)

package desktop

import (
	"testing"
	"time"
)

// A page that is silent is told of after a while, and not before it was there at all; one that answers is not.
func TestSilence(t *testing.T) {
	var page heart
	now := time.Now()
	after := func(beats int) (last verdict) {
		for range beats {
			now = now.Add(beat)
			last = page.ask(now, 0)
			if last != well {
				break
			}
		}
		return last
	}
	if after(1000) != well {
		t.Error("a page that is still loading is told of")
	}
	page.answer()
	most := int(patience / beat)
	if after(most) != well {
		t.Error("a page is told of too early")
	}
	page.answer()
	if after(most+1) != unheard {
		t.Error("a page that is silent is not told of")
	}
	if after(most) != well || after(1) != unheard {
		t.Error("who waits is not asked again")
	}
	now = now.Add(8 * time.Hour) // the machine slept
	if page.answer(); after(1) != well {
		t.Error("a machine that slept is told of")
	}
}

// A page that died is started anew, but not again and again.
func TestDeath(t *testing.T) {
	var page heart
	now := time.Now()
	page.answer()
	if page.ask(now, 1) != died || page.ask(now.Add(beat), 1) != well {
		t.Error("a death is told of once")
	}
	if page.ask(now.Add(10*time.Second), 2) != dying {
		t.Error("a page that dies as soon as it is started is started anew")
	}
	if page.ask(now.Add(time.Hour), 3) != died {
		t.Error("a page that dies an hour later is not started anew")
	}
}
