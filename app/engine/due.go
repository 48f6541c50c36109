package engine

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/app/record"
)

// Due is something to do by a day. Its message is due.<code>. It is spoken of from one day until another, so that what is known of it once
// is known for every day.
type Due struct {
	Day    string `json:"day"`              // ISO 8601
	Moment string `json:"moment,omitempty"` // on that day, RFC 3339; empty for the whole day
	Code   string `json:"code"`
	// JSON Pointer of what it is about; empty when that is the document itself.
	Path string `json:"path,omitempty"`
	// Of the message: days, names, and Country as a code of ISO 3166-1.
	Args        map[string]string `json:"args,omitempty"`
	record.Span                   // the days on which it is to be thought of
}

// What is due of a breach: to know whom it touches, the first notice to some clients, the next one that was promised, the last one, and JEX's
// own notification.
const (
	DueWhom  = "notice-whom"
	DueFirst = "notice-first"
	DueNext  = "notice-next"
	DueLast  = "notice-last"
	DueOwn   = "notice-own"
)

// Compare is negative when d is due before another. What is due at a moment is due before what has the whole day.
func (d Due) Compare(other Due) int {
	return cmp.Or(strings.Compare(d.Day, other.Day), strings.Compare(cmp.Or(d.Moment, "~"), cmp.Or(other.Moment, "~")))
}

// DueBreach is something that is due of a breach at a moment, for so many clients; nothing when that is no moment.
func DueBreach(code, id, moment string, drill bool, clients int) (due []Due) {
	if !record.IsMoment(moment) {
		return nil
	}
	kind := "real"
	if drill {
		kind = "drill"
	}
	d := newDue(code, record.Day(moment), "", "Id", id, "Moment", moment, "Count", strconv.Itoa(clients), "Kind", kind)
	d.Moment = moment
	return []Due{d}
}

// DueOn are those of a list that are to be thought of on a day, in the same order.
func DueOn(list []Due, day string) []Due {
	return slices.DeleteFunc(slices.Clone(list), func(d Due) bool { return !d.On(day) })
}

// Standing is how far the newest agreement of a client is. Days are ISO 8601, empty for what has not happened.
type Standing struct {
	Made       string  // the day on which it was made
	Processor  string  // the day on which JEX signed
	Controller string  // the day on which the client signed
	Claims     []Claim // signatures that hold, of which it is not established who made them
	Template   string  // version of the text it was made of
	Changed    string  // the day on which the dossier came to say something else than it prints
	Start      string  // first day of the processing
}

// Claim is a signature in the name of a party.
type Claim struct {
	Party, Name string
	Day         string
}

// claim is what a party is said to have signed; nil for nothing.
func (s Standing) claim(party string) *Claim {
	for i := range s.Claims {
		if s.Claims[i].Party == party {
			return &s.Claims[i]
		}
	}
	return nil
}

// How long before a day it is time to think of it, and how long one may wait for a signature. None of these is law.
const (
	waitProcessor   = 7 // days
	waitController  = 14
	waitConfirm     = 3
	beforeStart     = 2 // months
	beforeEnd       = 3
	beforeAdequacy  = 6 // as in dossier.Check
	beforeLapse     = 2 // of a certificate
	beforeStop      = 1
	assessmentHolds = 12
	reportHolds     = 12 // as in dossier.Check
)

// Due tells what an agreement asks for, on whatever day: the signatures it lacks, and that it no longer is what it should be. The first is
// first.
func (e *Engine) Due(s Standing) []Due {
	var due []Due
	add := func(from, until, code, day string, args ...string) {
		due = append(due, newDue(code, day, "", args...).during(from, until))
	}
	switch {
	case s.Made == "":
	case s.Changed != "" && (s.Processor != "" || s.Controller != ""):
		add("", "", "changed", s.Changed, "Made", s.Made)
	case s.Changed != "":
	case s.Template != e.textVersion(Agreement):
		add("", "", "text", s.Made, "Made", s.Made, "Version", s.Template, "Newest", e.textVersion(Agreement))
	case s.Processor == "" && s.claim(Processor) != nil:
		c := s.claim(Processor)
		add("", "", "confirm-processor", later(c.Day, 0, waitConfirm), "Signed", c.Day, "Name", c.Name)
	case s.Processor == "":
		add("", "", "processor", later(s.Made, 0, waitProcessor), "Made", s.Made)
	case s.Controller == "" && s.claim(Controller) != nil:
		c := s.claim(Controller)
		add("", "", "confirm-controller", later(c.Day, 0, waitConfirm), "Signed", c.Day, "Name", c.Name)
	case s.Controller == "":
		add("", "", "controller", later(s.Processor, 0, waitController), "Signed", s.Processor)
	}
	// The processing is to be governed by a contract from its first day (GDPR, art. 28(3)).
	if signed := s.Processor != "" && s.Controller != ""; !signed && s.Start != "" {
		add(record.Months(s.Start, -beforeStart), s.Start, "start", s.Start, "Start", s.Start)
		add(s.Start, "", "started", s.Start, "Start", s.Start)
	}
	return sortDue(due)
}

