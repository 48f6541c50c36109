package draft

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/yuin/goldmark/parser"

	"verwoord/app/doc"
)

// Templates are the templates of all documents in all languages, each parsed once. They are safe for concurrent use.
type Templates struct {
	texts  map[string]map[string]*template.Template // by document and language
	common map[string]shape                         // by document
	parser parser.Parser
}

// shape is what the languages of a document have in common.
type shape struct {
	version string
	ids     []string // of headings, clauses, definitions and fixed words, with every branch taken
}

// definitions are what every template defines beside its text.
var definitions = []string{"title", "subject", "foot", "author", "page-of", "version"}

// Load reads the templates <document>/<lang>.md and the definitions parts/<lang>.md that those of a language share.
func Load(fsys fs.FS) (*Templates, error) {
	names, err := fs.Glob(fsys, "*/*.md")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	t := &Templates{map[string]map[string]*template.Template{}, map[string]shape{}, newParser()}
	for _, name := range names {
		document, lang := path.Dir(name), strings.TrimSuffix(path.Base(name), ".md")
		if document == "parts" {
			continue
		}
		text, common, err := t.load(fsys, name, "parts/"+lang+".md")
		if err != nil {
			return nil, fmt.Errorf("read template %s/%s: %w", document, lang, err)
		}
		if first, ok := t.common[document]; ok {
			if err := first.same(common); err != nil {
				return nil, fmt.Errorf("read template %s/%s: %w", document, lang, err)
			}
		} else {
			t.common[document], t.texts[document] = common, map[string]*template.Template{}
		}
		t.texts[document][lang] = text
	}
	return t, nil
}

// Documents lists the ids of the documents there are templates for, sorted.
func (t *Templates) Documents() []string { return slices.Sorted(maps.Keys(t.texts)) }

// Languages lists the languages of a document's template, sorted.
func (t *Templates) Languages(document string) []string {
	return slices.Sorted(maps.Keys(t.texts[document]))
}

// Version is the version of a document's words, the same in every language.
func (t *Templates) Version(document string) string { return t.common[document].version }

// same tells in what another language differs.
func (s shape) same(other shape) error {
	if s.version != other.version {
		return fmt.Errorf("version %q, in another language %q", other.version, s.version)
	}
	for i := range max(len(s.ids), len(other.ids)) {
		switch {
		case i >= len(other.ids):
			return fmt.Errorf("no id %q, which another language has", s.ids[i])
		case i >= len(s.ids) || s.ids[i] != other.ids[i]:
			return fmt.Errorf("id %q, which another language has not or elsewhere", other.ids[i])
		}
	}
	return nil
}

func (t *Templates) load(fsys fs.FS, name, parts string) (*template.Template, shape, error) {
	text := template.New(path.Dir(name)).Option("missingkey=error").Funcs((&run{}).funcs())
	for _, file := range []string{parts, name} {
		source, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, shape{}, err
		}
		if strings.ContainsAny(string(source), nothing) {
			return nil, shape{}, fmt.Errorf("%s: a private character", file)
		}
		target := text
		if file == parts {
			target = text.New("parts")
		}
		if _, err := target.Parse(string(source)); err != nil {
			return nil, shape{}, err
		}
	}
	for _, d := range definitions {
		if text.Lookup(d) == nil {
			return nil, shape{}, fmt.Errorf("no definition of %q", d)
		}
	}
	for _, each := range text.Templates() {
		if err := checkCalls(each.Root); err != nil {
			return nil, shape{}, err
		}
	}
	ids, err := t.probe(text)
	return text, shape{strings.TrimSpace(flatten(text, text.Lookup("version").Root)), ids}, err
}

// probe reads the template with every branch taken once and a sample for every value, so that what is not allowed is found before the
// first document is made. It returns the ids.
func (t *Templates) probe(text *template.Template) ([]string, error) {
	var l ledger
	l.enter("", "https://example.com/")
	b := builder{ledger: &l, parser: t.parser, source: []byte(flatten(text, text.Root)), probing: true}
	sections, err := b.document()
	var ids []string
	for _, c := range Clauses(&doc.Doc{Sections: sections}) {
		ids = append(ids, c.ID)
	}
	return ids, err
}

// sample is the token of the only value in a probe.
const sample = string(opener) + "0" + string(closer)

// flatten is the words of a template with every branch taken once, definitions put in their place.
func flatten(text *template.Template, n parse.Node) string {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return ""
		}
		var b strings.Builder
		for _, each := range n.Nodes {
			b.WriteString(flatten(text, each))
		}
		return b.String()
	case *parse.TextNode:
		return string(n.Text)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return ""
		}
		return sample
	case *parse.IfNode:
		return flatten(text, n.List) + flatten(text, n.ElseList)
	case *parse.WithNode:
		return flatten(text, n.List) + flatten(text, n.ElseList)
	case *parse.RangeNode:
		return flatten(text, n.List) + flatten(text, n.ElseList)
	case *parse.TemplateNode:
		if named := text.Lookup(n.Name); named != nil {
			return flatten(text, named.Root)
		}
	}
	return ""
}

// checkCalls refuses a call of a function that would take a value out of its token, and words written by an action.
func checkCalls(n parse.Node) error {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, each := range n.Nodes {
			if err := checkCalls(each); err != nil {
				return err
			}
		}
	case *parse.ActionNode:
		return checkPipe(n.Pipe)
	case *parse.IfNode:
		return checkBranch(&n.BranchNode)
	case *parse.WithNode:
		return checkBranch(&n.BranchNode)
	case *parse.RangeNode:
		return checkBranch(&n.BranchNode)
	case *parse.TemplateNode:
		return checkPipe(n.Pipe)
	}
	return nil
}

func checkBranch(n *parse.BranchNode) error {
	if err := checkPipe(n.Pipe); err != nil {
		return err
	}
	if err := checkCalls(n.List); err != nil {
		return err
	}
	return checkCalls(n.ElseList)
}

func checkPipe(p *parse.PipeNode) error {
	if p == nil {
		return nil
	}
	ours := (&run{}).funcs()
	for _, c := range p.Cmds {
		for _, arg := range c.Args {
			switch arg := arg.(type) {
			case *parse.IdentifierNode:
				if _, ok := ours[arg.Ident]; !ok && !slices.Contains(builtins, arg.Ident) {
					return fmt.Errorf("function %q is not allowed", arg.Ident)
				}
			case *parse.PipeNode:
				if err := checkPipe(arg); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
