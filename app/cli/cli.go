// Package cli is the command line: it parses words, calls the engine and prints what comes back. What it says is fixed, since other
// programs rely on it: see Usage. Start with Run.
//
// Exit codes: 0 done; 1 the input is not good enough; 2 wrong usage or a broken world.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
)

// World is what a command may touch outside itself.
type World struct {
	Engine     *engine.Engine // nil for that of the program
	Stdin      io.Reader
	Stdout     io.Writer
	Stderr     io.Writer
	Getenv     func(string) string
	Now        time.Time
	IsTerminal bool                                // standard output is a terminal
	Password   func(prompt string) (string, error) // asks a person; nil when nobody is there
	Patience   time.Duration                       // for an answer from the network; zero means 15 seconds
}

const (
	done        = 0
	notGood     = 1
	wrongOrDown = 2
)

// command is one sub-command.
type command struct {
	name  string
	run   func(*session, []string) error // reads its words by flags before it does anything
	first func(*session) []string        // what its first word can be; nil for a file or nothing
	makes bool                           // --lang is the language of what it makes, not of what it says
}

// commands are listed in the order of the help. They are set when the program starts, since completion lists them too.
var commands []command

func init() {
	commands = []command{
		{name: "demo", run: demo},
		{name: "example", run: example, first: kindNames},
		{name: "schema", run: schema, first: kindNames},
		{name: "documents", run: documents},
		{name: "check", run: check},
		{name: "make", run: makeDocument, first: documentIDs, makes: true},
		{name: "sign", run: signFile},
		{name: "verify", run: verifyFile},
		{name: "identity", run: identityCommand, first: func(*session) []string { return []string{"new"} }},
		{name: "extract", run: extract},
		{name: "deadline", run: deadline},
		{name: "notify", run: notify, makes: true},
		{name: "review", run: reviewFile},
		{name: "log", run: log, makes: true},
		{name: "completion", run: completion, first: shellNames},
	}
}

// Knows tells whether a word is a sub-command or a question for help, and so never a file to open.
func Knows(word string) bool {
	for _, c := range commands {
		if c.name == word {
			return true
		}
	}
	return word == "help" || word == "version" || strings.HasPrefix(word, "-")
}

// session is one run of one command.
type session struct {
	World
	ctx      context.Context
	loc      *locale.Locale
	bundle   *locale.Bundle
	command  string
	engine   *engine.Engine
	describe func(flags) // set where a command is only asked for its options
}

// Run carries out one command and returns its exit code. A command whose answer could not be written is not done.
func Run(ctx context.Context, w World, args []string) int {
	e := w.Engine
	if e == nil {
		var err error
		if e, err = engine.New(); err != nil {
			fmt.Fprintln(w.Stderr, err)
			return wrongOrDown
		}
	}
	w.Now = w.Now.In(e.Deadlines().Zone()) // as the documents have it, wherever the computer stands
	out := &output{Writer: w.Stdout}
	w.Stdout = out
	s := &session{World: w, ctx: ctx, engine: e, bundle: e.Locales()}
	s.loc = s.bundle.Locale(s.language(args))
	code := s.run(args)
	if out.err != nil && code != wrongOrDown {
		return s.exit(out.err) // an answer that nobody got is none
	}
	return code
}

// output is standard output, and what went wrong with it first: a full disk behind it, most often.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

func (s *session) run(args []string) int {
	name := "help"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	if slices.Contains(versions, name) {
		fmt.Fprintln(s.Stdout, "verwoord", engine.Version)
		return done
	}
	if name == "help" || name == "--help" || name == "-h" {
		return s.help(args)
	}
	for _, c := range commands {
		if c.name == name {
			s.command = name
			return s.exit(c.run(s, args))
		}
	}
	if strings.HasPrefix(name, "-") {
		return s.exit(s.wrong("cli.option-first", locale.Args{"Word": name}))
	}
	if slices.Contains(later, name) {
		return s.exit(s.wrong("cli.later", locale.Args{"Word": name}))
	}
	return s.exit(usageError{s.loc.T("cli.unknown-command", locale.Args{"Word": name}) + s.meant(name, commandNames())})
}

