package draft_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"verwoord/app/dossier"

	"verwoord/app/doc"
	"verwoord/app/draft"
	"verwoord/templates"
)

// every is the clauses of the agreement with everything chosen.
func (w world) every(t *testing.T, lang string) []draft.Clause {
	return draft.Clauses(w.draft(t, "agreement", lang, draft.EveryChoice(example(t), w.catalogue)))
}

// The words of a version stay as they were recorded: other words are another version. With -update a version that has no file yet gets one;
// a file that is there is never changed.
func TestRecorded(t *testing.T) {
	w := load(t)
	agreement, _ := w.Document("agreement")
	name := "approved/agreement-" + agreement.Version + ".json"
	if _, err := fs.Stat(templates.FS, name); err != nil && *update {
		writeDown(t, w, agreement, "../../templates/"+name)
		t.Fatal("recorded now; run again")
	}
	data, err := fs.ReadFile(templates.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := draft.ParseRecorded(data)
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("testdata/source-2025.md")
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(source); r.Version != agreement.Version || r.Document != "agreement" || r.Source != hex.EncodeToString(sum[:]) {
		t.Errorf("recorded %s %s of %s; the template is %s and the source %x", r.Document, r.Version, r.Source, agreement.Version, sum)
	}
	if langs := w.Languages("agreement"); len(langs) != len(r.Texts) {
		t.Errorf("recorded in %d languages, written in %v", len(r.Texts), langs)
	}
	for _, lang := range w.Languages("agreement") {
		for _, id := range r.Differences(lang, w.every(t, lang)) {
			t.Errorf("%s: clause %s is not as recorded in version %s; other words need another version", lang, id, r.Version)
		}
	}
}

func writeDown(t *testing.T, w world, of draft.Document, name string) {
	t.Helper()
	r := draft.Recorded{Document: of.ID, Version: of.Version, Texts: map[string]map[string]string{}}
	for _, lang := range w.Languages(of.ID) {
		r.Texts[lang] = map[string]string{}
		for _, c := range w.every(t, lang) {
			r.Texts[lang][c.ID] = c.Sum()
		}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A changed, a new and a missing clause are each seen.
func TestDifferences(t *testing.T) {
	r := draft.Recorded{Texts: map[string]map[string]string{"nl": {
		"a": draft.Clause{ID: "a", Text: "een"}.Sum(), "b": draft.Clause{ID: "b", Text: "twee"}.Sum(),
	}}}
	got := r.Differences("nl", []draft.Clause{{ID: "a", Text: "een,"}, {ID: "c", Text: "drie"}})
	if !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("got %v", got)
	}
	if got := r.Differences("nl", []draft.Clause{{ID: "b", Text: "twee"}, {ID: "a", Text: "een"}}); got != nil {
		t.Errorf("got %v", got)
	}
}

// With everything chosen the terms are the source, sentence by sentence and in its order.
func TestSource(t *testing.T) {
	w := load(t)
	source, err := os.ReadFile("testdata/source-2025.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for line := range strings.Lines(string(source)) {
		line = strings.TrimLeft(strings.TrimSpace(line), "#- ")
		if line != "" && line != "VERSIE 2025" {
			want = append(want, line)
		}
	}
	d := w.draft(t, "agreement", "nl", draft.EveryChoice(example(t), w.catalogue))
	var got []string
	for _, id := range []string{"terms", "annex-1", "annex-2"} {
		got = append(got, sayings(t, d, id)...)
	}
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("missing: %s", want[i])
		case i >= len(want):
			t.Fatalf("not in the source: %s", got[i])
		case got[i] != want[i]:
			t.Fatalf("got  %s\nwant %s", got[i], want[i])
		}
	}
	counts := map[string]int{}
	for _, c := range draft.Clauses(d) {
		section, _, isClause := strings.Cut(c.ID, ".")
		if isClause {
			counts[section]++
		}
	}
	for section, n := range map[string]int{"definitions": 13, "subject": 5, "duties": 5, "security": 3, "requests": 1, "annex-1": 1 + 13, "annex-2": 2 + 7 + 16} {
		if counts[section] != n {
			t.Errorf("%s has %d clauses, want %d", section, counts[section], n)
		}
	}
}

