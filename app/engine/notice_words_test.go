//go:build !js

package engine_test

import (
	"strings"
	"testing"

	"verwoord/app/engine"
)

// What weighs most in a risk is told where the reader begins, and to the people themselves: special categories, data about offences, citizen service
// numbers and copies of identity documents. What is not known of a list is told beside what is, and not as one of it.
func TestNoticeTellsSensitiveData(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]struct{ page, draft, never []string }{
		"nl": {
			[]string{"sollicitanten; verder nog niet bekend", "naam; verder nog niet bekend", "burgerservicenummers", "kopieën van identiteitsbewijzen", "strafrechtelijke gegevens", "bijzondere categorie: gezondheid"},
			[]string{"– burgerservicenummer\n", "– kopie van een identiteitsbewijs", "– gegevens over strafbare feiten", "– gezondheid"},
			[]string{"en nog niet bekend", "categorie: geen"},
		},
		"en": {
			[]string{"applicants; others not yet known", "name; others not yet known", "citizen service numbers", "copies of identity documents", "data about criminal offences", "special category: health"},
			[]string{"– citizen service number\n", "– copy of an identity document", "– data about criminal offences", "– health"},
			[]string{"and not yet known", "category: none"},
		},
	} {
		dossier, incident := small(t, e)
		row := incident["affected"].([]any)[0].(map[string]any)
		row["dataSubjects"], row["personalData"] = []any{"applicants", "unknown"}, []any{"name", "unknown"}
		for _, sensitive := range []bool{false, true} {
			if sensitive {
				row["bsn"], row["idCopy"], row["criminal"], row["special"] = "yes", "yes", "yes", []any{"health"}
			} else {
				row["special"] = []any{"none"}
			}
			made, problems := makeNotice(t, e, dossier, incident, lang, atNight, nil)
			if made == nil {
				t.Fatal(problems)
			}
			page, text := strings.ReplaceAll(pageText(made.Pages.Page(0)), " ;", ";"), string(made.Tree.Text())
			_, draft, _ := strings.Cut(text, map[string]string{"nl": "Er is iets misgegaan", "en": "Something went wrong"}[lang])
			for i, w := range want.page {
				if strings.Contains(page, w) != (sensitive || i < 2) {
					t.Errorf("%s, sensitive %v: the first page and %q:\n%s", lang, sensitive, w, page)
				}
			}
			for _, w := range want.draft {
				if strings.Contains(draft, w) != sensitive {
					t.Errorf("%s, sensitive %v: the draft and %q:\n%s", lang, sensitive, w, draft)
				}
			}
			for _, w := range want.never {
				if strings.Contains(text, w) {
					t.Errorf("%s: %q", lang, w)
				}
			}
		}
	}
}

// A client of another country reads whose clock a time is of, where JEX is and which authority is its own. A later notice says to add to a
// notification that was made already.
func TestNoticeToAnotherCountry(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for country, want := range map[string]struct {
		authority string
		abroad    bool
	}{
		"NL": {"bij de Autoriteit Persoonsgegevens (AP)", false},
		"BE": {"bij de Gegevensbeschermingsautoriteit (GBA)", true},
		"DE": {"bij de toezichthouder van jullie deelstaat (de Landesdatenschutzbehörde)", true},
		"FR": {"bij de toezichthouder voor gegevensbescherming van jullie land (Frankrijk)", true},
	} {
		dossier, incident := small(t, e)
		c := dossier["controller"].(map[string]any)
		c["address"].(map[string]any)["country"] = country
		if country != "NL" {
			c["legalForm"], c["kvk"], c["registration"] = "foreign", "", map[string]any{"kind": "other", "number": "1234", "country": country}
		}
		made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
		if made == nil {
			t.Fatal(country, problems)
		}
		first := string(made.Tree.Text())
		if !strings.Contains(first, want.authority) || strings.Contains(first, "vul die melding dan aan") {
			t.Errorf("%s:\n%s", country, first)
		}
		for _, w := range []string{"maandag 14 december 2026, 03:40 (Nederlandse tijd)", "3071 JL Rotterdam, Nederland"} {
			if strings.Contains(first, w) != want.abroad {
				t.Errorf("%s and %q:\n%s", country, w, first)
			}
		}
		incident["description"] = "Een bestand met namen van kandidaten was zoek en is terug."
		made, problems = makeNotice(t, e, dossier, incident, "nl", nextDay, made.Data)
		if made == nil {
			t.Fatal(country, problems)
		}
		if !strings.Contains(string(made.Tree.Text()), "Is er al gemeld, vul die melding dan aan.") {
			t.Errorf("%s: a follow-up does not say to add to a notification:\n%s", country, made.Tree.Text())
		}
	}
}
