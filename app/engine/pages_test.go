package engine

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/dossier/testset"
	"verwoord/app/layout"
	"verwoord/app/layout/hyphen"
	"verwoord/app/pdf/cos"
)

// TestPages holds the pages of dossiers that are hard to print against what a reader may expect of them.
func TestPages(t *testing.T) {
	e := engine(t)
	hyphens := map[string]*hyphen.Hyphenator{}
	for _, lang := range e.Locales().Languages() {
		hyphens[lang] = hyphen.Load(lang)
	}
	for number := range 200 {
		data, err := testset.Generate(e.Example("dossier"), number)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range e.Locales().Languages() {
			made, problems, err := e.Make(context.Background(), Request{Document: Agreement, Dossier: data, Lang: lang, Date: today})
			if err != nil || made == nil {
				t.Fatal(number, err, problems)
			}
			p := pageLaws{TB: t, name: fmt.Sprintf("%d-%s", number, lang), made: made, hyphens: hyphens, order: readingOrder(made.Tree)}
			p.check()
			if t.Failed() {
				return
			}
		}
	}
}

// pageLaws holds one document against the laws of the page.
type pageLaws struct {
	testing.TB
	name    string
	made    *Made
	hyphens map[string]*hyphen.Hyphenator
	order   map[doc.Node]int
	begun   string // of the word in hand, on the lines before
	wide    bool   // that word is wider than its line
}

func (p *pageLaws) check() {
	if r := p.made.Report; r.Widows+r.Orphans+r.Short+r.Bare > 0 {
		p.Errorf("%s: lines alone, or a page that is all but empty\n%s", p.name, r)
	}
	var before *layout.Run
	left := 0.0 // of the box of that
	for i := range p.made.Pages.Len() {
		page, last := p.made.Pages.Page(i), 0
		for k := range page.Runs {
			run := &page.Runs[k]
			if run.Node == nil {
				continue
			}
			if p.order[run.Node] < last {
				p.Errorf("%s: page %d: %q comes too late", p.name, i+1, written(run))
			}
			last = p.order[run.Node]
			if before != nil && before.Node == run.Node && before.Y != run.Y {
				p.lineEnd(i, before, run, before.X == left, page.Boxes[run.Box].Width)
			}
			if before == nil || before.Node != run.Node {
				p.begun = ""
			}
			before, left = run, page.Boxes[run.Box].X
		}
	}
}

// lineEnd is where a line ends and the same words go on on the next one, which has some width; begins tells whether the line began with that run.
func (p *pageLaws) lineEnd(number int, before, after *layout.Run, begins bool, width float64) {
	first, second := written(before), written(after)
	value, name := before.Node.(*doc.Value)
	name = name && !value.Prose
	where := fmt.Sprintf("%s: page %d: %.60q, %.60q", p.name, number+1, first, second)
	// A date that begins its line and is parted is wider than that.
	if !(begins && dateAlone.MatchString(first)) && parted.MatchString(first[strings.LastIndexByte(strings.TrimRight(first, " "), ' ')+1:]+"|"+second) {
		p.Errorf("%s: a date is parted", where)
	}
	if strings.HasSuffix(first, "\u00a0") {
		p.Errorf("%s: a number is parted", where)
	}
	if strings.HasSuffix(first, " ") {
		p.begun = ""
		// A word that begins its line has no room for the other one.
		if ends := strings.TrimRight(first, " "); tied.MatchString(ends[strings.LastIndexByte(ends, ' ')+1:]+"|"+second) && !(begins && !strings.Contains(ends, " ")) {
			p.Errorf("%s: a number or a name is parted from its word", where)
		}
		return
	}
	p.wide = p.wide && p.begun != "" || wordWidth(before, after) > width-hang
	word := whole(before.Node, p.word(first, second))
	alone := p.wide || begins && !strings.ContainsAny(first, " ") // the word is wider than the line
	hyphened := strings.HasSuffix(first, "\u00ad")
	first = strings.TrimSuffix(first, "\u00ad")
	switch {
	case hyphened && name && !alone:
		p.Errorf("%s: a name is hyphenated", where)
	case !p.wide && mailbox.MatchString(word) && wordWidth(before, after) <= share*(width-hang):
		p.Errorf("%s: an e-mail address is parted that a line has room for", where)
	case hyphened, strings.ContainsAny(first[len(first)-1:], "-/@._=&"), strings.HasSuffix(first, "–"):
	case !alone:
		p.Errorf("%s: a word is cut that a line has room for", where)
	default:
		if breaks := p.hyphens[p.made.Tree.Lang].Breaks(nil, word); slices.ContainsFunc(breaks, func(b hyphen.Break) bool { return b.Kind == hyphen.Soft }) {
			p.Errorf("%s: a word is cut that has a hyphenation", where)
		}
	}
}

