package deadline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// Tables are the rules, the holidays and the zone, each row with its source. They are never changed after Load.
type Tables struct {
	rules     []rule
	calendars map[string]*calendar
	zone      *time.Location
	zoneSince day
}

// rule is a row of the table of rules: what holds from a day on, until a later row of the same name.
type rule struct {
	Rule      string `json:"rule"`
	Since     string `json:"since"` // ISO 8601
	Regime    string `json:"regime"`
	Unit      string `json:"unit"`                // "hours", "days", "working-days", "weeks" or "months"
	Count     int    `json:"count,omitempty"`     // zero when the agreement says it
	Agreed    string `json:"agreed,omitempty"`    // in which prepared term, and as which of its parameters: objection-period/days
	More      int    `json:"more,omitempty"`      // units by which the term may be made longer
	Escalate  int    `json:"escalate,omitempty"`  // hours
	Effective bool   `json:"effective,omitempty"` // something may begin when the term is over
	Source    string `json:"source"`
	Verified  bool   `json:"verified"`
}

var regimes = []string{"hours", "regulation", "act", "contract", "target"}

var units = []string{"hours", "days", "working-days", "weeks", "months"}

// Load reads the table of rules with the zone, and the tables of holidays: deadlines.json and holidays.json.
func Load(files fs.FS) (*Tables, error) {
	rules, err := fs.ReadFile(files, "deadlines.json")
	if err != nil {
		return nil, fmt.Errorf("read time limits: %w", err)
	}
	holidays, err := fs.ReadFile(files, "holidays.json")
	if err != nil {
		return nil, fmt.Errorf("read holidays: %w", err)
	}
	return parse(rules, holidays)
}

// parse reads both tables.
func parse(rules, holidays []byte) (*Tables, error) {
	var file struct {
		Checked string `json:"checked"`
		Zone    struct {
			Name, Since, Rule, Source string
		} `json:"zone"`
		Rules []rule `json:"rules"`
	}
	if err := strict(rules, &file); err != nil {
		return nil, fmt.Errorf("read time limits: %w", err)
	}
	t := &Tables{rules: file.Rules}
	for _, r := range file.Rules {
		if _, ok := parseDay(r.Since); !ok || r.Source == "" || !slices.Contains(regimes, r.Regime) || !slices.Contains(units, r.Unit) {
			return nil, fmt.Errorf("read time limits: rule %q lacks a day, a source, a regime or a unit", r.Rule)
		}
	}
	var err error
	if t.zone, err = zone(file.Zone.Name, file.Zone.Rule); err != nil {
		return nil, fmt.Errorf("read time limits: zone: %w", err)
	}
	t.zoneSince, _ = parseDay(file.Zone.Since)
	if t.calendars, err = parseCalendars(holidays); err != nil {
		return nil, fmt.Errorf("read holidays: %w", err)
	}
	return t, nil
}

// Rules lists the names of the rules in the order of the table.
func (t *Tables) Rules() []string {
	var names []string
	for _, r := range t.rules {
		if !slices.Contains(names, r.Rule) {
			names = append(names, r.Rule)
		}
	}
	return names
}

// Agreed names the prepared term in which parties agree on the number of a rule, and the parameter; empty for a rule with a number of its own.
func (t *Tables) Agreed(rule string) (term, parameter string) {
	for _, r := range t.rules {
		if r.Rule == rule {
			term, parameter, _ = strings.Cut(r.Agreed, "/")
		}
	}
	return term, parameter
}

// Zone is the zone in which days begin and end.
func (t *Tables) Zone() *time.Location { return t.zone }

// strict reads JSON that has no member but ours.
func strict(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