// versions are the words that ask for the version, and later are commands whose names are taken and that are not there yet.
var (
	versions = []string{"--version", "-version", "-v", "-V", "version"}
	later    = []string{"batch", "compare"}
)

func commandNames() (out []string) {
	for _, c := range commands {
		out = append(out, c.name)
	}
	return append(out, "help", "version")
}

// language is what --lang asks for, or else what the environment speaks. Where --lang is the language of what is made it is not asked, but for
// help: who makes an English document need not read English.
func (s *session) language(args []string) string {
	made := len(args) > 0 && slices.ContainsFunc(commands, func(c command) bool { return c.makes && c.name == args[0] }) &&
		!slices.ContainsFunc(args, func(a string) bool { return strings.TrimLeft(a, "-") == "help" || a == "-h" })
	for i, a := range args {
		if made {
			break
		}
		v, ok := strings.CutPrefix(strings.TrimPrefix(a, "-"), "-lang=")
		if (a == "--lang" || a == "-lang") && i+1 < len(args) {
			v, ok = args[i+1], true
		}
		if v = primary(v); ok && s.bundle.Has(v) {
			return v
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := s.Getenv(name); v != "" {
			return v
		}
	}
	return s.bundle.Source()
}

func (s *session) help(args []string) int {
	for i, a := range args {
		switch {
		case strings.HasPrefix(a, "-") || i > 0 && strings.TrimLeft(args[i-1], "-") == "lang" || a == "help" || a == "version":
		case Knows(a):
			fmt.Fprintln(s.Stdout, s.usage(a))
			return done
		default:
			return s.exit(usageError{s.loc.T("cli.no-such-command", locale.Args{"Word": a}) + s.meant(a, commandNames())})
		}
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.help", nil))
	for _, c := range commands {
		fmt.Fprintf(s.Stdout, "  %-10s %s\n", c.name, s.loc.T("cli.about."+c.name, nil))
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.help.more", nil))
	return done
}

func (s *session) usage(name string) string {
	return s.loc.T("cli.about."+name, nil) + "\n\n" + s.loc.T("cli.usage."+name, nil)
}

// usageError is a command that was called wrongly.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// errNotGood ends a command whose input was not good enough and that has said why.
var errNotGood = errors.New("the input is not good enough")

// errHelp ends a command that was asked how it is used.
var errHelp = errors.New("help")

func (s *session) wrong(key string, args locale.Args) error { return usageError{s.loc.T(key, args)} }

func (s *session) exit(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return done
	case errors.Is(err, errHelp):
		fmt.Fprintln(s.Stdout, s.usage(s.command))
		return done
	case errors.Is(err, errNotGood):
		return notGood
	case errors.As(err, &usage):
		fmt.Fprintln(s.Stderr, s.mark("cli.error"), usage.message)
		fmt.Fprintln(s.Stderr, strings.TrimSpace(s.loc.T("cli.see-help", locale.Args{"Command": s.command})))
		return wrongOrDown
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(s.Stderr, s.loc.T("cli.cancelled", nil))
		return wrongOrDown
	default:
		fmt.Fprintln(s.Stderr, s.mark("cli.error"), s.sentence(err))
		return wrongOrDown
	}
}

// mark is the word that opens a line about a mistake, in colour for who sees colours.
func (s *session) mark(key string) string {
	word := s.loc.T(key, nil)
	if !s.IsTerminal || s.Getenv("NO_COLOR") != "" {
		return word
	}
	colour := map[string]string{"cli.error": "31", "cli.warning": "33", "cli.ok": "32"}[key]
	return "\x1b[" + colour + "m" + word + "\x1b[0m"
}
