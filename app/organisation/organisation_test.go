package organisation

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// The cases of testdata/check are what an organisation says of itself, and what Check tells of that.
func TestCheck(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "check.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for i := 0; i < len(a.Files); i += 2 {
		in, want := a.Files[i], strings.TrimSpace(string(a.Files[i+1].Data))
		t.Run(in.Name, func(t *testing.T) {
			o, problems := Type.Decode(in.Data)
			if o == nil {
				t.Fatal(problems)
			}
			var got []string
			known := record.Known{Today: "2026-11-28", Languages: []string{"nl", "en"}, Region: func(string) (bool, string) { return true, "" }}
			for _, p := range o.Check(known) {
				told[p.Code] = true
				got = append(got, fmt.Sprintf("%s %s %s", p.Severity, p.Code, p.Path))
			}
			if got := strings.Join(got, "\n"); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
	for code := range Codes {
		if !told[code] {
			t.Errorf("no case tells %s", code)
		}
	}
}

// An approval counts when it says who, in which function and when, and only for the version that it names.
func TestApproved(t *testing.T) {
	list := []Approval{
		{Document: "term-audit", Version: "1", By: "Hanneke de Jong", Function: "jurist", Day: "2026-11-28"},
		{Document: "term-dpia", Version: "1", By: "Hanneke de Jong", Day: "2026-11-28"},
	}
	if ApprovalOf(list, "term-audit", "1") == nil || ApprovalOf(list, "term-audit", "2") != nil || ApprovalOf(list, "term-dpia", "1") != nil {
		t.Error("an approval counts when it is whole, for its version")
	}
}

// What a new client starts with: the companies that are not apart, the first who signs, and an officer where there is one.
func TestProcessor(t *testing.T) {
	o := Organisation{
		Entities:    []Entity{{ID: "a"}, {ID: "b", Apart: true}},
		Signatories: []Signatory{{ID: "x", Person: record.Person{Name: "Sander de Voorbeeld"}}},
		DPO:         &Officer{None: true, Person: &record.Person{Name: "niemand"}},
	}
	p := o.Processor()
	if !slices.Equal(p.Entities, []string{"a"}) || p.Signatory.Name != "Sander de Voorbeeld" || p.DPO != nil || !p.NoDPO || p.JointSignatory != nil {
		t.Errorf("%+v", p)
	}
	o.Signatories[0].Jointly, o.Signatories[0].Basis = true, "statutory"
	o.Signatories = append(o.Signatories, Signatory{ID: "y", Person: record.Person{Name: "Alleen"}}, Signatory{ID: "z", Person: record.Person{Name: "Anna Smit"}, Jointly: true})
	if p := o.Processor(); p.JointSignatory == nil || p.JointSignatory.Name != "Anna Smit" || p.Basis != "statutory" {
		t.Errorf("two who sign jointly: %+v", p)
	}
}

// A row keeps what was known before: not what was typed a moment ago, unless a client agreed to that.
func TestVersions(t *testing.T) {
	nobody, somebody := func(string, string) bool { return false }, func(string, string) bool { return true }
	type step struct {
		city, day string
		agreed    func(id, version string) bool
		earlier   string // cities
	}
	for name, steps := range map[string][]step{
		"typed on one day":                    {{"U", "2026-11-01", nobody, ""}, {"Ut", "2026-11-01", nobody, ""}, {"Utrecht", "2026-11-01", nobody, ""}},
		"another day":                         {{"Utrecht", "2026-11-01", nobody, ""}, {"Ede", "2026-11-02", nobody, "Utrecht"}, {"Ede", "2026-11-03", nobody, "Utrecht"}},
		"agreed on the day itself":            {{"Utrecht", "2026-11-01", nobody, ""}, {"Ede", "2026-11-01", somebody, "Utrecht"}},
		"taken back on the same day":          {{"Utrecht", "2026-11-01", nobody, ""}, {"Ede", "2026-11-02", nobody, "Utrecht"}, {"Utrecht", "2026-11-02", nobody, ""}},
		"taken back later is another version": {{"Utrecht", "2026-11-01", nobody, ""}, {"Ede", "2026-11-02", nobody, "Utrecht"}, {"Utrecht", "2026-11-03", nobody, "Utrecht Ede"}},
	} {
		before := Organisation{}
		for i, s := range steps {
			next := *Type.Full(&before)
			if i == 0 {
				next.Subprocessors = []Row{{ID: "hosting"}}
			}
			next.Subprocessors = slices.Clone(next.Subprocessors)
			next.Subprocessors[0].Company.Address.City = s.city
			next.Renew(&before, s.day, s.agreed)
			var cities []string
			for _, v := range next.Subprocessors[0].Earlier {
				cities = append(cities, v.Company.Address.City)
			}
			if got := strings.Join(cities, " "); got != s.earlier {
				t.Errorf("%s, step %d: earlier %q, want %q", name, i, got, s.earlier)
			}
			before = next
		}
		if r := before.Subprocessors[0]; r.Version != r.Name() || name == "taken back on the same day" && r.Changed != "2026-11-01" {
			t.Errorf("%s: %s since %s", name, r.Version, r.Changed)
		}
	}
	// A file from elsewhere adds the versions that are not known here.
	here := Organisation{Subprocessors: []Row{{ID: "a", Company: dossier.Subprocessor{Name: "Hosting"}, Earlier: []Version{{Version: "1", Changed: "2026-01-01"}}}}}
	here.Take(&Organisation{Subprocessors: []Row{{ID: "b", Company: dossier.Subprocessor{Name: "hosting"}, Earlier: []Version{{Version: "0", Changed: "2025-01-01"}, {Version: "1", Changed: "2026-01-01"}}}}})
	if e := here.Subprocessors[0].Earlier; len(e) != 2 || e[0].Version != "0" {
		t.Errorf("%+v", e)
	}
}
