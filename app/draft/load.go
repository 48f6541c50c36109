package draft

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"

	"verwoord/app/doc"
)

// Templates are the templates of all documents in all languages, each parsed once, when it is first used. They are safe for concurrent use.
type Templates struct {
	documents []Document                                    // in their order
	texts     map[string]map[string]func() (*source, error) // by document and language
	reader    *reader
	files     fs.FS
	tongues   tongues
	terms     []string // ids of the prepared terms, sorted
	termTexts sync.Map // by id and language: func() (*termText, error)
	names     sync.Map // by type: []string, see namesOf
}

// source is one template.
type source struct{ *template.Template }

// definitions are what every template defines beside its text.
var definitions = []string{"title", "subject", "foot", "author", "page-of"}

// optional are definitions that a template may do without.
var optional = []string{"head"}

// Load finds the documents <id>/document.json with their templates <id>/<lang>.md, and the definitions parts/<lang>.md that those of a
// language share.
func Load(fsys fs.FS) (*Templates, error) {
	t := &Templates{texts: map[string]map[string]func() (*source, error){}, reader: newReader(), files: fsys}
	var err error
	if t.documents, err = readDocuments(fsys); err != nil {
		return nil, err
	}
	if t.tongues, err = readTongues(fsys); err != nil {
		return nil, err
	}
	specs, err := fs.Glob(fsys, "terms/*/term.json")
	if err != nil {
		return nil, fmt.Errorf("list terms: %w", err)
	}
	for _, name := range specs {
		t.terms = append(t.terms, path.Base(path.Dir(name)))
	}
	for _, d := range t.documents {
		names, err := fs.Glob(fsys, d.ID+"/*.md")
		if err != nil {
			return nil, fmt.Errorf("list templates: %w", err)
		}
		t.texts[d.ID] = map[string]func() (*source, error){}
		for _, name := range names {
			lang := strings.TrimSuffix(path.Base(name), ".md")
			t.texts[d.ID][lang] = sync.OnceValues(func() (*source, error) {
				text, err := parseText(fsys, name, "parts/"+lang+".md", d.Version)
				if err != nil {
					return nil, fmt.Errorf("read template %s/%s: %w", d.ID, lang, err)
				}
				return text, nil
			})
		}
	}
	return t, nil
}

// Languages lists the languages of a document's template, sorted.
func (t *Templates) Languages(document string) []string {
	return slices.Sorted(maps.Keys(t.texts[document]))
}

func (t *Templates) text(document, lang string) (*source, error) {
	load := t.texts[document][lang]
	if load == nil {
		return nil, fmt.Errorf("draft %s: no template in language %q", document, lang)
	}
	return load()
}

// Check reads every template with every branch taken, so that what is not allowed is found before a document is made, and holds the
// languages of each document against each other: they have the same ids in the same order.
func (t *Templates) Check() error {
	for _, d := range t.documents {
		document := d.ID
		var first *shape
		for _, lang := range t.Languages(document) {
			text, err := t.text(document, lang)
			if err != nil {
				return err
			}
			ids, err := t.probe(text)
			if err != nil {
				return fmt.Errorf("read template %s/%s: %w", document, lang, err)
			}
			own := &shape{ids}
			if first == nil {
				first = own
			}
			if err := first.same(own); err != nil {
				return fmt.Errorf("read template %s/%s: %w", document, lang, err)
			}
		}
	}
	return nil
}

// shape is what the languages of a document have in common.
type shape struct {
	ids []string // of headings, clauses, definitions and fixed words, with every branch taken
}

