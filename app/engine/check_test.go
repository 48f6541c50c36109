package engine

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/change"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/organisation"
	"verwoord/app/privacy"
	"verwoord/app/record"
	"verwoord/app/request"
	"verwoord/app/transfer"
	"verwoord/locales"
)

// messages are the messages of one language.
func messages(t testing.TB, lang string) map[string]string {
	t.Helper()
	data, err := locales.FS.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range all {
		if s, ok := v.(string); ok {
			out[k] = s
		}
	}
	return out
}

// say writes a problem's message with nothing but its own arguments; one that lacks an argument fails.
func say(t testing.TB, lang string, m map[string]string, p record.Problem) string {
	t.Helper()
	parsed, err := template.New(p.Code).Option("missingkey=error").Parse(m["problem."+p.Code])
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	args := p.Arguments(lang, func(key string) (string, bool) { s, ok := m[key]; return s, ok })
	if err := parsed.Execute(&b, args); err != nil {
		t.Errorf("%s: %v", lang, err)
	}
	return b.String()
}

// edit changes a decoded JSON value: set and add at a pointer, add being at the end of a list, and remove.
func edit(t testing.TB, root any, verb, pointer string, value any) any {
	t.Helper()
	if pointer == "" {
		return value
	}
	head, rest, _ := strings.Cut(pointer[1:], "/")
	if rest != "" {
		rest = "/" + rest
	}
	switch v := root.(type) {
	case map[string]any:
		switch {
		case rest == "" && verb == "remove":
			delete(v, head)
		case rest == "" && verb == "add":
			list, _ := v[head].([]any)
			v[head] = append(list, value)
		case rest != "" && v[head] == nil:
			v[head] = edit(t, map[string]any{}, verb, rest, value)
		default:
			v[head] = edit(t, v[head], verb, rest, value)
		}
		return v
	case []any:
		i, err := strconv.Atoi(head)
		if err != nil || i >= len(v) {
			t.Fatalf("no element %s", pointer)
		}
		if rest == "" && verb == "remove" {
			return slices.Delete(v, i, i+1)
		}
		v[i] = edit(t, v[i], verb, rest, value)
		return v
	}
	t.Fatalf("%s: nothing to edit", pointer)
	return nil
}

// changed is one case: the example, edited, to be checked for a document on a day.
type changed struct {
	data            []byte
	document, today string
}

