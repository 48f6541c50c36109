package cli

import (
	"fmt"
	"io"

	"verwoord/app/dossier"
	"verwoord/app/engine"
)

func example(s *session, args []string) error {
	if _, err := s.flags().words(args, 0, 0); err != nil {
		return err
	}
	_, err := s.Stdout.Write(s.engine.Example())
	return err
}

func schema(s *session, args []string) error {
	if _, err := s.flags().words(args, 0, 0); err != nil {
		return err
	}
	_, err := s.Stdout.Write(s.engine.Schema())
	return err
}

func documents(s *session, args []string) error {
	if _, err := s.flags().words(args, 0, 0); err != nil {
		return err
	}
	for _, d := range s.engine.Documents() {
		fmt.Fprintf(s.Stdout, "%-20s %s (%s)\n", d.ID, s.loc.T("document."+d.ID+".title", nil), s.loc.T("document."+d.ID+".law", nil))
	}
	return nil
}

// list prints problems one a line: where, how bad, what and what to do.
func (s *session) list(w io.Writer, problems dossier.Problems) {
	for _, p := range problems {
		mark := "cli.warning"
		if p.Severity == dossier.Error {
			mark = "cli.error"
		}
		where := p.Path
		if where == "" {
			where = "/"
		}
		if p.Line > 0 {
			where = fmt.Sprintf("%s (%d:%d)", where, p.Line, p.Column)
		}
		fmt.Fprintf(w, "%s: %s %s\n", where, s.mark(mark), engine.Message(s.loc, p))
	}
}
