package dossier

import "slices"

// subprocessor checks one row of the list of sub-processors against the client's own choices and the calendar.
func (k *checker) subprocessor(i int) {
	s := &k.Subprocessors[i]
	path := join("/subprocessors", i)
	k.within(path+"/services", s.Services, ids(k.Processing.Services, func(s Service) string { return s.ID }), "service-not-client", func(id string) Text {
		o, _ := k.catalogue.Service(id)
		return o.Label
	})
	k.within(path+"/personalData", s.PersonalData, k.Processing.PersonalData, "data-not-client", func(id string) Text {
		p, _ := k.catalogue.Personal(id)
		return p.Label
	})
	k.within(path+"/dataSubjects", s.DataSubjects, k.Processing.DataSubjects, "subjects-not-client", func(id string) Text {
		c, _ := k.catalogue.DataSubject(id)
		return c.Label
	})

	k.before(path+"/until", "until-before-since", s.Since, s.Until)
	k.before(path+"/agreementDate", "contract-after-since", s.AgreementDate, s.Since)
	k.stale(path+"/lastChecked", "checked-old", s.LastChecked)
	for j, c := range s.Certifications {
		if k.today != "" {
			k.before(join(path, "certifications", j, "validUntil"), "certification-expired", k.today, c.ValidUntil)
		}
	}
	k.state(path, s)
	if soleTrader(s.LegalForm) && k.holdsOwnerBSN(s.Registration) {
		k.add(problem(path+"/registration/number", "vat-sole-trader"))
	}
	for _, id := range k.Processor.Entities {
		if e, _ := k.catalogue.Entity(id); s.Registration.Kind == KvK && e.KvK != "" && e.KvK == s.Registration.Number {
			k.add(problem(path+"/registration/number", "subprocessor-is-party", e.Name))
		}
	}
	for j, f := range s.FurtherSubprocessors {
		if k.needs["subprocessors.furtherSubprocessors.name"] && (f.Address == "" || f.Contact == "") {
			k.add(problem(join(path, "furtherSubprocessors", j), "further-identity")) // EDPB Opinion 22/2024: the identity of all, down the chain
		}
	}
	k.transfers(path, s)
}

// state checks a sub-processor's state against its dates.
func (k *checker) state(path string, s *Subprocessor) {
	switch {
	case s.Status == "objection":
		k.add(problem(path+"/status", "status-objection"))
	case s.Status == "ended" && s.Until == "":
		k.add(problem(path+"/until", "status-ended"))
	case k.today == "":
	case s.Status == "active" && isDate(s.Since) && s.Since > k.today:
		k.add(problem(path+"/since", "status-active-early", s.Since))
	case s.Status == "active" && isDate(s.Until) && s.Until < k.today:
		k.add(problem(path+"/until", "status-active-late", s.Until))
	}
}

// within adds a problem for every id of a list that is not among the client's own.
func (k *checker) within(path string, list, own []string, code string, label func(id string) Text) {
	for i, id := range list {
		if id == "" || slices.Contains(own, id) {
			continue
		}
		at := join(path, i)
		if k.bad[at] {
			continue
		}
		t := label(id)
		if t == nil {
			t = Text{"nl": show(id), "en": show(id)}
		}
		k.add(problem(at, code).telling("Item", t))
	}
}