// same tells in what another language differs.
func (s *shape) same(other *shape) error {
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

func parseText(fsys fs.FS, name, parts, version string) (*source, error) {
	ours := (&run{}).funcs()
	own := template.New(path.Dir(name)).Option("missingkey=error").Funcs(ours)
	if _, err := own.New("version").Parse(version); err != nil {
		return nil, err
	}
	for _, file := range []string{parts, name} {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		if bytes.ContainsAny(data, nothing) {
			return nil, fmt.Errorf("%s: a private character", file)
		}
		target := own
		if file == parts {
			target = own.New("parts")
		}
		if _, err := target.Parse(string(data)); err != nil {
			return nil, err
		}
	}
	for _, d := range slices.Concat(definitions, optional) {
		named := own.Lookup(d)
		if named == nil && slices.Contains(optional, d) {
			continue
		}
		if named == nil {
			return nil, fmt.Errorf("no definition of %q", d)
		}
		if err := checkNames(own, named.Root, []string{d}); err != nil {
			return nil, err
		}
	}
	for _, each := range own.Templates() {
		if err := checkCalls(each.Root, ours); err != nil {
			return nil, err
		}
	}
	if err := checkNames(own, own.Root, []string{own.Name()}); err != nil {
		return nil, err
	}
	return &source{own}, nil
}

// probe reads a template with every branch taken once and a sample for every value. It returns the ids.
func (t *Templates) probe(text *source) ([]string, error) {
	var l ledger
	l.enter("", "https://example.com/")
	b := builder{ledger: &l, reader: t.reader, source: []byte(flatten(text.Template, text.Root)), probing: true}
	sections, err := b.document()
	var ids []string
	for _, c := range Clauses(&doc.Doc{Sections: sections}) {
		ids = append(ids, c.ID)
	}
	return ids, err
}

// sample is the token of the only value in a probe.
const sample = string(opener) + "0" + string(closer)

// flatten is the words of a template with every branch taken once and definitions put in their place. The definitions are those that
// checkNames has let through.
func flatten(text *template.Template, n parse.Node) string {
	switch n := n.(type) {
	case *parse.TextNode:
		return string(n.Text)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return ""
		}
		return sample
	case *parse.TemplateNode:
		return flatten(text, text.Lookup(n.Name).Root)
	}
	var b strings.Builder
	for _, each := range children(n) {
		b.WriteString(flatten(text, each))
	}
	return b.String()
}

// children are the nodes in a list or in the branches of a node.
func children(n parse.Node) []parse.Node {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			return n.Nodes
		}
	case *parse.IfNode:
		return slices.Concat(children(n.List), children(n.ElseList))
	case *parse.WithNode:
		return slices.Concat(children(n.List), children(n.ElseList))
	case *parse.RangeNode:
		return slices.Concat(children(n.List), children(n.ElseList))
	}
	return nil
}

// checkNames refuses the use of a definition that is not there or that contains itself. The names are those it is in.
func checkNames(text *template.Template, n parse.Node, names []string) error {
	if t, ok := n.(*parse.TemplateNode); ok {
		if slices.Contains(names, t.Name) {
			return fmt.Errorf("definition %q contains itself", t.Name)
		}
		named := text.Lookup(t.Name)
		if named == nil {
			return fmt.Errorf("no definition of %q", t.Name)
		}
		return checkNames(text, named.Root, append(slices.Clone(names), t.Name))
	}
	for _, each := range children(n) {
		if err := checkNames(text, each, names); err != nil {
			return err
		}
	}
	return nil
}

// checkCalls refuses a call of a function that would take a value out of its token.
func checkCalls(n parse.Node, ours template.FuncMap) error {
	var pipe *parse.PipeNode
	switch n := n.(type) {
	case *parse.ActionNode:
		pipe = n.Pipe
	case *parse.IfNode:
		pipe = n.Pipe
	case *parse.WithNode:
		pipe = n.Pipe
	case *parse.RangeNode:
		pipe = n.Pipe
	case *parse.TemplateNode:
		pipe = n.Pipe
	case *parse.BreakNode, *parse.ContinueNode:
		return fmt.Errorf("%s is not allowed", n)
	}
	if err := checkPipe(pipe, ours); err != nil {
		return err
	}
	for _, each := range children(n) {
		if err := checkCalls(each, ours); err != nil {
			return err
		}
	}
	return nil
}

func checkPipe(p *parse.PipeNode, ours template.FuncMap) error {
	if p == nil {
		return nil
	}
	if len(p.Cmds) > 1 {
		return fmt.Errorf("a pipeline of commands: %s", p)
	}
	for _, c := range p.Cmds {
		if f, ok := c.Args[0].(*parse.IdentifierNode); ok && ours[f.Ident] != nil && !takes(ours[f.Ident], len(c.Args)-1) {
			return fmt.Errorf("function %q is called with %d arguments", f.Ident, len(c.Args)-1)
		}
		for _, arg := range c.Args {
			switch arg := arg.(type) {
			case *parse.IdentifierNode:
				if _, ok := ours[arg.Ident]; !ok && !slices.Contains(builtins, arg.Ident) {
					return fmt.Errorf("function %q is not allowed", arg.Ident)
				}
			case *parse.PipeNode:
				if err := checkPipe(arg, ours); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// takes tells whether a function takes n arguments.
func takes(f any, n int) bool {
	of := reflect.TypeOf(f)
	if of.IsVariadic() {
		return n >= of.NumIn()-1
	}
	return n == of.NumIn()
}
