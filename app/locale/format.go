package locale

import (
	"strconv"
	"strings"
	"time"
)

// Date prints an ISO 8601 date in full: "23 november 2026", "23 November 2026". What is no date is returned as it is.
func (l *Locale) Date(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	month := l.T("month."+strconv.Itoa(int(t.Month())), nil)
	long := strings.Replace(l.T("date.long", nil), "{day}", strconv.Itoa(t.Day()), 1)
	return strings.Replace(strings.Replace(long, "{month}", month, 1), "{year}", strconv.Itoa(t.Year()), 1)
}

// Weekday prints an ISO 8601 date in full with the day of the week: "maandag 23 november 2026". What is no date is returned as it is.
func (l *Locale) Weekday(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	weekday := l.T("weekday."+strconv.Itoa(int(t.Weekday())), nil)
	return strings.NewReplacer("{weekday}", weekday, "{date}", l.Date(iso)).Replace(l.T("date.weekday", nil))
}

// Hour prints a time in its own zone, to the minute and without naming the zone: "maandag 23 november 2026, 14:02". It is for those who
// live in that zone; the minute is the one that has begun. In the hour that comes twice when summer time ends, it says which of the two:
// "zondag 25 oktober 2026, 02:30 (wintertijd)".
func (l *Locale) Hour(t time.Time) string {
	text := l.Weekday(t.Format(time.DateOnly)) + ", " + t.Format("15:04")
	if !twice(t) {
		return text
	}
	if _, offset := t.Zone(); offset == 2*60*60 {
		return text + " (" + l.T("hour.summer", nil) + ")"
	}
	return text + " (" + l.T("hour.winter", nil) + ")"
}

// twice tells whether the clock shows a time of central Europe twice: from 02:00 until 03:00 on the last Sunday of October (Directive
// 2000/84/EC, art. 2 and 3, both at 01:00 UTC).
func twice(t time.Time) bool {
	_, offset := t.Zone()
	last := t.Month() == time.October && t.Weekday() == time.Sunday && t.Day() > 31-7
	return last && t.Hour() == 2 && (offset == 60*60 || offset == 2*60*60)
}

// Number prints a whole number with its thousands apart: "1.234", "1,234".
func (l *Locale) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	separator := l.T("number.thousands", nil)
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(separator)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Decimal prints a number with one digit behind the mark: "7,1", "7.1".
func (l *Locale) Decimal(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', 1, 64), ".", l.T("number.decimal", nil), 1)
}

// List joins items as a sentence does: "a", "a en b", "a, b en c".
func (l *Locale) List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " " + l.T("list.and", nil) + " " + items[n-1]
	}
}

// Moment prints a time in its own zone, to the minute: "22 november 2026, 14:02 (UTC+1)".
func (l *Locale) Moment(t time.Time) string {
	_, offset := t.Zone()
	zone := "UTC"
	if offset != 0 {
		sign := "+"
		if offset < 0 {
			sign, offset = "−", -offset
		}
		zone += sign + strconv.Itoa(offset/3600)
		if minutes := offset % 3600 / 60; minutes != 0 {
			zone += ":" + strconv.Itoa(100 + minutes)[1:]
		}
	}
	return l.Date(t.Format(time.DateOnly)) + ", " + t.Format("15:04") + " (" + zone + ")"
}
