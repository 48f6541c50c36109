package organisation

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

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
