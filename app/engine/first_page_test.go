//go:build !js

package engine_test

import (
	"encoding/json"
	"fmt"
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
		"en": {"Monday 14 December 2026, 03:40", "unless a risk", "Call or e-mail us"},
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

// However long the account of a breach is, and however much has changed, what to do and until when stay on the first page; the rest follows, whole.
func TestFirstPageOfALongStory(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for lang, wants := range map[string][]string{"nl": {"Uiterste moment: maandag 14 december", "Bel of mail ons"}, "en": {"Deadline: Monday 14 December", "Call or e-mail us"}} {
		dossier, incident := small(t, e)
		first, problems := makeNotice(t, e, dossier, incident, lang, atNight, nil)
		if first == nil {
			t.Fatal(problems)
		}
		var told map[string]any
		if err := json.Unmarshal(e.Rounds()[1].About, &told); err != nil {
			t.Fatal(err)
		}
		told["id"], told["entity"], told["unknown"] = incident["id"], "jex-nederland", []any{}
		told["awareAt"], told["delayReason"] = incident["awareAt"], strings.Repeat("Het contact was niet bereikbaar. ", 30)
		told["nextUpdate"] = "2026-12-18T12:00:00+01:00"
		told["measuresTaken"] = []any{}
		for n := range 12 {
			told["measuresTaken"] = append(told["measuresTaken"].([]any), map[string]any{"what": fmt.Sprintf("Maatregel %d: %s", n, strings.Repeat("wij deden dit. ", 20))})
		}
		row := told["affected"].([]any)[0].(map[string]any)
		row["note"] = strings.Repeat("Dit geldt alleen voor jullie. ", 100) + "Einde van wat alleen jullie aangaat."
		told["affected"] = []any{row}
		for name, description := range map[string]string{
			"one paragraph":    strings.Repeat("Het ging zo verder. ", 190) + "Einde van het verhaal.",
			"many paragraphs":  strings.Repeat("Zo.\n\n", 300) + "Einde van het verhaal.",
			"one endless word": strings.Repeat("a", 3900) + " Einde van het verhaal.",
		} {
			told["description"] = description
			made, problems := makeNotice(t, e, dossier, told, lang, nextDay, first.Data)
			if made == nil {
				t.Fatal(problems)
			}
			page := pageText(made.Pages.Page(0))
			for _, want := range wants {
				if !strings.Contains(page, want) {
					t.Errorf("%s, %s: the first page lacks %q:\n%s", lang, name, want, page)
				}
			}
			text := string(made.Tree.Text())
			for _, want := range []string{"Einde van het verhaal.", "Einde van wat alleen jullie aangaat.", "Maatregel 11"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s, %s: %q is nowhere", lang, name, want)
				}
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
