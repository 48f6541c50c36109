package cli

import (
	"errors"
	"fmt"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/review"
	"verwoord/app/sign/verify"
)

// reviewFile says what an agreement has of GDPR, art. 28: that of a dossier, or one that was made and signed.
func reviewFile(s *session, args []string) error {
	f := s.flags()
	out := f.String("o", "", "")
	date := f.String("date", "", "")
	trust := f.String("trust", "", "")
	pins := f.String("pins", "", "")
	legal := f.String("dossier", "", "")
	itself := f.String("organisation", "", "")
	asJSON := f.Bool("json", false, "")
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	r := engine.Request{Document: engine.ReviewDocument, Lang: f.Lookup("lang").Value.String()}
	if r.Date, err = s.date(r.Document, *date); err != nil {
		return err
	}
	if err := s.other(words[0], *out); err != nil {
		return err
	}
	o := verify.Options{Now: s.Now}
	if err := s.trust(*trust, &o); err != nil {
		return err
	}
	if o.Known, err = s.pins(*pins); err != nil {
		return err
	}
	if err := s.reviewed(words[0], o, &r); err != nil {
		return err
	}
	if err := s.setAside(*legal, &r); err != nil {
		return err
	}
	if err := s.itself(*itself, &r); err != nil {
		return err
	}
	if *out != "" {
		return s.reviewDocument(*out, r)
	}
	found, problems := s.engine.Review(r)
	if found == nil {
		s.list(s.Stderr, problems)
		return errNotGood
	}
	if *asJSON {
		return s.printJSON(found)
	}
	s.tell(found)
	return nil
}

// reviewed reads what is to be reviewed: a dossier, or a file with the language that it is in.
func (s *session) reviewed(name string, o verify.Options, r *engine.Request) error {
	data, err := s.read(name)
	if err != nil {
		return err
	}
	if r.Dossier = data; !engine.IsPDF(data) {
		return nil
	}
	inside, file, err := s.engine.Reviewed(s.ctx, data, o, engine.Here{})
	switch {
	case errors.Is(err, engine.ErrForeign):
		return s.refuse("cli.review.foreign", locale.Args{"File": name})
	case errors.Is(err, engine.ErrUnreadable):
		return s.refuse("cli.unreadable-pdf", locale.Args{"File": name})
	case err != nil:
		return s.signError(err)
	}
	if r.Dossier, r.Reviewed = inside.Dossier.Encode(), file; r.Lang == "" {
		r.Lang = file.Lang
	}
	return nil
}

// setAside takes over what legal set aside in the dossier that a file was made from: the client's copy does not carry that. It counts where the
// file has the words that were looked at.
func (s *session) setAside(name string, r *engine.Request) error {
	if name == "" {
		return nil
	}
	data, err := s.dossier(name)
	if err != nil {
		return err
	}
	own, problems := dossier.Decode(data)
	of, more := dossier.Decode(r.Dossier)
	if own == nil || of == nil {
		s.list(s.Stderr, append(problems, more...))
		return errNotGood
	}
	if own.ID != of.ID {
		return s.refuse("cli.review.other", locale.Args{"File": name})
	}
	of.SetAside = own.SetAside
	r.Dossier = of.Encode()
	return nil
}

// reviewDocument writes the review as a document.
func (s *session) reviewDocument(out string, r engine.Request) (err error) {
	if r.Format, err = s.format("", out); err != nil {
		return err
	}
	_, err = s.make(out, r)
	return err
}

// tell prints a review: a line for each element, with where it stands and what is missing.
func (s *session) tell(r *review.Review) {
	say := func(text string) { fmt.Fprintln(s.Stdout, text) }
	if r.File != nil {
		say(s.loc.T("review.file."+string(r.File.Text), nil))
	}
	for _, row := range r.Rows {
		fmt.Fprintf(s.Stdout, "%s  %-20s %s\n", row.ID, s.loc.T("app.review.verdict."+string(row.Verdict), nil), row.Duty)
		for _, x := range row.Evidence {
			fmt.Fprintf(s.Stdout, "      %s: “%s”\n", s.place(x), strings.Join(x.Words, "”; “"))
		}
		if row.Why != "" {
			say("      " + strings.TrimSpace(s.loc.T("app.review.why."+row.Why, nil)+" "+strings.Join(row.Pending, "; ")))
		}
		for _, m := range row.Missing {
			say("      " + m)
		}
		if len(row.Terms) > 0 {
			say("      " + s.loc.T("cli.review.terms", locale.Args{"Terms": strings.Join(row.Terms, ", ")}))
		}
	}
	for _, x := range r.Findings {
		if x.Set == nil {
			fmt.Fprintf(s.Stdout, "%s  %s (%s)\n", x.ID, x.Text, s.place(x.Evidence[0]))
		}
	}
	for _, w := range r.Warnings {
		if w.Set == nil {
			mark := "cli.warning"
			if w.Blocks {
				mark = "cli.error"
			}
			said := s.mark(mark)
			if w.Since {
				said += " " + s.loc.T("cli.review.since", nil) + ":"
			}
			fmt.Fprintf(s.Stdout, "%s %s\n", said, w.Message)
		}
	}
	for _, d := range r.Decisions {
		fmt.Fprintf(s.Stdout, "%s  %s\n", d.ID, d.Text)
	}
	say(s.loc.T("cli.review.limits", nil))
}

// place is where a piece of evidence stands.
func (s *session) place(x review.Evidence) string {
	return s.loc.T("cli.review.place", locale.Args{"Where": x.Where, "Page": x.Page})
}
