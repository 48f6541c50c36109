package dossier

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"verwoord/app/record"
)

// Atlas is what is known about countries on the day its data were checked.
type Atlas struct {
	countries map[string]Country
	aliases   map[string]string
	decisions map[string]Adequacy
}

// Country is a country or territory with a code of ISO 3166-1.
type Country struct {
	Code     string `json:"code"`
	Area     string `json:"area"`            // "eea" where GDPR applies as in the EEA, "third" elsewhere
	Check    bool   `json:"check,omitempty"` // its standing is not settled by the source; a lawyer should look
	Verified bool   `json:"verified"`
	Source   string `json:"source"`
}

// Adequacy is a decision of the Commission that a third country protects personal data adequately (GDPR, art. 45).
type Adequacy struct {
	Country     string      `json:"country"`
	Decision    string      `json:"decision"`
	Renewed     string      `json:"renewed,omitempty"`     // ISO 8601
	Until       string      `json:"until,omitempty"`       // last day, ISO 8601; "" without one
	Certificate bool        `json:"certificate,omitempty"` // covers only recipients that are certified
	Names       []string    `json:"names,omitempty"`       // of what the certificate is for, in lower case: to name it is no evidence of one
	Limits      record.Text `json:"limits,omitempty"`
	Unseen      bool        `json:"unseen,omitempty"` // its number was not seen at the source: no document prints it
	Narrow      bool        `json:"narrow,omitempty"` // the limits seldom matter: they are shown, and nobody is warned
	Verified    bool        `json:"verified"`
	Source      string      `json:"source"`
}

// ParseAtlas reads the tables of countries and of adequacy decisions.
func ParseAtlas(countries, adequacy []byte) (*Atlas, error) {
	var c struct {
		Checked   string    `json:"checked"`
		Countries []Country `json:"countries"`
		Aliases   []struct {
			Code     string `json:"code"`
			Country  string `json:"country"`
			Verified bool   `json:"verified"`
			Source   string `json:"source"`
		} `json:"aliases"`
	}
	if err := parseData(countries, &c); err != nil {
		return nil, fmt.Errorf("read countries: %w", err)
	}
	var a struct {
		Checked   string     `json:"checked"`
		Decisions []Adequacy `json:"decisions"`
	}
	if err := parseData(adequacy, &a); err != nil {
		return nil, fmt.Errorf("read adequacy decisions: %w", err)
	}
	w := &Atlas{map[string]Country{}, map[string]string{}, map[string]Adequacy{}}
	for _, row := range c.Countries {
		if _, twice := w.countries[row.Code]; twice || row.Area != "eea" && row.Area != "third" {
			return nil, fmt.Errorf("read countries: row %q occurs twice or has no area", row.Code)
		}
		w.countries[row.Code] = row
	}
	for _, row := range c.Aliases {
		w.aliases[row.Code] = row.Country
	}
	for _, row := range a.Decisions {
		if _, twice := w.decisions[row.Country]; twice || w.countries[row.Country].Area != "third" {
			return nil, fmt.Errorf("read adequacy decisions: row %q occurs twice or is no third country", row.Country)
		}
		w.decisions[row.Country] = row
	}
	return w, nil
}

// Country returns the country with the given code of ISO 3166-1.
func (w *Atlas) Country(code string) (Country, bool) {
	c, ok := w.countries[code]
	return c, ok
}

// Countries returns every country, sorted by code.
func (w *Atlas) Countries() []Country {
	return slices.SortedFunc(maps.Values(w.countries), func(a, b Country) int { return cmp.Compare(a.Code, b.Code) })
}

// Adequacy returns the adequacy decision for a country, whether or not it has expired.
func (w *Atlas) Adequacy(code string) (Adequacy, bool) {
	a, ok := w.decisions[code]
	return a, ok
}

// Third tells whether a country is known and outside the EEA: data that go there are transferred (GDPR, chapter V).
func (w *Atlas) Third(code string) bool { return w.countries[code].Area == "third" }

// Region tells of a code whether it is a country's, and of one that is none which country people mean by it, if any.
func (w *Atlas) Region(code string) (known bool, means string) {
	_, known = w.countries[code]
	return known, w.aliases[code]
}
