package desk_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/engine"
)

var update = flag.Bool("update", false, "write the explanations anew")

// Every part of the agreement that a click can hit is explained: why it is there, what asks for it, and which fields put what into it. The
// explanations are in testdata, to be read by a lawyer.
func TestEveryClauseIsExplained(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"nl", "en"} {
		d, _ := started(t)
		s := good(d.Start())(t).Settings
		next := s
		next.Language = lang
		good(d.SetSettings(s, next))(t)
		var b strings.Builder
		for _, id := range clauses(t, e) {
			c := good(d.Clause(desk.Request{Document: "agreement"}, id))(t)
			if c.Reason == "" || strings.HasPrefix(c.Reason, "desk.") {
				t.Errorf("%s: %s has no reason: %q", lang, id, c.Reason)
			}
			fmt.Fprintf(&b, "%s  %s\n  %s\n", c.ID, strings.TrimSpace(c.Number+" "+c.Title), c.Reason)
			if c.Law != "" {
				fmt.Fprintf(&b, "  § %s\n", c.Law)
			}
			for _, f := range c.Fields {
				if f.Label == "" || strings.HasPrefix(f.Label, "field.") {
					t.Errorf("%s: %s has no name", lang, f.Path)
				}
				fmt.Fprintf(&b, "  < %s  %s\n", f.Path, f.Label)
			}
		}
		name := "testdata/clauses." + lang + ".txt"
		if *update {
			if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := good(os.ReadFile(name))(t); b.String() != string(want) {
			t.Errorf("%s is not what the app says: look at the difference with -update", name)
		}
	}
}

// clauses are the parts of the agreement of the example, in its order, and those that only other clients have.
func clauses(t testing.TB, e *engine.Engine) []string {
	t.Helper()
	made, problems, err := e.Make(t.Context(), engine.Request{Document: engine.Agreement, Dossier: e.Example("dossier"), Date: "2026-11-22"})
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
	var ids []string
	for _, m := range made.Marks() {
		if m.Clause != "" && !slices.Contains(ids, m.Clause) {
			ids = append(ids, m.Clause)
		}
	}
	for _, id := range []string{"annex-2.bsn", "annex-2.id-copy", "annex-2.certificate-of-conduct", "grounds"} {
		if slices.Contains(ids, id) {
			t.Errorf("%s is in the example", id)
		}
		ids = append(ids, id)
	}
	return ids
}
