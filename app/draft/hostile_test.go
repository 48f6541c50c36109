package draft_test

import (
	"bytes"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/record"
)

// hostile is what someone could be called, what a document says instead, and the problem that tells why when that is not the same.
var hostile = []struct {
	name  string
	value string
	print string // lines; the value itself when empty
	code  string
}{
	{name: "Markdown", value: "*Foo* **bar** _baz_ ~~x~~ \\* `code`"},
	{name: "heading", value: "# Kop {#id .newpage}"},
	{name: "underlined heading", value: "Kop\n===", print: "Kop\n==="},
	{name: "link", value: "[x](https://evil.example.com) <https://evil.example.com> ![i](y)"},
	{name: "reference", value: "[memo]: https://evil.example.com"},
	{name: "HTML", value: "<b>vet</b> &lt; &amp; <script>alert(1)</script> <!-- x -->"},
	{name: "quotes", value: `"'</p><p style="x">'"`},
	{name: "fence", value: "```signature controller\nx\n```", print: "```signature controller\nx\n```"},
	{name: "tildes", value: "~~~"},
	{name: "rule", value: "---"},
	{name: "stars", value: "****"},
	{name: "list", value: "- punt\n- punt", print: "- punt\n- punt"},
	{name: "number", value: "1. punt"},
	{name: "number with parenthesis", value: "12) punt"},
	{name: "quote", value: "> citaat"},
	{name: "pipes", value: "a | b || c |"},
	{name: "table", value: "a | b\n--- | ---\nc | d", print: "a | b\n--- | ---\nc | d"},
	{name: "leading spaces", value: "     vijf", print: "vijf"},
	{name: "trailing backslash", value: `naam\`},
	{name: "newlines", value: "een\n\n\ntwee\r\ndrie\u2028vier", print: "een\ntwee\ndrie\nvier"},
	{name: "tab", value: "een\ttwee", print: "een twee"},
	{name: "action", value: `{{.controller.name}} {{template "client"}} {{"{{"}}`},
	{name: "braces", value: "{#id} } {"},
	{name: "scheme", value: "javascript:alert(1)"},
	{name: "percent", value: "100% %41 a+b@c?d=e&f#g"},
	{name: "colon", value: "Klant: iemand: anders"},
	{name: "semicolons", value: ";;;."},
	{name: "no-break space", value: "De\u00a0Linde"},
	{name: "no-break edges", value: "\u00a0 \u202fde\u00a0", print: "de"},
	{name: "accents", value: "Łódź Yıldırım-Öztürk Dvořák Þór ß"},
	{name: "long", value: strings.Repeat("abcdefghi ", 1000), print: strings.TrimSpace(strings.Repeat("abcdefghi ", 1000))},
	{name: "long word", value: strings.Repeat("x", 10000)},
	{name: "zero width", value: "De\u200b Lin\u00adde\ufeff\u2060", print: "De Linde"},
	{name: "right to left", value: "\u202eedniL eD\u202c", print: "?edniL eD?", code: "draft-character"},
	{name: "Hebrew", value: "\u05d0\u05d1", print: "??", code: "draft-character"},
	{name: "emoji", value: "JEX \U0001F600", print: "JEX ?", code: "draft-character"},
	{name: "private", value: "\ue0000\ue001 \ue000\ue001", print: "?0? ??", code: "draft-character"},
	{name: "control", value: "a\x00b\x1bc", print: "a?b?c", code: "draft-character"},
	{name: "invalid", value: "a\xff\xc3(", print: "a??(", code: "draft-encoding"},
	{name: "truncated", value: "caf\xc3", print: "caf?", code: "draft-encoding"},
	{name: "replacement", value: "\ufffd", print: "?", code: "draft-character"},
}

// A value never changes the form of a document: in every place where one can stand it is printed as it is, or refused with a problem.
func TestHostile(t *testing.T) {
	w := loadFrom(t, os.DirFS("testdata/templates"))
	plain := w.draft(t, "memo", "nl", client("De Linde"))
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			d, problems, err := w.Draft(w.request("memo", "nl", client(h.value)))
			if err != nil {
				t.Fatal(err)
			}
			codes := []string{}
			for _, p := range problems {
				if p.Path != "/controller/name" || p.Severity != record.Error {
					t.Errorf("problem at %q: %v", p.Path, p)
				}
				codes = append(codes, p.Code)
			}
			if h.code == "" && len(codes) > 0 || h.code != "" && !slices.Contains(codes, h.code) {
				t.Errorf("problems %v, want %q", codes, h.code)
			}
			if got, want := form(d), form(plain); got != want {
				t.Errorf("form is\n%s\nwant\n%s", got, want)
			}
			want := h.print
			if want == "" {
				want = h.value
			}
			printed(t, d, strings.Split(want, "\n"))
			printers(t, d)
		})
	}
}

func client(name string) *dossier.Dossier {
	return &dossier.Dossier{Language: "nl", Controller: dossier.Controller{Name: name}}
}

var valueLine = regexp.MustCompile(`(?m)^ *(value .*|".*"|break)\n|(signature \w+|link [a-z#]+).*`)

// form is the tree without its words: what the tags are made of.
func form(d *doc.Doc) string {
	_, tree, _ := strings.Cut(string(d.Dump()), "section")
	return valueLine.ReplaceAllString(tree, "$2")
}

// printed checks that every place prints the value in these lines, a place of one line with spaces between them.
func printed(t *testing.T, d *doc.Doc, want []string) {
	t.Helper()
	whole := strings.Join(want, " ")
	var run []string
	places := 0
	flush := func() {
		if run == nil {
			return
		}
		places++
		if got := strings.Join(run, "\n"); got != strings.Join(want, "\n") {
			t.Errorf("place %d prints %.200q, want %.200q", places, got, want)
		}
		run = nil
	}
	for _, s := range d.Sections {
		doc.Walk(s, func(n doc.Node) {
			switch n := n.(type) {
			case *doc.Value:
				if run = append(run, n.Text); len(run) == len(want) {
					flush()
				}
			case *doc.Signature:
				if n.Description != "Handtekening van "+whole {
					t.Errorf("the signature says %.200q", n.Description)
				}
			}
		})
	}
	flush()
	if places != 30 {
		t.Errorf("%d places, want 30", places)
	}
	if d.Title != "Memo voor "+whole || d.Foot[1] != whole {
		t.Errorf("title %.200q, foot %.200q", d.Title, d.Foot)
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// printers checks that HTML and Markdown, read again, say the words of the plain text in its order.
func printers(t *testing.T, d *doc.Doc) {
	t.Helper()
	want := readable(string(d.Text()))
	if got := readable(html.UnescapeString(tag.ReplaceAllString(string(d.HTML()), ""))); !slices.Equal(got, want) {
		t.Errorf("HTML says %.2000q\nwant %.2000q", got, want)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	var page bytes.Buffer
	if err := md.Convert(d.Markdown(), &page); err != nil {
		t.Fatal(err)
	}
	if got := readable(html.UnescapeString(tag.ReplaceAllString(strings.ReplaceAll(page.String(), "<br>", "\n"), ""))); !slices.Equal(got, want) {
		t.Errorf("Markdown says %.2000q\nwant %.2000q\n%s", got, want, d.Markdown())
	}
}

// readable is the words of a text but for the bullets and the lines to sign on, which not every form has. Cells need not be apart, so that
// two values of underscores can look like such a line: every long run goes.
func readable(s string) []string {
	return []string{signLine.ReplaceAllString(strings.Join(strings.Fields(strings.ReplaceAll(s, "–", "")), ""), "")}
}

var signLine = regexp.MustCompile(`_{20,}`)

// An empty value takes its place with it but never breaks what is around it.
func TestEmpty(t *testing.T) {
	w := loadFrom(t, os.DirFS("testdata/templates"))
	for _, name := range []string{"", " ", "\u200b\n\t"} {
		d, _, err := w.Draft(w.request("memo", "nl", client(name))) // which tells that the name is needed
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "memo-empty.dump", d.Dump())
	}
}

// A new document is new files only, in as many languages as there are.
func TestMemo(t *testing.T) {
	w := loadFrom(t, os.DirFS("testdata/templates"))
	if got := w.Documents(); len(got) != 1 || got[0].ID != "memo" {
		t.Errorf("documents %v", got)
	}
	for _, lang := range w.Languages("memo") {
		d := w.draft(t, "memo", lang, example(t))
		golden(t, "memo-"+lang+".dump", d.Dump())
	}
}

func FuzzValue(f *testing.F) {
	for _, h := range hostile {
		f.Add(h.value)
	}
	w := loadFrom(f, os.DirFS("testdata/templates"))
	plain := form(w.draft(f, "memo", "nl", client("De Linde")))
	nobody, _, err := w.Draft(w.request("memo", "nl", client("")))
	if err != nil {
		f.Fatal(err)
	}
	empty := form(nobody)
	f.Fuzz(func(t *testing.T, value string) {
		d, _, err := w.Draft(w.request("memo", "nl", client(value)))
		if err != nil {
			t.Fatal(err)
		}
		if got := form(d); got != plain && got != empty {
			t.Errorf("form is\n%s", got)
		}
		printers(t, d)
	})
}
