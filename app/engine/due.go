package engine

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/locale"
)

// Due is something to do by a day. Its message is due.<code>.
type Due struct {
	Day  string `json:"day"` // ISO 8601
	Code string `json:"code"`
	// JSON Pointer of what it is about; empty when that is the document itself.
	Path string `json:"path,omitempty"`
	// Of the message: days, names, and Country as a code of ISO 3166-1.
	Args map[string]string `json:"args,omitempty"`
}

// Standing is how far the newest agreement of a client is. Days are ISO 8601, empty for what has not happened.
type Standing struct {
	Made       string // the day on which it was made
	Processor  string // the day on which JEX signed
	Controller string // the day on which the client signed
	Template   string // version of the text it was made of
	Changed    string // the day on which the dossier came to say something else than it prints
	Start      string // first day of the processing
}

// How long before a day it is time to think of it, and how long one may wait for a signature. None of these is law.
const (
	waitProcessor   = 7 // days
	waitController  = 14
	beforeStart     = 2 // months
	beforeEnd       = 3
	beforeAdequacy  = 6 // as in dossier.Check
	beforeLapse     = 2 // of a certificate
	beforeStop      = 1
	assessmentHolds = 12
)

// Due tells what an agreement asks for: the signatures it lacks, and that it no longer is what it should be. The first is first.
func (e *Engine) Due(s Standing, today string) []Due {
	var due []Due
	add := func(code, day string, args ...string) { due = append(due, newDue(code, day, "", args...)) }
	signed := s.Processor != "" && s.Controller != ""
	switch {
	case s.Made == "":
	case s.Changed != "" && (s.Processor != "" || s.Controller != ""):
		add("changed", s.Changed, "Made", s.Made)
	case s.Changed != "":
	case s.Template != e.Catalogue().Version:
		add("text", s.Made, "Made", s.Made, "Version", s.Template, "Newest", e.Catalogue().Version)
	case s.Processor == "":
		add("processor", later(s.Made, 0, waitProcessor), "Made", s.Made)
	case s.Controller == "":
		add("controller", later(s.Processor, 0, waitController), "Signed", s.Processor)
	}
	// The processing is to be governed by a contract from its first day (GDPR, art. 28(3)).
	switch {
	case signed || s.Start == "" || s.Start > later(today, beforeStart, 0):
	case s.Start <= today:
		add("started", s.Start, "Start", s.Start)
	default:
		add("start", s.Start, "Start", s.Start)
	}
	return sortDue(due)
}

// DueInDossier tells what the dates in a dossier ask for, the first first.
func (e *Engine) DueInDossier(d *dossier.Dossier, today string) []Due {
	var due []Due
	if end := d.Processing.End; end != "" && end <= later(today, beforeEnd, 0) {
		code := "end"
		if end < today {
			code = "ended"
		}
		due = append(due, newDue(code, end, "/processing/end", "End", end))
	}
	for i := range d.Subprocessors {
		due = append(due, e.dueOf(&d.Subprocessors[i], "/subprocessors/"+strconv.Itoa(i), today)...)
	}
	return sortDue(due)
}

// dueOf is what the dates of one sub-processor ask for. One that is not to be used asks for nothing.
func (e *Engine) dueOf(s *dossier.Subprocessor, path, today string) (due []Due) {
	add := func(code, day, at string, args ...string) {
		due = append(due, newDue(code, day, path+at, append(args, "Name", s.Name)...))
	}
	switch s.Status {
	case "ended", "objection":
		return nil
	case "planned":
		if s.Since > today {
			add("planned", s.Since, "/since", "Since", s.Since)
		} else if s.Since != "" {
			add("arrived", s.Since, "/status", "Since", s.Since)
		}
	}
	if s.Until != "" && s.Until <= later(today, beforeStop, 0) {
		add("stop", s.Until, "/until", "Until", s.Until)
	}
	for i, t := range s.Transfers {
		at := "/transfers/" + strconv.Itoa(i)
		if a, ok := e.World().Adequacy(t.Country); ok && t.Mechanism == "adequacy" && a.Until != "" && a.Until <= later(today, beforeAdequacy, 0) {
			add("adequacy", a.Until, at+"/mechanism", "Country", t.Country, "Until", a.Until, "Decision", a.Decision)
		}
		if again := later(t.AssessmentDate, assessmentHolds, 0); again != "" && again <= later(today, beforeStop, 0) {
			add("assessment", again, at+"/assessmentDate", "Country", t.Country, "Assessed", t.AssessmentDate)
		}
	}
	for i, c := range s.Certifications {
		if c.ValidUntil != "" && c.ValidUntil <= later(today, beforeLapse, 0) {
			add("certification", c.ValidUntil, "/certifications/"+strconv.Itoa(i)+"/validUntil", "Certificate", c.Name, "Until", c.ValidUntil)
		}
	}
	return due
}

// DueIdentity tells whether a certificate to sign with is about to end, or has.
func DueIdentity(name, until, today string) (Due, bool) {
	switch {
	case until == "" || until > later(today, beforeLapse, 0):
		return Due{}, false
	case until < today:
		return newDue("identity-ended", until, "", "Name", name, "Until", until), true
	}
	return newDue("identity", until, "", "Name", name, "Until", until), true
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
		default:
			args[name] = value
		}
	}
	return l.T("due."+d.Code, args)
}

func newDue(code, day, path string, args ...string) Due {
	due := Due{Day: day, Code: code, Path: path, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		due.Args[args[i]] = args[i+1]
	}
	return due
}

// later is a day some months and days from another; empty when that is no day.
func later(day string, months, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, months, days).Format(time.DateOnly)
}

func sortDue(due []Due) []Due {
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
	return due
}
