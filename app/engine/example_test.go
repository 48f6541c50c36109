package engine_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"verwoord/app/breachlog"
	"verwoord/app/engine"
	"verwoord/app/incident"
)

// The example is read as a model: a person stands by each notice, what was planned has an outcome before the last one, and a number of hours is
// not said to begin later than it may have.
func TestExampleNoticesAreAModel(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	steps := []incident.Incident{read(t, e.Specimen("breach-notice").AboutJSON())}
	for _, round := range e.Rounds() {
		steps = append(steps, read(t, round.About))
	}
	for _, i := range steps {
		if i.Sender == nil || i.Sender.Name == "" || i.Sender.Role == "" {
			t.Errorf("%s: no person with a function sends it", i.ID)
		}
	}
	last, before := steps[len(steps)-1], steps[len(steps)-2]
	if gone := len(before.MeasuresPlanned) - len(last.MeasuresPlanned); len(last.MeasuresTaken)-len(before.MeasuresTaken) < gone {
		t.Errorf("%d planned measures are gone, and only %+v is taken", gone, last.MeasuresTaken)
	}
	for lang, want := range map[string][]string{
		"nl": {"begon in beginsel met ons eerste bericht, of eerder als jullie het al wisten", "begon toen jullie van het datalek wisten"},
		"en": {"began in principle with our first notice, or earlier if you knew already", "began when you knew of the breach"},
	} {
		texts := followUps(t, e, lang)
		for n, sentence := range want { // the first client knew by the notice, the second before it
			if !strings.Contains(texts[n], sentence) {
				t.Errorf("%s: %q is not in\n%s", lang, sentence, texts[n])
			}
		}
		if strings.Contains(texts[0], "may be in Dutch and has not been translated") != (lang == "en") {
			t.Errorf("%s: what is said of free text", lang)
		}
	}
}

// What has changed in a list is told with the whole list on both sides: a dash is read as "there was none".
func TestChangesTellWholeLists(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	_, changes, _ := strings.Cut(followUps(t, e, "nl")[0], "Onderwerp Vorige bericht Nu")
	changes, _, _ = strings.Cut(changes, "Wat wij nog niet weten")
	const planned = "De logbestanden worden onderzocht door een extern bureau."
	if strings.Count(changes, planned) != 2 || !strings.Contains(changes, "Alle postvakken krijgen aanmelden in twee stappen.") {
		t.Errorf("%q is not on both sides:\n%s", planned, changes)
	}
}

// followUps are the second notices of the round, as text in one line.
func followUps(t *testing.T, e *engine.Engine, lang string) (texts []string) {
	t.Helper()
	rounds, ctx := e.Rounds(), context.Background()
	first, problems := e.Round(ctx, rounds[0])
	if problems.Errors() {
		t.Fatal(problems)
	}
	for _, turn := range first {
		rounds[1].Earlier = append(rounds[1].Earlier, wholeWay(t, e, turn).Data)
	}
	rounds[1].Lang = lang
	turns, problems := e.Round(ctx, rounds[1])
	if problems.Errors() {
		t.Fatal(problems)
	}
	for _, turn := range turns {
		turn.Request.Format = engine.Text
		made, problems, err := e.Make(ctx, turn.Request)
		if err != nil || made == nil {
			t.Fatal(problems, err)
		}
		texts = append(texts, strings.Join(strings.Fields(string(made.Data)), " "))
	}
	return texts
}

// The log of the example is of a breach of its own: it says of no notice that the demo makes what that notice contradicts, every client in it
// was told, and it knows nothing from after its own day.
func TestExampleLogIsOfItsOwn(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{read(t, e.Specimen("breach-notice").AboutJSON()).ID: true}
	earliest := e.Specimen("breach-notice").Date
	for _, round := range e.Rounds() {
		made[read(t, round.About).ID] = true
	}
	c := e.Specimen("breach-log")
	if c.Date >= earliest {
		t.Errorf("the log is of %s, and the first notice of %s", c.Date, earliest)
	}
	var l breachlog.Log
	if err := json.Unmarshal(c.AboutJSON(), &l); err != nil {
		t.Fatal(err)
	}
	if l.Keeper == nil || l.Keeper.Role == "" || len(l.Entries) == 0 {
		t.Errorf("kept by %+v, with %d entries", l.Keeper, len(l.Entries))
	}
	for _, entry := range l.Entries {
		if id := entry.Incident.ID; made[id] || len(entry.Sent) == 0 {
			t.Errorf("%s of %s: %d notices, and the demo makes it: %t", id, entry.Client, len(entry.Sent), made[id])
		}
		for _, event := range entry.Timeline {
			if event.At[:len(c.Date)] > c.Date {
				t.Errorf("%s: %s is after %s", entry.Client, event.At, c.Date)
			}
		}
	}
	request := c.Request("breach-log", "en", "")
	request.Format = engine.Text
	log, problems, err := e.Make(context.Background(), request)
	if err != nil || log == nil {
		t.Fatal(problems, err)
	}
	if text := strings.Join(strings.Fields(string(log.Data)), " "); !strings.Contains(text, "may be in Dutch and has not been translated") {
		t.Errorf("the log in English does not say that free text is not translated:\n%s", text)
	}
}

func read(t *testing.T, about []byte) (i incident.Incident) {
	t.Helper()
	if err := json.Unmarshal(about, &i); err != nil {
		t.Fatal(err)
	}
	return i
}
