package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verwoord/app/record"
)

// Term is a prepared term: a clause that the terms of 2025 lack and that parties can agree on for one client, in words of a library. Its words
// are a proposal as long as nobody approved them.
type Term struct {
	ID         string      `json:"-"` // the name of its folder
	Order      int         `json:"order"`
	Version    string      `json:"version"` // of its words
	Answers    []string    `json:"answers"` // which elements of GDPR, art. 28 it answers: C-23
	Source     string      `json:"source"`  // in the law
	Parameters []Parameter `json:"parameters"`
	About      []string    `json:"about"` // stems by which words of one's own on the same matter are known, in lower case
	Title      record.Text `json:"-"`     // in the languages that documents are written in
	Approved   bool        `json:"-"`     // somebody approved its words, in this version
}

// Parameter is a number that a prepared term leaves to be agreed.
type Parameter struct {
	Name    string      `json:"name"`
	Unit    string      `json:"unit"` // hours, days or working-days
	Min     int         `json:"min"`
	Max     int         `json:"max"`
	Default int         `json:"default"`
	Label   record.Text `json:"label"`
}

// units are what the number of a parameter can count.
var units = []string{"hours", "days", "working-days"}

// ParseTerm reads terms/<id>/term.json.
func ParseTerm(id string, data []byte) (Term, error) {
	t := Term{ID: id}
	if err := parseData(data, &t); err != nil {
		return t, fmt.Errorf("read term %s: %w", id, err)
	}
	for _, p := range t.Parameters {
		if p.Name == "" || !slices.Contains(units, p.Unit) || p.Min > p.Default || p.Default > p.Max {
			return t, fmt.Errorf("read term %s: parameter %q", id, p.Name)
		}
	}
	if len(t.About) == 0 {
		return t, fmt.Errorf("read term %s: no word says what it is about", id)
	}
	if t.Version == "" {
		return t, fmt.Errorf("read term %s: no version", id)
	}
	return t, nil
}

// The prepared terms that something else depends on.
const (
	TermBreachHours   = "breach-hours"           // its parameter: hours
	TermObjection     = "objection-period"       // days
	TermAuthorisation = "specific-authorisation" // days
	termReturn        = "return-or-deletion"
)

// Agreed is the number that the parties agreed on in a prepared term; ok is false when they did not.
func (d *Dossier) Agreed(term, parameter string) (n int, ok bool) {
	for _, t := range d.AdditionalTerms {
		if t.Term == term {
			n, err := strconv.Atoi(t.Values[parameter])
			return n, err == nil
		}
	}
	return 0, false
}

// Has tells whether the parties agreed on a prepared term.
func (d *Dossier) Has(term string) bool {
	return slices.ContainsFunc(d.AdditionalTerms, func(t AdditionalTerm) bool { return t.Term == term })
}

// terms checks the additional terms: that a prepared one is in the library, once, with numbers within its limits. Words of one's own, and a
// proposal that nobody approved, are for legal to look at.
func (k *checker) terms() {
	seen := map[string]string{} // the path of each
	for i, t := range k.AdditionalTerms {
		path := record.At("/additionalTerms", i)
		if t.Term == "" {
			if k.Document() && t.Text != "" && k.Shows(path+"/text") {
				k.Add(path+"/text", "term-free")
				k.free(path+"/text", t)
			}
			continue
		}
		at := slices.IndexFunc(k.library, func(l Term) bool { return l.ID == t.Term })
		switch {
		case at < 0:
			k.AddFor("", path+"/term", "id-unknown", t.Term, strings.Join(ids(k.library, func(l Term) string { return l.ID }), ", "))
			continue
		case seen[t.Term] != "":
			k.Add(path+"/term", "term-twice")
		case t.Title != "" || t.Text != "":
			k.AddFor(path+"/term", path+"/text", "term-words")
		case k.Document() && k.Shows(path+"/term") && !k.library[at].Approved:
			k.Add(path+"/term", "term-proposal")
		}
		if t.Term == termReturn && k.Controller.LegalForm == "public-body" && k.Document() && k.Shows(path+"/term") {
			k.Add(path+"/term", "term-archive")
		}
		seen[t.Term] = cmp.Or(seen[t.Term], path+"/term")
		k.values(path, k.library[at], t.Values)
	}
	k.authorisation(seen)
}

// authorisation checks that the front sheet and annex 4 say the same of how JEX may engage sub-processors (GDPR, art. 28(2)): with a specific
// authorisation silence refuses, with a general one that a client may object to silence allows.
func (k *checker) authorisation(agreed map[string]string) {
	const path = "/processing/authorisation"
	switch specific := k.Processing.Authorisation == "specific"; {
	case specific && agreed[TermAuthorisation] == "":
		k.Add(path, "authorisation-term")
	case !specific && agreed[TermAuthorisation] != "":
		k.AddFor(agreed[TermAuthorisation], path, "authorisation-general")
	case specific && agreed[TermObjection] != "":
		k.Add(path, "authorisation-silence")
	}
}

// values checks the numbers of a prepared term.
func (k *checker) values(path string, t Term, values map[string]string) {
	for _, p := range t.Parameters {
		at := record.At(path, "values", p.Name)
		n, err := strconv.Atoi(values[p.Name])
		if err != nil || n < p.Min || n > p.Max {
			k.TellFor(path+"/term", at, "term-value", []string{strconv.Itoa(p.Min), strconv.Itoa(p.Max)}, p.Label)
		}
	}
	for _, name := range sorted(values) {
		if !slices.ContainsFunc(t.Parameters, func(p Parameter) bool { return p.Name == name }) {
			k.AddFor(path+"/term", record.At(path, "values"), "term-value-unknown", name)
		}
	}
}
