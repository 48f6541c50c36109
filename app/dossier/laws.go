package dossier

import (
	"fmt"
	"slices"

	"verwoord/app/record"
)

// Laws are rules of law that a text says something of from a day on: dated rows with their sources.
type Laws []Law

// Law is one such rule.
type Law struct {
	ID       string `json:"id"`
	From     string `json:"from"`            // first day, ISO 8601
	Until    string `json:"until,omitempty"` // last day, ISO 8601; "" without one
	Verified bool   `json:"verified"`        // compared with the Official Journal
	Source   string `json:"source"`
}

// ParseLaws reads laws.json.
func ParseLaws(data []byte) (Laws, error) {
	var f struct {
		Checked string `json:"checked"`
		Laws    Laws   `json:"laws"`
	}
	if err := parseData(data, &f); err != nil {
		return nil, fmt.Errorf("read laws: %w", err)
	}
	for _, l := range f.Laws {
		if l.ID == "" || l.Source == "" || !record.IsDate(l.From) || l.Until != "" && !record.IsDate(l.Until) {
			return nil, fmt.Errorf("read laws: row %q", l.ID)
		}
	}
	return f.Laws, nil
}

// InForce tells whether a rule holds on a day. One that is not in the table never does.
func (ls Laws) InForce(id, day string) bool {
	return slices.ContainsFunc(ls, func(l Law) bool { return l.ID == id && l.From <= day && (l.Until == "" || day <= l.Until) })
}
