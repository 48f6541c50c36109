package cli

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/locale"
)

// completion prints a script that has a shell complete the words of a command. It is made of the commands themselves: what a command calls
// an option is offered, and nothing else.
func completion(s *session, args []string) error {
	f := s.flags()
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	write, ok := shells[words[0]]
	if !ok {
		return s.wrong("cli.unknown-word", locale.Args{"Word": words[0], "Known": strings.Join(shellNames(s), ", ")})
	}
	fmt.Fprint(s.Stdout, write(s.completed()))
	return nil
}

// completed is what can be completed, of each command in the order of the help.
func (s *session) completed() (out []offer) {
	for _, c := range commands {
		o := offer{command: c.name}
		probe := *s
		probe.command = c.name
		probe.describe = func(f flags) {
			f.VisitAll(func(one *flag.Flag) {
				x := option{name: dashed(one.Name), takes: true}
				if b, is := one.Value.(interface{ IsBoolFlag() bool }); is && b.IsBoolFlag() {
					x.takes = false
				} else if of := choices[c.name+" "+one.Name]; of != nil {
					x.choices = of(s)
				} else if of := choices[one.Name]; of != nil {
					x.choices = of(s)
				}
				o.options = append(o.options, x)
			})
		}
		if err := c.run(&probe, nil); !errors.Is(err, errDescribed) {
			panic("cli: " + c.name + " does something before it reads its words")
		}
		if c.first != nil {
			o.first = c.first(s)
		}
		out = append(out, o)
	}
	return append(out, offer{command: "help", first: names(out)})
}

// offer is what can follow a command.
type offer struct {
	command string
	first   []string // what its first word can be; none when that is a file
	options []option
}

// option is one option of a command; one that takes a value and has no choices takes a file, or words that nobody can guess.
type option struct {
	name    string
	takes   bool
	choices []string
}

// errDescribed ends a command that was only asked for its options.
var errDescribed = errors.New("described")

// choices are the values that an option can have, where it has few; those of one command alone have its name before them.
var choices = map[string]func(*session) []string{
	"make part":    func(*session) []string { return []string{"short", "long"} },
	"make heading": func(*session) []string { return []string{"1", "2", "3", "4", "5", "6"} },
	"log format":   func(*session) []string { return []string{"json", "csv", "xlsx", "pdf", "html", "md", "txt"} },
	"lang":         func(s *session) []string { return s.bundle.Languages() },
	"document":     documentIDs,
	"format":       func(*session) []string { return []string{"pdf", "html", "md", "txt"} },
	"part":         func(*session) []string { return []string{"dossier", "about", "chain"} },
	"level":        func(*session) []string { return []string{"B-B", "B-T", "B-LT", "B-LTA"} },
	"as": func(*session) []string {
		return []string{engine.Processor, engine.Controller, engine.Processor + "-2", engine.Controller + "-2"}
	},
	"rule": func(s *session) []string { return s.engine.Deadlines().Rules() },
}

func documentIDs(s *session) (ids []string) {
	for _, d := range s.engine.Documents() {
		ids = append(ids, d.ID)
	}
	return ids
}

func kindNames(*session) []string {
	known := []string{"dossier", "organisation"}
	for _, k := range engine.Kinds() {
		known = append(known, k.Name())
	}
	return known
}

// shells are the scripts by the name of the shell.
var shells = map[string]func([]offer) string{"bash": bash, "zsh": zsh, "powershell": powershell}

func shellNames(*session) []string { return []string{"bash", "zsh", "powershell"} }

func names(offers []offer) (out []string) {
	for _, o := range offers {
		out = append(out, o.command)
	}
	return out
}

// line is one case of a script: of a command and, for values, the option before it.
type line struct {
	command, option string
	words           []string
}

// lines are the cases of a script: values after an option, options, and first words. Values without choices are files.
func lines(offers []offer) (values, files, options, first []line) {
	for _, o := range offers {
		all := line{command: o.command}
		for _, x := range o.options {
			all.words = append(all.words, x.name)
			if one := (line{o.command, x.name, x.choices}); x.choices != nil {
				values = append(values, one)
			} else if x.takes {
				files = append(files, one)
			}
		}
		options = append(options, all)
		if o.first != nil {
			first = append(first, line{o.command, "", o.first})
		}
	}
	return values, files, options, first
}