// DueInDossier tells what the dates in a dossier ask for, on whatever day, the first first.
func (e *Engine) DueInDossier(d *dossier.Dossier) []Due {
	var due []Due
	if end := d.Processing.End; end != "" {
		past := later(end, 0, 1)
		due = append(due, newDue("end", end, "/processing/end", "End", end).during(record.Months(end, -beforeEnd), past),
			newDue("ended", end, "/processing/end", "End", end).during(past, ""))
	}
	for i := range d.Subprocessors {
		due = append(due, e.dueOf(&d.Subprocessors[i], "/subprocessors/"+strconv.Itoa(i))...)
	}
	return sortDue(due)
}

// dueOf is what the dates of one sub-processor ask for. One that is not to be used asks for nothing.
func (e *Engine) dueOf(s *dossier.Subprocessor, path string) (due []Due) {
	add := func(from, until, code, day, at string, args ...string) {
		due = append(due, newDue(code, day, path+at, append(args, "Name", s.Name)...).during(from, until))
	}
	switch s.Status {
	case "ended", "objection":
		return nil
	case "planned":
		if s.Since != "" {
			add("", s.Since, "planned", s.Since, "/since", "Since", s.Since)
			add(s.Since, "", "arrived", s.Since, "/status", "Since", s.Since)
		}
	}
	if s.Until != "" {
		add(record.Months(s.Until, -beforeStop), "", "stop", s.Until, "/until", "Until", s.Until)
	}
	for i, t := range s.Transfers {
		at := "/transfers/" + strconv.Itoa(i)
		if a, ok := e.Atlas().Adequacy(t.Country); ok && t.Mechanism == "adequacy" && a.Until != "" {
			add(record.Months(a.Until, -beforeAdequacy), "", "adequacy", a.Until, at+"/mechanism", "Country", t.Country, "Until", a.Until, "Decision", a.Decision)
		}
		if again := later(t.AssessmentDate, assessmentHolds, 0); again != "" {
			add(record.Months(again, -beforeStop), "", "assessment", again, at+"/assessmentDate", "Country", t.Country, "Assessed", t.AssessmentDate)
		}
	}
	for i, c := range s.Certifications {
		switch {
		case c.ValidUntil == "":
		case e.catalogue().Report(c.Name): // the period it is about has passed; the next is asked for a year later
			next := record.Months(c.ValidUntil, reportHolds)
			add(record.Months(next, -beforeLapse), "", "report", next, "/certifications/"+strconv.Itoa(i)+"/validUntil", "Report", c.Name, "Until", c.ValidUntil)
		default:
			add(record.Months(c.ValidUntil, -beforeLapse), "", "certification", c.ValidUntil, "/certifications/"+strconv.Itoa(i)+"/validUntil",
				"Certificate", c.Name, "Until", c.ValidUntil)
		}
	}
	return due
}

// DueIdentity tells that a certificate to sign with is about to end, and that it has, on whatever day.
func DueIdentity(name, until string) []Due {
	if until == "" {
		return nil
	}
	past := later(until, 0, 1)
	return []Due{
		newDue("identity", until, "", "Name", name, "Until", until).during(record.Months(until, -beforeLapse), past),
		newDue("identity-ended", until, "", "Name", name, "Until", until).during(past, ""),
	}
}

// Sentence puts what is due in the reader's words.
func (d Due) Sentence(l *locale.Locale) string {
	args := locale.Args{}
	for name, value := range d.Args {
		switch name {
		case "Assessed", "End", "Made", "Signed", "Since", "Start", "Until":
			args[name] = l.Date(value)
		case "Country":
			args[name] = l.Country(value)
		case "Count":
			args[name], _ = strconv.Atoi(value)
		case "Moment":
			m, _ := time.Parse(time.RFC3339, value)
			args[name] = l.Hour(m)
		default:
			args[name] = value
		}
	}
	text := l.T("due."+d.Code, args)
	if d.Args["Kind"] == "drill" {
		return l.T("document.drill", locale.Args{"Title": text})
	}
	return text
}

func newDue(code, day, path string, args ...string) Due {
	due := Due{Day: day, Code: code, Path: path, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		due.Args[args[i]] = args[i+1]
	}
	return due
}

// during is d, to be thought of from one day until another.
func (d Due) during(from, until string) Due {
	d.Span = record.Span{From: from, Until: until}
	return d
}

// later is a day some months and days from another; empty when that is no day.
func later(day string, months, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, months, days).Format(time.DateOnly)
}

// sortDue leaves out what is due on what is no day.
func sortDue(due []Due) []Due {
	due = slices.DeleteFunc(due, func(d Due) bool { return later(d.Day, 0, 0) == "" })
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
	return due
}
