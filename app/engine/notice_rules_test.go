package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"verwoord/app/engine"
	kept "verwoord/app/record"
)

// small is a client with one company, and an incident of which hardly anything is known: eight things about it, and of the client which service.
func small(t testing.TB, e *engine.Engine) (dossier, incident map[string]any) {
	t.Helper()
	if err := json.Unmarshal(e.Example("dossier"), &dossier); err != nil {
		t.Fatal(err)
	}
	dossier["processor"].(map[string]any)["entities"] = []any{"jex-nederland"}
	return dossier, map[string]any{
		"schema": "verwoord/incident/1", "id": "datalek-1",
		"role": "processor", "awareAt": "2026-12-11T01:15:00+01:00", "discoveredBy": "own-detection", "kind": []any{"confidentiality"}, "incident": "unknown",
		"description": "Een bestand met namen van kandidaten is zoek.", "measuresTaken": []any{map[string]any{"what": "Wij zoeken het."}},
		"nextUpdate": "2026-12-12T12:00:00+01:00",
		"affected":   []any{map[string]any{"client": "zorggroep-de-linde", "services": []any{"lead-forwarding"}}},
	}
}

func makeNotice(t testing.TB, e *engine.Engine, dossier, incident map[string]any, lang, date string, before []byte) (*engine.Made, kept.Problems) {
	t.Helper()
	d, _ := json.Marshal(dossier)
	i, _ := json.Marshal(incident)
	r := engine.Request{Document: "breach-notice", Dossier: d, About: i, Lang: lang, Date: date}
	if before != nil {
		var err error
		if r.Chain, r.Before, err = e.Follows(context.Background(), before); err != nil {
			t.Fatal(err)
		}
	}
	made, problems, err := e.Make(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return made, problems
}

const (
	atNight = "2026-12-11T03:40:00+01:00"
	nextDay = "2026-12-12T03:40:00+01:00"
)

// A first notice asks eight things and which service, and none of them may be left out; all the rest may.
func TestFirstNoticeAsksEightThings(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	dossier, incident := small(t, e)
	made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
	if made == nil {
		t.Fatal(problems)
	}
	if asked := len(incident) - len([]string{"schema", "id", "affected"}); asked != 8 {
		t.Errorf("asks %d things", asked)
	}
	for _, name := range []string{"role", "awareAt", "discoveredBy", "kind", "incident", "description", "measuresTaken", "nextUpdate"} {
		dossier, incident := small(t, e)
		delete(incident, name)
		made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
		told := slices.ContainsFunc(problems, func(p kept.Problem) bool {
			return p.Severity == kept.Error && strings.HasPrefix(p.Path, "/about/"+name)
		})
		if made != nil || !told {
			t.Errorf("without %s: %v", name, problems)
		}
	}
	dossier, incident = small(t, e)
	delete(incident["affected"].([]any)[0].(map[string]any), "services")
	if made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil); made != nil || !problems.Errors() {
		t.Errorf("without a service: %v", problems)
	}
	// With several companies in the agreement one must be named, since only people know which it was.
	dossier, incident = small(t, e)
	dossier["processor"].(map[string]any)["entities"] = []any{"jex-nederland", "jex-works"}
	if made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil); made != nil || !slices.ContainsFunc(problems, func(p kept.Problem) bool { return p.Path == "/about/entity" }) {
		t.Errorf("without a company: %v", problems)
	}
	for _, name := range []string{"controller", "processor"} {
		dossier, incident := small(t, e)
		delete(dossier[name].(map[string]any), "breachContact")
		if made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil); made != nil || !problems.Errors() {
			t.Errorf("without a contact of the %s: %v", name, problems)
		}
	}
}

// However small a breach looks, nothing stands in the way of its notice: the processor does not weigh the risk (GDPR, art. 33(2)).
func TestNoThreshold(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	dossier, incident := small(t, e)
	incident["unintelligible"], incident["recipients"], incident["continues"] = "yes-intact", "trusted-destroyed-confirmed", "no"
	incident["consequences"] = map[string]any{"confidentiality": []any{"other"}, "people": []any{"other"}}
	row := incident["affected"].([]any)[0].(map[string]any)
	row["people"] = map[string]any{"kind": "exact", "min": 1, "max": 1}
	row["special"], row["bsn"], row["criminal"], row["idCopy"] = []any{"none"}, "no", "no", "no"
	if made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil); made == nil {
		t.Errorf("%v", problems)
	}
}

// No notice says whether the client must notify: it says that the client decides.
func TestNoConclusion(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	decide := map[string]string{"nl": "Jullie beslissen", "en": "You decide"}
	judging := map[string][]string{
		"nl": {"moeten jullie", "jullie moeten melden", "hoeven jullie", "jullie hoeven", "meldplichtig", "niet melden", "wel melden", "moet worden gemeld", "wij adviseren"},
		"en": {"you must notify", "must be notified", "need not", "do not have to", "have to notify", "notifiable", "we advise"},
	}
	for lang := range decide {
		var last []byte
		for n, round := range e.Rounds() {
			round.Lang = lang
			if last != nil {
				round.Earlier = [][]byte{last}
			}
			turns, problems := e.Round(context.Background(), round)
			if problems != nil {
				t.Fatal(problems)
			}
			made, problems, err := e.Make(context.Background(), turns[0].Request)
			if err != nil || made == nil {
				t.Fatal(err, problems)
			}
			last = made.Data
			text := strings.ToLower(string(made.Tree.Text()) + e.Cover(turns[0]).Text)
			if !strings.Contains(text, strings.ToLower(decide[lang])) {
				t.Errorf("%s, round %d: nobody decides", lang, n+1)
			}
			for _, words := range judging[lang] {
				if strings.Contains(text, words) {
					t.Errorf("%s, round %d: it judges: %q", lang, n+1, words)
				}
			}
		}
	}
}

