package deadline

import (
	"time"
)

// start is when something happened: a day, and the moment if one was given.
type start struct {
	day    day
	moment time.Time // zero when only the day is known
}

// start reads a day or a moment. The day of a moment is the one in the zone of the tables.
func (t *Tables) start(text string) (start, error) {
	if d, ok := parseDay(text); ok {
		return t.within(start{day: d}, text)
	}
	m, err := t.Moment(text)
	if err != nil {
		return start{}, err
	}
	return t.within(start{dayOf(m), m}, text)
}

// The years for which the tables' zone and arithmetic are tested.
const lastYear = 2100

func (t *Tables) within(s start, text string) (start, error) {
	if s.day.before(t.zoneSince) || s.day.year > lastYear {
		return start{}, refuse("out-of-range", "Word", text)
	}
	return s, nil
}

// layouts are the ways to write a moment: with seconds or without, with a T or a space.
var layouts = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}

// Moment reads a moment: RFC 3339 with an offset, or a local one without. A local moment that the clock skips in spring is refused;
// one that it shows twice in autumn is refused too, with both offsets, since only a person knows which it was.
func (t *Tables) Moment(text string) (time.Time, error) {
	for _, layout := range layouts {
		if m, err := time.Parse(layout+"Z07:00", text); err == nil {
			return m.In(t.zone), nil
		}
		if m, err := time.Parse(layout, text); err == nil {
			return t.local(m, text)
		}
	}
	return time.Time{}, refuse("no-moment", "Word", text)
}

// local finds the moments at which a clock in the zone shows what wall shows. Every offset of the zone is one of its standard time or
// its summer time, which January and July have.
func (t *Tables) local(wall time.Time, text string) (time.Time, error) {
	var found []time.Time
	for _, month := range []time.Month{time.January, time.July} {
		_, offset := time.Date(wall.Year(), month, 1, 0, 0, 0, 0, t.zone).Zone()
		m := wall.Add(-time.Duration(offset) * time.Second).In(t.zone)
		if sameWall(m, wall) && (len(found) == 0 || !m.Equal(found[0])) {
			found = append(found, m)
		}
	}
	switch len(found) {
	case 0:
		return time.Time{}, refuse("gap", "Word", text)
	case 1:
		return found[0], nil
	}
	if found[1].Before(found[0]) {
		found[0], found[1] = found[1], found[0]
	}
	return time.Time{}, refuse("overlap", "Word", text, "Summer", t.print(found[0]), "Winter", t.print(found[1]))
}

func sameWall(a, b time.Time) bool {
	const wall = "2006-01-02T15:04:05"
	return a.Format(wall) == b.Format(wall)
}

// Local is a moment in the zone of the tables; what is no moment stays as it is.
func (t *Tables) Local(at string) string {
	m, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.print(m)
}

// print writes a moment as the tables do: RFC 3339 with the offset of their zone.
func (t *Tables) print(m time.Time) string { return m.In(t.zone).Format(time.RFC3339) }
