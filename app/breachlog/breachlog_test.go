package breachlog_test

import (
	"slices"
	"strings"
	"testing"

	"verwoord/app/breachlog"
	"verwoord/app/deadline"
	"verwoord/app/incident"
	"verwoord/app/notice"
	"verwoord/app/record"
	"verwoord/locales"
	"verwoord/templates"
)

func tables(t testing.TB) *deadline.Tables {
	t.Helper()
	tables, err := deadline.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// whole is an incident of two clients, of which one told what it decided.
func whole(id string, drill bool) *incident.Incident {
	return &incident.Incident{
		Schema: incident.Schema, ID: id, Title: "Zaak Molen", Exercise: drill, Role: "processor", Entity: "jex-nederland",
		SignalAt: "2026-11-19T21:40:00Z", AwareAt: "2026-11-20T00:15:00Z", When: incident.Period{Kind: "period", From: "2026-11-19T20:10:00Z", Until: "2026-11-20T00:35:00Z"},
		Kind: []string{"confidentiality"}, Incident: "ransomware", Description: "De server is versleuteld.",
		MeasuresTaken: []incident.Measure{{What: "Losgekoppeld.", At: "2026-11-20"}},
		Affected: []incident.Affected{
			{Client: "molen", People: incident.Count{Kind: "exact", Min: 7, Max: 7}, Decision: &incident.Decision{Authority: "yes", AuthorityOn: "2026-11-21", AuthorityReference: "M-1"}},
			{Client: "molen-oost", People: incident.Count{Kind: "exact", Min: 8123, Max: 8123}, Note: "Alleen voor Oost."},
		},
	}
}

func views(all ...*incident.Incident) (out []*incident.Incident) {
	for _, i := range all {
		for _, client := range i.Clients() {
			own, _ := i.For(client)
			out = append(out, &own)
		}
	}
	return out
}

var sum = strings.Repeat("0f", 32)

func TestOf(t *testing.T) {
	sent := []notice.Notice{
		{Client: "molen", About: "b", Number: 2, Phase: "closing", SentAt: "2026-11-24T10:00:00Z", SHA256: sum},
		{Client: "molen", About: "b", Number: 1, Phase: "first", SentAt: "2026-11-20T02:00:00Z", SHA256: sum},
		{Client: "molen", About: "b", Number: 1, Phase: "first", SentAt: "2026-11-20T03:00:00+01:00", SHA256: sum},
		{Client: "molen-oost", About: "b", Number: 1, Phase: "first", SentAt: "2026-11-20T02:05:00Z", SHA256: sum},
	}
	l, drills := breachlog.Of(tables(t), views(whole("b", false), whole("proef", true)), map[string]string{"molen": "Molen B.V.", "molen-oost": "Molen Oost B.V."}, sent)
	if drills != 2 || len(l.Entries) != 2 {
		t.Fatalf("%d drills, %d entries", drills, len(l.Entries))
	}
	e := l.Entries[0]
	if e.Name != "Molen B.V." || len(e.Sent) != 2 || e.Sent[0].Number != 1 || e.Sent[0].SentAt != "2026-11-20T03:00:00+01:00" {
		t.Errorf("%s: %+v", e.Name, e.Sent)
	}
	var got []string
	for _, event := range e.Timeline {
		got = append(got, event.At+" "+event.Event+" "+event.Text)
	}
	want := []string{
		"2026-11-19T21:10:00+01:00 began ", "2026-11-19T22:40:00+01:00 signal ", "2026-11-20T01:15:00+01:00 aware ", "2026-11-20T01:35:00+01:00 ended ",
		"2026-11-20T03:00:00+01:00 notice 1", "2026-11-20 measure Losgekoppeld.", "2026-11-21 authority M-1", "2026-11-24T11:00:00+01:00 notice 2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("timeline %q\nwant %q", got, want)
	}
	// Written and read it is the same, and nothing in it is amiss.
	read, problems := breachlog.Type.Decode(breachlog.Type.Encode(l))
	if read == nil || string(breachlog.Type.Encode(read)) != string(breachlog.Type.Encode(l)) {
		t.Fatal(problems)
	}
	known := record.Known{Today: "2026-12-01", Languages: []string{"nl"}, Region: func(string) (bool, string) { return true, "" }}
	if problems := breachlog.Kind.Check(read, known, nil, nil); problems.Errors() {
		t.Error(problems)
	}
	read.Entries[0].Incident.Exercise = true
	if problems := breachlog.Kind.Check(read, known, nil, nil); !problems.Errors() || problems[0].Code != "breach-log-drill" {
		t.Errorf("a drill in a log: %v", problems)
	}
}

// A client sees its own entries; the organisation, which is no client, sees all.
func TestFor(t *testing.T) {
	l, _ := breachlog.Of(tables(t), views(whole("b", false)), map[string]string{"molen": "Molen B.V.", "molen-oost": "Molen Oost B.V."}, nil)
	own, ok := l.For("molen")
	text := string(breachlog.Type.Encode(&own))
	if !ok || own.Client != "molen" || own.Name != "Molen B.V." || len(own.Entries) != 1 {
		t.Errorf("%+v", own)
	}
	for _, secret := range []string{"molen-oost", "Oost", "8123", "Zaak"} {
		if strings.Contains(text, secret) {
			t.Errorf("the log of one holds %q", secret)
		}
	}
	if _, ok := l.For("iemand-anders"); ok {
		t.Error("a client without an entry has a log")
	}
	if all, ok := l.For(breachlog.Everyone); !ok || len(all.Entries) != 2 || all.Client != "" {
		t.Errorf("the organisation sees %d", len(all.Entries))
	}
	// A name of another client in what was written freely is found before the log leaves.
	own.Entries[0].Incident.Description = "Ook Molen Oost is geraakt."
	names := record.NamesOf("Molen B.V.", "Molen Oost B.V.")
	if problems := own.NamesOthers("", names); len(problems) != 1 || problems[0].Path != "/affected/0/incident/description" {
		t.Errorf("%v", problems)
	}
	if problems := l.NamesOthers("", names); problems != nil {
		t.Errorf("over all: %v", problems)
	}
}

// Every event and problem has words in every language.
func TestWords(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		data, err := locales.FS.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range breachlog.Events {
			if !strings.Contains(string(data), `"breach-log.event.`+id+`"`) {
				t.Errorf("%s: no words for %s", lang, id)
			}
		}
		for code := range breachlog.Codes {
			if !strings.Contains(string(data), `"problem.`+code+`"`) {
				t.Errorf("%s: no words for %s", lang, code)
			}
		}
	}
}
