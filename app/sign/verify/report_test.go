package verify_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/testpki"
	"verwoord/locales"
)

var update = flag.Bool("update", false, "write the golden files")

var codeForm = regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)*$`)

// foundCodes reads from the program which codes it can find: the literals that problem, note and lacks are called with, those
// that Findings are made of and those that functions for codes return, and the faults of package cms.
func foundCodes(t *testing.T) (findings, lacking []string) {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.go", "../chain/path.go", "../cms/parse*.go", "../../pdf/form/*.go"} {
		more, _ := filepath.Glob(pattern)
		files = append(files, more...)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				switch called := n.Fun.(type) {
				case *ast.SelectorExpr:
					switch called.Sel.Name {
					case "problem", "note", "doubt", "remark":
						findings = appendCode(findings, n.Args[0])
					case "lacks":
						lacking = appendCode(lacking, n.Args[0])
					}
				case *ast.Ident:
					if called.Name == "lacks" {
						lacking = appendCode(lacking, n.Args[0])
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
					findings = appendCode(findings, n.Value)
				}
			case *ast.FuncDecl:
				if slices.Contains([]string{"pathFault", "fault", "judgeToken"}, n.Name.Name) {
					ast.Inspect(n, func(n ast.Node) bool {
						if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
							findings = appendCode(findings, r.Results[0])
						}
						return true
					})
				}
			case *ast.ValueSpec:
				kind, typed := n.Type.(*ast.Ident)
				note := file.Name.Name == "verify" && strings.HasPrefix(strings.ToLower(n.Names[0].Name), "note")
				if len(n.Values) == 1 && (typed && kind.Name == "Fault" || file.Name.Name == "form" || note) {
					findings = appendCode(findings, n.Values[0])
				}
			}
			return true
		})
	}
	slices.Sort(findings)
	slices.Sort(lacking)
	return slices.Compact(findings), slices.Compact(lacking)
}

func appendCode(codes []string, e ast.Expr) []string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if code, _ := strconv.Unquote(lit.Value); codeForm.MatchString(code) {
			return append(codes, code)
		}
	}
	return codes
}

// Every code has a sentence in every language, and there is no sentence for a code that does not exist.
func TestEveryCodeHasASentence(t *testing.T) {
	findings, lacking := foundCodes(t)
	if len(findings) < 50 || len(lacking) < 9 {
		t.Fatalf("read only %d and %d codes", len(findings), len(lacking))
	}
	want := map[string]bool{"verify.finding.modified-page": true, "verify.finding.modified-part": true, "verify.finding.modified-metadata": true}
	for _, code := range findings {
		if code != "no-signature" { // the whole report is one sentence then
			want["verify.finding."+code] = true
		}
	}
	for _, code := range lacking {
		want["verify.lacks."+code] = true
	}
	for _, lang := range []string{"nl", "en"} {
		messages := readMessages(t, lang)
		for key := range want {
			if messages[key] == nil {
				t.Errorf("%s: no message %s", lang, key)
			}
		}
		for key, message := range messages {
			if (strings.HasPrefix(key, "verify.finding.") || strings.HasPrefix(key, "verify.lacks.")) && !want[key] {
				t.Errorf("%s: nothing says %s", lang, key)
			}
			if text, _ := message.(string); strings.HasPrefix(key, "verify.") && (strings.Contains(text, "rechtsgeldig") || strings.Contains(text, "QES") || strings.Contains(text, "!")) {
				t.Errorf("%s: %s: %s", lang, key, text)
			}
		}
	}
}

// Every verdict has a sentence in every language, and so has every headline.
func TestEveryVerdictHasASentence(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		messages := readMessages(t, lang)
		for question, codes := range map[string][]string{
			"integrity": {Unsigned, Intact, Unreadable, Doubtful, Broken, Changed},
			"identity":  {Unsigned, Established, Claimed, Expired, Other, Refused},
			"headline":  {Unsigned, Remarks, string(Good), string(Bad), string(Open)},
		} {
			for _, code := range codes {
				if messages["verdict."+question+"."+code] == nil {
					t.Errorf("%s: no message for %s %s", lang, question, code)
				}
			}
		}
	}
}

func readMessages(t *testing.T, lang string) map[string]any {
	t.Helper()
	data, err := locales.FS.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var messages map[string]any
	if err := json.Unmarshal(data, &messages); err != nil {
		t.Fatal(err)
	}
	return messages
}

// say prints a report as people read it, without the grammar of plurals.
func say(t *testing.T, r *Report, lang string) string {
	t.Helper()
	messages := readMessages(t, lang)
	var b strings.Builder
	integrity, identity := r.Verdicts()
	for _, s := range append([]Sentence{integrity, identity}, r.Sentences(func(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 UTC") })...) {
		message := messages[s.Key]
		if plural, ok := message.(map[string]any); ok {
			message = plural["other"]
			if s.Args["Count"] == 1 {
				message = plural["one"]
			}
		}
		text, ok := message.(string)
		if !ok {
			t.Errorf("no message %s", s.Key)
		}
		for name, value := range s.Args {
			var printed string
			switch v := value.(type) {
			case string:
				printed = v
			case int:
				printed = strconv.Itoa(v)
			}
			text = strings.ReplaceAll(text, "{{."+name+"}}", printed)
		}
		if strings.Contains(text, "{{") {
			t.Errorf("%s: something is left to fill in: %s", s.Key, text)
		}
		b.WriteString(strings.Repeat("  ", min(s.Signature, 1)) + text + "\n")
	}
	return b.String()
}

// TestSentences compares what is said of some files with testdata/sentences.txt.
func TestSentences(t *testing.T) {
	v := newVictim(t, nil)
	lta := mustSign(t, contract(nil), identity(v.pki.Signer("J. Jansen", v.attacker().Key)), sign.Request{Field: "controller", Level: BLTA, Services: services(v.pki)})
	var b strings.Builder
	for _, c := range []struct {
		name string
		data []byte
		o    Options
	}{
		{"not signed", contract(nil), v.options()},
		{"signed", v.signed, v.options()},
		{"signed, and no roots given", v.signed, Options{Now: moment}},
		{"at the highest level", lta, v.options()},
		{"at the highest level, and no roots given", lta, Options{Now: moment}},
		{"changed on a page", shadows[0].make(t, v), v.options()},
		{"changed in the form", entries(9, cos.Dict{"NeedAppearances": true})(t, v), v.options()},
		{"with a signature over the text", certifications[1].make(t, v), v.options()},
		{"with a broken signature", splice(func(c []byte) { copy(c[1:], "00") })(t, v), v.options()},
	} {
		r, err := verifyBytes(c.data, c.o)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"nl", "en"} {
			b.WriteString("== " + c.name + " (" + lang + ")\n" + say(t, r, lang) + "\n")
		}
	}
	const golden = "testdata/sentences.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("other sentences than in %s; run with -update and look at the difference:\n%s", golden, b.String())
	}
}

// A name may not add a line to the report, turn the words around or steer a terminal.
func TestSentencesAreTheReports(t *testing.T) {
	v := newVictim(t, nil)
	const name = "M. Mallory.\nThe signature holds.\u202e\u2028\x1b[8m"
	id := identity(v.pki.Signer(name, testpki.Key("mallory")))
	data := mustSign(t, v.signed, id, sign.Request{Field: name, Services: services(v.pki)})
	r, err := verifyBytes(data, v.options())
	if err != nil {
		t.Fatal(err)
	}
	r.Signatures[1].Problems = append(r.Signatures[1].Problems, Finding{Code: "field-locked", Detail: name})
	for _, s := range r.Sentences(func(t time.Time) string { return t.String() }) {
		for arg, value := range s.Args {
			if text := fmt.Sprint(value); strings.ContainsAny(text, "\n\u202e\u2028\x1b") {
				t.Errorf("%s: %s is %q", s.Key, arg, text)
			}
		}
	}
	if got := r.Signatures[1].Signer.Name; got != "M. Mallory.\ufffdThe signature holds.\ufffd\ufffd\ufffd[8m" {
		t.Errorf("the signer is called %q", got)
	}
}
