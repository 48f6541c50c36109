package incident

import (
	"slices"
	"strconv"

	"verwoord/app/record"
)

// Change is a fact that is told otherwise than before.
type Change struct {
	// The pattern of the member.
	Field string `json:"field"`
	// What was told; a list is told whole, so that none says that there was none.
	Before []Said `json:"before,omitempty"`
	// What is told now, a list whole too.
	After []Said `json:"after,omitempty"`
	// Why, when a number became lower or a promise fell away.
	Reason string `json:"reason,omitempty"`
}

// Said is a value that was told. Of a number that is two, it is the least or the most.
type Said struct {
	// How it reads: choice, list (of a list of the catalogue), text, moment or number.
	Form string `json:"form"`
	// The group of messages, or the list of the catalogue, that it is an id of.
	Group string `json:"group"`
	// The value.
	Value string `json:"value"`
}

// told is a member that changes are looked for in.
type told struct {
	field  string
	values func(*Incident) []Said
}

func choiceOf(group string, get func(*Incident) string) func(*Incident) []Said {
	return one("choice", group, get)
}

func momentOf(get func(*Incident) string) func(*Incident) []Said { return one("moment", "", get) }

func textOf(get func(*Incident) string) func(*Incident) []Said { return one("text", "", get) }

func one(form, group string, get func(*Incident) string) func(*Incident) []Said {
	return many(form, group, func(i *Incident) []string {
		if s := get(i); s != "" {
			return []string{s}
		}
		return nil
	})
}

func many(form, group string, get func(*Incident) []string) func(*Incident) []Said {
	return func(i *Incident) (out []Said) {
		for _, v := range get(i) {
			out = append(out, Said{form, group, v})
		}
		return out
	}
}

func countOf(get func(*Affected) Count) func(*Incident) []Said {
	return func(i *Incident) []Said {
		c := get(i.Own())
		switch {
		case !c.known():
			return []Said{{"choice", "incident.count", c.Kind}}
		case c.Min == c.Max:
			return []Said{{"number", "", strconv.Itoa(c.Max)}}
		}
		return []Said{{"number", "", strconv.Itoa(c.Min)}, {"number", "", strconv.Itoa(c.Max)}}
	}
}

func whatOf(get func(*Incident) []Measure) func(*Incident) []Said {
	return many("text", "", func(i *Incident) (out []string) {
		for _, m := range get(i) {
			out = append(out, m.What)
		}
		return out
	})
}

func names[T any](list []T, name func(T) string) (out []string) {
	for _, e := range list {
		out = append(out, name(e))
	}
	return out
}

