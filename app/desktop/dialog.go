//go:build !js && (desktop || bindings)

package desktop

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	system "runtime"
	"slices"
	"strings"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"verwoord/app/desk"
	"verwoord/app/disk"
	"verwoord/app/store"
)

// patterns are the endings of the files of each kind.
var patterns = map[string]string{
	"pdf":      "*.pdf",
	"dossier":  "*.json;*.pdf",
	"identity": "*.p12;*.pfx",
	"backup":   "*.verwoord",
	"trust":    "*.pem;*.crt;*.cer",
}

// maxFile is the size of the largest file that can be a document or a backup, in bytes.
const maxFile = 256 << 20

func (h *host) window() context.Context {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ctx
}

func (h *host) Pick(_ context.Context, kind string) (desk.File, error) {
	l := h.locale()
	name, err := runtime.OpenFileDialog(h.window(), runtime.OpenDialogOptions{
		Title:   l.T("desktop.pick."+kind, nil),
		Filters: []runtime.FileFilter{{DisplayName: l.T("desktop.kind."+kind, nil), Pattern: patterns[kind]}},
	})
	if err != nil || name == "" {
		return desk.File{}, err
	}
	return h.read(name), nil
}

// read reads a file. It has no data when that cannot be done.
func (h *host) read(name string) desk.File {
	data, err := readSome(name)
	if err != nil {
		h.Log(err.Error())
	}
	return desk.File{Name: filepath.Base(name), Data: base64.StdEncoding.EncodeToString(data)}
}

func readSome(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, fmt.Errorf("%s is no file that can be opened here", name)
	}
	return os.ReadFile(name)
}

// Save lets the user choose where. What was there stays whole until the new file is. A key keeps its mode under whatever name it is saved.
func (h *host) Save(_ context.Context, f desk.File) (string, error) {
	data, err := base64.StdEncoding.DecodeString(f.Data)
	if err != nil {
		return "", err
	}
	name, err := runtime.SaveFileDialog(h.window(), runtime.SaveDialogOptions{
		Title: h.locale().T("desktop.save", nil), DefaultFilename: f.Name, CanCreateDirectories: true,
	})
	if err != nil || name == "" {
		return "", err
	}
	name = ended(name, f.Name)
	return name, replace(name, data, min(readers(f.Name), readers(name)))
}

// ended is a name with the ending of a file when it has none of its own. A file of that name was not asked about, and is left alone.
func ended(name, like string) string {
	ending := filepath.Ext(like)
	if ending == "" || strings.EqualFold(filepath.Ext(name), ending) {
		return name
	}
	out := name + ending
	for n := 2; ; n++ {
		if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) || n > 999 {
			return out
		}
		out = fmt.Sprintf("%s (%d)%s", name, n, ending)
	}
}

// replace writes a file that is there whole, or as it was: disk.Write, which says when there is no room with store.ErrFull.
func replace(name string, data []byte, mode fs.FileMode) error {
	err := disk.Write(name, data, mode)
	if errors.Is(err, diskFull) {
		return fmt.Errorf("%w (%v)", store.ErrFull, err)
	}
	return err
}

// secret are the endings of files that say more than a document does: a key, and a copy of everything.
var secret = []string{".p12", ".pfx", ".verwoord"}

// readers is who may read a new file.
func readers(name string) fs.FileMode {
	if slices.Contains(secret, strings.ToLower(filepath.Ext(name))) {
		return disk.Secret
	}
	return disk.Open
}

// handed is how the folders begin that files are given to other programs in.
const handed = "verwoord-handed-"

// sweep removes what was given to other programs more than a day ago: they have read it, and nobody else should.
func sweep(now time.Time) {
	dirs, err := filepath.Glob(filepath.Join(os.TempDir(), handed+"*"))
	if err != nil {
		return // a folder with a name that is a pattern
	}
	for _, dir := range dirs {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && now.Sub(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(dir) // or another time
		}
	}
}

// Hand leaves the file where other programs can read it as long as they need: see sweep.
func (h *host) Hand(ctx context.Context, f desk.File) error {
	data, err := base64.StdEncoding.DecodeString(f.Data)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", handed)
	if err != nil {
		return err
	}
	name := filepath.Join(dir, filepath.Base(f.Name))
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return err
	}
	opener := map[string][]string{"windows": {"rundll32", "url.dll,FileProtocolHandler"}, "darwin": {"open"}}[system.GOOS]
	if opener == nil {
		opener = []string{"xdg-open"}
	}
	open := exec.CommandContext(ctx, opener[0], append(opener[1:], name)...)
	open.Env = others(os.Environ())
	return open.Run()
}

// systemLanguage is what the environment speaks; on systems without such variables the default.
func systemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" && !strings.HasPrefix(v, "C") && v != "POSIX" {
			return v
		}
	}
	return ""
}
