package dossier

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
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
	texts := map[string]Text{}
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
	for what, text := range texts {
		for _, lang := range []string{"nl", "en"} {
			if strings.TrimSpace(text[lang]) == "" {
				t.Errorf("%s: nothing in %s", what, lang)
			}
		}
		if len(text) != 2 {
			t.Errorf("%s: %d languages, want 2", what, len(text))
		}
	}
	if len(c.Entities) != 6 {
		t.Errorf("%d entities, want 6", len(c.Entities))
	}
}

// A document that the catalogue adds is checked for what it needs and nothing else.
func TestDocumentNeeds(t *testing.T) {
	data, err := templates.FS.ReadFile("catalogue.json")
	if err != nil {
		t.Fatal(err)
	}
	add := func(entry string) []byte {
		return []byte(strings.Replace(string(data), `"documents": [`, `"documents": [`+entry+`,`, 1))
	}
	c, err := ParseCatalogue(add(`{"id": "memo", "needs": ["mainAgreement.reference", "subprocessors.transfers.mechanism"]}`))
	if err != nil {
		t.Fatal(err)
	}
	d, problems := Decode([]byte(`{"schema": "verwoord/dossier/1", "id": "a", "language": "nl", "controller": {"name": "A"},
		"processor": {"entities": ["jex-works"]}, "subprocessors": [{"id": "b", "transfers": [{"country": "US"}]}]}`))
	if problems.Errors() {
		t.Fatal(problems)
	}
	var got []string
	for _, p := range d.Check(c, world(t), "memo", today) {
		if p.Severity == Error {
			got = append(got, p.Code+" "+p.Path)
		}
	}
	if want := []string{"required /mainAgreement/reference", "required /subprocessors/0/transfers/0/mechanism"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for _, entry := range []string{`{"id": "memo", "needs": ["mainAgreement.number"]}`, `{"id": "agreement", "needs": []}`, `{"id": "memo", "item": "memos", "needs": []}`} {
		if _, err := ParseCatalogue(add(entry)); err == nil {
			t.Errorf("%s is let through", entry)
		}
	}
}
