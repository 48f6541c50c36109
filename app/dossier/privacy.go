package dossier

import (
	"slices"

	"verwoord/app/record"
)

// PrivacyText is what the text for the client's privacy statement says (GDPR, art. 13 and 14) and the agreement does not: what the client alone
// knows. An answer that is empty was not given, and shows in the text as a blank to fill in; it never means "no".
type PrivacyText struct {
	// How the text speaks to its reader: one of Forms; empty as informal.
	Form string `json:"form"`
	// E-mail address where people use their rights; empty for that of the client's privacy contact.
	Contact string `json:"contact"`
	// Address on the web of the long text, for the short one.
	Link string `json:"link"`
	// Address on the web of JEX's own privacy statement, for services in which JEX is controller.
	OwnStatement string `json:"ownStatement"`
	// Address on the web of the essence of the arrangement between JEX and the client, for services on which both decide (GDPR, art. 26(2)).
	JointArrangement string `json:"jointArrangement,omitempty"`
	// Ids of the data subjects of the services in which JEX is processor, where the agreement has services of another role as well: of all of them
	// the agreement does not say which service they belong to.
	DataSubjects []string `json:"dataSubjects,omitempty"`
	// Ids of the kinds of personal data of those services.
	PersonalData []string `json:"personalData,omitempty"`
	// Which other data a form asks for, when the agreement leaves that open.
	OtherData string `json:"otherData"`
	// Why each processing is allowed.
	Grounds []Ground `json:"grounds,omitempty"`
	// Where the data come from: one of Origins.
	Origin string `json:"origin"`
	// From whom the data come, when it is not the person (GDPR, art. 14(2)(f)).
	Sources []Source `json:"sources,omitempty"`
	// Whether the client advertises on platforms: one of Answers.
	Advertises string `json:"advertises"`
	// The platforms.
	Platforms []Platform `json:"platforms,omitempty"`
	// How long the client keeps the data.
	Periods []Period `json:"periods,omitempty"`
	// What software has to do with decisions about people (GDPR, art. 22): one of Decisions.
	Decision string `json:"decision"`
	// What the software does.
	Software string `json:"software"`
	// What the software looks at.
	Factors string `json:"factors"`
	// What that can mean for a person.
	Effect string `json:"effect"`
	// What a human does.
	Human string `json:"human"`
	// Whether people meet a chatbot: one of Answers.
	Chatbot string `json:"chatbot"`
	// The text that was published last, or null.
	Published *Publication `json:"published,omitempty" jsonschema:"nullable"`
}

// Ground is why a processing is allowed (GDPR, art. 6(1)), which the client decides.
type Ground struct {
	// Id of the service that the processing is for.
	ID string `json:"id"`
	// The ground: one of Grounds.
	Ground string `json:"ground"`
	// The legitimate interest, when that is the ground (GDPR, art. 13(1)(d)).
	Interest string `json:"interest"`
	// The purpose in the words of the text; empty for those of the agreement.
	Purpose string `json:"purpose"`
}

// Source is somebody who gives the client data of people.
type Source struct {
	// Who or what it is: an agency, a job board.
	Name string `json:"name"`
	// Whether everybody can look there.
	Public bool `json:"public"`
}

// Platform is an advertising platform, which is controller itself or together with the client (GDPR, art. 26).
type Platform struct {
	// Name of the platform.
	Name string `json:"name"`
	// Address on the web of its privacy statement.
	Link string `json:"link"`
	// Address on the web of the essence of the arrangement between the platform and the client (GDPR, art. 26(2)).
	Arrangement string `json:"arrangement,omitempty"`
}

// Period is how long the client keeps the data of a category of data subjects, or what decides on that.
type Period struct {
	// Id of the category of data subjects.
	ID string `json:"id"`
	// How long, in the words of the text.
	Period string `json:"period"`
	// How long with the consent of the person, when that is longer; empty when nobody is asked for it. Consent can be withdrawn (GDPR, art. 7(3)).
	Consented string `json:"consented,omitempty"`
}

// Publication is that a text was published.
type Publication struct {
	// On which day, ISO 8601.
	Day string `json:"day"`
	// What the text says of itself: its mark.
	Mark string `json:"mark"`
	// Language of the text.
	Language string `json:"language"`
}

