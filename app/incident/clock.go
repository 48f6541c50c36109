package incident

import (
	"cmp"
	"strconv"
	"time"

	"verwoord/app/deadline"
	"verwoord/app/record"
)

// The rules of what runs because of a breach.
const (
	ControllerRule = "breach-controller" // the client's own hours towards the authority (GDPR, art. 33(1)); JEX's, of its own data
	TargetRule     = "breach-target"     // until when JEX aims to have told: the law sets no hours (art. 33(2))
	TermRule       = "breach-term"       // until when it was agreed to tell
	UpdateRule     = "breach-update"     // the next notice, as it was promised: a moment, and no row of the tables
)

// Clock is two clocks that are never mixed: how long JEX took, and how long the client has.
type Clock struct {
	// From when JEX knew until the first notice, whole hours.
	Hours int `json:"hours"`
	// And the minutes besides.
	Minutes int `json:"minutes"`
	// Until when JEX aims to have told, RFC 3339.
	Target string `json:"target"`
	// In how many hours that is.
	TargetHours int `json:"targetHours"`
	// The notice is later than that.
	Late bool `json:"late"`
	// Until when the notice was agreed to come, RFC 3339; empty when nothing was agreed.
	Agreed string `json:"agreed,omitempty"`
	// From when the client knew at the latest, RFC 3339: the notice, or earlier.
	ClientAware string `json:"clientAware"`
	// It knew before the first notice.
	Earlier bool `json:"earlier"`
	// The end of the client's hours (GDPR, art. 33(1)), RFC 3339.
	ClientUntil string `json:"clientUntil"`
	// How many hours those are.
	ClientHours int `json:"clientHours"`
	// They were over when the notice was sent.
	ClientLate bool `json:"clientLate"`
}

// Target is until when JEX is to have told a client.
type Target struct {
	Until    string // what it aims at, RFC 3339
	Hours    int    // from when it knew
	Escalate string // until when someone higher is to know
	Agreed   string // until when it was agreed; empty when nothing was
}

// TargetOf is until when a client is to know of what JEX knew at a moment, when a number of hours was agreed with it, 0 for none.
func TargetOf(tables *deadline.Tables, aware string, agreed int) (Target, error) {
	limit, err := tables.Limit(TargetRule, aware, 0)
	if err != nil {
		return Target{}, err
	}
	t := Target{Until: limit.Until, Hours: limit.Count}
	for _, also := range limit.Also {
		if also.Code == "escalate" {
			t.Escalate = also.When
		}
	}
	if agreed > 0 {
		if term, err := tables.Limit(TermRule, aware, agreed); err == nil {
			t.Agreed = term.Until
		}
	}
	return t, nil
}

// ClientLimit is the end of a client's own hours, from the earliest moment that it knew: the first notice, or earlier by itself or a call.
// What is not known is empty; before says that it was earlier than the notice. Until is empty as long as it knows of nothing.
func ClientLimit(tables *deadline.Tables, first, earlier string) (l deadline.Limit, before bool, err error) {
	before = earlier != "" && (first == "" || after(first, earlier))
	from := first
	if before {
		from = earlier
	}
	if from == "" {
		return l, false, nil
	}
	l, err = tables.Limit(ControllerRule, from, 0)
	return l, before, err
}

// OwnData tells whether JEX is the controller of data that were breached, by its role: then it has a duty of its own towards the authority, and
// there is no notice to a client of these.
func OwnData(role string) bool { return role == "controller" || role == "both" }

// clock fills in the clocks. Both run on the first notice: a later one changes nothing about when the client knew.
func (i *Incident) clock(tables *deadline.Tables, first string) (problems record.Problems) {
	c, own := &i.Notice.Clock, i.Own()
	target, err := TargetOf(tables, i.AwareAt, own.TermHours)
	if err != nil {
		return nil // the field's own problem
	}
	aware, errAware := time.Parse(time.RFC3339, i.AwareAt)
	sent, errSent := time.Parse(time.RFC3339, first)
	if errAware != nil || errSent != nil {
		return record.Problems{Codes.Problem("", "incident-moment")}
	}
	if sent.Before(aware) {
		return record.Problems{Codes.Problem("/awareAt", "incident-aware-after-notice")}
	}
	elapsed := int(sent.Sub(aware) / time.Minute)
	c.Hours, c.Minutes, c.Target, c.TargetHours, c.Agreed = elapsed/60, elapsed%60, target.Until, target.Hours, target.Agreed
	c.Late = after(first, target.Until) || after(first, target.Agreed)
	client, earlier, err := ClientLimit(tables, first, own.InformedEarlierAt)
	if err != nil {
		return record.Problems{Codes.Problem("/affected/0/informedEarlierAt", "incident-moment")}
	}
	c.ClientAware, c.Earlier, c.ClientUntil, c.ClientHours = client.From, earlier, client.Until, client.Count
	c.ClientLate = after(i.Notice.SentAt, client.Until)
	if c.Late && i.DelayReason == "" {
		hours := min(target.Hours, cmp.Or(own.TermHours, target.Hours))
		problems = append(problems, Codes.Problem("/delayReason", "incident-delay-reason", strconv.Itoa(hours)))
	}
	return problems
}
