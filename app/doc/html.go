package doc

import (
	"fmt"
	"strings"
)

// HTML prints the document as an article to put in a page. Classes tell what HTML has no element for; there is no style in it.
func (d *Doc) HTML() []byte {
	var h html
	h.document(d)
	return []byte(h.String())
}

// HTMLPage prints the document as a page of its own, with as much style as a list with its own numbers needs.
func (d *Doc) HTMLPage() []byte {
	var h html
	h.printf("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", escapeHTML(d.Lang))
	h.printf("<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n", escapeHTML(d.Title))
	h.printf("<style>%s</style>\n</head>\n<body>\n", pageStyle)
	h.document(d)
	h.WriteString("</body>\n</html>\n")
	return []byte(h.String())
}

// Paste prints the sections under an id, or all when it is "", as HTML to be pasted into another's page: elements only, without a style, a class or
// an id but those of the document's own sections, and with the first heading at a level from 1 to 6. It is nil when there is no such section.
func (d *Doc) Paste(id string, level int) []byte {
	blocks := d.part(id)
	if blocks == nil {
		return nil
	}
	h := html{bare: true, shift: level - topLevel(blocks)}
	h.blocks(blocks)
	return []byte(h.String())
}

// PastePage is Paste of everything as a page of its own.
func (d *Doc) PastePage() []byte {
	h := html{bare: true}
	h.printf("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", escapeHTML(d.Lang))
	h.printf("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n</head>\n<body>\n<main>\n", escapeHTML(d.Title))
	h.blocks(sections(d))
	h.WriteString("</main>\n</body>\n</html>\n")
	return []byte(h.String())
}

const pageStyle = `body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}` +
	`table{border-collapse:collapse}th,td{padding:.25rem .75rem .25rem 0;vertical-align:top;text-align:left}.right{text-align:right}` +
	`.clauses,.terms{list-style:none;padding:0}.clauses>li,.terms>li{margin:.5rem 0}.note{font-size:.9em}.caption{font-weight:bold}` +
	`.signature{height:4rem;border-bottom:1px solid}`

// html prints each node as its element.
type html struct {
	strings.Builder
	bare  bool // there are no classes
	shift int  // of the levels of headings
}

func (h *html) printf(format string, args ...any) { fmt.Fprintf(h, format, args...) }

func (h *html) document(d *Doc) {
	h.printf("<article lang=\"%s\">\n", escapeHTML(d.Lang))
	h.blocks(sections(d))
	h.WriteString("</article>\n")
}

func (h *html) blocks(blocks []Block) {
	for _, b := range blocks {
		h.block(b)
	}
}

func (h *html) block(b Block) {
	switch n := b.(type) {
	case *Section:
		h.section(n)
	case *Heading:
		level := min(max(n.Level+h.shift, 1), 6)
		h.printf("<h%d>", level)
		h.label(n.Label)
		h.inlines(n.Inlines)
		h.printf("</h%d>\n", level)
	case *Paragraph:
		h.printf("<p%s%s>", attribute("id", n.ID), h.class([...]string{"", "lead", "note", "caption"}[n.Style]))
		h.inlines(n.Inlines)
		h.WriteString("</p>\n")
	case *List:
		h.list(n)
	case *Table:
		h.table(n)
	case *Signature:
		h.printf("<div class=\"signature\" role=\"img\"%s></div>\n", attribute("aria-label", n.Description))
	default:
		panic(fmt.Sprintf("doc: no such block: %T", n))
	}
}

// section prints a section; one that stands apart has a line above and below it where there are no classes.
func (h *html) section(n *Section) {
	apart := n.Framed && h.bare
	if apart {
		h.WriteString("<hr>\n")
	}
	class := ""
	if n.Framed {
		class = h.class("framed")
	}
	h.printf("<section%s%s>\n", attribute("id", n.ID), class)
	h.blocks(n.Blocks)
	h.WriteString("</section>\n")
	if apart {
		h.WriteString("<hr>\n")
	}
}

// class prints the attribute, where there are classes.
func (h *html) class(name string) string {
	if h.bare {
		return ""
	}
	return attribute("class", name)
}

func (h *html) label(l *Label) {
	if l != nil {
		h.printf("<span%s>%s</span> ", h.class("label"), escapeHTML(l.Text))
	}
}

// list prints a list; bullets are left to the reader's program.
func (h *html) list(n *List) {
	h.printf("<ul%s>\n", h.class([...]string{"", "clauses", "terms"}[n.Kind]))
	for _, item := range n.Items {
		h.printf("<li%s>", attribute("id", item.ID))
		if n.Kind != Bullets {
			h.label(item.Label)
		}
		if p, ok := only(item.Blocks); ok {
			h.inlines(p.Inlines)
		} else {
			h.WriteByte('\n')
			h.blocks(item.Blocks)
		}
		h.WriteString("</li>\n")
	}
	h.WriteString("</ul>\n")
}

// only returns the paragraph that is all of an item.
func only(blocks []Block) (*Paragraph, bool) {
	if len(blocks) != 1 {
		return nil, false
	}
	p, ok := blocks[0].(*Paragraph)
	return p, ok && p.Style == Body
}

func (h *html) table(n *Table) {
	h.printf("<table%s>\n", attribute("id", n.ID))
	if n.Head != nil {
		h.WriteString("<thead>\n")
		h.row(n, n.Head)
		h.WriteString("</thead>\n")
	}
	h.WriteString("<tbody>\n")
	for _, r := range n.Rows {
		h.row(n, r)
	}
	h.WriteString("</tbody>\n</table>\n")
}

func (h *html) row(n *Table, r *Row) {
	h.WriteString("<tr>")
	for i, c := range r.Cells {
		element, scope := "td", ""
		switch {
		case r == n.Head && len(c.Inlines) > 0:
			element, scope = "th", "col"
		case r != n.Head && n.RowHead && i == 0:
			element, scope = "th", "row"
		}
		class := ""
		if n.Columns[i] == Right {
			class = "right"
		}
		h.printf("<%s%s%s>", element, attribute("scope", scope), h.class(class))
		h.inlines(c.Inlines)
		h.printf("</%s>", element)
	}
	h.WriteString("</tr>\n")
}

func (h *html) inlines(inlines []Inline) {
	for _, i := range inlines {
		switch n := i.(type) {
		case *Text:
			h.WriteString(escapeHTML(n.Text))
		case *Value:
			h.WriteString(escapeHTML(n.Text))
		case *Strong:
			h.within("strong", "", n.Inlines)
		case *Emphasis:
			if n.Blank {
				h.within("mark", "", n.Inlines)
				continue
			}
			h.within("em", "", n.Inlines)
		case *Link:
			h.within("a", attribute("href", n.URL), n.Inlines)
		case *Span:
			h.within("span", attribute("lang", n.Lang), n.Inlines)
		case *Break:
			h.WriteString("<br>\n")
		default:
			panic(fmt.Sprintf("doc: no such inline: %T", n))
		}
	}
}

func (h *html) within(element, attributes string, inlines []Inline) {
	h.printf("<%s%s>", element, attributes)
	h.inlines(inlines)
	h.printf("</%s>", element)
}

// attribute prints an attribute, unless its value is empty.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + "=\"" + escapeHTML(value) + "\""
}

var htmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "\x00", "\uFFFD")

func escapeHTML(s string) string { return htmlEscape.Replace(s) }
