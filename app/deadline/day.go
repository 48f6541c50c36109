package deadline

import "time"

// day is a day of the calendar, without an hour or a zone. Its zero value is no day.
type day struct {
	year  int
	month time.Month
	date  int
}

// parseDay reads a day in ISO 8601.
func parseDay(s string) (day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return day{}, false
	}
	return dayOf(t), true
}

// dayOf is the day on which t falls in its own zone.
func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

func (d day) noon() time.Time { return time.Date(d.year, d.month, d.date, 12, 0, 0, 0, time.UTC) }

func (d day) String() string { return d.noon().Format(time.DateOnly) }

// weekday tells whether it is no Saturday and no Sunday.
func (d day) weekday() bool {
	w := d.noon().Weekday()
	return w != time.Saturday && w != time.Sunday
}

func (d day) before(e day) bool { return d.noon().Before(e.noon()) }

// add is n units later. A month has no day of that number when it is too short: then it is its last (Reg. 1182/71, art. 3(2)(c)).
func (d day) add(unit string, n int) day {
	switch unit {
	case "days":
		return dayOf(d.noon().AddDate(0, 0, n))
	case "weeks":
		return dayOf(d.noon().AddDate(0, 0, 7*n))
	case "months":
		first := day{d.year, d.month, 1}.noon().AddDate(0, n, 0)
		last := first.AddDate(0, 1, -1).Day()
		return day{first.Year(), first.Month(), min(d.date, last)}
	}
	panic("deadline: no unit of days: " + unit)
}
