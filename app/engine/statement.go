package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/plain"
	"verwoord/app/privacy"
	"verwoord/app/record"
)

// PrivacyText is the id of the text for a client's privacy statement.
const PrivacyText = "privacy-text"

// Statement is the text for a client's privacy statement, and what is to be said of it.
type Statement struct {
	privacy.Reading
	Tree     *doc.Doc
	Parts    []string // that it can be had in
	Plain    plain.Report
	Problems record.Problems
	Draft    bool // it is not fit to be published
}

// Statement makes the text for a privacy statement of a dossier that need not be good enough for it, to look at and to have looked at.
func (e *Engine) Statement(ctx context.Context, d *dossier.Dossier, r Request) (*Statement, error) {
	r.Document = PrivacyText
	s, problems := e.with(d.Normalized(), r)
	if s == nil {
		return nil, fmt.Errorf("%s: %s", r.Document, problems[0].Code)
	}
	request := e.drafting(s, r)
	request.Open = true
	tree, _, err := e.templates.Draft(request)
	if err != nil {
		return nil, err
	}
	out := &Statement{Tree: tree, Parts: Parts(tree), Problems: e.checkFor(s, r)}
	out.Reading, out.Plain = e.reading(s, r, tree, out.Problems)
	out.Draft = out.Problems.Errors()
	return out, ctx.Err()
}

// reading reads a text to be published. The problems are those of its draft.
func (e *Engine) reading(s *subject, r Request, tree *doc.Doc, problems record.Problems) (privacy.Reading, plain.Report) {
	blanks := slices.DeleteFunc(slices.Clone(problems), func(p record.Problem) bool { return !draft.Blank(record.Problems{p}) })
	hard := 0
	for _, of := range e.ownWords(s, tree) {
		hard += len(of.Findings)
	}
	reading := privacy.Read(s.Dossier, privacy.Known{
		Catalogue: e.catalogue(), Atlas: e.atlas(), Today: record.Day(r.Date), Shown: shownBy(tree),
		Blanks: blanks, Mark: tree.Mark, Language: tree.Lang, Hard: hard,
	})
	return reading, e.plain(tree.Lang).Read(Blocks(tree))
}

// published tells what stands in the way of publishing a text, and what in it is not plain.
func (e *Engine) published(s *subject, r Request, tree *doc.Doc, problems record.Problems) record.Problems {
	reading, _ := e.reading(s, r, tree, problems)
	out := reading.Problems()
	own := e.ownWords(s, tree)
	for _, path := range slices.Sorted(maps.Keys(own)) {
		out = append(out, privacy.Plain(path, own[path])...)
	}
	return out
}

// ownWords reads the free words that a text prints, by their path.
func (e *Engine) ownWords(s *subject, tree *doc.Doc) map[string]plain.Report {
	texts := map[string]string{}
	for _, section := range tree.Sections {
		doc.Walk(section, func(n doc.Node) {
			if v, ok := n.(*doc.Value); ok && freeWords(v.Path) && !strings.Contains(texts[v.Path], v.Text) {
				texts[v.Path] = strings.TrimPrefix(texts[v.Path]+"\n"+v.Text, "\n")
			}
		})
	}
	rules := e.plain(cmp.Or(s.Dossier.Language, e.locales.Source()))
	out := map[string]plain.Report{}
	for path, text := range texts {
		found := rules.Read([]plain.Stretch{{Text: text, Running: true}})
		found.Findings = append(found.Findings, rules.Mixed(text, cmp.Or(s.Dossier.PrivacyText.Form, dossier.Forms[0]))...)
		if len(found.Findings) > 0 {
			out[path] = found
		}
	}
	return out
}

// freeWords tells whether a path is that of words that somebody wrote for a reader.
func freeWords(path string) bool {
	switch pattern := record.Pattern(path); pattern {
	case "processing.services.purpose", "subprocessors.service", "subprocessors.furtherSubprocessors.service":
		return true
	case "privacyText.sources.name", "privacyText.otherData", "privacyText.grounds.interest", "privacyText.grounds.purpose", "privacyText.periods.period", "privacyText.periods.consented",
		"privacyText.software", "privacyText.factors", "privacyText.effect", "privacyText.human":
		return true
	}
	return false
}

