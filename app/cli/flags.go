package cli

import (
	"errors"
	"flag"
	"io"
	"strings"

	"verwoord/app/locale"
)

// flags is the options of a command. Options and words may stand in any order.
type flags struct {
	*flag.FlagSet
	s *session
}

func (s *session) flags() flags {
	f := flags{flag.NewFlagSet(s.command, flag.ContinueOnError), s}
	f.SetOutput(io.Discard)
	f.String("lang", "", "")
	return f
}

// words parses args and returns what is no option. It is a usage error when there are fewer than min or more than max of them.
func (f flags) words(args []string, min, max int) ([]string, error) {
	if f.s.describe != nil {
		f.s.describe(f)
		return nil, errDescribed
	}
	var words []string
	for {
		if err := f.Parse(args); err != nil {
			return nil, f.explain(args, err)
		}
		rest := f.Args()
		if len(rest) == 0 {
			break
		}
		// Parse stops at the first word, or behind a "--" after which everything is one.
		if used := len(args) - len(rest); used > 0 && args[used-1] == "--" {
			words = append(words, rest...)
			break
		}
		words, args = append(words, rest[0]), rest[1:]
	}
	if lang := f.Lookup("lang").Value; lang.String() != "" {
		if !f.s.bundle.Has(primary(lang.String())) {
			return nil, f.s.wrong("cli.unknown-language", locale.Args{"Word": lang.String(), "Known": strings.Join(f.s.bundle.Languages(), ", ")})
		}
		if err := lang.Set(primary(lang.String())); err != nil {
			return nil, err
		}
	}
	nameless := false
	f.Visit(func(one *flag.Flag) { nameless = nameless || one.Name == "o" && one.Value.String() == "" })
	if nameless {
		return nil, f.s.wrong("cli.flag-without-value", locale.Args{"Flag": "-o"})
	}
	if len(words) < min {
		usage, _, _ := strings.Cut(f.s.loc.T("cli.usage."+f.s.command, nil), "\n")
		return nil, f.s.wrong("cli.too-few-words", locale.Args{"Usage": usage})
	}
	if len(words) > max {
		return nil, f.s.wrong("cli.too-many-words", locale.Args{"Word": words[max]})
	}
	return words, nil
}

// explain says which of the arguments Parse stopped at, and why: what it had taken in ends with that one, unless it is no option at all.
func (f flags) explain(args []string, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	last := ""
	if taken := len(args) - f.NArg(); taken > 0 {
		last = args[taken-1]
	}
	name, _, valued := strings.Cut(strings.TrimLeft(last, "-"), "=")
	known := f.Lookup(name) != nil
	switch {
	case strings.HasPrefix(last, "-") && !known:
		return usageError{f.s.loc.T("cli.unknown-flag", locale.Args{"Flag": dashed(name)}) + f.meant(name)}
	case valued:
		return f.s.wrong("cli.flag-with-value", locale.Args{"Flag": dashed(name)})
	case f.NArg() == 0:
		return f.s.wrong("cli.flag-without-value", locale.Args{"Flag": dashed(name)})
	}
	return f.s.wrong("cli.unknown-flag", locale.Args{"Flag": f.Arg(0)}) // such as ---json
}

// meant is the sentence that asks whether another option was meant.
func (f flags) meant(name string) string {
	var known []string
	f.VisitAll(func(one *flag.Flag) { known = append(known, dashed(one.Name)) })
	if own := elsewhere[name]; own != "" && f.Lookup(own) != nil {
		return f.s.meant(dashed(own), []string{dashed(own)})
	}
	return f.s.meant(dashed(name), known)
}

// dashed is an option as it is typed: -o, --lang.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// primary is the language of a tag as people write one: "nl" of nl-NL, nl_BE.UTF-8 and NL (RFC 5646, 2.1.1 and 2.2.1).
func primary(tag string) string {
	lang, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(lang)
}
