package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"verwoord/app/engine"
	"verwoord/app/pdf/cos"
)

// secrets are what only the notice to one client may hold. The names of the bakeries contain each other, and so do their ids.
var secrets = map[string][]string{
	"zorggroep-de-linde":             {"zorggroep-de-linde", "Zorggroep De Linde", "datalek@example.nl"},
	"bakkerij-de-korenaar":           {"Bakkerij De Korenaar B.V.", "datalek@korenaar.example", "bericht over molens", "1734189205", "1.734.189.205", "1,734,189,205"},
	"bakkerij-de-korenaar-logistiek": {"Logistiek", "logistiek", "1845296301", "1.845.296.301", "1,845,296,301"},
}

// The rounds of the example go the whole way: each notice is made, made again of what is inside it, and followed by the next; and no byte of
// one has anything of another client.
func TestRounds(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	rounds := e.Rounds()
	phases := []string{}
	for n, round := range rounds {
		round.About = mark(t, round.About)
		for _, lang := range []string{"nl", "en"} {
			round.Lang = lang
			turns, problems := e.Round(ctx, round)
			if problems != nil || len(turns) != 3 {
				t.Fatal(problems, turns)
			}
			for at, turn := range turns {
				if n > 0 && at > 0 {
					continue
				}
				made := wholeWay(t, e, turn)
				if made == nil {
					t.FailNow()
				}
				for client, words := range secrets {
					for _, word := range words {
						if client != turn.Client && holds(t, made, word) {
							t.Errorf("round %d: the notice to %s holds %q", n+1, turn.Client, word)
						}
						// Its own is found, or nothing of another would be.
						if word == client && client == turn.Client && !holds(t, made, word) {
							t.Errorf("round %d: the notice to %s does not hold %q", n+1, turn.Client, word)
						}
					}
				}
				if at == 0 && lang == "nl" {
					phases = append(phases, turn.Phase)
					if n+1 < len(rounds) {
						rounds[n+1].Earlier = append(round.Earlier, made.Data)
					}
				}
			}
		}
	}
	if want := []string{"first", "follow-up", "closing"}; !slices.Equal(phases, want) {
		t.Errorf("phases %v", phases)
	}
}

