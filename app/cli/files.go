package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"

	"verwoord/app/disk"
	"verwoord/app/locale"
)

// maxInput bounds what is read: a dossier or PDF larger than this is a mistake.
const maxInput = 64 << 20

// read reads a file, or standard input for "-".
func (s *session) read(name string) ([]byte, error) {
	in := s.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil && info.IsDir() {
			return nil, s.wrong("cli.is-folder", locale.Args{"File": name})
		}
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(data) > maxInput {
		return nil, s.wrong("cli.too-large", locale.Args{"File": name})
	}
	return data, nil
}

// write writes a file as a whole or not at all, or to standard output for "-".
func (s *session) write(name string, data []byte) error { return s.writeMode(name, data, disk.Open) }

// writeSecret is write for a file that only its owner may read.
func (s *session) writeSecret(name string, data []byte) error {
	return s.writeMode(name, data, disk.Secret)
}

func (s *session) writeMode(name string, data []byte, mode fs.FileMode) error {
	if name == "-" {
		_, err := s.Stdout.Write(data)
		return err
	}
	if own := s.standard(name); own != nil { // what it leads to may be a file that is added to
		_, err := own.Write(data)
		return err
	}
	if unfit(runtime.GOOS, name) {
		return s.wrong("cli.unfit-name", locale.Args{"File": name})
	}
	name = target(name)
	switch info, err := os.Stat(name); {
	case err == nil && info.IsDir():
		return s.wrong("cli.is-folder", locale.Args{"File": name})
	case err == nil && !info.Mode().IsRegular():
		return through(name, data)
	}
	folder := filepath.Dir(name)
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return s.wrong("cli.no-folder", locale.Args{"File": folder})
	}
	return disk.Write(name, data, mode)
}

// folder makes a folder, for a command that writes several files.
func (s *session) folder(name string) error {
	err := os.MkdirAll(name, 0o755)
	var path *fs.PathError
	if errors.As(err, &path) && errors.Is(err, syscall.ENOTDIR) {
		return s.wrong("cli.no-folder", locale.Args{"File": path.Path})
	}
	return err
}

// standard is the output that systems know by a name: of this program itself.
func (s *session) standard(name string) io.Writer {
	for range 8 {
		switch filepath.Clean(name) {
		case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
			return s.Stdout
		case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
			return s.Stderr
		}
		to, err := os.Readlink(name)
		if err != nil {
			return nil
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(name), to)
		}
		name = to
	}
	return nil
}

// target is what a link leads to, also where nothing is yet: that is written, and the link stays.
func target(name string) string {
	if to, err := filepath.EvalSymlinks(name); err == nil {
		return to
	}
	to, err := os.Readlink(name)
	switch {
	case err != nil:
		return name
	case filepath.IsAbs(to):
		return to
	}
	return filepath.Join(filepath.Dir(name), to)
}

// through writes to what is no file, such as a pipe or a terminal: it cannot be replaced by one.
func through(name string, data []byte) error {
	out, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// reserved are the names that Windows keeps for devices, with whatever ending; NUL is written to as it is.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|com[0-9]|lpt[0-9])(\.|$)`)

// unfit tells whether a system would write a file under another name than this one, or not at all (Windows, Naming Files, Paths, and Namespaces).
func unfit(system, name string) bool {
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	return system == "windows" && (strings.ContainsAny(base, `<>"|?*`) || strings.HasSuffix(base, ".") || strings.HasSuffix(base, " ") || reserved.MatchString(base))
}

// other refuses to write over the file that was read, in which there may be signatures.
func (s *session) other(in, out string) error {
	if in == "-" || out == "-" || out == "" {
		return nil
	}
	from, err := os.Stat(in)
	if err != nil {
		return nil // reading it says so
	}
	if to, err := os.Stat(out); err == nil && os.SameFile(from, to) {
		return s.wrong("cli.same-file", locale.Args{"File": out})
	}
	return nil
}

// sentence is a broken world in the reader's language, as far as it is a common one.
func (s *session) sentence(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	args := locale.Args{"File": path.Path, "Reason": path.Err.Error()}
	switch {
	case errors.Is(err, fs.ErrNotExist) && path.Op == "mkdir": // the folder around it is there, and lets nothing in
		return s.loc.T("cli.no-writing", locale.Args{"File": filepath.Dir(path.Path)})
	case errors.Is(err, fs.ErrNotExist) && isFolder(path.Path):
		return s.loc.T("cli.no-writing", args)
	case errors.Is(err, fs.ErrNotExist):
		return s.loc.T("cli.no-such-file", args)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return s.loc.T("cli.no-permission", args)
	case errors.Is(err, syscall.ENOSPC):
		return s.loc.T("cli.disk-full", args)
	case errors.Is(err, syscall.ENAMETOOLONG):
		return s.loc.T("cli.long-name", args)
	default:
		return s.loc.T("cli.file-trouble", args)
	}
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
