package deadline_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"verwoord/templates"
)

// The days in the tables are those that the acts name, computed from Easter; nothing is missing and nothing is too much.
func TestHolidays(t *testing.T) {
	var file struct {
		Tables []struct {
			ID   string
			Days []struct{ Day, Name string }
		}
	}
	data, err := templates.FS.ReadFile("holidays.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	decreed := []string{"2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"}
	for _, table := range file.Tables {
		var want, got []string
		for year := 2026; year <= 2035; year++ {
			want = append(want, holidays(year, table.ID == "act")...)
		}
		if table.ID == "act" {
			for _, day := range decreed {
				want = append(want, day+" decree")
			}
		}
		for _, d := range table.Days {
			got = append(got, d.Day+" "+d.Name)
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%v\nnot\n%v", table.ID, got, want)
		}
	}
	// As they are known, apart from how they are computed here.
	for _, day := range []string{"2026-04-03 good-friday", "2027-03-29 easter-monday", "2028-05-25 ascension", "2028-06-05 whit-monday", "2031-04-26 kings-day"} {
		if year := 2000 + int(day[2]-'0')*10 + int(day[3]-'0'); !slices.Contains(holidays(year, true), day) {
			t.Errorf("%s is not among %v", day, holidays(year, true))
		}
	}
}

func holidays(year int, act bool) []string {
	var days []string
	add := func(d time.Time, name string) { days = append(days, d.Format(time.DateOnly)+" "+name) }
	fixed := func(m time.Month, d int) time.Time { return time.Date(year, m, d, 0, 0, 0, 0, time.UTC) }
	after := func(n int) time.Time { return easter(year).AddDate(0, 0, n) }
	king := fixed(time.April, 27)
	if king.Weekday() == time.Sunday {
		king = king.AddDate(0, 0, -1)
	}
	add(fixed(time.January, 1), "new-year")
	add(after(1), "easter-monday")
	add(king, "kings-day")
	add(after(39), "ascension")
	add(after(50), "whit-monday")
	add(fixed(time.December, 25), "christmas")
	add(fixed(time.December, 26), "second-christmas-day")
	if act {
		add(after(-2), "good-friday")
		add(fixed(time.May, 5), "liberation-day")
	}
	return days
}

// easter is Easter Sunday by the method of Oudin (1940).
func easter(year int) time.Time {
	g, c := year%19, year/100
	h := (c - c/4 - (8*c+13)/25 + 19*g + 15) % 30
	i := h - h/28*(1-29/(h+1)*((21-g)/11))
	j := (year + year/4 + i + 2 - c + c/4) % 7
	l := i - j
	month := 3 + (l+40)/44
	day, err := time.Parse(time.DateOnly, fmt.Sprintf("%d-%02d-%02d", year, month, l+28-31*(month/4)))
	if err != nil {
		panic(err)
	}
	return day
}
