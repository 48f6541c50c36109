package draft_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/draft"
)

// parts are the definitions that every template needs.
const parts = `{{define "title"}}T{{end}}{{define "subject"}}S{{end}}{{define "foot"}}F{{end}}{{define "author"}}A{{end}}` +
	`{{define "page-of"}}P{{end}}`

func files(texts map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"memo/document.json": {Data: []byte(`{"version": "1", "formats": ["pdf"]}`)}}
	for name, text := range texts {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func check(fsys fs.FS) error {
	t, err := draft.Load(fsys)
	if err != nil {
		return err
	}
	return t.Check()
}

func TestRefused(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/refused.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			want, text, _ := strings.Cut(string(f.Data), "\n")
			err := check(files(map[string]string{"parts/nl.md": parts, "memo/nl.md": text}))
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error is %v, want %q", err, want)
			}
			if err != nil && !strings.HasPrefix(err.Error(), "read template memo/nl: ") {
				t.Errorf("error %q does not say where", err)
			}
		})
	}
}

// The languages of a document have the same ids in the same order.
func TestLanguagesDiffer(t *testing.T) {
	for _, c := range []struct{ name, nl, en, want string }{
		{"other id", "# A {#a}", "# A {#b}", `id "a", which another language has not or elsewhere`},
		{"missing id", "# A {#a}\n\n## B {#b}", "# A {#a}", `id "b", which another language has not or elsewhere`},
		{"missing clause", "# A {#a .clauses}\n\nx", "# A {#a .clauses}\n\nx\n\ny", `no id "a.2", which another language has`},
	} {
		err := check(files(map[string]string{"parts/nl.md": parts, "parts/en.md": parts, "memo/nl.md": c.nl, "memo/en.md": c.en}))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want %q", c.name, err, c.want)
		}
	}
}

// A template that has no definitions of its own or its language is not a template.
func TestDefinitions(t *testing.T) {
	if err := check(files(map[string]string{"memo/nl.md": "# A"})); err == nil {
		t.Error("no parts: no error")
	}
	if err := check(files(map[string]string{"parts/nl.md": "", "memo/nl.md": "# A"})); err == nil || !strings.Contains(err.Error(), `no definition of "title"`) {
		t.Errorf("no title: error is %v", err)
	}
	if err := check(files(map[string]string{"parts/nl.md": parts, "memo/nl.md": "# A \ue000"})); err == nil || !strings.Contains(err.Error(), "private character") {
		t.Errorf("private character: error is %v", err)
	}
}
