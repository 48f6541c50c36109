package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"verwoord/app/calendar"
	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
)

func deadline(s *session, args []string) error {
	f := s.flags()
	rule := f.String("rule", "", "")
	from := f.String("from", "", "")
	days := f.Int("days", 0, "")
	hours := f.Int("hours", 0, "")
	ics := f.String("ics", "", "")
	asJSON := f.Bool("json", false, "")
	words, err := f.words(args, 0, 1)
	if err != nil {
		return err
	}
	known := s.engine.Deadlines().Rules()
	switch {
	case *rule == "":
		return s.wrong("cli.deadline.no-rule", locale.Args{"Known": strings.Join(known, ", ")})
	case !slices.Contains(known, *rule):
		return s.wrong("cli.deadline.unknown-rule", locale.Args{"Word": *rule, "Known": strings.Join(known, ", ")})
	case *from == "":
		return s.wrong("cli.deadline.no-from", nil)
	case *days != 0 && *hours != 0:
		return s.wrong("cli.deadline.days-and-hours", nil)
	case len(words) > 0 && *days+*hours != 0:
		return s.wrong("cli.deadline.agreed-and-number", nil)
	}
	count := *days + *hours
	if len(words) > 0 {
		if count, err = s.agreed(*rule, words[0]); err != nil {
			return err
		}
	}
	limit, err := s.engine.Deadline(s.loc, *rule, *from, count)
	if why, ok := engine.RefusalOfDeadline(s.loc, err); ok {
		fmt.Fprintln(s.Stderr, s.mark("cli.error"), why)
		return errNotGood
	}
	switch {
	case err != nil:
		return err
	case *ics != "":
		return s.writeCalendar(*ics, limit)
	case *asJSON:
		return s.printJSON(limit)
	}
	s.printDeadline(limit)
	return nil
}

// agreed is the number of a rule in the agreement of a client.
func (s *session) agreed(rule, name string) (int, error) {
	data, err := s.dossier(name)
	if err != nil {
		return 0, err
	}
	d, problems := dossier.Decode(data)
	if d == nil {
		s.list(s.Stderr, problems)
		return 0, errNotGood
	}
	n, term, ok := s.engine.Agreed(rule, d)
	title, _ := s.engine.TermWords(term, s.loc.Lang)
	switch {
	case term == "":
		return 0, s.wrong("cli.deadline.own-number", locale.Args{"Rule": rule})
	case !ok:
		return 0, s.refuse("cli.deadline.not-agreed", locale.Args{"Name": d.Controller.Name, "Term": title})
	}
	return n, nil
}

// printDeadline says a limit to a person: until when first, then why.
func (s *session) printDeadline(d engine.Deadline) {
	when := func(at string) string { return s.engine.When(s.loc, at) }
	print := func(key string, args locale.Args) { fmt.Fprintln(s.Stdout, s.loc.T(key, args)) }
	print("cli.deadline.until", locale.Args{"When": when(d.Until)})
	fmt.Fprintln(s.Stdout, d.Why)
	if d.Formal != nil {
		print("cli.deadline.formal", locale.Args{"When": when(*d.Formal)})
	}
	if d.Effective != nil {
		print("cli.deadline.effective", locale.Args{"When": when(*d.Effective)})
	}
	if d.Rollover != nil && *d.Rollover != d.Until {
		print("cli.deadline.rollover", locale.Args{"When": when(*d.Rollover)})
	}
	for _, a := range d.Also {
		print("cli.deadline.also", locale.Args{"When": when(a.When), "What": a.What})
	}
	for _, note := range d.Notes {
		fmt.Fprintln(s.Stdout, note)
	}
	print("cli.deadline.law", locale.Args{"Law": d.Law})
	print("cli.deadline.source", locale.Args{"Source": d.Source})
}

// writeCalendar writes a limit as an item for a calendar.
func (s *session) writeCalendar(name string, d engine.Deadline) error {
	var out bytes.Buffer
	item := calendar.Item{
		ID:    calendar.ID(d.Rule, d.From),
		Title: s.loc.T("deadline.title."+d.Rule, nil),
		Text:  d.Why + "\n" + d.Law,
		Until: d.Until,
	}
	if err := calendar.Write(&out, []calendar.Item{item}, s.Now); err != nil {
		return err
	}
	return s.write(name, out.Bytes())
}
