package plain

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the outcomes of the cases anew")

func rules(t testing.TB, lang string) *Rules {
	t.Helper()
	data, err := os.ReadFile("../../templates/plain/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The cases of testdata say what is found in a text.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		r := rules(t, strings.TrimSuffix(filepath.Base(name), ".txtar"))
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range a.Files {
			text, _, _ := strings.Cut(string(f.Data), "> ")
			report := r.Read([]Stretch{{Text: text, Running: true}})
			got := text + fmt.Sprintf("> %d sentences, %d words, %d syllables, longest %d, ease %.0f\n", report.Sentences, report.Words, report.Syllables, report.Longest, report.Ease)
			for _, x := range report.Findings {
				got += strings.TrimRight(fmt.Sprintf("> %s: %s %s", x.Kind, x.Word, x.Instead), " ") + "\n"
			}
			if got != string(f.Data) && !*update {
				t.Errorf("%s, %s: got:\n%s", name, f.Name, got)
			}
			a.Files[i].Data = []byte(got)
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A text speaks to its reader in one form: words of another are found, whatever marks are around them, and words that only hold one are not.
func TestMixed(t *testing.T) {
	r := rules(t, "nl")
	for _, c := range []struct{ form, text, want string }{
		{"informal", "Wij bellen je. Jouw cv blijft hier.", ""},
		{"formal", "Wij bellen je. Jouw cv blijft hier.", "je jouw"},
		{"informal", "Wij bellen u (of uw collega); u hoort van ons.", "u uw"},
		{"formal", "Wij bellen u. Jullie overeenkomst, de uren en het bureau.", ""},
		{"", "Wij bellen u en jou.", ""},
	} {
		var got []string
		for _, f := range r.Mixed(c.text, c.form) {
			got = append(got, f.Word)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q: %v, want %s", c.form, c.text, got, c.want)
		}
	}
}

// Every language of the program has rules.
func TestEveryLanguageHasRules(t *testing.T) {
	names, err := filepath.Glob("../../locales/*.json")
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		rules(t, strings.TrimSuffix(filepath.Base(name), ".json"))
	}
}

// Whatever a text is, its words are counted once and its figures are numbers.
func FuzzRead(f *testing.F) {
	r := rules(f, "nl")
	f.Add("Jouw gegevens worden opgeslagen. Conform o.a. art. 13.")
	f.Add("...!?\n\n. a.")
	f.Fuzz(func(t *testing.T, text string) {
		report := r.Read([]Stretch{{Text: text, Running: true}})
		words := 0
		for _, s := range r.sentences(text) {
			words += len(wordsOf(s))
			if utf8.ValidString(text) && !strings.Contains(text, s) {
				t.Errorf("%q is not in the text", s)
			}
		}
		if report.Words != words || report.Syllables < report.Words || math.IsNaN(report.Ease) || report.Longest > report.Words {
			t.Errorf("%+v", report)
		}
	})
}
