package engine

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/review"
)

const today = "2026-11-22"

var shared = sync.OnceValues(New)

func engine(t testing.TB) *Engine {
	t.Helper()
	e, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func agreement(t testing.TB, e *Engine, data []byte) *Made {
	t.Helper()
	made, problems, err := e.Make(context.Background(), Request{Document: Agreement, Dossier: data, Date: today})
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
	return made
}

// The same request gives the same bytes: from another engine, in many goroutines, whatever was made before.
func TestSameBytes(t *testing.T) {
	e := engine(t)
	want := sha256.Sum256(agreement(t, e, e.Example("dossier")).Data)
	other, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			r := Request{Document: Agreement, Dossier: e.Example("dossier"), Date: today, Lang: []string{"nl", "en"}[i%2]}
			made, _, err := []*Engine{e, other}[i/2%2].Make(context.Background(), r)
			if err != nil || made == nil {
				t.Error(err)
			} else if got := sha256.Sum256(made.Data); r.Lang == "nl" && got != want {
				t.Errorf("goroutine %d made other bytes", i)
			}
		})
	}
	wait.Wait()
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e := engine(t)
	if made, _, err := e.Make(ctx, Request{Document: Agreement, Dossier: e.Example("dossier"), Date: today}); err != context.Canceled || made != nil {
		t.Errorf("got %v, %v", made, err)
	}
}

// Whoever receives a document receives nothing that it does not show.
func TestNothingUnseenInside(t *testing.T) {
	e := engine(t)
	secret := bytes.Replace(e.Example("dossier"), []byte(`"parentCountry": "US"`), []byte(`"parentCountry": "US", "register": {"id": "unseen-row", "version": "v1"}`), 1)
	secret = bytes.Replace(secret, []byte(`"parentCountry": "GB"`), []byte(`"parentCountry": "KP"`), 1)
	if bytes.Equal(secret, e.Example("dossier")) {
		t.Fatal("the example has changed")
	}
	inside, err := e.Extract(t.Context(), agreement(t, e, secret).Data)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"unseen-row", `"KP"`} {
		if bytes.Contains(inside, []byte(word)) {
			t.Errorf("%s is inside", word)
		}
	}
}

