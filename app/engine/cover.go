package engine

import (
	"strings"
	"time"

	"verwoord/app/draft"
	"verwoord/app/incident"
	"verwoord/app/locale"
	"verwoord/app/record"
)

// Cover is the message that a notice goes along with, in the language of the notice: it says what the reader must know before opening anything.
type Cover struct {
	To      record.Person
	Subject string
	Text    string
}

// Cover writes the message to the client of a turn. It says nothing that the notice does not say.
func (e *Engine) Cover(t Turn) Cover {
	l := e.locales.Locale(t.Lang)
	key := "document." + t.Request.Document + ".mail."
	args := locale.Args{
		"Client": t.Name, "Name": t.To.Name, "Reference": t.Reference, "Number": t.Number, "Reach": reach(l, t.Reach),
		"Phase": l.T("document."+t.Request.Document+".phase."+t.Phase, nil),
	}
	say := func(name string) string { return l.T(key+name, args) }
	parts := []string{say("dear")}
	if t.Drill {
		parts = append(parts, say("drill"))
	}
	parts = append(parts, say(t.Phase))
	for _, limit := range t.Limits {
		args["Until"] = e.When(l, limit.Until)
		if t.Abroad {
			args["Until"] = l.T(key+"abroad", args)
		}
		name := limit.Rule
		if limit.Rule == incident.ControllerRule && past(limit.Until, t.Request.Date) {
			name += "-past"
		}
		parts = append(parts, say(name))
	}
	if t.Open > 0 {
		args["Count"] = t.Open
		parts = append(parts, say("open"))
	}
	c := Cover{To: t.To, Subject: say("subject"), Text: strings.Join(append(parts, say("contact")), "\n\n") + "\n\n" + t.From.Name + "\n" + t.Company}
	if t.Drill {
		c.Subject = l.T("document.drill", locale.Args{"Title": c.Subject})
	}
	return c
}

// reach is how a person is reached.
func reach(l *locale.Locale, p record.Person) string {
	var ways []string
	for _, way := range []string{draft.Telephone(l, record.Normalize(record.Phone, p.Phone)), p.Email} {
		if way != "" {
			ways = append(ways, way)
		}
	}
	return strings.Join(ways, ", ")
}

// past tells whether a moment had gone by at another.
func past(until, at string) bool {
	end, err := time.Parse(time.RFC3339, until)
	now, wrong := time.Parse(time.RFC3339, at)
	return err == nil && wrong == nil && now.After(end)
}
