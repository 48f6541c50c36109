// Package enginetest is an engine for tests with documents of its own: one about the dossier and one about each kind of record, and a third
// language. They are files only, beside those of the program: that they work shows that a new document or language needs no more.
//
// Start with New, or with the files themselves where a test changes them first.
package enginetest

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
	"testing/fstest"

	"verwoord/app/engine"
	"verwoord/locales"
	"verwoord/templates"
)

//go:embed all:testdata
var files embed.FS

// Client is the id of the client whose dossier the documents are made of.
const Client = "zorggroep-de-linde"

// Other is a client that the records concern too, of which none of the documents may know.
const Other = "bakkerij-de-korenaar"

// New is an engine of the program's files and those of the tests, made once.
var New = sync.OnceValues(func() (*engine.Engine, error) {
	texts, err := Templates()
	if err != nil {
		return nil, err
	}
	messages, err := Locales()
	if err != nil {
		return nil, err
	}
	return engine.Load(texts, messages)
})

// Templates are the program's templates with those of the tests.
func Templates() (fstest.MapFS, error) {
	out := fstest.MapFS{}
	for _, source := range []fs.FS{sub("testdata/templates"), templates.FS} { // what the program has itself, as the language of a test one day, is that
		if err := copyInto(out, source); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Locales are the program's messages with those of the tests.
func Locales() (fstest.MapFS, error) {
	out := fstest.MapFS{}
	if err := copyInto(out, locales.FS); err != nil {
		return nil, err
	}
	more := fstest.MapFS{}
	if err := copyInto(more, sub("testdata/locales")); err != nil {
		return nil, err
	}
	for name, file := range more {
		all := map[string]any{}
		if old := out[name]; old != nil {
			if err := json.Unmarshal(old.Data, &all); err != nil {
				return nil, fmt.Errorf("read %s: %w", name, err)
			}
		}
		own := map[string]any{}
		if err := json.Unmarshal(file.Data, &own); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		maps.Copy(own, all)
		data, err := json.Marshal(own)
		if err != nil {
			return nil, err
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out, nil
}

// Documents are the ids of the documents of the tests.
func Documents(e *engine.Engine) []string {
	var out []string
	for _, d := range e.Documents() {
		if strings.HasPrefix(d.ID, "test-") {
			out = append(out, d.ID)
		}
	}
	return out
}

func sub(dir string) fs.FS {
	f, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // it is embedded
	}
	return f
}

func copyInto(to fstest.MapFS, from fs.FS) error {
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".go" {
			return err
		}
		data, err := fs.ReadFile(from, name)
		to[name] = &fstest.MapFile{Data: data}
		return err
	})
}
