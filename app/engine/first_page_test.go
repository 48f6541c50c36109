//go:build !js

package engine_test

import (
	"strings"
	"testing"

	"verwoord/app/engine"
	"verwoord/app/layout"
)

// What a client must know first stands on the first page of every notice of the example: until when it has to decide, and the last of what it
// is to do now.
func TestFirstPageSaysWhatToDo(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for lang, wants := range map[string][]string{
		"nl": {"maandag 14 december 2026, 03:40", "tenzij een risico", "Bel of mail ons"},
		"en": {"Monday 14 December 2026, 03:40", "unless a risk", "Call or mail us"},
	} {
		rounds := e.Rounds()
		for n, round := range rounds {
			round.Lang = lang
			turns, problems := e.Round(t.Context(), round)
			if problems.Errors() {
				t.Fatal(problems)
			}
			made, problems, err := e.Make(t.Context(), turns[0].Request)
			if err != nil || made == nil {
				t.Fatal(err, problems)
			}
			page := pageText(made.Pages.Page(0))
			for _, want := range wants {
				if !strings.Contains(page, want) {
					t.Errorf("%s, notice %d: the first page lacks %q", lang, n+1, want)
				}
			}
			if n+1 < len(rounds) {
				rounds[n+1].Earlier = append(round.Earlier, made.Data)
			}
		}
	}
}

// pageText is what is read on a page.
func pageText(p *layout.Page) string {
	var b strings.Builder
	for _, run := range p.Runs {
		for _, g := range run.Glyphs {
			b.WriteString(g.Text)
		}
		b.WriteByte(' ')
	}
	return strings.NewReplacer("\u00a0", " ", "  ", " ").Replace(b.String())
}
