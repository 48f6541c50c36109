package cli

import (
	"fmt"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
)

// meter says how far the text for a privacy statement covers what GDPR, art. 13 and 14 ask for, and from which rows of the agreement.
func (s *session) meter(r engine.Request) error {
	d, _ := dossier.Decode(r.Dossier)
	if d == nil {
		return nil // the problems say why
	}
	of, err := s.engine.Statement(s.ctx, d, r)
	if err != nil {
		return err
	}
	words := s.engine.StatementWords(s.loc, d, of)
	for _, i := range words.Items {
		fmt.Fprintln(s.Stdout, s.loc.T("privacy.row", locale.Args{"ID": i.ID, "Item": i.Name, "Law": i.Law, "State": i.StateName}))
		if i.Why != "" {
			fmt.Fprintln(s.Stdout, "    "+i.Why)
		}
		if len(i.Rows) > 0 {
			fmt.Fprintln(s.Stdout, "    "+strings.Join(i.Rows, "; "))
		}
	}
	fmt.Fprintln(s.Stdout, words.Beside)
	fmt.Fprintln(s.Stdout, words.Plain)
	return nil
}
