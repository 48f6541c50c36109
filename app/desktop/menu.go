//go:build !js && (desktop || bindings)

package desktop

import (
	system "runtime"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"verwoord/app/desk"
)

// entry is a command of the window, with the key that goes with Ctrl or Cmd; an entry without a name is a line. Keys that mean something
// else on some screens are the window's own, and not here. The window does what the names say: see frontend/src/state/commands.ts.
type entry struct{ name, key string }

var menus = []struct {
	name    string
	entries []entry
}{
	{"file", []entry{{"new", "n"}, {"open", "o"}, {}, {"copy", "s"}, {"print", "p"}, {"make", ""}, {}, {"settings", ","}}},
	{"edit", []entry{{"undo", "z"}, {"redo", "y"}, {}, {"search", ""}}},
	{"view", []entry{{"overview", "1"}, {"check", "2"}}},
}

// menu is the native menu, in the language of the app.
func (h *host) menu() *menu.Menu {
	l := h.locale()
	all := menu.NewMenu()
	onMac := system.GOOS == "darwin"
	if onMac {
		// Without the menu that the system makes, Cmd+C and Cmd+V do nothing there.
		all.Append(menu.AppMenu())
		all.Append(menu.EditMenu())
	}
	for _, m := range menus {
		sub := all.AddSubmenu(l.T("desktop.menu."+m.name, nil))
		for _, e := range m.entries {
			if e.name == "" {
				sub.AddSeparator()
				continue
			}
			var key *keys.Accelerator
			if e.key != "" {
				key = keys.CmdOrCtrl(e.key)
			}
			if onMac && e.name == "redo" {
				key = keys.Combo("z", keys.CmdOrCtrlKey, keys.ShiftKey)
			}
			sub.AddText(l.T("desktop.menu."+e.name, nil), key, func(*menu.CallbackData) { h.Emit(desk.EventMenu, e.name) })
		}
		if m.name == "file" && !onMac {
			sub.AddSeparator()
			sub.AddText(l.T("desktop.menu.quit", nil), keys.CmdOrCtrl("q"), func(*menu.CallbackData) { runtime.Quit(h.window()) })
		}
	}
	return all
}
