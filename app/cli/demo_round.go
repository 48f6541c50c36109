package cli

import (
	"fmt"
	"path/filepath"

	"verwoord/app/engine"
	"verwoord/app/locale"
)

// demonstrateRounds makes the notices of one incident over several clients: the first to each, and to one of them what follows.
func (s *session) demonstrateRounds(out string) error {
	rounds := s.engine.Rounds()
	for n, round := range rounds {
		turns, problems := s.engine.Round(s.ctx, round)
		if problems.Errors() {
			s.list(s.Stderr, problems)
			return errNotGood
		}
		for at, t := range turns {
			if !t.Touched || n > 0 && at > 0 {
				continue
			}
			signed, err := s.demonstrateTurn(out, t)
			if err != nil {
				return err
			}
			if at == 0 && n+1 < len(rounds) {
				rounds[n+1].Earlier = append(round.Earlier, signed)
			}
		}
	}
	return nil
}

// demonstrateTurn makes, signs and checks the notice to one client, and proves it.
func (s *session) demonstrateTurn(out string, t engine.Turn) (signed []byte, err error) {
	made, problems, err := s.engine.Make(s.ctx, t.Request)
	if err != nil {
		return nil, err
	}
	if made == nil {
		s.list(s.Stderr, problems)
		return nil, errNotGood
	}
	file := filepath.Join(out, made.Name)
	if err := s.write(file, made.Data); err != nil {
		return nil, err
	}
	if err := s.repeatable(t.Request, made); err != nil {
		return nil, err
	}
	fmt.Fprintln(s.Stdout, s.mark("cli.ok"), s.loc.T("cli.demo.document", locale.Args{
		"File": file, "Count": made.Pages.Len(), "Title": s.loc.T("document."+t.Request.Document+".title", nil),
	}))
	name := signedName(s, file)
	if err := s.demonstrateSigning(name, made.Data, []string{engine.Processor}); err != nil {
		return nil, err
	}
	return s.read(name)
}