// word is what is known of the word that goes on from the end of a line to the start of the next one.
func (p *pageLaws) word(first, second string) string {
	if space := strings.LastIndexAny(first, " \u00a0"); space >= 0 {
		p.begun, first = "", first[space+1:]
	}
	p.begun += strings.TrimSuffix(first, "\u00ad")
	rest, _, _ := strings.Cut(second, " ")
	return p.begun + rest
}

// whole is the word of a value that begins with a part, where there is one.
func whole(node doc.Node, part string) string {
	if value, is := node.(*doc.Value); is {
		for word := range strings.FieldsSeq(value.Text) {
			if strings.HasPrefix(word, part) {
				return word
			}
		}
	}
	return part
}

// wordWidth is the width of the word that goes on from the end of a line to the start of the next one.
func wordWidth(before, after *layout.Run) float64 {
	width := 0.0
	for _, g := range slices.Backward(before.Glyphs) {
		if g.Text == " " || g.Text == "\u00a0" {
			break
		}
		width += g.Advance * before.Size
	}
	for _, g := range after.Glyphs {
		if g.Text == " " || g.Text == "\u00a0" {
			break
		}
		width += g.Advance * after.Size
	}
	return width
}

// hang is what of a box is there for marks that stand out of the right edge of a line; share is how much of a line an e-mail address may
// take and still be held together.
const hang, share = 3.0, 0.9

// mailbox is an e-mail address. A web address may end a line after a slash, as it does in a book.
var mailbox = regexp.MustCompile(`^[^/]+@[^/]+$`)

// parted is the end of a line and the start of the next one, in the middle of a date.
var parted = regexp.MustCompile(`^\d{1,2} \|(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) |` +
	`^(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|January|February|March|April|May|June|July|August|September|October|November|December) \|\d{4}`)

// tied is the last word of a line and the next one, where the two are held together.
var tied = regexp.MustCompile(`^\(?(?i:artikel(en)?|art\.|lid|leden|nr\.|bijlagen?|module|pagina|perceel|articles?|annex(es)?|clauses?|sections?|pages?|no\.|€|ISO/IEC|ISO)\|\(?\d|` +
	`^\(?\d[\d.,]*\|(?i:dagen|uur|weken|maanden|jaar|days|hours|weeks|months|years)\b|` +
	`\|(B\.V\.|N\.V\.|U\.A\.|v\.o\.f\.|GmbH|mbH|SAS|CommV|o\.o\.|Ltd|Inc\.)([,;:) ]|$)`)

// dateAlone is a line with nothing but the first part of a date.
var dateAlone = regexp.MustCompile(`^\d{1,2} (\pL+ )?$`)

func written(r *layout.Run) string {
	var b strings.Builder
	for _, g := range r.Glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

// readingOrder numbers what stands in a document by the block or cell that it is in.
func readingOrder(d *doc.Doc) map[doc.Node]int {
	order := map[doc.Node]int{}
	n := 0
	for _, s := range d.Sections {
		doc.Walk(s, func(node doc.Node) {
			switch node.(type) {
			case *doc.Heading, *doc.Paragraph, *doc.Cell:
				n++
			}
			order[node] = n
		})
	}
	return order
}

// TestLineEndHyphens: a hyphen that the layout adds has the text of a hyphen, at which every viewer joins the parts of a word, and stands for a
// soft hyphen, which is no part of the document's words.
func TestLineEndHyphens(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier"))
	want := 0
	for page := range made.Pages.All() {
		for i := range page.Runs {
			if page.Runs[i].Node != nil {
				want += strings.Count(written(&page.Runs[i]), "\u00ad")
			}
		}
	}
	f, err := cos.Open(made.Data)
	if err != nil {
		t.Fatal(err)
	}
	got := 0
	for _, number := range f.Numbers() {
		if s, is := f.Get(cos.Ref{Number: number}).(*cos.Stream); is {
			data, err := f.StreamData(s)
			if err != nil {
				t.Fatal(err)
			}
			got += bytes.Count(data, []byte("/ActualText<FEFF00AD>>>BDC"))
			if bytes.Contains(data, []byte("beginbfchar")) && bytes.Contains(data, []byte("><00AD>")) {
				t.Error("a glyph has the text of a soft hyphen")
			}
		}
	}
	if want == 0 || got != want {
		t.Errorf("%d hyphens stand for soft ones, of %d", got, want)
	}
}