// Forms are how a text speaks to its reader: je or u.
var Forms = []string{"informal", "formal"}

// Answers are the answers to a question that can be answered.
var Answers = []string{"yes", "no"}

// Origins are where data come from: the person alone, others alone, both (GDPR, art. 13 and 14).
var Origins = []string{"self", "others", "both"}

// Grounds are the ids of the grounds of GDPR, art. 6(1), a to f.
var Grounds = []string{"consent", "contract", "legal-obligation", "vital-interest", "public-task", "legitimate-interest"}

// Decisions are what software has to do with decisions about people: nothing, it helps a human, it decides (GDPR, art. 22(1)).
var Decisions = []string{"none", "assists", "decides"}

// Ground returns what the client said of a service.
func (t *PrivacyText) Ground(service string) (g Ground, ok bool) {
	for _, g := range t.Grounds {
		if g.ID == service {
			return g, true
		}
	}
	return Ground{}, false
}

// Mixed tells whether JEX is processor in some services of the agreement and not in others: then its lists of data subjects and of personal data are
// of both, and which of them a text for the client's privacy statement is about has to be said.
func (p *Processing) Mixed() bool {
	own := func(s Service) bool { return s.Role == "processor" }
	return slices.ContainsFunc(p.Services, own) && slices.ContainsFunc(p.Services, func(s Service) bool { return !own(s) })
}

// Concerned are the data subjects and the kinds of personal data of the agreement that the text is about: all of a list when none of it was chosen, or
// when nothing has to be. The PrivacyText may be nil.
func (d *Dossier) Concerned() (people, data []string) {
	p, t := &d.Processing, d.PrivacyText
	if t == nil || !p.Mixed() {
		return p.DataSubjects, p.PersonalData
	}
	of := func(all, chosen []string) []string {
		both := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return !slices.Contains(chosen, id) })
		if len(both) == 0 {
			return all
		}
		return both
	}
	return of(p.DataSubjects, t.DataSubjects), of(p.PersonalData, t.PersonalData)
}

// privacyFields are the members of a PrivacyText that hold text.
var privacyFields = record.Fields{
	"privacyText.form":                  {Form: record.ChoiceText, Choices: Forms},
	"privacyText.contact":               {Form: record.IdentifierText, Scheme: record.Email},
	"privacyText.link":                  {Form: record.LineText},
	"privacyText.ownStatement":          {Form: record.LineText},
	"privacyText.jointArrangement":      {Form: record.LineText},
	"privacyText.dataSubjects":          {Form: record.KeyText},
	"privacyText.personalData":          {Form: record.KeyText},
	"privacyText.otherData":             {Form: record.LineText},
	"privacyText.grounds.id":            {Form: record.KeyText},
	"privacyText.grounds.ground":        {Form: record.ChoiceText, Choices: Grounds},
	"privacyText.grounds.interest":      {Form: record.ParagraphText},
	"privacyText.grounds.purpose":       {Form: record.ParagraphText},
	"privacyText.origin":                {Form: record.ChoiceText, Choices: Origins},
	"privacyText.sources.name":          {Form: record.LineText},
	"privacyText.advertises":            {Form: record.ChoiceText, Choices: Answers},
	"privacyText.platforms.name":        {Form: record.NameText},
	"privacyText.platforms.link":        {Form: record.LineText},
	"privacyText.platforms.arrangement": {Form: record.LineText},
	"privacyText.periods.id":            {Form: record.KeyText},
	"privacyText.periods.period":        {Form: record.LineText},
	"privacyText.periods.consented":     {Form: record.LineText},
	"privacyText.decision":              {Form: record.ChoiceText, Choices: Decisions},
	"privacyText.software":              {Form: record.ParagraphText},
	"privacyText.factors":               {Form: record.ParagraphText},
	"privacyText.effect":                {Form: record.ParagraphText},
	"privacyText.human":                 {Form: record.ParagraphText},
	"privacyText.chatbot":               {Form: record.ChoiceText, Choices: Answers},
	"privacyText.published.day":         {Form: record.IdentifierText, Scheme: record.Date},
	"privacyText.published.mark":        {Form: record.LineText},
	"privacyText.published.language":    {Form: record.LanguageText},
}