// plain are the rules of plain language of a language, or those of the source.
func (e *Engine) plain(lang string) *plain.Rules {
	rules := e.plainRules()
	if r := rules[lang]; r != nil {
		return r
	}
	return rules[e.locales.Source()]
}

// readPlain reads the rules of every language that has them.
func (e *Engine) readPlain() (map[string]*plain.Rules, error) {
	out := map[string]*plain.Rules{}
	for _, lang := range e.locales.Languages() {
		data, err := fs.ReadFile(e.files, "plain/"+lang+".json")
		if errors.Is(err, fs.ErrNotExist) {
			continue // its words are read by the rules of the source
		}
		if err != nil {
			return nil, err
		}
		if out[lang], err = plain.Parse(data); err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
	}
	return out, nil
}

// Blocks are the words of a document as plain reads them: headings, paragraphs, items and cells. Sentences run on in paragraphs alone.
func Blocks(tree *doc.Doc) (out []plain.Stretch) {
	listed := map[doc.Node]bool{}
	add := func(inlines []doc.Inline, running bool) {
		var text strings.Builder
		for _, i := range inlines {
			doc.Walk(i, func(n doc.Node) {
				switch n := n.(type) {
				case *doc.Text:
					text.WriteString(n.Text)
				case *doc.Value:
					text.WriteString(n.Text)
				case *doc.Break:
					text.WriteByte('\n')
				}
			})
		}
		if text.Len() > 0 {
			out = append(out, plain.Stretch{Text: text.String(), Running: running})
		}
	}
	for _, s := range tree.Sections {
		doc.Walk(s, func(n doc.Node) {
			switch n := n.(type) {
			case *doc.Heading:
				add(n.Inlines, false)
			case *doc.Item:
				for _, b := range n.Blocks {
					listed[b] = true
				}
			case *doc.Paragraph:
				add(n.Inlines, !listed[n])
			case *doc.Cell:
				add(n.Inlines, false)
			}
		})
	}
	return out
}

// Lines are the lines of the text without those that tell of what day it is, for the eye to compare. A row of a table is one line: a cell alone
// would not say of what it is.
func (s *Statement) Lines() (out []privacy.Line) {
	under := ""
	add := func(b doc.Block, between string) string {
		var lines []string
		of := doc.Doc{Sections: []*doc.Section{{Blocks: []doc.Block{b}}}}
		for line := range strings.Lines(string(of.TextWithAddresses())) {
			if line = strings.ReplaceAll(strings.TrimSpace(line), "\t", between); line != "" && !strings.Contains(line, s.stamped()) {
				lines = append(lines, line)
			}
		}
		if between != "" && len(lines) > 0 {
			lines = []string{strings.Join(lines, between)}
		}
		for _, line := range lines {
			out = append(out, privacy.Line{Under: under, Text: line})
		}
		return strings.Join(lines, " ")
	}
	var walk func(blocks []doc.Block)
	walk = func(blocks []doc.Block) {
		for _, block := range blocks {
			switch n := block.(type) {
			case *doc.Section:
				walk(n.Blocks)
			case *doc.Heading:
				under = ""
				under = add(n, "")
			case *doc.Table:
				for _, row := range n.Rows {
					add(&doc.Table{Columns: n.Columns, Rows: []*doc.Row{row}}, " – ")
				}
			default:
				add(n, "")
			}
		}
	}
	for _, section := range s.Tree.Sections {
		walk(section.Blocks)
	}
	return out
}

// stamped is the mark as the text has it.
func (s *Statement) stamped() string {
	return s.Tree.Mark[:min(8, len(s.Tree.Mark))]
}

// Since are the lines in which this text differs from an earlier one.
func (s *Statement) Since(earlier *Statement) []privacy.Difference {
	return privacy.Differences(earlier.Lines(), s.Lines())
}

// Print prints the text, or a part of it, in a format, with a name for its file. A draft is printed too, and says so.
func (e *Engine) Print(ctx context.Context, d *dossier.Dossier, r Request) (*Made, record.Problems, error) {
	r.Document, r.Dossier, r.Draft = PrivacyText, d.Encode(), true
	return e.Make(ctx, r)
}
