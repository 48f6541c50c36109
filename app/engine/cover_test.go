package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"verwoord/app/engine"
)

// The message to each client says until when, in the language of the notice, and nothing of another client; of a drill that it is one, before
// anything else.
func TestCover(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, date, drill string
		want              []string
	}{
		{"nl", "2026-12-11T03:40:00+01:00", "OEFENING", []string{"Beste Ayşe", "+31\u00a010\u00a0123\u00a045\u00a067, datalek@example.com", "maandag 14 december 2026, 03:40", "zaterdag 12 december 2026, 12:00", "3 vragen open", "JEX Nederland B.V."}},
		{"en", "2026-12-11T03:40:00+01:00", "DRILL", []string{"Dear Ayşe", "Monday 14 December 2026, 03:40", "Saturday 12 December 2026, 12:00", "3 questions"}},
	} {
		round := e.Rounds()[0]
		round.About, round.Lang, round.Date = mark(t, round.About), c.lang, c.date
		for _, drill := range []bool{false, true} {
			if drill {
				round.About = bytes.Replace(round.About, []byte(`"exercise":false`), []byte(`"exercise":true`), 1)
			}
			turns, problems := e.Round(context.Background(), round)
			if problems != nil || len(turns) != 3 {
				t.Fatal(problems)
			}
			cover := e.Cover(turns[0])
			for _, want := range c.want {
				if !strings.Contains(cover.Text, want) {
					t.Errorf("no %q in\n%s", want, cover.Text)
				}
			}
			if cover.To.Email != "datalek@example.nl" || strings.HasPrefix(cover.Subject, c.drill) != drill || strings.Contains(cover.Text, c.drill) != drill {
				t.Errorf("%s, drill %t: to %v: %s\n%s", c.lang, drill, cover.To, cover.Subject, cover.Text)
			}
			for _, turn := range turns {
				cover := e.Cover(turn)
				for client, words := range secrets {
					for _, word := range words {
						if client != turn.Client && strings.Contains(cover.Subject+cover.Text, word) {
							t.Errorf("the message to %s holds %q", turn.Client, word)
						}
					}
				}
			}
		}
	}
}

// After the client's hours a message says that they are over, and in a withdrawal nothing of them is left.
func TestCoverLater(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	rounds := e.Rounds()
	first, problems := e.Round(ctx, rounds[0])
	if problems != nil {
		t.Fatal(problems)
	}
	made, problems, err := e.Make(ctx, first[0].Request)
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
	closing := rounds[2]
	closing.Earlier = [][]byte{made.Data}
	for _, c := range []struct {
		about      []byte
		want, none string
	}{
		{closing.About, "was maandag 14 december 2026, 03:40", "Ons volgende bericht"},
		{bytes.Replace(closing.About, []byte(`"stage": "closed"`), []byte(`"stage": "withdrawn", "withdrawalReason": "Vals alarm."`), 1), "Wij trekken onze berichten", "14 december"},
	} {
		closing.About = c.about
		turns, problems := e.Round(ctx, closing)
		if problems != nil {
			t.Fatal(problems)
		}
		text := e.Cover(turns[0]).Text
		if !strings.Contains(text, c.want) || strings.Contains(text, c.none) {
			t.Errorf("%s: %v\n%s", turns[0].Phase, turns[0].Problems, text)
		}
		if turns[0].Phase == "closing" && !strings.Contains(text, "Is er al gemeld bij de toezichthouder, vul die melding dan aan.") {
			t.Errorf("it does not say to add to a notification:\n%s", text)
		}
	}
}

// A client in another country reads whose clock its deadline is of.
func TestCoverAbroad(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for country, abroad := range map[string]bool{"NL": false, "PT": true} {
		dossier, incident := small(t, e)
		dossier["controller"].(map[string]any)["address"].(map[string]any)["country"] = country
		d, _ := json.Marshal(dossier)
		i, _ := json.Marshal(incident)
		turn := e.Turn("zorggroep-de-linde", "Zorggroep De Linde", engine.Request{Document: "breach-notice", Dossier: d, About: i, Lang: "nl", Date: atNight})
		text := e.Cover(turn).Text
		if !strings.Contains(text, "maandag 14 december 2026, 03:40") || strings.Contains(text, "maandag 14 december 2026, 03:40 (Nederlandse tijd)") != abroad {
			t.Errorf("%s:\n%s", country, text)
		}
	}
}
