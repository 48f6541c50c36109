package engine

import (
	"errors"
	"time"

	"verwoord/app/deadline"
	"verwoord/app/dossier"
	"verwoord/app/locale"
)

// Deadline is a time limit in the reader's words. What there is not for a rule is nil.
type Deadline struct {
	Rule      string    `json:"rule"`
	Regime    string    `json:"regime"` // which way of counting: see package deadline
	From      string    `json:"from"`   // a moment (RFC 3339) for a rule in hours, else a day
	Until     string    `json:"until"`  // the strict end, likewise
	Formal    *string   `json:"formal"`
	Rollover  *string   `json:"rollover"`
	Effective *string   `json:"effective"`
	Also      []AlsoDue `json:"also"`
	Law       string    `json:"law"`
	Source    string    `json:"source"`
	Verified  bool      `json:"verified"` // whether the source was seen, not only remembered
	Why       string    `json:"why"`      // one sentence
	Notes     []string  `json:"notes"`    // what the reader must know besides
}

// AlsoDue is a day or moment that belongs to a limit, with what it is.
type AlsoDue struct {
	Code string `json:"code"`
	When string `json:"when"`
	What string `json:"what"`
}

// Deadlines is the dated tables of time limits.
func (e *Engine) Deadlines() *deadline.Tables { return e.deadlines() }

// Deadline says until when a rule gives time from a moment or day on. Count is for a rule that leaves its number to the agreement.
func (e *Engine) Deadline(l *locale.Locale, rule, from string, count int) (Deadline, error) {
	limit, err := e.deadlines().Limit(rule, from, count)
	if err != nil {
		return Deadline{}, err
	}
	said := Deadline{
		Rule: limit.Rule, Regime: limit.Regime, From: limit.From, Until: limit.Until, Source: limit.Source, Verified: limit.Verified,
		Formal: some(limit.Formal), Rollover: some(limit.Rollover), Effective: some(limit.Effective), Also: []AlsoDue{}, Notes: []string{},
		Law: l.T("deadline.law."+limit.Rule, nil),
		Why: l.T("deadline.why."+limit.Rule, locale.Args{"N": limit.Count, "From": e.When(l, limit.From), "Until": e.When(l, limit.Until)}),
	}
	for _, a := range limit.Also {
		said.Also = append(said.Also, AlsoDue{a.Code, a.When, l.T("deadline.also."+a.Code, nil)})
	}
	if limit.Rollover != "" && limit.Rollover != limit.Until {
		said.Notes = append(said.Notes, l.T("deadline.rollover."+limit.Regime, nil))
	}
	for _, code := range limit.Notes {
		said.Notes = append(said.Notes, l.T("deadline.note."+code, nil))
	}
	if !limit.Verified {
		said.Notes = append(said.Notes, l.T("deadline.note.unverified", nil))
	}
	return said, nil
}

// Agreed is the number that parties agreed on for a rule, in the prepared term of which the rule counts it. The term is empty for a rule with a
// number of its own, and ok is false when these parties agreed on none.
func (e *Engine) Agreed(rule string, d *dossier.Dossier) (n int, term string, ok bool) {
	term, parameter := e.deadlines().Agreed(rule)
	n, ok = d.Agreed(term, parameter)
	return n, term, ok
}

// RefusalOfDeadline says why a question about a time limit has no answer, when err is such a refusal.
func RefusalOfDeadline(l *locale.Locale, err error) (string, bool) {
	var r *deadline.Refusal
	if !errors.As(err, &r) {
		return "", false
	}
	args := locale.Args{}
	for name, value := range r.Args {
		args[name] = value
	}
	return l.T("deadline.refuse."+r.Code, args), true
}

// When puts a day or a moment in words, with its weekday; a moment in the zone of the time limits.
func (e *Engine) When(l *locale.Locale, when string) string {
	if m, err := time.Parse(time.RFC3339, when); err == nil {
		return l.Hour(m.In(e.deadlines().Zone()))
	}
	return l.Weekday(when)
}

func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
