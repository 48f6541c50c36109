package pdf

import (
	"fmt"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/pdf/cos"
)

// Refusal says why a document cannot be a conforming file. No file is written then.
type Refusal struct {
	Clause string // "ISO 14289-1, 7.4.2"
	Reason string
}

func (r *Refusal) Error() string { return fmt.Sprintf("pdf: %s (%s)", r.Reason, r.Clause) }

// maxString is the length of the longest string, in bytes (ISO 19005-3, 6.1.13).
const maxString = 32767

// check refuses what can be seen without drawing a page.
func check(d *doc.Doc, m Meta) error {
	switch {
	case !hasWords(d.Title):
		return &Refusal{"ISO 14289-1, 7.1", "the document has no title"}
	case !isLanguage(d.Lang):
		return &Refusal{"ISO 14289-1, 7.2", fmt.Sprintf("the document's language is %q", d.Lang)}
	case m.Date.IsZero():
		return &Refusal{"ISO 19005-3, 6.6.2.3", "the document has no date"}
	}
	c := checker{seen: map[doc.Node]bool{}, fields: map[string]bool{}}
	for _, s := range []string{d.Title, d.Subject, d.Author, strings.Join(d.Keywords, ", ")} {
		if err := checkString(s); err != nil {
			return err
		}
	}
	for _, s := range d.Sections {
		if err := c.section(s); err != nil {
			return err
		}
	}
	return nil
}

func checkString(s string) error {
	if len(cos.Text(s)) > maxString {
		return &Refusal{"ISO 19005-3, 6.1.13", fmt.Sprintf("a string of %d characters that starts with %.40q", len([]rune(s)), s)}
	}
	return nil
}

// isLanguage tells whether s has the form of a language tag (BCP 47): subtags of at most eight letters and digits.
func isLanguage(s string) bool {
	for i, sub := range strings.Split(s, "-") {
		if len(sub) == 0 || len(sub) > 8 || i == 0 && len(sub) == 1 {
			return false
		}
		for _, r := range sub {
			letter := 'a' <= r|0x20 && r|0x20 <= 'z'
			if !letter && (i == 0 || r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

// checker walks the tree once.
type checker struct {
	level  int // of the last heading
	seen   map[doc.Node]bool
	fields map[string]bool
}

// once refuses a node that stands in the tree twice: the tags of its text would be ambiguous.
func (c *checker) once(n doc.Node) error {
	if c.seen[n] {
		return &Refusal{"ISO 32000-1, 14.7.2", fmt.Sprintf("a %T stands in the document twice", n)}
	}
	c.seen[n] = true
	return nil
}

func (c *checker) section(s *doc.Section) error {
	if err := c.once(s); err != nil {
		return err
	}
	return c.blocks(s.Blocks)
}

func (c *checker) blocks(blocks []doc.Block) error {
	for _, b := range blocks {
		var err error
		switch b := b.(type) {
		case *doc.Section:
			err = c.section(b)
		case *doc.Heading:
			err = c.heading(b)
		case *doc.Paragraph:
			if err = c.once(b); err == nil {
				err = c.inlines(b.Inlines)
			}
		case *doc.List:
			err = c.list(b)
		case *doc.Table:
			err = c.table(b)
		case *doc.Signature:
			err = c.signature(b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) heading(h *doc.Heading) error {
	text := plain(h.Inlines)
	switch {
	case h.Level < 1 || h.Level > 6:
		return &Refusal{"ISO 32000-1, 14.8.4.3.2", fmt.Sprintf("the heading %.40q has level %d", text, h.Level)}
	case h.Level > c.level+1:
		return &Refusal{"ISO 14289-1, 7.4.2", fmt.Sprintf("the heading %.40q of level %d follows one of level %d", text, h.Level, c.level)}
	case !hasWords(text):
		return &Refusal{"ISO 14289-1, 7.4", "a heading without words"}
	}
	c.level = h.Level
	if err := c.once(h); err != nil {
		return err
	}
	if err := checkString(text); err != nil {
		return err
	}
	return c.inlines(h.Inlines)
}

func (c *checker) list(l *doc.List) error {
	if len(l.Items) == 0 {
		return &Refusal{"ISO 32000-1, 14.8.4.3.3", "a list without items"}
	}
	if err := c.once(l); err != nil {
		return err
	}
	for _, item := range l.Items {
		if err := c.once(item); err != nil {
			return err
		}
		if err := c.blocks(item.Blocks); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) table(t *doc.Table) error {
	if err := c.once(t); err != nil {
		return err
	}
	rows := t.Rows
	if t.Head != nil {
		rows = append([]*doc.Row{t.Head}, rows...)
	}
	if len(rows) == 0 {
		return &Refusal{"ISO 14289-1, 7.5", "a table without rows"}
	}
	for _, r := range rows {
		if len(r.Cells) != len(t.Columns) {
			return &Refusal{"ISO 14289-1, 7.5", fmt.Sprintf("a row of %d cells in a table of %d columns", len(r.Cells), len(t.Columns))}
		}
		if err := c.once(r); err != nil {
			return err
		}
		for _, cell := range r.Cells {
			if err := c.once(cell); err != nil {
				return err
			}
			if err := c.inlines(cell.Inlines); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) signature(s *doc.Signature) error {
	switch {
	case s.Field == "" || strings.Contains(s.Field, "."):
		return &Refusal{"ISO 32000-1, 12.7.3.2", fmt.Sprintf("a signature field called %q", s.Field)}
	case c.fields[s.Field]:
		return &Refusal{"ISO 32000-1, 12.7.3.2", fmt.Sprintf("two signature fields called %q", s.Field)}
	case !hasWords(s.Description):
		return &Refusal{"ISO 14289-1, 7.18.1", fmt.Sprintf("the signature field %q has no description", s.Field)}
	}
	c.fields[s.Field] = true
	if err := checkString(s.Description); err != nil {
		return err
	}
	return c.once(s)
}

func (c *checker) inlines(inlines []doc.Inline) error {
	for _, in := range inlines {
		var err error
		switch in := in.(type) {
		case *doc.Strong:
			err = c.inlines(in.Inlines)
		case *doc.Emphasis:
			err = c.inlines(in.Inlines)
		case *doc.Link:
			if in.URL == "" || in.URL == "#" {
				err = &Refusal{"ISO 32000-1, 12.6.4.7", fmt.Sprintf("the link %.40q leads nowhere", plain(in.Inlines))}
				break
			}
			if err = checkString(in.URL + plain(in.Inlines)); err == nil {
				err = c.links(in)
			}
		case *doc.Span:
			if !isLanguage(in.Lang) {
				err = &Refusal{"ISO 14289-1, 7.2", fmt.Sprintf("words in the language %q", in.Lang)}
				break
			}
			if err = c.once(in); err == nil {
				err = c.inlines(in.Inlines)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) links(l *doc.Link) error {
	if err := c.once(l); err != nil {
		return err
	}
	return c.inlines(l.Inlines)
}

// complete refuses pages that leave out text or fields of the document.
func (s *structure) complete() error {
	for _, e := range s.elements {
		if e.words && !e.marked {
			return &Refusal{"ISO 14289-1, 7.1", fmt.Sprintf("text of a %s stands on no page", e.tag)}
		}
	}
	return nil
}
