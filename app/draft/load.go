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
)

// Templates are the templates of all documents in all languages, each parsed once. They are safe for concurrent use.
type Templates struct {
	texts    map[string]map[string]*template.Template // by document and language
	versions map[string]string                        // by document
	parser   parser.Parser
}

// definitions are what every template defines beside its text.
var definitions = []string{"title", "subject", "foot", "author", "page-of", "version"}

// Load reads the templates <document>/<lang>.md and the definitions parts/<lang>.md that those of a language share.
func Load(fsys fs.FS) (*Templates, error) {
	names, err := fs.Glob(fsys, "*/*.md")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	t := &Templates{map[string]map[string]*template.Template{}, map[string]string{}, newParser()}
	for _, name := range names {
		document, lang := path.Dir(name), strings.TrimSuffix(path.Base(name), ".md")
		if document == "parts" {
			continue
		}
		text, err := t.load(fsys, name, "parts/"+lang+".md")
		if err != nil {
			return nil, fmt.Errorf("read template %s/%s: %w", document, lang, err)
		}
		if t.texts[document] == nil {
			t.texts[document] = map[string]*template.Template{}
		}
		t.texts[document][lang] = text
		version := strings.TrimSpace(flatten(text, text.Lookup("version").Root))
		if known, ok := t.versions[document]; ok && known != version {
			return nil, fmt.Errorf("read template %s/%s: version %q, in another language %q", document, lang, version, known)
		}
		t.versions[document] = version
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
func (t *Templates) Version(document string) string { return t.versions[document] }

func (t *Templates) load(fsys fs.FS, name, parts string) (*template.Template, error) {
	text := template.New(path.Dir(name)).Option("missingkey=error").Funcs((&run{}).funcs())
	for _, file := range []string{parts, name} {
		source, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		if strings.ContainsAny(string(source), nothing) {
			return nil, fmt.Errorf("%s: a private character", file)
		}
		target := text
		if file == parts {
			target = text.New("parts")
		}
		if _, err := target.Parse(string(source)); err != nil {
			return nil, err
		}
	}
	for _, d := range definitions {
		if text.Lookup(d) == nil {
			return nil, fmt.Errorf("no definition of %q", d)
		}
	}
	for _, each := range text.Templates() {
		if err := checkCalls(each.Root); err != nil {
			return nil, err
		}
	}
	return text, t.probe(text)
}

// probe reads the template with every branch taken once and a sample for every value, so that what is not allowed is found before the
// first document is made.
func (t *Templates) probe(text *template.Template) error {
	var l ledger
	l.enter("", "https://example.com/")
	b := builder{ledger: &l, parser: t.parser, source: []byte(flatten(text, text.Root)), probing: true}
	_, err := b.document()
	return err
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
