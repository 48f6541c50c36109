package engine

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"verwoord/app/dossier"
)

// put sets the value at a JSON Pointer, in objects and lists that are there.
func put(t testing.TB, root any, pointer string, value any) {
	t.Helper()
	names := strings.Split(pointer, "/")[1:]
	for i, name := range names {
		last := i == len(names)-1
		switch in := root.(type) {
		case map[string]any:
			if last {
				in[name] = value
			}
			root = in[name]
		case []any:
			n, err := strconv.Atoi(name)
			if err != nil || n >= len(in) {
				t.Fatalf("nothing at %s", pointer)
			}
			if last {
				in[n] = value
			}
			root = in[n]
		default:
			t.Fatalf("nothing at %s", pointer)
		}
	}
}

// dueCase reads a case: the example, as it is set, and how far its agreement is on a day.
func dueCase(t testing.TB, script string) (d dossier.Dossier, s Standing, day, kept string) {
	t.Helper()
	var root any
	if err := json.Unmarshal(engine(t).Example("dossier"), &root); err != nil {
		t.Fatal(err)
	}
	day = today
	s.Template = engine(t).Catalogue().Version
	for l := range strings.Lines(script) {
		if strings.HasPrefix(l, ">") || strings.HasPrefix(l, "  ") {
			break
		}
		kept += l
		verb, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		if known, ok := map[string]*string{"today": &day, "made": &s.Made, "jex-signed": &s.Processor, "client-signed": &s.Controller,
			"template": &s.Template, "changed": &s.Changed}[verb]; ok {
			*known = rest
			continue
		}
		pointer, text, _ := strings.Cut(rest, " ")
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil || verb != "set" {
			t.Fatalf("%s: %v", l, err)
		}
		put(t, root, pointer, value)
	}
	data, err := json.Marshal(root)
	if err == nil {
		err = json.Unmarshal(data, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Start = d.Processing.Start
	return d, s, day, kept
}

var update = flag.Bool("update", false, "write the outcomes of the cases anew")

// The cases of testdata/due.txtar tell how far the agreement of the example is, what its dossier says, and what is then due.
func TestDue(t *testing.T) {
	const name = "testdata/due.txtar"
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	e := engine(t)
	nl, en := e.Locales().Locale("nl"), e.Locales().Locale("en")
	told := map[string]bool{}
	for i, f := range a.Files {
		t.Run(f.Name, func(t *testing.T) {
			d, s, day, kept := dueCase(t, string(f.Data))
			due := DueOn(append(e.Due(s), e.DueInDossier(&d)...), day)
			if len(due) == 0 {
				kept += "> nothing\n"
			}
			for _, x := range due {
				told[x.Code] = true
				late := ""
				if x.Day < day {
					late = " late"
				}
				kept += fmt.Sprintf("> %s%s %s %s\n  %s\n", x.Day, late, x.Code, x.Path, x.Sentence(nl))
				for _, text := range []string{x.Sentence(nl), x.Sentence(en)} {
					if strings.Contains(text, "<no value>") || strings.HasPrefix(text, "due.") {
						t.Errorf("%s says %q", x.Code, text)
					}
				}
			}
			if a.Files[i].Data = []byte(kept); !*update && kept != string(f.Data) {
				t.Errorf("got:\n%s\nwant:\n%s", kept, f.Data)
			}
		})
	}
	for _, code := range []string{"processor", "controller", "start", "started", "changed", "text", "end", "ended", "planned", "arrived", "stop",
		"adequacy", "assessment", "certification"} {
		if !told[code] {
			t.Errorf("no case tells %s", code)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A certificate to sign with is spoken of from two months before its last day.
func TestDueIdentity(t *testing.T) {
	for until, want := range map[string]string{"": "", "2027-01-23": "", "2027-01-22": "identity", today: "identity", "2026-11-21": "identity-ended"} {
		got := ""
		for _, due := range DueOn(DueIdentity("Sander de Voorbeeld", until), today) {
			got += due.Code
		}
		if got != want {
			t.Errorf("until %s: %q, want %q", until, got, want)
		}
	}
}
