package incident

import (
	"slices"

	"verwoord/app/record"
)

// fact is a member that a notice tells and that need not be known at first. While it is not, it is an open question.
type fact struct {
	field string // its pattern
	phase phase
	// asked tells whether it is asked for in this incident; nil is always.
	asked func(*Incident) bool
	text  func(*Incident) *string   // of a choice or text
	list  func(*Incident) *[]string // of a list of choices
	rows  func(*Incident) int       // of a list of other things: how many there are
	// empty is what stands where nothing was said: "unknown", "under-investigation", or "" for what is then left out.
	empty string
}

// phase is from which notice on a fact that is missing is an open question.
type phase int

const (
	inFirst phase = iota
	inFollowUp
	inClosing
)

// facts are in the order in which a notice tells them.
var facts = []fact{
	{field: "signalAt", text: func(i *Incident) *string { return &i.SignalAt }},
	{field: "subprocessorAwareAt", asked: bySubprocessor, text: func(i *Incident) *string { return &i.SubprocessorAwareAt }},
	{field: "when", text: func(i *Incident) *string { return &i.When.Kind }, empty: "unknown"},
	{field: "continues", text: func(i *Incident) *string { return &i.Continues }, empty: "unknown"},
	{field: "confidentiality", asked: breached("confidentiality"), text: func(i *Incident) *string { return &i.Confidentiality }, empty: "unknown"},
	{field: "integrity", asked: breached("integrity"), text: func(i *Incident) *string { return &i.Integrity }, empty: "unknown"},
	{field: "availability", asked: breached("availability"), text: func(i *Incident) *string { return &i.Availability }, empty: "unknown"},
	{field: "incident", text: func(i *Incident) *string { return &i.Incident }},
	{field: "cause", text: func(i *Incident) *string { return &i.Cause }, empty: "unknown"},
	{field: "systems", rows: func(i *Incident) int { return len(i.Systems) }},
	{field: "recipients", asked: breached("confidentiality"), text: func(i *Incident) *string { return &i.Recipients }, empty: "unknown"},
	{field: "affected.personalData", list: func(i *Incident) *[]string { return &i.Own().PersonalData }, empty: "unknown"},
	{field: "affected.special", list: func(i *Incident) *[]string { return &i.Own().Special }, empty: "unknown"},
	{field: "affected.criminal", text: func(i *Incident) *string { return &i.Own().Criminal }, empty: "unknown"},
	{field: "affected.bsn", text: func(i *Incident) *string { return &i.Own().BSN }, empty: "unknown"},
	{field: "affected.idCopy", text: func(i *Incident) *string { return &i.Own().IDCopy }, empty: "unknown"},
	{field: "affected.records", text: func(i *Incident) *string { return &i.Own().Records.Kind }, empty: "unknown"},
	{field: "affected.dataSubjects", list: func(i *Incident) *[]string { return &i.Own().DataSubjects }, empty: "unknown"},
	{field: "affected.people", text: func(i *Incident) *string { return &i.Own().People.Kind }, empty: "unknown"},
	{field: "affected.countries", phase: inFollowUp, rows: func(i *Incident) int { return len(i.Own().Countries) }},
	{field: "affected.list", phase: inFollowUp, text: func(i *Incident) *string { return &i.Own().List }},
	{field: "unintelligible", text: func(i *Incident) *string { return &i.Unintelligible }, empty: "unknown"},
	{field: "method", phase: inFollowUp, asked: protected, text: func(i *Incident) *string { return &i.Method }},
	{field: "measuresBefore", list: func(i *Incident) *[]string { return &i.MeasuresBefore }},
	{field: "consequences.confidentiality", asked: breached("confidentiality"), list: func(i *Incident) *[]string { return &i.Consequences.Confidentiality }, empty: "under-investigation"},
	{field: "consequences.integrity", asked: breached("integrity"), list: func(i *Incident) *[]string { return &i.Consequences.Integrity }, empty: "under-investigation"},
	{field: "consequences.availability", asked: breached("availability"), list: func(i *Incident) *[]string { return &i.Consequences.Availability }, empty: "under-investigation"},
	{field: "consequences.people", list: func(i *Incident) *[]string { return &i.Consequences.People }, empty: "under-investigation"},
	{field: "evidence", text: func(i *Incident) *string { return &i.Evidence }},
	{field: "advice", phase: inFollowUp, text: func(i *Incident) *string { return &i.Advice }},
	{field: "prevention", phase: inClosing, list: func(i *Incident) *[]string { return &i.Prevention }},
}

// breached tells whether an incident breaches one of Kinds.
func breached(kind string) func(*Incident) bool {
	return func(i *Incident) bool { return slices.Contains(i.Kind, kind) }
}

// bySubprocessor tells whether a processor of JEX's own has a part in it.
func bySubprocessor(i *Incident) bool {
	return i.DiscoveredBy == "subprocessor" || slices.ContainsFunc(i.Parties, func(p Party) bool { return p.Role == "subprocessor" })
}

// protected tells whether something kept the data from being read, at least for a part.
func protected(i *Incident) bool {
	return slices.Contains([]string{"yes-intact", "partly", "possibly-circumvented"}, i.Unintelligible)
}

// open is what is said of something that is not known yet.
var open = []string{"", "unknown", "under-investigation", "in-preparation", "in-progress"}

// openIn tells whether the fact is asked for in a notice of a phase and not known.
func (f fact) openIn(i *Incident, now phase) bool {
	switch {
	case f.phase > now || f.asked != nil && !f.asked(i):
		return false
	case f.text != nil:
		return slices.Contains(open, *f.text(i))
	case f.rows != nil:
		return f.rows(i) == 0
	}
	list := *f.list(i)
	return len(list) == 0 || slices.ContainsFunc(list, func(id string) bool { return id != "" && slices.Contains(open, id) })
}

// saysUnknown writes where nothing was said that it is not known, of the facts that a first notice tells. It is for what For returns.
func (i *Incident) saysUnknown() {
	for _, f := range facts {
		if f.empty == "" || f.asked != nil && !f.asked(i) {
			continue
		}
		if f.text != nil && *f.text(i) == "" {
			*f.text(i) = f.empty
		}
		if f.list != nil && len(*f.list(i)) == 0 {
			*f.list(i) = []string{f.empty}
		}
	}
}

// questions are what is open in a notice of a phase, in the order of the facts: what is not known, with what was said about it, and what was
// asked besides. One that was answered is none any more. Each has a day on which an answer is expected.
func (i *Incident) questions(now phase) []Question {
	said := slices.Concat(i.Unknown, i.Own().Unknown)
	var all []Question
	for _, f := range facts {
		if !f.openIn(i, now) {
			continue
		}
		q := Question{Field: f.field}
		if at := slices.IndexFunc(said, func(s Question) bool { return s.Field == f.field }); at >= 0 {
			q = said[at]
		}
		all = append(all, q)
	}
	for _, q := range said {
		if !slices.ContainsFunc(facts, func(f fact) bool { return f.field == q.Field }) {
			all = append(all, q)
		}
	}
	for at := range all {
		if all[at].ExpectedOn == "" {
			all[at].ExpectedOn = record.Day(i.NextUpdate)
		}
	}
	return all
}

// QuestionFields are the patterns of the members that a question can be about.
func QuestionFields() []string {
	var names []string
	for _, f := range facts {
		names = append(names, f.field)
	}
	return names
}
