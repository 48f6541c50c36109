package deadline_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"verwoord/app/deadline"
	"verwoord/templates"
)

func tables(t testing.TB) *deadline.Tables {
	t.Helper()
	tables, err := deadline.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

var (
	answer   = regexp.MustCompile(`\b([a-z]+(?:-[a-z]+)?) ((?:ma|di|wo|do|vr|za|zo) [0-9TZ:-]+(?: [0-9:]+)?|-)(?:  |$)`)
	question = regexp.MustCompile(`^(\S*) +([a-z-]+)(?: ([0-9]+))? +((?:ma|di|wo|do|vr|za|zo) [0-9TZ:-]+(?: [0-9:]+)?)  `)
)

var weekdays = []string{"zo", "ma", "di", "wo", "do", "vr", "za"}

// Every line of the table, with what it does not mention absent.
func TestLimits(t *testing.T) {
	ts := tables(t)
	data, err := os.ReadFile("testdata/limits.txt")
	if err != nil {
		t.Fatal(err)
	}
	asked, ids := 0, map[string]bool{}
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		q := question.FindStringSubmatch(line)
		if q == nil {
			t.Fatalf("line %d is no question: %s", n+1, line)
		}
		asked, ids[q[1]] = asked+1, true
		count, _ := strconv.Atoi(q[3])
		limit, err := ts.Limit(q[2], untold(t, q[4]), count)
		if err != nil {
			t.Errorf("line %d: %v", n+1, err)
			continue
		}
		got := map[string]string{"until": limit.Until, "formal": limit.Formal, "roll": limit.Rollover, "effective": limit.Effective}
		for _, a := range limit.Also {
			got[a.Code] = a.When
		}
		for _, a := range answer.FindAllStringSubmatch(line[len(q[0]):], -1) {
			if seen := told(ts, got[a[1]]); seen != a[2] {
				t.Errorf("line %d: %s is %s, not %s\n%s", n+1, a[1], seen, a[2], line)
			}
			delete(got, a[1])
		}
		for code, when := range got {
			if when != "" {
				t.Errorf("line %d: also %s %s\n%s", n+1, code, when, line)
			}
		}
	}
	for _, series := range [][2]int{{1, 9}, {20, 27}, {40, 47}, {60, 61}} {
		for n := series[0]; n <= series[1]; n++ {
			if id := fmt.Sprintf("D-%02d", n); !ids[id] {
				t.Errorf("%s is not asked", id)
			}
		}
	}
	if asked < 45 {
		t.Errorf("asked %d questions", asked)
	}
}

// untold takes the weekday off a day, after a look at whether it is that of the day.
func untold(t *testing.T, s string) string {
	weekday, rest, _ := strings.Cut(s, " ")
	day, err := time.Parse(time.DateOnly, rest[:10])
	if err != nil || weekdays[day.Weekday()] != weekday {
		t.Errorf("%s: the weekday is another", s)
	}
	return rest
}

// told is an answer as the table writes it.
func told(ts *deadline.Tables, s string) string {
	if s == "" {
		return "-"
	}
	if m, err := time.Parse(time.RFC3339, s); err == nil {
		m = m.In(ts.Zone())
		return weekdays[m.Weekday()] + m.Format(" 2006-01-02 15:04")
	}
	day, _ := time.Parse(time.DateOnly, s)
	return weekdays[day.Weekday()] + " " + s
}

// What cannot be answered is refused by a code, and the two moments of an hour that comes twice are offered.
func TestRefusals(t *testing.T) {
	ts := tables(t)
	for _, c := range []struct {
		rule, from string
		count      int
		code       string
	}{
		{"breach-controller", "2026-03-29T02:30", 0, "gap"},
		{"breach-controller", "2027-03-28 02:30", 0, "gap"},
		{"breach-controller", "2026-10-25T02:30", 0, "overlap"},
		{"access", "2026-10-25T02:59:59", 0, "overlap"},
		{"breach-controller", "2026-11-03", 0, "no-hour"},
		{"breach-controller", "yesterday", 0, "no-moment"},
		{"access", "2027-02-29", 0, "no-moment"},
		{"breach-controller", "2026-11-03T25:00", 0, "no-moment"},
		{"breach-controller", "2018-05-24T23:59", 0, "rule-not-yet"},
		{"access", "2101-01-01", 0, "out-of-range"},
		{"access", "1995-12-31", 0, "out-of-range"},
		{"acces", "2026-11-02", 0, "rule-unknown"},
		{"forward", "2035-12-31", 2, "no-holidays"},
		{"forward", "2025-12-31", 2, "no-holidays"},
		{"forward", "2026-11-02", 367, "number-out-of-range"},
		{"access", "2026-11-02", 10, "number-fixed"},
		{"objection", "2026-11-02", 0, "number-missing"},
		{"objection", "2026-11-02", -1, "number-out-of-range"},
		{"objection", "2026-11-02", 3661, "number-out-of-range"},
	} {
		_, err := ts.Limit(c.rule, c.from, c.count)
		var r *deadline.Refusal
		if !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s from %s: %v, not %s", c.rule, c.from, err, c.code)
		}
	}
	_, err := ts.Moment("2026-10-25T02:30")
	var r *deadline.Refusal
	if !errors.As(err, &r) || r.Args["Summer"] != "2026-10-25T02:30:00+02:00" || r.Args["Winter"] != "2026-10-25T02:30:00+01:00" {
		t.Errorf("the hour that comes twice offers %v", err)
	}
	for _, at := range []string{"2026-10-25T02:30+02:00", "2026-10-25T02:30:00+01:00", "2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"} {
		if _, err := ts.Moment(at); err != nil {
			t.Errorf("%s: %v", at, err)
		}
	}
}

// The zone's rule is what the database of zones says, at every hour of every week in which it could differ and at noon of every day.
func TestZone(t *testing.T) {
	ours, theirs := tables(t).Zone(), load(t, "Europe/Amsterdam")
	if ours.String() != "Europe/Amsterdam" {
		t.Errorf("the zone is called %s", ours)
	}
	until := time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(1997, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(until); at = at.Add(30 * time.Minute) {
		if m := at.Month(); m != time.March && m != time.October && (at.Hour() != 12 || at.Minute() != 0) {
			continue
		}
		a, na := at.In(ours).Zone()
		b, nb := at.In(theirs).Zone()
		if a != b || na != nb {
			t.Fatalf("%s: %s %d, not %s %d", at, a, na, b, nb)
		}
	}
}

func load(t *testing.T, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
