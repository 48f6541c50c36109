package engine

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"verwoord/app/breachlog"
	"verwoord/app/dossier"
	"verwoord/app/incident"
	"verwoord/app/locale"
)

// LogTable is a log of breaches as a table in the reader's words: a head, and a row for each entry. Moments are in Dutch time and written so
// that they sort (2026-11-20 01:15).
func (e *Engine) LogTable(l *locale.Locale, log *breachlog.Log) (head []string, rows [][]string) {
	w := logWords{l, e.catalogue()}
	for _, c := range logColumns {
		head = append(head, l.T("breach-log.column."+c.id, nil))
	}
	for i := range log.Entries {
		entry := &log.Entries[i]
		row := make([]string, len(logColumns))
		for n, c := range logColumns {
			row[n] = c.cell(w, entry, &entry.Incident, entry.Incident.Own())
		}
		rows = append(rows, row)
	}
	return head, rows
}

// logColumn is a column of the table: its head is the message breach-log.column.<id>.
type logColumn struct {
	id   string
	cell func(w logWords, e *breachlog.Entry, i *incident.Incident, own *incident.Affected) string
}

// logColumns are what a log must have: what happened, why, when, to how many, what follows, what was done, what the client decided, and the
// papers with their sums.
var logColumns = []logColumn{
	{"reference", func(_ logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string { return i.ID }},
	{"client", func(_ logWords, e *breachlog.Entry, _ *incident.Incident, _ *incident.Affected) string {
		return cmp.Or(e.Name, e.Client)
	}},
	{"client-id", func(_ logWords, e *breachlog.Entry, _ *incident.Incident, _ *incident.Affected) string {
		return e.Client
	}},
	{"company", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.company(i.Entity)
	}},
	{"stage", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.lines(w.word("incident.stage.", cmp.Or(i.Stage, "open")), i.WithdrawalReason)
	}},
	{"signal", func(_ logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return sorting(i.SignalAt)
	}},
	{"aware", func(_ logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return sorting(i.AwareAt)
	}},
	{"from", func(_ logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return sorting(i.When.From)
	}},
	{"until", func(_ logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return sorting(i.When.Until)
	}},
	{"facts", func(_ logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return i.Description
	}},
	{"kind", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.lines(w.word("incident.incident.", i.Incident), w.all("incident.kind.", i.Kind))
	}},
	{"cause", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.word("incident.cause.", i.Cause)
	}},
	{"services", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.labels(own.Services, w.service)
	}},
	{"subjects", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.labels(own.DataSubjects, w.subject)
	}},
	{"people", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.count(own.People)
	}},
	{"data", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.labels(own.PersonalData, w.personal)
	}},
	{"records", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.count(own.Records)
	}},
	{"special", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.all("incident.special.", own.Special)
	}},
	{"criminal", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.word("incident.answer.", own.Criminal)
	}},
	{"bsn", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.word("incident.answer.", own.BSN)
	}},
	{"id-copy", func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		return w.word("incident.answer.", own.IDCopy)
	}},
	{"consequences", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		c := i.Consequences
		return w.lines(w.all("incident.consequence.", c.Confidentiality), w.all("incident.consequence.", c.Integrity), w.all("incident.consequence.", c.Availability),
			w.all("incident.consequence.", c.People), c.Note)
	}},
	{"taken", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.measures(i.MeasuresTaken)
	}},
	{"planned", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.measures(i.MeasuresPlanned)
	}},
	{"prevention", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		return w.lines(w.all("incident.prevention.", i.Prevention), i.PreventionNote)
	}},
	{"severity", decided(func(w logWords, d *incident.Decision) string { return w.word("incident.severity.", d.Severity) })},
	{"risk", decided(func(w logWords, d *incident.Decision) string { return w.word("incident.risk.", d.Risk) })},
	{"reasons", decided(func(_ logWords, d *incident.Decision) string { return d.Reasons })},
	{"authority", decided(func(w logWords, d *incident.Decision) string { return w.word("incident.answer.", d.Authority) })},
	{"authority-on", decided(func(_ logWords, d *incident.Decision) string { return d.AuthorityOn })},
	{"authority-number", decided(func(_ logWords, d *incident.Decision) string { return d.AuthorityReference })},
	{"informed", decided(func(w logWords, d *incident.Decision) string { return w.word("incident.answer.", d.People) })},
	{"informed-on", decided(func(_ logWords, d *incident.Decision) string { return d.PeopleOn })},
	{"timeline", func(w logWords, e *breachlog.Entry, _ *incident.Incident, _ *incident.Affected) string {
		var lines []string
		for _, t := range e.Timeline {
			line := sorting(t.At) + " " + w.word("breach-log.event.", t.Event)
			if t.Text != "" {
				line += ": " + t.Text
			}
			lines = append(lines, line)
		}
		return w.lines(lines...)
	}},
	{"notices", func(w logWords, e *breachlog.Entry, _ *incident.Incident, _ *incident.Affected) string {
		var lines []string
		for _, s := range e.Sent {
			line := strconv.Itoa(s.Number) + " " + w.word("incident.phase.", s.Phase) + " " + sorting(s.SentAt)
			if s.How != "" {
				line += " " + w.word("desk.sent.", s.How)
			}
			if s.To != "" {
				line += " " + s.To
			}
			lines = append(lines, line+" SHA-256 "+s.SHA256)
		}
		return w.lines(lines...)
	}},
	{"attachments", func(w logWords, _ *breachlog.Entry, i *incident.Incident, _ *incident.Affected) string {
		var lines []string
		for _, a := range i.Attachments {
			line := w.word("incident.attachment.", a.Kind) + ": " + a.Name
			if a.SHA256 != "" {
				line += " SHA-256 " + a.SHA256
			}
			lines = append(lines, line)
		}
		return w.lines(lines...)
	}},
}

