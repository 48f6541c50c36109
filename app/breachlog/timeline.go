package breachlog

import (
	"slices"
	"strconv"
	"time"

	"verwoord/app/incident"
)

// Event is something that happened at a moment or on a day.
type Event struct {
	// When: a moment of RFC 3339 or a day of ISO 8601.
	At string `json:"at"`
	// What: one of Events.
	Event string `json:"event"`
	// More about it.
	Text string `json:"text,omitempty"`
}

// Events are what a timeline tells.
var Events = []string{
	"began", "ended", "signal", "subprocessor-aware", "aware", "restored", "client-aware", "party-informed", "measure", "planned", "notice",
	"reported", "authority", "people",
}

// timeline is what happened to one client's data and because of it, in order. What has no day is no part of it.
func timeline(i *incident.Incident, sent []Sent) []Event {
	own := i.Own()
	all := []Event{
		{i.When.From, "began", ""}, {i.When.Until, "ended", ""}, {i.SignalAt, "signal", ""}, {i.SubprocessorAwareAt, "subprocessor-aware", ""},
		{i.AwareAt, "aware", ""}, {i.RestoredAt, "restored", ""}, {own.InformedEarlierAt, "client-aware", ""},
	}
	for _, p := range i.Parties {
		all = append(all, Event{p.InformedAt, "party-informed", p.Name})
	}
	for _, m := range i.MeasuresTaken {
		all = append(all, Event{m.At, "measure", m.What})
	}
	for _, m := range i.MeasuresPlanned {
		all = append(all, Event{m.At, "planned", m.What})
	}
	for _, s := range sent {
		all = append(all, Event{s.SentAt, "notice", strconv.Itoa(s.Number)})
	}
	for _, r := range i.Reported {
		all = append(all, Event{r.At, "reported", r.To})
	}
	if d := own.Decision; d != nil {
		all = append(all, Event{d.AuthorityOn, "authority", d.AuthorityReference}, Event{d.PeopleOn, "people", ""})
	}
	all = slices.DeleteFunc(all, func(e Event) bool { return e.At == "" })
	slices.SortStableFunc(all, func(a, b Event) int { return instant(a.At).Compare(instant(b.At)) })
	return all
}

// instant is a moment, or the end of a day: what happened on a day comes after what is known to the minute.
func instant(at string) time.Time {
	if m, err := time.Parse(time.RFC3339, at); err == nil {
		return m
	}
	day, _ := time.Parse(time.DateOnly, at)
	return day.AddDate(0, 0, 1).Add(-time.Second)
}