// tellings are in the order of the notice.
var tellings = []told{
	{"signalAt", momentOf(func(i *Incident) string { return i.SignalAt })},
	{"awareAt", momentOf(func(i *Incident) string { return i.AwareAt })},
	{"subprocessorAwareAt", momentOf(func(i *Incident) string { return i.SubprocessorAwareAt })},
	{"discoveredBy", choiceOf("incident.discovered", func(i *Incident) string { return i.DiscoveredBy })},
	{"discovery", textOf(func(i *Incident) string { return i.Discovery })},
	{"when", choiceOf("incident.when", func(i *Incident) string { return i.When.Kind })},
	{"when.from", momentOf(func(i *Incident) string { return i.When.From })},
	{"when.until", momentOf(func(i *Incident) string { return i.When.Until })},
	{"continues", choiceOf("incident.answer", func(i *Incident) string { return i.Continues })},
	{"kind", many("choice", "incident.kind", func(i *Incident) []string { return i.Kind })},
	{"confidentiality", choiceOf("incident.confidentiality", func(i *Incident) string { return i.Confidentiality })},
	{"integrity", choiceOf("incident.integrity", func(i *Incident) string { return i.Integrity })},
	{"availability", choiceOf("incident.availability", func(i *Incident) string { return i.Availability })},
	{"restoredAt", momentOf(func(i *Incident) string { return i.RestoredAt })},
	{"incident", choiceOf("incident.incident", func(i *Incident) string { return i.Incident })},
	{"cause", choiceOf("incident.cause", func(i *Incident) string { return i.Cause })},
	{"description", textOf(func(i *Incident) string { return i.Description })},
	{"recipients", choiceOf("incident.recipients", func(i *Incident) string { return i.Recipients })},
	{"recipientsNote", textOf(func(i *Incident) string { return i.RecipientsNote })},
	{"systems", many("text", "", func(i *Incident) []string { return names(i.Systems, func(s System) string { return s.Name }) })},
	{"parties", many("text", "", func(i *Incident) []string { return names(i.Parties, func(p Party) string { return p.Name }) })},
	{"affected.services", many("list", "services", func(i *Incident) []string { return i.Own().Services })},
	{"affected.personalData", many("list", "personalData", func(i *Incident) []string { return i.Own().PersonalData })},
	{"affected.special", many("choice", "incident.special", func(i *Incident) []string { return i.Own().Special })},
	{"affected.criminal", choiceOf("incident.answer", func(i *Incident) string { return i.Own().Criminal })},
	{"affected.bsn", choiceOf("incident.answer", func(i *Incident) string { return i.Own().BSN })},
	{"affected.idCopy", choiceOf("incident.answer", func(i *Incident) string { return i.Own().IDCopy })},
	{"affected.records", countOf(func(a *Affected) Count { return a.Records })},
	{"affected.recordUnit", textOf(func(i *Incident) string { return i.Own().RecordUnit })},
	{"affected.dataSubjects", many("list", "dataSubjects", func(i *Incident) []string { return i.Own().DataSubjects })},
	{"affected.people", countOf(func(a *Affected) Count { return a.People })},
	{"affected.countries", many("choice", "country", func(i *Incident) []string {
		return names(i.Own().Countries, func(c CountryCount) string { return c.Country })
	})},
	{"affected.list", choiceOf("incident.list", func(i *Incident) string { return i.Own().List })},
	{"affected.note", textOf(func(i *Incident) string { return i.Own().Note })},
	{"unintelligible", choiceOf("incident.unintelligible", func(i *Incident) string { return i.Unintelligible })},
	{"method", textOf(func(i *Incident) string { return i.Method })},
	{"measuresBefore", many("list", "measures", func(i *Incident) []string { return i.MeasuresBefore })},
	{"consequences.confidentiality", many("choice", "incident.consequence", func(i *Incident) []string { return i.Consequences.Confidentiality })},
	{"consequences.integrity", many("choice", "incident.consequence", func(i *Incident) []string { return i.Consequences.Integrity })},
	{"consequences.availability", many("choice", "incident.consequence", func(i *Incident) []string { return i.Consequences.Availability })},
	{"consequences.people", many("choice", "incident.consequence", func(i *Incident) []string { return i.Consequences.People })},
	{"consequences.note", textOf(func(i *Incident) string { return i.Consequences.Note })},
	{"measuresTaken", whatOf(func(i *Incident) []Measure { return i.MeasuresTaken })},
	{"measuresPlanned", whatOf(func(i *Incident) []Measure { return i.MeasuresPlanned })},
	{"prevention", many("choice", "incident.prevention", func(i *Incident) []string { return i.Prevention })},
	{"preventionNote", textOf(func(i *Incident) string { return i.PreventionNote })},
	{"evidence", choiceOf("incident.evidence", func(i *Incident) string { return i.Evidence })},
	{"advice", textOf(func(i *Incident) string { return i.Advice })},
	{"help", many("choice", "incident.help", func(i *Incident) []string { return i.Help })},
	{"reported", many("text", "", func(i *Incident) []string { return names(i.Reported, func(r Report) string { return r.To }) })},
	{"crossBorder", textOf(func(i *Incident) string { return i.CrossBorder })},
	{"attachments", many("text", "", func(i *Incident) []string { return names(i.Attachments, func(a Attachment) string { return a.Name }) })},
}

// changes are what i tells otherwise than the notice before it. The same list in another order is no change.
func (i *Incident) changes(before *Incident) []Change {
	var out []Change
	for _, t := range tellings {
		was, is := t.values(before), t.values(i)
		if within(was, is) && within(is, was) {
			continue
		}
		c := Change{Field: t.field, Before: was, After: is}
		c.Reason = i.reason(t.field)
		out = append(out, c)
	}
	return out
}

// within says whether all of a list is in another.
func within(list, other []Said) bool {
	return !slices.ContainsFunc(list, func(v Said) bool { return !slices.Contains(other, v) })
}

// lowered are the numbers that are lower than before, or no longer known, without a reason: who read the first may have acted on it.
func (i *Incident) lowered(before *Incident) (problems record.Problems) {
	for _, n := range []struct {
		field, path string
		get         func(*Affected) Count
	}{
		{"affected.people", "/affected/0/people", func(a *Affected) Count { return a.People }},
		{"affected.records", "/affected/0/records", func(a *Affected) Count { return a.Records }},
	} {
		was, is := n.get(before.Own()), n.get(i.Own())
		if !was.known() || is.known() && is.Min >= was.Min && is.Max >= was.Max {
			continue
		}
		if i.reason(n.field) == "" {
			problems = append(problems, Codes.Problem(n.path, "incident-number-lowered", "incident."+n.field))
		}
	}
	return problems
}

// dropped are the measures that were planned before, are planned no more and were not taken, without a reason: the client may count on them.
func (i *Incident) dropped(before *Incident) record.Problems {
	now := whatOf(func(i *Incident) []Measure { return slices.Concat(i.MeasuresPlanned, i.MeasuresTaken) })(i)
	if within(whatOf(func(i *Incident) []Measure { return i.MeasuresPlanned })(before), now) || i.reason("measuresPlanned") != "" {
		return nil
	}
	return record.Problems{Codes.Problem("/measuresPlanned", "incident-promise-dropped")}
}

// reason is why a member is told otherwise than before; empty when nobody said.
func (i *Incident) reason(field string) string {
	for _, why := range slices.Concat(i.Own().Corrections, i.Corrections) {
		if why.Field == field {
			return why.Reason
		}
	}
	return ""
}

func (c Count) known() bool { return c.Kind == "exact" || c.Kind == "estimated" }

// Tells are the patterns of the members that changes are looked for in.
func Tells() []string { return names(tellings, func(t told) string { return t.field }) }
