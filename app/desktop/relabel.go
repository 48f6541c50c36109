//go:build !js && ((desktop && !linux) || bindings)

package desktop

import (
	"context"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// showMenu shows a menu in place of the one before.
func showMenu(ctx context.Context, m *menu.Menu) {
	runtime.MenuSetApplicationMenu(ctx, m)
	runtime.MenuUpdateApplicationMenu(ctx)
}