// mark gives the rows of the other clients numbers and words that stand nowhere else.
func mark(t *testing.T, about []byte) []byte {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal(about, &whole); err != nil {
		t.Fatal(err)
	}
	rows := whole["affected"].([]any)
	rows[1].(map[string]any)["people"] = map[string]any{"kind": "exact", "min": 1734189205, "max": 1734189205}
	rows[1].(map[string]any)["recordUnit"] = "bericht over molens"
	rows[2].(map[string]any)["people"] = map[string]any{"kind": "exact", "min": 1845296301, "max": 1845296301}
	out, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A number that is said to be no citizen service number goes the whole way with its reason, as far as it concerns the client.
func TestExcusedNumberGoesTheWholeWay(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	round := e.Rounds()[0]
	var whole map[string]any
	if err := json.Unmarshal(round.About, &whole); err != nil {
		t.Fatal(err)
	}
	whole["affected"].([]any)[1].(map[string]any)["note"] = "Zie jullie order 123456782."
	whole["notBsn"] = []any{map[string]any{"path": "/affected/1/note", "reason": "Een ordernummer van molens."}}
	round.About, _ = json.Marshal(whole)
	turns, problems := e.Round(context.Background(), round)
	if problems != nil {
		t.Fatal(problems)
	}
	for n, turn := range turns {
		made := wholeWay(t, e, turn)
		if made == nil {
			t.Fatal(turn.Problems)
		}
		inside, _, err := e.Inside(t.Context(), made.Data)
		if err != nil || bytes.Contains(inside.AboutJSON(), []byte("ordernummer van molens")) != (n == 1) {
			t.Errorf("%s: %v\n%s", turn.Client, err, inside.AboutJSON())
		}
	}
}

func wholeWay(t *testing.T, e *engine.Engine, turn engine.Turn) *engine.Made {
	t.Helper()
	ctx := context.Background()
	made, problems, err := e.Make(ctx, turn.Request)
	if err != nil || made == nil {
		t.Errorf("%s: %v %v", turn.Client, err, problems)
		return nil
	}
	inside, problems, err := e.Inside(ctx, made.Data)
	if err != nil || inside == nil {
		t.Fatal(err, problems)
	}
	again, problems, err := e.Make(ctx, inside.Request(turn.Request.Document, turn.Request.Lang, turn.Request.Date))
	if err != nil || again == nil || !bytes.Equal(again.Data, made.Data) {
		t.Errorf("%s, notice %d: made again it is another: %v %v", turn.Client, turn.Number, err, problems)
	}
	// Made on another machine, of what the file carries and the notice before it.
	other := turn.Request
	other.Dossier, other.About, other.Clients = inside.Dossier.Encode(), inside.AboutJSON(), nil
	elsewhere, problems, err := e.Make(ctx, other)
	if err != nil || elsewhere == nil || !bytes.Equal(elsewhere.Data, made.Data) {
		t.Errorf("%s, notice %d: made elsewhere it is another: %v %v", turn.Client, turn.Number, err, problems)
	}
	return made
}

// holds tells whether a word stands in a document: in its name, its text, any byte of its file or of a stream in it.
func holds(t *testing.T, made *engine.Made, word string) bool {
	t.Helper()
	if strings.Contains(made.Name, word) || bytes.Contains(made.Tree.Text(), []byte(word)) || bytes.Contains(made.Data, []byte(word)) {
		return true
	}
	f, err := cos.Open(made.Data)
	if err != nil {
		t.Fatal(err)
	}
	streams := 0
	for _, number := range f.Numbers() {
		object := f.Get(cos.Ref{Number: number})
		if says(object, word) {
			return true
		}
		stream, ok := object.(*cos.Stream)
		if !ok {
			continue
		}
		data, err := f.StreamData(stream)
		if err != nil {
			continue // the typeface
		}
		streams++
		if bytes.Contains(data, []byte(word)) {
			return true
		}
	}
	if streams < 5 {
		t.Fatalf("read %d streams", streams)
	}
	return false
}

// says tells whether a word stands in a text string of an object, in whatever encoding: a title, a name of a file, what a field is called.
func says(object cos.Object, word string) bool {
	switch o := object.(type) {
	case cos.String:
		return strings.Contains(o.Decoded(), word)
	case cos.Array:
		return slices.ContainsFunc(o, func(e cos.Object) bool { return says(e, word) })
	case cos.Dict:
		for _, e := range o {
			if says(e, word) {
				return true
			}
		}
	case *cos.Stream:
		return says(o.Dict, word)
	}
	return false
}

// What stands in the way of a round is told before anything is made.
func TestRoundProblems(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	round := e.Rounds()[0]
	round.Lang = "nl"

	short := round
	short.Dossiers = round.Dossiers[:2]
	turns, problems := e.Round(ctx, short)
	if problems != nil || len(turns) != 3 || turns[2].Name != "" || turns[2].Problems[0].Code != "round-no-dossier" {
		t.Errorf("a client without a dossier: %v %+v", problems, turns)
	}
	twice := round
	twice.Dossiers = append(slices.Clone(round.Dossiers), round.Dossiers[0])
	if _, problems := e.Round(ctx, twice); len(problems) != 1 || problems[0].Code != "round-twice" {
		t.Errorf("a dossier twice: %v", problems)
	}
	earlier := round
	earlier.Earlier = [][]byte{round.About}
	if _, problems := e.Round(ctx, earlier); len(problems) != 1 || problems[0].Code != "round-earlier" {
		t.Errorf("no notice: %v", problems)
	}
	// Two versions of a notice that was sent, of which the later one follows the first.
	var sent [][]byte
	first, _ := e.Round(ctx, round)
	for _, date := range []string{round.Date, "2026-12-11T03:41:00+01:00"} {
		first[0].Request.Date = date
		made, problems, err := e.Make(ctx, first[0].Request)
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		sent = append(sent, made.Data)
	}
	next := e.Rounds()[1]
	next.Earlier = sent[:1]
	turns, problems = e.Round(ctx, next)
	if problems != nil {
		t.Fatal(problems)
	}
	second, problems, err := e.Make(ctx, turns[0].Request)
	if err != nil || second == nil {
		t.Fatal(err, problems)
	}
	for n, file := range sent {
		_, _, problems := e.Earlier(ctx, [][]byte{second.Data, file})
		if (n == 0) != (problems == nil) || n == 1 && problems[0].Code != "round-versions" {
			t.Errorf("version %d: %v", n+1, problems)
		}
	}
	other, _, _ := e.Make(ctx, first[1].Request)
	if _, _, problems := e.Earlier(ctx, [][]byte{second.Data, other.Data}); len(problems) != 1 || problems[0].Code != "round-chains" {
		t.Errorf("of two clients: %v", problems)
	}
	named := round
	named.About = bytes.Replace(round.About, []byte("haar postvak. Daarin"), []byte("haar postvak, ook voor Bakkerij De Korenaar Logistiek en Bakkerij de Korenaar. Daarin"), 1)
	turns, _ = e.Round(ctx, named)
	for at, turn := range turns {
		if names := slices.ContainsFunc(codesOf(turn), func(c string) bool { return c == "incident-names-other-client" }); !names {
			t.Errorf("%d: the description names others, and nothing is said: %v", at, turn.Problems)
		}
	}
	left := round
	left.About = without(t, round.About, 2)
	turns, _ = e.Round(ctx, left)
	if len(turns) != 3 || turns[2].Touched || turns[2].Name != "Bakkerij De Korenaar Logistiek B.V." {
		t.Errorf("who could be touched: %+v", turns)
	} else if why := e.Why(e.Locales().Locale("nl"), turns[2].Why); !strings.HasPrefix(why, "dezelfde dienst (Leads doorsturen)") {
		t.Errorf("why: %s", why)
	}
}

func codesOf(turn engine.Turn) (codes []string) {
	for _, p := range turn.Problems {
		codes = append(codes, p.Code)
	}
	return codes
}

func without(t *testing.T, about []byte, row int) []byte {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal(about, &whole); err != nil {
		t.Fatal(err)
	}
	whole["affected"] = slices.Delete(whole["affected"].([]any), row, row+1)
	out, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
