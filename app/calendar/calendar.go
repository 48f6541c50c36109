// Package calendar writes time limits as items for a calendar (iCalendar, RFC 5545), so that a mail program reminds of them.
//
// Write takes them with the moment at which they were written; the same items give the same bytes. Its library reads calendars over the
// network too, which a browser would have to load with it: so only shells that are no browser import this package.
package calendar

import (
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Item is a day or a moment by which something is done.
type Item struct {
	ID    string // the same for the same limit: a calendar then replaces what it has
	Title string
	Text  string
	Until string // a moment (RFC 3339) or a day (ISO 8601)
}

// Write writes items. Each reminds a day before, and a moment two hours before as well.
func Write(w io.Writer, items []Item, written time.Time) error {
	c := ics.NewCalendarFor("verwoord")
	c.SetProductId("-//Verwoord//Verwoord//NL")
	for _, item := range items {
		if err := add(c, item, written); err != nil {
			return err
		}
	}
	return c.SerializeTo(w, ics.WithNewLine("\r\n"), ics.WithLineLength(75))
}

func add(c *ics.Calendar, item Item, written time.Time) error {
	event := c.AddEvent(item.ID)
	event.SetDtStampTime(written)
	event.SetSummary(item.Title)
	event.SetDescription(item.Text)
	// It takes nobody's time: a free hour stays free.
	event.SetTimeTransparency(ics.TransparencyTransparent)
	before := []string{"-P1D"}
	if moment, err := time.Parse(time.RFC3339, item.Until); err == nil {
		event.SetStartAt(moment)
		before = append(before, "-PT2H")
	} else if day, err := time.Parse(time.DateOnly, item.Until); err == nil {
		event.SetAllDayStartAt(day)
	} else {
		return fmt.Errorf("write calendar item %s: %q is no day or moment", item.ID, item.Until)
	}
	for _, trigger := range before {
		alarm := event.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetTrigger(trigger)
		alarm.SetDescription(item.Title)
	}
	return nil
}

// ID makes an item's id of what it is about: letters, digits and hyphens of each part.
func ID(parts ...string) string {
	clean := func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}
	return strings.Map(clean, strings.Join(parts, "-")) + "@verwoord"
}