// The hours that a client agreed drive the clock of the notice: until when it was agreed to come stands in it, and later it needs a reason.
func TestAgreedHoursDriveTheClock(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	dossier, incident := small(t, e)
	dossier["additionalTerms"] = []any{map[string]any{"id": "uren", "term": "breach-hours", "values": map[string]any{"hours": "4"}}}
	made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
	if made == nil || !bytes.Contains(made.Tree.Text(), []byte("vrijdag 11 december 2026, 05:15 (afgesproken)")) {
		t.Fatalf("%v", problems)
	}
	if bytes.Contains(made.Tree.Text(), []byte("interne streefnorm")) {
		t.Error("two clocks are mixed")
	}
	late := "2026-12-11T05:16:00+01:00"
	made, problems = makeNotice(t, e, dossier, incident, "nl", late, nil)
	if made != nil || !slices.ContainsFunc(problems, func(p kept.Problem) bool { return p.Code == "incident-delay-reason" && p.Args["Hours"] == "4" }) {
		t.Errorf("a minute late: %v", problems)
	}
	incident["delayReason"] = "Het contact bij de klant was niet bereikbaar."
	if made, problems = makeNotice(t, e, dossier, incident, "nl", late, nil); made == nil || !bytes.Contains(made.Tree.Text(), []byte("niet bereikbaar")) {
		t.Errorf("with its reason: %v", problems)
	}
	// Without such a term the clock is the processor's own aim.
	dossier, incident = small(t, e)
	if made, problems = makeNotice(t, e, dossier, incident, "nl", atNight, nil); made == nil || !bytes.Contains(made.Tree.Text(), []byte("interne streefnorm, 24 uur")) {
		t.Errorf("%v", problems)
	}
}

// The table at the end says what of art. 33(3) is told in full, and what is not.
func TestCompleteness(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range []bool{false, true} {
		dossier, incident := small(t, e)
		if known {
			var all map[string]any
			if err := json.Unmarshal(e.Rounds()[2].About, &all); err != nil {
				t.Fatal(err)
			}
			incident = all
			incident["stage"], incident["nextUpdate"] = "open", "2026-12-12T12:00:00+01:00"
			incident["measuresTaken"] = incident["measuresTaken"].([]any)[:1]
		}
		made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
		if made == nil {
			t.Fatal(problems)
		}
		text := string(made.Tree.Text())
		_, table, _ := strings.Cut(text, "Is dit alles voor artikel 33, lid 3?")
		table, _, _ = strings.Cut(table, "Ondertekening")
		if strings.Contains(table, "onvolledig") == known {
			t.Errorf("known %t:\n%s", known, table)
		}
		if strings.Contains(text, "Er staan geen vragen meer open") != known {
			t.Errorf("known %t: open questions", known)
		}
	}
}

// A closing notice without a measure that was taken, or with a number that nobody explains, is not made.
func TestClosingNeedsItsEnds(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	dossier, incident := small(t, e)
	first, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
	if first == nil {
		t.Fatal(problems)
	}
	incident["stage"] = "closed"
	made, problems := makeNotice(t, e, dossier, incident, "nl", nextDay, first.Data)
	var open []string
	for _, p := range problems {
		if p.Code == "incident-unclosed" {
			open = append(open, p.Args["Field"])
		}
	}
	slices.Sort(open)
	if want := []string{"incident.affected.people", "incident.affected.records", "incident.cause", "incident.prevention"}; made != nil || !slices.Equal(open, want) {
		t.Errorf("%v: %v", open, problems)
	}
	var reasons []any
	for _, field := range []string{"cause", "affected.people", "affected.records", "prevention"} {
		reasons = append(reasons, map[string]any{"field": field, "reason": "De bestanden zijn er niet meer."})
	}
	incident["unknown"] = reasons
	if made, problems := makeNotice(t, e, dossier, incident, "nl", nextDay, first.Data); made == nil {
		t.Errorf("with reasons: %v", problems)
	}
	delete(incident, "measuresTaken")
	if made, problems := makeNotice(t, e, dossier, incident, "nl", nextDay, first.Data); made != nil || !slices.ContainsFunc(problems, func(p kept.Problem) bool { return p.Path == "/about/measuresTaken" }) {
		t.Errorf("without measures: %v", problems)
	}
}

// What cannot be computed because a moment is wrong is not asked for besides: nobody enters it.
func TestMomentIsAskedForOnce(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, aware := range []string{"", nextDay} {
		dossier, incident := small(t, e)
		incident["awareAt"] = aware
		d, _ := json.Marshal(dossier)
		i, _ := json.Marshal(incident)
		r := engine.Request{Document: "breach-notice", Dossier: d, About: i, Lang: "nl", Date: atNight}
		made, problems := makeNotice(t, e, dossier, incident, "nl", atNight, nil)
		for _, told := range []kept.Problems{e.Check(r), problems} {
			var wrong []string
			for _, p := range told {
				if p.Severity == kept.Error {
					wrong = append(wrong, p.Path)
				}
			}
			if made != nil || !slices.Equal(wrong, []string{"/about/awareAt"}) {
				t.Errorf("known %q: %v", aware, wrong)
			}
		}
	}
}
