package app_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports is which of our packages may import which: one way, shells to engine to leaves.
// A package that is not in the table may not exist.
var imports = map[string][]string{
	"templates":           {},
	"locales":             {},
	"frontend":            {},
	"app/record":          {},
	"app/dossier":         {"app/record"},
	"app/dossier/testset": {},
	"app/notice":          {"app/record"},
	"app/incident":        {"app/record", "app/dossier", "app/notice", "app/deadline"},
	"app/breachlog":       {"app/record", "app/incident", "app/notice", "app/deadline"},
	"app/request":         {"app/record"},
	"app/transfer":        {"app/record"},
	"app/change":          {"app/dossier", "app/record"},
	"app/organisation":    {"app/dossier", "app/record"},
	"app/deadline":        {},
	"app/doc":             {},
	"app/plain":           {},
	"app/privacy":         {"app/record", "app/dossier", "app/plain"},
	"app/locale":          {},
	"app/draft":           {"app/record", "app/dossier", "app/notice", "app/doc", "app/locale"},
	"app/layout/face":     {},
	"app/layout/hyphen":   {},
	"app/layout":          {"app/doc", "app/layout/face", "app/layout/hyphen"},
	"app/pdf/deflate":     {},
	"app/pdf/cos":         {"app/pdf/deflate"},
	"app/pdf/cos/costest": {"app/pdf/cos"},
	"app/pdf/form":        {"app/pdf/cos"},
	"app/pdf":             {"app/doc", "app/layout", "app/layout/face", "app/pdf/cos", "app/pdf/form"},
	"app/sign/cms":        {},
	"app/sign/chain":      {"app/sign/cms"},
	"app/sign/verify":     {"app/sign/cms", "app/sign/chain", "app/pdf/cos", "app/pdf/form"},
	"app/sign":            {"app/sign/cms", "app/sign/chain", "app/sign/verify", "app/pdf/cos", "app/pdf/form"},
	"app/sign/testpki":    {"app/sign/cms"},
	"app/sign/signtest":   {"app/pdf/cos", "app/sign/verify"},
	"app/review":          {},
	"app/calendar":        {},
	"app/mail":            {},
	"app/spreadsheet":     {},
	"app/courier":         {},
	"app/disk":            {},

	// what is kept
	"app/store":           {},
	"app/store/storetest": {"app/store"},
	"app/store/postgres":  {"app/store"}, // and nobody imports it yet: it is in no program before a company can be connected to

	"app/engine": {"templates", "locales", "app/record", "app/dossier", "app/organisation", "app/incident", "app/breachlog", "app/change", "app/request", "app/transfer",
		"app/notice", "app/deadline", "app/doc", "app/locale", "app/draft", "app/plain", "app/privacy",
		"app/layout", "app/layout/face", "app/pdf", "app/pdf/cos", "app/pdf/form", "app/review", "app/sign", "app/sign/chain", "app/sign/verify"},
	"app/engine/enginetest": {"app/engine", "locales", "templates"},
	"app/cli":               {"app/calendar", "app/courier", "app/disk", "app/engine", "app/locale", "app/mail", "app/spreadsheet", "locales", "app/record", "app/draft", "app/dossier", "app/incident", "app/breachlog", "app/organisation", "app/review", "app/sign", "app/sign/chain", "app/sign/verify"},
	"app/office":            {"app/engine", "app/breachlog", "app/organisation", "app/draft", "app/store", "app/locale", "app/mail", "app/spreadsheet", "app/record", "app/dossier", "app/incident", "app/notice", "app/review", "app/sign", "app/sign/verify"},
	"app/desk":              {"app/engine", "app/spreadsheet", "app/organisation", "app/office", "app/review", "app/locale", "app/record", "app/dossier", "app/incident", "app/doc"},
	"app/desktop":           {"app/courier", "app/desk", "app/disk", "app/store", "app/locale", "locales", "frontend"},
	"app/web":               {"app/desk", "app/store"},
	"":                      {"app/cli", "app/desktop"},
}

