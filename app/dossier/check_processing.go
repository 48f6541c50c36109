package dossier

import (
	"slices"
	"strconv"
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
	if k.Document() && record.IsDate(p.Start) && k.Shows("/processing/start") {
		k.AddOn(record.Since(p.Start), "/processing/start", "start-past", p.Start)
	}
	marketing := len(p.Services) > 0
	for i := range p.Services {
		k.service(record.At("/processing/services", i), &p.Services[i])
		offer, _ := k.catalogue.Service(p.Services[i].ID)
		marketing = marketing && offer.Marketing
	}
	if marketing {
		k.own()
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
		} else if kind.NeedsGround && !k.namesAct(p.LegalGrounds[id]) && !allows(kind.Articles, p.LegalGrounds[id]) {
			k.Tell(record.At("/processing/legalGrounds", id), "ground-form", kind.Label)
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
	if offer.Undescribed {
		k.Tell(path+"/id", "service-undescribed", offer.Label)
	}
	k.words(path, s, offer.Label)
	for i, id := range s.Entities {
		if e, known := k.catalogue.Entity(id); !known {
			k.Unknown(record.At(path, "entities", i), id, ids(k.catalogue.Entities, entityID))
		} else if !slices.Contains(k.Processor.Entities, id) {
			k.Add(record.At(path, "entities", i), "entity-not-party", e.Name)
		}
	}
	if c := s.RoleConfirmed; c != nil && record.IsDate(c.Day) {
		k.AddOn(record.Before(c.Day), path+"/roleConfirmed/day", "date-future", c.Day, k.Today)
	}
	switch {
	case k.everyRole && (s.Role == "controller" || s.Role == "joint-controller"):
	case s.Role == "controller" && offer.Role == "controller":
		k.Tell(path+"/role", "role-controller", offer.Label, offer.Reason)
	case s.Role == "controller":
		k.Tell(path+"/role", "role-controller-chosen", offer.Label)
	case s.Role == "joint-controller":
		k.Tell(path+"/role", "role-joint", offer.Label)
	case s.Role == "processor" && offer.Role != s.Role && s.RoleReason == "":
		k.Tell(path+"/role", "role-reason", offer.Label, offer.Reason)
	case s.Role == "processor" && offer.Role != s.Role && !k.reasoned(s.RoleReason):
		k.TellFor(path+"/role", path+"/roleReason", "role-reason-thin", nil, offer.Label)
	case s.Role == "processor" && offer.Role != s.Role && (s.RoleConfirmed == nil || s.RoleConfirmed.By == "" || s.RoleConfirmed.Function == "" || s.RoleConfirmed.Day == ""):
		k.Tell(path+"/role", "role-confirmation", offer.Label)
	case s.Role == "processor" && offer.Role != s.Role:
		k.Tell(path+"/role", "role-differs", offer.Label, offer.Reason)
		if f := s.RoleConfirmed.Function; !k.lawyer(f) {
			k.TellFor(path+"/role", path+"/roleConfirmed/function", "role-function", []string{f}, offer.Label)
		}
	}
}

// own warns of people and data that JEX has for purposes of its own, with services that are marketing alone.
func (k *checker) own() {
	for i, id := range k.Processing.DataSubjects {
		if c, known := k.catalogue.DataSubject(id); known && c.Own {
			k.Tell(record.At("/processing/dataSubjects", i), "data-own", c.Label)
		}
	}
	for i, id := range k.Processing.PersonalData {
		if c, known := k.catalogue.Personal(id); known && c.Own {
			k.Tell(record.At("/processing/personalData", i), "data-own", c.Label)
		}
	}
}

var (
	article = record.Expression(`(?i)\bart(\.|ikel|icle|ikelen)?\s*[0-9]+`)
	// ownLaw is the GDPR and the Dutch act beside it, which name no purpose by themselves: for those another act has to prescribe it.
	ownLaw = record.Expression(`(?i)(art(\.|ikelen|ikel|icles|icle)?\s*[0-9]+[a-z]?(\s*(en|and|,|t/m|-)\s*[0-9]+[a-z]?\b)*(\s*,?\s*(lid|par\.?|eerste|tweede|derde|vierde|onder|aanhef|en)\s*\w*)*\s*,?\s*(van de\s+|of the\s+)?(uavg|avg|gdpr)\b)|(\b(uavg|avg|gdpr)\b(,?\s*art(\.|ikelen|ikel|icles|icle)?\s*[0-9]+[a-z]?(\([0-9a-z]+\))*(\s*(en|and|,|t/m|-)\s*[0-9]+[a-z]?\b)*(\s*,?\s*(lid|par\.?)\s*\w+)?)?)`)
	// ownNames are the two in full.
	ownNames = record.Expression(`(?i)(uitvoeringswet\s+)?(algemene verordening gegevensbescherming|general data protection regulation|(verordening|regulation) \(eu\) (nr\. |no )?2016/679)( \((avg|gdpr)\))?|uitvoeringswet\s+avg|(gdpr|general data protection regulation) (implementation|implementing) act`)
	numbers  = record.Expression(`[0-9]+`)
	letters  = record.Expression(`\pL+`)
	act      = record.Expression(`[0-9]{2,4}/[0-9]+`) // the number of one of the Union
)

// allows tells whether a ground names an article of the Dutch act beside the GDPR that allows the data itself: of criminal data its articles 32
// and 33 do (GDPR, art. 10).
func allows(articles []int, ground string) bool {
	short := ownNames().ReplaceAllStringFunc(ground, func(name string) string {
		if lower := strings.ToLower(name); strings.Contains(lower, "uitvoeringswet") || strings.Contains(lower, "implement") {
			return "uavg"
		}
		return "avg"
	})
	for _, named := range ownLaw().FindAllString(short, -1) {
		if !strings.Contains(strings.ToLower(named), "uavg") {
			continue
		}
		for _, digits := range numbers().FindAllString(named, -1) {
			if n, _ := strconv.Atoi(digits); slices.Contains(articles, n) {
				return true
			}
		}
	}
	return false
}

// namesAct tells whether a ground names an article of an act, other than the GDPR and the act that carries it out.
func (k *checker) namesAct(ground string) bool {
	rest := ownLaw().ReplaceAllString(ownNames().ReplaceAllString(ground, "avg"), " ")
	if !article().MatchString(rest) {
		return false
	}
	kind, name := false, act().MatchString(rest)
	for _, word := range letters().FindAllString(strings.ToLower(rest), -1) {
		switch {
		case slices.Contains(k.catalogue.ActKinds, word):
			kind = true
		case slices.Contains(k.catalogue.Acts, word) || slices.ContainsFunc(k.catalogue.ActKinds, func(kind string) bool { return strings.HasSuffix(word, kind) }):
			return true // the Dutch name of an act can be one word: Arbeidsomstandighedenwet, Uitvoeringsregeling
		case len(word) > 3 && !article().MatchString(word+" 1"):
			name = true
		}
	}
	return kind && name
}