// sayings is every heading, paragraph and list item of a section, in order; what the dossier adds to annex 2 has a section of its own.
func sayings(t *testing.T, d *doc.Doc, id string) []string {
	t.Helper()
	var out []string
	for _, s := range d.Sections {
		doc.Walk(s, func(n doc.Node) {
			if s, ok := n.(*doc.Section); !ok || s.ID != id {
				return
			}
			skip := map[doc.Node]bool{}
			doc.Walk(n, func(n doc.Node) {
				switch n := n.(type) {
				case *doc.Section:
					if n.ID == "grounds" {
						doc.Walk(n, func(n doc.Node) { skip[n] = true })
					}
				case *doc.Heading:
					if !skip[n] {
						out = append(out, doc.Plain(n.Inlines))
					}
				case *doc.Paragraph:
					if !skip[n] {
						out = append(out, doc.Plain(n.Inlines))
					}
				}
			})
		})
	}
	if len(out) == 0 {
		t.Fatalf("no section %s", id)
	}
	return out
}

// Every language of the agreement has the same clauses in the same order. That the headings are equal is a law of Load.
func TestEqualClauses(t *testing.T) {
	w := load(t)
	var first []string
	for _, lang := range w.Languages("agreement") {
		var ids []string
		for _, c := range w.every(t, lang) {
			ids = append(ids, c.ID)
		}
		if first == nil {
			first = ids
		}
		if len(ids) == 0 || !slices.Equal(ids, first) {
			t.Errorf("clauses in %s are %v, in %s %v", lang, ids, w.Languages("agreement")[0], first)
		}
	}
}

// Templates are in composed form, as the canonical text is.
func TestComposed(t *testing.T) {
	names, err := fs.Glob(templates.FS, "*/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range append(names, "catalogue.json") {
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		if !norm.NFC.IsNormal(data) {
			t.Errorf("%s is not in Unicode's composed form", name)
		}
	}
}

// No template claims what only a court or a supervisory authority can say.
func TestClaimsNothing(t *testing.T) {
	names, err := fs.Glob(templates.FS, "*/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToLower(string(data))
		for _, claim := range []string{"rechtsgeldig", "voldoet aan artikel 28", "voldoet aan art. 28", "legally valid", "complies with article 28", "compliant"} {
			if strings.Contains(text, claim) {
				t.Errorf("%s says %q", name, claim)
			}
		}
	}
}

// What the catalogue knows of the group stands in no template beside it.
func TestTheAddressIsKnownOnce(t *testing.T) {
	w := load(t)
	group, read := w.catalogue.Group, 0
	err := fs.WalkDir(templates.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		read++
		for _, known := range []string{group.Address.Street, group.Address.Postcode} {
			if strings.Contains(string(data), known) {
				t.Errorf("%s has %q", name, known)
			}
		}
		return err
	})
	if err != nil || read < 20 {
		t.Fatal(read, err)
	}
}

