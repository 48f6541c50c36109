//go:build !js && (desktop || bindings)

package desktop

import (
	"context"
	"fmt"
	"net/http"
	system "runtime"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"verwoord/app/desk"
	"verwoord/app/locale"
	"verwoord/frontend"
	"verwoord/locales"
)

// Run opens the window, with an icon (PNG) and the files that are named, and returns when it was closed. A second start hands its files to the first.
func Run(icon []byte, files []string) error {
	bundle, err := locale.Load(locales.FS)
	if err != nil {
		return err
	}
	dir, err := directory()
	if err != nil {
		return fmt.Errorf("find the place for data: %w", err)
	}
	h := &host{dir: dir, bundle: bundle, look: readLook(dir)}
	if done, err := h.handOver(files); done || err != nil {
		return err
	}
	h.receive(files...)
	beThrifty()
	return wails.Run(h.options(icon, desk.New(h)))
}

func (h *host) options(icon []byte, d *desk.Desk) *options.App {
	l := h.locale()
	return &options.App{
		Title:              "Verwoord",
		Width:              h.look.Width,
		Height:             h.look.Height,
		MinWidth:           360,
		MinHeight:          480,
		StartHidden:        h.look.placed(),
		WindowStartState:   h.look.state(),
		AssetServer:        &assetserver.Options{Assets: frontend.Assets(), Middleware: guarded},
		Menu:               h.menu(),
		Bind:               []any{d},
		ErrorFormatter:     func(err error) any { return err.Error() }, // JSON as it is: an object would become "[object Object]"
		OnStartup:          h.start,
		OnDomReady:         h.show,
		OnBeforeClose:      h.closing,
		OnShutdown:         func(context.Context) { h.end() },
		DragAndDrop:        &options.DragAndDrop{EnableFileDrop: onlyNames},
		SingleInstanceLock: h.lock(),
		Windows:            &windows.Options{Messages: windowsMessages(l), WebviewUserDataPath: cache(h.dir)},
		Mac: &mac.Options{
			About:      &mac.AboutInfo{Title: "Verwoord", Message: l.T("desktop.about", nil)},
			OnFileOpen: func(name string) { h.receive(name) },
		},
		Linux: &linux.Options{ProgramName: "verwoord", Icon: icon, WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
	}
}

// guarded has the window's pages do no more than those in a browser: no script but the program's own, and nothing from elsewhere.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", frontend.Policy()+"; frame-ancestors 'none'")
		next.ServeHTTP(w, r)
	})
}

// onlyNames tells that a page is not given the content of what is dropped on it: WebKitGTK says that there are files, and gives none.
const onlyNames = system.GOOS == "linux"

func (h *host) start(ctx context.Context) {
	h.mu.Lock()
	h.ctx = ctx
	h.mu.Unlock()
	go sweep(h.Now())
	go h.listen(ctx)
	if onlyNames {
		runtime.OnFileDrop(ctx, func(_, _ int, names []string) { h.receive(names...) })
	}
}

// show puts the window where it was, or in the middle when the screen that it was on has gone. A page that is loaded again moves nothing.
func (h *host) show(ctx context.Context) {
	h.mu.Lock()
	again := h.shown
	h.shown = true
	h.mu.Unlock()
	if again || !h.look.placed() {
		return
	}
	k := h.look.within(screens(ctx))
	if k.Width != h.look.Width || k.Height != h.look.Height {
		runtime.WindowSetSize(ctx, k.Width, k.Height)
	}
	if k.placed() {
		runtime.WindowSetPosition(ctx, k.X, k.Y)
	} else {
		runtime.WindowCenter(ctx)
	}
	runtime.WindowShow(ctx)
}

func screens(ctx context.Context) (all []screen) {
	known, err := runtime.ScreenGetAll(ctx)
	if err != nil {
		return nil
	}
	for _, s := range known {
		size := area{s.Size.Width, s.Size.Height}
		places := size
		if system.GOOS == "windows" {
			places = area{s.PhysicalSize.Width, s.PhysicalSize.Height}
		}
		all = append(all, screen{size, places})
	}
	return all
}

// forward puts the window in front, when it is there.
func (h *host) forward() {
	if ctx := h.window(); ctx != nil {
		runtime.WindowUnminimise(ctx)
		runtime.WindowShow(ctx)
	}
}

// closing tells whether the window stays open: while there is something unsaved, until leave has seen to that.
func (h *host) closing(ctx context.Context) (stay bool) {
	h.remember(ctx)
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.unsaved || h.leaving {
		return false
	}
	if !h.asking {
		h.asking = true
		go h.leave(ctx) // what is to be saved comes through the thread that asks here
	}
	return true
}

// grace is how long what was typed last may take to be saved before one is asked about it.
const grace = 2 * time.Second

// leave closes the window once nothing is unsaved, or when the user says that it may be lost.
func (h *host) leave(ctx context.Context) {
	saved := h.settled(grace)
	lost := !saved && mayBeLost(ctx, h.locale())
	h.mu.Lock()
	h.asking, h.leaving = false, lost
	h.mu.Unlock()
	if saved || lost {
		runtime.Quit(ctx)
	}
}

// mayBeLost asks the user. Without an answer it may not.
func mayBeLost(ctx context.Context, l *locale.Locale) bool {
	return ask(ctx, l.T("desktop.unsaved", nil), l.T("desktop.unsaved.more", nil), l.T("desktop.leave", nil), l.T("desktop.stay", nil))
}

// ask asks the user something that is not to be done by chance: Enter and Esc say no.
func ask(ctx context.Context, title, question, yes, no string) bool {
	answer, err := runtime.MessageDialog(ctx, runtime.MessageDialogOptions{
		Type: runtime.QuestionDialog, Title: title, Message: question,
		Buttons: []string{yes, no}, DefaultButton: staying(system.GOOS, no), CancelButton: no,
	})
	// Linux and Windows have buttons of their own, which answer Yes and No.
	return err == nil && (answer == yes || answer == "Yes")
}

// staying is what Wails calls the button that Enter presses, so that it loses nothing: on Windows it knows the second by that word alone.
func staying(system, label string) string {
	if system == "windows" {
		return "No"
	}
	return label
}

func windowsMessages(l *locale.Locale) *windows.Messages {
	return &windows.Messages{
		InstallationRequired: l.T("desktop.webview2.install", nil),
		UpdateRequired:       l.T("desktop.webview2.update", nil),
		MissingRequirements:  l.T("desktop.webview2.missing", nil),
		Webview2NotInstalled: l.T("desktop.webview2.absent", nil),
		Error:                l.T("desktop.webview2.error", nil),
		FailedToInstall:      l.T("desktop.webview2.failed", nil),
		DownloadPage:         l.T("desktop.webview2.page", nil),
		PressOKToInstall:     " " + l.T("desktop.webview2.ok", nil), // Wails writes it right behind the sentence above
		ContactAdmin:         l.T("desktop.webview2.admin", nil),
		InvalidFixedWebview2: l.T("desktop.webview2.invalid", nil),
		WebView2ProcessCrash: l.T("desktop.webview2.crash", nil),
	}
}
