package privacy

import (
	"slices"

	"verwoord/app/record"
)

// Condition is what a text that is to be published has to satisfy. Its words are the message check.<id>.
type Condition struct {
	ID       string
	Severity record.Severity // of one that does not hold
	Holds    bool
	// The blanks or the client see to it: the problems say so already, or it is a list for the client.
	Told bool
}

// checks are the conditions on a text, in their order.
func (r *reader) checks(of Reading) []Condition {
	item := func(id string) State {
		return of.Items[slices.IndexFunc(of.Items, func(i Item) bool { return i.ID == id })].State
	}
	filled := func(ids ...string) bool {
		return !slices.ContainsFunc(ids, func(id string) bool { return item(id) == Client })
	}
	return []Condition{
		{ID: "K-01", Severity: record.Error, Holds: r.namesRecipients()},
		{ID: "K-02", Severity: record.Error, Holds: r.namesSafeguards()},
		{ID: "K-03", Severity: record.Error, Holds: filled("I-05", "I-13"), Told: true},
		{ID: "K-04", Severity: record.Error, Holds: filled("I-03", "I-04", "I-10"), Told: true},
		{ID: "K-05", Severity: record.Error, Holds: filled("I-08"), Told: true},
		{ID: "K-06", Severity: record.Error, Holds: filled("I-14"), Told: true},
		{ID: "K-07", Severity: record.Error, Holds: r.leavesOut()},
		{ID: "K-08", Severity: record.Warning, Holds: filled("I-17"), Told: r.blank("advertises", "platform", "joint-arrangement")},
		{ID: "K-09", Severity: record.Warning, Holds: r.Hard == 0, Told: true},
		{ID: "K-10", Severity: record.Error, Holds: r.grounded()},
		{ID: "K-11", Severity: record.Warning, Holds: !of.Outdated},
		{ID: "K-12", Severity: record.Error, Holds: len(r.Blanks) == 0, Told: true},
		{ID: "K-13", Severity: record.Warning, Holds: filled("I-01", "I-02", "I-12", "I-15"), Told: true},
	}
}

// namesRecipients tells whether every sub-processor that serves the client is named (GDPR, art. 13(1)(e)).
func (r *reader) namesRecipients() bool {
	for _, i := range r.active() {
		if !r.Shown[record.At("/subprocessors", i, "name")] {
			return false
		}
	}
	return true
}

// namesSafeguards tells whether each country outside the EEA has what protects the data there, and a way to a copy (GDPR, art. 13(1)(f)).
func (r *reader) namesSafeguards() bool {
	for _, i := range r.active() {
		s := r.Subprocessors[i]
		countries := slices.Clone(s.Locations)
		for _, f := range s.FurtherSubprocessors {
			countries = append(countries, f.Country)
		}
		for _, country := range countries {
			if !r.Atlas.Third(country) {
				continue
			}
			at := -1
			for n, t := range s.Transfers {
				if t.Country == country && t.Mechanism != "" && t.Mechanism != "none" && t.Mechanism != "eea" {
					at = n
				}
			}
			if at < 0 || !r.Shown[record.At("/subprocessors", i, "transfers", at, "mechanism")] {
				return false
			}
		}
	}
	return r.Shown[r.contact()[0]]
}

// leavesOut tells whether nothing of the purposes of services in which JEX is controller itself is in the text: those are in JEX's own.
func (r *reader) leavesOut() bool {
	for i, s := range r.Processing.Services {
		if s.Role != "processor" && r.Shown[record.At("/processing/services", i, "purpose")] {
			return false
		}
	}
	return true
}

// grounded tells whether each kind of data that needs an act has one (GDPR, art. 10 and 87).
func (r *reader) grounded() bool {
	for _, id := range r.kinds {
		if kind, known := r.Catalogue.Personal(id); known && kind.NeedsGround && !r.Shown[record.At("/processing/legalGrounds", id)] {
			return false
		}
	}
	return true
}
