package engine_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"verwoord/app/engine"
)

// A drill says so on top of every page, in its title, its name and every other format; a real notice never does.
func TestDrillOnEveryPage(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	real := e.Rounds()[0].About
	drill := bytes.Replace(real, []byte(`"exercise": false`), []byte(`"exercise": true`), 1)
	for _, lang := range []string{"nl", "en"} {
		for _, about := range [][]byte{real, drill} {
			is := &about[0] == &drill[0]
			round := e.Rounds()[0]
			round.About, round.Lang = about, lang
			turns, problems := e.Round(context.Background(), round)
			if problems != nil {
				t.Fatal(problems)
			}
			for _, turn := range turns {
				made, problems, err := e.Make(context.Background(), turn.Request)
				if err != nil || made == nil {
					t.Fatal(err, problems)
				}
				for n := range made.Pages.Len() {
					heads := 0
					for _, run := range made.Pages.Page(n).Runs {
						var text strings.Builder
						for _, g := range run.Glyphs {
							text.WriteString(g.Text)
						}
						if run.Node == nil && run.Size > 10 && strings.Contains(text.String(), "OEFENING") {
							heads++
						}
					}
					if (heads == 1) != is || heads > 1 {
						t.Errorf("%s, page %d: %d heads, drill %t", lang, n+1, heads, is)
					}
				}
				for _, f := range []engine.Format{engine.HTML, engine.Markdown, engine.Text} {
					turn.Request.Format = f
					made, _, err := e.Make(context.Background(), turn.Request)
					if err != nil || bytes.Contains(made.Data, []byte("OEFENING")) != is {
						t.Errorf("%s %s, drill %t: %v", lang, f, is, err)
					}
				}
				if drilled := strings.HasPrefix(made.Name, "oefening-") || strings.HasPrefix(made.Name, "drill-"); drilled != is {
					t.Errorf("drill %t is called %s", is, made.Name)
				}
			}
		}
	}
}
