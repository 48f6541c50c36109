package record

import (
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

// Problem is one thing that is wrong with a record. It never holds a citizen service number, nor a character that does not print.
type Problem struct {
	Severity Severity `json:"severity"`
	Path     string   `json:"path"` // JSON Pointer (RFC 6901)
	Code     string   `json:"code"` // the message is problem.<code>

	// Args are the message's arguments by name: numbers, dates, ids. An argument N with value v reads as the message n.v (the name
	// in lower case) when there is one: Country "US" as country.US, Field "controller.kvk" as field.controller.kvk.
	Args map[string]string `json:"args,omitempty"`

	// Texts are arguments that are written out in each language already.
	Texts map[string]Text `json:"texts,omitempty"`

	Span Span `json:"-"` // the days on which it is one; zero for every day

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

// Text is the same words in each language, by its code.
type Text map[string]string

// Problems are in the order of the record.
type Problems []Problem

// On are the problems of a day, among those of every day.
func (ps Problems) On(day string) Problems {
	return slices.DeleteFunc(slices.Clone(ps), func(p Problem) bool { return !p.Span.On(day) })
}

// Errors tells whether one of the problems is an error.
func (ps Problems) Errors() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == Error })
}

// Rule is what is fixed for a code: its severity, and the names of its message's arguments. Texts are the arguments that are written out
// in each language.
type Rule struct {
	Severity Severity
	Args     []string
	Texts    []string
	// It stands in the way of every document, also of one that does not print the place: a number that may not be kept at all.
	Anywhere bool
}

// Rules are the problems that a package can tell, by code. The message of a code is problem.<code> in the locales.
type Rules map[string]Rule

// Problem makes a Problem of a code in the table, with its arguments in the order of the table.
func (r Rules) Problem(path, code string, args ...string) Problem {
	c, ok := r[code]
	if !ok || len(c.Args) != len(args) {
		panic(fmt.Sprintf("record: problem %q with %d arguments is not in the table", code, len(args)))
	}
	p := Problem{Severity: c.Severity, Path: path, Code: code}
	for i, name := range c.Args {
		if p.Args == nil {
			p.Args = map[string]string{}
		}
		p.Args[name] = Show(args[i])
	}
	return p
}

// Telling returns p with one more argument, written out in each language.
func (p Problem) Telling(name string, t Text) Problem {
	texts := map[string]Text{name: t}
	for n, old := range p.Texts {
		texts[n] = old
	}
	p.Texts = texts
	return p
}

// Show makes a value safe to repeat in a message: short, printable, and without a run of digits that could be a citizen service number.
func Show(s string) string {
	if IsDate(s) {
		return s
	}
	out := []rune(strings.Map(func(r rune) rune {
		if !Printable(r) && !showable(r) {
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

var longNumber = Expression(`[0-9]([ .\-\x{A0}\x{202F}\x{2010}-\x{2015}\x{2212}]?[0-9]){7,}`)