// modules is which package alone imports a module.
var modules = map[string]string{
	"github.com/go-pdf/fpdf":               "app/pdf",
	"github.com/yuin/goldmark":             "app/draft",
	"github.com/nicksnyder/go-i18n":        "app/locale",
	"github.com/go-text/typesetting":       "app/layout/face",
	"software.sslmate.com/src/go-pkcs12":   "app/sign",
	"golang.org/x/crypto/ocsp":             "app/sign/chain",
	"golang.org/x/text/language":           "app/locale",
	"golang.org/x/text/unicode/norm":       "app/record",
	"github.com/jackc/pgx/v5":              "app/store/postgres",
	"github.com/pressly/goose/v3":          "app/store/postgres",
	"modernc.org/sqlite":                   "app/store",
	"github.com/arran4/golang-ical":        "app/calendar",
	"github.com/zalando/go-keyring":        "app/store",
	"github.com/mattn/go-ieproxy":          "app/courier",
	"golang.org/x/net/http/httpproxy":      "app/courier",
	"golang.org/x/crypto/argon2":           "app/store",
	"golang.org/x/crypto/chacha20poly1305": "app/store",
	"github.com/wailsapp/wails/v2":         "app/desktop",
	"golang.org/x/term":                    "",
}

// shells may touch the world; everything else is pure.
var shells = []string{"", "app/cli", "app/courier", "app/disk", "app/desktop", "app/web", "app/store", "app/store/postgres"}

func TestImportsRunOneWay(t *testing.T) {
	eachFile(t, func(pkg, name string, file *ast.File) {
		allowed, known := imports[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the table of packages", name, pkg)
			return
		}
		for _, spec := range file.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			ours, isOurs := strings.CutPrefix(p, "verwoord/")
			switch {
			case isOurs:
				if !slices.Contains(allowed, ours) {
					t.Errorf("%s: %s may not import %s", name, pkg, ours)
				}
			case strings.Contains(strings.Split(p, "/")[0], "."):
				if owner, ok := moduleOwner(p); !ok || owner != pkg {
					t.Errorf("%s: %s may not import %s", name, pkg, p)
				}
			}
		}
	})
}

func moduleOwner(importPath string) (owner string, ok bool) {
	for module, owner := range modules {
		if importPath == module || strings.HasPrefix(importPath, module+"/") {
			return owner, true
		}
	}
	return "", false
}

// Files, network and clock come in as arguments below the shells.
func TestPureBelowTheShells(t *testing.T) {
	banned := []string{"os", "os/exec", "os/signal", "net", "net/http", "io/ioutil", "crypto/rand", "math/rand", "math/rand/v2", "syscall", "unsafe", "log"}
	eachFile(t, func(pkg, name string, file *ast.File) {
		if slices.Contains(shells, pkg) {
			return
		}
		for _, spec := range file.Imports {
			if p, _ := strconv.Unquote(spec.Path.Value); slices.Contains(banned, p) {
				t.Errorf("%s imports %s", name, p)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "Local"}, sel.Sel.Name) {
				t.Errorf("%s uses time.%s", name, sel.Sel.Name)
			}
			return true
		})
	})
}

// No program carries what only a company's server needs, the browser's least of all: three megabytes of drivers.
func TestProgramsCarryNoServer(t *testing.T) {
	window := exec.Command("go", "list", "-deps", "-tags", "desktop,production", ".")
	browser := exec.Command("go", "list", "-deps", "./app/web")
	browser.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	for _, list := range []*exec.Cmd{window, browser} {
		list.Dir = ".."
		out, err := list.Output()
		if err != nil {
			t.Fatalf("%s: %v", list, err)
		}
		if !strings.Contains(string(out), "verwoord/app/desk\n") {
			t.Errorf("%s lists another program", list)
		}
		for p := range strings.Lines(string(out)) {
			if owner, _ := moduleOwner(strings.TrimSpace(p)); owner == "app/store/postgres" || p == "verwoord/app/store/postgres\n" {
				t.Errorf("%s: %s", list, p)
			}
		}
	}
}

