package dossier

import (
	"slices"
	"strings"

	"verwoord/app/record"
)

// processing checks what the agreement sets out (GDPR, art. 28(3)).
func (k *checker) processing() {
	p := &k.Processing
	k.Before("/processing/end", "end-before-start", p.Start, p.End)
	k.Before("/mainAgreement/date", "agreement-after-start", k.MainAgreement.Date, p.Start)
	if record.IsDate(p.End) {
		k.AddOn(record.Since(p.End), "/processing/end", "end-past", k.Today, p.End)
	}
	for i := range p.Services {
		k.service(record.At("/processing/services", i), &p.Services[i])
	}
	for i, id := range p.DataSubjects {
		if _, known := k.catalogue.DataSubject(id); !known {
			k.Unknown(record.At("/processing/dataSubjects", i), id, ids(k.catalogue.DataSubjects, categoryID))
		}
	}
	for i, id := range p.PersonalData {
		kind, known := k.catalogue.Personal(id)
		if !known {
			k.Unknown(record.At("/processing/personalData", i), id, ids(k.catalogue.PersonalData, kindID))
		} else if kind.NeedsGround && strings.TrimSpace(p.LegalGrounds[id]) == "" {
			k.Tell(record.At("/processing/personalData", i), "ground-missing", kind.Label, kind.Reason)
		} else if kind.Open {
			k.Tell(record.At("/processing/personalData", i), "data-open", kind.Label)
		}
	}
	k.grounds()
}

// grounds checks that every ground in law is for a kind of personal data that needs one and that the client chose.
func (k *checker) grounds() {
	chosen := make([]string, 0, len(k.Processing.LegalGrounds))
	for id := range k.Processing.LegalGrounds {
		chosen = append(chosen, id)
	}
	slices.Sort(chosen)
	for _, id := range chosen {
		path := record.At("/processing/legalGrounds", id)
		kind, known := k.catalogue.Personal(id)
		switch {
		case !known:
			k.Add("/processing/legalGrounds", "id-unknown", id, strings.Join(ids(k.catalogue.PersonalData, kindID), ", "))
		case !slices.Contains(k.Processing.PersonalData, id):
			k.Tell(path, "ground-unused", kind.Label)
		}
	}
}

// service guards the role: the terms are those of a processor, and a party that decides on purpose and means is none
// (GDPR, art. 4(7), 26 and 28(10)).
func (k *checker) service(path string, s *Service) {
	offer, known := k.catalogue.Service(s.ID)
	if !known {
		k.Unknown(path+"/id", s.ID, ids(k.catalogue.Services, offerID))
		return
	}
	switch {
	case s.Role == "controller" && offer.Role == "controller":
		k.Tell(path+"/role", "role-controller", offer.Label, offer.Reason)
	case s.Role == "controller":
		k.Tell(path+"/role", "role-controller-chosen", offer.Label)
	case s.Role == "joint-controller":
		k.Tell(path+"/role", "role-joint", offer.Label)
	case s.Role == "processor" && offer.Role != s.Role && s.RoleReason == "":
		k.Tell(path+"/role", "role-reason", offer.Label, offer.Reason)
	case s.Role == "processor" && offer.Role != s.Role:
		k.Tell(path+"/role", "role-differs", offer.Label, offer.Reason)
	}
}