// decided is the cell of what only the client decides; empty as long as it told nothing.
func decided(cell func(logWords, *incident.Decision) string) func(logWords, *breachlog.Entry, *incident.Incident, *incident.Affected) string {
	return func(w logWords, _ *breachlog.Entry, _ *incident.Incident, own *incident.Affected) string {
		if own.Decision == nil {
			return ""
		}
		return cell(w, own.Decision)
	}
}

// logWords put ids in words.
type logWords struct {
	*locale.Locale
	catalogue *dossier.Catalogue
}

func (w logWords) word(group, id string) string {
	if id == "" {
		return ""
	}
	return w.T(group+id, nil)
}

func (w logWords) all(group string, ids []string) string {
	return w.labels(ids, func(id string) string { return w.word(group, id) })
}

func (w logWords) labels(ids []string, label func(string) string) string {
	words := make([]string, len(ids))
	for n, id := range ids {
		words[n] = label(id)
	}
	return strings.Join(words, "; ")
}

func (w logWords) company(id string) string {
	if c, ok := w.catalogue.Entity(id); ok {
		return c.Name
	}
	return id
}

func (w logWords) service(id string) string {
	if s, ok := w.catalogue.Service(id); ok {
		return s.Label[w.Lang]
	}
	return id
}

func (w logWords) subject(id string) string {
	if s, ok := w.catalogue.DataSubject(id); ok {
		return s.Label[w.Lang]
	}
	return w.word("dataSubjects.", id)
}

func (w logWords) personal(id string) string {
	if k, ok := w.catalogue.Personal(id); ok {
		return k.Label[w.Lang]
	}
	return w.word("personalData.", id)
}

// count is a number, or two, or what is said when there is none.
func (w logWords) count(c incident.Count) string {
	switch {
	case c.Kind == "exact" || c.Kind == "estimated" && c.Min == c.Max:
		return strconv.Itoa(c.Max)
	case c.Kind == "estimated":
		return strconv.Itoa(c.Min) + "–" + strconv.Itoa(c.Max)
	}
	return w.word("incident.count.", c.Kind)
}

func (w logWords) measures(all []incident.Measure) string {
	var lines []string
	for _, m := range all {
		line := m.What
		if m.At != "" {
			line += " (" + sorting(m.At) + ")"
		}
		lines = append(lines, line)
	}
	return w.lines(lines...)
}

// lines are texts under each other, without those that are empty.
func (w logWords) lines(texts ...string) string {
	var all []string
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, "\n")
}

// sorting is a moment as a table sorts it; a day stays one.
func sorting(at string) string {
	if m, err := time.Parse(time.RFC3339, at); err == nil {
		return m.Format("2006-01-02 15:04")
	}
	return at
}
