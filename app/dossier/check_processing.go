package dossier

import (
	"slices"
	"strings"
)

// processing checks what the agreement sets out (GDPR, art. 28(3)).
func (k *checker) processing() {
	p := &k.Processing
	k.before("/processing/end", "end-before-start", p.Start, p.End)
	k.before("/mainAgreement/date", "agreement-after-start", k.MainAgreement.Date, p.Start)
	if k.today != "" {
		k.before("/processing/end", "end-past", k.today, p.End)
	}
	for i := range p.Services {
		k.service(join("/processing/services", i), &p.Services[i])
	}
	for i, id := range p.DataSubjects {
		if _, known := k.catalogue.DataSubject(id); !known {
			k.unknown(join("/processing/dataSubjects", i), id, ids(k.catalogue.DataSubjects, categoryID))
		}
	}
	for i, id := range p.PersonalData {
		kind, known := k.catalogue.Personal(id)
		if !known {
			k.unknown(join("/processing/personalData", i), id, ids(k.catalogue.PersonalData, kindID))
		} else if kind.NeedsGround && strings.TrimSpace(p.LegalGrounds[id]) == "" {
			k.add(problem(join("/processing/personalData", i), "ground-missing").telling("Kind", kind.Label).telling("Reason", kind.Reason))
		} else if kind.Open {
			k.add(problem(join("/processing/personalData", i), "data-open").telling("Kind", kind.Label))
		}
	}
	k.grounds()
	if p.Authorisation == "specific" && len(k.AdditionalTerms) == 0 {
		k.add(problem("/processing/authorisation", "authorisation-term"))
	}
}

// grounds checks that every ground in law is for a kind of personal data that needs one and that the client chose.
func (k *checker) grounds() {
	chosen := make([]string, 0, len(k.Processing.LegalGrounds))
	for id := range k.Processing.LegalGrounds {
		chosen = append(chosen, id)
	}
	slices.Sort(chosen)
	for _, id := range chosen {
		path := join("/processing/legalGrounds", id)
		kind, known := k.catalogue.Personal(id)
		switch {
		case !known:
			k.add(problem("/processing/legalGrounds", "id-unknown", id, strings.Join(ids(k.catalogue.PersonalData, kindID), ", ")))
		case !slices.Contains(k.Processing.PersonalData, id):
			k.add(problem(path, "ground-unused").telling("Kind", kind.Label))
		}
	}
}

// service guards the role: the terms are those of a processor, and a party that decides on purpose and means is none
// (GDPR, art. 4(7), 26 and 28(10)).
func (k *checker) service(path string, s *Service) {
	offer, known := k.catalogue.Service(s.ID)
	if !known {
		k.unknown(path+"/id", s.ID, ids(k.catalogue.Services, offerID))
		return
	}
	switch {
	case s.Role == "controller" && offer.Role == "controller":
		k.add(problem(path+"/role", "role-controller").telling("Service", offer.Label).telling("Reason", offer.Reason))
	case s.Role == "controller":
		k.add(problem(path+"/role", "role-controller-chosen").telling("Service", offer.Label))
	case s.Role == "joint-controller":
		k.add(problem(path+"/role", "role-joint").telling("Service", offer.Label))
	case s.Role == "processor" && offer.Role != s.Role && s.RoleReason == "":
		k.add(problem(path+"/role", "role-reason").telling("Service", offer.Label).telling("Reason", offer.Reason))
	case s.Role == "processor" && offer.Role != s.Role:
		k.add(problem(path+"/role", "role-differs").telling("Service", offer.Label).telling("Reason", offer.Reason))
	}
}
