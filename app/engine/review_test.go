package engine

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/review"
	"verwoord/locales"
	"verwoord/templates"
)

// reviewed reviews the example after a change.
func reviewed(t *testing.T, e *Engine, lang string, change func(d *dossier.Dossier)) *review.Review {
	t.Helper()
	d := e.Specimen(Agreement).Dossier
	if change != nil {
		change(d)
	}
	r, problems := e.Review(Request{Dossier: d.Encode(), Lang: lang, Date: today})
	if r == nil {
		t.Fatal(problems)
	}
	return r
}

// answer is the verdict of a row of a review.
func answer(t *testing.T, r *review.Review, id string) review.Row {
	t.Helper()
	i := slices.IndexFunc(r.Rows, func(row review.Row) bool { return row.ID == id })
	if i < 0 {
		t.Fatalf("no row %s", id)
	}
	return r.Rows[i]
}

// The review of the example as a lawyer reads it.
func TestReviewOfTheExample(t *testing.T) {
	e := engine(t)
	for _, lang := range e.Languages(ReviewDocument) {
		r := e.Specimen(ReviewDocument).Request(ReviewDocument, lang, today)
		r.Format = Text
		made, problems, err := e.Make(t.Context(), r)
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		name := filepath.Join("testdata", "review."+lang+".txt")
		if *update {
			if err := os.WriteFile(name, made.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(want, made.Data) {
			t.Errorf("%s is not what the review says; -update writes it: %v", name, err)
		}
	}
}

// The terms of 2025 alone, filled in for one client: what they have of GDPR, art. 28, what they have in part and what not at all.
func TestTermsOf2025Alone(t *testing.T) {
	r := reviewed(t, engine(t), "nl", func(d *dossier.Dossier) { d.AdditionalTerms = nil })
	want := map[review.Answer]string{
		review.Yes:           "C-01 C-03 C-04 C-05 C-06 C-12 C-13 C-16 C-28 C-30",
		review.Partly:        "C-02 C-07 C-08 C-09 C-10 C-11 C-14 C-15 C-18 C-19 C-20 C-24 C-29 C-32",
		review.No:            "C-17 C-21 C-22 C-23 C-25 C-26 C-34",
		review.ToAssess:      "C-27",
		review.NotApplicable: "C-31 C-33",
	}
	got := map[review.Answer][]string{}
	for _, row := range r.Rows {
		got[row.Verdict] = append(got[row.Verdict], row.ID)
		if (row.Verdict == review.No || row.Verdict == review.Partly) && len(row.Missing) == 0 {
			t.Errorf("%s is %s, and does not say what is missing", row.ID, row.Verdict)
		}
		if row.Verdict == review.Yes && len(row.Evidence) == 0 {
			t.Errorf("%s is yes without a word of evidence", row.ID)
		}
	}
	for verdict, ids := range want {
		if said := strings.Join(got[verdict], " "); said != ids {
			t.Errorf("%s: %s, want %s", verdict, said, ids)
		}
	}
}

// approving is an engine in which somebody approved the words of some prepared terms.
func approving(t *testing.T, terms ...string) *Engine {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(templates.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		for _, id := range terms {
			if is, _ := path.Match("approved/term-"+id+"-[0-9].json", name); is { // whichever version its words are of
				var r draft.Recorded
				if err := json.Unmarshal(data, &r); err != nil {
					return err
				}
				r.Approval = &draft.Approval{By: "J. Jansen", Function: "jurist", Day: "2026-11-20"}
				data, err = json.Marshal(r)
			}
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := Load(files, locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A prepared term turns the elements that it answers: to yes when its words were approved, and to be assessed as long as they are a proposal.
func TestPreparedTermsTurnTheirRows(t *testing.T) {
	var all []string
	for _, term := range engine(t).Terms(nil) {
		all = append(all, term.ID)
	}
	approved := approving(t, all...)
	// What a term leaves open of its element, and so does not turn to yes alone.
	partly := map[string]string{"subprocessor-chain": "C-15", "precedence": "C-34", "suspension": "C-34"}
	for _, term := range approved.Terms(nil) {
		agree := func(d *dossier.Dossier) {
			values := map[string]string{}
			for _, p := range term.Parameters {
				values[p.Name] = "14"
			}
			d.AdditionalTerms = []dossier.AdditionalTerm{{ID: term.ID, Term: term.ID, Values: values}}
		}
		before := reviewed(t, engine(t), "nl", func(d *dossier.Dossier) { d.AdditionalTerms = nil })
		proposal, agreed := reviewed(t, engine(t), "nl", agree), reviewed(t, approved, "nl", agree)
		for _, row := range before.Rows {
			want, other := answer(t, agreed, row.ID), answer(t, proposal, row.ID)
			switch {
			case !slices.Contains(term.Answers, row.ID):
				if want.Verdict != row.Verdict || other.Verdict != row.Verdict {
					t.Errorf("%s turns %s to %s and %s", term.ID, row.ID, want.Verdict, other.Verdict)
				}
			case partly[term.ID] == row.ID:
				if want.Verdict != review.Partly || other.Verdict != review.ToAssess {
					t.Errorf("%s turns %s to %s and %s", term.ID, row.ID, want.Verdict, other.Verdict)
				}
			case want.Verdict != review.Yes || len(want.Missing) > 0 || other.Verdict != review.ToAssess || other.Why != review.WhyProposal:
				t.Errorf("%s turns %s to %s and %s %s", term.ID, row.ID, want.Verdict, other.Verdict, other.Why)
			}
			if (row.Verdict == review.No || row.Verdict == review.Partly) && slices.Contains(term.Answers, row.ID) && !slices.Contains(row.Terms, term.ID) {
				t.Errorf("%s is not offered for %s", term.ID, row.ID)
			}
		}
		if row := answer(t, agreed, term.Answers[0]); !slices.ContainsFunc(row.Evidence, func(x review.Evidence) bool { return x.ID == "annex-4."+term.ID && x.Page > 0 }) {
			t.Errorf("%s: the words are not quoted: %+v", term.ID, row.Evidence)
		}
	}
}

// Words of one's own go before the terms, and can say anything: until somebody judged them no element is yes. Then only those that they are
// about are to be assessed, and when the words change after that, the judgement lapses.
func TestWordsOfOnesOwn(t *testing.T) {
	e := engine(t)
	words := "In afwijking van 3.4 en 4.2 hoeven wij datalekken niet te melden."
	for name, c := range map[string]struct {
		text  string
		set   bool
		yes   bool
		lapse bool
	}{
		"judged by nobody": {words, false, false, false},
		"judged":           {words, true, true, false},
		"changed since":    {words + " Ook niet later.", true, false, true},
	} {
		r := reviewed(t, e, "nl", func(d *dossier.Dossier) {
			d.AdditionalTerms = []dossier.AdditionalTerm{{ID: "own", Title: "Datalekken", Text: c.text}}
			d.SetAside = nil
			if c.set {
				d.SetAside = []dossier.SetAside{{ID: "own", Finding: review.FreeWords, Path: "/additionalTerms/own/text", Value: state(words), Rows: []string{"C-20"}, By: "J. Jansen", Function: "jurist", Reason: "alleen datalekken", Day: today}}
			}
		})
		if row := answer(t, r, "C-12"); (row.Verdict == review.Yes) != c.yes || !c.yes && (row.Why != review.WhyFree || row.Otherwise != review.Yes) {
			t.Errorf("%s: security is %s, %s", name, row.Verdict, row.Why)
		}
		if row := answer(t, r, "C-20"); row.Verdict != review.ToAssess || row.Otherwise != review.Partly {
			t.Errorf("%s: breaches are %s", name, row.Verdict)
		}
		// The overview says how many wait, and what they would be without those words.
		waits, without := 0, 0
		for _, row := range r.Rows {
			waits += map[bool]int{true: 1}[row.Otherwise != ""]
		}
		for _, total := range r.Totals {
			if without += total.Without; total.Verdict == review.Yes && total.Without != 10 {
				t.Errorf("%s: %d elements are yes without those words", name, total.Without)
			}
		}
		if r.Waiting != waits || waits == 0 || without != 34 {
			t.Errorf("%s: %d wait, of %d; %d in all", name, r.Waiting, waits, without)
		}
		if r.Terms[0].Lapsed != c.lapse || (r.Terms[0].Set != nil) != c.yes {
			t.Errorf("%s: %+v", name, r.Terms[0])
		}
	}
}

// What is filled in turns the elements that are facts.
func TestFactsTurnTheirRows(t *testing.T) {
	for _, c := range []struct {
		name, id string
		want     review.Answer
		change   func(d *dossier.Dossier)
	}{
		{"no sub-processors", "C-30", review.ToAssess, func(d *dossier.Dossier) { d.Subprocessors = nil }},
		{"no list to authorise", "C-13", review.Partly, func(d *dossier.Dossier) { d.Subprocessors = nil }},
		{"no start", "C-02", review.No, func(d *dossier.Dossier) { d.Processing.Start = "" }},
		{"no nature of one service", "C-03", review.Partly, func(d *dossier.Dossier) { d.Processing.Services[1].Nature = "" }},
		{"no purpose", "C-04", review.Partly, func(d *dossier.Dossier) { d.Processing.Services[0].Purpose = "" }},
		{"no services", "C-01", review.Partly, func(d *dossier.Dossier) { d.Processing.Services = nil }},
		{"no data", "C-05", review.Partly, func(d *dossier.Dossier) { d.Processing.PersonalData = nil }},
		{"an open kind of data", "C-05", review.Partly, func(d *dossier.Dossier) {
			d.Processing.PersonalData = append(d.Processing.PersonalData, "lead-form-other")
		}},
		{"no data subjects", "C-06", review.No, func(d *dossier.Dossier) { d.Processing.DataSubjects = nil }},
		{"a company for one of two services", "C-29", review.Partly, func(d *dossier.Dossier) { d.Processing.Services[0].Entities = []string{"jex-works"} }},
		{"a company for each service", "C-29", review.Yes, func(d *dossier.Dossier) {
			d.Processing.Services[0].Entities, d.Processing.Services[1].Entities = []string{"jex-works"}, []string{"jex-nederland", "jex-works"}
		}},
		{"one company", "C-29", review.Yes, func(d *dossier.Dossier) { d.Processor.Entities = d.Processor.Entities[:1] }},
		{"sensitive data", "C-31", review.No, func(d *dossier.Dossier) { d.Processing.PersonalData = append(d.Processing.PersonalData, "bsn") }},
		{"an officer", "C-32", review.Yes, func(d *dossier.Dossier) { d.Processor.DPO = d.Processor.PrivacyContact }},
		{"no officer, as a fact", "C-32", review.Yes, func(d *dossier.Dossier) { d.Processor.NoDPO = true }},
		{"nobody to call", "C-32", review.Partly, func(d *dossier.Dossier) {
			d.Processor.DPO, d.Processor.BreachContact.Name = d.Processor.PrivacyContact, ""
		}},
	} {
		for _, lang := range engine(t).Languages(ReviewDocument) {
			row := answer(t, reviewed(t, engine(t), lang, c.change), c.id)
			if row.Verdict != c.want {
				t.Errorf("%s/%s: %s is %s, want %s: %+v", c.name, lang, c.id, row.Verdict, c.want, row)
			}
		}
	}
}

// The duration ends with the data that JEX still keeps, and no day is given for that: the review quotes those words, calls the element partly
// there, and leaves it to people. A term with a period answers it.
func TestOpenDurationIsForLegal(t *testing.T) {
	for lang, words := range map[string]string{"nl": "en daarna zolang wij nog Persoonsgegevens voor jullie bewaren", "en": "and after that as long as we still keep Personal Data for you"} {
		for _, end := range []string{"", "2027-12-31"} {
			r := reviewed(t, engine(t), lang, func(d *dossier.Dossier) { d.Processing.End, d.AdditionalTerms = end, nil })
			row := answer(t, r, "C-02")
			quoted := slices.ContainsFunc(row.Evidence, func(x review.Evidence) bool { return strings.Contains(strings.Join(x.Words, " "), words) })
			if row.Verdict != review.Partly || !quoted || len(row.Missing) != 1 || !slices.Contains(row.Terms, "return-or-deletion") {
				t.Errorf("%s, end %q: %+v", lang, end, row)
			}
			if !slices.ContainsFunc(r.Decisions, func(x review.Undecided) bool { return x.ID == "D-09" && strings.Contains(x.Rows, row.ID) }) {
				t.Errorf("%s: the decision on periods does not name %s", lang, row.ID)
			}
		}
	}
}

// With everything chosen every clause is as recorded, every quote stands in it word for word, and every finding concerns it. No word of the
// matrix is missing in a language, and none says that the law is complied with.
func TestMatrixIsWhole(t *testing.T) {
	e := engine(t)
	m := e.matrix()
	for _, lang := range e.Languages(ReviewDocument) {
		words := m.words[lang]
		if words == nil {
			t.Fatalf("no words in %s", lang)
		}
		r := reviewed(t, e, lang, func(d *dossier.Dossier) {
			*d = *draft.EveryChoice(d, e.Catalogue())
			d.AdditionalTerms = nil
		})
		if len(r.Rows) != 34 || len(r.Findings) != 30 || len(r.Decisions) != 10 || len(m.words[lang].Rows) != 34 {
			t.Errorf("%s: %d rows, %d findings, %d decisions", lang, len(r.Rows), len(r.Findings), len(r.Decisions))
		}
		for i, row := range r.Rows {
			if row.Why == review.WhyChanged || row.Duty == "" || row.Source == "" {
				t.Errorf("%s: %+v", lang, row)
			}
			for _, x := range row.Evidence {
				if x.Page < 1 || x.Where == "" {
					t.Errorf("%s: %s: no place: %+v", lang, row.ID, x)
				}
			}
			for _, g := range m.Rows[i].Gaps {
				if words.Rows[row.ID].Gaps[g.ID] == "" {
					t.Errorf("%s: %s: no words for %s", lang, row.ID, g.ID)
				}
			}
			if len(words.Rows[row.ID].Gaps) != len(m.Rows[i].Gaps) {
				t.Errorf("%s: %s: words of gaps that are none", lang, row.ID)
			}
		}
		for i, f := range r.Findings {
			if f.Text == "" || f.Why == "" || len(f.Evidence) != len(m.Findings[i].Clauses) {
				t.Errorf("%s: %+v", lang, f)
			}
		}
		for _, x := range r.Clauses {
			if !x.Equal && !x.Filled {
				t.Errorf("%s: %s is not as recorded", lang, x.ID)
			}
		}
		data := strings.ToLower(string(e.file("review/" + lang + ".json")))
		for _, claim := range []string{"voldoet aan", "rechtsgeldig", "complies with", "compliant", "lawful agreement"} {
			if strings.Contains(data, claim) {
				t.Errorf("%s says %q", lang, claim)
			}
		}
	}
	if nl, en := m.words["nl"], m.words["en"]; !slices.Equal(slices.Sorted(maps.Keys(nl.Sources)), slices.Sorted(maps.Keys(en.Sources))) {
		t.Error("the languages have other sources")
	}
}

// Each finding is told of the words that it is about, and of nothing else: those on the terms always, those on the annex of data when that names what
// they are about. The words say which point of the law it is.
func TestFindings(t *testing.T) {
	e := engine(t)
	always := strings.Fields("S-01 S-02 S-03 S-04 S-05 S-06 S-07 S-08 S-09 S-10 S-11 S-12 S-13 S-14 S-15 S-16 S-17 S-18 S-19 S-20 S-25 S-26 S-27 S-28 S-29 S-30")
	for _, c := range []struct {
		people, data string
		more         string
	}{
		{"website-visitors", "name phone residence-permit", ""},
		{"website-visitors", "bsn", "S-21"},
		{"website-visitors", "id-copy", "S-21"},
		{"website-visitors", "certificate-of-conduct", "S-22"},
		{"website-visitors", "lead-form-other", "S-23"},
		{"applicants", "name", "S-24"},
		{"candidates", "name", "S-24"},
		{"temporary-workers", "name", "S-24"},
		{"business-contacts", "name", "S-24"},
		{"leads freelancers", "name", ""},
		{"applicants leads", "bsn certificate-of-conduct lead-form-other", "S-21 S-22 S-23 S-24"},
	} {
		for _, lang := range e.Languages(ReviewDocument) {
			r := reviewed(t, e, lang, func(d *dossier.Dossier) {
				d.Processing.DataSubjects, d.Processing.PersonalData = strings.Fields(c.people), strings.Fields(c.data)
			})
			var got []string
			for _, f := range r.Findings {
				got = append(got, f.ID)
			}
			want := append(slices.Clone(always), strings.Fields(c.more)...)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s/%s/%s: %v, want %v", lang, c.people, c.data, got, want)
			}
		}
	}
	says := map[string]string{ // what the finding must not leave out
		"S-15": "“vooraf”, een termijn en het gevolg|lijst|“gemotiveerd” zijn; dat vraagt de AVG niet|art. 28, lid 2|kunnen gemotiveerd bezwaar maken",
		"S-16": "bericht met bezwaar (3.4)|toestemming vooraf (2.4)|art. 44|enkel toegestaan met voorafgaande toestemming|Wij mogen Subverwerkers inschakelen",
		"S-17": "zelf of mede verantwoordelijk|geen Subverwerker|art. 26|C-210/16 en C-40/17|waaronder op advertentieplatformen",
		"S-18": "wissen, overdragen, bezwaar en artikel 22 ontbreken|beperken|hoeft de klant niet in te lichten|alleen voor inzage|wanneer zij beginnen|art. 15-22",
		"S-19": "niet wanneer JEX het datalek kent|art. 33, lid 2|na het ontdekken daarvan",
		"S-20": "artikel 33 en 34 blijven voor de klant gelden|art. 34, lid 1|Jullie beslissen",
		"S-21": "BSN en kopieën van identiteitsbewijzen|grondslag in de wet|zelf verwerkingsverantwoordelijke|art. 87; UAVG, art. 46|BSN (bij uitzendkrachten)|kopie legitimatiebewijs",
		"S-22": "strafrechtelijke gegevens|extra waarborgen|art. 10; UAVG, art. 31-33|Verklaring omtrent Gedrag",
		"S-23": "open soort|bijzondere persoonsgegevens|specifiek|art. 28, lid 3, aanhef|eventueel overige gegevens",
		"S-24": "sollicitanten, kandidaten, uitzendkrachten en contactpersonen|vaak zelf verwerkingsverantwoordelijke|rol|art. 4, onder 7 en 8, art. 26",
		"S-25": "informatie aan betrokkenen|art. 13, lid 2, onder f, en art. 22|bijlage III, punt 4|algoritmische beslissingen",
		"S-26": "geen wissen of teruggeven|art. 28, lid 3, onder g|vernietiging van informatiesystemen",
		"S-27": "contactpunt, functionaris, rangorde, wijziging, aansprakelijkheid, duur, toepasselijk recht en ondertekening",
		"S-28": "Welke bedoeld zijn|inclusief bijlagen",
		"S-29": "“hem”|alleen de toon|hem doorverwijzen",
		"S-30": "geen dag|art. 5, lid 2",
	}
	r := reviewed(t, e, "nl", func(d *dossier.Dossier) { *d = *draft.EveryChoice(d, e.Catalogue()) })
	for _, f := range r.Findings {
		text := f.Text + " " + f.Why
		for _, x := range f.Evidence {
			text += " " + strings.Join(x.Words, " ")
		}
		for _, part := range strings.Split(says[f.ID], "|") {
			if !strings.Contains(text, part) {
				t.Errorf("%s does not say %q: %s", f.ID, part, text)
			}
		}
	}
}
