package doc

import (
	"fmt"
	"strings"
)

// Markdown prints the document as CommonMark with tables. Nothing in its words has a meaning in Markdown: what could have is escaped.
func (d *Doc) Markdown() []byte {
	var m markdown
	m.blocks("", sections(d))
	return []byte(m.String())
}

// markdown prints blocks with an empty line between them, each line after an indent.
type markdown struct{ strings.Builder }

func (m *markdown) blocks(indent string, blocks []Block) {
	for i, b := range blocks {
		if i > 0 {
			m.WriteString(strings.TrimRight(indent, " ") + "\n")
		}
		m.block(indent, b)
	}
}

func (m *markdown) block(indent string, b Block) {
	switch n := b.(type) {
	case *Section:
		m.blocks(indent, n.Blocks)
	case *Heading:
		m.line(indent, strings.Repeat("#", n.Level)+" "+label(n.Label)+words(n.Inlines, " "))
	case *Paragraph:
		m.paragraph(indent, n)
	case *List:
		for i, item := range n.Items {
			if n.Kind != Bullets {
				if i > 0 {
					m.line(indent, "")
				}
				m.clause(indent, item)
				continue
			}
			var inner markdown
			inner.blocks(indent+"  ", item.Blocks)
			m.WriteString(indent + "- " + strings.TrimPrefix(inner.String(), indent+"  "))
		}
	case *Table:
		m.table(indent, n)
	case *Signature:
		m.line(indent, strings.Repeat("_", 40))
	default:
		panic(fmt.Sprintf("doc: no such block: %T", n))
	}
}

func (m *markdown) line(indent, s string) {
	m.WriteString(strings.TrimRight(indent+s, " ") + "\n")
}

func (m *markdown) paragraph(indent string, n *Paragraph) {
	switch n.Style {
	case Note:
		m.line(indent, "> "+lineStart(words(n.Inlines, "  \n"+indent+"> ")))
	case Caption:
		m.line(indent, "**"+words(n.Inlines, " ")+"**")
	default:
		m.line(indent, lineStart(words(n.Inlines, "  \n"+indent)))
	}
}

// clause prints an item whose label stands before its first words.
func (m *markdown) clause(indent string, n *Item) {
	blocks := n.Blocks
	if n.Label != nil && len(blocks) > 0 {
		if p, ok := blocks[0].(*Paragraph); ok {
			labelled := *p
			labelled.Inlines = append([]Inline{&Text{n.Label.Text + " "}}, p.Inlines...)
			blocks = append([]Block{&labelled}, blocks[1:]...)
		}
	}
	m.blocks(indent, blocks)
}

func label(l *Label) string {
	if l == nil {
		return ""
	}
	return escapeMarkdown(l.Text) + " "
}

// table prints a table; one of facts has an empty heading row, since Markdown wants one.
func (m *markdown) table(indent string, n *Table) {
	row := func(cells []string) { m.line(indent, "| "+strings.Join(cells, " | ")+" |") }
	head, rule := make([]string, len(n.Columns)), make([]string, len(n.Columns))
	for i, align := range n.Columns {
		rule[i] = "---"
		if align == Right {
			rule[i] = "--:"
		}
		if n.Head != nil {
			head[i] = words(n.Head.Cells[i].Inlines, "<br>")
		}
	}
	row(head)
	row(rule)
	for _, r := range n.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = words(c.Inlines, "<br>")
		}
		row(cells)
	}
}

// words prints inlines, with lineEnd in the place of every Break.
func words(inlines []Inline, lineEnd string) string {
	var b strings.Builder
	broken := false
	for _, i := range inlines {
		var s string
		switch n := i.(type) {
		case *Text:
			s = escapeMarkdown(n.Text)
		case *Value:
			s = escapeMarkdown(n.Text)
		case *Strong:
			s = "**" + words(n.Inlines, lineEnd) + "**"
		case *Emphasis:
			s = "*" + words(n.Inlines, lineEnd) + "*"
		case *Link:
			s = "[" + words(n.Inlines, lineEnd) + "](<" + urlEscape.Replace(n.URL) + ">)"
		case *Span:
			s = words(n.Inlines, lineEnd)
		case *Break:
			b.WriteString(lineEnd)
			broken = true
			continue
		default:
			panic(fmt.Sprintf("doc: no such inline: %T", n))
		}
		if broken {
			s = lineStart(s)
		}
		broken = false
		b.WriteString(s)
	}
	return b.String()
}

// markdownEscape escapes what has a meaning anywhere in a line.
var markdownEscape = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "&", `\&`, "#", `\#`, "~", `\~`, "!", `\!`, "{", `\{`,
)

var urlEscape = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20", "|", "%7C")

func escapeMarkdown(s string) string { return markdownEscape.Replace(s) }

// lineStart escapes what has a meaning at the start of a line only: the marks of lists, rules and underlined headings.
func lineStart(s string) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	rest := s[digits:]
	switch {
	case rest == "":
		return s
	case digits > 0 && strings.IndexByte(".)", rest[0]) >= 0 && (len(rest) == 1 || rest[1] == ' '):
		return s[:digits] + `\` + rest
	case digits > 0:
		return s
	case strings.IndexByte("-=:", rest[0]) >= 0, rest[0] == '+' && (len(rest) == 1 || rest[1] == ' '):
		return `\` + s
	}
	return s
}
