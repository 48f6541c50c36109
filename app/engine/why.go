package engine

import (
	"strings"

	"verwoord/app/incident"
	"verwoord/app/locale"
)

// Why puts the reasons why a breach could touch a client in words.
func (e *Engine) Why(l *locale.Locale, reasons []incident.Reason) string {
	w := logWords{l, e.catalogue()}
	var said []string
	for _, r := range reasons {
		values := make([]string, len(r.Values))
		for n, value := range r.Values {
			switch r.Code {
			case "service":
				value = w.service(value)
			case "data":
				value = w.personal(value)
			}
			values[n] = value
		}
		said = append(said, l.T("incident.reason."+r.Code, locale.Args{"Values": l.List(values)}))
	}
	return strings.Join(said, ", ")
}
