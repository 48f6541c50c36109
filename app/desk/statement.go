package desk

import (
	"context"
	"slices"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/office"
	"verwoord/app/record"
)

// Statement is the text for a client's privacy statement, and what is to be said of it.
type Statement struct {
	Language string            `json:"language"`
	Mark     string            `json:"mark"`  // that the text says of itself
	Draft    bool              `json:"draft"` // it is not fit to be published
	Parts    []StatementPart   `json:"parts"`
	Items    []StatementItem   `json:"items"`  // what GDPR, art. 13 and 14 ask for
	Failed   []string          `json:"failed"` // conditions that do not hold, in words
	Problems []Problem         `json:"problems"`
	Plain    string            `json:"plain"`    // how plain it reads, in words
	Beside   string            `json:"beside"`   // what is not in this text at all, in words
	Today    string            `json:"today"`    // ISO 8601
	Asks     StatementAsks     `json:"asks"`     // what the form has to ask for this client
	Outdated bool              `json:"outdated"` // what was published says something else
	Changes  []StatementChange `json:"changes"`  // what to mend in what was published
}

// StatementPart is a part of the text, to paste.
type StatementPart struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	HTML     string `json:"html"`
	Markdown string `json:"markdown"`
	Text     string `json:"text"`
}

// StatementItem is one thing that the law asks for.
type StatementItem struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Law       string   `json:"law"`
	State     string   `json:"state"` // filled, client or none
	StateName string   `json:"stateName"`
	Why       string   `json:"why"`
	Rows      []string `json:"rows"` // where in the agreement it comes from, in words
}

// StatementAsks is what the text asks of this client.
type StatementAsks struct {
	Services   []Choice `json:"services"`   // in which JEX is processor
	People     []Choice `json:"people"`     // whose data they are
	Everyone   []Choice `json:"everyone"`   // whom the agreement names, also for other services: it is asked which of them the text is about. Empty when all are
	Everything []Choice `json:"everything"` // which data, likewise
	Advertises bool     `json:"advertises"` // one of the services is marketing
	Chatbot    bool     `json:"chatbot"`    // people apply for work
	OtherData  bool     `json:"otherData"`  // the agreement leaves open what a form asks
	Theirs     bool     `json:"theirs"`     // JEX is controller of some service
	Joint      bool     `json:"joint"`      // JEX and the client decide on some service together
}

// StatementChange is a line that goes or comes.
type StatementChange struct {
	Gone  bool   `json:"gone"`
	Under string `json:"under"` // the heading that it stands under
	Line  string `json:"line"`
}

// Statement is the text for a privacy statement of a dossier that need not be complete, in a language; "" is that of the dossier.
func (d *Desk) Statement(next dossier.Dossier, language string) (s Statement, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return Statement{}, err
	}
	now, published, err := o.Statement(context.Background(), &next, language)
	if err != nil {
		return Statement{}, err
	}
	l, e := d.locale(), d.engine()
	words := e.StatementWords(l, &next, now)
	s = Statement{
		Language: now.Tree.Lang, Mark: now.Tree.Mark, Draft: now.Draft, Problems: d.worded(now.Problems), Today: d.today(), Outdated: now.Outdated,
		Beside: words.Beside, Plain: words.Plain, Parts: []StatementPart{}, Items: []StatementItem{}, Failed: []string{}, Changes: []StatementChange{},
	}
	for _, p := range now.Pasted() {
		s.Parts = append(s.Parts, StatementPart{ID: p.ID, Title: p.Title, HTML: string(p.HTML), Markdown: string(p.Markdown), Text: string(p.Text)})
	}
	for _, i := range words.Items {
		item := StatementItem(i)
		item.Rows = append([]string{}, i.Rows...)
		s.Items = append(s.Items, item)
	}
	for _, c := range now.Checks {
		if !c.Holds && c.Severity == record.Error {
			s.Failed = append(s.Failed, l.T("check."+c.ID, nil))
		}
	}
	if published != nil {
		for _, c := range now.Since(published) {
			s.Changes = append(s.Changes, StatementChange{c.Gone, c.Under, c.Text})
		}
	}
	s.Asks = d.asks(l, &next)
	return s, nil
}

// asks is what the form has to ask for a client.
func (d *Desk) asks(l *locale.Locale, of *dossier.Dossier) StatementAsks {
	a := StatementAsks{Services: []Choice{}, People: []Choice{}, Everyone: []Choice{}, Everything: []Choice{}}
	people, data := of.Concerned()
	mixed := of.Processing.Mixed()
	c := d.engine().Catalogue()
	for _, s := range of.Processing.Services {
		offer, _ := c.Service(s.ID)
		if s.Role != "processor" {
			a.Theirs = a.Theirs || s.Role == "controller"
			a.Joint = a.Joint || s.Role == "joint-controller"
			continue
		}
		a.Services = append(a.Services, Choice{ID: s.ID, Label: offer.Label[l.Lang]})
		a.Advertises = a.Advertises || offer.Marketing
	}
	for _, id := range of.Processing.DataSubjects {
		who, _ := c.DataSubject(id)
		choice := Choice{ID: id, Label: who.Label[l.Lang]}
		if mixed {
			a.Everyone = append(a.Everyone, choice)
		}
		if slices.Contains(people, id) {
			a.People = append(a.People, choice)
			a.Chatbot = a.Chatbot || who.Applying
		}
	}
	for _, id := range of.Processing.PersonalData {
		kind, _ := c.Personal(id)
		if mixed {
			a.Everything = append(a.Everything, Choice{ID: id, Label: kind.Label[l.Lang]})
		}
		a.OtherData = a.OtherData || kind.Open && slices.Contains(data, id)
	}
	return a
}

// StatementFile is the text, or a part of it ("" for all), as a file: html, md, txt or pdf. The error has the code "not-made" when it cannot be
// printed.
func (d *Desk) StatementFile(next dossier.Dossier, language, part, format string) (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	as, known := engine.FormatOf(format)
	if !known {
		return File{}, refuse("not-made", "", "reason", format)
	}
	made, problems, err := o.StatementFile(context.Background(), &next, language, part, as)
	return d.printed(made, problems, err)
}

// StatementMail is a draft of a message to the client with the text, to fill in or to publish.
func (d *Desk) StatementMail(next dossier.Dossier, language string) (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	made, problems, err := o.StatementMail(context.Background(), &next, language)
	return d.printed(made, problems, err)
}

// printed is a file that was made of a dossier, or why there is none.
func (d *Desk) printed(made office.File, problems record.Problems, err error) (File, error) {
	if err == nil && made.Data == nil {
		var reasons []string
		for _, p := range d.worded(problems) {
			if p.Severity == string(record.Error) {
				reasons = append(reasons, p.Message)
			}
		}
		return File{}, refuse("not-made", "", "reason", strings.Join(reasons, " "))
	}
	return d.sent(made, err)
}
