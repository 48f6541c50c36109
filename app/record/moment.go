package record

import "time"

// IsMoment tells whether s is a moment of RFC 3339 with its offset, of a day that exists, to the second: 2026-12-01T03:10:00+01:00.
func IsMoment(s string) bool {
	if len(s) < len(time.DateOnly) || !IsDate(s[:len(time.DateOnly)]) {
		return false
	}
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

var momentPattern = Expression(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$`)

// Day is the day of a moment as it was written, or the day itself: 2026-12-01.
func Day(s string) string { return s[:min(len(s), len(time.DateOnly))] }
