package incident

import (
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Touches proposes a row for a client that the incident could concern, from its agreement: it has one of the services, and JEX is the
// processor for it. A person confirms it. Ok is false when no service is the same; services empty is any.
func Touches(d *dossier.Dossier, services []string) (row Affected, ok bool) {
	row.Client = d.ID
	for _, s := range d.Processing.Services {
		if s.Role == "processor" && (len(services) == 0 || slices.Contains(services, s.ID)) {
			row.Services = append(row.Services, s.ID)
		}
	}
	return row, len(row.Services) > 0
}

// Scope is what a breach is known to touch; what is empty is not known.
type Scope struct {
	Services      []string // ids
	Subprocessors []string // names
	PersonalData  []string // ids
}

// Scope is what the incident touches, as far as its rows and the parties to it say.
func (i *Incident) Scope() (s Scope) {
	for _, a := range i.Affected {
		s.Services = append(s.Services, a.Services...)
		s.PersonalData = append(s.PersonalData, a.PersonalData...)
	}
	for _, p := range i.Parties {
		if p.Role == "subprocessor" {
			s.Subprocessors = append(s.Subprocessors, p.Name)
		}
	}
	s.PersonalData = slices.DeleteFunc(s.PersonalData, func(id string) bool { return slices.Contains(MoreData, id) })
	for _, list := range []*[]string{&s.Services, &s.Subprocessors, &s.PersonalData} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return s
}

// Reason is why a client could be affected, by its agreement.
type Reason struct {
	Code   string   // service, subprocessor or data
	Values []string // ids, or names of sub-processors as its agreement has them
}

// Reasons are why a breach could touch a client, the strongest first; none when nothing says so, or when JEX is the processor for nothing that
// it does for this client. The same service or sub-processor is a reason of its own. The kinds of data are one when the agreement
// has all of them: nearly every client has a name and an address among its data.
func (s Scope) Reasons(d *dossier.Dossier) (why []Reason) {
	row, ok := Touches(d, nil)
	if !ok {
		return nil
	}
	add := func(code string, values []string) {
		if len(values) > 0 {
			why = append(why, Reason{code, values})
		}
	}
	common := func(a, b []string) (both []string) {
		for _, id := range a {
			if slices.Contains(b, id) {
				both = append(both, id)
			}
		}
		return both
	}
	add("service", common(row.Services, s.Services))
	add("subprocessor", s.found(d, row.Services))
	if data := common(s.PersonalData, d.Processing.PersonalData); len(data) == len(s.PersonalData) || len(why) > 0 {
		add("data", data)
	}
	return why
}

// found are the sub-processors of a client whose names are those of the scope, however they are written, that work for one of its services.
func (s Scope) found(d *dossier.Dossier, services []string) (names []string) {
	for _, known := range d.Subprocessors {
		works := len(known.Services) == 0 || slices.ContainsFunc(known.Services, func(id string) bool { return slices.Contains(services, id) })
		same := slices.ContainsFunc(s.Subprocessors, func(name string) bool {
			_, within := record.NamesOf(name).Other(known.Name, "")
			_, around := record.NamesOf(known.Name).Other(name, "")
			return within || around
		})
		if works && same {
			names = append(names, known.Name)
		}
	}
	return names
}
