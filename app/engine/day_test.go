package engine

import (
	"slices"
	"testing"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// What Check tells of every day at once is what it tells of each day, over three years in which everything in a dossier begins and ends.
func TestEveryDay(t *testing.T) {
	e := engine(t)
	d, problems := dossier.Decode(e.Example("dossier"))
	if d == nil {
		t.Fatal(problems)
	}
	d.Processing.Start, d.Processing.End = "2026-02-28", "2027-02-28"
	for i := range d.Subprocessors {
		s := &d.Subprocessors[i]
		s.Status, s.Since, s.Until, s.LastChecked = "active", "2026-08-31", "2027-11-30", "2026-02-28"
		for j := range s.Certifications {
			s.Certifications[j].ValidUntil = "2027-03-31"
		}
		for j := range s.Transfers {
			s.Transfers[j].Checked, s.Transfers[j].AssessmentDate, s.Transfers[j].Consent = "2026-05-31", "2026-06-30", "2026-07-31"
		}
	}
	told := func(ps record.Problems) (out []string) {
		for _, p := range ps {
			out = append(out, string(p.Severity)+" "+p.Code+" "+p.Path)
		}
		return out
	}
	all := e.CheckEveryDay(d, Request{Document: Agreement, Date: "2026-01-01"})
	seen := map[string]int{}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2029; day = day.AddDate(0, 0, 1) {
		today := day.Format(time.DateOnly)
		want := e.CheckOpen(d, Request{Document: Agreement, Date: today})
		if got := all.On(today); !slices.Equal(told(got), told(want)) {
			t.Fatalf("%s: told %q, want %q", today, told(got), told(want))
		}
		for _, p := range want {
			if p.Span != (record.Span{}) {
				seen[p.Code]++
			}
		}
	}
	for _, code := range []string{"end-past", "date-future", "checked-old", "certification-expired", "status-active-early", "status-active-late"} {
		if seen[code] == 0 {
			t.Errorf("%s never came", code)
		}
	}
}
