// Package deadline says until when: when 72 hours are over, on which day a month ends, and what a weekend or a holiday does to it.
//
// Load reads the dated tables. Tables.Limit then answers one question: which rule, from when. The regimes are never mixed:
//
//   - hours: time that has gone by, counted in UTC. Weekends, holidays and the change of the clock make no difference.
//   - regulation: days, weeks or months as Regulation (EEC, Euratom) No 1182/71 counts them.
//   - act: a term in a Dutch act, as the Algemene termijnenwet counts it. It is about acts only, never about contracts.
//   - contract: what was agreed. Nothing shifts unless it was agreed that it does.
//   - target: an aim of the processor's own, which no law knows.
//
// Until is the strict end, to be aimed at. What a rule would add to it stands apart, in Formal and Rollover.
package deadline

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Limit is the answer: the moment or the day until when, and where that comes from.
//
// A moment is RFC 3339 with the offset of the zone of the tables; a day is ISO 8601 and lasts until its end in that zone.
type Limit struct {
	Rule   string
	Regime string
	From   string // the moment for a rule in hours, the day for any other
	Until  string // strict; never before From

	// Formal is the end of the last full hour as Regulation 1182/71 counts hours: the hour of the event is left out (art. 3(1)), and
	// the last one counts to its end (art. 3(2)(a)). Empty for what is not in hours of that regulation.
	Formal string

	// Rollover is the day to which Until moves when it is a Saturday, a Sunday or a holiday; the same day when it is none. It is
	// part of the rule in the regimes "regulation" and "act"; in "contract" it is told by analogy and counts only when agreed.
	// Empty for hours, and where the table of holidays does not reach.
	Rollover string

	// Effective is the first day on which what could be objected to may begin. Empty for other rules.
	Effective string

	Also   []Also   // other days or moments that belong to the answer
	Notes  []string // codes of what the reader must know of Rollover: "no-table", "no-decree"
	Count  int      // of the rule's unit
	Source string
	// Verified is whether the source was seen, not only remembered.
	Verified bool
}

// Also is a day or moment beside the strict one, by its code:
//
//	escalate    someone higher is told by then
//	tell        the person is told by then that it will take longer
//	other-count the last day when the extension is counted in another way
//	regulation  the day to which the end would move by the other table of holidays
type Also struct {
	Code string
	When string
}

// Named is a moment or day that a document names, with the rule that it comes from; "" for a promise.
type Named struct{ Rule, Until string }

// Limit says until when. From is a moment (RFC 3339, or a local one without an offset) or a day (ISO 8601); hours need a moment.
// Count is for a rule that leaves its number to the agreement, and zero for any other.
func (t *Tables) Limit(rule, from string, count int) (Limit, error) {
	when, err := t.start(from)
	if err != nil {
		return Limit{}, err
	}
	row, err := t.row(rule, when.day)
	if err != nil {
		return Limit{}, err
	}
	if count, err = row.number(count); err != nil {
		return Limit{}, err
	}
	limit := Limit{Rule: rule, Regime: row.Regime, Count: count, Source: row.Source, Verified: row.Verified}
	if row.Unit == "hours" {
		if when.moment.IsZero() {
			return Limit{}, refuse("no-hour", "Word", from)
		}
		t.hours(&limit, row, when.moment)
		return limit, nil
	}
	if row.Unit == "working-days" {
		return limit, t.workingDays(&limit, when.day)
	}
	t.days(&limit, row, when.day)
	return limit, nil
}

// hours counts time that goes by. No clock is asked: a day with 23 or 25 hours has as many.
func (t *Tables) hours(l *Limit, row rule, from time.Time) {
	until := from.Add(time.Duration(l.Count) * time.Hour)
	l.From, l.Until = t.print(from), t.print(until)
	if row.Regime == "hours" {
		// Reg. 1182/71, art. 3(1), 3(2)(a). Zones with half hours would need more; the tables' zone has none.
		l.Formal = t.print(from.UTC().Truncate(time.Hour).Add(time.Duration(l.Count+1) * time.Hour))
	}
	if row.Escalate > 0 {
		l.Also = append(l.Also, Also{"escalate", t.print(from.Add(time.Duration(row.Escalate) * time.Hour))})
	}
}

