package engine_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"verwoord/app/breachlog"
	"verwoord/app/engine"
)

// sentRounds makes the notices of the example's incident: the first to each client, and what follows to one.
func sentRounds(t testing.TB, e *engine.Engine) (files [][]byte) {
	t.Helper()
	rounds := e.Rounds()
	for n, round := range rounds {
		turns, problems := e.Round(context.Background(), round)
		if problems != nil {
			t.Fatal(problems)
		}
		for at, turn := range turns {
			if n > 0 && at > 0 {
				continue
			}
			made, problems, err := e.Make(context.Background(), turn.Request)
			if err != nil || made == nil {
				t.Fatal(err, problems)
			}
			files = append(files, made.Data)
			if at == 0 && n+1 < len(rounds) {
				rounds[n+1].Earlier = append(rounds[n+1].Earlier, made.Data)
			}
		}
	}
	return files
}

// A log is made of notices alone, of which the latest of each chain counts. That of one client has nothing of another in any byte, whether it
// is data, a table or a document.
func TestLog(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	files := sentRounds(t, e)
	all, drills, problems := e.Log(ctx, engine.LogParts{Notices: files})
	if problems != nil || drills != 0 || len(all.Entries) != 3 {
		t.Fatal(problems, drills, all)
	}
	for _, entry := range all.Entries {
		if want := map[bool]int{true: 3, false: 1}[entry.Client == "zorggroep-de-linde"]; len(entry.Sent) != want || entry.Name == "" {
			t.Errorf("%s (%s): %d notices", entry.Client, entry.Name, len(entry.Sent))
		}
	}
	for client, others := range map[string][]string{
		"zorggroep-de-linde":             {"orenaar", "ogistiek"},
		"bakkerij-de-korenaar":           {"linde", "Linde", "ogistiek"},
		"bakkerij-de-korenaar-logistiek": {"linde", "Linde"},
	} {
		own, _, problems := e.Log(ctx, engine.LogParts{Notices: files, Client: client})
		if problems != nil || len(own.Entries) != 1 {
			t.Fatal(problems)
		}
		_, rows := e.LogTable(e.Locales().Locale("nl"), own)
		table := strings.Join(rows[0], "\n")
		made, problems, err := e.Make(ctx, e.LogRequest(own, "nl", "2026-11-30", engine.PDF))
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		for _, other := range others {
			if bytes.Contains(breachlog.Type.Encode(own), []byte(other)) || strings.Contains(table, other) || holds(t, made, other) {
				t.Errorf("the log of %s holds %q", client, other)
			}
		}
	}
	// Over all it is a document too, and of no client: what a client's own dossier asks for has the client's entries only.
	whole, problems, err := e.Make(ctx, e.LogRequest(all, "en", "2026-11-30", engine.Text))
	if err != nil || whole == nil || !bytes.Contains(whole.Data, []byte("goes to no client")) || !bytes.Contains(whole.Data, []byte("Logistiek")) {
		t.Fatalf("%v %v", err, problems)
	}
	request := e.LogRequest(all, "nl", "2026-11-30", engine.Text)
	request.Dossier = e.Example("dossier")
	if one, _, err := e.Make(ctx, request); err != nil || one == nil || bytes.Contains(one.Data, []byte("orenaar")) {
		t.Errorf("the whole log, asked for with a client's dossier, has another's: %v", err)
	}
	empty, _, _ := e.Log(ctx, engine.LogParts{})
	if none, problems, err := e.Make(ctx, e.LogRequest(empty, "nl", "2026-11-30", engine.PDF)); err != nil || none == nil {
		t.Errorf("a log without entries: %v %v", err, problems)
	}
}

// A drill never enters a log as real, from whichever side it comes.
func TestLogWithoutDrills(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	round := e.Rounds()[0]
	round.About = bytes.Replace(round.About, []byte(`"exercise": false`), []byte(`"exercise": true`), 1)
	turns, _ := e.Round(context.Background(), round)
	made, _, err := e.Make(context.Background(), turns[0].Request)
	if err != nil {
		t.Fatal(err)
	}
	for _, parts := range []engine.LogParts{{Incidents: [][]byte{round.About}}, {Notices: [][]byte{made.Data}}} {
		if l, drills, problems := e.Log(context.Background(), parts); problems != nil || drills == 0 || len(l.Entries) != 0 {
			t.Errorf("%v: %d drills, %d entries", problems, drills, len(l.Entries))
		}
	}
}

// What only the client can find of a breach (the last fields of the authority's form) goes into the log as it told, each answer of it.
func TestLogTellsWhatTheClientFound(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	specimen := e.Specimen("breach-log")
	request := specimen.Request("breach-log", "nl", "")
	request.Format = engine.Text
	made, problems, err := e.Make(context.Background(), request)
	if err != nil || made == nil {
		t.Fatal(problems, err)
	}
	l, problems := breachlog.Type.Decode(specimen.AboutJSON())
	if l == nil {
		t.Fatal(problems)
	}
	_, rows := e.LogTable(e.Locales().Locale("nl"), l)
	var table strings.Builder
	for _, row := range rows {
		table.WriteString(strings.Join(row, "\n"))
	}
	for _, answer := range []string{"matig", "risico", "geen bijzondere persoonsgegevens", "MELDING-2026-1205"} {
		if !bytes.Contains(made.Data, []byte(answer)) || !strings.Contains(table.String(), answer) {
			t.Errorf("%q is not in\n%s\n%s", answer, made.Data, table.String())
		}
	}
}
