package draft

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"verwoord/app/doc"
)

// builder turns parsed Markdown into sections.
type builder struct {
	*ledger
	reader  *reader
	source  []byte
	probing bool // the source is a template with a sample for every value

	top   []*doc.Section
	open  []*opened // the sections around what comes next, outermost first
	lead  bool      // the next paragraph is the lead
	ids   map[string]bool
	fault error // the first thing that is not allowed
}

// opened is a section that is being filled.
type opened struct {
	*doc.Section
	level    int
	mode     mode
	number   string // of its heading, "" when it has none
	numbered int    // headings with a number among its sections
	clauses  int    // paragraphs and items that have an id
}

// mode is what becomes of the paragraphs of a section.
type mode int

const (
	plainText mode = iota
	clauses
	definitionList
	fixed
)

// document reads the whole source.
func (b *builder) document() ([]*doc.Section, error) {
	b.ids = map[string]bool{}
	root := b.reader.read(b.source)
	for n := root.FirstChild(); n != nil && b.fault == nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			b.heading(h)
			continue
		}
		if len(b.open) == 0 {
			b.fail("text before the first heading")
			break
		}
		b.add(n)
	}
	if b.fault == nil && len(b.top) == 0 {
		b.fail("no heading")
	}
	return b.top, b.fault
}

func (b *builder) fail(format string, args ...any) {
	if b.fault == nil {
		b.fault = fmt.Errorf(format, args...)
	}
}

// heading closes the sections that end here and opens the next one.
func (b *builder) heading(n *ast.Heading) {
	for len(b.open) > 0 && b.open[len(b.open)-1].level >= n.Level {
		b.open = b.open[:len(b.open)-1]
	}
	h := &doc.Heading{Level: n.Level, Inlines: oneLine(b.inlines(n))}
	if n.Level != len(b.open)+1 {
		b.fail("heading %q skips a level", doc.Plain(h.Inlines))
		return
	}
	s := &opened{Section: &doc.Section{Blocks: []doc.Block{h}}, level: n.Level}
	numbered := b.attributes(s, n)
	b.id(s.ID)
	h.ID = s.ID
	if len(b.open) == 0 {
		b.top = append(b.top, s.Section)
	} else {
		parent := b.open[len(b.open)-1]
		parent.Blocks = append(parent.Blocks, s.Section)
		if numbered {
			parent.numbered++
			s.number = strings.TrimPrefix(parent.number+"."+strconv.Itoa(parent.numbered), ".")
			h.Label = &doc.Label{Text: s.number}
		}
	}
	b.lead = n.Level == 1
	b.open = append(b.open, s)
}

// attributes reads the attributes behind a heading and tells whether it has a number.
func (b *builder) attributes(s *opened, n *ast.Heading) (numbered bool) {
	for _, a := range n.Attributes() {
		value, ok := a.Value.([]byte)
		if f, isNumber := a.Value.(float64); isNumber {
			value, ok = strconv.AppendFloat(nil, f, 'f', -1, 64), true
		}
		if !ok || strings.ContainsRune(string(value), opener) {
			b.fail("heading attribute %s has a value that is not fixed", a.Name)
			return false
		}
		switch string(a.Name) {
		case "id":
			s.ID = string(value)
		case "columns":
			columns, err := strconv.Atoi(string(value))
			if err != nil || columns < 1 {
				b.fail("columns=%s", value)
			}
			s.Columns = columns
		case "class":
			for _, class := range strings.Fields(string(value)) {
				numbered = b.class(s, class) || numbered
			}
		default:
			b.fail("heading attribute %s is not known", a.Name)
		}
	}
	if s.mode != plainText && s.ID == "" {
		b.fail("a heading above clauses has no id")
	}
	return numbered
}

// class sets what one class of a heading says about its section and tells whether it is a number.
func (b *builder) class(s *opened, class string) (numbered bool) {
	switch class {
	case "numbered":
		return true
	case "clauses":
		s.mode = clauses
	case "definitions":
		s.mode = definitionList
	case "fixed":
		s.mode = fixed
	case "newpage":
		s.NewPage = true
	case "keep":
		s.Keep = true
	case "framed":
		s.Framed = true
	case "small":
		s.Small = true
	default:
		b.fail("heading class %s is not known", class)
	}
	return false
}

// id notes an id and refuses one that occurs twice.
func (b *builder) id(id string) {
	if id != "" && b.ids[id] && !b.probing {
		b.fail("id %q occurs twice", id)
	}
	b.ids[id] = true
}

// add puts a block into the innermost open section, as that section asks. A paragraph of empty values is none.
func (b *builder) add(n ast.Node) {
	s := b.open[len(b.open)-1]
	var p *doc.Paragraph
	if n, ok := n.(*ast.Paragraph); ok {
		if p = b.paragraph(n); len(p.Inlines) == 0 {
			return
		}
	}
	switch {
	case s.mode == clauses && p != nil:
		b.item(s, doc.Clauses, &doc.Item{Label: &doc.Label{Text: strings.TrimPrefix(s.number+"."+strconv.Itoa(s.clauses+1), ".")}}, p)
	case s.mode == definitionList && p != nil:
		b.define(p)
		b.item(s, doc.Terms, &doc.Item{}, p)
	case s.mode == clauses && s.lastItem() != nil:
		i := s.lastItem()
		i.Blocks = append(i.Blocks, b.block(n)...)
	case s.mode == fixed && p != nil:
		s.clauses++
		p.ID = s.ID + "." + strconv.Itoa(s.clauses)
		b.id(p.ID)
		s.Blocks = append(s.Blocks, p)
	case p != nil:
		s.Blocks = append(s.Blocks, p)
	default:
		s.Blocks = append(s.Blocks, b.block(n)...)
	}
}

// item makes a paragraph the next item of the list at the end of a section.
func (b *builder) item(s *opened, kind doc.ListKind, i *doc.Item, p *doc.Paragraph) {
	s.clauses++
	i.ID = s.ID + "." + strconv.Itoa(s.clauses)
	b.id(i.ID)
	i.Blocks = []doc.Block{p}
	if l, ok := s.Blocks[len(s.Blocks)-1].(*doc.List); ok && l.Kind == kind {
		l.Items = append(l.Items, i)
		return
	}
	s.Blocks = append(s.Blocks, &doc.List{Kind: kind, Items: []*doc.Item{i}})
}

// lastItem is the clause that a block belongs to, nil before the first.
func (s *opened) lastItem() *doc.Item {
	l, ok := s.Blocks[len(s.Blocks)-1].(*doc.List)
	if !ok {
		return nil
	}
	return l.Items[len(l.Items)-1]
}

// define makes the words before the first colon stand out: the term that is defined.
func (b *builder) define(p *doc.Paragraph) {
	if len(p.Inlines) > 0 {
		if t, ok := p.Inlines[0].(*doc.Text); ok {
			if term, rest, found := strings.Cut(t.Text, ":"); found {
				p.Inlines = append([]doc.Inline{&doc.Strong{Inlines: []doc.Inline{&doc.Text{Text: term}}}, &doc.Text{Text: ":" + rest}}, p.Inlines[1:]...)
				return
			}
		}
	}
	b.fail("definition %q has no term before a colon", doc.Plain(p.Inlines))
}