// days counts days, weeks and months. The day of the event is left out: the last day has the same number (Reg. 1182/71, art. 3(1)).
func (t *Tables) days(l *Limit, row rule, from day) {
	until := from.add(row.Unit, l.Count)
	l.From = from.String()
	if row.More > 0 {
		until = extended(l, row, from, until)
	}
	l.Until = until.String()
	t.roll(l, row, from, until)
	if row.Effective {
		l.Effective = until.add("days", 1).String()
	}
}

// workingDays counts the days that are no Saturday, Sunday or generally recognised holiday (Algemene termijnenwet, art. 3(1)): what a contract
// means by a working day when it does not say so itself. A day by royal decree is one for terms in acts; here it counts, so that the end is
// not late. Nothing is guessed where the table of holidays does not reach.
func (t *Tables) workingDays(l *Limit, from day) error {
	c := t.calendars["act"]
	until := from
	for n := 0; n < l.Count; {
		until = until.add("days", 1)
		if c.working(until) || c.decree[until] && until.weekday() {
			n++
		}
	}
	if from.String() < c.From || until.String() > c.Until {
		return refuse("no-holidays", "Day", from.String(), "From", c.From, "Until", c.Until)
	}
	l.From, l.Until, l.Rollover = from.String(), until.String(), until.String()
	return nil
}

// extended is the end of a term that is made longer, told before the first one ends. Counted from the end of the first term, or in one
// stretch from the event, it can end on different days; the earlier is safe under both readings.
func extended(l *Limit, row rule, from, first day) day {
	stacked, whole := first.add(row.Unit, row.More), from.add(row.Unit, l.Count+row.More)
	earlier, later := stacked, whole
	if whole.before(stacked) {
		earlier, later = whole, stacked
	}
	l.Also = append(l.Also, Also{"tell", first.String()}, Also{"other-count", later.String()})
	return earlier
}

// roll fills in what the end would become by a rule about days on which nothing is done.
func (t *Tables) roll(l *Limit, row rule, from, until day) {
	if row.Regime == "act" && tooLong(row.Unit, l.Count) {
		l.Rollover = l.Until
		return
	}
	main, other := t.calendars["act"], t.calendars["regulation"]
	if row.Regime == "regulation" {
		main, other = other, nil
	}
	if row.Regime == "act" {
		other = nil
	}
	rolled, note := main.roll(from, until)
	if note != "" {
		l.Notes = append(l.Notes, note)
	}
	if rolled == (day{}) {
		return
	}
	l.Rollover = rolled.String()
	if other == nil {
		return
	}
	if by, _ := other.roll(from, until); by != (day{}) && by != rolled {
		l.Also = append(l.Also, Also{"regulation", by.String()})
	}
}

// tooLong tells whether the Algemene termijnenwet leaves a term alone (art. 4(a)).
func tooLong(unit string, n int) bool {
	return n > map[string]int{"days": 90, "weeks": 12, "months": 3}[unit]
}

// number is how many hours, days or months: those of the row, or those that were agreed.
func (r rule) number(agreed int) (int, error) {
	most := map[string]int{"hours": 24 * 366, "days": 3660, "working-days": 366, "weeks": 520, "months": 120}[r.Unit]
	switch {
	case r.Count > 0 && agreed == 0:
		return r.Count, nil
	case r.Count > 0:
		return 0, refuse("number-fixed", "Rule", r.Rule, "Count", strconv.Itoa(r.Count))
	case agreed == 0:
		return 0, refuse("number-missing", "Rule", r.Rule)
	case agreed < 0 || agreed > most:
		return 0, refuse("number-out-of-range", "Rule", r.Rule, "Count", strconv.Itoa(agreed), "Most", strconv.Itoa(most))
	}
	return agreed, nil
}

// row is the rule as it stands on a day.
func (t *Tables) row(name string, on day) (rule, error) {
	var found rule
	for _, r := range t.rules {
		if r.Rule == name && r.Since <= on.String() && r.Since >= found.Since {
			found = r
		}
	}
	if found.Rule != "" {
		return found, nil
	}
	if slices.Contains(t.Rules(), name) {
		return rule{}, refuse("rule-not-yet", "Rule", name, "Day", on.String())
	}
	return rule{}, refuse("rule-unknown", "Rule", name)
}

// Refusal is a question that cannot be answered. Its message is deadline.refuse.<code>.
type Refusal struct {
	Code string
	Args map[string]string
}

func (r *Refusal) Error() string { return fmt.Sprintf("deadline: %s %v", r.Code, r.Args) }

func refuse(code string, args ...string) *Refusal {
	r := &Refusal{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i]] = args[i+1]
	}
	return r
}
