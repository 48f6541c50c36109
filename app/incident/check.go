package incident

import (
	"slices"
	"strings"
	"time"

	"verwoord/app/record"
)

// check tells what the fields do not: what contradicts itself, and what is missing though nothing prints it.
func (i *Incident) check(k *record.Checker) {
	i.checkRole(k)
	i.checkOrder(k)
	i.checkWhen(k)
	i.checkNature(k)
	i.checkQuestions(k)
	seen := map[string]bool{}
	for n, a := range i.Affected {
		if a.Client != "" && seen[a.Client] {
			k.Add(record.At("/affected", n, "client"), "duplicate", a.Client)
		}
		seen[a.Client] = true
		i.checkRow(k, n)
	}
	i.checkWords(k)
	i.checkExcuses(k)
}

// checkRole stops what is no notice to a client. Of its own data JEX is the controller: it notifies the authority itself (GDPR, art. 33(1)).
func (i *Incident) checkRole(k *record.Checker) {
	switch i.Role {
	case "":
		k.Add("/role", "incident-role-asked")
	case "controller":
		k.Add("/role", "incident-role-controller")
	case "both":
		k.Add("/role", "incident-role-both")
	}
	if len(i.Affected) == 0 {
		k.Add("/affected", "incident-nobody")
	}
	if i.OtherClients == "no" && len(i.Affected) > 1 {
		k.Add("/otherClients", "incident-other-clients")
	}
	if i.Stage == "withdrawn" && i.WithdrawalReason == "" {
		k.Add("/withdrawalReason", "incident-withdrawal-reason")
	}
}

// checkOrder wants the moments in their order: the breach, the first signal, awareness.
func (i *Incident) checkOrder(k *record.Checker) {
	type point struct{ path, at string }
	points := []point{{"/when/from", i.When.From}, {"/signalAt", i.SignalAt}, {"/awareAt", i.AwareAt}, {"/nextUpdate", i.NextUpdate}}
	for n, p := range points {
		for _, later := range points[n+1:] {
			if after(p.at, later.at) {
				k.Add(later.path, "incident-order", named(later.path))
				break
			}
		}
	}
	if after(i.When.From, i.When.Until) {
		k.Add("/when/until", "incident-order", named("/when/until"))
	}
	if after(i.When.From, i.RestoredAt) {
		k.Add("/restoredAt", "incident-order", named("/restoredAt"))
	}
	if after(i.SubprocessorAwareAt, i.AwareAt) {
		k.Add("/awareAt", "incident-order", named("/awareAt"))
	}
	for _, p := range []point{{"/signalAt", i.SignalAt}, {"/awareAt", i.AwareAt}} {
		// The day of a clock at the other side of the world may be one ahead.
		if today, err := time.Parse(time.DateOnly, k.Today); err == nil && p.at != "" && record.Day(p.at) > today.AddDate(0, 0, 1).Format(time.DateOnly) {
			k.Add(p.path, "incident-future", named(p.path))
		}
	}
}

// named is a member as a problem names it: field.<named> is the message that a reader gets for it.
func named(path string) string { return "incident." + record.Pattern(path) }

// after tells whether a moment comes later than another. It does not when one of them is none.
func after(a, b string) bool {
	x, errX := time.Parse(time.RFC3339, a)
	y, errY := time.Parse(time.RFC3339, b)
	return errX == nil && errY == nil && x.After(y)
}

func (i *Incident) checkWhen(k *record.Checker) {
	w := i.When
	if w.Kind == "moment" && w.From == "" || w.Kind == "period" && (w.From == "" || w.Until == "") {
		k.Add("/when", "incident-when-incomplete")
	}
	if w.Kind == "continuing" && (w.Until != "" || i.Continues == "no") || i.Continues == "yes" && w.Until != "" {
		k.Add("/when", "incident-when-continues")
	}
}

// checkNature warns of what is said about something that was not breached.
func (i *Incident) checkNature(k *record.Checker) {
	for _, n := range []struct{ kind, path, value string }{
		{"confidentiality", "/confidentiality", i.Confidentiality}, {"integrity", "/integrity", i.Integrity}, {"availability", "/availability", i.Availability},
		{"confidentiality", "/consequences/confidentiality", strings.Join(i.Consequences.Confidentiality, "")},
		{"integrity", "/consequences/integrity", strings.Join(i.Consequences.Integrity, "")},
		{"availability", "/consequences/availability", strings.Join(i.Consequences.Availability, "")},
	} {
		if n.value != "" && !slices.Contains(i.Kind, n.kind) {
			k.Add(n.path, "incident-not-breached", named(n.path))
		}
	}
	for path, list := range map[string][]Measure{"/measuresTaken": i.MeasuresTaken, "/measuresPlanned": i.MeasuresPlanned} {
		for n, m := range list {
			if m.At != "" && !record.IsDate(m.At) && !record.IsMoment(m.At) {
				k.Add(record.At(path, n, "at"), "incident-measure-at")
			}
		}
	}
}

func (i *Incident) checkQuestions(k *record.Checker) {
	known := QuestionFields()
	check := func(path string, list []Question) {
		for n, q := range list {
			if q.Field == "" || !slices.Contains(known, q.Field) {
				k.Add(record.At(path, n, "field"), "incident-question-field", q.Field, strings.Join(known, ", "))
			}
		}
	}
	check("/unknown", i.Unknown)
	for n, a := range i.Affected {
		check(record.At("/affected", n, "unknown"), a.Unknown)
	}
}

// checkRow checks what is said of one client.
func (i *Incident) checkRow(k *record.Checker, n int) {
	a, path := i.Affected[n], record.At("/affected", n)
	for at, c := range map[string]Count{path + "/people": a.People, path + "/records": a.Records} {
		switch {
		case c.Min < 0 || c.Max < 0:
			k.Add(at, "incident-count-negative")
		case !c.known() && c.Min+c.Max > 0:
			k.Add(at, "incident-count-kind")
		case c.known() && c.Max < c.Min:
			k.Add(at, "incident-count-order")
		case c.Kind == "exact" && c.Min != c.Max:
			k.Add(at, "incident-count-exact")
		}
	}
	if len(a.Special) > 1 && (slices.Contains(a.Special, "none") || slices.Contains(a.Special, "unknown")) {
		k.Add(path+"/special", "incident-none-and-more")
	}
}

// checkWords finds e-mail addresses in running text: of a person concerned they do not belong there. The address is not repeated.
func (i *Incident) checkWords(k *record.Checker) {
	i.eachText(func(path, text string) {
		if at := emailPattern().FindStringIndex(text); at != nil {
			k.Add(path, "incident-email", position(text, at[0]))
		}
	})
}

var emailPattern = record.Expression(`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(\.[\p{L}\p{N}\-]+)+`)

// unclosed are the questions that keep an incident from being closed: what happened, to how many and what was done must be known, or it is
// said why it is not.
func (i *Incident) unclosed(open []Question) (problems record.Problems) {
	for _, q := range open {
		if needed := []string{"cause", "affected.people", "affected.records", "prevention"}; slices.Contains(needed, q.Field) && q.Reason == "" {
			problems = append(problems, Codes.Problem("/unknown", "incident-unclosed", "incident."+q.Field))
		}
	}
	return problems
}
