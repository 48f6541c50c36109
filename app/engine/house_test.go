package engine_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/draft"
	"verwoord/app/engine"
	"verwoord/app/engine/enginetest"
	kept "verwoord/app/record"
	"verwoord/app/review"
	"verwoord/app/sign"
	"verwoord/app/sign/signtest"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

var record = flag.Bool("record", false, "record the words of the documents that have no record yet")

// dates are the days and moments that documents bear.
func dated(e *engine.Engine, document string) string {
	if d, _ := e.Document(document); d.Dated == draft.ByMoment {
		return "2026-11-22T05:10:00+01:00"
	}
	return "2026-11-22"
}

// Every document, of the program and of the tests, goes the whole way in every language that it is written in: it is made of its specimen,
// made again of what is inside it with the same bytes, signed, verified and proven.
func TestEveryDocumentGoesTheWholeWay(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx, now := context.Background(), time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	p := testpki.New("http://pki.example.com", now)
	who := p.Signer("S. de Voorbeeld", testpki.Key("processor"))
	seen := map[string]int{}
	for _, d := range e.Documents() {
		for _, lang := range e.Languages(d.ID) {
			t.Run(d.ID+"/"+lang, func(t *testing.T) {
				request := e.Specimen(d.ID).Request(d.ID, lang, dated(e, d.ID))
				date := request.Date // that of the specimen, when it has one
				made, problems, err := e.Make(ctx, request)
				if err != nil || made == nil {
					t.Fatal(err, problems)
				}
				if made.Tree.Lang != lang {
					t.Errorf("written in %s", made.Tree.Lang)
				}
				inside, problems, err := e.Inside(t.Context(), made.Data)
				if err != nil || inside == nil {
					t.Fatal(err, problems)
				}
				if (inside.Kind == nil) != (d.About == "") || inside.Kind != nil && inside.Kind.Name() != d.About {
					t.Errorf("about %q, and inside is %v", d.About, inside.Kind)
				}
				again, problems, err := e.Make(ctx, inside.Request(d.ID, lang, date))
				if err != nil || again == nil {
					t.Fatal(err, problems)
				}
				if !bytes.Equal(again.Data, made.Data) {
					t.Error("made again it has other bytes")
				}
				file := made.Data
				for _, party := range append(slices.Clone(d.Signs), "someone-else") {
					signed, err := e.Sign(ctx, file, engine.Signing{
						Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: party, Mandate: true, Level: sign.BB,
						Services: sign.Services{Time: now, Rand: rand.Reader},
					})
					if err != nil {
						t.Fatal(err)
					}
					if err := signtest.Signed(file, signed.File, verify.Options{Now: now}); err != nil {
						t.Errorf("signed as %s: %v", party, err)
					}
					if party != "someone-else" {
						file = signed.File
					}
				}
				report, err := e.Verify(ctx, file, verify.Options{Now: now})
				if err != nil || len(report.Signatures) != len(d.Signs) {
					t.Fatalf("%v: %+v", err, report)
				}
				proof, err := e.Prove(ctx, file)
				if err != nil || proof.Verdict != review.Proven {
					t.Errorf("%v: %+v", err, proof)
				}
				seen[d.About]++
			})
		}
	}
	for _, k := range engine.Kinds() {
		if seen[k.Name()] < 2 {
			t.Errorf("%d documents about a %s", seen[k.Name()], k.Name())
		}
	}
}

// No document about a record holds a word of another client's row: not in its text, not in what it carries, not in any byte of the file.
func TestNothingOfAnotherClient(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range enginetest.Documents(e) {
		c := e.Specimen(id)
		if c.Kind == nil {
			continue
		}
		if !bytes.Contains(c.AboutJSON(), []byte(enginetest.Other)) && !slices.Contains([]string{"request", "transfer"}, c.Kind.Name()) {
			t.Errorf("%s: the specimen does not concern another client", id)
		}
		made, problems, err := e.Make(context.Background(), c.Request(id, "", dated(e, id)))
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		inside, _, err := e.Inside(t.Context(), made.Data)
		if err != nil {
			t.Fatal(err)
		}
		for what, data := range map[string][]byte{"the file": made.Data, "the text": made.Tree.Text(), "what is inside": inside.AboutJSON(), "its name": []byte(made.Name)} {
			if bytes.Contains(data, []byte(enginetest.Other)) {
				t.Errorf("%s: %s names another client", id, what)
			}
		}
	}
}

