package record

import "time"

// Span is days: from a first one until before another. An empty one is no bound. What comes with time is so told for every day at once.
type Span struct {
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
}

// On tells whether a day is in it.
func (s Span) On(day string) bool { return s.From <= day && (s.Until == "" || day < s.Until) }

// Since is every day after one.
func Since(day string) Span { return Span{From: Next(day)} }

// Before is every day before one.
func Before(day string) Span { return Span{Until: day} }

// Next is the day after one, "" when that is no day.
func Next(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// Months is the day some months after another, or before it when there are less than none: the last of its month when that has no such day. It
// is "" when the other is no day.
func Months(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly)
}
