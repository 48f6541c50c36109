package engine_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
)

// many is a round of an incident that concerns n clients.
func many(b testing.TB, e *engine.Engine, n int) engine.Round {
	b.Helper()
	round := e.Rounds()[0]
	var incident map[string]any
	if err := json.Unmarshal(round.About, &incident); err != nil {
		b.Fatal(err)
	}
	row := incident["affected"].([]any)[1].(map[string]any)
	var rows []any
	round.Dossiers, round.Lang = nil, "nl"
	template := string(e.Rounds()[0].Dossiers[1])
	for at := range n {
		own := map[string]any{}
		for name, value := range row {
			own[name] = value
		}
		id := fmt.Sprintf("klant-%d", at)
		own["client"] = id
		rows = append(rows, own)
		dossier := strings.NewReplacer(`"bakkerij-de-korenaar"`, `"`+id+`"`, "Bakkerij De Korenaar B.V.", fmt.Sprintf("Klant %d B.V.", at)).Replace(template)
		round.Dossiers = append(round.Dossiers, []byte(dossier))
	}
	incident["affected"] = rows
	round.About, _ = json.Marshal(incident)
	return round
}

// The report of who is touched, then all notices made and signed.
func BenchmarkRound(b *testing.B) {
	e, err := engine.New()
	if err != nil {
		b.Fatal(err)
	}
	ctx, now := context.Background(), time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	who := testpki.New("http://pki.example.com", now).Signer("S. de Voorbeeld", testpki.Key("processor"))
	identity := &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}
	for _, n := range []int{20, 200, 1000} {
		round := many(b, e, n)
		b.Run(fmt.Sprintf("report/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if turns, problems := e.Round(ctx, round); problems != nil || len(turns) != n || turns[0].Problems.Errors() {
					b.Fatal(problems, turns[0].Problems)
				}
			}
		})
		b.Run(fmt.Sprintf("signed/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			turns, _ := e.Round(ctx, round)
			for b.Loop() {
				for _, turn := range turns {
					made, problems, err := e.Make(ctx, turn.Request)
					if err != nil || made == nil {
						b.Fatal(err, problems)
					}
					if _, err := e.Sign(ctx, made.Data, engine.Signing{
						Identity: identity, Party: engine.Processor, Level: sign.BB, Services: sign.Services{Time: now, Rand: rand.Reader},
					}); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// However many clients there are, a round holds no more than one notice at a time: what is alive after 60 is what was alive after 20.
func TestRoundMemoryIsFlat(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx, now := context.Background(), time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	who := testpki.New("http://pki.example.com", now).Signer("S. de Voorbeeld", testpki.Key("processor"))
	identity := &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}
	turns, problems := e.Round(ctx, many(t, e, 60))
	if problems != nil {
		t.Fatal(problems)
	}
	alive := func() uint64 {
		runtime.GC()
		runtime.GC() // what a sync.Pool has at hand outlives one collection
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var early, late uint64
	for n, turn := range turns {
		made, problems, err := e.Make(ctx, turn.Request)
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		if _, err := e.Sign(ctx, made.Data, engine.Signing{
			Identity: identity, Party: engine.Processor, Level: sign.BB, Services: sign.Services{Time: now, Rand: rand.Reader},
		}); err != nil {
			t.Fatal(err)
		}
		switch n + 1 {
		case 20:
			early = alive()
		case 60:
			late = alive()
		}
	}
	if late > early+1<<20 {
		t.Errorf("%d KB are alive after 20 notices, %d KB after 60", early>>10, late>>10)
	}
	t.Logf("%d KB are alive after 20 notices, %d KB after 60", early>>10, late>>10)
}
