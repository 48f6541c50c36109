package desk

import (
	"cmp"
	"context"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/organisation"
	"verwoord/app/record"
)

// About tells what the program is and what it can make.
func (d *Desk) About() (a About, err error) {
	defer d.guard(&err)
	e, l := d.engine(), d.locale()
	a = About{Version: engine.Version, Template: e.Catalogue().Version, Checked: e.Catalogue().Checked, Languages: []Choice{}, Documents: []DocumentKind{}}
	for _, lang := range e.Locales().Languages() {
		a.Languages = append(a.Languages, Choice{ID: lang, Label: e.Locales().Locale(lang).T("language."+lang, nil)})
	}
	for _, k := range e.Documents() {
		a.Documents = append(a.Documents, DocumentKind{
			ID: k.ID, Title: l.T("document."+k.ID+".title", nil), Law: l.T("document."+k.ID+".law", nil), About: k.About, Version: k.Version, Reviews: k.Reviews,
		})
	}
	return a, nil
}

// Catalogue returns what a dossier chooses from in a language; empty is that of the settings.
func (d *Desk) Catalogue(language string) (out Catalogue, err error) {
	defer d.guard(&err)
	l := d.locale()
	if language != "" {
		l = d.engine().Locales().Locale(language)
	}
	c := d.engine().Catalogue()
	out = Catalogue{
		Language: l.Lang, Version: c.Version,
		Entities: []Entity{}, Measures: []Choice{}, DataSubjects: []Choice{}, PersonalData: []PersonalData{}, Services: []Service{},
		Roles:             choices(l, "document.role.", dossier.Roles),
		Countries:         d.countries(l),
		Mechanisms:        choices(l, "document.mechanism.", dossier.Mechanisms),
		Derogations:       choices(l, "desk.derogation.", []string{"a", "b", "c", "d", "e", "f", "g"}),
		LegalForms:        choices(l, "desk.legal-form.", dossier.LegalForms),
		RegistrationKinds: choices(l, "document.registration.", record.RegistrationKinds),
		Statuses:          choices(l, "desk.status.", dossier.Statuses),
	}
	for i, m := range out.Mechanisms { // beside “no transfer outside the EEA” a bare “none” could be either
		if m.ID == "none" {
			out.Mechanisms[i].Label = l.T("desk.mechanism.none", nil)
		}
	}
	for _, e := range c.Entities {
		out.Entities = append(out.Entities, Entity{ID: e.ID, Name: e.Name, KvK: e.KvK})
	}
	for _, m := range c.Measures {
		out.Measures = append(out.Measures, Choice{ID: m.ID, Label: m.Label[l.Lang]})
	}
	for _, s := range c.DataSubjects {
		out.DataSubjects = append(out.DataSubjects, Choice{ID: s.ID, Label: s.Label[l.Lang]})
	}
	for _, p := range c.PersonalData {
		out.PersonalData = append(out.PersonalData, PersonalData{ID: p.ID, Label: p.Label[l.Lang], NeedsGround: p.NeedsGround, Reason: p.Reason[l.Lang]})
	}
	for _, s := range c.Services {
		out.Services = append(out.Services, Service{ID: s.ID, Label: s.Label[l.Lang], Role: s.Role, Reason: s.Reason[l.Lang]})
	}
	out.Terms = []Term{}
	for _, t := range d.engine().Terms(d.itself()) {
		title, paragraphs := d.engine().TermWords(t.ID, l.Lang)
		term := Term{ID: t.ID, Version: t.Version, Title: title, Paragraphs: paragraphs, Parameters: []TermParameter{}, Approved: t.Approved}
		for _, p := range t.Parameters {
			term.Parameters = append(term.Parameters, TermParameter{Name: p.Name, Label: p.Label[l.Lang], Min: p.Min, Max: p.Max, Default: p.Default})
		}
		out.Terms = append(out.Terms, term)
	}
	return out, nil
}

// itself is what is known of the organisation; nil before the store is open.
func (d *Desk) itself() *organisation.Organisation {
	o, err := d.office()
	if err != nil {
		return nil
	}
	org, err := o.Organisation(context.Background())
	if err != nil {
		return nil
	}
	return &org
}

func choices(l *locale.Locale, prefix string, ids []string) []Choice {
	out := []Choice{}
	for _, id := range ids {
		out = append(out, Choice{ID: id, Label: l.T(prefix+id, nil)})
	}
	return out
}

// countries lists the world as a reader of a language looks for a country in it.
func (d *Desk) countries(l *locale.Locale) []Country {
	today := d.today()
	out := []Country{}
	for _, c := range d.engine().Atlas().Countries() {
		country := Country{Code: c.Code, Name: l.Country(c.Code), EEA: c.Area == "eea"}
		if a, ok := d.engine().Atlas().Adequacy(c.Code); ok {
			country.Adequacy = &Adequacy{
				Decision: a.Decision, Until: a.Until, Expired: a.Until != "" && a.Until < today, Certificate: a.Certificate, Limits: a.Limits[l.Lang],
			}
		}
		out = append(out, country)
	}
	slices.SortFunc(out, func(a, b Country) int { return cmp.Compare(locale.Fold(a.Name), locale.Fold(b.Name)) })
	return out
}
