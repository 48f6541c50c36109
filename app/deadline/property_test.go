package deadline_test

import (
	"testing"
	"time"

	"verwoord/app/deadline"
)

// counts are the numbers of the rules that leave theirs to the agreement.
var counts = map[string]int{"breach-term": 48, "objection": 30, "forward": 2, "instruction": 5, "return": 30, "remedy": 14}

// working tells of a rule in working days. These can be counted only where the table of holidays reaches, from 2026 to 2035.
func working(rule string) bool { return rule == "forward" || rule == "instruction" }

// tabled tells whether working days can be counted from a day on.
func tabled(from time.Time) bool {
	return from.Year() >= 2026 && from.Format(time.DateOnly) < "2035-12-20"
}

// For every rule and every day until 2100: the end is not before the event nor before the strict end, months end in the right month, and
// what moved moved to a working day.
func TestProperties(t *testing.T) {
	ts := tables(t)
	for _, rule := range ts.Rules() {
		checked := 0
		for at := time.Date(2018, 5, 25, 0, 0, 0, 0, ts.Zone()); at.Year() <= 2100; at = at.AddDate(0, 0, 1) {
			for _, hour := range []int{0, 13} {
				from := at.Add(time.Duration(hour) * time.Hour)
				limit, err := ts.Limit(rule, from.Format(time.RFC3339), counts[rule])
				checked++
				if working(rule) && !tabled(from) {
					if err == nil && from.Year() != 2035 {
						t.Fatalf("%s from %s: %+v, %v", rule, from, limit, err)
					}
					continue
				}
				if err != nil {
					t.Fatalf("%s from %s: %v", rule, from, err)
				}
				ordered(t, ts, limit, from)
			}
		}
		if checked < 60000 {
			t.Fatalf("%s: checked %d", rule, checked)
		}
	}
}

func ordered(t *testing.T, ts *deadline.Tables, l deadline.Limit, from time.Time) {
	t.Helper()
	if l.Source == "" || l.Regime == "" {
		t.Fatalf("%+v has no source", l)
	}
	if until, err := time.Parse(time.RFC3339, l.Until); err == nil {
		if until.Sub(from) != time.Duration(l.Count)*time.Hour {
			t.Fatalf("%+v: %s have gone by", l, until.Sub(from))
		}
		if formal, err := time.Parse(time.RFC3339, l.Formal); l.Formal != "" && (err != nil || formal.Before(until) || formal.Sub(until) > time.Hour) {
			t.Fatalf("%+v: the formal end is not the end of the last hour", l)
		}
		if l.Rollover != "" {
			t.Fatalf("%+v: hours moved", l)
		}
		return
	}
	if l.Until <= l.From || l.Rollover != "" && l.Rollover < l.Until || l.Effective != "" && l.Effective <= l.Until {
		t.Fatalf("%+v is out of order", l)
	}
	start, _ := time.Parse(time.DateOnly, l.From)
	until, _ := time.Parse(time.DateOnly, l.Until)
	if months := (until.Year()-start.Year())*12 + int(until.Month()) - int(start.Month()); l.Rule == "request" &&
		(months != 1 || until.Day() != start.Day() && until.AddDate(0, 0, 1).Day() != 1) {
		t.Fatalf("%+v is no month", l)
	}
	if working(l.Rule) {
		days := 0
		for d := start.AddDate(0, 0, 1); !d.After(until); d = d.AddDate(0, 0, 1) {
			if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				days++
			}
		}
		if days < l.Count || days > l.Count+4 { // Christmas and the new year are three, Easter and its Friday two
			t.Fatalf("%+v: %d weekdays", l, days)
		}
	}
	if l.Rollover != "" {
		if day, _ := time.Parse(time.DateOnly, l.Rollover); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			t.Fatalf("%+v moved to a weekend", l)
		}
	} else if l.From >= "2026" && l.Until < "2035-12-20" {
		t.Fatalf("%+v does not say where it moves", l)
	}
}

// A later event never ends earlier.
func TestLaterEventsEndLater(t *testing.T) {
	ts := tables(t)
	for _, rule := range ts.Rules() {
		last := ""
		for at := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC); at.Year() < 2036; at = at.AddDate(0, 0, 1) {
			limit, err := ts.Limit(rule, at.Format(time.RFC3339), counts[rule])
			if working(rule) && !tabled(at) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if limit.Until[:10] < last {
				t.Fatalf("%s: %+v ends before %s", rule, limit, last)
			}
			last = limit.Until[:10]
		}
	}
}
