package dossier

import (
	"slices"
	"strings"

	"verwoord/app/record"
)

// transfers checks that every country outside the EEA where a sub-processor or one of its own works has a mechanism that holds.
func (k *checker) transfers(path string, s *Subprocessor) {
	byCountry := map[string]bool{}
	for i := range s.Transfers {
		t := &s.Transfers[i]
		at := record.At(path, "transfers", i)
		if t.Country != "" && byCountry[t.Country] {
			k.Add(at+"/country", "transfer-twice", t.Country)
		}
		byCountry[t.Country] = true
		k.transfer(at, s, t)
	}
	used := map[string]bool{}
	for i, country := range s.Locations {
		used[country] = true
		k.location(record.At(path, "locations", i), country, byCountry)
	}
	for i, f := range s.FurtherSubprocessors {
		used[f.Country] = true
		k.location(record.At(path, "furtherSubprocessors", i, "country"), f.Country, byCountry)
	}
	for i, t := range s.Transfers {
		if at := record.At(path, "transfers", i, "country"); t.Country != "" && !used[t.Country] && !k.Bad(at) {
			k.Add(at, "transfer-unused", t.Country)
		}
	}
	for _, from := range []struct{ path, country string }{{path + "/address/country", s.Address.Country}, {path + "/parentCountry", s.ParentCountry}} {
		a, adequate := k.atlas.Adequacy(from.country)
		adequate = adequate && !a.Certificate // of a certified company its parent has nothing
		if k.atlas.Third(from.country) && !adequate && !byCountry[from.country] {
			k.Add(from.path, "third-country-law", from.country)
			break
		}
	}
}

// location checks one country of storage, management or remote access: access from outside the EEA is a transfer (EDPB Guidelines 05/2021).
func (k *checker) location(path, country string, covered map[string]bool) {
	c, known := k.atlas.Country(country)
	if !known || c.Area == "eea" {
		return
	}
	if !covered[country] {
		k.Add(path, "transfer-missing", country)
	}
	if c.Check {
		k.Add(path, "country-check", country)
	}
}

// transfer checks the mechanism for one country.
func (k *checker) transfer(path string, s *Subprocessor, t *Transfer) {
	if _, known := k.atlas.Country(t.Country); !known {
		return
	}
	k.stale(path+"/checked", "checked-old", t.Checked)
	if third := k.atlas.Third(t.Country); !third {
		if t.Mechanism != "" && t.Mechanism != "eea" {
			k.Add(path+"/mechanism", "transfer-not-needed", t.Country)
		}
		return
	}
	k.consent(path, s, t)
	if s.Status == "active" && record.IsDate(t.Date) {
		k.AddOn(record.Before(t.Date), path+"/date", "date-future", t.Date, k.Today)
	}
	switch t.Mechanism {
	case "eea":
		k.Add(path+"/mechanism", "transfer-outside", t.Country)
	case "none":
		k.Add(path+"/mechanism", "transfer-none", t.Country)
	case "adequacy":
		k.adequacy(path, s, t)
	case "scc-m4":
		k.Add(path+"/mechanism", "transfer-scc-m4", t.Country)
	case "scc-2021-914-m2", "scc-2021-914-m3", "bcr-processor", "code-of-conduct", "certification":
		if t.Mechanism == "scc-2021-914-m2" {
			k.Add(path+"/mechanism", "transfer-scc-m2", t.Country)
		}
		if slices.Contains([]string{"code-of-conduct", "certification", "bcr-processor"}, t.Mechanism) && k.empty(t.Reference) {
			k.AddFor(path+"/mechanism", path+"/reference", "transfer-unnamed", t.Country)
		}
		k.need(path, "date", t.Date)
		k.need(path, "assessmentDate", t.AssessmentDate)
		k.stale(path+"/assessmentDate", "assessment-old", t.AssessmentDate)
	case "ad-hoc":
		k.need(path, "date", t.Date)
		k.need(path, "reference", t.Reference)
	case "derogation":
		k.need(path, "derogation", t.Derogation)
		k.Add(path+"/mechanism", "transfer-derogation", t.Country)
	}
}

// consent checks that the client consented to a transfer before it began: the terms allow none without (2025, 2.4), and signing the
// agreement is not taken for it. A consent is an instruction of the controller (GDPR, art. 28(3)(a)), not one of data subjects.
func (k *checker) consent(path string, s *Subprocessor, t *Transfer) {
	if t.Consent == "" {
		if k.Document() && k.Shows(path+"/mechanism") && s.Status != "objection" && s.Status != "ended" {
			k.Add(path+"/consent", "transfer-consent", t.Country)
		}
		return
	}
	if record.IsDate(t.Consent) {
		k.AddOn(record.Before(t.Consent), path+"/consent", "date-future", t.Consent, k.Today)
	}
	k.Before(path+"/consent", "consent-late", t.Consent, max(k.Processing.Start, s.Since))
}

// need asks for a member of a transfer that its mechanism needs.
func (k *checker) need(path, member, value string) {
	if strings.TrimSpace(value) == "" && k.Document() && k.Shows(path+"/mechanism") {
		k.AddFor(path+"/mechanism", path+"/"+member, "required", "subprocessors.transfers."+member)
	}
}

// adequacy checks a transfer that relies on a decision of the Commission (GDPR, art. 45).
func (k *checker) adequacy(path string, s *Subprocessor, t *Transfer) {
	a, ok := k.atlas.Adequacy(t.Country)
	switch {
	case !ok:
		k.Add(path+"/mechanism", "adequacy-none", t.Country)
		return
	case a.Until != "":
		past := record.Since(a.Until)
		k.AddOn(past, path+"/mechanism", "adequacy-expired", t.Country, a.Until)
		k.AddOn(record.Span{From: record.Next(record.Months(a.Until, -6)), Until: past.From}, path+"/mechanism", "adequacy-ending", t.Country, a.Until)
	}
	has := func(is func(Category) bool) bool {
		return slices.ContainsFunc(s.DataSubjects, func(id string) bool {
			c, _ := k.catalogue.DataSubject(id)
			return is(c)
		})
	}
	switch {
	case a.Certificate && (t.Date == "" || len([]rune(t.Reference)) < shortestReference || k.empty(t.Reference)):
		k.AddFor(path+"/mechanism", path+"/reference", "adequacy-certificate", t.Country)
	case a.Certificate && slices.Contains(a.Names, strings.ToLower(strings.Trim(t.Reference, " ."))): // that is the decision, and no certificate
		k.AddFor(path+"/mechanism", path+"/reference", "adequacy-listing", t.Country)
	}
	switch {
	case a.Certificate && !t.HRData && has(func(c Category) bool { return c.Employment }):
		k.AddFor(path+"/mechanism", path+"/hrData", "adequacy-hr", t.Country)
	case a.Certificate && !t.HRData && has(func(c Category) bool { return c.Applying }):
		k.AddFor(path+"/mechanism", path+"/hrData", "adequacy-hr-applicants", t.Country)
	case len(a.Limits) > 0 && !a.Certificate && !a.Narrow: // of a certificate something is known
		k.TellWith(path+"/mechanism", "adequacy-limits", []string{t.Country}, a.Limits)
	}
}

// shortestReference is how many characters the reference of a certificate has at the least: fewer name none.
const shortestReference = 5
