package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity tells whether a problem stands in the way.
type Severity string

const (
	Error   Severity = "error"   // no document can be made
	Warning Severity = "warning" // someone should look
)

// Problem is one thing that is wrong with a dossier. It never holds a citizen service number, nor a character that does not print.
type Problem struct {
	Severity Severity `json:"severity"`
	Path     string   `json:"path"` // JSON Pointer (RFC 6901)
	Code     string   `json:"code"` // the message is problem.<code>

	// Args are the message's arguments by name: numbers, dates, ids. An argument N with value v reads as the message n.v (the name
	// in lower case) when there is one: Country "US" as country.US, Field "controller.kvk" as field.controller.kvk.
	Args map[string]string `json:"args,omitempty"`

	// Texts are arguments that are written out in each language already.
	Texts map[string]Text `json:"texts,omitempty"`

	Line   int `json:"line,omitempty"`   // from 1; 0 when not known
	Column int `json:"column,omitempty"` // in characters, from 1
}

// Arguments returns the message's arguments in a language. Message returns the message of a key that takes no arguments, if any.
func (p Problem) Arguments(lang string, message func(key string) (string, bool)) map[string]string {
	out := make(map[string]string, len(p.Args)+len(p.Texts))
	for name, value := range p.Args {
		if m, ok := message(strings.ToLower(name) + "." + value); ok {
			value = m
		}
		out[name] = value
	}
	for name, text := range p.Texts {
		out[name] = text[lang]
	}
	return out
}

// Problems are in the order of the dossier.
type Problems []Problem

// Errors tells whether one of the problems is an error.
func (ps Problems) Errors() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == Error })
}

// problem makes a Problem of a code in the table of codes, with its arguments in the order of that table.
func problem(path, code string, args ...string) Problem {
	c, ok := codes[code]
	if !ok || len(c.args) != len(args) {
		panic(fmt.Sprintf("dossier: problem %q with %d arguments is not in the table", code, len(args)))
	}
	p := Problem{Severity: c.severity, Path: path, Code: code}
	for i, name := range c.args {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[name] = show(args[i])
	}
	return p
}

// telling returns p with one more argument, written out in each language.
func (p Problem) telling(name string, t Text) Problem {
	texts := map[string]Text{name: t}
	for n, old := range p.Texts {
		texts[n] = old
	}
	p.Texts = texts
	return p
}

// sort puts problems in the order in which their paths were visited; those of one path keep theirs.
func (ps Problems) sort(order map[string]int) {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(place(order, a.Path), place(order, b.Path)) })
}

// place is the rank of a path, or of the nearest part of the dossier around it.
func place(order map[string]int, path string) int {
	for {
		if n, ok := order[path]; ok || path == "" {
			return n
		}
		path = path[:strings.LastIndexByte(path, '/')]
	}
}

// show makes a value safe to repeat in a message: short, printable, and without a run of digits that could be a citizen service number.
func show(s string) string {
	if isDate(s) {
		return s
	}
	out := []rune(strings.Map(func(r rune) rune {
		if !Printable(r) {
			return '�'
		}
		return r
	}, s))
	if len(out) > maxShown {
		out = append(out[:maxShown], '…')
	}
	return longNumber().ReplaceAllStringFunc(string(out), func(n string) string { return strings.Repeat("•", utf8.RuneCountInString(n)) })
}

const maxShown = 400 // characters; a list of a catalogue's ids is about as long

var longNumber = pattern(`[0-9]([ .\-\x{A0}\x{202F}\x{2010}-\x{2015}\x{2212}]?[0-9]){7,}`)
