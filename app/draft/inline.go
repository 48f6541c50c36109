package draft

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"verwoord/app/doc"
)

// inlines turns what stands in a block of Markdown into nodes, with values in the place of their tokens.
func (b *builder) inlines(n ast.Node) []doc.Inline {
	var l line
	b.collect(&l, n)
	return l.done()
}

func (b *builder) collect(l *line, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			source := n.Segment.Value(b.source)
			if bytes.IndexByte(source, '{') >= 0 || bytes.IndexByte(source, '}') >= 0 {
				b.fail("braces in %q: attributes stand behind a heading, with fixed values", source)
			}
			for _, i := range b.ledger.inlines(literal(source)) {
				l.add(i)
			}
			switch {
			case n.HardLineBreak():
				l.add(&doc.Break{})
			case n.SoftLineBreak():
				l.add(&doc.Text{Text: " "})
			}
		case *ast.Emphasis:
			if inner := b.inlines(n); n.Level == 2 {
				l.wrap(&doc.Strong{Inlines: inner}, inner)
			} else {
				l.wrap(&doc.Emphasis{Inlines: inner}, inner)
			}
		case *ast.Link:
			b.link(l, n)
		default:
			b.fail("%s is not allowed", n.Kind())
		}
	}
}

// literal is the text that Markdown stands for, its escapes and entities resolved.
func literal(source []byte) string {
	if bytes.IndexByte(source, '\\') < 0 && bytes.IndexByte(source, '&') < 0 {
		return string(source)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(source))))
}

// link makes a link, or a span in another language when the destination says lang.
func (b *builder) link(l *line, n *ast.Link) {
	inner := b.inlines(n)
	destination := literal(n.Destination)
	if lang, ok := strings.CutPrefix(destination, "lang:"); ok {
		if strings.ContainsRune(lang, opener) {
			b.fail("a language that is not fixed")
		}
		l.wrap(&doc.Span{Lang: lang, Inlines: inner}, inner)
		return
	}
	to, err := b.destination(destination)
	if err != nil {
		b.fail("link to %q: %w", destination, err)
		return
	}
	if to == "" {
		for _, i := range inner {
			l.add(i)
		}
		return
	}
	l.wrap(&doc.Link{URL: to, Inlines: inner}, inner)
}

// destination is where a link leads. A value in it is percent-encoded; a value that is all of it is refused when it is no URL of a kind
// that a document may hold, and then the result is "".
func (b *builder) destination(source string) (string, error) {
	if !strings.HasPrefix(source, string(opener)) {
		if !allowed(source) {
			return "", fmt.Errorf("not https, mailto, tel or an id")
		}
		var out strings.Builder
		parts := b.expand(source)
		b.aside(parts)
		for _, p := range parts {
			switch p.kind {
			case words:
				out.WriteString(p.text)
			case entered:
				out.WriteString(encode(p.text))
			}
		}
		return out.String(), nil
	}
	parts := b.expand(source)
	b.aside(parts)
	text := plain(parts)
	u, err := url.Parse(text)
	if err == nil && allowed(text) && !strings.HasPrefix(text, "#") && (u.Host != "" || u.Opaque != "") {
		return u.String(), nil
	}
	for _, p := range parts {
		if p.kind == entered {
			b.refuse(p.path, codeLink, 0)
		}
	}
	return "", nil
}

func allowed(destination string) bool {
	for _, scheme := range []string{"https://", "mailto:", "tel:", "#"} {
		if strings.HasPrefix(destination, scheme) {
			return true
		}
	}
	return false
}

// encode percent-encodes everything in a value but letters, digits and the marks that are data in every part of a URL
// (RFC 3986, 2.3), with the @ and + of addresses and numbers.
func encode(value string) string {
	var b strings.Builder
	for _, c := range []byte(value) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~@+", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// line gathers the nodes of one block: neighbouring texts become one, and there is no space at either end, nor two in a row.
type line struct{ nodes []doc.Inline }

func (l *line) add(i doc.Inline) {
	t, ok := i.(*doc.Text)
	if !ok {
		l.nodes = append(l.nodes, i)
		return
	}
	if len(l.nodes) == 0 {
		t.Text = strings.TrimLeft(t.Text, " ")
	}
	if t.Text == "" {
		return
	}
	if len(l.nodes) > 0 {
		if before, ok := l.nodes[len(l.nodes)-1].(*doc.Text); ok {
			if strings.HasSuffix(before.Text, " ") {
				t.Text = strings.TrimLeft(t.Text, " ")
			}
			before.Text += t.Text
			return
		}
	}
	l.nodes = append(l.nodes, t)
}

// wrap adds a node with others inside, unless there are none: an empty value takes its emphasis with it.
func (l *line) wrap(i doc.Inline, inner []doc.Inline) {
	if len(inner) > 0 {
		l.add(i)
	}
}

func (l *line) done() []doc.Inline {
	for len(l.nodes) > 0 {
		t, ok := l.nodes[len(l.nodes)-1].(*doc.Text)
		if !ok {
			break
		}
		if t.Text = strings.TrimRight(t.Text, " "); t.Text != "" {
			break
		}
		l.nodes = l.nodes[:len(l.nodes)-1]
	}
	return l.nodes
}

// oneLine puts a space in the place of every line end: a heading has none.
func oneLine(in []doc.Inline) []doc.Inline {
	for i, n := range in {
		if _, ok := n.(*doc.Break); ok {
			in[i] = &doc.Text{Text: " "}
		}
	}
	return in
}
