//go:build bindings && !js

package desktop

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	system "runtime"
	"strings"
	"testing"
	"time"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/zalando/go-keyring"

	"verwoord/app/courier"
	"verwoord/app/desk"
	"verwoord/app/disk"
	"verwoord/app/locale"
	"verwoord/app/store"
	"verwoord/locales"
)

func newHost(t *testing.T) *host {
	t.Helper()
	bundle, err := locale.Load(locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return &host{dir: dir, bundle: bundle, look: readLook(dir)}
}

// The menu says in each language what it does, and every key is given once.
func TestMenu(t *testing.T) {
	h := newHost(t)
	for lang, want := range map[string]string{
		"nl": "Bestand, Nieuwe klant [n], Openen … [o], Kopie bewaren … [s], Afdrukken … [p], Document maken, Instellingen [,], Afsluiten [q], " +
			"Bewerken, Ongedaan maken [z], Opnieuw doen [y], Klant zoeken, Beeld, Overzicht [1], Controleer document [2]",
		"en": "File, New client [n], Open … [o], Save a copy … [s], Print … [p], Make the document, Settings [,], Quit [q], " +
			"Edit, Undo [z], Redo [y], Find a client, View, Overview [1], Check a document [2]",
	} {
		h.SetLanguage(lang)
		if got := strings.Join(said(h.menu()), ", "); got != want {
			t.Errorf("%s: the menu is\n%s\nwant\n%s", lang, got, want)
		}
	}
	if again := readLook(h.dir); again.Language == "" {
		t.Error("the language is not there at the next start")
	}
}

func said(m *menu.Menu) (all []string) {
	for _, item := range m.Items {
		if item.Type == menu.SeparatorType {
			continue
		}
		label := item.Label
		if item.Accelerator != nil {
			label += " [" + item.Accelerator.Key + "]"
		}
		all = append(all, label)
		if item.SubMenu != nil {
			all = append(all, said(item.SubMenu)...)
		}
	}
	return all
}

// How the window was left is there at the next start; what makes no sense is not.
func TestLook(t *testing.T) {
	h := newHost(t)
	if h.look != first {
		t.Errorf("at first the window is %+v", h.look)
	}
	h.look = look{Width: 1100, Height: 640, X: 60, Y: 90, Language: "en"}
	h.writeLook()
	if again := readLook(h.dir); again != h.look {
		t.Errorf("the window is %+v, and was left as %+v", again, h.look)
	}
	for _, text := range []string{"", "{", `{"width":10,"height":10,"language":"en"}`} {
		if err := os.WriteFile(filepath.Join(h.dir, "window.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if again := readLook(h.dir); again.Width != first.Width || again.Height != first.Height {
			t.Errorf("%q makes the window %+v", text, again)
		}
	}
}

// A window that was left on a screen that has gone is seen all the same.
func TestLookWithin(t *testing.T) {
	laptop, wide := area{1366, 768}, area{2560, 1440}
	for _, c := range []struct {
		left    look
		screens []area
		want    look
	}{
		{look{Width: 1280, Height: 720, X: 10, Y: 10}, []area{laptop}, look{Width: 1280, Height: 720, X: 10, Y: 10}},
		{look{Width: 1280, Height: 720, X: 1500, Y: 10}, []area{laptop, wide}, look{Width: 1280, Height: 720, X: 1500, Y: 10}},
		{look{Width: 1280, Height: 720, X: 1500, Y: 10}, []area{laptop}, look{Width: 1280, Height: 720, X: -1, Y: -1}},
		{look{Width: 2400, Height: 1300, X: 10, Y: 700}, []area{laptop}, look{Width: 1366, Height: 768, X: -1, Y: -1}},
		{look{Width: 1280, Height: 720, X: 1500, Y: 10}, nil, look{Width: 1280, Height: 720, X: 1500, Y: 10}},
		{look{Width: 1280, Height: 720, X: 1500, Y: 10}, []area{{}}, look{Width: 1280, Height: 720, X: 1500, Y: 10}},
	} {
		var screens []screen
		for _, s := range c.screens {
			screens = append(screens, screen{s, s})
		}
		if got := c.left.within(screens); got != c.want {
			t.Errorf("%+v on %v becomes %+v, want %+v", c.left, c.screens, got, c.want)
		}
	}
}

// Two programs on one file: who comes second is told, and nothing of the first is lost.
func TestTwoPrograms(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring"))
	h := newHost(t)
	one, other := desk.New(h), desk.New(h)
	for _, d := range []*desk.Desk{one, other} {
		if _, err := d.Start(); err != nil {
			t.Fatal(err)
		}
	}
	o, err := one.NewClient(true)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := other.Open(o.ID)
	if err != nil {
		t.Fatal(err)
	}
	o.Dossier.Controller.Name = "Zorggroep De Wilg B.V."
	if _, err := one.Change(o.ID, o.Version, o.Dossier); err != nil {
		t.Fatal(err)
	}
	seen.Dossier.Controller.Address.City = "Amersfoort"
	_, err = other.Change(seen.ID, seen.Version, seen.Dossier)
	var told *desk.Error
	if !errors.As(err, &told) || told.Code != "store.conflict" {
		t.Errorf("the second change gives %v", err)
	}
	if now, err := other.Open(o.ID); err != nil || now.Dossier.Controller.Name != "Zorggroep De Wilg B.V." {
		t.Errorf("kept is %q: %v", now.Dossier.Controller.Name, err)
	}
}

// When the program has ended, all is in the one file.
func TestEnd(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring"))
	h := newHost(t)
	h.end() // nothing was opened yet
	d := desk.New(h)
	if _, err := d.Start(); err != nil {
		t.Fatal(err)
	}
	o, err := d.NewClient(true)
	if err != nil {
		t.Fatal(err)
	}
	h.end()
	copied := newHost(t)
	for _, name := range []string{records, filepath.Base(h.keyFile())} {
		data, err := os.ReadFile(filepath.Join(h.dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(copied.dir, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	d = desk.New(copied)
	if _, err := d.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Open(o.ID); err != nil {
		t.Error(err)
	}
}

// An older copy of the file that is put back is told of at the next start: the keyring remembers how far it was. Records that are set
// aside are no such thing.
func TestOlderCopy(t *testing.T) {
	keyring.MockInit()
	first := newHost(t)
	run := func(work func(d *desk.Desk) error) (damage []string) {
		t.Helper()
		h := newHost(t)
		h.dir = first.dir
		defer h.end()
		d := desk.New(h)
		if s, err := d.Start(); err != nil || s.Protection != "keyring" {
			t.Fatalf("protected by %q: %v", s.Protection, err)
		}
		trail, err := d.Trail(0, false)
		if err == nil {
			err = work(d)
		}
		if err != nil {
			t.Fatal(err)
		}
		return trail.Damage
	}
	client := func(d *desk.Desk) error { _, err := d.NewClient(true); return err }
	nothing := func(*desk.Desk) error { return nil }
	run(client)
	file := filepath.Join(first.dir, records)
	older, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if damage := run(client); len(damage) > 0 {
			t.Errorf("nothing was put back: %q", damage)
		}
	}
	if err := os.WriteFile(file, older, 0o600); err != nil {
		t.Fatal(err)
	}
	if damage := run(nothing); len(damage) != 1 {
		t.Errorf("an older copy: %q", damage)
	}
	if damage := run(nothing); len(damage) > 0 {
		t.Errorf("an older copy is told of again: %q", damage)
	}
	first.end()
	if err := first.Vacate(); err != nil {
		t.Fatal(err)
	}
	if damage := run(nothing); len(damage) > 0 {
		t.Errorf("set aside: %q", damage)
	}
}

// Records that are set aside are a folder beside those that take their place, and can be opened where they are.
func TestVacate(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring"))
	h := newHost(t)
	d := desk.New(h)
	if _, err := d.Start(); err != nil {
		t.Fatal(err)
	}
	o, err := d.NewClient(true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetPassphrase("", "paard batterij nietje"); err != nil {
		t.Fatal(err)
	}
	h.end() // a system may refuse to move what a program holds
	again := desk.New(h)
	if s, err := again.StartAnew(); err != nil || s.Locked {
		t.Fatalf("locked %t: %v", s.Locked, err)
	}
	if all, err := again.Clients(desk.Look{}); err != nil || len(all.Clients) != 0 {
		t.Errorf("%d clients: %v", len(all.Clients), err)
	}
	aside, err := filepath.Glob(filepath.Join(h.dir, "20*"))
	if err != nil || len(aside) != 1 {
		t.Fatalf("set aside in %q: %v", aside, err)
	}
	old := newHost(t)
	old.dir = aside[0]
	d = desk.New(old)
	if s, err := d.Start(); err != nil || !s.Locked {
		t.Errorf("what was set aside is locked: %t, %v", s.Locked, err)
	}
	if _, err := d.Unlock("paard batterij nietje"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Open(o.ID); err != nil {
		t.Error(err)
	}
}

// What the browser of the window can make again stays on this machine, while the records may follow their owner to another. Who has chosen a
// place for the records finds all of it there.
func TestCache(t *testing.T) {
	roaming, local, chosen := t.TempDir(), t.TempDir(), t.TempDir()
	for name, dir := range map[string]string{"AppData": roaming, "XDG_CONFIG_HOME": roaming, "LocalAppData": local, "XDG_CACHE_HOME": local, "VERWOORD_DATA": ""} {
		t.Setenv(name, dir)
	}
	records, err := directory()
	if err != nil {
		t.Fatal(err)
	}
	if system.GOOS != "darwin" && (records != filepath.Join(roaming, "Verwoord") || cache(records) != filepath.Join(local, "Verwoord", "webview")) {
		t.Errorf("records in %s, caches in %s", records, cache(records))
	}
	t.Setenv("VERWOORD_DATA", chosen)
	if records, err = directory(); err != nil || records != chosen || cache(records) != filepath.Join(chosen, "webview") {
		t.Errorf("records in %s, caches in %s: %v", records, cache(records), err)
	}
}

// Closing waits for what is being saved, and asks only about what is not.
func TestSettled(t *testing.T) {
	h := newHost(t)
	h.Unsaved(true)
	if h.settled(50 * time.Millisecond) {
		t.Error("what is not saved is taken for saved")
	}
	time.AfterFunc(50*time.Millisecond, func() { h.Unsaved(false) })
	if !h.settled(time.Minute) {
		t.Error("what is saved is taken for unsaved")
	}
}

// Files that come before the window listens wait for it, and come once.
func TestReceive(t *testing.T) {
	h := newHost(t)
	name := filepath.Join(h.dir, "dossier.json")
	if err := os.WriteFile(name, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.receive()
	h.receive(name, filepath.Join(h.dir, "another.pdf"))
	h.receive(h.dir) // no file
	files := h.Waiting()
	if len(files) != 3 || files[0].Name != "dossier.json" || files[0].Data == "" || files[1] != (desk.File{Name: "another.pdf"}) ||
		files[2] != (desk.File{Name: filepath.Base(h.dir)}) {
		t.Errorf("waiting: %+v", files)
	}
	if files := h.Waiting(); len(files) != 0 {
		t.Errorf("waiting again: %+v", files)
	}
}

// Who has a key or a copy of everything has more than a document: only its owner reads it.
func TestReaders(t *testing.T) {
	for name, want := range map[string]fs.FileMode{"a.pdf": disk.Open, "a.json": disk.Open, "a.p12": disk.Secret, "A.P12": disk.Secret, "kopie.verwoord": disk.Secret} {
		if got := readers(name); got != want {
			t.Errorf("%s: %o, want %o", name, got, want)
		}
	}
}

// What was given to other programs does not lie about for ever.
func TestSweep(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	now := time.Now()
	for name, age := range map[string]time.Duration{handed + "old": 25 * time.Hour, handed + "new": time.Hour, "other": 99 * time.Hour} {
		dir := filepath.Join(temp, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "a.eml"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, now, now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	sweep(now)
	left, err := filepath.Glob(filepath.Join(temp, "*"))
	if err != nil || len(left) != 2 || filepath.Base(left[0]) != "other" || filepath.Base(left[1]) != handed+"new" {
		t.Errorf("left are %q: %v", left, err)
	}
}

// A document may name an address of this machine. Only the authority that the user chose is called here.
func TestFetch(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(r.Method + " " + r.Header.Get("Content-Type")))
	}))
	defer server.Close()
	h := newHost(t)
	ctx := context.Background()
	if got, err := h.Timestamp(ctx, server.URL, []byte("q")); err != nil || string(got) != "POST application/timestamp-query" {
		t.Errorf("asked by %q: %v", got, err)
	}
	if got, err := h.Fetch(ctx, server.URL+"/tsa", server.URL, nil); err != nil || string(got) != "GET " {
		t.Errorf("fetched by %q: %v", got, err)
	}
	if got, err := h.Fetch(ctx, "http://tsa.example.com", server.URL, nil); !errors.Is(err, courier.ErrPrivate) {
		t.Errorf("fetched from this machine: %q, %v", got, err)
	}
}

// Each page of the window comes with what it may do, and no script but the program's own is among that.
func TestGuarded(t *testing.T) {
	answer := httptest.NewRecorder()
	guarded(http.NotFoundHandler()).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/index.html", nil))
	policy := answer.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ") || strings.Contains(policy, "'unsafe-inline'") || strings.Contains(policy, "\n") {
		t.Error(policy)
	}
}

// A folder for the records that cannot be is told of as a place where nothing can be written, not in the words of the system.
func TestNoPlace(t *testing.T) {
	h := newHost(t)
	file := filepath.Join(h.dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, h.dir = range []string{file, filepath.Join(file, "folder")} {
		if _, err := h.Backend(); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("%s: %v", h.dir, err)
		}
	}
}
