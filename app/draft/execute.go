package draft

import (
	"bytes"
	"fmt"
	"text/template"
	"text/template/parse"
)

// execution writes a template out as text/template does, for the values that a draft has and what checkCalls lets through. It knows their types,
// where text/template asks of each by reflection what it is and what it has: that took a seventh of the time of a document.
type execution struct {
	text  *template.Template
	funcs template.FuncMap
	out   *bytes.Buffer
	named []variable
	args  []any // of the calls that are being made
}

// variable is a value with a name: "$entities", or "$" for what the template is written out for.
type variable struct {
	name  string
	value any
}

// run writes out a definition, or the template itself by its name.
func (x *execution) run(name string, dot any) error {
	text := x.text.Lookup(name)
	if text == nil || text.Tree == nil {
		return fmt.Errorf("no definition of %q", name)
	}
	outer := x.named
	x.named = append(x.named[len(x.named):], variable{"$", dot}) // those of another are not seen
	err := x.list(dot, text.Root)
	x.named = outer
	return err
}

func (x *execution) list(dot any, list *parse.ListNode) error {
	if list == nil {
		return nil
	}
	known := len(x.named)
	for _, n := range list.Nodes {
		if err := x.node(dot, n); err != nil {
			return err
		}
	}
	x.named = x.named[:known]
	return nil
}

func (x *execution) node(dot any, n parse.Node) error {
	switch n := n.(type) {
	case *parse.TextNode:
		x.out.Write(n.Text)
		return nil
	case *parse.ActionNode:
		v, err := x.pipe(dot, n.Pipe)
		if err == nil && len(n.Pipe.Decl) == 0 {
			err = x.print(v)
		}
		return x.where(n, err)
	case *parse.IfNode:
		return x.branch(dot, &n.BranchNode, false)
	case *parse.WithNode:
		return x.branch(dot, &n.BranchNode, true)
	case *parse.RangeNode:
		return x.each(dot, &n.BranchNode)
	case *parse.TemplateNode:
		v, err := x.pipe(dot, n.Pipe)
		if err != nil {
			return x.where(n, err)
		}
		return x.run(n.Name, v)
	case *parse.CommentNode:
		return nil
	}
	return x.where(n, fmt.Errorf("%s has no place in a template", n))
}

// where says in which action something went wrong.
func (x *execution) where(n parse.Node, err error) error {
	if err == nil {
		return nil
	}
	place, action := x.text.ErrorContext(n)
	return fmt.Errorf("%s: <%s>: %w", place, action, err)
}

// print writes a value. One that is none was asked about before.
func (x *execution) print(v any) error {
	switch v := v.(type) {
	case Token:
		x.out.Write(v.append(x.out.AvailableBuffer()))
	case Items:
		x.out.WriteString(v.String())
	case string:
		x.out.WriteString(v)
	case int, bool:
		fmt.Fprint(x.out, v)
	default:
		return fmt.Errorf("a %T is nothing to print", v)
	}
	return nil
}

// branch writes out one of the two lists of if or with.
func (x *execution) branch(dot any, n *parse.BranchNode, with bool) error {
	known := len(x.named)
	v, err := x.pipe(dot, n.Pipe)
	if err != nil {
		return x.where(n, err)
	}
	list := n.ElseList
	if holds(v) {
		if list = n.List; with {
			dot = v
		}
	}
	err = x.list(dot, list)
	x.named = x.named[:known]
	return err
}

// each writes out a list for each of some items, or the other when there are none.
func (x *execution) each(dot any, n *parse.BranchNode) error {
	known := len(x.named)
	v, err := x.values(dot, n.Pipe)
	if err != nil {
		return x.where(n, err)
	}
	items, ok := v.(Items)
	if !ok && holds(v) {
		return x.where(n, fmt.Errorf("range over a %T", v))
	}
	for i, item := range items {
		switch d := n.Pipe.Decl; len(d) {
		case 1:
			x.named = append(x.named, variable{d[0].Ident[0], item})
		case 2:
			x.named = append(x.named, variable{d[0].Ident[0], i}, variable{d[1].Ident[0], item})
		}
		if err := x.list(item, n.List); err != nil {
			return err
		}
		x.named = x.named[:known]
	}
	if len(items) == 0 {
		return x.list(dot, n.ElseList)
	}
	return nil
}

// pipe is the value of a pipeline, under the name that it is given.
func (x *execution) pipe(dot any, p *parse.PipeNode) (any, error) {
	v, err := x.values(dot, p)
	if err != nil || p == nil || len(p.Decl) == 0 {
		return v, err
	}
	name := p.Decl[0].Ident[0]
	if !p.IsAssign {
		x.named = append(x.named, variable{name, v})
		return v, nil
	}
	known := x.variable(name)
	if known == nil {
		return nil, fmt.Errorf("no variable %s", name)
	}
	known.value = v
	return v, nil
}

// variable is the last one of a name; nil when there is none.
func (x *execution) variable(name string) *variable {
	for i := len(x.named) - 1; i >= 0; i-- {
		if x.named[i].name == name {
			return &x.named[i]
		}
	}
	return nil
}

// values is the value of a pipeline. It has one command: checkCalls refuses others.
func (x *execution) values(dot any, p *parse.PipeNode) (any, error) {
	if p == nil {
		return nil, nil
	}
	c := p.Cmds[0]
	if f, is := c.Args[0].(*parse.IdentifierNode); is {
		return x.function(dot, f.Ident, c.Args[1:])
	}
	return x.value(dot, c.Args[0])
}

// value is that of one operand.
func (x *execution) value(dot any, n parse.Node) (any, error) {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot, nil
	case *parse.FieldNode:
		return members(dot, n.Ident)
	case *parse.VariableNode:
		if known := x.variable(n.Ident[0]); known != nil {
			return members(known.value, n.Ident[1:])
		}
	case *parse.PipeNode:
		return x.values(dot, n)
	case *parse.ChainNode:
		v, err := x.value(dot, n.Node)
		if err != nil {
			return nil, err
		}
		return members(v, n.Field)
	case *parse.IdentifierNode:
		return x.function(dot, n.Ident, nil)
	case *parse.StringNode:
		return n.Text, nil
	case *parse.NumberNode:
		return int(n.Int64), nil
	case *parse.BoolNode:
		return n.True, nil
	}
	return nil, fmt.Errorf("%s is no value", n)
}

// members is what a value has under names, one within the other.
func members(v any, names []string) (any, error) {
	for _, name := range names {
		o, ok := v.(object)
		if !ok {
			return nil, fmt.Errorf("a %T has no %q", v, name)
		}
		if v, ok = o[name]; !ok {
			return nil, fmt.Errorf("no entry for key %q", name)
		}
	}
	return v, nil
}

// holds tells whether a condition holds: a value that is empty does not.
func holds(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case Token:
		return len(v) > 0
	case Items:
		return len(v) > 0
	case object:
		return len(v) > 0
	case string:
		return v != ""
	case int:
		return v != 0
	}
	panic(fmt.Sprintf("draft: a condition on a %T", v))
}