// bash leaves to the shell what no word is known for: it completes files.
func bash(offers []offer) string {
	values, files, options, first := lines(offers)
	var b strings.Builder
	fmt.Fprintf(&b, `# verwoord completion bash: source <(verwoord completion bash)
_verwoord() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		words='%s'
	else
		case "${COMP_WORDS[1]} $prev" in
%s%s		*)
			case "$cur" in
			-*) case "${COMP_WORDS[1]}" in
%s			esac ;;
			*) [ "$COMP_CWORD" -ne 2 ] || case "${COMP_WORDS[1]}" in
%s			esac ;;
			esac ;;
		esac
	fi
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _verwoord verwoord
`, strings.Join(names(offers), " "),
		cases(values, "\t\t'%s %s') words='%s' ;;\n", " "), fileCases(files, "\t\t%s) ;;\n"),
		cases(options, "\t\t\t'%s'%s) words='%s' ;;\n", " "), cases(first, "\t\t\t'%s'%s) words='%s' ;;\n", " "))
	return b.String()
}

func zsh(offers []offer) string {
	values, files, options, first := lines(offers)
	var b strings.Builder
	fmt.Fprintf(&b, `#compdef verwoord
# verwoord completion zsh: source <(verwoord completion zsh), or this file as _verwoord in a folder of $fpath
_verwoord() {
	if (( CURRENT == 2 )); then
		compadd -- %s
		_files
		return
	fi
	case "$words[2] $words[CURRENT-1]" in
%s%s	esac
	if [[ $PREFIX == -* ]]; then
		case "$words[2]" in
%s		esac
		return
	fi
	if (( CURRENT == 3 )); then
		case "$words[2]" in
%s		esac
	fi
	_files
}
if [[ $funcstack[1] == _verwoord ]]; then _verwoord "$@"; else compdef _verwoord verwoord; fi
`, strings.Join(names(offers), " "),
		cases(values, "\t('%s %s') compadd -- %s; return ;;\n", " "), fileCases(files, "\t(%s) _files; return ;;\n"),
		cases(options, "\t\t('%s'%s) compadd -- %s ;;\n", " "), cases(first, "\t\t('%s'%s) compadd -- %s; return ;;\n", " "))
	return b.String()
}

// powershell completes files by itself where the script has nothing.
func powershell(offers []offer) string {
	values, files, options, first := lines(offers)
	for _, f := range files {
		values = append(values, line{f.command, f.option, nil})
	}
	quoted := func(words []string) string {
		if len(words) == 0 {
			return "@()"
		}
		return "'" + strings.Join(words, "', '") + "'"
	}
	table := func(lines []line) string {
		var b strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&b, "\t\t'%s' = %s\n", strings.TrimSpace(l.command+" "+l.option), quoted(l.words))
		}
		return b.String()
	}
	return fmt.Sprintf(`# verwoord completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'verwoord', 'verwoord.exe' -ScriptBlock {
	param($word, $line, $cursor)
	$values = @{
%s	}
	$options = @{
%s	}
	$first = @{
%s	}
	$before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor -or ($word -eq '' -and $_.Extent.EndOffset -le $cursor) } | ForEach-Object { $_.ToString() })
	$found = @()
	if ($before.Count -le 1) {
		$found = %s
	} elseif ($values.ContainsKey("$($before[1]) $($before[-1])")) {
		$found = $values["$($before[1]) $($before[-1])"]
	} elseif ($word.StartsWith('-')) {
		$found = $options[$before[1]]
	} elseif ($before.Count -eq 2) {
		$found = $first[$before[1]]
	}
	$found | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`, table(values), table(options), table(first), quoted(names(offers)))
}

// cases writes the cases of a script.
func cases(lines []line, format, between string) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, format, l.command, l.option, strings.Join(l.words, between))
	}
	return b.String()
}

// fileCases writes one case of all options that take a file.
func fileCases(lines []line, format string) string {
	var all []string
	for _, l := range lines {
		all = append(all, "'"+l.command+" "+l.option+"'")
	}
	slices.Sort(all)
	return fmt.Sprintf(format, strings.Join(all, "|"))
}
