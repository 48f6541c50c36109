package draft_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/record"
)

// memo drafts one text as a document of its own.
func memo(t *testing.T, text string, d *dossier.Dossier, about any) (*doc.Doc, record.Problems, error) {
	t.Helper()
	w := loadFrom(t, files(map[string]string{"parts/nl.md": parts, "memo/nl.md": "# Memo {#memo}\n\n" + text}))
	r := w.request("memo", "nl", d)
	r.About = about
	return w.Draft(r)
}

// A value that is the whole destination of a link is one that a document may hold, or the words stand there without a link.
func TestWholeDestination(t *testing.T) {
	for value, want := range map[string]string{
		"https://example.com/a?b=c#d":      "https://example.com/a?b=c#d",
		"mailto:iemand@example.nl":         "mailto:iemand@example.nl",
		"tel:+31301234567":                 "tel:+31301234567",
		"https://example.com/é \"x\"":      "https://example.com/%C3%A9%20%22x%22",
		"http://example.com/":              "",
		"javascript:alert(1)":              "",
		"data:text/html,x":                 "",
		"#memo":                            "",
		"https://":                         "",
		"iets anders":                      "",
		"https://example.com/%zz":          "",
		"JavaScript:alert(1)\nhttps://x.y": "",
	} {
		d, problems, err := memo(t, "[hier]({{.controller.name}})", client(value), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		doc.Walk(d.Sections[0], func(n doc.Node) {
			if l, ok := n.(*doc.Link); ok {
				got = l.URL
			}
		})
		if got != want {
			t.Errorf("%q leads to %q, want %q", value, got, want)
		}
		refused := len(problems) == 1 && problems[0].Code == "draft-link" && problems[0].Path == "/controller/name"
		if refused != (want == "") {
			t.Errorf("%q: problems %v", value, problems)
		}
		if !strings.Contains(string(d.Text()), "hier") {
			t.Errorf("%q takes its words with it", value)
		}
	}
}

// A document is about a record, whose values have paths of their own.
func TestAbout(t *testing.T) {
	type row struct {
		Name  string `json:"name"`
		Count int    `json:"count"`
	}
	about := &struct {
		Title string `json:"title"`
		Rows  []row  `json:"rows"`
		Of    *row   `json:"of"`
	}{Title: "Aap", Rows: []row{{"Noot", 1234}, {"", 0}}}
	d, problems, err := memo(t, "Over {{.about.title}}: {{range .about.rows}}{{.name}} {{.count}}, {{else}}{{.about.rows}}{{end}}{{with .about.of}}{{.name}}{{else}}{{.about.of}}{{end}}", client("x"), about)
	if err != nil || !strings.Contains(string(d.Text()), "Over Aap: Noot 1.234, 0,") {
		t.Errorf("got %s, %v", d.Text(), err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Code+" "+p.Path+" "+p.Args["Field"])
	}
	if want := "required /about/rows/1/name about.rows.name|required /about/of about.of"; strings.Join(got, "|") != want {
		t.Errorf("problems %q, want %q", got, want)
	}
}

// What a document needs is what it prints: a value that may be empty is asked about, and one that is not printed is nobody's concern.
func TestNeeds(t *testing.T) {
	for text, want := range map[string]string{
		"{{.controller.kvk}}":                                                "/controller/kvk",
		"{{with .controller.kvk}}{{.}}{{end}}":                               "",
		"{{if .controller.kvk}}x{{end}}":                                     "",
		"{{if false}}{{.controller.kvk}}{{end}}":                             "",
		"{{date .processing.start}}":                                         "/processing/start",
		"{{prose .mainAgreement.title}}":                                     "/mainAgreement/title",
		"[{{.controller.kvk}}](https://example.com/)":                        "/controller/kvk",
		"{{list .processing.dataSubjects}}":                                  "/processing/dataSubjects",
		"{{join \"; \" (labels \"dataSubjects\" .processing.dataSubjects)}}": "/processing/dataSubjects",
		"{{range .subprocessors}}x{{else}}{{.subprocessors}}{{end}}":         "/subprocessors",
		"{{range .subprocessors}}{{.name}}{{end}}":                           "",
		"{{with .controller.dpo}}x{{else}}{{.controller.dpo}}{{end}}":        "/controller/dpo",
		"{{.controller.kvk}} {{.controller.kvk}}":                            "/controller/kvk",
	} {
		_, problems, err := memo(t, "x "+text, client("x"), nil)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		for _, p := range problems {
			got = append(got, p.Path)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s needs %q, want %q", text, got, want)
		}
	}
}

// A template that does not suit the data is an error that names it.
func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"{{.controller.nickname}}": `no entry for key "nickname"`,
		"{{date .controller}}":     "wrong type",
		"[x](#elsewhere)":          `a link leads to "elsewhere"`,
		"## A {#a}\n\n## B {#a}":   `id "a" occurs twice`,
	} {
		_, _, err := memo(t, text, client("x"), nil)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "draft memo/nl: ") {
			t.Errorf("%s: error is %v, want %q", text, err, want)
		}
	}
	w := load(t)
	for _, document := range []string{"", "nothing"} {
		if _, _, err := w.Draft(w.request(document, "nl", client("x"))); err == nil {
			t.Errorf("document %q: no error", document)
		}
	}
}

// Words in another language than the document's are marked, and a value in it keeps its path.
func TestLanguage(t *testing.T) {
	w, d := load(t), example(t)
	tree := string(w.draft(t, "agreement", "en", d).Dump())
	if !strings.Contains(tree, "span nl\n              value /processing/services/0/nature") {
		t.Error("free text of the dossier is not marked as Dutch in an English document")
	}
	if strings.Contains(string(w.draft(t, "agreement", "nl", d).Dump()), "span nl") {
		t.Error("a Dutch document marks Dutch words")
	}
}

// The same request makes the same document, whoever asks at the same time.
func TestConcurrent(t *testing.T) {
	w, d := load(t), example(t)
	want := w.draft(t, "agreement", "nl", d).Dump()
	got := make([][]byte, 8)
	var group sync.WaitGroup
	for i := range got {
		group.Go(func() {
			if tree, _, err := w.Draft(w.request("agreement", "nl", d)); err == nil {
				got[i] = tree.Dump()
			}
		})
	}
	group.Wait()
	for i := range got {
		if !bytes.Equal(got[i], want) {
			t.Errorf("document %d differs", i)
		}
	}
}