// The words of the prepared terms are recorded too, in every language that documents are written in: other words are another version. With
// -update a version that has no file yet gets one, and one that nobody approved the words of a language that it has none of.
func TestRecordedTerms(t *testing.T) {
	w := load(t)
	if len(w.TermIDs()) < 15 {
		t.Fatalf("only %d prepared terms", len(w.TermIDs()))
	}
	for _, id := range w.TermIDs() {
		spec, err := w.TermSpec(id)
		if err != nil {
			t.Fatal(err)
		}
		term, err := dossier.ParseTerm(id, spec)
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]map[string]string{}
		count := 0
		for _, lang := range w.Languages("agreement") {
			clauses, err := w.TermClauses(id, lang)
			if err != nil {
				t.Fatal(err)
			}
			texts[lang] = map[string]string{}
			for _, c := range clauses {
				texts[lang][c.ID] = c.Sum()
				for _, p := range term.Parameters {
					count += strings.Count(c.Text, "{"+p.Name+"}")
				}
				if strings.Count(c.Text, "{") > 0 && len(term.Parameters) == 0 {
					t.Errorf("%s/%s names a parameter that it has not", id, lang)
				}
			}
			if len(texts[lang]) != len(texts[w.Languages("agreement")[0]]) {
				t.Errorf("%s has another number of paragraphs in %s", id, lang)
			}
		}
		if count != len(term.Parameters)*len(texts) {
			t.Errorf("%s prints %d parameters in %d languages, and has %d", id, count, len(texts), len(term.Parameters))
		}
		name := "approved/term-" + id + "-" + term.Version + ".json"
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil && *update {
			data, err = json.MarshalIndent(draft.Recorded{Document: "term-" + id, Version: term.Version, Texts: texts}, "", "  ")
			if err == nil {
				err = os.WriteFile("../../templates/"+name, append(data, '\n'), 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		r, err := draft.ParseRecorded(data)
		if err != nil {
			t.Fatal(err)
		}
		if *update && r.Approval == nil && len(r.Texts) < len(texts) {
			maps.Copy(texts, r.Texts)
			r.Texts = texts
			if data, err = json.MarshalIndent(r, "", "  "); err == nil {
				err = os.WriteFile("../../templates/"+name, append(data, '\n'), 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, lang := range w.Languages("agreement") {
			clauses, _ := w.TermClauses(id, lang)
			for _, clause := range r.Differences(lang, clauses) {
				t.Errorf("%s/%s: %s is not as recorded in version %s; other words need another version", id, lang, clause, r.Version)
			}
		}
	}
}

// A clause is a recorded term with its number in the one place, and with no word more, less or in another order.
func TestHolds(t *testing.T) {
	sum := func(text string) string { return draft.Clause{Text: text}.Sum() }
	r := draft.Recorded{Texts: map[string]map[string]string{"nl": {"a": sum("Titel"), "a.1": sum("Wij melden binnen {hours} uur."), "a.2": sum("Artikel 4 geldt.")}}}
	for text, want := range map[string]bool{
		"Titel Wij melden binnen 4 uur. Artikel 4 geldt.":         true,
		"Titel Wij melden binnen 5 uur. Artikel 4 geldt.":         false,
		"Titel Wij melden binnen 4 uur.":                          false,
		"Titel Wij melden binnen 4 uur. Artikel 4 geldt. Niet.":   false,
		"Titel Wij melden niet binnen 4 uur. Artikel 4 geldt.":    false,
		"Titel Artikel 4 geldt. Wij melden binnen 4 uur.":         false,
		"Titel Wij melden binnen {hours} uur. Artikel 4 geldt. 4": false,
		"": false,
	} {
		if r.Holds("nl", "a", text, map[string]string{"hours": "4"}) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
	if r.Holds("en", "a", "", nil) {
		t.Error("a language that is not recorded")
	}
}

// The rows of the completeness check that prepared terms answer are there.
func TestTermsAnswer(t *testing.T) {
	w := load(t)
	answered := map[string]bool{}
	for _, id := range w.TermIDs() {
		spec, err := w.TermSpec(id)
		if err != nil {
			t.Fatal(err)
		}
		term, err := dossier.ParseTerm(id, spec)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range term.Answers {
			answered[row] = true
		}
	}
	for _, row := range []string{"C-08", "C-10", "C-14", "C-18", "C-19", "C-20", "C-21", "C-22", "C-23", "C-24", "C-25", "C-26"} {
		if !answered[row] {
			t.Errorf("no prepared term answers %s", row)
		}
	}
}
