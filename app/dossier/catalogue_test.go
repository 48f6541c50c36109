package dossier

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/record"
	"verwoord/templates"
)

func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	data, err := templates.FS.ReadFile("catalogue.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseCatalogue(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The labels are the words of the terms: annexes.txt is a copy of the lists there.
func TestCatalogueLabels(t *testing.T) {
	c := catalogue(t)
	got := map[string][]string{}
	for _, m := range c.Measures {
		got["measures"] = append(got["measures"], m.Label["nl"])
	}
	for _, d := range c.DataSubjects {
		got["data subjects"] = append(got["data subjects"], d.Label["nl"])
	}
	for _, p := range c.PersonalData {
		got["personal data"] = append(got["personal data"], p.Label["nl"])
	}
	a, err := txtar.ParseFile("testdata/annexes.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) != 3 {
		t.Fatalf("annexes.txt has %d lists, want 3", len(a.Files))
	}
	for _, f := range a.Files {
		if g := strings.Join(got[f.Name], "\n") + "\n"; g != string(f.Data) {
			t.Errorf("%s:\n%s\nwant:\n%s", f.Name, g, f.Data)
		}
	}
}

func TestCatalogueComplete(t *testing.T) {
	c := catalogue(t)
	texts := map[string]record.Text{}
	for _, m := range c.Measures {
		texts["measure "+m.ID] = m.Label
	}
	for _, d := range c.DataSubjects {
		texts["data subject "+d.ID] = d.Label
	}
	for _, p := range c.PersonalData {
		texts["personal data "+p.ID] = p.Label
		if p.NeedsGround {
			texts["reason "+p.ID] = p.Reason
			if p.Source == "" {
				t.Errorf("%s: no source", p.ID)
			}
		}
	}
	for _, s := range c.Services {
		texts["service "+s.ID] = s.Label
		texts["reason "+s.ID] = s.Reason
		if s.Source == "" {
			t.Errorf("%s: no source", s.ID)
		}
	}
	languages, err := filepath.Glob("../../locales/*.json")
	if err != nil || len(languages) < 2 {
		t.Fatal(languages, err)
	}
	for what, text := range texts {
		for _, name := range languages {
			if lang := strings.TrimSuffix(filepath.Base(name), ".json"); strings.TrimSpace(text[lang]) == "" {
				t.Errorf("%s: nothing in %s", what, lang)
			}
		}
		if len(text) != len(languages) {
			t.Errorf("%s: %d languages, want %d", what, len(text), len(languages))
		}
	}
	if len(c.Entities) != 6 {
		t.Errorf("%d entities, want 6", len(c.Entities))
	}
}

// What a document prints has the quotes and apostrophes of a printed page.
func TestLabelsAreTypeset(t *testing.T) {
	var texts func(v any, path string)
	texts = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for name, x := range v {
				texts(x, path+"/"+name)
			}
		case []any:
			for i, x := range v {
				texts(x, fmt.Sprint(path, "/", i))
			}
		case string:
			if (strings.HasSuffix(path, "/nl") || strings.HasSuffix(path, "/en")) && strings.ContainsAny(v, "'\"") {
				t.Errorf("%s: %s", path, v)
			}
		}
	}
	for _, name := range []string{"catalogue.json", "adequacy.json", "countries.json"} {
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var root any
		if err := json.Unmarshal(data, &root); err != nil {
			t.Fatal(err)
		}
		texts(root, name)
	}
}
