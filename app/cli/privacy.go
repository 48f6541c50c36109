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
	for _, i := range of.Items {
		fmt.Fprintln(s.Stdout, s.loc.T("privacy.row", locale.Args{
			"ID": i.ID, "Item": s.loc.T("privacy.item."+i.ID, nil), "Law": s.loc.T("privacy.law."+i.ID, nil), "State": s.loc.T("privacy.state."+string(i.State), nil),
		}))
		if i.Why != "" {
			fmt.Fprintln(s.Stdout, "    "+s.loc.T("privacy.why."+i.Why, nil))
		}
		if rows := s.engine.RowWords(s.loc, d.Normalized(), i.Rows); len(rows) > 0 {
			fmt.Fprintln(s.Stdout, "    "+strings.Join(rows, "; "))
		}
	}
	fmt.Fprintln(s.Stdout, s.loc.T("privacy.cookies", nil))
	fmt.Fprintln(s.Stdout, s.loc.T("privacy.plain", locale.Args{
		"Average": s.loc.Decimal(of.Plain.Average()), "Longest": of.Plain.Longest, "Ease": fmt.Sprintf("%.0f", of.Plain.Ease),
	}))
	return nil
}
