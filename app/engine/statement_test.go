package engine

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"verwoord/app/dossier"
	"verwoord/app/privacy"
	"verwoord/app/record"
)

// kindsOfClients are the dossiers of testdata/statement, by name, with their archives.
func kindsOfClients(t testing.TB) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("testdata/statement/*.txtar")
	if err != nil || len(names) < 4 {
		t.Fatal(names, err)
	}
	out := map[string]*txtar.Archive{}
	for _, name := range names {
		if out[name], err = txtar.ParseFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func statement(t testing.TB, script, lang string) (*Statement, *dossier.Dossier) {
	t.Helper()
	c, _ := parse(t, script)
	d, problems := dossier.Decode(c.data)
	if d == nil {
		t.Fatal(problems)
	}
	s, err := engine(t).Statement(t.Context(), d, Request{Lang: lang, Date: c.today})
	if err != nil {
		t.Fatal(err)
	}
	return s, d
}

// The text of each kind of client, with its meter: what is filled in and from where, what the client has to do.
func TestStatements(t *testing.T) {
	e := engine(t)
	l := e.Locales().Locale("nl")
	for name, a := range kindsOfClients(t) {
		script := string(a.Files[0].Data)
		s, d := statement(t, script, "nl")
		var meter strings.Builder
		for _, i := range s.Items {
			fmt.Fprintf(&meter, "%s %s: %s\n", i.ID, l.T("privacy.item."+i.ID, nil), l.T("privacy.state."+string(i.State), nil))
			if i.Why != "" {
				fmt.Fprintf(&meter, "    %s\n", l.T("privacy.why."+i.Why, nil))
			}
			for _, row := range e.rowWords(l, d, i.Rows) {
				fmt.Fprintf(&meter, "    uit %s\n", row)
			}
		}
		for _, c := range s.Checks {
			if !c.Holds {
				fmt.Fprintf(&meter, "%s %s niet: %s\n", c.ID, c.Severity, l.T("check."+c.ID, nil))
			}
		}
		for _, p := range s.Problems {
			fmt.Fprintf(&meter, "> %s %s %s\n", p.Severity, p.Code, p.Path)
		}
		fmt.Fprintf(&meter, "%.1f woorden per zin, langste zin %d, leesgemak %.0f\n", s.Plain.Average(), s.Plain.Longest, s.Plain.Ease)
		// What is pasted is held against the rules of HTML by the tests of the frontend.
		heldPage(t, strings.TrimSuffix(name, ".txtar")+".html", s.Tree.PastePage())
		heldPage(t, strings.TrimSuffix(name, ".txtar")+"-long.html", s.Tree.Paste(partID(s.Tree, "long"), 3))
		got := []txtar.File{a.Files[0], {Name: "meter", Data: []byte(meter.String())}, {Name: "text", Data: s.Tree.TextWithAddresses()}}
		if want := txtar.Format(a); string(txtar.Format(&txtar.Archive{Comment: a.Comment, Files: got})) != string(want) && !*update {
			t.Errorf("%s differs; run with -update and read the difference", name)
		}
		if a.Files = got; *update {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// heldPage holds a page against its file.
func heldPage(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil || string(want) != string(got) {
		t.Errorf("%s differs (%v); run with -update and read the difference", name, err)
	}
}

// scripts are all dossiers that a text is made of here.
func scripts(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{"nothing answered": "document privacy-text\n"}
	var specimen map[string]any
	if err := json.Unmarshal(engine(t).Specimen(PrivacyText).Dossier.Encode(), &specimen); err != nil {
		t.Fatal(err)
	}
	whole := ""
	for _, key := range []string{"processing", "additionalTerms", "privacyText"} {
		value, err := json.Marshal(specimen[key])
		if err != nil {
			t.Fatal(err)
		}
		whole += "set /" + key + " " + string(value) + "\n"
	}
	out["everything answered"] = whole
	formal := strings.NewReplacer(`"form":"informal"`, `"form":"formal"`, " je naam", " uw naam", " je ", " u ")
	out["everything answered, with u"] = formal.Replace(whole)
	out["a decision"] = strings.Replace(whole, `"decision":"assists"`, `"decision":"decides"`, 1)
	for name, a := range kindsOfClients(t) {
		out[name] = string(a.Files[0].Data)
	}
	return out
}

// The words of the text are plain in every language: at most 12 words a sentence on average, and none over 20 (GDPR, art. 12(1)). What is read
// is what is printed, with all that a client filled in.
func TestWordsArePlain(t *testing.T) {
	e := engine(t)
	for name, script := range scripts(t) {
		for _, lang := range e.Languages(PrivacyText) {
			s, d := statement(t, script, lang)
			rules, form := e.plain(lang), dossier.Forms[0]
			if d.PrivacyText != nil && d.PrivacyText.Form != "" {
				form = d.PrivacyText.Form
			}
			if s.Plain.Average() > float64(rules.Average) || s.Plain.Sentences < 20 {
				t.Errorf("%s/%s: %.1f words a sentence in %d sentences", name, lang, s.Plain.Average(), s.Plain.Sentences)
			}
			for _, b := range Blocks(s.Tree) {
				s.Plain.Findings = append(s.Plain.Findings, rules.Mixed(b.Text, form)...)
			}
			for _, f := range s.Plain.Findings {
				// The names of laws, decisions and countries in a table are no sentence; the client's own words have problems of their own.
				t.Errorf("%s/%s: %s %q in %q", name, lang, f.Kind, f.Word, f.Sentence)
			}
		}
	}
}

// A decision that covers only certified companies is said to cover a company when its row records the certificate, and not before. Each such
// decision has its words.
func TestCertificateIsSaidOnceRecorded(t *testing.T) {
	e := engine(t)
	for _, lang := range e.Languages(PrivacyText) {
		l := e.Locales().Locale(lang)
		for _, c := range e.Atlas().Countries() {
			if a, _ := e.Atlas().Adequacy(c.Code); !a.Certificate {
				continue
			}
			if _, ok := l.Message("document.privacy-text.certified." + c.Code); !ok {
				t.Errorf("%s: no words for the certificates of %s", lang, c.Code)
			}
		}
		said := l.T("document.privacy-text.certified.US", nil)
		whole := scripts(t)["everything answered"]
		for _, member := range []string{"", "date", "reference"} {
			script := whole
			if member != "" {
				script += "set /subprocessors/1/transfers/0/" + member + " \"\"\n"
			}
			s, _ := statement(t, script, lang)
			text := strings.Join(strings.Fields(string(s.Tree.Text())), " ")
			if got := strings.Contains(text, said); got != (member == "") {
				t.Errorf("%s: without %q the text says of a certificate: %v", lang, member, got)
			}
		}
	}
}

// An English text says that what was written in Dutch is still so, and says nothing of it when it was written in English.
func TestEnglishTextSaysWhatIsDutch(t *testing.T) {
	english := `set /language "en"
set /processing/services [{"id": "lead-forwarding", "role": "processor", "purpose": "To bring people into contact with the client.", "nature": "Collecting by forms and forwarding."}]
set /subprocessors []
`
	whole := scripts(t)["everything answered"]
	for name, c := range map[string]struct {
		script string
		want   bool
	}{
		"a client who reads Dutch":                     {whole + "set /language \"nl\"\n", true},
		"a client who reads English, in Dutch words":   {whole + "set /language \"en\"\n", true},
		"a client who reads English, in English words": {whole + english, false},
	} {
		s, _ := statement(t, c.script, "en")
		if got := strings.Contains(string(s.Tree.Text()), "still in Dutch"); got != c.want {
			t.Errorf("%s: said %v", name, got)
		}
	}
}

// A row that fills an item is printed, and an item waits for the client exactly when its blank is open or the words for it say what to do.
func TestMeterFollowsText(t *testing.T) {
	for name, script := range scripts(t) {
		s, d := statement(t, script, "nl")
		shown := shownBy(s.Tree)
		blanks := 0
		for _, i := range s.Items {
			if i.State == privacy.Filled && len(i.Rows) == 0 {
				t.Errorf("%s: %s is filled from nowhere", name, i.ID)
			}
			for _, row := range i.Rows {
				if i.State == privacy.Filled && !shown[row] {
					t.Errorf("%s: %s comes from %s, which is not printed", name, i.ID, row)
				}
			}
			if i.Why == "blank" {
				blanks++
			}
		}
		open := slices.ContainsFunc(s.Problems, func(p record.Problem) bool {
			return p.Code == "blank" && p.Args["Blank"] != "link" && p.Args["Blank"] != "own-statement"
		})
		if open != (blanks > 0) {
			t.Errorf("%s: %d items wait for a blank, and the text has some: %v", name, blanks, open)
		}
		if s.Draft != strings.Contains(string(s.Tree.Text()), "Concept, niet publiceren") {
			t.Errorf("%s: draft is %v, and the text says otherwise", name, s.Draft)
		}
		if d.PrivacyText != nil && s.Tree.Mark == "" {
			t.Errorf("%s: no mark", name)
		}
	}
}

// Where JEX is processor in some services only, the lists of the agreement are of all: which people and data the text is about is a gap until it is
// chosen, and then the text has those alone, wherever it speaks of them. A choice of what the agreement does not name is none.
func TestTextIsAboutItsOwnServices(t *testing.T) {
	mixed := "document privacy-text\nset /processing/services/1/role \"controller\"\nset /processing/dataSubjects [\"applicants\", \"website-visitors\"]\nset /processing/personalData [\"name\", \"certificate-of-conduct\", \"online-behaviour\"]\n"
	choose := func(people, data string) string {
		return mixed + `set /privacyText {"form": "", "contact": "", "link": "", "ownStatement": "", "dataSubjects": [` + people + `], "personalData": [` + data + `], "otherData": "", "origin": "self", "advertises": "", "decision": "", "software": "", "factors": "", "effect": "", "human": "", "chatbot": ""}` + "\n"
	}
	for _, c := range []struct {
		name, script          string
		gaps                  []string
		visitors, vog, online bool
		data                  privacy.State
	}{
		{"all services are of one role", "document privacy-text\nset /processing/dataSubjects [\"website-visitors\"]\n", nil, true, false, true, privacy.Filled},
		{"nothing was chosen", mixed, []string{"people", "data"}, true, true, true, privacy.Client},
		{"people were chosen", choose(`"applicants"`, ""), []string{"data"}, false, true, true, privacy.Client},
		{"both were chosen", choose(`"applicants"`, `"name", "online-behaviour"`), nil, false, false, true, privacy.Filled},
		{"what is not there was chosen", choose(`"leads"`, `"bsn"`), []string{"people", "data"}, true, true, true, privacy.Client},
	} {
		for _, lang := range engine(t).Languages(PrivacyText) {
			s, _ := statement(t, c.script, lang)
			var gaps []string
			for _, p := range s.Problems {
				if b := p.Args["Blank"]; p.Code == "blank" && (b == "people" || b == "data") {
					gaps = append(gaps, b)
				}
			}
			if !slices.Equal(gaps, c.gaps) || strings.Contains(string(s.Tree.Text()), map[string]string{"nl": "van de hele overeenkomst", "en": "of the whole agreement"}[lang]) != (len(c.gaps) > 0) {
				t.Errorf("%s/%s: the gaps are %v", c.name, lang, gaps)
			}
			shown := shownBy(s.Tree)
			vog := slices.ContainsFunc(s.Checks, func(x privacy.Condition) bool { return x.ID == "K-10" && !x.Holds })
			if shown["/processing/dataSubjects/1"] != c.visitors && c.name != "all services are of one role" || vog != c.vog || shown["/processing/personalData/2"] != c.online {
				t.Errorf("%s/%s: visitors %v, certificate asked for %v, behaviour %v", c.name, lang, shown["/processing/dataSubjects/1"], vog, shown["/processing/personalData/2"])
			}
			if i := s.Items[slices.IndexFunc(s.Items, func(i privacy.Item) bool { return i.ID == "I-05" })]; i.State != c.data {
				t.Errorf("%s/%s: which data is %s", c.name, lang, i.State)
			}
		}
	}
}

// A text that leaves out a recipient or a safeguard is not published: the conditions look at what is printed, not at how it came there.
func TestConditionsLookAtWhatIsPrinted(t *testing.T) {
	e := engine(t)
	s, d := statement(t, scripts(t)["everything answered"], "nl")
	known := privacy.Known{Catalogue: e.Catalogue(), Atlas: e.Atlas(), Today: today, Mark: s.Tree.Mark, Language: "nl"}
	for id, hidden := range map[string]string{
		"K-01": "/subprocessors/2/name", "K-02": "/subprocessors/3/transfers/0/mechanism",
	} {
		known.Shown = shownBy(s.Tree)
		holds := func() bool {
			checks := privacy.Read(d, known).Checks
			return checks[slices.IndexFunc(checks, func(c privacy.Condition) bool { return c.ID == id })].Holds
		}
		if !holds() {
			t.Errorf("%s does not hold of the whole text", id)
		}
		delete(known.Shown, hidden)
		if holds() {
			t.Errorf("%s holds without %s", id, hidden)
		}
	}
}

// Each condition on a text turns with what it is about, and with nothing else. The last one is a list of what belongs in the client's own statement: it
// never holds.
func TestEachConditionTurns(t *testing.T) {
	e := engine(t)
	whole := scripts(t)["everything answered"]
	failing := func(s *Statement, d *dossier.Dossier, show string) (ids []string) {
		checks := s.Checks
		if show != "" {
			shown := shownBy(s.Tree)
			shown.Add(show)
			checks = privacy.Read(d, privacy.Known{Catalogue: e.Catalogue(), Atlas: e.Atlas(), Today: today, Shown: shown, Mark: s.Tree.Mark, Language: "nl"}).Checks
		}
		for _, c := range checks {
			if !c.Holds {
				ids = append(ids, c.ID)
			}
		}
		return ids
	}
	for _, c := range []struct{ want, script, show string }{
		{"K-13", "", ""},
		{"K-03 K-12 K-13", `set /privacyText/origin ""`, ""},
		{"K-03 K-12 K-13", `set /privacyText/personalData []`, ""},
		{"K-04 K-12 K-13", `set /privacyText/grounds/0/ground ""`, ""},
		{"K-04 K-12 K-13", `set /privacyText/grounds/1/interest ""`, ""},
		{"K-05 K-12 K-13", `set /privacyText/periods []`, ""},
		{"K-06 K-12 K-13", `set /privacyText/decision ""`, ""},
		{"K-06 K-12 K-13", `set /privacyText/chatbot ""`, ""},
		{"K-07 K-13", "", "/processing/services/2/purpose"},
		{"K-08 K-13", `set /privacyText/platforms/0/arrangement ""`, ""},
		{"K-09 K-13", `set /privacyText/grounds/0/purpose "Conform ons beleid."`, ""},
		{"K-10 K-13", `set /processing/personalData ["name", "bsn"]
set /privacyText/personalData ["name", "bsn"]`, ""},
		{"K-11 K-13", `set /privacyText/published {"day": "2026-11-20", "mark": "0123456789abcdef", "language": "nl"}`, ""},
		{"K-13", `set /privacyText/published {"day": "2026-11-20", "mark": "0123456789abcdef", "language": "en"}`, ""},
		{"K-12 K-13", `set /privacyText/link ""`, ""},
	} {
		s, d := statement(t, whole+c.script+"\n", "nl")
		if got := strings.Join(failing(s, d, c.show), " "); got != c.want {
			t.Errorf("%s %s: %s do not hold, want %s", c.script, c.show, got, c.want)
		}
		blocks := strings.ContainsAny(strings.Join(strings.Fields(strings.NewReplacer("K-13", "", "K-08", "", "K-09", "", "K-11", "").Replace(c.want)), ""), "K")
		if c.show == "" && s.Draft != blocks {
			t.Errorf("%s: a draft is %v", c.script, s.Draft)
		}
	}
}
