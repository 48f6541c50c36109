package cli

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"verwoord/app/calendar"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/mail"
	"verwoord/app/record"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// notify makes one notice for each client that a record touches. A report comes first: who is touched, and what is missing.
func notify(s *session, args []string) error {
	f := s.flags()
	out := f.String("o", "", "")
	key := f.String("sign", "", "")
	passwordFile := f.String("password-file", "", "")
	date := f.String("date", "", "")
	only := f.Bool("report", false, "")
	var follows []string
	f.Func("follows", "", func(name string) error {
		follows = append(follows, name)
		return nil
	})
	words, err := f.words(args, 2, 1<<20)
	if err != nil {
		return err
	}
	if *out == "" && !*only {
		return s.wrong("cli.flag-missing", locale.Args{"Flag": "-o"})
	}
	round := engine.Round{Lang: f.Lookup("lang").Value.String()}
	if err := s.round(&round, words, follows); err != nil {
		return err
	}
	if round.Date, err = s.date(s.engine.NoticeOf(round.About), *date); err != nil {
		return err
	}
	turns, problems := s.engine.Round(s.ctx, round)
	if problems.Errors() {
		s.list(s.Stderr, problems)
		return errNotGood
	}
	fine := s.report(turns)
	if *only {
		return notFine(fine)
	}
	var identity *sign.Identity
	if *key != "" {
		if identity, err = s.identity(*key, *passwordFile); err != nil {
			return err
		}
	}
	if err := s.folder(*out); err != nil {
		return err
	}
	for _, t := range turns {
		if t.Touched && !t.Problems.Errors() {
			if err := s.send(*out, t, identity); err != nil {
				return err
			}
		}
	}
	return notFine(fine)
}

func notFine(fine bool) error {
	if fine {
		return nil
	}
	return errNotGood
}

// round reads the record, the dossiers and the earlier notices.
func (s *session) round(r *engine.Round, words, follows []string) (err error) {
	if r.About, err = s.about(words[0]); err != nil {
		return err
	}
	for _, name := range words[1:] {
		dossier, err := s.dossier(name)
		if err != nil {
			return err
		}
		r.Dossiers = append(r.Dossiers, dossier)
	}
	for _, name := range follows {
		file, err := s.read(name)
		if err != nil {
			return err
		}
		r.Earlier = append(r.Earlier, file)
	}
	return nil
}

// report says of each client what it gets and what stands in the way. It tells whether every client that is touched gets its notice.
func (s *session) report(turns []engine.Turn) (fine bool) {
	fine = true
	touched, ready := 0, 0
	for _, t := range turns {
		if !t.Touched {
			continue
		}
		touched++
		if !t.Problems.Errors() {
			ready++
		}
	}
	if slices.ContainsFunc(turns, func(t engine.Turn) bool { return t.Drill }) {
		fmt.Fprintln(s.Stdout, s.mark("cli.warning"), s.loc.T("cli.notify.drill", nil))
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.notify.touched", locale.Args{"Touched": touched, "Ready": ready}))
	for _, t := range turns {
		name := t.Name
		if name == "" {
			name = t.Client
		}
		switch {
		case !t.Touched:
			fmt.Fprintln(s.Stdout, s.mark("cli.warning"), s.loc.T("cli.notify.could", locale.Args{"Name": name, "Why": s.engine.Why(s.loc, t.Why)}))
			continue
		case t.Problems.Errors():
			fine = false
			fmt.Fprintln(s.Stdout, s.mark("cli.error"), s.loc.T("cli.notify.not", locale.Args{"Name": name}))
		default:
			fmt.Fprintln(s.Stdout, s.mark("cli.ok"), s.loc.T("cli.notify.ready", locale.Args{
				"Name": name, "Number": t.Number, "Phase": s.loc.T("incident.phase."+t.Phase, nil), "Count": t.Open,
			}))
		}
		// What is wrong elsewhere in a dossier can wait until the morning.
		s.list(s.Stdout, slices.DeleteFunc(slices.Clone(t.Problems), func(p record.Problem) bool {
			return p.Severity == record.Warning && !strings.HasPrefix(p.Path, "/about")
		}))
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.notify.doubt", nil))
	return fine
}

// send makes the notice of one client, signs it when there is an identity, and writes it beside the moments that it names and the draft of a
// message with both.
func (s *session) send(out string, t engine.Turn, identity *sign.Identity) error {
	made, problems, err := s.engine.Make(s.ctx, t.Request)
	if err != nil {
		return err
	}
	if made == nil {
		s.list(s.Stderr, problems)
		return errNotGood
	}
	file := made.Data
	if identity != nil {
		result, err := s.engine.Sign(s.ctx, file, engine.Signing{
			Identity: identity, Party: engine.Processor, Level: sign.BB, Services: sign.Services{Time: s.Now, Rand: rand.Reader},
		})
		if err != nil {
			return s.signError(err)
		}
		file = result.File
		report, err := s.engine.Verify(s.ctx, file, verify.Options{Now: s.Now})
		if err != nil || !report.OK {
			return fmt.Errorf("%s: the signature does not hold: %w", made.Name, err)
		}
	}
	name := filepath.Join(out, made.Name)
	if err := s.write(name, file); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.written", locale.Args{"File": name}))
	files := []mail.File{{Name: made.Name, Type: "application/pdf", Data: file}}
	moments, err := s.appointments(t)
	if err != nil {
		return err
	}
	bare := strings.TrimSuffix(name, ".pdf")
	if moments != nil {
		if err := s.write(bare+".ics", moments); err != nil {
			return err
		}
		files = append(files, mail.File{Name: filepath.Base(bare) + ".ics", Type: "text/calendar; charset=utf-8", Data: moments})
	}
	return s.cover(bare+".eml", t, files)
}

// cover writes the draft of the message that a notice goes along with.
func (s *session) cover(name string, t engine.Turn, files []mail.File) error {
	c := s.engine.Cover(t)
	m := mail.Message{Name: c.To.Name, Email: record.MailAddress(c.To.Email), Subject: c.Subject, Text: c.Text, Files: files}
	if !m.Sendable() {
		fmt.Fprintln(s.Stdout, s.mark("cli.warning"), s.loc.T("cli.notify.no-address", locale.Args{"File": name}))
	}
	return s.write(name, m.Bytes())
}

// appointments are the moments that a notice names, for the client's calendar; nil when it names none.
func (s *session) appointments(t engine.Turn) ([]byte, error) {
	if len(t.Limits) == 0 {
		return nil, nil
	}
	l := s.bundle.Locale(t.Lang)
	var items []calendar.Item
	for _, limit := range t.Limits {
		title := l.T("deadline.title."+limit.Rule, nil)
		if t.Drill {
			title = l.T("document.drill", locale.Args{"Title": title})
		}
		items = append(items, calendar.Item{
			// One id through the whole chain: a later notice moves what an earlier one put in the calendar.
			ID:    calendar.ID(limit.Rule, t.Client, t.Reference),
			Title: title,
			Text:  l.T("deadline.law."+limit.Rule, nil) + "\n" + t.Reference,
			Until: limit.Until,
		})
	}
	var b bytes.Buffer
	if err := calendar.Write(&b, items, s.Now); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