func TestProof(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier"))
	prove := func(data []byte) review.Proof {
		t.Helper()
		p, err := e.Prove(context.Background(), data)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := prove(made.Data); p.Verdict != review.Proven || p.Version != "2025" || p.Date != today || p.Clauses < 60 {
		t.Errorf("as made: %+v", p)
	}

	// Another program may set the same words differently.
	rewritten := altered(t, e, func(tree *doc.Doc) { tree.Keywords = []string{"other"} })
	if p := prove(rewritten); p.Verdict != review.SameWords || len(p.Differences) != 0 {
		t.Errorf("set otherwise: %+v", p)
	}

	// One letter.
	for _, c := range []struct{ clause, from, to string }{
		{"duties.2", "voorafgaande instructie", "vooraflaande instructie"},
		{"security.2", "zonder onredelijke vertraging", "zonder onredelijk vertraging"},
		{"annex-1.logging", "pogingen", "poginqen"},
		{"definitions.13", "85002976", "85002977"},
	} {
		p := prove(altered(t, e, func(tree *doc.Doc) { replace(t, tree, c.from, c.to) }))
		if p.Verdict != review.Altered || len(p.Differences) != 1 || p.Differences[0].ID != c.clause || !strings.Contains(p.Differences[0].Got, c.to) {
			t.Errorf("%s: %+v", c.clause, p)
		}
	}

	// A sentence less.
	p := prove(altered(t, e, func(tree *doc.Doc) {
		doc.Walk(tree.Sections[0], func(n doc.Node) {
			if l, ok := n.(*doc.List); ok && len(l.Items) == 5 && l.Items[0].ID == "duties.1" {
				l.Items = l.Items[:4]
			}
		})
	}))
	if p.Verdict != review.Altered || fmt.Sprint(p.Differences) == "" || p.Differences[0].ID != "duties.5" || p.Differences[0].Got != "" {
		t.Errorf("a clause less: %+v", p)
	}

	// What was agreed beside the fixed words is named by the title that it prints.
	d, _ := dossier.Decode(e.Example("dossier"))
	d.AdditionalTerms = []dossier.AdditionalTerm{{ID: "a", Term: "return-or-deletion", Values: map[string]string{"days": "30"}}, {ID: "b", Title: "Eigen afspraak", Text: "Wij bellen eerst."}}
	agreed := agreement(t, e, d.Encode())
	if p := prove(agreed.Data); p.Verdict != review.Proven || fmt.Sprint(p.Terms) != "[Wissen of teruggeven na afloop Eigen afspraak]" {
		t.Errorf("with additional terms: %+v", p)
	}

	// A prepared term in the words of an earlier version is none of an altered document; other words are.
	d.AdditionalTerms = []dossier.AdditionalTerm{{ID: "a", Term: "confidentiality"}}
	for was, want := range map[string]review.Verdict{"Iedereen die wij toegang geven": review.SameWords, "Iedereen die wij geen toegang geven": review.Altered} {
		file := alteredOf(t, e, d.Normalized(), func(tree *doc.Doc) { replace(t, tree, "Iedereen aan wie wij toegang geven", was) })
		if p := prove(file); p.Verdict != want {
			t.Errorf("%s: %+v", was, p)
		}
	}

	for _, junk := range [][]byte{nil, []byte("no PDF"), made.Data[:len(made.Data)/2]} {
		if p := prove(junk); p.Verdict == review.Proven || p.Verdict == review.SameWords {
			t.Errorf("%.20q: %+v", junk, p)
		}
	}
}

// altered makes the agreement of the example with a changed tree.
func altered(t *testing.T, e *Engine, change func(*doc.Doc)) []byte {
	t.Helper()
	d, _ := dossier.Decode(e.Example("dossier"))
	return alteredOf(t, e, d.Normalized(), change)
}

// alteredOf is altered of another dossier.
func alteredOf(t *testing.T, e *Engine, d *dossier.Dossier, change func(*doc.Doc)) []byte {
	t.Helper()
	l := e.locales.Locale("nl")
	tree, _, err := e.templates.Draft(draft.Request{Subject: draft.Subject{Dossier: d}, Document: Agreement, Locale: l, Catalogue: e.catalogue(), Terms: e.terms(), Date: today})
	if err != nil {
		t.Fatal(err)
	}
	change(tree)
	made := &Made{Tree: tree}
	s, _ := e.with(d, Request{Document: Agreement})
	if err := e.typeset(context.Background(), made, s, Request{Document: Agreement, Date: today}, always); err != nil {
		t.Fatal(err)
	}
	return made.Data
}

func replace(t *testing.T, tree *doc.Doc, from, to string) {
	t.Helper()
	done := false
	for _, s := range tree.Sections {
		doc.Walk(s, func(n doc.Node) {
			var text *string
			switch n := n.(type) {
			case *doc.Text:
				text = &n.Text
			case *doc.Value:
				text = &n.Text
			default:
				return
			}
			// The numbers of a company stand on the front sheet too: only those in a sentence are changed.
			if strings.Contains(*text, from) && (from[0] != '8' || *text != from || done) {
				*text = strings.Replace(*text, from, to, 1)
			}
			done = done || *text == from
		})
	}
}

// rows is the example with many sub-processors.
func rows(t testing.TB, e *Engine, n int) []byte {
	t.Helper()
	d, problems := dossier.Decode(e.Example("dossier"))
	if problems.Errors() {
		t.Fatal(problems)
	}
	few := d.Subprocessors
	for i := range n {
		s := few[i%len(few)]
		s.ID = fmt.Sprintf("row-%d", i)
		d.Subprocessors = append(d.Subprocessors[:i:i], s)
	}
	return d.Encode()
}

// BenchmarkMake makes each document for another client, with other sub-processors: what two of them have in common is the terms. One that is cold
// is the first of its engine.
func BenchmarkMake(b *testing.B) {
	e := engine(b)
	for name, r := range map[string]Request{
		"agreement":      {Dossier: e.Example("dossier")},
		"agreement-cold": {Dossier: e.Example("dossier")},
		"agreement-200":  {Dossier: rows(b, e, 200)},
		"agreement-1000": {Dossier: rows(b, e, 1000)},
		"agreement-html": {Dossier: e.Example("dossier"), Format: HTML},
	} {
		r.Document, r.Date = Agreement, today
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			const number = "\u2063" // where another client has another number
			pages, like := 0, strings.NewReplacer("De Linde B.V.", "De Linde"+number, "Voorbeeld", "Voorbeeld"+number).Replace(string(r.Dossier))
			for i := 0; b.Loop(); i++ {
				r.Dossier = []byte(strings.ReplaceAll(like, number, fmt.Sprintf(" %06d", i)))
				e := e
				if name == "agreement-cold" {
					var err error
					if e, err = New(); err != nil {
						b.Fatal(err)
					}
				}
				made, problems, err := e.Make(context.Background(), r)
				if err != nil || made == nil {
					b.Fatal(err, problems)
				}
				pages = made.Pages.Len()
			}
			if pages > 0 {
				b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N)/float64(pages), "ms/page")
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
