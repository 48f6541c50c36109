package organisation

import "verwoord/app/record"

// Codes are the problems that an organisation can have beside those of every record.
var Codes = record.Rules{
	"register-twice":      {Severity: record.Error, Args: []string{"Name"}},
	"signatory-jointly":   {Severity: record.Error},
	"approval-incomplete": {Severity: record.Warning},
	"extract-old":         {Severity: record.Warning, Args: []string{"Day"}},
	"date-future":         {Severity: record.Error, Args: []string{"Day", "Today"}},
}

// Check tells what is wrong with what the organisation knows of itself. What an agreement prints of it is checked by the agreement.
func (o *Organisation) Check(known record.Known) record.Problems {
	n := Type.Normalized(o)
	for i := range n.Subprocessors {
		n.Subprocessors[i].Earlier = nil // what was known once is not mended
	}
	k := checker{Type.Checker(n, known, nil, Codes), known.Today}
	Type.Fields(n, k.Checker)
	for i := range n.Subprocessors {
		for j := range i {
			if alike(&n.Subprocessors[i], &n.Subprocessors[j]) {
				k.Add(record.At("/subprocessors", i, "company", "name"), "register-twice", n.Subprocessors[j].Company.Name)
				break
			}
		}
	}
	if at, n := joint(n.Signatories); n == 1 {
		k.Add(record.At("/signatories", at, "jointly"), "signatory-jointly")
	}
	for i, a := range n.Approvals {
		if a.Document == "" || a.By == "" || a.Function == "" || a.Day == "" {
			k.Add(record.At("/approvals", i), "approval-incomplete")
		}
		k.past(record.At("/approvals", i, "day"), a.Day)
	}
	for i, s := range n.Services {
		if s.Approved != nil {
			k.past(record.At("/services", i, "approved", "day"), s.Approved.Day)
		}
	}
	for i, e := range n.Entities {
		if e.Checked != nil {
			path := record.At("/entities", i, "checked", "day")
			k.past(path, e.Checked.Day)
			k.AddOn(record.Since(record.Months(e.Checked.Day, 12)), path, "extract-old", e.Checked.Day)
		}
	}
	return k.Problems()
}

// checker is the state of one Check.
type checker struct {
	*record.Checker
	today string
}

// past adds the problem of a day on which something was done and that is still to come.
func (k checker) past(path, day string) {
	if record.IsDate(day) {
		k.AddOn(record.Before(day), path, "date-future", day, k.today)
	}
}

// joint is how many sign only together with another, and where the last of them stands.
func joint(list []Signatory) (at, n int) {
	for i, s := range list {
		if s.Jointly {
			at, n = i, n+1
		}
	}
	return at, n
}
