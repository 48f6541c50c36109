package enginetest

import (
	"time"

	"verwoord/app/engine"
)

// When is a moment at which the specimen of a document is good: its own, or a day on which all that it says has begun.
func When(e *engine.Engine, document string) time.Time {
	at, err := time.Parse(time.RFC3339, e.Specimen(document).Date)
	if err != nil {
		return time.Date(2026, 11, 22, 5, 10, 0, 0, time.FixedZone("", 3600))
	}
	return at
}