// A document about a record is not made without it, of one that does not concern the client, or of another kind.
func TestRecordsThatDoNotFit(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	incident, request := e.Specimen("test-incident"), e.Specimen("test-request")
	elsewhere := bytes.ReplaceAll(incident.AboutJSON(), []byte(enginetest.Client), []byte("iemand-anders"))
	for _, c := range []struct {
		name, document, want string
		about                []byte
	}{
		{"none", "test-incident", "about-missing /about", nil},
		{"of another client", "test-incident", "about-client /about", elsewhere},
		{"of another kind", "test-incident", "schema-kind /about/schema", request.AboutJSON()},
		{"no JSON", "test-incident", "json-syntax /about", []byte("x")},
		{"about nothing", "agreement", "about-none /about", incident.AboutJSON()},
		{"empty where it prints", "test-incident", "required /about/awareAt", bytes.Replace(incident.AboutJSON(), []byte("2026-11-22T03:10:00+01:00"), nil, 1)},
		{"no moment", "test-incident", "moment-form /about/awareAt", bytes.Replace(incident.AboutJSON(), []byte("2026-11-22T03:10:00+01:00"), []byte("gisteren"), 1)},
		{"a moment there is not", "test-incident", "moment-unreal /about/awareAt", bytes.Replace(incident.AboutJSON(), []byte("2026-11-22T03"), []byte("2026-11-22T33"), 1)},
		{"no whole number", "test-incident", "json-want-number /about/affected/0/people/min", bytes.Replace(incident.AboutJSON(), []byte("1200"), []byte("12.5"), 1)},
	} {
		r := incident.Request(c.document, "", "2026-11-22")
		r.About = c.about
		made, problems, err := e.Make(context.Background(), r)
		if err != nil || made != nil || len(problems) == 0 {
			t.Errorf("%s: %v, %v", c.name, err, problems)
			continue
		}
		got := []string{}
		for _, p := range problems {
			if p.Severity != kept.Warning {
				got = append(got, p.Code+" "+p.Path)
			}
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	// What the document does not print does not stand in its way.
	r := incident.Request("test-incident", "", dated(e, "test-incident"))
	r.About = bytes.Replace(r.About, []byte("2026-11-21T22:40:00+01:00"), []byte("gisteren"), 1)
	if made, problems, err := e.Make(context.Background(), r); err != nil || made == nil {
		t.Errorf("%v: %v", err, problems)
	}
}

// A later document follows an earlier one: it carries the chain, and names what came before it.
func TestFollows(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	first := e.Specimen("test-incident").Request("test-incident", "", dated(e, "test-incident"))
	first.Chain = nil
	made, problems, err := e.Make(context.Background(), first)
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
	second := first
	if second.Chain, second.Before, err = e.Follows(t.Context(), made.Data); err != nil {
		t.Fatal(err)
	}
	made, problems, err = e.Make(context.Background(), second)
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
	chain, _, err := e.Follows(t.Context(), made.Data)
	if err != nil || len(chain) != 2 || chain[1].Number != 2 || chain[1].Follows != chain[0].ID || chain[0].SHA256 == chain[1].SHA256 {
		t.Errorf("%v: %+v", err, chain)
	}
	if !strings.Contains(string(made.Tree.Text()), chain[0].SHA256[:20]) {
		t.Errorf("it does not name the one before it:\n%s", made.Tree.Text())
	}
	agreement, _, err := e.Make(context.Background(), e.Specimen("agreement").Request("agreement", "", "2026-11-22"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := e.Follows(t.Context(), agreement.Data); err == nil {
		t.Error("an agreement is followed")
	}
}

// The words of every document are recorded, those of the tests too, and stay as they were recorded: with -record those that have no record get
// one.
func TestWordsAreRecorded(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range e.Documents() {
		id, folder := d.ID, "../../templates/approved"
		if slices.Contains(enginetest.Documents(e), id) {
			folder = "enginetest/testdata/templates/approved"
		}
		name := filepath.Join(folder, id+"-"+d.Version+".json")
		if data, err := os.ReadFile(name); err == nil {
			if *record {
				data = recordWords(t, e, d, name, data)
			}
			asRecorded(t, e, d, data)
			continue
		}
		if !*record {
			t.Errorf("%s has no record; -record makes it", id)
			continue
		}
		data, err := json.Marshal(draft.Recorded{Document: id, Version: d.Version, Texts: map[string]map[string]string{e.Languages(id)[0]: {}}})
		if err == nil {
			err = os.MkdirAll(folder, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
		recordWords(t, e, d, name, data)
	}
}

// recordWords writes down the words of a document as they are, as long as nobody approved them: its clauses, and the passages of its template. Of
// words that were taken from a source it adds those of a language that has none yet.
func recordWords(t *testing.T, e *engine.Engine, d draft.Document, name string, data []byte) []byte {
	t.Helper()
	r, err := draft.ParseRecorded(data)
	if err != nil || r.Approval != nil {
		return data
	}
	if r.Source == "" {
		r.Document, r.Version, r.Texts, r.Passages = d.ID, d.Version, map[string]map[string]string{}, map[string]map[string]string{}
	}
	for _, lang := range e.Languages(d.ID) {
		if r.Texts[lang] != nil {
			continue // other words than those of the source need another version
		}
		passages, err := e.Passages(d.ID, lang)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := e.Everything(d.ID, lang, engine.RecordedOn)
		if err != nil {
			t.Fatal(err)
		}
		r.Texts[lang] = map[string]string{}
		for _, c := range draft.Clauses(tree) {
			r.Texts[lang][c.ID] = c.Sum()
		}
		if r.Passages == nil {
			continue
		}
		r.Passages[lang] = map[string]string{}
		for _, p := range passages {
			r.Passages[lang][p.ID] = p.Sum()
		}
	}
	if data, err = json.MarshalIndent(r, "", "  "); err == nil {
		data = append(data, '\n')
		err = os.WriteFile(name, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// asRecorded tells which words of a document are not as a file has them.
func asRecorded(t *testing.T, e *engine.Engine, d draft.Document, data []byte) {
	t.Helper()
	r, err := draft.ParseRecorded(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range e.Languages(d.ID) {
		tree, err := e.Everything(d.ID, lang, engine.RecordedOn)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range r.Differences(lang, draft.Clauses(tree)) {
			t.Errorf("%s/%s: %s is not as recorded in version %s", d.ID, lang, id, r.Version)
		}
		if (r.Source == "") != (r.Passages != nil) {
			t.Errorf("%s: passages are recorded: %v", d.ID, r.Passages != nil)
		}
		passages, err := e.Passages(d.ID, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range r.Elsewhere(lang, passages) {
			t.Errorf("%s/%s: the words under %s are not as recorded in version %s: other words need another version, or, as long as nobody approved them, -record", d.ID, lang, id, r.Version)
		}
	}
}
