// Package privacy tells how far the text for a client's privacy statement covers what GDPR, art. 13 and 14 ask for: what the agreement filled in
// and from which row, what the client has to fill in, what does not apply and why; and whether the text is fit to be published.
//
// It reads the dossier and what the text printed of it, and writes nothing. Start with Read.
package privacy

import (
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// State tells what became of an item.
type State string

// The states.
const (
	Filled  State = "filled" // the text says it
	Client  State = "client" // the client has to fill it in, in the text or elsewhere in its statement
	Without State = "none"   // it does not apply
)

// Item is one thing that GDPR, art. 13 and 14 ask for. Its name is the message privacy.item.<id>, its place in the law privacy.law.<id>.
type Item struct {
	ID    string
	State State
	// Why it does not apply, or what the client has to do: the message privacy.why.<why>; "" when there is nothing to say.
	Why string
	// What it says comes from here: JSON Pointers into the dossier, in their order.
	Rows []string
}

// Known is what a reading has to know beside the dossier.
type Known struct {
	Catalogue *dossier.Catalogue
	Atlas     *dossier.Atlas
	Today     string          // ISO 8601
	Shown     record.Shown    // what the text prints
	Blanks    record.Problems // that are open in it
	Mark      string          // that it says of itself
	Language  string          // of the text
	Hard      int             // what was found that is not plain
}

// Reading is what is to be said of a text.
type Reading struct {
	Items  []Item
	Checks []Condition
	// The day on which a text was published, ISO 8601; "" when none was.
	Published string
	// The text that was published says something else than this one.
	Outdated bool
	// In none of the services JEX is processor: then there is nothing that the client has to tell of it.
	NoProcessor bool
	// Which period speaks of consent in words, so that the text does not say how it is withdrawn; -1 for none.
	ConsentInPeriod int
	// Which ground is the legitimate interest of a public body, which has none in its tasks; -1 for none.
	PublicInterest int
}

// Read reads a text made of a dossier. The dossier has a PrivacyText.
func Read(d *dossier.Dossier, known Known) Reading {
	r := &reader{Dossier: d, Known: known, answers: d.PrivacyText}
	for i, s := range d.Processing.Services {
		if s.Role == "processor" {
			r.own = append(r.own, i)
		}
	}
	r.people, r.kinds = d.Concerned()
	r.grounds()
	out := Reading{
		Items: r.items(), PublicInterest: -1, ConsentInPeriod: r.consentInPeriod(), NoProcessor: len(d.Processing.Services) > 0 && len(r.own) == 0,
	}
	if d.Controller.LegalForm == "public-body" {
		out.PublicInterest = slices.IndexFunc(r.answers.Grounds, func(g dossier.Ground) bool { return g.Ground == "legitimate-interest" })
	}
	if p := r.answers.Published; p != nil {
		out.Published = p.Day
		out.Outdated = p.Language == known.Language && p.Mark != known.Mark
	}
	out.Checks = r.checks(out)
	return out
}

// reader is the state of one Read.
type reader struct {
	*dossier.Dossier
	Known
	answers *dossier.PrivacyText
	own     []int // the services in which JEX is processor
	// The ids that the text is about.
	people, kinds []string
	given         map[string]bool
	unknown       bool // the ground of one of them is not given
}

// grounds notes which grounds the client gave.
func (r *reader) grounds() {
	r.given = map[string]bool{}
	for _, i := range r.own {
		g, ok := r.answers.Ground(r.Processing.Services[i].ID)
		if !ok || g.Ground == "" {
			r.unknown = true
			continue
		}
		r.given[g.Ground] = true
	}
}

// active are the sub-processors that the services are served by: those that ended or that the client objects to are not.
func (r *reader) active() (out []int) {
	for i, s := range r.Subprocessors {
		if s.Status == "ended" || s.Status == "objection" {
			continue
		}
		if slices.ContainsFunc(r.own, func(n int) bool { return slices.Contains(s.Services, r.Processing.Services[n].ID) }) {
			out = append(out, i)
		}
	}
	return out
}

// blank tells whether a blank of one of the kinds is open.
func (r *reader) blank(kinds ...string) bool {
	return slices.ContainsFunc(r.Blanks, func(p record.Problem) bool { return slices.Contains(kinds, p.Args["Blank"]) })
}

// advertises tells whether one of the services is marketing: then the client advertises somewhere.
func (r *reader) advertises() bool {
	return slices.ContainsFunc(r.own, func(i int) bool {
		offer, _ := r.Catalogue.Service(r.Processing.Services[i].ID)
		return offer.Marketing
	})
}

// leads tells whether people come by a form of another.
func (r *reader) leads() bool { return slices.Contains(r.people, "leads") }

// of are the rows of a list.
func of(list string, rows ...int) (out []string) {
	for _, i := range rows {
		out = append(out, record.At(list, i))
	}
	return out
}

// all are the places of a list of so many.
func all(list string, n int) (out []string) {
	for i := range n {
		out = append(out, record.At(list, i))
	}
	return out
}
