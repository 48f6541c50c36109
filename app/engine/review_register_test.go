package engine

import (
	"slices"
	"strings"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/organisation"
	"verwoord/app/review"
)

// Whether names and numbers are those of the trade register is for people to find out. When the organisation recorded that they did, the findings
// about it are answered; a company that was not compared leaves open what is about it.
func TestComparedCompaniesAnswerFindings(t *testing.T) {
	e := engine(t)
	all := []string{"jex-nederland", "jex-works", "jex-backoffice", "jex-backoffice-ii", "jex-freelance", "jex-international"}
	for name, c := range map[string]struct {
		named, compared []string
		want            map[string]bool // answered, of the findings that are told
	}{
		"none compared":           {all, nil, map[string]bool{"S-04": false, "S-05": false, "S-06": false}},
		"all compared":            {all, all, map[string]bool{"S-04": true, "S-05": true, "S-06": false}},
		"all but one":             {all, all[1:], map[string]bool{"S-04": false, "S-05": true, "S-06": false}},
		"not the one in question": {all, slices.Concat(all[:3], all[4:]), map[string]bool{"S-04": false, "S-05": false, "S-06": false}},
		"two, both compared":      {all[:2], all[:2], map[string]bool{"S-04": true, "S-06": false}},
		"one company":             {all[:1], nil, map[string]bool{}},
		"one company, compared":   {all[3:4], all[3:4], map[string]bool{"S-05": true}},
	} {
		d := e.Specimen(Agreement).Dossier
		d.Processor.Entities = c.named
		o := &organisation.Organisation{ID: "jex"}
		for _, id := range c.compared {
			o.Entities = append(o.Entities, organisation.Entity{ID: id, Checked: &organisation.Extract{Day: "2026-11-03", Extract: "uittreksel van 3 november"}})
		}
		r, problems := e.Review(Request{Dossier: d.Encode(), Lang: "nl", Date: today, Organisation: o})
		if r == nil {
			t.Fatal(name, problems)
		}
		got, open := map[string]bool{}, 0
		for _, f := range r.Findings {
			if f.Set == nil && !f.Answered {
				open++
			}
			if slices.Contains([]string{"S-04", "S-05", "S-06"}, f.ID) {
				got[f.ID] = f.Answered
			} else if f.Answered {
				t.Errorf("%s: %s is answered by the register", name, f.ID)
			}
		}
		if len(got) != len(c.want) || open != r.OpenFindings {
			t.Errorf("%s: %v, want %v; %d of %d open", name, got, c.want, r.OpenFindings, open)
		}
		for id, want := range c.want {
			if got[id] != want {
				t.Errorf("%s: %s answered is %v", name, id, got[id])
			}
		}
	}
}

// A warning about a row says which: of two that say the same, a reader has to know where each is.
func TestWarningsNameTheirRow(t *testing.T) {
	for _, lang := range engine(t).Languages(ReviewDocument) {
		r := reviewed(t, engine(t), lang, func(d *dossier.Dossier) {
			d.AdditionalTerms = []dossier.AdditionalTerm{{ID: "a", Term: "dpia"}, {ID: "b", Term: "audit", Values: map[string]string{"days": "14"}}}
			for i := range d.Subprocessors {
				for j := range d.Subprocessors[i].Transfers {
					d.Subprocessors[i].Transfers[j].Consent = ""
				}
			}
		})
		said := map[string]review.Warning{}
		rows := 0
		for _, w := range r.Warnings {
			full := w.About + " " + w.Message
			if before, twice := said[full]; twice {
				t.Errorf("%s: %s and %s both say %q", lang, before.Path, w.Path, full)
			}
			if said[full] = w; strings.HasPrefix(w.Path, "/subprocessors/") || strings.HasPrefix(w.Path, "/additionalTerms/") {
				rows++
				if w.About == "" {
					t.Errorf("%s: %s names no row: %s", lang, w.Path, w.Message)
				}
			}
		}
		if rows < 5 {
			t.Errorf("%s: only %d warnings are about rows", lang, rows)
		}
	}
}
