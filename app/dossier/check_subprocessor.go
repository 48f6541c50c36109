package dossier

import (
	"slices"
	"strings"

	"verwoord/app/record"
)

// subprocessor checks one row of the list of sub-processors against the client's own choices and the calendar.
func (k *checker) subprocessor(i int) {
	s := &k.Subprocessors[i]
	path := record.At("/subprocessors", i)
	k.within(path+"/services", s.Services, ids(k.Processing.Services, func(s Service) string { return s.ID }), "service-not-client", func(id string) record.Text {
		o, _ := k.catalogue.Service(id)
		return o.Label
	})
	k.within(path+"/personalData", s.PersonalData, k.Processing.PersonalData, "data-not-client", func(id string) record.Text {
		p, _ := k.catalogue.Personal(id)
		return p.Label
	})
	k.within(path+"/dataSubjects", s.DataSubjects, k.Processing.DataSubjects, "subjects-not-client", func(id string) record.Text {
		c, _ := k.catalogue.DataSubject(id)
		return c.Label
	})

	k.Before(path+"/until", "until-before-since", s.Since, s.Until)
	k.Before(path+"/agreementDate", "contract-after-since", s.AgreementDate, s.Since)
	k.stale(path+"/lastChecked", "checked-old", s.LastChecked)
	for j, c := range s.Certifications {
		k.certification(record.At(path, "certifications", j, "validUntil"), c)
	}
	k.state(path, s)
	for _, e := range k.catalogue.Entities {
		if s.Registration.Kind == record.KvK && e.KvK == s.Registration.Number && !s.Group {
			k.AddFor(path+"/registration/number", path+"/group", "subprocessor-group", e.Name)
		}
	}
	if name := strings.ToLower(s.Name + " " + s.Service); slices.ContainsFunc(k.catalogue.Platforms, func(p string) bool { return strings.Contains(" "+name+" ", " "+p) }) {
		k.Add(path+"/name", "subprocessor-platform")
	}
	if soleTrader(s.LegalForm) && k.holdsOwnerBSN(s.Registration) {
		k.Add(path+"/registration/number", "vat-sole-trader")
	}
	for _, id := range k.Processor.Entities {
		if e, _ := k.catalogue.Entity(id); s.Registration.Kind == record.KvK && e.KvK != "" && e.KvK == s.Registration.Number {
			k.Add(path+"/registration/number", "subprocessor-is-party", e.Name)
		}
	}
	for j, f := range s.FurtherSubprocessors {
		if k.Document() && k.Shows(record.At(path, "furtherSubprocessors", j)) && (f.Address == "" || f.Contact == "") {
			k.Add(record.At(path, "furtherSubprocessors", j), "further-identity") // EDPB Opinion 22/2024: the identity of all, down the chain
		}
	}
	if r := s.Register; r != nil && k.register != nil {
		switch now, known := k.register[r.ID]; {
		case !known:
			k.AddFor(path+"/name", path+"/register", "register-gone")
		case now != r.Version:
			k.AddFor(path+"/name", path+"/register", "register-moved")
		}
	}
	k.transfers(path, s)
}

// certification checks the last day of a certificate, which is to come, or of the period that a report is on, which has passed.
func (k *checker) certification(path string, c Certification) {
	switch {
	case !record.IsDate(c.ValidUntil):
	case k.catalogue.Report(c.Name):
		k.AddOn(record.Before(c.ValidUntil), path, "report-future", c.ValidUntil)
		k.AddOn(record.Since(record.Months(c.ValidUntil, 12)), path, "report-old", c.ValidUntil)
	default:
		k.AddOn(record.Since(c.ValidUntil), path, "certification-expired", k.Today, c.ValidUntil)
	}
}

// companies warns of a company that stands twice in the list: it may do two things, but most often it was pasted again.
func (k *checker) companies() {
	seen := map[string]bool{}
	for i, s := range k.Subprocessors {
		if name := record.NameKey(s.Name); name != "" {
			if seen[name] {
				k.Add(record.At("/subprocessors", i, "name"), "subprocessor-twice", s.Name)
			}
			seen[name] = true
		}
	}
}

// state checks a sub-processor's state against its dates.
func (k *checker) state(path string, s *Subprocessor) {
	switch {
	case s.Status == "objection":
		k.Add(path+"/status", "status-objection")
	case s.Status == "ended" && s.Until == "":
		k.Add(path+"/until", "status-ended")
	case s.Status == "planned" && record.IsDate(s.Since):
		k.AddOn(record.Since(s.Since), path+"/status", "planned-past", s.Since)
	case s.Status == "active":
		if record.IsDate(s.Since) {
			k.AddOn(record.Before(s.Since), path+"/since", "status-active-early", s.Since)
		}
		if record.IsDate(s.Until) && !(record.IsDate(s.Since) && s.Since > s.Until) { // that has a problem of its own
			k.AddOn(record.Since(s.Until), path+"/until", "status-active-late", s.Until)
		}
	}
}

// within adds a problem for every id of a list that is not among the client's own.
func (k *checker) within(path string, list, own []string, code string, label func(id string) record.Text) {
	for i, id := range list {
		if id == "" || slices.Contains(own, id) {
			continue
		}
		at := record.At(path, i)
		if k.Bad(at) {
			continue
		}
		t := label(id)
		if t == nil {
			t = record.Text{}
			for _, lang := range k.Languages {
				t[lang] = record.Show(id)
			}
		}
		k.Tell(at, code, t)
	}
}