// eachFile calls f for every Go file of the program that is no test, with its package's path from the root.
func eachFile(t *testing.T, f func(pkg, name string, file *ast.File)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && (base == "node_modules" || base == "testdata" || base == "build" || strings.HasPrefix(base, ".") && base != "..") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(strings.TrimPrefix(filepath.ToSlash(name), ".."), "/")
		pkg := path.Dir(rel)
		if pkg == "." {
			pkg = ""
		}
		files++
		f(pkg, name, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Fatalf("read only %d files", files)
	}
}

// What the program says by name, every language can say.
func TestMessagesExist(t *testing.T) {
	data, err := os.ReadFile("../locales/nl.json")
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]any{}
	if err := json.Unmarshal(data, &messages); err != nil {
		t.Fatal(err)
	}
	said := 0
	eachFile(t, func(_, name string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			speaks, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"T", "say", "wrong", "refuse", "mark"}, speaks.Sel.Name) {
				return true
			}
			for _, arg := range call.Args {
				literal, ok := arg.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					continue
				}
				key, _ := strconv.Unquote(literal.Value)
				if strings.Contains(key, ".") && !strings.ContainsAny(key, " /:") {
					said++
					if messages[key] == nil {
						t.Errorf("%s: no message %q", name, key)
					}
				}
			}
			return true
		})
	})
	if said < 50 {
		t.Fatalf("found only %d messages", said)
	}
}

// A file of more than 1 MB is a test binary or a build output that nobody meant to keep.
func TestNothingLargeIsTracked(t *testing.T) {
	out, err := func() ([]byte, error) {
		git := exec.Command("git", "ls-files", "-z")
		git.Dir = ".."
		return git.Output()
	}()
	if err != nil {
		err = filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error { // an archive without its history
			if err == nil && entry.IsDir() && (entry.Name() == "node_modules" || strings.HasPrefix(entry.Name(), ".") && entry.Name() != "..") {
				return fs.SkipDir
			}
			out = append(append(out, strings.TrimPrefix(name, "../")...), 0)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	tracked := 0
	for name := range strings.SplitSeq(strings.Trim(string(out), "\x00"), "\x00") {
		info, err := os.Stat(filepath.Join("..", name))
		if err != nil {
			continue // removed, and not committed yet
		}
		tracked++
		if info.Mode().IsRegular() && info.Size() > 1<<20 {
			t.Errorf("%s has %d bytes", name, info.Size())
		}
	}
	if tracked < 20 {
		t.Fatalf("looked at only %d files", tracked)
	}
}

// A language is files only: the message file, templates, patterns. No Go file names one, nor has its names of months and days.
func TestNoLanguageIsNamed(t *testing.T) {
	names, err := filepath.Glob("../locales/*.json")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	var own []string
	for _, name := range names {
		messages := map[string]any{}
		data, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(data, &messages)
		}
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range messages {
			if word, ok := text.(string); ok && len(word) > 5 && (strings.HasPrefix(key, "month.") || strings.HasPrefix(key, "weekday.")) {
				own = append(own, strings.ToLower(word))
			}
		}
		language := strings.TrimSuffix(filepath.Base(name), ".json")
		for _, file := range []string{"layout/ties/" + language + ".txt", "layout/hyphen/patterns/" + language + ".txt", "../templates/parts/" + language + ".md"} {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("the language %s: %v", language, err)
			}
		}
	}
	if len(own) < 20 {
		t.Fatalf("only %d names of months and days", len(own))
	}
	eachFile(t, func(_, name string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			value, _ := strconv.Unquote(literal.Value)
			for word := range strings.FieldsSeq(strings.ToLower(value)) {
				if slices.Contains(own, word) {
					t.Errorf("%s has the word %q", name, word)
				}
			}
			for _, language := range names {
				if value == strings.TrimSuffix(filepath.Base(language), ".json") {
					t.Errorf("%s names the language %q", name, value)
				}
			}
			return true
		})
	})
}