// parse reads the lines of a case up to the first that is an outcome.
func parse(t testing.TB, script string) (c changed, kept string) {
	t.Helper()
	var root any
	if err := json.Unmarshal(engine(t).Example("dossier"), &root); err != nil {
		t.Fatal(err)
	}
	c = changed{document: "agreement", today: today}
	for l := range strings.Lines(script) {
		if strings.HasPrefix(l, ">") || strings.HasPrefix(l, "  ") {
			break
		}
		kept += l
		verb, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		switch verb {
		case "":
		case "today":
			c.today = rest
		case "document":
			c.document = rest
		case "set", "add", "remove":
			pointer, text, _ := strings.Cut(rest, " ")
			var value any
			if verb != "remove" {
				if err := json.Unmarshal([]byte(text), &value); err != nil {
					t.Fatalf("%s: %v", l, err)
				}
			}
			root = edit(t, root, verb, pointer, value)
		default:
			t.Fatalf("unknown line: %s", l)
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(root); err != nil {
		t.Fatal(err)
	}
	c.data = b.Bytes()
	return c, kept
}

func (c changed) problems(e *Engine) record.Problems {
	return e.Check(Request{Document: c.document, Dossier: c.data, Date: c.today})
}

// The cases of testdata/check say how the example is changed and what Check then tells, in Dutch.
func TestCheck(t *testing.T) {
	e, nl, en := engine(t), messages(t, "nl"), messages(t, "en")
	files, err := filepath.Glob("testdata/check/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	told := map[string]bool{}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range a.Files {
			t.Run(f.Name, func(t *testing.T) {
				c, kept := parse(t, string(f.Data))
				ps := slices.DeleteFunc(c.problems(e), func(p record.Problem) bool { // which the example has: only cases about them tell of it
					return p.Code == "term-free" && !strings.Contains(kept, "additionalTerms") || p.Code == "entity-unchecked" && kept != ""
				})
				if len(ps) == 0 {
					kept += "> nothing\n"
				}
				for _, p := range ps {
					told[p.Code] = true
					kept += fmt.Sprintf("> %s %s %s\n  %s\n", p.Severity, p.Code, p.Path, Message(e.Locales().Locale("nl"), p))
					say(t, "nl", nl, p)
					say(t, "en", en, p)
				}
				if a.Files[i].Data = []byte(kept); !*update && kept != string(f.Data) {
					t.Errorf("got:\n%s\nwant:\n%s", kept, f.Data)
				}
			})
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	tellOthers(t, told)
	for code := range allCodes() {
		if !told[code] && !toldElsewhere[code] {
			t.Errorf("no case tells %s", code)
		}
	}
}

// allCodes are the tables of codes of every package but incident, whose tests tell its own.
func allCodes() record.Rules {
	all := record.Rules{}
	for _, rules := range []record.Rules{record.Codes, dossier.Codes, draft.Codes, Codes, privacy.Codes, organisation.Codes, change.Codes, request.Codes, transfer.Codes} {
		maps.Copy(all, rules)
	}
	return all
}

// toldElsewhere are the codes that tests of their own tell: those of what no dossier can hold, and those of documents about a record.
var toldElsewhere = map[string]bool{
	"draft-encoding": true, "draft-character": true, "draft-link": true, "unprintable": true, // the check is stricter
	"about-missing": true, "about-none": true, "about-client": true, "document-format": true, "document-part": true, "document-part-format": true, "document-heading": true, "json-want-number": true,
	"moment-form": true, "moment-unreal": true, "hash-form": true,
	"register-moved": true, "register-gone": true, "register-twice": true, "signatory-jointly": true, "approval-incomplete": true, "extract-old": true,
	"round-no-dossier": true, "round-twice": true, "round-earlier": true, "round-versions": true, "round-chains": true,
}

// tellOthers adds the codes of what no case can hold.
func tellOthers(t *testing.T, told map[string]bool) {
	t.Helper()
	a, err := txtar.ParseFile("../dossier/testdata/decode.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := []record.Problem{{Code: "text-encoding"}}
	for _, data := range [][]byte{[]byte("{\"id\":\"caf\xe9\"}"), bytes.Repeat([]byte("["), 40), bytes.Repeat([]byte(" "), 8<<20+1), bytes.Repeat([]byte("0,"), 250_001), []byte("GIF89a"), nil} {
		_, ps := dossier.Decode(data)
		all = append(all, ps...)
	}
	for _, f := range a.Files {
		_, ps := dossier.Decode(bytes.TrimSuffix(f.Data, []byte("\n")))
		all = append(all, ps...)
	}
	for _, p := range all {
		told[p.Code] = true
	}
}

// Every code has a message in each language, with exactly the arguments that the table of codes names.
func TestMessages(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		m := messages(t, lang)
		for code, c := range allCodes() {
			text, ok := m["problem."+code]
			if !ok {
				t.Errorf("%s: no message for %s", lang, code)
			}
			args := append(slices.Clone(c.Args), c.Texts...)
			for _, a := range args {
				if !strings.Contains(text, "{{."+a+"}}") {
					t.Errorf("%s: the message of %s does not use %s", lang, code, a)
				}
			}
			if n := strings.Count(text, "{{"); n < len(args) {
				t.Errorf("%s: the message of %s has %d variables for %d arguments", lang, code, n, len(args))
			}
			for _, part := range strings.Split(text, "{{.")[1:] {
				if name, _, _ := strings.Cut(part, "}}"); !slices.Contains(args, name) {
					t.Errorf("%s: the message of %s uses %s, which it is not given", lang, code, name)
				}
			}
			if strings.Contains(text, "!") {
				t.Errorf("%s: the message of %s shouts", lang, code)
			}
		}
		for pattern := range dossier.Type.Table() {
			if m["field."+pattern] == "" {
				t.Errorf("%s: no name for the field %s", lang, pattern)
			}
		}
		for _, c := range engine(t).Atlas().Countries() {
			if code := c.Code; m["country."+code] == "" {
				t.Errorf("%s: no name for the country %s", lang, code)
			}
		}
	}
}
