package doc

import (
	gohtml "html"
	"regexp"
	"strings"
	"testing"
)

// tag is everything that HTML to paste may have in it: these elements with these attributes, whose values hold no quote.
var tag = regexp.MustCompile(`^(</?(section|h[1-6]|p|ul|li|table|thead|tbody|tr|strong|em|mark|span|div)>|<br>|<hr>|</(a|th|td)>|<td>|` +
	`<(section|p|li|table) id="[^"<>]*">|<a href="(https://|mailto:|tel:|#)[^"<>]*">|<span lang="[^"<>]*">|<th scope="(col|row)">)`)

// Whatever a value is, what is pasted has the elements of a document and no other, and says the value as it is.
func FuzzPaste(f *testing.F) {
	f.Add(`<script>alert(1)</script>`, 2)
	f.Add(`"><img src=x onerror=alert(1)>`, 9)
	f.Add("' & &lt; </p><!-- --> <![CDATA[", -3)
	f.Add("\x00\xff\u2028", 6)
	f.Fuzz(func(t *testing.T, value string, level int) {
		words := func() []Inline { return []Inline{&Text{"een "}, &Value{Path: "/x", Text: value}} }
		d := &Doc{Title: value, Lang: "nl", Sections: []*Section{{ID: "a", Blocks: []Block{
			&Heading{Level: 1, Inlines: words()},
			&Section{ID: "b", Framed: true, Blocks: []Block{
				&Heading{Level: 2, Inlines: words()},
				&Paragraph{Style: Note, Inlines: []Inline{&Strong{Inlines: words()}, &Emphasis{Blank: true, Inlines: words()}, &Break{}, &Link{URL: "https://example.com", Inlines: words()}}},
				&List{Items: []*Item{{Label: &Label{"–"}, Blocks: []Block{&Paragraph{Inlines: words()}}}}},
				&Table{Columns: []Align{Left, Right}, Head: &Row{Cells: []*Cell{{Inlines: words()}, {}}}, Rows: []*Row{{Cells: []*Cell{{Inlines: words()}, {Inlines: words()}}}}},
			}},
		}}}}
		out := string(d.Paste("", level))
		said := 0
		for rest := out; rest != ""; {
			at := strings.IndexAny(rest, "<>\"")
			if at < 0 {
				at = len(rest)
			}
			said += strings.Count(gohtml.UnescapeString(rest[:at]), "een ")
			if rest = rest[at:]; rest == "" {
				break
			}
			element := tag.FindString(rest)
			if element == "" {
				t.Fatalf("%q is no element of a document, in\n%s", rest[:min(len(rest), 40)], out)
			}
			rest = rest[len(element):]
		}
		if want := 8 + 8*strings.Count(value, "een "); said < want && value == gohtml.UnescapeString(gohtml.EscapeString(value)) && !strings.ContainsAny(value, "\x00") {
			t.Errorf("said %d times, want %d", said, want)
		}
		if strings.Contains(string(d.PastePage()), "<script") {
			t.Error("a script")
		}
	})
}

// The first heading is at the level that was asked for, the others below it, and no deeper than there are.
func TestHeadingsBeginWhereAsked(t *testing.T) {
	d := &Doc{Lang: "nl", Sections: []*Section{{ID: "a", Blocks: []Block{
		&Heading{Level: 1, Inlines: []Inline{&Text{"a"}}},
		&Section{ID: "b", Blocks: []Block{
			&Heading{Level: 2, Inlines: []Inline{&Text{"b"}}},
			&Section{ID: "c", Blocks: []Block{&Heading{Level: 3, Inlines: []Inline{&Text{"c"}}}}},
		}},
	}}}}
	for _, c := range []struct {
		id    string
		level int
		want  string
	}{
		{"", 1, "h1 h2 h3"}, {"", 3, "h3 h4 h5"}, {"b", 2, "h2 h3"}, {"b", 6, "h6 h6"}, {"c", 1, "h1"},
	} {
		got := regexp.MustCompile(`<(h[1-6])>`).FindAllStringSubmatch(string(d.Paste(c.id, c.level)), -1)
		var levels []string
		for _, g := range got {
			levels = append(levels, g[1])
		}
		if strings.Join(levels, " ") != c.want {
			t.Errorf("%s at %d: %v, want %s", c.id, c.level, levels, c.want)
		}
	}
	if d.Paste("none", 2) != nil {
		t.Error("a part that is not there")
	}
}
