//go:build !js && (desktop || bindings)

package desktop

import (
	"context"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	system "runtime"
	"strings"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"verwoord/app/desk"
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
	return readFile(name)
}

func readFile(name string) (desk.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return desk.File{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return desk.File{}, fmt.Errorf("%s is no file that can be opened here", name)
	}
	data, err := os.ReadFile(name)
	return desk.File{Name: filepath.Base(name), Data: base64.StdEncoding.EncodeToString(data)}, err
}

// Save writes to a temporary name first: what was there stays whole until the new file is.
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
	return name, replace(name, data, 0o644)
}

// replace writes a file that is there whole, or as it was, also when the power fails.
func replace(name string, data []byte, mode fs.FileMode) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".verwoord-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // gone already when all went well
	_, err = temporary.Write(data)
	if err == nil {
		err = temporary.Sync()
	}
	if e := temporary.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(temporary.Name(), mode)
	}
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(name)); err == nil {
		dir.Sync() // where a system can: it makes the new name last
		dir.Close()
	}
	return nil
}

// Hand leaves the file where other programs can read it as long as they need.
func (h *host) Hand(ctx context.Context, f desk.File) error {
	data, err := base64.StdEncoding.DecodeString(f.Data)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "verwoord-")
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
	return exec.CommandContext(ctx, opener[0], append(opener[1:], name)...).Run()
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
